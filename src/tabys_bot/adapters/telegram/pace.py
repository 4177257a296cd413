"""How fast may be said what nobody asked for: Telegram bears thirty messages a second, and one in a chat."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

OF_ALL: Final = 1 / 30  # seconds between two messages, whoever they are for
OF_ONE_CHAT: Final = 1.0  # seconds between two messages in one chat


@dataclass(slots=True)
class _Chat:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0
    free_at: float = 0.0


class Pace:
    """Lets messages go one after another: in a chat in the order in which they came, and of several chats that of which
    the next may go first; many for one chat keep no other waiting. Times are of the clock of the loop.

    Of a chat nothing is remembered once it has been quiet for as long as it must.
    """

    def __init__(self) -> None:
        self._chats: OrderedDict[int, _Chat] = OrderedDict()  # that which was said something last stands last
        self._line = asyncio.Lock()
        self._free_at = 0.0

    @property
    def remembered(self) -> int:
        """How many chats."""
        return len(self._chats)

    @asynccontextmanager
    async def within(self, chat_id: int) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Nobody else's message goes to that chat until the end of the block; what it gives is awaited before each."""
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.inside += 1
        try:
            async with chat.lock:
                yield partial(self._turn, chat_id, chat)
        finally:
            chat.inside -= 1
            self._forget()

    def pause(self, seconds: float) -> None:
        """Nothing goes anywhere for so long, whatever has been let go already."""
        self._free_at = max(self._free_at, _now() + seconds)

    async def _turn(self, chat_id: int, chat: _Chat) -> None:
        await _reached(lambda: chat.free_at)
        async with self._line:  # it lets in who came first; only he watches the time
            await _reached(lambda: self._free_at)
            self._free_at = _now() + OF_ALL
        chat.free_at = _now() + OF_ONE_CHAT
        self._chats.move_to_end(chat_id)

    def _forget(self) -> None:
        now = _now()
        while self._chats:
            chat_id, chat = next(iter(self._chats.items()))
            if chat.inside or chat.free_at > now:
                return
            del self._chats[chat_id]


async def _reached(moment: Callable[[], float]) -> None:
    """Wait for a moment, which a pause may put off meanwhile."""
    while True:
        wait = moment() - _now()
        if wait <= 0:
            return
        await asyncio.sleep(wait)


def _now() -> float:
    return asyncio.get_running_loop().time()
