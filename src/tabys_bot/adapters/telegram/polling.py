"""Fetches updates and hands them out, and stops without dropping what is in hand.

aiogram's own polling ignores the wait of a 429, runs on for ever with a refused token, and on a stop cancels the
handlers whose updates it has confirmed already.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import Update
from pydantic import ValidationError

from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

_WAITS_AT_TELEGRAM = 25  # seconds that an empty getUpdates stays open
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_IN_HAND_AT_MOST = 5_000  # so many that strangers whom Telegram keeps waiting do not shut out the rest
_OF_ONE_SENDER = 40  # so that nobody fills the hands alone
_GRACE = 25.0  # seconds for presses in hand after a stop; Docker's stop_grace_period must be longer


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
        self._of_sender: Counter[int] = Counter()
        self._kinds = dispatcher.resolve_used_update_types()
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
                    if "webhook" in error.message:
                        await self._leave_webhook()
                    await self._pause(stopped, pause := _LONGEST_PAUSE / 6, f"409: {error.message}")
                except AiogramError as error:
                    await self._pause(stopped, pause, _what(error))
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
        request = GetUpdates(offset=self._offset, timeout=wait, allowed_updates=self._kinds)
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
        updates, before = [], self._offset
        for row in rows:
            try:
                updates.append(Update.model_validate(row, context={"bot": self._bot}))
            except ValidationError as unreadable:
                update_id = row.get("update_id") if isinstance(row, dict) else None
                if isinstance(update_id, int):
                    log.warning("an update was left out id=%s: %s problems", update_id, unreadable.error_count())
                    self._offset = update_id + 1
        if not updates and self._offset == before:
            raise error  # nothing in it is an update: it would come again at once
        return updates

    def _hand_out(self, update: Update) -> None:
        sender = _sender(update)
        if self._of_sender[sender] >= _OF_ONE_SENDER:
            log.warning("an update of a flood was left out sender=%s", sender)
            return
        self._of_sender[sender] += 1
        task = asyncio.create_task(self._handle(update), name=str(sender))
        self._in_hand.add(task)
        task.add_done_callback(self._put_down)

    def _put_down(self, task: asyncio.Task[object]) -> None:
        self._in_hand.discard(task)
        sender = int(task.get_name())
        self._of_sender[sender] -= 1
        if not self._of_sender[sender]:
            del self._of_sender[sender]

    async def _handle(self, update: Update) -> object:
        try:
            return await self._dispatcher.feed_update(self._bot, update)
        except Exception:  # one update must not end the bot
            log.exception("update not handled id=%s", update.update_id)
            return None

    async def _leave_webhook(self) -> None:
        """A webhook that was set for this bot once keeps getUpdates from working; what it has not delivered stays."""
        log.warning("a webhook is set for this bot: it is removed, for this bot polls")
        with suppress(AiogramError):
            await self._bot.delete_webhook(drop_pending_updates=False)

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
            await self.idle()
        if self._offset is not None:
            try:
                await self._bot(GetUpdates(offset=self._offset, limit=1, timeout=0), request_timeout=5)
            except AiogramError as error:
                log.warning("the last updates may come again: %s", _what(error))


def _sender(update: Update) -> int:
    """The chat of a message, the user of a press or an inline query."""
    if query := update.callback_query or update.inline_query:
        return query.from_user.id
    message = update.message or update.edited_message or update.channel_post or update.edited_channel_post
    return message.chat.id if message else 0


def _what(error: AiogramError) -> str:
    """What went wrong, without what was being read: that may be messages with codes."""
    if isinstance(error, ClientDecodeError):
        return "the answer is not Telegram's; is TELEGRAM_API_URL right?"
    return one_line(error.message, 300) if isinstance(error, TelegramAPIError) else type(error).__name__
