"""What Telegram would say of a drawn screen."""

import xml.etree.ElementTree as ET

from tabys_bot.adapters.telegram.render import draw
from tabys_bot.application.screens.screen import Screen

# nobody sees these, and Telegram takes a text of nothing but most of them for no text at all
BLANKS = "\u115f\u1160\u1680\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2800\u3164\ufe0f\uffa0\ufeff\u00ad"


def is_blank(text: str) -> bool:
    return not text.translate(dict.fromkeys(map(ord, BLANKS))).strip()


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(html: str) -> str:
    """The text of a message without its markup; raises where the markup is not well formed."""
    return "".join(ET.fromstring(f"<message>{html}</message>").itertext())  # noqa: S314  our own markup


def check(screen: Screen) -> str:
    """The text of the screen as Telegram shows it, after everything that Telegram would refuse it for."""
    drawing = draw(screen)
    text = shown(drawing.html)
    assert not is_blank(text)
    assert not is_blank(screen.title)
    assert utf16_units(text) <= 4096
    assert utf16_units(drawing.plain) <= 4096
    assert len(screen.notice) <= 200
    keyboard = drawing.keyboard.inline_keyboard if drawing.keyboard else []
    buttons = [button for row in keyboard for button in row]
    assert max(map(len, keyboard), default=0) <= 8
    assert len(buttons) <= 100
    assert [button for button in buttons if is_blank(button.text) or "\n" in button.text] == []
    assert [button for button in buttons if (button.callback_data is None) == (button.url is None)] == []
    assert [button.callback_data for button in buttons if utf16_units(button.callback_data or "") > 64] == []
    return text
