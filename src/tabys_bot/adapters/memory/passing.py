"""What passes with time, in the memory of this process: numbers and things that are kept for a while."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from tabys_bot.application.ports import Clock

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


@dataclass(slots=True)
class _Count:
    number: int
    until: datetime


class Counters:
    """Numbers that start anew some time after their first count."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[Hashable, _Count] = {}

    def add(self, key: Hashable, window: timedelta, *, anew: bool = False) -> int:
        """The number with one more; `anew`: the time runs from this count on, not from the first."""
        until = self._clock.now() + window
        count = self._standing(key)
        if count is None:
            count = self._counts[key] = _Count(0, until)
        elif anew:
            count.until = until
        count.number += 1
        return count.number

    def get(self, key: Hashable) -> int:
        count = self._standing(key)
        return count.number if count else 0

    def seconds_left(self, key: Hashable) -> int:
        """Rounded up; 0 for a counter that is not running."""
        count = self._standing(key)
        return math.ceil((count.until - self._clock.now()).total_seconds()) if count else 0

    def drop(self, key: Hashable) -> None:
        self._counts.pop(key, None)

    def _standing(self, key: Hashable) -> _Count | None:
        count = self._counts.get(key)
        if count and count.until <= self._clock.now():
            del self._counts[key]
            return None
        return count


class Keeping(Generic[K, T]):
    """Things that are gone some time after they were put down; putting them down again counts anew."""

    def __init__(self, clock: Clock, span: timedelta) -> None:
        self._clock = clock
        self._span = span
        self._things: dict[K, tuple[T, datetime]] = {}

    def put(self, key: K, thing: T) -> None:
        self._things[key] = (thing, self._clock.now() + self._span)

    def get(self, key: K) -> T | None:
        thing, until = self._things.get(key, (None, None))
        if until and until <= self._clock.now():
            self.drop(key)
            return None
        return thing

    def change(self, key: K, thing: T) -> None:
        """In place of what is there, for as long as that was to be kept."""
        _, until = self._things[key]
        self._things[key] = (thing, until)

    def drop(self, key: K) -> None:
        self._things.pop(key, None)

    def all(self) -> dict[K, T]:
        """All that is still kept."""
        found = {key: self.get(key) for key in tuple(self._things)}
        return {key: thing for key, thing in found.items() if thing is not None}
