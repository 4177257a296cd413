"""Shows in one message how far a batch has come, and at the end what came of it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Clock, SessionRepository
from tabys_bot.application.screens import batch as screens
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.deciding_in_turn import session_of
from tabys_bot.application.services.outgoing import Messenger, Undelivered, Words
from tabys_bot.domain.batches import UNSHOWN, Batch
from tabys_bot.domain.outcome import Failure, Outcome

log = logging.getLogger(__name__)

CHANGED_EVERY = timedelta(seconds=3)


class Shown:
    """The message of one batch while it is worked on. Nobody waits for it: a message may have to wait for an hour."""

    def __init__(self, progress: "Progress") -> None:
        self._progress = progress
        self._message_id = 0
        self._latest: tuple[Batch, bool] | None = None
        self._changed: datetime | None = None
        self._news = asyncio.Event()
        self._is_over = False
        self._showing = asyncio.create_task(self._show())

    def put(self, batch: Batch, *, is_waiting: bool = False) -> None:
        """What is to be shown in place of all before, also of what is not shown yet."""
        self._latest = batch, is_waiting
        self._message_id = self._message_id or batch.message_id
        self._news.set()

    def noted(self, batch: Batch) -> Batch:
        """With what is to be remembered of the message."""
        return replace(batch, message_id=self._message_id or batch.message_id)

    async def end(self) -> None:
        """Wait for what is on its way, and show nothing more."""
        self._is_over = True
        self._news.set()
        await self._showing

    async def drop(self) -> None:
        """Show nothing more, nor wait for what is on its way."""
        self._showing.cancel()
        await asyncio.gather(self._showing, return_exceptions=True)

    async def _show(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._is_over:
                return
            try:
                await self._bring()
            except StoreUnavailableError:  # the language is not known, and the next record will show as much
                continue
            except Exception:  # it must not be said again and again; the report is a message of its own then
                log.exception("bug in showing a batch")
                self._message_id = UNSHOWN

    async def _bring(self) -> None:
        """At most so often; a message that is no more is not missed before the end."""
        now, changed = self._progress.now(), self._changed
        if self._latest is None or self._message_id == UNSHOWN or (changed and now - changed < CHANGED_EVERY):
            return
        batch, is_waiting = self._latest
        self._changed = now
        self._message_id = await self._progress.bring(self.noted(batch), is_waiting=is_waiting)


class Progress:
    """What a batch is shown in. Those who ask store what is to be remembered of it."""

    def __init__(self, *, messenger: Messenger, words: Words, sessions: SessionRepository, clock: Clock) -> None:
        self._messenger = messenger
        self._words = words
        self._sessions = sessions
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[Shown]:
        """What is `put` there is shown beside the block, at whose end what is still on its way is dropped."""
        shown = Shown(self)
        try:
            yield shown
        finally:
            await shown.drop()

    async def bring(self, batch: Batch, *, is_waiting: bool) -> int:
        """The number of the message that shows it, or UNSHOWN. A first one is tried once: what may have come through is
        not said again."""
        screen = await self._screen(batch, is_waiting=is_waiting)
        if not batch.message_id:
            return (await self._messenger.tell(batch.visitor_id, screen)).value_or(UNSHOWN)
        outcome = await self._messenger.change(batch.visitor_id, batch.message_id, screen)
        return UNSHOWN if _failure(outcome) is Undelivered.REFUSED else batch.message_id

    async def report(self, batch: Batch) -> Batch:
        """What came of it: in the same message, else in one of its own. Where a change may have been lost, it is not
        `told`, and can be told again."""
        screen = await self._screen(batch)
        failure: Undelivered | None = Undelivered.REFUSED
        if batch.message_id not in (0, UNSHOWN):
            failure = _failure(await self._messenger.change(batch.visitor_id, batch.message_id, screen))
        if failure is Undelivered.LOST:
            return batch
        if failure is not Undelivered.REFUSED:
            return replace(batch, told=True)
        told = await self._messenger.tell(batch.visitor_id, screen)
        return replace(batch, message_id=told.value_or(UNSHOWN), told=True)

    async def _screen(self, batch: Batch, *, is_waiting: bool = False) -> Screen:
        """With titles only for himself: somebody else may be signed in in the same chat by now."""
        texts = await self._words.of(batch.visitor_id)
        if await session_of(batch, self._sessions, self._clock) is None:
            return screens.counted(batch, texts)
        return screens.shown(batch, texts, is_waiting=is_waiting)


def _failure(outcome: Outcome[None, Undelivered]) -> Undelivered | None:
    return outcome.failure() if isinstance(outcome, Failure) else None
