"""What can be shown, without markup: transports draw it."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from tabys_bot.application.screens.intents import Intent


class Style(Enum):
    """How much a button should stand out; never the only carrier of a meaning."""

    PLAIN = auto()
    DANGER = auto()


@dataclass(frozen=True, slots=True)
class Press:
    """A button that asks for something."""

    label: str
    intent: Intent
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a web page."""

    label: str
    url: str


Button: TypeAlias = Press | Link


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, on one line."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text, under a heading if it has one."""

    text: str
    heading: str = ""


Block: TypeAlias = Fact | Paragraph


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of the transport's command menu."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One answer of the bot.

    `notice` is a short remark shown over the chat on a press. A `passing` screen is nothing but its notice
    when it answers a press: what is on screen stays. `commands`, unless None, is what the visitor's command
    menu must show from now on.
    """

    title: str
    body: tuple[Block, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    notice: str = ""
    passing: bool = False
    commands: tuple[Command, ...] | None = None
