"""answerInlineQuery: what may be offered to somebody who writes the bot's name in any chat."""

import re
from typing import Any

from tests.integration.servers import bot_api_buttons as buttons
from tests.integration.servers import bot_api_rules as rules
from tests.integration.servers.bot_api_buttons import Allowed
from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_posting import filled
from tests.integration.servers.bot_api_rules import bad_request
from tests.integration.servers.bot_api_state import (
    InlineAnswer,
    InlineResult,
    TelegramState,
    markup_of,
    preview_of,
    text_and_html,
)

RESULT_LIMIT = 50
_ID_BYTES = 64
_OFFSET_BYTES = 64
_CACHE_SECONDS = 300
_CACHE_LIMIT = 24 * 60 * 60
_START_LIMIT = 64


def answer_inline_query(state: TelegramState, params: Json) -> bool:
    """The answer is read before the query is looked up, as the real server does."""
    button = _button(params.get("button"))
    cache_time = _cache_time(params.get("cache_time", _CACHE_SECONDS))
    results = _results(state, params.get("results"))
    query_id = str(params.get("inline_query_id", ""))
    query = state.inline_queries.get(query_id)
    if query is None or query.expired or query_id in state.inline_answers:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    next_offset = str(params.get("next_offset") or "")
    if len(next_offset.encode()) > _OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    personal = bool(params.get("is_personal"))
    state.inline_answers[query_id] = InlineAnswer(results, next_offset, cache_time, personal, button)
    return True


def start_parameter_error(parameter: str) -> str | None:
    """What is wrong with the payload of a deep link; None when it can be used."""
    if not parameter:
        return "can't use empty start_parameter"
    if len(parameter) > _START_LIMIT:
        return "too long start_parameter specified"
    if not re.fullmatch("[A-Za-z0-9_-]+", parameter):
        return "unallowed characters in start_parameter are used"
    return None


def _button(button: Any) -> Json | None:
    if button in (None, ""):
        return None
    if not isinstance(button, dict):
        raise bad_request("can't parse InlineQueryResultsButton: expected an Object")
    if not str(button.get("text") or "").strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    used = [name for name in ("start_parameter", "web_app") if button.get(name) is not None]
    if len(used) != 1:
        raise bad_request("InlineQueryResultsButton must have exactly one optional field")
    if used == ["web_app"]:
        address = button["web_app"].get("url") if isinstance(button["web_app"], dict) else None
        if not rules.usable_url(address) or not str(address).lower().startswith("https:"):
            raise bad_request("SWITCH_WEBVIEW_URL_INVALID")
    elif error := start_parameter_error(str(button["start_parameter"])):
        raise bad_request(error)
    return button


def _cache_time(seconds: Any) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
        # The real server takes the nearest second it can; a time that is none is somebody's mistake.
        raise bad_request("cache_time must be a non-negative number of seconds")
    return min(seconds, _CACHE_LIMIT)


def _results(state: TelegramState, raw: Any) -> tuple[InlineResult, ...]:
    if not isinstance(raw, list):
        raise bad_request("expected an Array of inline query results")
    if len(raw) > RESULT_LIMIT:
        raise bad_request("too many inline query results specified")
    results = tuple(_result(state, one) for one in raw)
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _result(state: TelegramState, raw: Any) -> InlineResult:
    if not isinstance(raw, dict):
        raise bad_request("can't parse InlineQueryResult: expected an Object")
    kind = raw.get("type")
    if kind not in ("article", "photo"):
        # Telegram has many more kinds; this one knows what is tested.
        raise bad_request(f'can\'t parse InlineQueryResult: type "{kind}" is unsupported for the inline query result')
    _check_id(raw.get("id"))
    _check_addresses(raw)
    written = _message(raw.get("input_message_content"))
    content = _article(raw, written) if kind == "article" else _photo(raw, written)
    markup = buttons.inline_markup(raw, Allowed(web_app=False, inline_mode=state.inline_mode))
    content = filled(content | {"reply_markup": markup})
    text, html = text_and_html(content)
    return InlineResult(
        id=raw["id"],
        kind=kind,
        title=str(raw.get("title") or ""),
        description=str(raw.get("description") or ""),
        thumbnail_url=raw.get("thumbnail_url"),
        text=text,
        html=html,
        markup=markup_of(content),
        preview=preview_of(content),
        content=content,
    )


def _check_id(result_id: Any) -> None:
    if not result_id:
        raise bad_request("RESULT_ID_EMPTY")
    if not isinstance(result_id, str) or len(result_id.encode()) > _ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")


def _check_addresses(raw: Json) -> None:
    for name in ("url", "thumbnail_url", "photo_url"):
        if raw.get(name) and not rules.web_url(raw[name]):
            raise bad_request("WEBDOCUMENT_URL_INVALID")


def _message(content: Any) -> Json | None:
    """The text a result sends instead of itself, read like the text of sendMessage."""
    if content is None:
        return None
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse InlineQueryResult: invalid message content specified")
    text, entities = rules.message_text(content | {"text": content["message_text"]}, too_long="MESSAGE_TOO_LONG")
    return {"text": text, "entities": entities, "link_preview_options": rules.link_preview(content)}


def _article(raw: Json, written: Json | None) -> Json:
    if not str(raw.get("title") or "").strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if written is None:
        raise bad_request("input message content is not specified")
    return written


def _photo(raw: Json, written: Json | None) -> Json:
    """The picture stays an address until somebody chooses it."""
    if not raw.get("photo_url"):
        raise bad_request("PHOTO_CONTENT_URL_EMPTY")
    if not raw.get("thumbnail_url"):
        raise bad_request("PHOTO_THUMB_URL_EMPTY")
    caption, entities = rules.caption(raw)
    return written or {"photo_url": raw["photo_url"], "caption": caption, "caption_entities": entities}
