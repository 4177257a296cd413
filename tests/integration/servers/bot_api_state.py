"""What the fake Telegram remembers: chats, messages, callback queries, commands, updates."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple, Self

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_updates import UpdateQueue


class Call(NamedTuple):
    """A request of the bot, recorded when it arrived (monotonic seconds)."""

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

    @classmethod
    def of(cls, raw: Json) -> Self:
        return cls(
            text=raw["text"],
            callback_data=raw.get("callback_data"),
            url=raw.get("url"),
            copy_text=(raw.get("copy_text") or {}).get("text"),
            style=raw.get("style"),
            disabled=raw.get("disabled") is not None,
        )


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


@dataclass(slots=True)
class StoredMessage:
    """The content is replaced on every change, never altered: queued updates keep what they saw."""

    content: Json
    by_bot: bool
    deleted: bool = False
    expired: bool = False  # older than the 48 hours within which a message can be deleted
    fixed: bool = False  # sent with a keyboard that forbids editing
    edits: int = 0

    def seen(self) -> SeenMessage:
        text, entities = _text_of(self.content)
        rows = self.content.get("reply_markup", {}).get("inline_keyboard", [])
        return SeenMessage(
            chat_id=self.content["chat"]["id"],
            message_id=self.content["message_id"],
            sender_id=self.content.get("from", {}).get("id"),
            text=text,
            html=html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities]),
            markup=tuple(tuple(map(Button.of, row)) for row in rows),
            has_photo="photo" in self.content,
            deleted=self.deleted,
            edits=self.edits,
        )


def _text_of(content: Json) -> tuple[str, list[Json]]:
    if "text" in content:
        return content["text"], content.get("entities", [])
    return content.get("caption", ""), content.get("caption_entities", [])


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
        self.file_ids: set[str] = set()
        self.may_delete_in_groups = True
        self._shared_ids = count(1)
        self._own_ids: dict[int, Iterator[int]] = {}
        self._file_numbers = count(1)

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

    def new_photo(self) -> list[Json]:
        file_id = self.new_file("photo")["file_id"]
        return [{"file_id": file_id, "file_unique_id": f"u{file_id}", "width": 640, "height": 480}]

    def new_file(self, kind: str) -> Json:
        file_id = f"{kind}-{next(self._file_numbers)}"
        self.file_ids.add(file_id)
        return {"file_id": file_id, "file_unique_id": f"u{file_id}"}

    def _next_message_id(self, chat: Chat) -> int:
        """Private chats and small groups share one sequence; supergroups and channels count for themselves."""
        if chat.description["type"] in ("private", "group"):
            return next(self._shared_ids)
        return next(self._own_ids.setdefault(chat.description["id"], count(1)))
