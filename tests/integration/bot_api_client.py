"""A real aiogram bot that talks to the fake Bot API."""

from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    TelegramObject,
)

from tests.integration.servers.bot_api import BotApiServer

USER = 7
PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"


class QuickSession(AiohttpSession):
    """aiogram waits a quarter of a second for TLS connections to close; there are none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def bot_of(server: BotApiServer, token: str) -> Bot:
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(server.url)))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        await running.message(USER, "/start")
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with bot_of(server, server.token) as client:
        yield client


async def refusal(request: Awaitable[Any], error: type[TelegramAPIError] = TelegramBadRequest) -> str:
    with pytest.raises(error) as caught:
        await request
    return caught.value.message.removeprefix("Bad Request: ")


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str = "Open", **action: Any) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, **(action or {"callback_data": "open"}))


def upload(content: bytes = PNG) -> BufferedInputFile:
    return BufferedInputFile(content, filename="card.png")


def article(result_id: str = "1", title: str = "News", **rest: Any) -> InlineQueryResultArticle:
    content = rest.pop("content", InputTextMessageContent(message_text="<b>News</b>", parse_mode="HTML"))
    return InlineQueryResultArticle(id=result_id, title=title, input_message_content=content, **rest)


def plain(objects: Sequence[TelegramObject] | None) -> list[dict[str, Any]]:
    """Objects that came from a bot know it, and so never equal those that did not."""
    return [one.model_dump(exclude_none=True) for one in objects or ()]


def edit(bot: Bot, message_id: int, text: str, **rest: Any) -> Awaitable[Message | bool]:
    return bot.edit_message_text(text, chat_id=USER, message_id=message_id, **rest)
