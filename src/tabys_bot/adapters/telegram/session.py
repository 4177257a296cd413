"""How the bot calls Telegram: patient with its limits, and with a second try where nothing can happen twice."""

import asyncio
import logging

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.methods.base import Response, TelegramType

log = logging.getLogger(__name__)

_TRIES = 3
_PAUSE = 0.5
_LONGEST_WAIT = 60
_SECONDS_FOR_A_CALL = 15.0


class PatientCalls(BaseRequestMiddleware):
    """Waits as long as a 429 says, and repeats a call that failed on the way or at Telegram, a few times.

    A message may then come twice, which is better than never. getUpdates has a loop of its own (polling.py).
    """

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        if isinstance(method, GetUpdates):
            return await _call(make_request, bot, method)
        for attempt in range(1, _TRIES):
            try:
                return await _call(make_request, bot, method)
            except TelegramRetryAfter as error:
                if error.retry_after > _LONGEST_WAIT:
                    raise
                log.warning("telegram asks to wait %s s method=%s", error.retry_after, type(method).__name__)
                await asyncio.sleep(error.retry_after)
            except (TelegramNetworkError, TelegramServerError) as error:
                log.warning("telegram call failed method=%s: %s", type(method).__name__, error.message)
                await asyncio.sleep(_PAUSE * attempt)
        return await _call(make_request, bot, method)


async def _call(
    make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
) -> Response[TelegramType]:
    """The call, its odd ends told as what they are: aiogram 3.31 does not classify them."""
    try:
        return await make_request(bot, method)
    except ClientDecodeError as error:  # an HTML page of a proxy, usually a 502
        raise TelegramServerError(method=method, message=f"not Telegram's JSON: {error.message}") from None
    except TypeError as error:  # a 5xx without a description
        raise TelegramServerError(method=method, message=f"no description: {error}") from None


def make_bot(token: str, api_url: str) -> Bot:
    """A bot over that Bot API server; nothing is sent yet."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url), timeout=_SECONDS_FOR_A_CALL)
    session.middleware(PatientCalls())
    return Bot(token, session=session)
