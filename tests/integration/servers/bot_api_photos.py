"""Pictures and other files: uploaded, fetched from an address, or named by the id of an earlier one."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from tests.integration.servers import bot_api_rules as rules
from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_posting import (
    editable,
    filled,
    inline_markup,
    replace,
    replied,
    send,
    writable_chat,
)
from tests.integration.servers.bot_api_request import UploadedFile
from tests.integration.servers.bot_api_rules import RefusedError, bad_request
from tests.integration.servers.bot_api_state import TelegramState

FETCH_ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "unreachable": "failed to get HTTP URL content",
        "not a picture": "wrong type of the web page content",
        "refused": "wrong file identifier/HTTP URL specified",
    }
)
_PHOTO_LIMIT = 10 * 2**20
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


def send_file(kind: str, state: TelegramState, params: Json) -> Json:
    caption, entities = rules.caption(params)
    writable_chat(state, params)
    file = params.get(kind)
    _check_named(state, kind, file)
    return send(state, params, {kind: _kept(state, kind, file), "caption": caption, "caption_entities": entities})


def send_media_group(state: TelegramState, params: Json) -> list[Json]:
    """Every item is read before any is sent, so an album arrives whole or not at all."""
    items = params.get("media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    captions = [_captioned(item, album=True) for item in items]
    chat = writable_chat(state, params)
    reply = replied(chat, params)
    _check_count(len(items))
    for item in items:
        _check_named(state, "photo", item["media"])
    photos = [_album_photo(state, number, item["media"]) for number, item in enumerate(items, 1)]
    shared = {"media_group_id": state.new_album(), "reply_to_message": reply}
    contents = [filled({"photo": photo, **caption, **shared}) for photo, caption in zip(photos, captions, strict=True)]
    return [state.post(chat, content, by_bot=True).content for content in contents]


def edit_message_media(state: TelegramState, params: Json) -> Json | bool:
    item = params.get("media")
    caption = _captioned(item, album=False)
    target = editable(state, params)
    markup = inline_markup(target, params)
    file = item["media"] if isinstance(item, dict) else None
    if target.inline and isinstance(file, UploadedFile):
        raise bad_request("invalid message content specified")
    _check_named(state, "photo", file)
    gone = dict.fromkeys(("text", "entities", "link_preview_options"))
    return replace(target, {"photo": _kept(state, "photo", file), "reply_markup": markup, **caption, **gone})


def edit_message_caption(state: TelegramState, params: Json) -> Json | bool:
    caption, entities = rules.caption(params)
    target = editable(state, params)
    if "text" in target.stored.content:
        raise bad_request("there is no caption in the message to edit")
    markup = inline_markup(target, params)
    return replace(target, {"caption": caption, "caption_entities": entities, "reply_markup": markup})


def _captioned(item: Any, *, album: bool) -> Json:
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if album and kind == "animation":
        raise bad_request("can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup")
    if kind != "photo":
        # Telegram has more kinds of media; this one has photos only.
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not item.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    caption, entities = rules.caption(item)
    return {"caption": caption, "caption_entities": entities}


def _check_count(items: int) -> None:
    if items == 0:
        raise bad_request("there are no messages to send")
    if items == 1:
        # The documentation asks for two at least, whatever the real server makes of a lonely one.
        raise bad_request("there must be at least 2 messages in an album")
    if items > 10:
        raise bad_request("too many messages to send as an album")


def _album_photo(state: TelegramState, number: int, file: Any) -> Any:
    try:
        return _kept(state, "photo", file)
    except RefusedError as refused:
        reason = refused.description.removeprefix("Bad Request: ")
        raise bad_request(f'failed to send message #{number} with the error message "{reason}"') from refused


def _check_named(state: TelegramState, kind: str, file: Any) -> None:
    """What the Bot API server sees by itself, before it passes the file on."""
    if not file:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(file, UploadedFile):
        _check_upload(kind, len(file.content))
    elif known := state.files.get(file):
        if known.kind != kind:
            raise bad_request(f"can't use file of type {known.kind.capitalize()} as {kind.capitalize()}")
    elif not rules.web_url(file):
        raise bad_request("wrong file identifier/HTTP URL specified")


def _check_upload(kind: str, size: int) -> None:
    if not size:
        raise bad_request("file must be non-empty")
    if kind == "photo" and size > _PHOTO_LIMIT:
        limit = f"the maximum size is {_PHOTO_LIMIT} bytes"
        raise bad_request(f"file of size {size} bytes is too big for a photo; {limit}")


def _kept(state: TelegramState, kind: str, file: Any) -> Any:
    """The file as messages show it; what was named by its id stays the same file."""
    new = state.new_photo if kind == "photo" else partial(state.new_file, kind)
    if isinstance(file, UploadedFile):
        if kind == "photo" and not _is_image(file.content):
            raise bad_request("IMAGE_PROCESS_FAILED")
        return new(file.content)
    if file in state.files:
        return state.files[file].description
    if file in state.bad_urls:
        raise bad_request(state.bad_urls[file])
    return new(file)


def _is_image(content: bytes) -> bool:
    return content.startswith(_MAGIC) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
