"""What a message in a private chat asks for: its text, or the picture in it."""

from collections import OrderedDict
from dataclasses import replace

from aiogram.types import Message

from tabys_bot.application.screens.intents import Intent, SentPhoto, Typed
from tabys_bot.application.screens.understanding import is_confidential, understand
from tabys_bot.domain.text import one_line

# what a text loses when only its letters are kept
_FORMATTED = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "blockquote"}
    | {"expandable_blockquote", "custom_emoji", "text_mention"}
)
_ALBUMS_REMEMBERED = 10_000
_LONGEST_NAME = 100
_NAME = "photo.jpg"  # Telegram makes JPEGs of photos and keeps no names


def intent_of(message: Message) -> Intent:
    """A picture counts for itself, whatever is written under it, unless that is a code: codes must not stay."""
    said = understand(message.text or message.caption)
    if isinstance(said, Typed):
        is_formatted = any(entity.type in _FORMATTED for entity in message.entities or ())
        said = replace(said, is_formatted=is_formatted, is_edited=message.edit_date is not None)
    return said if is_confidential(said) else _picture_in(message) or said


def _picture_in(message: Message) -> SentPhoto | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return SentPhoto(largest.file_id, _NAME, largest.file_size or 0)
    document = message.document
    if document is None or not (document.mime_type or "").lower().startswith("image/"):
        return None
    name = one_line((document.file_name or "")[-_LONGEST_NAME:], _LONGEST_NAME)
    return SentPhoto(document.file_id, name or _NAME, document.file_size or 0)


class Albums:
    """Tells the first picture of an album from the rest, which come as messages of their own."""

    def __init__(self) -> None:
        self._begun: OrderedDict[int, str] = OrderedDict()

    def is_rest(self, message: Message) -> bool:
        """Whether another picture of the same album was there before. An edited one is looked at anew."""
        album, chat_id = message.media_group_id, message.chat.id
        if album is None or message.edit_date is not None:
            return False
        if self._begun.get(chat_id) == album:
            return True
        self._begun[chat_id] = album
        self._begun.move_to_end(chat_id)
        if len(self._begun) > _ALBUMS_REMEMBERED:
            self._begun.popitem(last=False)
        return False
