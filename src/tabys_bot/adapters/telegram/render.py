"""Draws a screen as a Telegram message: HTML and an inline keyboard, within Telegram's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.screen import Block, Button, Fact, Link, Paragraph, Press, Screen, Style

MESSAGE_LIMIT = 4096  # UTF-16 code units, counted without the markup (sendMessage)
NOTICE_LIMIT = 200  # characters (answerCallbackQuery)
_STYLES = {Style.DANGER: ButtonStyle.DANGER}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message: `html` to be sent, `plain` in case Telegram does not take it."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None


def draw(screen: Screen, *, with_links: bool = True) -> Drawing:
    """The screen as a message. Telegram refuses some addresses; the same screen can be had without them."""
    html = "\n".join(_lines(screen))
    plain = "\n".join([screen.title, *(_plain(block) for block in screen.body)])
    return Drawing(html, _within_limit(plain), _keyboard(screen.rows, with_links=with_links))


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(screen: Screen) -> Iterator[str]:
    yield f"<b>{escape(screen.title, quote=False)}</b>"
    previous: Block | None = None
    for block in screen.body:
        if not (isinstance(block, Fact) and isinstance(previous, Fact)):
            yield ""
        yield _html(block)
        previous = block


def _html(block: Block) -> str:
    match block:
        case Fact(label, value):
            return f"{escape(label, quote=False)}: <b>{escape(value, quote=False)}</b>"
        case Paragraph(text, ""):
            return escape(text, quote=False)
        case Paragraph(text, heading):
            return f"<b>{escape(heading, quote=False)}</b>\n{escape(text, quote=False)}"


def _plain(block: Block) -> str:
    match block:
        case Fact(label, value):
            return f"{label}: {value}"
        case Paragraph(text, heading):
            return f"{heading}\n{text}".strip()


def _within_limit(text: str) -> str:
    return text if utf16_length(text) <= MESSAGE_LIMIT else text[: MESSAGE_LIMIT // 2 - 1] + "…"


def _keyboard(rows: tuple[tuple[Button, ...], ...], *, with_links: bool) -> InlineKeyboardMarkup | None:
    drawn = [[_button(button) for button in row if with_links or isinstance(button, Press)] for row in rows]
    drawn = [row for row in drawn if row]
    return InlineKeyboardMarkup(inline_keyboard=drawn) if drawn else None


@lru_cache(maxsize=4096)  # the same few buttons again and again: building them was a tenth of a press
def _button(button: Button) -> InlineKeyboardButton:
    match button:
        case Press(label, intent, style):
            return InlineKeyboardButton(text=label, callback_data=encode(intent), style=_STYLES.get(style))
        case Link(label, url):
            return InlineKeyboardButton(text=label, url=url)
