"""The Bot API methods over the remembered state; each returns the result or raises a refusal."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from tests.integration.servers import bot_api_rules as rules
from tests.integration.servers.bot_api_files import get_file
from tests.integration.servers.bot_api_html import Json, utf16_length
from tests.integration.servers.bot_api_inline import answer_inline_query
from tests.integration.servers.bot_api_photos import (
    edit_message_caption,
    edit_message_media,
    send_file,
    send_media_group,
)
from tests.integration.servers.bot_api_posting import chat_of, editable, inline_markup, replace, send, writable_chat
from tests.integration.servers.bot_api_rules import bad_request
from tests.integration.servers.bot_api_state import TelegramState

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


def get_me(state: TelegramState, _params: Json) -> Json:
    abilities = {"can_join_groups": False, "can_read_all_group_messages": False}
    return state.bot | abilities | {"supports_inline_queries": state.inline_mode}


def send_message(state: TelegramState, params: Json) -> Json:
    text, entities = rules.message_text(params)
    content = {"text": text, "entities": entities, "link_preview_options": rules.link_preview(params)}
    return send(state, params, content)


def edit_message_text(state: TelegramState, params: Json) -> Json | bool:
    text, entities = rules.message_text(params, too_long="MESSAGE_TOO_LONG")
    preview = rules.link_preview(params)
    target = editable(state, params)
    if "text" not in target.stored.content:
        raise bad_request("there is no text in the message to edit")
    markup = inline_markup(target, params)
    changes = {"text": text, "entities": entities, "reply_markup": markup, "link_preview_options": preview}
    return replace(target, changes)


def edit_message_reply_markup(state: TelegramState, params: Json) -> Json | bool:
    target = editable(state, params)
    return replace(target, {"reply_markup": inline_markup(target, params)})


def delete_message(state: TelegramState, params: Json) -> bool:
    chat = chat_of(state, params)
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
        stored = chat_of(state, params).messages.get(message_id)
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
    writable_chat(state, params)
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
        parts.append(str(chat_of(state, scope).description["id"]))
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
    chat_id = chat_of(state, params).description["id"] if "chat_id" in params else None
    state.menu_buttons[chat_id] = button
    return True


def delete_webhook(state: TelegramState, params: Json) -> bool:
    if params.get("drop_pending_updates"):
        state.updates.drop()
    return True


def get_webhook_info(state: TelegramState, _params: Json) -> Json:
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(state.updates)}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getfile": get_file,
    "sendmessage": send_message,
    "sendphoto": partial(send_file, "photo"),
    "sendmediagroup": send_media_group,
    "senddocument": partial(send_file, "document"),
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
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
