"""Fetches updates and hands them out, and stops without dropping what is in hand.

aiogram's own polling ignores the wait of a 429, runs on for ever with a refused token, and on a stop cancels the
handlers whose updates it has confirmed already.
"""

import asyncio
import logging
from collections.abc import Callable

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

log = logging.getLogger(__name__)

_WAITS_AT_TELEGRAM = 25  # seconds that an empty getUpdates stays open
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_IN_HAND_AT_MOST = 500
_GRACE = 25.0  # seconds for presses in hand after a stop; Docker's stop_grace_period must be longer
_KINDS = ["message", "edited_message", "channel_post", "callback_query"]


class TokenRefusedError(Exception):
    """Telegram does not know the bot token."""


class Poller:
    """Long polling for one bot, by one instance at a time."""

    def __init__(self, *, bot: Bot, dispatcher: Dispatcher, on_contact: Callable[[], None]) -> None:
        """`on_contact` is called each time Telegram has answered."""
        self._bot = bot
        self._dispatcher = dispatcher
        self._on_contact = on_contact
        self._in_hand: set[asyncio.Task[object]] = set()
        self._offset: int | None = None
        self._in_contact = False

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; then finish what is in hand. Raises TokenRefusedError."""
        stopped = asyncio.create_task(stop.wait())
        pause = _FIRST_PAUSE
        try:
            while not stop.is_set():
                try:
                    if not await self._fetch(stopped):
                        break
                    pause = _FIRST_PAUSE
                except (TelegramUnauthorizedError, TelegramNotFound) as error:  # 404: not even the form of a token
                    raise TokenRefusedError(error.message) from None
                except TelegramRetryAfter as error:
                    await self._pause(stopped, error.retry_after, "it asks to wait")
                except TelegramConflictError as error:
                    await self._pause(stopped, pause := _LONGEST_PAUSE / 6, f"another instance polls: {error.message}")
                except AiogramError as error:
                    await self._pause(stopped, pause, str(error))
                    pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            stopped.cancel()
            await self._finish()

    async def idle(self) -> None:
        """Wait until nothing is in hand."""
        while self._in_hand:
            await asyncio.wait(self._in_hand)

    async def _fetch(self, stopped: asyncio.Task[bool]) -> bool:
        """One batch of updates handed out; False if the stop came first."""
        # the first answer comes at once, for the health check
        wait = _WAITS_AT_TELEGRAM if self._in_contact else 0
        request = GetUpdates(offset=self._offset, timeout=wait, allowed_updates=_KINDS)
        fetching = asyncio.create_task(self._bot(request, request_timeout=_WAITS_AT_TELEGRAM + 15))
        await asyncio.wait({fetching, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not fetching.done():
            fetching.cancel()
            await asyncio.wait({fetching})
            return False
        try:
            updates = fetching.result()
        except ClientDecodeError as error:
            updates = self._readable(error)
        self._in_contact = True
        self._on_contact()
        for update in updates:
            self._offset = update.update_id + 1
            self._hand_out(update)
        while len(self._in_hand) >= _IN_HAND_AT_MOST:
            await asyncio.wait(self._in_hand, return_when=asyncio.FIRST_COMPLETED)
        return True

    def _readable(self, error: ClientDecodeError) -> list[Update]:
        """The updates of an answer that aiogram cannot read as a whole, without those that it cannot read at all.

        One kind of message that is newer than aiogram would else stop the bot for everybody. Raises the error if there
        are no updates in the answer.
        """
        rows = error.data.get("result") if isinstance(error.data, dict) else None
        if not isinstance(rows, list):
            raise error
        updates = []
        for row in rows:
            try:
                updates.append(Update.model_validate(row, context={"bot": self._bot}))
            except ValidationError as unreadable:
                update_id = row.get("update_id") if isinstance(row, dict) else None
                log.warning("an update was left out id=%s: %s problems", update_id, unreadable.error_count())
                if isinstance(update_id, int):
                    self._offset = update_id + 1
        return updates

    def _hand_out(self, update: Update) -> None:
        task = asyncio.create_task(self._handle(update))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)

    async def _handle(self, update: Update) -> object:
        try:
            return await self._dispatcher.feed_update(self._bot, update)
        except Exception:  # one update must not end the bot
            log.exception("update not handled id=%s", update.update_id)
            return None

    @staticmethod
    async def _pause(stopped: asyncio.Task[bool], seconds: float, why: str) -> None:
        log.warning("telegram does not give updates, next try in %.1f s: %s", seconds, why)
        await asyncio.wait({stopped}, timeout=seconds)

    async def _finish(self) -> None:
        """Wait for the presses in hand, and tell Telegram that they need not come again."""
        log.info("finishing %s updates in hand", len(self._in_hand))
        try:
            await asyncio.wait_for(self.idle(), _GRACE)
        except TimeoutError:
            log.error("%s updates were not finished within %s s", len(self._in_hand), _GRACE)  # noqa: TRY400  no bug
            for task in self._in_hand:
                task.cancel()
        if self._offset is not None:
            try:
                await self._bot(GetUpdates(offset=self._offset, limit=1, timeout=0), request_timeout=5)
            except AiogramError as error:
                log.warning("the last updates may come again: %s", error)
