"""The Bot API methods over the remembered state; each returns the result or raises a refusal."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from tests.integration.servers import bot_api_rules as rules
from tests.integration.servers.bot_api_html import Json, utf16_length
from tests.integration.servers.bot_api_request import UploadedFile
from tests.integration.servers.bot_api_rules import RefusedError, bad_request
from tests.integration.servers.bot_api_state import Chat, StoredMessage, TelegramState

Method: TypeAlias = Callable[[TelegramState, Json], Any]

_ANSWER_LIMIT = 200
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def get_me(state: TelegramState, _params: Json) -> Json:
    abilities = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
    return state.bot | dict.fromkeys(abilities, False)


def send_message(state: TelegramState, params: Json) -> Json:
    text, entities = rules.message_text(params)
    return _send(state, params, _with("entities", entities, {"text": text}))


def send_file(kind: str, state: TelegramState, params: Json) -> Json:
    caption, entities = rules.caption(params)
    _check_file(state, kind, params.get(kind))
    stored = state.new_photo() if kind == "photo" else state.new_file(kind)
    captioned = _with("caption", caption, {kind: stored})
    return _send(state, params, _with("caption_entities", entities, captioned))


def _send(state: TelegramState, params: Json, content: Json) -> Json:
    chat = _writable_chat(state, params)
    markup = rules.reply_markup(params, private=chat.private)
    inline = markup if markup and "inline_keyboard" in markup else None
    reply = _replied(chat, params.get("reply_parameters"))
    content = _with("reply_to_message", reply, _with("reply_markup", inline, content))
    return state.post(chat, content, by_bot=True, fixed=markup is not inline).content


def _with(name: str, value: Any, content: Json) -> Json:
    return content | {name: value} if value else content


def _check_file(state: TelegramState, kind: str, file: Any) -> None:
    if not file:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(file, UploadedFile):
        if not file.content:
            raise bad_request("file must be non-empty")
    elif file not in state.file_ids and not rules.usable_url(file):
        raise bad_request("wrong file identifier/HTTP URL specified")


def _replied(chat: Chat, reply: Any) -> Json | None:
    if not isinstance(reply, dict):
        return None
    stored = chat.messages.get(reply.get("message_id", 0))
    if stored and not stored.deleted:
        return {name: value for name, value in stored.content.items() if name != "reply_to_message"}
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def edit_message_text(state: TelegramState, params: Json) -> Json:
    text, entities = rules.message_text(params, too_long="MESSAGE_TOO_LONG")
    chat, stored = _editable(state, params)
    if "text" not in stored.content:
        raise bad_request("there is no text in the message to edit")
    markup = rules.inline_markup(params, private=chat.private)
    return _replace(stored, {"text": text, "entities": entities, "reply_markup": markup})


def edit_message_caption(state: TelegramState, params: Json) -> Json:
    caption, entities = rules.caption(params)
    chat, stored = _editable(state, params)
    if "text" in stored.content:
        raise bad_request("there is no caption in the message to edit")
    markup = rules.inline_markup(params, private=chat.private)
    return _replace(stored, {"caption": caption, "caption_entities": entities, "reply_markup": markup})


def edit_message_reply_markup(state: TelegramState, params: Json) -> Json:
    chat, stored = _editable(state, params)
    return _replace(stored, {"reply_markup": rules.inline_markup(params, private=chat.private)})


def _editable(state: TelegramState, params: Json) -> tuple[Chat, StoredMessage]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = _writable_chat(state, params)
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    stored = chat.messages.get(params["message_id"])
    if stored is None or stored.deleted:
        raise bad_request("message to edit not found")
    if not stored.by_bot or stored.fixed:
        raise bad_request("message can't be edited")
    return chat, stored


def _replace(stored: StoredMessage, changes: Json) -> Json:
    if all((stored.content.get(name) or None) == (value or None) for name, value in changes.items()):
        raise bad_request(_NOT_MODIFIED)
    kept = {name: value for name, value in stored.content.items() if name not in changes}
    stored.content = kept | {name: value for name, value in changes.items() if value} | {"edit_date": int(time.time())}
    stored.edits += 1
    return stored.content


def delete_message(state: TelegramState, params: Json) -> bool:
    chat = _chat(state, params)
    stored = chat.messages.get(params.get("message_id", 0))
    if stored is None or stored.deleted:
        raise bad_request("message to delete not found")
    if stored.expired or not (chat.private or state.may_delete_in_groups):
        raise bad_request("message can't be deleted")
    stored.deleted = True
    return True


def delete_messages(state: TelegramState, params: Json) -> bool:
    """Messages that cannot be found are skipped, as Telegram does."""
    ids = params.get("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("there must be 1-100 message identifiers to delete")
    for message_id in ids:
        stored = _chat(state, params).messages.get(message_id)
        if stored is not None and not stored.deleted:
            delete_message(state, params | {"message_id": message_id})
    return True


def answer_callback_query(state: TelegramState, params: Json) -> bool:
    text, callback_id = str(params.get("text", "")), str(params.get("callback_query_id", ""))
    if utf16_length(text) > _ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = state.callbacks.get(callback_id)
    if query is not None:
        state.answers[callback_id].append(text)
    if query is None or query.answered or query.expired:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    return True


def send_chat_action(state: TelegramState, params: Json) -> bool:
    _writable_chat(state, params)
    if params.get("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def set_my_commands(state: TelegramState, params: Json) -> bool:
    commands = rules.bot_commands(params.get("commands", []))
    state.commands[_scope(state, params)] = commands
    return True


def get_my_commands(state: TelegramState, params: Json) -> list[Json]:
    commands = state.commands.get(_scope(state, params), [])
    return [{"command": name, "description": description} for name, description in commands]


def delete_my_commands(state: TelegramState, params: Json) -> bool:
    state.commands.pop(_scope(state, params), None)
    return True


def _scope(state: TelegramState, params: Json) -> tuple[str, str]:
    """The scope by name, with the chat and user it is for: `chat:7`."""
    scope = params.get("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    parts = [str(kind)]
    if kind in ("chat", "chat_administrators", "chat_member"):
        parts.append(str(_chat(state, scope).description["id"]))
    if kind == "chat_member":
        parts.append(str(scope.get("user_id")))
    return ":".join(parts), rules.language_code(params)


def set_profile(name: str, limit: int, state: TelegramState, params: Json) -> bool:
    text = str(params.get(name, ""))
    if utf16_length(text) > limit:
        raise bad_request(f"bot {name} is too long")
    state.profile[name, rules.language_code(params)] = text
    return True


def get_profile(name: str, state: TelegramState, params: Json) -> Json:
    return {name: state.profile.get((name, rules.language_code(params)), "")}


def set_chat_menu_button(state: TelegramState, params: Json) -> bool:
    button = params.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse MenuButton: unsupported type specified")
    chat_id = _chat(state, params).description["id"] if "chat_id" in params else None
    state.menu_buttons[chat_id] = button
    return True


def delete_webhook(state: TelegramState, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        state.updates.drop()
    return True


def get_webhook_info(state: TelegramState, _params: Json) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates)}


def _chat(state: TelegramState, params: Json) -> Chat:
    chat_id = params.get("chat_id", "")
    if chat_id == "":
        raise bad_request("chat_id is empty")
    chat = state.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def _writable_chat(state: TelegramState, params: Json) -> Chat:
    chat = _chat(state, params)
    if chat.blocked:
        raise RefusedError(403, "Forbidden: bot was blocked by the user")
    return chat


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": partial(send_file, "photo"),
    "senddocument": partial(send_file, "document"),
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": partial(set_profile, "name", 64),
    "setmydescription": partial(set_profile, "description", 512),
    "setmyshortdescription": partial(set_profile, "short_description", 120),
    "getmyname": partial(get_profile, "name"),
    "getmydescription": partial(get_profile, "description"),
    "getmyshortdescription": partial(get_profile, "short_description"),
    "setchatmenubutton": set_chat_menu_button,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
