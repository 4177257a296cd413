"""What was written to each record, in this process only."""

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.application.ports import Clock
from tabys_bot.domain.history import ENTRIES_AT_MOST, Entry
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section


class MemoryHistory(InMemory):
    """Fits History."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._entries: dict[tuple[Section, int], tuple[Entry, ...]] = {}

    async def note(self, entry: Entry) -> None:
        self._reach()
        key, bounded = (entry.section, entry.entity_id), entry.bounded()
        before = self._entries.get(key, ())
        if before[:1] != (bounded,):
            self._entries[key] = (bounded, *before)[:ENTRIES_AT_MOST]

    async def history_of(self, section: Section, entity_id: int) -> tuple[Entry, ...]:
        self._reach()
        now = self._clock.now()
        return tuple(entry for entry in self._entries.get((section, entity_id), ()) if entry.is_kept(now))
