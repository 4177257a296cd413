"""Says in Telegram what nobody asked for: paced, as patient as a 429 asks, and never twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod

from tabys_bot.adapters.telegram.pace import Pace
from tabys_bot.adapters.telegram.session import UnaskedEdit, UnaskedMessage, never_arrived
from tabys_bot.adapters.telegram.showing import Showing
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import NeverSent, Undelivered
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

_PATIENCE = 3600.0  # seconds for one message, all waits together: what is told later is told too late
_AT_ONCE = 50  # of the hundred connections that aiogram keeps: the other half is for who waits for an answer
_UNREACHED_PAUSE = 5.0  # seconds
_TRIES_OF_AN_EDIT = 3  # which comes to the same each time

_R = TypeVar("_R")


@dataclass(slots=True)
class _Message:
    """`turn`: awaited before each call; `is_out`: whether Telegram may have heard of it."""

    turn: Callable[[], Awaitable[None]]
    is_out: bool = False


class TelegramMessenger:
    """Fits Messenger. Pictures of a screen are left out, but for the one that is its preview.

    A 429 keeps back everything that is told here, and no answer to a press: those have a pace of their own.
    """

    def __init__(self, *, bot: Bot) -> None:
        self._bot = bot
        self._showing = Showing(bot=bot)
        self._pace = Pace()
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        async def send(message: _Message) -> int:
            call = partial(self._call, message, partial(UnaskedMessage, chat_id=visitor_id), 1)
            return (await self._showing.send(call, screen)).message_id

        return await self._outcome(visitor_id, send)

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        async def edit(message: _Message) -> None:
            which = partial(UnaskedEdit, chat_id=visitor_id, message_id=message_id)
            await self._showing.edit(partial(self._call, message, which, _TRIES_OF_AN_EDIT), screen)

        outcome = await self._outcome(visitor_id, edit)
        return Failure(Undelivered.LOST) if outcome == Failure(Undelivered.UNSENT) else outcome

    async def _outcome(self, visitor_id: int, say: Callable[[_Message], Awaitable[_R]]) -> Outcome[_R, Undelivered]:
        message: _Message | None = None
        try:
            async with asyncio.timeout(_PATIENCE), self._pace.within(visitor_id) as turn:
                message = _Message(turn)
                return Success(await say(message))
        except TimeoutError:
            log.error("given up chat=%s: %.0f s", visitor_id, _PATIENCE)  # noqa: TRY400  no bug
            return Failure(Undelivered.LOST if message and message.is_out else Undelivered.UNSENT)
        except asyncio.CancelledError:
            if message and message.is_out:
                raise
            raise NeverSent from None
        except TelegramAPIError as error:
            why = _why(error)
            log.info("not told chat=%s %s: %s", visitor_id, why.name.lower(), one_line(error.message, 300))
            return Failure(why)

    async def _call(
        self, message: _Message, method: Callable[..., TelegramMethod[_R]], tries_left: int, **fields: object
    ) -> _R:
        """What Telegram has surely not taken is said again; what it may have taken, only where that does no harm."""
        while True:
            async with self._room:
                await message.turn()
                message.is_out = True
                try:
                    return await self._bot(method(**fields))
                except TelegramRetryAfter as error:
                    log.warning("telegram asks to wait %s s, nothing is told meanwhile", error.retry_after)
                    self._pace.pause(error.retry_after)
                except (TelegramNetworkError, TelegramServerError) as error:
                    if never_arrived(error):
                        log.warning("telegram cannot be reached, nothing is told for %.0f s", _UNREACHED_PAUSE)
                        self._pace.pause(_UNREACHED_PAUSE)
                    elif not (tries_left := tries_left - 1):
                        raise
                except TelegramAPIError:
                    message.is_out = False
                    raise
                message.is_out = False


def _why(error: TelegramAPIError) -> Undelivered:
    match error:
        case TelegramForbiddenError():  # blocked, deactivated
            return Undelivered.GONE
        case TelegramEntityTooLarge():  # a network error to aiogram
            return Undelivered.REFUSED
        case TelegramNetworkError() | TelegramServerError():
            return Undelivered.LOST
        case _ if "chat not found" in error.message:
            return Undelivered.GONE
        case TelegramBadRequest():
            return Undelivered.REFUSED
        case _:  # of the bot, not of the message: its token, or another one of its name
            return Undelivered.UNSENT
