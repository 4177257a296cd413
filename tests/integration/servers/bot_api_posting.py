"""What the methods that put or change a message in a chat have in common."""

import time
from typing import Any, NamedTuple

from tests.integration.servers import bot_api_buttons as buttons
from tests.integration.servers.bot_api_buttons import Allowed
from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_rules import RefusedError, bad_request
from tests.integration.servers.bot_api_state import Chat, StoredMessage, TelegramState, preview_of

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


class Target(NamedTuple):
    """A message to edit; one sent through inline mode is known to the bot by its inline id only."""

    stored: StoredMessage
    allowed: Allowed

    @property
    def inline(self) -> bool:
        return self.stored.inline_id is not None


def chat_of(state: TelegramState, params: Json) -> Chat:
    chat_id = params.get("chat_id", "")
    if chat_id == "":
        raise bad_request("chat_id is empty")
    chat = state.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat(state: TelegramState, params: Json) -> Chat:
    chat = chat_of(state, params)
    if chat.blocked:
        raise RefusedError(403, "Forbidden: bot was blocked by the user")
    return chat


def filled(content: Json) -> Json:
    """Telegram leaves out what is empty."""
    return {name: value for name, value in content.items() if value}


def send(state: TelegramState, params: Json, content: Json) -> Json:
    chat = writable_chat(state, params)
    markup = buttons.reply_markup(params, Allowed(chat.private, state.inline_mode))
    inline = markup if markup and "inline_keyboard" in markup else None
    reply = replied(chat, params)
    whole = filled(content | {"reply_markup": inline, "reply_to_message": reply})
    return state.post(chat, whole, by_bot=True, fixed=markup is not inline).content


def replied(chat: Chat, params: Json) -> Json | None:
    reply = params.get("reply_parameters")
    if not isinstance(reply, dict):
        return None
    stored = chat.messages.get(reply.get("message_id", 0))
    if stored and not stored.deleted:
        return {name: value for name, value in stored.content.items() if name != "reply_to_message"}
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def editable(state: TelegramState, params: Json) -> Target:
    if "inline_message_id" in params:
        sent = state.inline_messages.get(str(params["inline_message_id"]))
        if sent is None or sent.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return Target(sent, Allowed(web_app=False, inline_mode=state.inline_mode))
    chat = writable_chat(state, params)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    stored = chat.messages.get(params["message_id"])
    if stored is None or stored.deleted:
        raise bad_request("message to edit not found")
    if not stored.by_bot or stored.fixed:
        raise bad_request("message can't be edited")
    return Target(stored, Allowed(chat.private, state.inline_mode))


def inline_markup(target: Target, params: Json) -> Json | None:
    return buttons.inline_markup(params, target.allowed)


def replace(target: Target, changes: Json) -> Json | bool:
    """The changed message, or only that it was changed if it was sent through inline mode; None takes a part away."""
    stored = target.stored
    changed = {name: value for name, value in (stored.content | changes).items() if value or name not in changes}
    if all(_same(stored.content, changed, name) for name in changes):
        raise bad_request(_NOT_MODIFIED)
    stored.content = changed | {"edit_date": int(time.time())}
    stored.edits += 1
    return target.inline or stored.content


def _same(old: Json, new: Json, name: str) -> bool:
    """Preview options that show the same are the same."""
    if name == "link_preview_options":
        return preview_of(old) == preview_of(new)
    before: Any = old.get(name) or None
    return bool(before == (new.get(name) or None))
