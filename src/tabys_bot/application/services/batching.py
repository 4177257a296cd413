"""Decides on several records one after another, over restarts, and shows how far it has come."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Batches, Clock, Once, SessionRepository
from tabys_bot.application.screens.reasons import Reasons
from tabys_bot.application.services.deciding_in_turn import DecideInTurn, Step
from tabys_bot.application.services.outgoing import Messenger, Words
from tabys_bot.application.services.progress import Progress, Shown
from tabys_bot.application.use_cases.moderation.deciding import Decide
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.domain.batches import MARKED_AT_MOST, Batch, Item, Result

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 3  # of one instance; each has one call to Tabys at a time, which bears about twenty
LOOKED_AT_EVERY = 20.0  # seconds; for what an instance that died has left
_BESIDE_A_WRITE = timedelta(minutes=1)  # for all the rest that belongs to one record
# seconds. Tabys may be down for all when so many records in a row got no answer; it is given up when it is silent after
# the last of the waits, too
SILENT_IN_A_ROW = 3
WAITS_FOR_TABYS = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0)
_WAITS_FOR_STORE = (1.0, 2.0, 5.0, 15.0, 30.0)

V = TypeVar("V")


class Pause(Protocol):
    """Waits so many seconds, or until one of the events is set."""

    async def __call__(self, seconds: float, *events: asyncio.Event) -> None: ...


async def until(seconds: float, *events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


@dataclass(slots=True)
class _Silence:
    """How many records in a row Tabys gave no answer about."""

    records: int = 0

    @property
    def wait(self) -> float | None:
        """Before the next; None when there is no use in waiting any more."""
        if self.records < SILENT_IN_A_ROW:
            return 0
        at = self.records - SILENT_IN_A_ROW
        return WAITS_FOR_TABYS[at] if at < len(WAITS_FOR_TABYS) else None


class BatchWorker:
    """Takes what is begun from the store, so that another instance, or this one after a restart, goes on with it.

    A batch is claimed for one record at a time, and read anew with each claim: nothing is known of it but what is
    stored. A record is noted as begun, decided on, and noted with what came of it; one that was begun when the bot
    stopped goes through Decide again, which looks first.
    """

    def __init__(
        self,
        *,
        batches: Batches,
        decide: Decide,
        sessions: SessionRepository,
        recognise: RecogniseVisitor,
        once: Once,
        messenger: Messenger,
        words: Words,
        reasons: Reasons,
        clock: Clock,
        under_way: timedelta,
        pause: Pause = until,
    ) -> None:
        """`under_way`: longer than any write may take."""
        self._batches = batches
        self._once = once
        self._lasting = under_way + _BESIDE_A_WRITE
        self._pause = pause
        self._decide = DecideInTurn(
            decide=decide, sessions=sessions, recognise=recognise, words=words, reasons=reasons, clock=clock
        )
        self._progress = Progress(messenger=messenger, words=words, sessions=sessions, clock=clock)
        self._in_hand: set[str] = set()
        self._telling: dict[str, asyncio.Event] = {}  # set when there is no use in telling it any more
        self._woken = asyncio.Event()

    async def begin(self, batch: Batch) -> None:
        """Store it, and let it be worked on at once. ValueError for more than can be marked, for nothing, and for an id
        that another has."""
        if not 0 < len(batch.items) <= MARKED_AT_MOST:
            raise ValueError(len(batch.items))
        if not await self._batches.save_batch(batch.anew(), was=None):
            raise ValueError(batch.id)
        log.info("batch begun id=%s user=%s %s %s", batch.id, batch.visitor_id, batch.section, batch.act)
        self._woken.set()

    async def retry(self, batch_id: str) -> Batch | None:
        """Decide once more on what failed of it; None if it is being worked on. Who still tells of it leaves it."""
        batch = await self._batches.batch(batch_id)
        if batch is None or not batch.is_done:
            return None
        again = batch.again().anew()
        if not await self._batches.save_batch(again, was=batch.revision):
            return None
        if batch_id in self._telling:
            self._telling[batch_id].set()
        self._woken.set()
        return again

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the record in hand is finished."""
        async with asyncio.TaskGroup() as hands:
            while not stop.is_set():
                self._woken.clear()
                await self._take(hands, stop)
                await self._pause(LOOKED_AT_EVERY, stop, self._woken)

    async def _take(self, hands: asyncio.TaskGroup, stop: asyncio.Event) -> None:
        """As many as there are hands for, of those that no other instance is at; to tell of one, none is needed."""
        try:
            for batch_id in await self._batches.open_batches():
                if batch_id not in self._in_hand | self._telling.keys() and await self._is_for_us(batch_id):
                    hands.create_task(self._hand(batch_id, stop))
        except StoreUnavailableError as error:
            log.warning("store unavailable, no batches looked for: %s", error)

    async def _is_for_us(self, batch_id: str) -> bool:
        batch = await self._batches.batch(batch_id)
        if batch is None or batch.is_done:
            return batch is not None
        if len(self._in_hand) >= SIDE_BY_SIDE or not await self._claim(batch_id):
            return False
        self._in_hand.add(batch_id)
        return True

    async def _hand(self, batch_id: str, stop: asyncio.Event) -> None:
        try:
            await self.work(batch_id, stop)
        except StoreUnavailableError as error:
            log.warning("store unavailable, left for later batch=%s: %s", batch_id, error)
        except Exception:  # it is taken up again when its claim has passed; the other batches must go on
            log.exception("bug batch=%s", batch_id)

    async def work(self, batch_id: str, stop: asyncio.Event) -> bool:
        """Go on with a batch that is claimed, until its end, `stop`, or another instance has it; whether it ended."""
        async with self._progress.beside() as shown:
            try:
                batch = await self._decided(batch_id, shown, stop)
            finally:
                self._in_hand.discard(batch_id)  # who tells of it needs no hand: a messenger may have to wait for long
            if batch is None or batch.is_over:
                return False
            return await self._told(batch, shown, stop)

    async def _decided(self, batch_id: str, shown: Shown, stop: asyncio.Event) -> Batch | None:
        """The batch with nothing left of it to be decided; None if it is left to others, or for later."""
        silence, has_moved = _Silence(), False
        while True:
            batch = await self._surely(lambda: self._batches.batch(batch_id), stop)
            wait = 0.0
            if batch and not batch.is_done:
                has_moved = True
                batch, wait = await self._advanced(batch, shown, silence, stop)
            await self._surely(lambda: self._once.unclaim(_claim_of(batch_id)), stop)
            if batch is None or batch.is_done:
                if has_moved:  # else nothing has changed about it, and looking again would find as much
                    self._woken.set()
                return batch
            if wait:
                await self._pause(wait, stop)
            if stop.is_set() or not await self._surely(lambda: self._claim(batch_id), stop):
                return None

    async def _advanced(
        self, batch: Batch, shown: Shown, silence: _Silence, stop: asyncio.Event
    ) -> tuple[Batch | None, float]:
        """One record further, and how long to wait before the next; None if somebody else has gone on with it."""
        if not shown.noted(batch).message_id:
            shown.put(batch)
        item = batch.of(Result.WAITS, Result.BEGUN)[0]
        begun = await self._saved(shown.noted(batch.noting(replace(item, result=Result.BEGUN))), stop)
        if begun is None:
            return None, 0
        step = await self._surely(lambda: self._decide(begun, item), stop)
        silence.records = silence.records + 1 if step.is_silent else 0
        wait = silence.wait
        noted = await self._saved(shown.noted(_noting(begun, item, step, wait)), stop)
        if noted:
            shown.put(noted, is_waiting=bool(wait))
        return noted, wait or 0

    async def _told(self, batch: Batch, shown: Shown, stop: asyncio.Event) -> bool:
        """Tell what came of it, unless somebody does; whether it was told. Its claim is another: to try again, nobody
        waits for this."""
        if batch.id in self._telling or not await self._surely(lambda: self._claim_telling(batch.id), stop):
            return False
        begun_again = self._telling[batch.id] = asyncio.Event()
        try:
            report = await _before(self._reported(batch, shown, stop), stop, begun_again)
            told = report and await self._saved(report, stop)
        finally:
            del self._telling[batch.id]
        if begun_again.is_set():
            self._woken.set()
        await self._surely(lambda: self._once.unclaim(_telling_of(batch.id)), stop)
        if told is None or not told.told:
            return False
        log.info("batch over id=%s %s", batch.id, {result.value: batch.count(result) for result in Result})
        return True

    async def _reported(self, batch: Batch, shown: Shown, stop: asyncio.Event) -> Batch:
        await shown.end()
        return await self._surely(lambda: self._progress.report(shown.noted(batch)), stop)

    async def _claim_telling(self, batch_id: str) -> bool:
        return await self._once.claim(_telling_of(batch_id), self._lasting)

    async def _claim(self, batch_id: str) -> bool:
        return await self._once.claim(_claim_of(batch_id), self._lasting)

    async def _saved(self, batch: Batch, stop: asyncio.Event) -> Batch | None:
        """As it stands in the store then; None if somebody else has gone on with it, to whom it is left."""
        new = batch.anew()
        if await self._surely(lambda: self._batches.save_batch(new, was=batch.revision), stop):
            return new
        log.info("batch overtaken id=%s", batch.id)
        return None

    async def _surely(self, what: Callable[[], Awaitable[V]], stop: asyncio.Event) -> V:
        """Over a lost store, so that what was decided is not forgotten; StoreUnavailableError only after `stop`."""
        tries = 0
        while True:
            try:
                return await what()
            except StoreUnavailableError as error:
                if stop.is_set():
                    raise
                log.warning("store unavailable, batches wait: %s", error)
            await self._pause(_WAITS_FOR_STORE[min(tries, len(_WAITS_FOR_STORE) - 1)], stop)
            tries += 1


def _noting(batch: Batch, item: Item, step: Step, wait: float | None) -> Batch:
    """The batch after a step. While Tabys is down, what did not reach it waits on."""
    noted = batch.noting(step.item)
    if step.is_last or wait is None:
        return noted.ended(step.item.why)
    if wait and step.item.result is Result.FAILED:
        return batch.noting(replace(item, result=Result.WAITS))
    return noted


async def _before(what: Coroutine[Any, Any, V], *events: asyncio.Event) -> V | None:
    """What comes of it; None if one of the events comes before, and then it is dropped."""
    doing, waiting = asyncio.create_task(what), [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait((doing, *waiting), return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        for task in (doing, *waiting):
            task.cancel()
        await asyncio.gather(doing, *waiting, return_exceptions=True)


def _claim_of(batch_id: str) -> str:
    return f"batch {batch_id}"


def _telling_of(batch_id: str) -> str:
    return f"report {batch_id}"
