"""Decisions about several records, in this process only."""

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.adapters.memory.passing import Keeping
from tabys_bot.application.ports import Clock
from tabys_bot.domain.batches import BATCH_KEPT_FOR, Batch
from tabys_bot.domain.limits import Limits


class MemoryBatches(InMemory):
    """Fits Batches."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._batches = Keeping[str, Batch](clock, BATCH_KEPT_FOR)

    async def save_batch(self, batch: Batch, *, was: int | None) -> bool:
        self._reach()
        standing, kept = self._batches.get(batch.id), batch.bounded()
        if standing != kept and (None if standing is None else standing.revision) != was:
            return False
        self._batches.put(batch.id, kept)
        return True

    async def batch(self, batch_id: str) -> Batch | None:
        self._reach()
        return self._batches.get(batch_id)

    async def open_batches(self) -> tuple[str, ...]:
        self._reach()
        return tuple(batch_id for batch_id, batch in self._batches.all().items() if not batch.is_over)
