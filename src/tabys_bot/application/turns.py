"""One thing at a time for each visitor, so that quick presses are answered in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_WAITING_AT_MOST = 10


class Turns:
    """A queue for each visitor, gone when it is empty. Who crowds his own queue is not let in, and slows nobody."""

    def __init__(self) -> None:
        self._queues: dict[int, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, visitor_id: int) -> AsyncIterator[bool]:
        """Wait for the visitor's turn; False at once if too many of his own are waiting already."""
        lock, waiting = self._queues.get(visitor_id, (asyncio.Lock(), 0))
        if waiting >= _WAITING_AT_MOST:
            yield False
            return
        self._queues[visitor_id] = (lock, waiting + 1)
        try:
            async with lock:
                yield True
        finally:
            lock, waiting = self._queues.pop(visitor_id)
            if waiting > 1:
                self._queues[visitor_id] = (lock, waiting - 1)
