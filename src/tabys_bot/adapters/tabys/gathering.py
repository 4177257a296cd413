"""Lists that must be read before a part of them can be shown: without an order, or looked through by ourselves."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from tabys_bot.adapters.tabys.asking import Asked
from tabys_bot.adapters.tabys.context import Context, Raw
from tabys_bot.adapters.tabys.lists import Lists, Unreadable, Window
from tabys_bot.adapters.tabys.routes import Path
from tabys_bot.adapters.tabys.rows import entity_of
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.sections import Field, Kind, Section
from tabys_bot.domain.session import Session

WHOLE_CHUNKS = 10
SCANNED_CHUNKS, SCANNED_CHUNK = 5, 100
PAGED_FOR, TYPED_FOR = timedelta(minutes=5), timedelta(minutes=1)
_KEPT_AT_MOST, _RECORDS_AT_MOST = 50, 20_000
_FOUND_BY = {Kind.LINE, Kind.PHONE, Kind.EMAIL}


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read of a list. `places`: where each record was in the order of Tabys. `damaged`: rows that could not be
    read, `looked_at`: how many there were in all. `is_whole`: whether the list ends there."""

    entities: tuple[Entity, ...]
    places: Mapping[int, int]
    damaged: int
    looked_at: int
    is_whole: bool


Key: TypeAlias = tuple[int, Role, Section, int, tuple[Path, ...], frozenset[tuple[str, str]], str, bool]


def kept_fields(section: Section) -> tuple[Field, ...]:
    """What is kept of a record: what a list shows, and what it can be found or sifted by."""
    spec = CATALOGUE[section]
    sifted = {name for group in spec.filters for name in group}
    shown = {one.name for one in spec.label_fields} | sifted
    return tuple(one for one in spec.fields if one.name in shown or one.kind in _FOUND_BY)


class Memory:
    """What was gathered, for as long as an admin pages or types; the oldest goes when there is too much."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[datetime, Gathered]] = OrderedDict()

    def get(
        self, session: Session, asked: Asked, now: datetime, *, at_most: timedelta, hasty: bool = False
    ) -> Gathered | None:
        """What is not older than that; for a `hasty` search also what did not go far."""
        found = self._get(_key(session, asked), now, at_most)
        return found or (self._get(_key(session, asked, hasty=True), now, at_most) if hasty else None)

    def _get(self, key: Key, now: datetime, at_most: timedelta) -> Gathered | None:
        at, gathered = self._kept.get(key, (now, None))
        if gathered is None or now - at >= at_most:
            return None
        self._kept.move_to_end(key)
        return gathered

    def put(self, session: Session, asked: Asked, gathered: Gathered, now: datetime, *, hasty: bool = False) -> None:
        key = _key(session, asked, hasty=hasty and not gathered.is_whole)
        self._kept[key] = now, gathered
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT_AT_MOST or self._records() > _RECORDS_AT_MOST:
            self._kept.popitem(last=False)

    def _records(self) -> int:
        return sum(len(gathered.entities) for _, gathered in self._kept.values())


def _key(session: Session, asked: Asked, *, hasty: bool = False) -> Key:
    """Words and filters that are left to us do not matter to what is read."""
    query = asked.query
    filters = frozenset((name, value) for name, value in query.view.filters.items() if name not in asked.sifted)
    text = "" if asked.text else query.view.text
    return session.admin_id, session.role, query.section, query.parent, asked.listing.paths, filters, text, hasty


async def gather(
    lists: Lists, session: Session, asked: Asked, context: Context, *, hasty: bool = False
) -> Outcome[Gathered, GatewayFailure]:
    """Reads the whole list if it has no order, else its first five hundred rows; in haste only the first chunk."""
    chunks = 1 if hasty else WHOLE_CHUNKS if asked.listing.chunk else SCANNED_CHUNKS
    parts = await asyncio.gather(
        *(_part(lists, session, asked, also, context=context, chunks=chunks) for also in asked.listing.apiece)
    )
    read: list[Gathered] = []
    for part in parts:
        if isinstance(part, Failure):
            return part
        read.append(part.unwrap())
    return Success(_together(read, asked))


async def _part(
    lists: Lists, session: Session, asked: Asked, also: Mapping[str, str], *, context: Context, chunks: int
) -> Outcome[Gathered, GatewayFailure]:
    """So many chunks of a list."""
    step = asked.listing.chunk or SCANNED_CHUNK
    reading = _Reading(asked.query, context, kept_fields(asked.query.section))
    for number in range(chunks):
        outcome = await lists.read(session, asked, Window(number * step, step, also))
        if isinstance(outcome, Failure):
            return outcome
        reading.take(outcome.unwrap().rows)
        if len(outcome.unwrap().rows) < step:
            return Success(reading.gathered(is_whole=True))
    return Success(reading.gathered(is_whole=False))


@dataclass(slots=True)
class _Reading:
    """What was read of a list so far. Chunk by chunk: making records of thousands of rows at once is felt by others."""

    query: Query
    context: Context
    fields: Sequence[Field]
    entities: dict[int, Entity] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    damaged: int = 0
    looked_at: int = 0

    def take(self, rows: Sequence[Raw]) -> None:
        for place, row in enumerate(rows, start=self.looked_at):
            entity = None if isinstance(row, Unreadable) else entity_of(self.query, row, self.fields, self.context)
            # a row that moved while the list was read may come twice
            if entity is not None and entity.id not in self.entities:
                self.entities[entity.id] = entity
                self.places[entity.id] = place
        self.damaged += sum(isinstance(row, Unreadable) for row in rows)
        self.looked_at += len(rows)

    def gathered(self, *, is_whole: bool) -> Gathered:
        return Gathered(tuple(self.entities.values()), self.places, self.damaged, self.looked_at, is_whole)


def _together(parts: Sequence[Gathered], asked: Asked) -> Gathered:
    """One list of them all; without an order of Tabys, the newest record is the first."""
    entities = {entity.id: entity for part in parts for entity in part.entities}
    shown = [*entities.values()]
    if asked.listing.chunk:
        shown.sort(key=lambda entity: entity.id, reverse=True)
    places = {number: place for part in parts for number, place in part.places.items()}
    return Gathered(
        tuple(shown),
        places,
        damaged=sum(part.damaged for part in parts),
        looked_at=sum(part.looked_at for part in parts),
        is_whole=all(part.is_whole for part in parts),
    )
