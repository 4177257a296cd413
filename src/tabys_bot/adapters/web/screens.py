"""Screens as JSON for the page of the web chat."""

from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.screen import Block, Button, Command, Fact, Link, Screen

Json: TypeAlias = dict[str, Any]

_SCHEMES = {"http", "https"}


def as_json(screen: Screen) -> Json:
    """All of the screen except links that lead anywhere but to a web page."""
    rows = [[_button(button) for button in row if _may_be_shown(button)] for row in screen.rows]
    return {
        "title": screen.title,
        "body": [_block(block) for block in screen.body],
        "rows": [row for row in rows if row],
        "notice": screen.notice,
        "passing": screen.passing,
        "commands": None if screen.commands is None else commands_as_json(screen.commands),
    }


def commands_as_json(commands: Iterable[Command]) -> list[Json]:
    return [{"name": command.name, "description": command.description} for command in commands]


def _block(block: Block) -> Json:
    if isinstance(block, Fact):
        return {"kind": "fact", "label": block.label, "value": block.value}
    return {"kind": "paragraph", "heading": block.heading, "text": block.text}


def _button(button: Button) -> Json:
    if isinstance(button, Link):
        return {"label": button.label, "url": button.url}
    return {"label": button.label, "button": encode(button.intent), "style": button.style.name.lower()}


def _may_be_shown(button: Button) -> bool:
    if not isinstance(button, Link):
        return True
    try:
        address = urlsplit(button.url)
    except ValueError:
        return False
    return address.scheme in _SCHEMES and bool(address.netloc)
