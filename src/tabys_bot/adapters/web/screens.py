"""Screens as JSON for the page of the web chat."""

from collections.abc import Iterable
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.screen import Block, Button, Command, Copy, Fact, Inert, Link, Press, Screen, Share

Json: TypeAlias = dict[str, Any]

_PAGES = {"http", "https"}
_CONTACTS = {"tel", "mailto"}


def as_json(screen: Screen) -> Json:
    """All of the screen except its photos, and links that lead anywhere but to a web page."""
    rows = [[_button(button) for button in row if _may_be_shown(button)] for row in screen.rows]
    return {
        "title": screen.title,
        "body": [_block(block) for block in screen.body],
        "rows": [row for row in rows if row],
        "notice": screen.notice,
        "passing": screen.passing,
        "commands": None if screen.commands is None else commands_as_json(screen.commands),
        "preview": screen.preview,  # the page knows which addresses are its own
        "unshown": screen.unshown,
    }


def commands_as_json(commands: Iterable[Command]) -> list[Json]:
    return [{"name": command.name, "description": command.description} for command in commands]


def _block(block: Block) -> Json:
    if isinstance(block, Fact):
        return {
            "kind": "fact",
            "label": block.label,
            "value": block.value,
            "href": block.href if _scheme(block.href) in _CONTACTS else "",
            "at": block.at and block.at.isoformat(),
        }
    return {"kind": "paragraph", "heading": block.heading, "text": block.text}


def _button(button: Button) -> Json:
    match button:
        case Press(label, intent, style):
            return {"label": label, "button": encode(intent), "style": style.name.lower()}
        case Link(label, url):
            return {"label": label, "url": url}
        case Copy(label, text):
            return {"label": label, "copy": text}
        case Share(label, intent):
            return {"label": label, "share": encode(intent)}
        case Inert(label):
            return {"label": label, "inert": True}


def _may_be_shown(button: Button) -> bool:
    return not isinstance(button, Link) or _scheme(button.url) in _PAGES


def _scheme(address: str) -> str:
    """Empty for an address that makes no sense."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc or (parts.scheme in _CONTACTS and parts.path) else ""
