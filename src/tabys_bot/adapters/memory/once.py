"""What is done once at a time, claimed in this process only."""

from datetime import timedelta

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.adapters.memory.passing import Counters
from tabys_bot.application.ports import Clock
from tabys_bot.domain.limits import Limits


class MemoryOnce(InMemory):
    """Fits Once."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._claims = Counters(clock)

    async def claim(self, what: str, lasting: timedelta) -> bool:
        self._reach()
        return self._claims.add(what, lasting) == 1

    async def unclaim(self, what: str) -> None:
        self._reach()
        self._claims.drop(what)
