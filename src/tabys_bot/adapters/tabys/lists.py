"""Reads any part of a list, from whichever of its paths this Tabys serves, around the rows that it cannot read."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tabys_bot.adapters.tabys.asking import Asked
from tabys_bot.adapters.tabys.client import Json, Params, TabysClient, broken, not_served
from tabys_bot.adapters.tabys.envelopes import Unwrapped, unwrapped
from tabys_bot.adapters.tabys.routes import ROUTES, Path
from tabys_bot.adapters.tabys.routes.shape import Paging
from tabys_bot.application.failures import (
    Broken,
    GatewayFailure,
    NotOffered,
    NotServed,
    RecordGone,
    SessionRejected,
)
from tabys_bot.application.ports import Clock
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session

_READS_A_DOUBLING = 4  # two bad rows are found among a thousand, and a few among nine
_DEPTH_UNANSWERED = 2  # halves and quarters: a page may have several bad rows
_LEFT_ALONE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """In place of a row that Tabys itself cannot read."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a list; `also`: parameters of this one answer."""

    skip: int
    limit: int
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Effort:
    """How many more times Tabys may be asked for the sake of bad rows, and whether it has answered any."""

    reads: int
    is_answered: bool = False


class Lists:
    """One GET for a part of a list; more only where Tabys does not serve the path or breaks off at a bad row."""

    def __init__(self, *, client: TabysClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._left_alone_until = clock.now()
        self._served: dict[tuple[Path, ...], int] = {}

    async def read(self, session: Session, asked: Asked, window: Window) -> Outcome[Unwrapped, GatewayFailure]:
        """The rows in their places, `Unreadable` where one cannot be had; a failure where none can."""
        outcome = await self._read(session, asked, window)
        if not _crashed(outcome) or window.limit == 1 or asked.listing.paths[0].paging is Paging.NONE:
            return outcome
        if self._clock.now() < self._left_alone_until:
            return outcome
        effort = _Effort(_READS_A_DOUBLING * window.limit.bit_length())
        rest = await self._halves(session, asked, window, effort)
        if isinstance(rest, Failure):
            return rest
        if not effort.is_answered:  # that was no bad row, but a Tabys that is down: more calls would not help it
            self._left_alone_until = self._clock.now() + _LEFT_ALONE
        return Success(Unwrapped(rest.unwrap())) if effort.is_answered else outcome

    async def _halves(
        self, session: Session, asked: Asked, window: Window, effort: _Effort, depth: int = 1
    ) -> Outcome[list[Json], GatewayFailure]:
        """The rows of a part that crashes as a whole."""
        if window.limit == 1 or effort.reads <= 1:
            return Success([Unreadable()] * window.limit)
        effort.reads -= 2
        half = window.limit // 2
        halves = (
            Window(window.skip, half, window.also),
            Window(window.skip + half, window.limit - half, window.also),
        )
        read = await asyncio.gather(*(self._read(session, asked, one) for one in halves))
        effort.is_answered |= any(isinstance(outcome, Success) for outcome in read)
        if not effort.is_answered and depth == _DEPTH_UNANSWERED:
            return Success([Unreadable()] * window.limit)
        rows: list[Json] = []
        for one, outcome in zip(halves, read, strict=True):
            part = await self._halves(session, asked, one, effort, depth + 1) if _crashed(outcome) else outcome
            if isinstance(part, Failure):
                return part
            found = part.unwrap()
            rows += found.rows if isinstance(found, Unwrapped) else found
        return Success(rows)

    async def _read(self, session: Session, asked: Asked, window: Window) -> Outcome[Unwrapped, GatewayFailure]:
        """From the path that worked last; from the others, in a circle, while Tabys knows nothing of a path."""
        paths, outcomes = asked.listing.paths, []
        first = self._served.get(paths, 0)
        for step in range(len(paths)):
            place = (first + step) % len(paths)
            outcome = await self._at(session, asked, paths[place], window)
            if isinstance(outcome, Success):
                self._served[paths] = place
            if not self._is_elsewhere(asked, outcome):
                return outcome
            outcomes.append(outcome)
        if any(failed_by(outcome, SessionRejected) for outcome in outcomes):
            return Failure(NotOffered())
        return outcomes[0]

    @staticmethod
    def _is_elsewhere(asked: Asked, outcome: Outcome[Unwrapped, GatewayFailure]) -> bool:
        is_closed = ROUTES[asked.query.section].closed and failed_by(outcome, SessionRejected)
        return is_closed or failed_by(outcome, NotServed)

    async def _at(
        self, session: Session, asked: Asked, path: Path, window: Window
    ) -> Outcome[Unwrapped, GatewayFailure]:
        address = path.template.format(parent=asked.query.parent)
        params = {**asked.params, **window.also, **_paging(path.paging, window)}
        outcome = await self._client.get(address, token=session.access_token, params=params)
        if failed_by(outcome, RecordGone) and "{parent}" not in path.template:
            return not_served("GET", address)
        if isinstance(outcome, Failure):
            return outcome
        found = _rows(asked, outcome.unwrap())
        if found is None:
            return broken("GET", address, "200, no list in it")
        return Success(_part(path.paging, found, window))


def _crashed(outcome: Outcome[object, GatewayFailure]) -> bool:
    failure = outcome.failure() if isinstance(outcome, Failure) else None
    return isinstance(failure, Broken) and failure.crashed


def _rows(asked: Asked, body: Json) -> Unwrapped | None:
    listing = asked.listing
    found = unwrapped(body, listing.key, is_counted=listing.counted)
    if found is None and listing.inside and isinstance(body, dict) and body.get(listing.key) is None and "id" in body:
        return Unwrapped(())
    return found


def _paging(paging: Paging, window: Window) -> Params:
    match paging:
        case Paging.SKIP:
            return {"skip": window.skip, "limit": window.limit}
        case Paging.PAGES:
            page, size = _page_over(window)
            return {"page": page, "page_size": size}
        case Paging.NONE:
            return {}


def _page_over(window: Window) -> tuple[int, int]:
    """The smallest page that has the whole window on it: its number, and how many rows it has."""
    last = window.skip + window.limit - 1
    size = next(size for size in range(window.limit, last + 2) if window.skip // size == last // size)
    return window.skip // size + 1, size


def _part(paging: Paging, found: Unwrapped, window: Window) -> Unwrapped:
    """What the window shows of an answer that may hold more."""
    start = 0
    if paging is Paging.PAGES:
        page, size = _page_over(window)
        start = window.skip - (page - 1) * size
    elif paging is Paging.NONE:
        start = window.skip
    return Unwrapped(found.rows[start : start + window.limit], found.total)
