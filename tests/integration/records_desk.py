"""An admin's desk on which the records of Tabys are read over HTTP."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import PAGE_SIZE, Entity, Page, Query, Value, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.integration.servers.tabys import TabysServer

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Almaty")
# sections whose rows the fake keeps under another name
_ROWS = {Section.PROMOTIONS: "promotion_requests", Section.VOLUNTEER_EVENTS: "volunteer_events"}
PARENTS = {Section.PARTICIPANTS: 1, Section.CANDIDATES: 2, Section.SUBMISSIONS: 2, Section.SOLUTIONS: 4}
OFFERED = tuple(section for section, spec in CATALOGUE.items() if not (ROUTES[section].closed or spec.is_own))
# read as a whole before a part is shown
GATHERED = tuple(section for section in OFFERED if ROUTES[section].lists[0].chunk)
STRETCHED = tuple(section for section in OFFERED if section not in GATHERED)
OPEN = {Section.PARTICIPANTS, Section.CANDIDATES, Section.VOLUNTEER_EVENTS, Section.EXPERTS, Section.RESUMES}
LISTS = {
    section: ROUTES[section].lists[0].paths[0].template.format(parent=PARENTS.get(section, 0)) for section in CATALOGUE
}
LISTS[Section.RESUMES] = "/api/v2/resumes/"
VOLUNTEERS = LISTS[Section.VOLUNTEERS]

sections = pytest.mark.parametrize("section", OFFERED)
stretched = pytest.mark.parametrize("section", STRETCHED)
gathered = pytest.mark.parametrize("section", GATHERED)


def listed(section: Section, *, text: str = "", **filters: str) -> Query:
    """The list of a section as an admin sees it, inside of a record where it must be."""
    return Query(section, PARENTS.get(section, 0), View(filters, text))


@dataclass(frozen=True, slots=True)
class Desk:
    """An admin's view of the records, and the backend behind it."""

    entities: HttpEntities
    tabys: TabysServer
    clock: ManualClock

    def session(self, role: Role = Role.SUPER_ADMIN) -> Session:
        return Session(
            7, self.tabys.admin(role)["id"], role, self.tabys.token(role), "", NOW, NOW, NOW, NOW, "this time"
        )

    async def page(
        self,
        wanted: Section | Query,
        offset: int = 0,
        *,
        role: Role = Role.SUPER_ADMIN,
        fresh: bool = False,
        limit: int = PAGE_SIZE,
    ) -> Page:
        query = wanted if isinstance(wanted, Query) else listed(wanted)
        outcome = await self.entities.page(self.session(role), query, offset=offset, limit=limit, fresh=fresh)
        return outcome.unwrap()

    async def all(self, wanted: Section | Query, *, role: Role = Role.SUPER_ADMIN) -> list[int]:
        """The numbers of all records, page after page."""
        page = await self.page(wanted, role=role)
        shown = [entity.id for entity in page.items]
        while page.next_offset is not None:
            page = await self.page(wanted, page.next_offset, role=role)
            shown += [entity.id for entity in page.items]
        return shown

    async def record(
        self, wanted: Section | Query, number: int, near: int = 0, *, role: Role = Role.SUPER_ADMIN
    ) -> Entity:
        query = wanted if isinstance(wanted, Query) else listed(wanted)
        entity = (await self.entities.record(self.session(role), query, number, near=near)).unwrap()
        assert (entity.section, entity.id, entity.parent) == (query.section, number, query.parent)
        return entity

    async def card(self, wanted: Section | Query, number: int, near: int = 0) -> Mapping[str, Value]:
        return (await self.record(wanted, number, near)).values

    async def warmed_up(self, section: Section) -> None:
        """With the names in memory, and no question counted yet."""
        page = await self.page(section)
        await self.card(section, page.items[0].id)
        self.asked()

    async def failure(
        self, wanted: Section | Query, *, number: int | None = None, role: Role = Role.SUPER_ADMIN
    ) -> object:
        """What a press on the list, or on a record of that number, fails with."""
        query = wanted if isinstance(wanted, Query) else listed(wanted)
        if number is None:
            return (await self.entities.page(self.session(role), query, offset=0, limit=PAGE_SIZE)).failure()
        return (await self.entities.record(self.session(role), query, number, near=0)).failure()

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Paths and queries of all calls since the last question, which were all GETs."""
        calls, self.tabys.calls[:] = list(self.tabys.calls), []
        assert {call.method for call in calls} <= {"GET"}
        return [(call.path, dict(call.query)) for call in calls]


@pytest.fixture
async def desk(tabys: TabysServer) -> AsyncIterator[Desk]:
    clock = ManualClock()
    async with connected(tabys.url, timeout=20) as client:
        names = Names(client=client, clock=clock)
        entities = HttpEntities(client=client, names=names, clock=clock, zone=ZONE, media_url="https://media.tabys.kz")
        yield Desk(entities, tabys, clock)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(skip: int, limit: int) -> dict[str, str]:
    return {"skip": str(skip), "limit": str(limit)}


def rows(desk: Desk, section: Section) -> list[dict[str, Any]]:
    """The rows that the fake stores, to be changed at will."""
    if section is Section.SOLUTIONS:
        solutions: list[dict[str, Any]] = desk.tabys.records("tech_tasks")[PARENTS[section] - 1]["_solutions"]
        return solutions
    return desk.tabys.records(_ROWS.get(section, section))


def numbers(desk: Desk, section: Section) -> set[int]:
    """The records that the list of a section holds."""
    keys = {Section.PARTICIPANTS: "event_id", Section.CANDIDATES: "_project_id", Section.SUBMISSIONS: "project_id"}
    key, parent = keys.get(section, ""), PARENTS.get(section)
    return {
        row[ROUTES[section].identity]
        for row in rows(desk, section)
        if row.get("_is_active", True) is not False and (not key or row[key] == parent)
    }


def listing(section: Section, records: list[Any]) -> str:
    """The body of a list of these rows, as the section wraps it."""
    route = ROUTES[section].lists[0]
    return json.dumps({route.key: records, "id": 1} if section in WRAPPED else records)


WRAPPED = {
    Section.CANDIDATES,
    Section.SUBMISSIONS,
    Section.VOLUNTEERS,
    Section.APPLICATIONS,
    Section.TASK_REPORTS,
    Section.PROMOTIONS,
    Section.PURCHASES,
    Section.BENEFITS,
    Section.VOLUNTEER_EVENTS,
    Section.TECH_TASKS,
    Section.SOLUTIONS,
}


def route_of(section: Section, number: int) -> str:
    """Where one record is read: at its own path, or in its list."""
    candidates = ROUTES[section].record
    return candidates[0].format(id=number, parent=PARENTS.get(section)) if candidates else LISTS[section]
