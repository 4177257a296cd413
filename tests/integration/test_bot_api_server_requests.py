"""The fake Bot API takes requests as Telegram does, in every encoding and from its own bot only."""

from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)

from tests.integration.bot_api_client import USER, bot, bot_of, button, keyboard, refusal, server, upload
from tests.integration.servers.bot_api import BotApiServer

__all__ = ["bot", "server"]  # the fixtures

OTHER_TOKEN = "42:WRONG"


async def test_the_bot_learns_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.supports_inline_queries) == (bot.id, True, True)


async def test_a_wrong_token_is_unauthorized(server: BotApiServer) -> None:
    async with bot_of(server, OTHER_TOKEN) as stranger:
        assert await refusal(stranger.get_me(), TelegramUnauthorizedError) == "Unauthorized"


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    assert await refusal(bot.get_user_profile_photos(USER), TelegramNotFound) == "Not Found"


@pytest.mark.parametrize(
    "encoding",
    [
        {"json": {"chat_id": USER, "text": "hi", "reply_markup": {"inline_keyboard": []}}},
        {"data": {"chat_id": str(USER), "text": "hi", "reply_markup": '{"inline_keyboard": []}'}},
        {"params": {"chat_id": USER, "text": "hi", "reply_markup": '{"inline_keyboard": []}'}},
    ],
    ids=["json", "form", "query"],
)
async def test_parameters_may_come_in_any_encoding(server: BotApiServer, encoding: dict[str, Any]) -> None:
    url = f"{server.url}/bot{server.token}/SENDmessage"
    async with aiohttp.ClientSession() as client, client.post(url, **encoding) as response:
        assert (await response.json())["ok"] is True
    assert server.called("sendMessage") == [{"chat_id": USER, "text": "hi", "reply_markup": {"inline_keyboard": []}}]


@pytest.mark.parametrize(
    "encoding",
    [{"data": b"chat_id=7&text=%ff"}, {"data": b'{"chat_id":7,"text":"\\ud83d"}'}, {"data": b'{"text":"\xff"}'}],
    ids=["form", "json surrogate", "json bytes"],
)
async def test_text_that_is_not_utf8_is_refused(server: BotApiServer, encoding: dict[str, Any]) -> None:
    kind = "application/json" if encoding["data"].startswith(b"{") else "application/x-www-form-urlencoded"
    url = f"{server.url}/bot{server.token}/sendMessage"
    async with (
        aiohttp.ClientSession(headers={"Content-Type": kind}) as client,
        client.post(url, **encoding) as response,
    ):
        answer = await response.json()
    description = "Bad Request: strings must be encoded in UTF-8"
    assert answer == {"ok": False, "error_code": 400, "description": description}


async def test_a_request_that_is_too_large_is_refused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.integration.servers.bot_api._UPLOAD_LIMIT", 10_000)
    await bot.send_document(USER, upload(b"x" * 9_000))
    too_large = bot.send_document(USER, upload(b"x" * 10_001))
    assert await refusal(too_large, TelegramEntityTooLarge) == "Request Entity Too Large"


async def test_a_lone_surrogate_in_a_button_is_refused(bot: Bot) -> None:
    markup = keyboard([button("\ud83d")])
    assert await refusal(bot.send_message(USER, "hi", reply_markup=markup)) == "strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("answerInlineQuery", {}, "expected an Array of inline query results"),
        ("answerInlineQuery", {"results": ["x"]}, "can't parse InlineQueryResult: expected an Object"),
        (
            "answerInlineQuery",
            {"results": [], "button": [1]},
            "can't parse InlineQueryResultsButton: expected an Object",
        ),
        (
            "answerInlineQuery",
            {"results": [], "cache_time": "soon"},
            "cache_time must be a non-negative number of seconds",
        ),
        ("sendMediaGroup", {"chat_id": USER, "media": {}}, "expected an Array of InputMedia"),
        ("sendMediaGroup", {"chat_id": USER, "media": [1]}, "can't parse InputMedia: expected an Object"),
        ("sendMediaGroup", {"chat_id": USER, "media": [{"type": "photo"}]}, "can't parse InputMedia: media not found"),
        ("editMessageMedia", {"chat_id": USER, "media": []}, "can't parse InputMedia: expected an Object"),
        ("sendPhoto", {"chat_id": USER}, "there is no photo in the request"),
        (
            "sendMessage",
            {"chat_id": USER, "text": "x", "link_preview_options": True},
            "object expected as link preview options",
        ),
        (
            "sendMessage",
            {"chat_id": USER, "text": "x", "link_preview_options": {"show_above_text": "yes"}},
            'field "show_above_text" must be of type Boolean',
        ),
    ],
)
async def test_parameters_of_a_wrong_shape_are_refused(
    server: BotApiServer, method: str, params: dict[str, Any], reason: str
) -> None:
    url = f"{server.url}/bot{server.token}/{method}"
    async with aiohttp.ClientSession() as client, client.post(url, json=params) as response:
        assert await response.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


async def test_a_stranger_cannot_be_written_to(bot: Bot) -> None:
    assert await refusal(bot.send_message(404, "hi")) == "chat not found"
    assert await refusal(bot.send_chat_action(404, "typing")) == "chat not found"


async def test_a_user_who_blocked_the_bot_is_out_of_reach(server: BotApiServer, bot: Bot) -> None:
    await server.block(USER)
    forbidden = await refusal(bot.send_message(USER, "hi"), TelegramForbiddenError)
    assert forbidden == "Forbidden: bot was blocked by the user"
    await server.unblock(USER)
    await bot.send_message(USER, "hi")
