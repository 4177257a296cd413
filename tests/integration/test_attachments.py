"""A picture that somebody sent is fetched from Telegram, within bounds, and nobody learns the bot's token by it."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from tabys_bot.adapters.telegram.attachments import TelegramAttachments
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.failures import (
    NotAPicture,
    PictureFailure,
    PictureGone,
    PictureTooLarge,
    PictureUnreachable,
)
from tabys_bot.application.ports import Attachments
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tests.integration.servers.bot_api import BotApiServer

PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"
SECRET = "TEST-TOKEN"


@pytest.fixture
async def bot(telegram: BotApiServer) -> AsyncIterator[Bot]:
    bot = make_bot(telegram.token, telegram.url)
    async with bot.session:
        yield bot


def attachments(bot: Bot, seconds: float = 5) -> Attachments:
    return TelegramAttachments(bot=bot, seconds=seconds)


def sent(telegram: BotApiServer, content: bytes = PNG) -> str:
    """The handle of a file that somebody sent."""
    handle: str = telegram.state.new_file("document", content)["file_id"]
    return handle


@pytest.mark.parametrize("content", [PNG, b"\xff\xd8\xff" + b"j" * 200_000, b"GIF89a...", b"RIFF1234WEBP..."])
async def test_a_picture_is_fetched(telegram: BotApiServer, bot: Bot, content: bytes) -> None:
    assert await attachments(bot).fetch_sent(sent(telegram, content)) == Success(content)


async def test_the_largest_picture_is_fetched(telegram: BotApiServer, bot: Bot) -> None:
    content = PNG.ljust(LARGEST_PICTURE, b"x")
    assert await attachments(bot).fetch_sent(sent(telegram, content)) == Success(content)


@pytest.mark.parametrize("size", [LARGEST_PICTURE + 1, 20 * 2**20 + 1])
@pytest.mark.parametrize("told", [True, False])
async def test_a_picture_that_is_too_large_is_not(telegram: BotApiServer, bot: Bot, size: int, *, told: bool) -> None:
    handle = sent(telegram, PNG.ljust(size, b"x"))
    if not told:
        telegram.hide_size(handle)
    assert await attachments(bot).fetch_sent(handle) == Failure(PictureTooLarge())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"RIFF1234WAVE"])
async def test_what_is_no_picture_is_none_whatever_it_was_sent_as(
    telegram: BotApiServer, bot: Bot, content: bytes
) -> None:
    assert await attachments(bot).fetch_sent(sent(telegram, content)) == Failure(NotAPicture())


async def test_a_file_may_be_gone(telegram: BotApiServer, bot: Bot) -> None:
    lost = sent(telegram)
    telegram.lose_file(lost)
    for handle in (lost, "of another bot", "", "../../getMe"):
        assert await attachments(bot).fetch_sent(handle) == Failure(PictureGone())


@pytest.mark.parametrize("method", ["getFile", "download"])
async def test_a_slow_telegram_is_not_waited_for(telegram: BotApiServer, bot: Bot, method: str) -> None:
    telegram.delay(method, 1)
    assert await attachments(bot, seconds=0.1).fetch_sent(sent(telegram)) == Failure(PictureUnreachable())


async def test_a_cut_or_broken_download_is_told(telegram: BotApiServer, bot: Bot) -> None:
    handle = sent(telegram)
    telegram.reset_next("download", times=2)  # a lost connection is tried again once
    assert await attachments(bot).fetch_sent(handle) == Failure(PictureUnreachable())
    telegram.fail_next("download", 502, "<html>Bad Gateway</html>")
    assert await attachments(bot).fetch_sent(handle) == Failure(PictureUnreachable())
    assert await attachments(bot).fetch_sent(handle) == Success(PNG)


async def test_a_server_that_is_not_there_is_told(bot: Bot, telegram: BotApiServer) -> None:
    handle = sent(telegram)
    await telegram.__aexit__()
    assert await attachments(bot, seconds=3).fetch_sent(handle) == Failure(PictureUnreachable())


async def test_many_pictures_at_once_wait_for_one_another(telegram: BotApiServer, bot: Bot) -> None:
    fetching, handle = attachments(bot), sent(telegram)
    found = await asyncio.gather(*(fetching.fetch_sent(handle) for _ in range(10)))
    assert found == [Success(PNG)] * 10


@pytest.mark.parametrize(
    ("status", "failure"), [(404, PictureGone()), (401, PictureUnreachable()), (500, PictureUnreachable())]
)
async def test_no_failure_tells_the_token(
    telegram: BotApiServer,
    bot: Bot,
    caplog: pytest.LogCaptureFixture,
    status: int,
    failure: PictureFailure,
) -> None:
    telegram.fail_next("download", status, f"<html>{telegram.token}</html>")
    with caplog.at_level(logging.DEBUG, "tabys_bot"):
        outcome = await attachments(bot).fetch_sent(sent(telegram))
    assert outcome == Failure(failure)
    told = "".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert str(status) in told
    assert SECRET not in told + repr(outcome)
    assert SECRET in telegram.token
