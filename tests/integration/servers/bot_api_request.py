"""A Bot API request as any client may encode it: query, form, multipart or JSON."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_rules import RefusedError, bad_request

_NESTED = frozenset(
    [
        "reply_markup",
        "entities",
        "caption_entities",
        "commands",
        "scope",
        "reply_parameters",
        "link_preview_options",
        "menu_button",
        "allowed_updates",
        "message_ids",
        "media",
        "results",
        "button",
    ]
)
_NUMBERS = frozenset(
    ["chat_id", "user_id", "message_id", "message_thread_id", "offset", "limit", "timeout", "cache_time"]
)
_FLAGS = frozenset(
    [
        "show_alert",
        "disable_notification",
        "protect_content",
        "drop_pending_updates",
        "has_spoiler",
        "revoke_messages",
        "disable_web_page_preview",
        "is_personal",
    ]
)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    filename: str
    content: bytes


async def read_params(request: web.BaseRequest) -> Json:
    """The parameters with numbers, flags and nested values decoded, and uploads in place of `attach://`."""
    try:
        raw, files = await _body(request)
    except web.HTTPRequestEntityTooLarge as error:
        raise RefusedError(413, "Request Entity Too Large") from error
    if request.query_string:
        raw = _form(request.query_string) | raw
    params = {name: _decoded(name, value) for name, value in raw.items()} | files
    return {name: _attached(value, files) for name, value in params.items()}


def _attached(value: Any, files: dict[str, UploadedFile]) -> Any:
    """The items of an album name their uploads one level deeper."""
    if isinstance(value, list):
        return [_attached(item, files) for item in value]
    if isinstance(value, dict) and "media" in value:
        return value | {"media": _attached(value["media"], files)}
    if isinstance(value, str) and value.startswith("attach://"):
        return files.get(value.removeprefix("attach://"), value)
    return value


async def _body(request: web.BaseRequest) -> tuple[Json, dict[str, UploadedFile]]:
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    body = await request.read()
    try:
        if request.content_type == "application/json":
            return _json_body(body), {}
        return _form(body.decode()), {}
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _form(encoded: str) -> Json:
    try:
        return dict(parse_qsl(encoded, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _json_body(body: bytes) -> Json:
    try:
        params = json.loads(body.decode() or "{}")
    except json.JSONDecodeError as error:
        raise bad_request("can't parse request body as a JSON object") from error
    if not isinstance(params, dict):
        raise bad_request("request body must be a JSON object")
    _refuse_surrogates(params)
    return params


async def _multipart(request: web.BaseRequest) -> tuple[Json, dict[str, UploadedFile]]:
    texts: Json = {}
    files: dict[str, UploadedFile] = {}
    try:
        parts = await request.post()
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    for name, part in parts.items():
        if isinstance(part, web.FileField):
            with part.file as file:
                files[name] = UploadedFile(part.filename, file.read())
        else:
            texts[name] = part
    return texts, files


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in _NESTED:
        return _nested(name, value)
    if name in _NUMBERS:
        return _number(value)
    if name in _FLAGS:
        return value.lower() in ("true", "yes", "1")
    return value


def _nested(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        nested = json.loads(value)
    except json.JSONDecodeError as error:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
    if "\\u" in value:
        _refuse_surrogates(nested)
    return nested


def _number(value: str) -> int | str:
    """A chat may also be named by its @username, which stays text."""
    try:
        return int(value)
    except ValueError:
        return value


def _refuse_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> RefusedError:
    return bad_request("strings must be encoded in UTF-8")
