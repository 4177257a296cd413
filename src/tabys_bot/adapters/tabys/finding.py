"""Finds one record: at its own path, else in the lists."""

from tabys_bot.adapters.tabys.asking import Asked, elsewhere
from tabys_bot.adapters.tabys.client import Json, TabysClient
from tabys_bot.adapters.tabys.envelopes import Unwrapped
from tabys_bot.adapters.tabys.gathering import PAGED_FOR, SCANNED_CHUNK, SCANNED_CHUNKS, WHOLE_CHUNKS, Memory
from tabys_bot.adapters.tabys.lists import Lists, Window
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.adapters.tabys.routes.shape import Paging
from tabys_bot.adapters.tabys.rows import number_of
from tabys_bot.application.failures import (
    GatewayFailure,
    NotOffered,
    NotServed,
    OutOfReach,
    RecordGone,
    SessionRejected,
)
from tabys_bot.application.ports import Clock
from tabys_bot.domain.access import sees_only_own
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import PAGE_SIZE, Query, page_start
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

_FURTHEST = 10_000


class Finder:
    """One GET where the record has a path, or is still where it was seen in the list.

    More for what is there no more, such as what was decided on: of a kind without a path it is looked for in the list
    that it was in, then in those of the other states and of all, at most ten chunks of each. Places, tickets and promo
    actions have neither a path nor an order in which a place would tell anything: one GET for each hundred that wait.
    And two for an owner, to whom records of others are gone at their own path, if there is an open one.
    """

    def __init__(self, *, client: TabysClient, lists: Lists, memory: Memory, clock: Clock) -> None:
        self._client = client
        self._lists = lists
        self._memory = memory
        self._clock = clock
        self._served: dict[Section, int] = {}

    async def row(self, session: Session, asked: Asked, entity_id: int, near: int) -> Outcome[Json, GatewayFailure]:
        """The row of a record, with all that Tabys tells of it."""
        outcome: Outcome[Json, GatewayFailure] | None = await self.at_its_path(session, asked.query, entity_id)
        if outcome is None:
            return await self._in_the_lists(session, asked, entity_id, near)
        if failed_by(outcome, RecordGone) and asked.listing.foreign and sees_only_own(session.role):
            return await self._of_another(session, asked, entity_id, near)
        return outcome

    async def _of_another(
        self, session: Session, asked: Asked, entity_id: int, near: int
    ) -> Outcome[Json, GatewayFailure]:
        """What an owner decides on, whose ever it is; that he may is told by the list in which he saw it."""
        path = ROUTES[asked.query.section].open_record
        outcome: Outcome[Json, GatewayFailure] | None = None
        if path:
            outcome = await self._client.get(path.format(id=entity_id), token=session.access_token)
        if outcome is None or failed_by(outcome, NotServed):
            return await self._in_the_lists(session, asked, entity_id, near)
        return outcome

    async def at_its_path(self, session: Session, query: Query, entity_id: int) -> Outcome[Json, GatewayFailure] | None:
        """None where Tabys has no path for a record."""
        route = ROUTES[query.section]
        first = self._served.get(query.section, 0)
        for place in (*range(first, len(route.record)), *range(first)):
            path = route.record[place].format(id=entity_id, parent=query.parent)
            outcome = await self._client.get(path, token=session.access_token)
            if route.closed and failed_by(outcome, SessionRejected):
                return Failure(NotOffered())
            if not failed_by(outcome, NotServed):
                self._served[query.section] = place
                return outcome
        return None

    async def _in_the_lists(
        self, session: Session, asked: Asked, entity_id: int, near: int
    ) -> Outcome[Json, GatewayFailure]:
        """Where it was seen, then from the beginning, then elsewhere if it was seen in a narrowed list."""
        outcome = await self._where_seen(session, asked, entity_id, near)
        if failed_by(outcome, RecordGone):
            outcome = await self._from_the_beginning(session, asked, entity_id)
        for other in elsewhere(asked):
            if not (failed_by(outcome, RecordGone) or failed_by(outcome, OutOfReach)):
                break
            outcome = await self._from_the_beginning(session, other, entity_id)
        return outcome

    async def _where_seen(
        self, session: Session, asked: Asked, entity_id: int, near: int
    ) -> Outcome[Json, GatewayFailure]:
        if asked.listing.paths[0].paging is Paging.NONE:
            return Failure(RecordGone())  # there is but one way to read it, which comes next
        # whoever looked through the list a moment ago knows the place better than a button
        known = self._memory.get(session, asked, self._clock.now(), at_most=PAGED_FOR, hasty=True)
        place = None if known is None else known.places.get(entity_id)
        if place is not None:
            near = page_start(place)
        elif asked.is_gathered:
            return Failure(RecordGone())
        outcome = await self._lists.read(session, asked, Window(min(near, _FURTHEST), PAGE_SIZE))
        return _picked(asked, outcome, entity_id)

    async def _from_the_beginning(
        self, session: Session, asked: Asked, entity_id: int
    ) -> Outcome[Json, GatewayFailure]:
        step = asked.listing.chunk or SCANNED_CHUNK
        for number in range(WHOLE_CHUNKS if asked.listing.chunk else SCANNED_CHUNKS):
            outcome = await self._lists.read(session, asked, Window(number * step, step))
            found = _picked(asked, outcome, entity_id)
            if isinstance(outcome, Failure) or isinstance(found, Success) or len(outcome.unwrap().rows) < step:
                return found
        return Failure(OutOfReach())


def _picked(asked: Asked, outcome: Outcome[Unwrapped, GatewayFailure], entity_id: int) -> Outcome[Json, GatewayFailure]:
    """The row of the record among these."""
    if isinstance(outcome, Failure):
        return outcome
    row = next((row for row in outcome.unwrap().rows if number_of(asked.query, row) == entity_id), None)
    return Failure(RecordGone()) if row is None else Success(row)
