"""What Telegram would say of a drawn screen."""

import xml.etree.ElementTree as ET

from aiogram.types import InlineKeyboardButton

from tabys_bot.adapters.telegram.render import Drawing, Feature, draw
from tabys_bot.application.screens.screen import Screen

ADDRESS = "https://t.me/a_bot"
# nobody sees these, and Telegram takes a text of nothing but most of them for no text at all
BLANKS = "\u115f\u1160\u1680\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2800\u3164\ufe0f\uffa0\ufeff\u00ad"


def is_blank(text: str) -> bool:
    return not text.translate(dict.fromkeys(map(ord, BLANKS))).strip()


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def shown(html: str) -> str:
    """The text of a message without its markup; raises where the markup is not well formed."""
    return "".join(_parsed(html).itertext())


def marks(html: str) -> list[str]:
    """The tags of a message, in order."""
    return [element.tag for element in _parsed(html).iter() if element.tag != "message"]


def drawn(screen: Screen, without: frozenset[Feature] = frozenset()) -> Drawing:
    return draw(screen, link_to=ADDRESS, without=without)


def buttons(drawing: Drawing) -> list[InlineKeyboardButton]:
    return [button for row in _rows(drawing) for button in row]


def check(screen: Screen) -> str:
    """The text of the screen as Telegram shows it, after everything that Telegram would refuse it for."""
    drawing = drawn(screen)
    text = shown(drawing.html)
    assert not is_blank(screen.title)
    assert len(screen.notice) <= 200
    for one in (drawing, drawn(screen, frozenset(Feature))):
        _check_text(one)
        _check_keyboard(one)
    return text


def _check_text(drawing: Drawing) -> None:
    text = shown(drawing.html)
    assert text == drawing.plain
    assert not is_blank(text)
    assert utf16_units(text) <= 4096
    assert len(marks(drawing.html)) <= 100


def _check_keyboard(drawing: Drawing) -> None:
    every = buttons(drawing)
    assert max(map(len, _rows(drawing)), default=0) <= 8
    assert len(every) <= 100
    assert [button for button in every if is_blank(button.text) or "\n" in button.text] == []
    assert [button for button in every if len(_actions(button)) != 1] == []
    assert [button.callback_data for button in every if utf16_units(button.callback_data or "") > 64] == []
    copied = [button.copy_text.text for button in every if button.copy_text]
    assert [text for text in copied if not 1 <= utf16_units(text) <= 256] == []


def _actions(button: InlineKeyboardButton) -> list[object]:
    actions = (button.callback_data, button.url, button.copy_text, button.disabled)
    return [action for action in actions if action is not None]


def _rows(drawing: Drawing) -> list[list[InlineKeyboardButton]]:
    return drawing.keyboard.inline_keyboard if drawing.keyboard else []


def _parsed(html: str) -> ET.Element:
    return ET.fromstring(f"<message>{html}</message>")  # noqa: S314  our own markup
