"""The fake Bot API floods, breaks, cuts and delays as it is asked to, and remembers its refusals."""

import asyncio
import time

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNetworkError, TelegramRetryAfter

from tests.integration.bot_api_client import USER, bot, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.leaping import leap

__all__ = ["bot", "server"]  # the fixtures


async def test_a_flood_passes_after_its_calls(server: BotApiServer, bot: Bot) -> None:
    server.flood("sendMessage", 3, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(USER, "hi")
        assert caught.value.retry_after == 3
    await bot.send_message(USER, "hi")
    assert [message.text for message in server.chat(USER)] == ["/start", "hi"]


async def test_answers_can_be_broken(server: BotApiServer, bot: Bot) -> None:
    server.fail_next("getMe", 502, "<html>Bad Gateway</html>")
    with pytest.raises(ClientDecodeError):
        await bot.get_me()
    server.fail_next("getMe", 500, {"ok": False}, headers={"Retry-After": "1"})
    with pytest.raises((TelegramAPIError, ClientDecodeError, TypeError)):
        await bot.get_me()
    await bot.get_me()


async def test_a_connection_can_be_cut_before_or_after_the_effect(server: BotApiServer, bot: Bot) -> None:
    server.reset_next("sendMessage")
    server.reset_next("sendMessage", after_effect=True)
    for _ in range(2):
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(USER, "hi")
    assert [message.text for message in server.chat(USER)] == ["/start", "hi"]


async def test_a_slow_answer_comes_after_its_effect(server: BotApiServer, bot: Bot) -> None:
    server.delay("sendMessage", 0.05)
    started = time.monotonic()
    await bot.send_message(USER, "hi")
    assert time.monotonic() - started >= 0.05
    server.delay("sendMessage", 60)
    bot.session.timeout = 30
    late = asyncio.create_task(bot.send_message(USER, "late"))
    await server.wait_for(lambda: len(server.called("sendMessage")) == 2)
    leap(31)  # aiohttp rounds long times up
    with pytest.raises(TelegramNetworkError):
        await late
    assert server.last(USER).text == "late"


async def test_waiting_for_what_never_happens_ends(server: BotApiServer) -> None:
    with pytest.raises(TimeoutError):
        await server.wait_for(lambda: server.called("sendMessage"), timeout=0.01)


async def test_every_refusal_is_remembered(server: BotApiServer, bot: Bot) -> None:
    await refusal(bot.send_message(404, "hi"))
    assert server.refusals == [("sendMessage", 400, "Bad Request: chat not found")]
    assert [(call.method, call.params) for call in server.calls] == [("sendMessage", {"chat_id": 404, "text": "hi"})]
