"""What can be shown, without markup: transports draw it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from typing import TypeAlias

from tabys_bot.application.screens.intents import Intent, OpenCard
from tabys_bot.domain.outcome import Outcome


class Style(Enum):
    """How much a button should stand out; never the only carrier of a meaning."""

    PLAIN = auto()
    SUCCESS = auto()
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


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text of at most 256 characters."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A button that copies a link which opens the record, for whoever may see it."""

    label: str
    intent: OpenCard


@dataclass(frozen=True, slots=True)
class Inert:
    """Something that stands among the buttons and does nothing."""

    label: str


Button: TypeAlias = Press | Link | Copy | Share | Inert


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, on one line.

    `at`: the point in time that the value tells, so that a transport may show it in the reader's own zone.
    `href`: what a tap on the value should open, such as `tel:+77001234567`; Telegram sees by itself what is a phone or
    an address, and takes no such links.
    """

    label: str
    value: str
    at: datetime | None = None
    href: str = ""


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


# The content of a picture, or a sentence that says why it cannot be shown.
Load: TypeAlias = Callable[[], Awaitable[Outcome[bytes, str]]]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture to be shown under the screen. `address` tells it from others, and is never shown.

    `url`: where the reader's side can fetch it without us; empty where only `load` has the content.
    """

    address: str
    load: Load = field(repr=False, compare=False)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One answer of the bot.

    `notice` is a short remark shown over the chat on a press. A `passing` screen is nothing but its notice
    when it answers a press: what is on screen stays. `commands`, unless None, is what the visitor's command
    menu must show from now on. `preview` is the public address of a picture that is shown large above the text.
    `photos` are sent as messages of their own, with the title under them; the screen that was pressed stays as it is.
    `unshown` is the sentence for photos that the transport itself cannot show. `forget_message`: the message that is
    answered turned out to hold a code, and must not stay.
    """

    title: str
    body: tuple[Block, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    notice: str = ""
    passing: bool = False
    commands: tuple[Command, ...] | None = None
    preview: str = ""
    photos: tuple[Photo, ...] = ()
    unshown: str = ""
    forget_message: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that is offered while its finder still types in any chat. `message` is what a chat sees of it."""

    intent: OpenCard
    title: str
    description: str
    message: str
    button: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer to what is typed after the bot's name in any chat; `invitation`: a way into the private chat."""

    items: tuple[Suggestion, ...] = ()
    invitation: str = ""
