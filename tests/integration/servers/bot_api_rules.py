"""What Telegram refuses in a request, in the words of its Bot API."""

import re
from typing import Any
from urllib.parse import urlsplit

from tests.integration.servers.bot_api_html import DATE_TIME_FORMAT, HtmlError, Json, parse_html, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
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
_PREVIEW_FLAGS = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
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
    if entity["type"] == "date_time" and not _is_moment(entity):
        raise bad_request("can't parse MessageEntity: invalid date and time specified")


def _is_moment(entity: Json) -> bool:
    form = entity.get("date_time_format") or ""
    return isinstance(entity.get("unix_time"), int) and bool(re.fullmatch(DATE_TIME_FORMAT, form))


def link_preview(params: Json) -> Json | None:
    """What was asked of the preview, without what is the default anyway; None when nothing was."""
    options = params.get("link_preview_options")
    if options in (None, ""):
        return {"is_disabled": True} if params.get("disable_web_page_preview") else None
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    for flag in _PREVIEW_FLAGS:
        if options.get(flag) not in (None, True, False):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    if options.get("prefer_small_media") and options.get("prefer_large_media"):
        # The real server takes one and says nothing; to ask for both is always somebody's mistake.
        raise bad_request("can't prefer both small and large media in a link preview")
    url = options.get("url")
    if url not in (None, "") and not web_url(url):
        raise bad_request("WEBPAGE_URL_INVALID")
    kept = {name: options[name] for name in ("url", *_PREVIEW_FLAGS) if options.get(name)}
    return {"is_disabled": True} if "is_disabled" in kept else kept or None


def _splits_symbol(units: bytes, offset: int) -> bool:
    return 0xDC <= units[2 * offset + 1] <= 0xDF if 2 * offset < len(units) else False


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


def web_url(url: Any) -> bool:
    """An address that has a page or a picture behind it."""
    return usable_url(url) and urlsplit(url).scheme != "tg"


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
