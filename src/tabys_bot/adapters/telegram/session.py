"""How the bot calls Telegram: patient with its limits, and with a second try where nothing can happen twice."""

import asyncio
import logging
import re
from http import HTTPStatus
from typing import cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    GetUpdates,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.methods.base import Response, TelegramType
from aiohttp import ClientConnectorError

log = logging.getLogger(__name__)

_TRIES = 3
_FAILURES_OF_AN_UPLOAD = 2
_PAUSE = 0.5
_LONGEST_WAIT, _SHORTEST_WAIT = 60, 1
_UPLOADS = (SendPhoto, SendMediaGroup)
_SCREENS = (SendMessage, EditMessageText, *_UPLOADS)
_SECONDS_FOR_A_CALL = 15.0
# aiogram builds the model of an answer for each call, and pydantic forgets it as soon as nobody holds it: a sixth of
# the time of a press
_MODELS_KEPT = tuple(
    Response[method.__returning__]  # type: ignore[name-defined]  # as aiogram itself does
    for method in (SendMessage, AnswerCallbackQuery, DeleteMessage, GetUpdates)
)
_TAKEN = re.compile(r'\s*\{\s*"ok"\s*:\s*true\s*[,}]')
_DONE = Response[bool](ok=True, result=True)


class UnaskedMessage(SendMessage):
    """A message that answers nobody; what becomes of it is seen to where it is sent (messenger.py)."""


class UnaskedEdit(EditMessageText):
    """An edit that answers nobody, as UnaskedMessage."""


_SEEN_TO_ELSEWHERE = (GetUpdates, UnaskedMessage, UnaskedEdit)


class PatientCalls(BaseRequestMiddleware):
    """Waits as long as a 429 says, and repeats a call that failed on the way or at Telegram, a few times.

    A message may then come twice, which is better than never; pictures, which are heavy, are repeated only once. Only
    screens are worth a long wait: a flood must not fill the bot with calls that wait to answer or delete it. getUpdates
    has a loop of its own (polling.py), and so has what nobody asked for: that must not come twice.
    """

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        if type(method) in _SEEN_TO_ELSEWHERE:
            return await _call(make_request, bot, method)
        failures_left = _FAILURES_OF_AN_UPLOAD if isinstance(method, _UPLOADS) else _TRIES
        for attempt in range(1, _TRIES):
            try:
                return await _call(make_request, bot, method)
            except TelegramRetryAfter as error:
                if error.retry_after > (_LONGEST_WAIT if isinstance(method, _SCREENS) else _SHORTEST_WAIT):
                    raise
                log.warning("telegram asks to wait %s s method=%s", error.retry_after, type(method).__name__)
                await asyncio.sleep(error.retry_after)
            except TelegramEntityTooLarge:  # a network error to aiogram, but it stays too large
                raise
            except (TelegramNetworkError, TelegramServerError) as error:
                failures_left -= 1
                if not failures_left:
                    raise
                log.warning("telegram call failed method=%s: %s", type(method).__name__, error.message)
                await asyncio.sleep(_PAUSE * attempt)
        return await _call(make_request, bot, method)


def never_arrived(error: Exception) -> bool:
    """Whether a call that failed was surely not heard by Telegram: there was no connection."""
    return isinstance(error.__cause__, ClientConnectorError)


async def _call(
    make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
) -> Response[TelegramType]:
    """The call, its odd ends told as what they are: aiogram 3.31 does not classify them."""
    try:
        response = await make_request(bot, method)
    except ClientDecodeError as error:  # an HTML page of a proxy, usually a 502
        if isinstance(method, GetUpdates):
            raise  # what it could not read is in the error
        raise TelegramServerError(method=method, message=f"not Telegram's JSON: {error.message}") from None
    except TypeError as error:  # a 5xx without a description
        raise TelegramServerError(method=method, message=f"no description: {error}") from None
    if response is None:
        raise TelegramServerError(method=method, message="no result")
    return response


class _Session(AiohttpSession):
    """Does not parse the message that an edit answers with: nobody reads it, and it costs a tenth of a press."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        if isinstance(method, EditMessageText) and status_code == HTTPStatus.OK and _TAKEN.match(content):
            return cast("Response[TelegramType]", _DONE)
        return super().check_response(bot=bot, method=method, status_code=status_code, content=content)


def make_bot(token: str, api_url: str) -> Bot:
    """A bot over that Bot API server; nothing is sent yet."""
    session = _Session(api=TelegramAPIServer.from_base(api_url), timeout=_SECONDS_FOR_A_CALL)
    session.middleware(PatientCalls())
    return Bot(token, session=session)
