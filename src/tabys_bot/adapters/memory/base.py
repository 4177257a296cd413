"""What every part of the store in memory stands on."""

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Clock
from tabys_bot.domain.limits import Limits


class InMemory:
    """One part of the store. `down = True` makes it fail as a lost Redis does."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        self.down = False
        self._clock = clock
        self._limits = limits

    def _reach(self) -> None:
        if self.down:
            raise StoreUnavailableError("switched off")
