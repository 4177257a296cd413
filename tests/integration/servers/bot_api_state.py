"""What the fake Telegram remembers: chats, messages, callback queries, commands, updates."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal, NamedTuple, Self

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from tests.integration.servers.bot_api_html import Json, utf16_length
from tests.integration.servers.bot_api_updates import UpdateQueue

_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


class Call(NamedTuple):
    """A request of the bot, recorded when it arrived (seconds of the loop)."""

    method: str
    params: Json
    at: float


class Refusal(NamedTuple):
    method: str
    code: int
    description: str


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    style: str | None = None
    disabled: bool = False
    search: str | None = None  # the inline query it writes into this chat's input field

    @classmethod
    def of(cls, raw: Json) -> Self:
        return cls(
            text=raw["text"],
            callback_data=raw.get("callback_data"),
            url=raw.get("url"),
            copy_text=(raw.get("copy_text") or {}).get("text"),
            style=raw.get("style"),
            disabled=raw.get("disabled") is not None,
            search=raw.get("switch_inline_query_current_chat"),
        )


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """The page shown with a text, if it has anything to show; without a size Telegram chooses."""

    url: str
    size: Literal["small", "large"] | None = None
    above_text: bool = False


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message as its readers see it now; text is the caption of a photo, html its canonical formatting."""

    chat_id: int
    message_id: int
    sender_id: int | None
    text: str
    html: str
    markup: tuple[tuple[Button, ...], ...] = ()
    has_photo: bool = False
    deleted: bool = False
    edits: int = 0
    preview: LinkPreview | None = None
    photo_id: str | None = None
    album: str | None = None
    via_bot: bool = False


@dataclass(slots=True)
class StoredMessage:
    """The content is replaced on every change, never altered: queued updates keep what they saw."""

    content: Json
    by_bot: bool
    deleted: bool = False
    expired: bool = False  # older than the 48 hours within which a message can be deleted
    fixed: bool = False  # sent with a keyboard that forbids editing
    edits: int = 0
    inline_id: str | None = None  # the only name the bot has for it, if a user sent it through inline mode

    def seen(self) -> SeenMessage:
        text, html = text_and_html(self.content)
        photo = self.content.get("photo")
        return SeenMessage(
            chat_id=self.content["chat"]["id"],
            message_id=self.content["message_id"],
            sender_id=self.content.get("from", {}).get("id"),
            text=text,
            html=html,
            markup=markup_of(self.content),
            has_photo=photo is not None,
            deleted=self.deleted,
            edits=self.edits,
            preview=preview_of(self.content),
            photo_id=photo[-1]["file_id"] if photo else None,
            album=self.content.get("media_group_id"),
            via_bot="via_bot" in self.content,
        )


def text_and_html(content: Json) -> tuple[str, str]:
    """The text or caption, plain and formatted."""
    field, formatting = ("text", "entities") if "text" in content else ("caption", "caption_entities")
    text, entities = content.get(field, ""), content.get(formatting, [])
    return text, html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])


def markup_of(content: Json) -> tuple[tuple[Button, ...], ...]:
    rows = content.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(map(Button.of, row)) for row in rows)


def preview_of(content: Json) -> LinkPreview | None:
    """Of the address that was asked for, else of the first in the text; only the former can be sized."""
    options = content.get("link_preview_options") or {}
    asked = options.get("url")
    url = asked or _first_link(content)
    if "text" not in content or options.get("is_disabled") or url is None:
        return None
    large, small = options.get("prefer_large_media"), options.get("prefer_small_media")
    size: Literal["small", "large"] | None = "large" if large else "small" if small else None
    return LinkPreview(url, size if asked else None, above_text=bool(options.get("show_above_text")))


def _first_link(content: Json) -> str | None:
    text = content.get("text", "")
    shown = [(utf16_length(text[: found.start()]), found.group()) for found in _ADDRESS.finditer(text)]
    entities = content.get("entities") or []
    hidden = [(entity["offset"], entity["url"]) for entity in entities if entity["type"] == "text_link"]
    links = sorted(link for link in shown + hidden if not link[1].lower().startswith("tg:"))
    return links[0][1] if links else None


@dataclass(slots=True)
class Chat:
    description: Json
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    blocked: bool = False

    @property
    def private(self) -> bool:
        return bool(self.description["type"] == "private")


@dataclass(slots=True)
class CallbackQuery:
    answered: bool = False
    expired: bool = False


@dataclass(slots=True)
class InlineQuery:
    user_id: int
    text: str
    expired: bool = False


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One line of the list under the input field, and the message that choosing it sends."""

    id: str
    kind: str
    title: str
    description: str
    thumbnail_url: str | None
    text: str
    html: str
    markup: tuple[tuple[Button, ...], ...]
    preview: LinkPreview | None
    content: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    results: tuple[InlineResult, ...]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: Json | None

    @property
    def titles(self) -> list[str]:
        return [result.title for result in self.results]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file Telegram keeps under its id: what messages show of it, and the upload or address it came from."""

    kind: str
    description: Any
    source: bytes | str


class TelegramState:
    def __init__(self, token: str) -> None:
        self.bot: Json = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Bot", "username": "a_bot"}
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {}
        self.updates = UpdateQueue()
        self.callbacks: dict[str, CallbackQuery] = {}
        self.answers: dict[str, list[str]] = {}
        self.commands: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.files: dict[str, StoredFile] = {}
        self.lost_files: set[str] = set()
        self.unsized_files: set[str] = set()
        self.bad_urls: dict[str, str] = {}
        self.inline_mode = True
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_answers: dict[str, InlineAnswer] = {}
        self.inline_messages: dict[str, StoredMessage] = {}
        self.may_delete_in_groups = True
        self._shared_ids = count(1)
        self._own_ids: dict[int, Iterator[int]] = {}
        self._file_numbers = count(1)
        self._album_numbers = count(13_000_000_000_000_001)

    def post(self, chat: Chat, content: Mapping[str, Any], *, by_bot: bool, fixed: bool = False) -> StoredMessage:
        """Add a message to a chat, by the bot unless the content names another sender."""
        stamped = {
            "message_id": self._next_message_id(chat),
            "chat": chat.description,
            "date": int(time.time()),
            **({"from": self.bot} if by_bot else {}),
            **content,
        }
        stored = StoredMessage(stamped, by_bot=by_bot, fixed=fixed)
        chat.messages[stamped["message_id"]] = stored
        return stored

    def new_photo(self, source: bytes | str = b"") -> list[Json]:
        photo = [self.new_file("photo", source) | {"width": 640, "height": 480}]
        self.files[photo[0]["file_id"]] = StoredFile("photo", photo, source)
        return photo

    def new_file(self, kind: str, source: bytes | str = b"") -> Json:
        file_id = f"{kind}-{next(self._file_numbers)}"
        description = {"file_id": file_id, "file_unique_id": f"u{file_id}"}
        self.files[file_id] = StoredFile(kind, description, source)
        return description

    def new_album(self) -> str:
        return str(next(self._album_numbers))

    def _next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share one sequence; supergroups and channels count for themselves."""
        if chat.description["type"] in ("private", "group"):
            return next(self._shared_ids)
        return next(self._own_ids.setdefault(chat.description["id"], count(1)))
