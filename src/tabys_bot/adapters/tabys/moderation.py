"""Reads what waits for a decision, by the routes table."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from tabys_bot.adapters.tabys.asking import Asked
from tabys_bot.adapters.tabys.client import TabysClient, refused
from tabys_bot.adapters.tabys.context import Context, Raw
from tabys_bot.adapters.tabys.lists import Lists, Window
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.reading import moment
from tabys_bot.adapters.tabys.routes import ROUTES, Listing, Path
from tabys_bot.adapters.tabys.rows import entity_of, number_of
from tabys_bot.application.failures import Broken, GatewayFailure, NotServed, RequestRefused
from tabys_bot.application.ports import Clock
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import LINE_AT_MOST, WAITING, Lineup, Waiting, state_field, view_of
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import PAGE_SIZE, Query
from tabys_bot.domain.sections import Field, Section
from tabys_bot.domain.session import Session

_UNREADABLE = (NotServed, Broken, RequestRefused)  # another way may be open


class HttpModeration:
    """Fits ModerationGateway."""

    def __init__(self, *, client: TabysClient, names: Names, clock: Clock, media_url: str) -> None:
        self._names = names
        self._media = media_url
        # a list that is down as a whole must not keep the others from being read around their bad rows
        self._lists = defaultdict[Path, Lists](partial(Lists, client=client, clock=clock))

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        """One GET for every hundred that wait, of the volunteers' affairs for every fifty. The way that is listed first
        is tried each time: what broke it off is decided on some time."""
        outcome: Outcome[Lineup, GatewayFailure] | None = None
        for listing in ROUTES[section].waiting:
            outcome = await self._read(session, section, listing)
            if isinstance(outcome, Success) or not isinstance(outcome.failure(), _UNREADABLE):
                break
        return outcome or refused("GET", f"what waits of {section}", "there is no such list")

    async def _read(self, session: Session, section: Section, listing: Listing) -> Outcome[Lineup, GatewayFailure]:
        asked = Asked(Query(section, view=view_of(section)), listing, dict(listing.fixed))
        reading = _Reading(asked, await self._context(section))
        for skip in range(0, LINE_AT_MOST, listing.chunk):
            outcome = await self._lists[listing.paths[0]].read(session, asked, Window(skip, listing.chunk))
            if isinstance(outcome, Failure):
                return outcome
            reading.take(outcome.unwrap().rows)
            if len(outcome.unwrap().rows) < listing.chunk:
                return Success(reading.lineup(is_whole=True))
        return Success(reading.lineup(is_whole=False))

    async def _context(self, section: Section) -> Context:
        """What the readers of a list's fields need."""
        names = ROUTES[section].names
        shown = [names[field.name] for field in _fields(section) if field.name in names]
        return Context(self._media, await self._names.of(shown))


def _fields(section: Section) -> tuple[Field, ...]:
    """What a list shows, and by what is told whether a record waits."""
    spec = CATALOGUE[section]
    return tuple(dict.fromkeys((*spec.label_fields, spec.field(state_field(section)))))


@dataclass(slots=True)
class _Reading:
    """What was read of a line so far."""

    asked: Asked
    context: Context
    items: dict[int, Waiting] = field(default_factory=dict)
    damaged: int = 0
    looked_at: int = 0

    def take(self, rows: Sequence[Raw]) -> None:
        for place, row in enumerate(rows, start=self.looked_at):
            # what has no number can be decided on by nobody
            if number_of(self.asked.query, row) is None:
                self.damaged += 1
            elif (item := self._item(row, place)) is not None:
                # a row that moved while the list was read may come twice
                self.items.setdefault(item.entity.id, item)
        self.looked_at += len(rows)

    def _item(self, row: Raw, place: int) -> Waiting | None:
        """None for what does not wait, or is of another kind: a list may not care what it was asked for."""
        query, fixed = self.asked.query, self.asked.listing.fixed
        if not isinstance(row, dict) or any(row.get(key, given) != given for key, given in fixed.items()):
            return None
        entity, state = entity_of(query, row, _fields(query.section), self.context), state_field(query.section)
        if entity is None or entity.values.get(state, WAITING) != WAITING:
            return None
        entity = replace(entity, values={**entity.values, state: WAITING})
        # in the middle of what is read there: a list shifts with each decision and each newcomer
        return Waiting(entity, moment([row.get("created_at")]), max(0, place - PAGE_SIZE // 2))

    def lineup(self, *, is_whole: bool) -> Lineup:
        """In an order of its own: some lists of Tabys have none."""
        return Lineup(tuple(sorted(self.items.values(), key=lambda item: item.place)), self.damaged, is_whole)
