"""The queue behind getUpdates: confirmation by offset, long polling, one poller at a time."""

import asyncio
from collections import deque
from collections.abc import Iterable
from itertools import islice
from typing import Any

from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_rules import RefusedError

# Telegram sends these only to a bot that asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FIRST_UPDATE = 700_000_001


class UpdateQueue:
    """Keeps every update until a later offset confirms it."""

    def __init__(self) -> None:
        self._waiting: deque[Json] = deque()
        self._next_id = _FIRST_UPDATE
        self._allowed: frozenset[str] = frozenset()
        self._ticket: asyncio.Future[bool] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, content: Json) -> None:
        if kind not in self._allowed if self._allowed else kind in _ON_REQUEST:
            return
        self._waiting.append({"update_id": self._next_id, kind: content})
        self._next_id += 1
        self._settle(arrived=True)

    def open(self, *, offset: int, allowed: Iterable[str] | None) -> asyncio.Future[bool]:
        """Start a poll: what is older than the offset is confirmed, an older poll ends with a conflict."""
        self._settle(arrived=False)
        if allowed is not None:
            self._allowed = frozenset(allowed)
        self._confirm(offset)
        self._ticket = asyncio.get_running_loop().create_future()
        if self._waiting:
            self._ticket.set_result(True)
        return self._ticket

    async def take(self, ticket: asyncio.Future[bool], *, limit: int, seconds: float) -> list[Json]:
        if seconds > 0:
            await asyncio.wait({ticket}, timeout=seconds)
        if not ticket.done():
            ticket.cancel()
        elif not ticket.result():
            raise RefusedError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return list(islice(self._waiting, limit))

    def drop(self) -> None:
        self._waiting.clear()

    def release(self) -> None:
        """Let a waiting poll go home empty-handed."""
        self._settle(arrived=True)

    def _settle(self, *, arrived: bool) -> None:
        if self._ticket is not None and not self._ticket.done():
            self._ticket.set_result(arrived)

    def _confirm(self, offset: int) -> None:
        keep = -offset if offset < 0 else len(self._waiting)
        while self._waiting and (len(self._waiting) > keep or self._waiting[0]["update_id"] < offset):
            self._waiting.popleft()


def poll_limits(params: Json) -> tuple[int, float]:
    """How many updates at most, and how many seconds to wait for the first."""
    limit: Any = params.get("limit", 100)
    seconds: Any = params.get("timeout", 0)
    return min(max(int(limit), 1), 100), min(max(float(seconds), 0.0), 50.0)
