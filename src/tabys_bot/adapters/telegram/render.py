"""Draws a screen as a Telegram message: HTML and an inline keyboard, within Telegram's limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import lru_cache
from html import escape

from aiogram.enums import ButtonStyle
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.application.screens.screen import (
    Block,
    Button,
    Copy,
    Fact,
    Inert,
    Link,
    Paragraph,
    Press,
    Screen,
    Share,
    Style,
)
from tabys_bot.domain.text import ELLIPSIS, cut

MESSAGE_LIMIT = 4096  # UTF-16 code units, counted without the markup (sendMessage)
NOTICE_LIMIT = 200  # characters (answerCallbackQuery)
_COPY_LIMIT = 256  # UTF-16 code units (CopyTextButton)
_ENTITY_LIMIT = 90  # Telegram shows a hundred, with the phones and addresses that it marks by itself
_LATEST = 2**31 - 1  # Telegram's times are int32
_STYLES = {Style.SUCCESS: ButtonStyle.SUCCESS, Style.DANGER: ButtonStyle.DANGER}
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Feature(Enum):
    """What a screen can do without, where Telegram does not take it."""

    LINKS = auto()
    PREVIEW = auto()
    TIMES = auto()  # in the reader's own zone
    INERT = auto()
    COPY = auto()


_FEATURES: Mapping[type[Button], Feature] = {
    Link: Feature.LINKS,
    Inert: Feature.INERT,
    Copy: Feature.COPY,
    Share: Feature.COPY,
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message: `html` to be sent, `plain` in case Telegram does not take it; and the features that it uses."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None
    preview: LinkPreviewOptions
    uses: frozenset[Feature]


def draw(screen: Screen, *, link_to: str = "", without: frozenset[Feature] = frozenset()) -> Drawing:
    """The screen as a message. `link_to` is the bot's own address: empty, nothing can be shared."""
    sheet = _Sheet(with_times=Feature.TIMES not in without)
    _write(sheet, screen)
    preview = screen.preview if Feature.PREVIEW not in without else ""
    rows = [[button for button in row if _is_drawn(button, link_to, without)] for row in screen.rows]
    buttons = [[_button(button, link_to) for button in row] for row in rows if row]
    uses = {_FEATURES[type(button)] for row in rows for button in row if type(button) in _FEATURES}
    return Drawing(
        html="".join(sheet.html),
        plain="".join(sheet.plain),
        keyboard=InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None,
        preview=_preview(preview) if preview else _NO_PREVIEW,
        uses=frozenset(uses | sheet.uses | ({Feature.PREVIEW} if preview else set())),
    )


def deep_link(link_to: str, intent: OpenCard) -> str:
    """The address that opens the record in the private chat with the bot."""
    return f"{link_to}?start={encode(intent)}"


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, limit: int) -> str:
    """The text in at most `limit` UTF-16 code units, the last being an ellipsis if it was cut."""
    if utf16_length(text) <= limit:
        return text
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * max(limit - 1, 0)].decode("utf-16-le", "ignore")
    return (cut(text, len(head))[0].rstrip() + ELLIPSIS)[:limit]


class _Sheet:
    """What is written so far. What does not fit is cut off, and the last of too many marks are left out."""

    def __init__(self, *, with_times: bool) -> None:
        self.html: list[str] = []
        self.plain: list[str] = []
        self.uses: set[Feature] = set()
        self._with_times = with_times
        self._room = MESSAGE_LIMIT
        self._marks = _ENTITY_LIMIT

    def write(self, text: str, *tags: str) -> None:
        """The text inside of the tags, the innermost first."""
        written = fitting(text, self._room)
        self._room = self._room - utf16_length(written) if written == text else 0
        marked = escape(written, quote=False)
        for tag in tags:
            if written and self._marks:
                self._marks -= 1
                marked = f"<{tag}>{marked}</{tag.partition(' ')[0]}>"
        self.html.append(marked)
        self.plain.append(written)

    def write_time(self, text: str, at: datetime) -> None:
        """The text, in whose place Telegram shows the time in the reader's zone."""
        unix = int(at.timestamp())
        if not self._with_times or not 0 < unix <= _LATEST or not self._marks:
            return self.write(text, "b")
        self.uses.add(Feature.TIMES)
        return self.write(text, f'tg-time unix="{unix}" format="Dt"', "b")


def _write(sheet: _Sheet, screen: Screen) -> None:
    sheet.write(screen.title, "b")
    for gap, block in _spaced(screen.body):
        sheet.write(gap)
        match block:
            case Fact(label, value, at):
                sheet.write(f"{label}: ")
                sheet.write_time(value, at) if at else sheet.write(value, "b")
            case Paragraph(text, heading):
                if heading:
                    sheet.write(heading, "b")
                    sheet.write("\n")
                sheet.write(text)


def _spaced(body: tuple[Block, ...]) -> Iterator[tuple[str, Block]]:
    """Facts stand together, everything else apart."""
    previous: Block | None = None
    for block in body:
        together = isinstance(block, Fact) and isinstance(previous, Fact)
        yield "\n" if together else "\n\n", block
        previous = block


def _preview(url: str) -> LinkPreviewOptions:
    return LinkPreviewOptions(url=url, prefer_large_media=True, show_above_text=True)


def _is_drawn(button: Button, link_to: str, without: frozenset[Feature]) -> bool:
    if _FEATURES.get(type(button)) in without:
        return False
    match button:
        case Copy(_, text):  # half of a number is a wrong number
            return bool(text.strip()) and utf16_length(text) <= _COPY_LIMIT
        case Share():
            return bool(link_to)
        case _:
            return True


@lru_cache(maxsize=4096)  # the same few buttons again and again: building them was a tenth of a press
def _button(button: Button, link_to: str) -> InlineKeyboardButton:
    match button:
        case Press(label, intent, style):
            return InlineKeyboardButton(text=label, callback_data=encode(intent), style=_STYLES.get(style))
        case Link(label, url):
            return InlineKeyboardButton(text=label, url=url)
        case Copy(label, text):
            return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=text))
        case Share(label, intent):
            return InlineKeyboardButton(text=label, copy_text=CopyTextButton(text=deep_link(link_to, intent)))
        case Inert(label):
            return InlineKeyboardButton(text=label, disabled=DisabledButton())
