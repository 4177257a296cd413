"""What Telegram refuses in a request, in the words of its Bot API."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.integration.servers.bot_api_html import HtmlError, Json, parse_html, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_STYLES = ("danger", "success", "primary")
_ENTITY_TYPES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
    ]
)
_CONTROL = {code: " " for code in range(32) if code != ord("\n")}


class RefusedError(Exception):
    """The request is answered with an error instead of a result."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description


def bad_request(description: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}")


def message_text(params: Json, *, too_long: str = "message is too long") -> tuple[str, list[Json]]:
    text, entities = _formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request(too_long)
    return text, entities


def caption(params: Json) -> tuple[str, list[Json]]:
    text, entities = _formatted(params, "caption", "caption_entities")
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(params: Json, text_field: str, entities_field: str) -> tuple[str, list[Json]]:
    text = str(params.get(text_field, ""))
    mode = str(params.get("parse_mode", "")).lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    if not mode:
        return _trimmed(text, _checked_entities(text, params.get(entities_field) or []))
    try:
        # A parse mode makes Telegram ignore the entities sent beside it.
        return _trimmed(*parse_html(text))
    except HtmlError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts the blanks around a text, and whatever formatted them."""
    clean = text.translate(_CONTROL)
    start = utf16_length(clean) - utf16_length(clean.lstrip())
    stripped = clean.strip()
    end = utf16_length(stripped)
    moved = []
    for entity in entities[:ENTITY_LIMIT]:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, end)
        if last > first:
            moved.append(entity | {"offset": first, "length": last - first})
    return stripped, moved


def _checked_entities(text: str, entities: Any) -> list[Json]:
    if not entities:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    units = text.encode("utf-16-le")
    for entity in entities:
        _check_entity(units, entity)
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _check_entity(units: bytes, entity: Any) -> None:
    if not isinstance(entity, dict) or entity.get("type") not in _ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 0:
        raise bad_request("can't parse MessageEntity: invalid offset or length specified")
    end, size = offset + length, len(units) // 2
    if offset > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if end > size:
        raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at {end}")
    if _splits_symbol(units, offset) or _splits_symbol(units, end):
        raise bad_request(f"entity beginning at UTF-16 offset {offset} begins or ends in a middle of a UTF-16 symbol")
    if entity["type"] == "text_link" and not entity.get("url"):
        raise bad_request('can\'t parse MessageEntity: field "url" is empty')


def _splits_symbol(units: bytes, offset: int) -> bool:
    return 0xDC <= units[2 * offset + 1] <= 0xDF if 2 * offset < len(units) else False


def reply_markup(params: Json, *, private: bool) -> Json | None:
    """Any keyboard a message may be sent with; None when there is none."""
    markup = params.get("reply_markup")
    if markup in (None, ""):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup, private=private)
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("reply markup placeholder must be 1-64 characters long")
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"])
    elif not (markup.get("remove_keyboard") is True or markup.get("force_reply") is True):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return markup


def inline_markup(params: Json, *, private: bool) -> Json | None:
    """The only keyboard a message may be edited to; None when there is none."""
    markup = reply_markup(params, private=private)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _inline_keyboard(markup: Json, *, private: bool) -> Json | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    if any(len(row) > 8 for row in rows) or sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_inline_button(button, private=private)
    kept = [row for row in rows if row]
    return markup | {"inline_keyboard": kept} if kept else None


def _check_inline_button(button: Any, *, private: bool) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: object with a text expected")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in ACTIONS if button.get(action) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # The real server takes the first one and says nothing; two actions are always somebody's mistake.
        raise bad_request(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    if button.get("style") not in (None, *_STYLES):
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if actions == ["web_app"] and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (isinstance(value, str) and 1 <= len(value.encode()) <= 64):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not usable_url(value):
        raise bad_request("BUTTON_URL_INVALID")
    if action in ("web_app", "login_url"):
        address = value.get("url") if isinstance(value, dict) else None
        if not usable_url(address) or urlsplit(str(address)).scheme != "https":
            raise bad_request("BUTTON_URL_INVALID")
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def usable_url(url: Any) -> bool:
    """Telegram wants a dot in the host name, so `http://localhost` is no address for a button."""
    if not isinstance(url, str) or re.search(r"[\s\x00-\x1f<>\"]", url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme == "tg":
        return bool(host)
    return parts.scheme in ("http", "https") and (":" in host or bool(re.fullmatch(r"[^.]+(\.[^.]+)+", host)))


def _check_reply_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        for button in row:
            text = button.get("text") if isinstance(button, dict) else button
            if not isinstance(text, str) or not text.strip():
                raise bad_request("keyboard button text must be non-empty")


def bot_commands(commands: Any) -> list[tuple[str, str]]:
    if not isinstance(commands, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(command) for command in commands]


def _command(command: Any) -> tuple[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not re.fullmatch("[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description.strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return name, description


def language_code(params: Json) -> str:
    code = str(params.get("language_code", ""))
    if not re.fullmatch("(?:[a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code
