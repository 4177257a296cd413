"""What people do in the fake Telegram: write, press, forward, block."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, TypedDict, Unpack

from tests.integration.servers.bot_api_html import Json, parse_html
from tests.integration.servers.bot_api_inline import start_parameter_error
from tests.integration.servers.bot_api_photos import FETCH_ERRORS
from tests.integration.servers.bot_api_state import CallbackQuery, Chat, SeenMessage, StoredMessage, TelegramState

GROUP_ID = -1_001_000_000_001
ANONYMOUS_ADMIN_ID = 1_087_968_824
CHANNEL_BOT_ID = 136_817_688


class Person(TypedDict, total=False):
    """Who acts; a user's names stay what they were told to be last."""

    first_name: str
    username: str
    language_code: str | None
    is_bot: bool


class Sender(Person, total=False):
    """Who writes and where."""

    chat_id: int
    chat_type: str
    sender_chat: int


class People:
    """The hands of the users: everything here reaches the bot as an update, if Telegram would send one."""

    def __init__(self, token: str) -> None:
        self.state = TelegramState(token)
        self._changed = asyncio.Condition()
        self._callback_ids = count(4_000_000_000_000_000_001)

    async def message(self, user_id: int, text: str, **sender: Unpack[Sender]) -> int:
        return await self.say(user_id, {"text": text, **_command_entity(text)}, **sender)

    async def deep_link(self, user_id: int, payload: str, **sender: Unpack[Sender]) -> int:
        """Start the bot by a link such as t.me/a_bot?start=payload; a link Telegram would not follow is an error."""
        if error := start_parameter_error(payload):
            raise ValueError(f"{error}: {payload!r}")
        return await self.message(user_id, f"/start {payload}", **sender)

    async def photo(
        self,
        user_id: int,
        content: bytes = b"",
        *,
        caption: str = "",
        album: str = "",
        origin: Mapping[str, Any] | None = None,
        **sender: Unpack[Sender],
    ) -> int:
        """In two sizes, the smaller first; forwarded if it has an origin."""
        small = self.state.new_photo(content)[0] | {"width": 90, "height": 67}
        large = self.state.new_photo(content)[0] | ({"file_size": len(content)} if content else {})
        told = {"caption": caption, "media_group_id": album, **_whence(origin)}
        return await self.say(user_id, {"photo": [small, large], **_filled(told)}, **sender)

    async def document(
        self, user_id: int, content: bytes, *, name: str = "", mime_type: str = "", **sender: Unpack[Sender]
    ) -> int:
        told = _filled({"file_name": name, "mime_type": mime_type, "file_size": len(content)})
        return await self.say(user_id, {"document": {**self.state.new_file("document", content), **told}}, **sender)

    async def sticker(self, user_id: int, *, emoji: str = "👍", **sender: Unpack[Sender]) -> int:
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return await self.say(user_id, {"sticker": self.state.new_file("sticker") | shape | {"emoji": emoji}}, **sender)

    async def voice(self, user_id: int, *, duration: int = 3, **sender: Unpack[Sender]) -> int:
        return await self.say(user_id, {"voice": self.state.new_file("voice") | {"duration": duration}}, **sender)

    async def forward(
        self, user_id: int, text: str, *, origin: Mapping[str, Any] | None = None, **sender: Unpack[Sender]
    ) -> int:
        """A message forwarded from a user who hides the account, unless the origin says otherwise."""
        whence = origin or {"type": "hidden_user", "sender_user_name": "Somebody"}
        return await self.say(user_id, {"text": text, **_whence(whence)}, **sender)

    async def say(self, user_id: int, content: Mapping[str, Any], **sender: Unpack[Sender]) -> int:
        """A message of any kind: the content is what the Bot API's Message has beyond sender, chat and date."""
        chat = self._meet(user_id, sender)
        stored = self.state.post(chat, {**_signature(self._user(user_id, sender), sender), **content}, by_bot=False)
        await self._push("message", stored.content)
        return _id(stored)

    async def edit(self, user_id: int, message_id: int, text: str, **sender: Unpack[Sender]) -> None:
        chat = self._meet(user_id, sender)
        stored = chat.messages[message_id]
        stored.content = stored.content | {"text": text, "edit_date": int(time.time())}
        stored.edits += 1
        kind = "edited_channel_post" if chat.description["type"] == "channel" else "edited_message"
        await self._push(kind, stored.content)

    async def channel_post(self, chat_id: int, text: str) -> int:
        channel = self.state.chats.setdefault(chat_id, Chat({"id": chat_id, "type": "channel", "title": "Channel"}))
        stored = self.state.post(channel, {"sender_chat": channel.description, "text": text}, by_bot=False)
        await self._push("channel_post", stored.content)
        return _id(stored)

    async def press(
        self, user_id: int, message_id: int | None, data: str, *, inaccessible: bool = False, **sender: Unpack[Sender]
    ) -> str:
        """Any data, whether or not such a button exists; without a message it is one sent through inline mode."""
        chat, callback_id = self._meet(user_id, sender), str(next(self._callback_ids))
        self.state.callbacks[callback_id] = CallbackQuery()
        self.state.answers[callback_id] = []
        query = {"id": callback_id, "from": self._user(user_id, sender), "chat_instance": "1", "data": data}
        stored = chat.messages.get(message_id or 0)
        if message_id is None:
            query["inline_message_id"] = f"inline-{callback_id}"
        elif stored is not None and stored.inline_id is not None:
            query["inline_message_id"] = stored.inline_id
        else:
            query["message"] = _pressed(chat, message_id, inaccessible=inaccessible)
        await self._push("callback_query", query)
        return callback_id

    async def press_label(
        self, chat_id: int, label: str, *, user_id: int | None = None, message_id: int | None = None
    ) -> str:
        """Press the button with this label, or the first whose label contains it, on the bot's newest message."""
        message = self.last(chat_id) if message_id is None else self.seen(chat_id, message_id)
        buttons = [button for row in message.markup for button in row if button.callback_data is not None]
        exact = [button for button in buttons if button.text == label]
        found = exact or [button for button in buttons if label in button.text]
        if not found:
            raise LookupError(f"no button {label!r} among {[button.text for button in buttons]}")
        where: Sender = {"chat_id": chat_id, "chat_type": self.state.chats[chat_id].description["type"]}
        data = found[0].callback_data or ""
        return await self.press(chat_id if user_id is None else user_id, message.message_id, data, **where)

    async def block(self, user_id: int) -> None:
        await self._membership(user_id, blocked=True)

    async def unblock(self, user_id: int) -> None:
        await self._membership(user_id, blocked=False)

    async def _membership(self, user_id: int, *, blocked: bool) -> None:
        chat, now = self._meet(user_id, {}), int(time.time())
        chat.blocked = blocked
        kicked = {"user": self.state.bot, "status": "kicked", "until_date": 0}
        member = {"user": self.state.bot, "status": "member"}
        old, new = (member, kicked) if blocked else (kicked, member)
        change = {"chat": chat.description, "from": self._user(user_id, {}), "date": now}
        await self._push("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})

    def bot_message(
        self, chat_id: int, html: str, *, photo: bool = False, markup: Sequence[Sequence[Mapping[str, Any]]] = ()
    ) -> int:
        """A message the bot sent earlier, before the test; the user becomes known."""
        chat = self._meet(chat_id, {}) if chat_id > 0 else self.state.chats[chat_id]
        text, entities = parse_html(html)
        content: Json = {"photo": self.state.new_photo(), "caption": text, "caption_entities": entities}
        if not photo:
            content = {"text": text, "entities": entities}
        if markup:
            content["reply_markup"] = {"inline_keyboard": [[dict(button) for button in row] for row in markup]}
        return _id(self.state.post(chat, content, by_bot=True))

    def delete(self, chat_id: int, message_id: int) -> None:
        """The user deletes a message: the bot is not told, and presses on it carry an inaccessible message."""
        self.state.chats[chat_id].messages[message_id].deleted = True

    def make_old(self, chat_id: int, message_id: int) -> None:
        """Past the 48 hours within which a message can be deleted."""
        self.state.chats[chat_id].messages[message_id].expired = True

    def expire(self, query_id: str) -> None:
        """A press or an inline query the bot was too slow to answer."""
        query = self.state.callbacks.get(query_id) or self.state.inline_queries[query_id]
        query.expired = True

    def break_url(self, url: str, why: str = "unreachable") -> None:
        """Telegram cannot take a picture from there: `unreachable`, `not a picture` or `refused`."""
        self.state.bad_urls[url] = FETCH_ERRORS[why]

    def lose_file(self, file_id: str) -> None:
        """Telegram still tells where the file is, but it is not there."""
        self.state.lost_files.add(file_id)

    def hide_size(self, file_id: str) -> None:
        """Telegram does not tell how large the file is."""
        self.state.unsized_files.add(file_id)

    def source(self, file_id: str) -> bytes | str:
        """What the bot uploaded under this file id, or the address Telegram took it from."""
        return self.state.files[file_id].source

    def seen(self, chat_id: int, message_id: int) -> SeenMessage:
        return self.state.chats[chat_id].messages[message_id].seen()

    def chat(self, chat_id: int) -> list[SeenMessage]:
        """Every message of the chat in order, the deleted ones marked."""
        chat = self.state.chats.get(chat_id)
        return [stored.seen() for stored in chat.messages.values()] if chat else []

    def last(self, chat_id: int) -> SeenMessage:
        """The bot's newest message that is still there."""
        chat = self.state.chats.get(chat_id)
        for stored in reversed(chat.messages.values() if chat else ()):
            if stored.by_bot and not stored.deleted:
                return stored.seen()
        raise LookupError(f"the bot has no message in chat {chat_id}")

    async def wait_for(self, predicate: Callable[[], object], timeout: float = 30) -> None:  # noqa: ASYNC109
        """Until the predicate holds; it is asked again after every call of the bot and every act of a user."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: bool(predicate()))

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _push(self, kind: str, content: Json) -> None:
        self.state.updates.push(kind, content)
        await self._notify()

    def _meet(self, user_id: int, sender: Sender) -> Chat:
        kind = sender.get("chat_type", "private")
        chat_id = sender.get("chat_id", user_id if kind == "private" else GROUP_ID)
        named = {"first_name": self._user(user_id, sender)["first_name"]} if kind == "private" else {"title": "Group"}
        return self.state.chats.setdefault(chat_id, Chat({"id": chat_id, "type": kind, **named}))

    def _user(self, user_id: int, sender: Person) -> Json:
        known = self.state.users.get(
            user_id, {"id": user_id, "is_bot": False, "first_name": "User", "language_code": "ru"}
        )
        told = {name: value for name, value in sender.items() if name in Person.__annotations__}
        user = {name: value for name, value in (known | told).items() if value is not None}
        self.state.users[user_id] = user
        return user


def _id(stored: StoredMessage) -> int:
    return int(stored.content["message_id"])


def _filled(content: Json) -> Json:
    return {name: value for name, value in content.items() if value}


def _whence(origin: Mapping[str, Any] | None) -> Json:
    return {"forward_origin": {"date": int(time.time()), **origin}} if origin else {}


def _command_entity(text: str) -> Json:
    found = re.match(r"/[A-Za-z0-9_]+(@\w+)?", text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": found.end()}]} if found else {}


def _signature(user: Json, sender: Sender) -> Json:
    """Who speaks for a chat is hidden behind one of Telegram's own bots."""
    chat_id = sender.get("sender_chat")
    if chat_id is None:
        return {"from": user}
    anonymous = chat_id == sender.get("chat_id", GROUP_ID)
    name, bot_id = ("Group", ANONYMOUS_ADMIN_ID) if anonymous else ("Channel", CHANNEL_BOT_ID)
    speaker = {"id": bot_id, "is_bot": True, "first_name": name}
    kind = "supergroup" if anonymous else "channel"
    return {"from": speaker, "sender_chat": {"id": chat_id, "type": kind, "title": name}}


def _pressed(chat: Chat, message_id: int, *, inaccessible: bool) -> Json:
    stored = chat.messages.get(message_id)
    if stored is None or stored.deleted or inaccessible:
        return {"chat": chat.description, "message_id": message_id, "date": 0}
    return stored.content
