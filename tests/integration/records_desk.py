"""An admin's desk on which the records of Tabys are read over HTTP."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import PAGE_SIZE, Bilingual, Page, Value
from tabys_bot.domain.session import Session
from tests.integration.servers.tabys import TabysServer

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LISTS = {module: route.records for module, route in ROUTES.items()}
VOLUNTEERS = "/api/v2/admin/volunteer/volunteers"

modules = pytest.mark.parametrize("module", CATALOGUE)


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

    async def page(self, module: Module, offset: int = 0, *, role: Role = Role.SUPER_ADMIN) -> Page:
        return (await self.entities.page(self.session(role), module, offset=offset, limit=PAGE_SIZE)).unwrap()

    async def card(self, module: Module, number: int, near: int = 0) -> Mapping[str, Value]:
        entity = (await self.entities.record(self.session(), module, number, near=near)).unwrap()
        assert (entity.module, entity.id) == (module, number)
        return entity.values

    async def warmed_up(self, module: Module) -> None:
        """With the names in memory, and no question counted yet."""
        page = await self.page(module)
        await self.card(module, page.items[0].id)
        self.asked()

    async def failure(self, module: Module, *, number: int | None = None) -> object:
        """What a press on the list, or on a record of that number, fails with."""
        if number is None:
            return (await self.entities.page(self.session(), module, offset=0, limit=PAGE_SIZE)).failure()
        return (await self.entities.record(self.session(), module, number, near=0)).failure()

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Paths and queries of all calls since the last question, which were all GETs."""
        calls, self.tabys.calls[:] = list(self.tabys.calls), []
        assert {call.method for call in calls} <= {"GET"}
        return [(call.path, dict(call.query)) for call in calls]


@pytest.fixture
async def desk(tabys: TabysServer) -> AsyncIterator[Desk]:
    clock = ManualClock()
    async with connected(tabys.url, timeout=5) as client:
        yield Desk(HttpEntities(client=client, names=Names(client=client, clock=clock)), tabys, clock)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(skip: int, limit: int) -> dict[str, str]:
    return {"skip": str(skip), "limit": str(limit)}


def rows(desk: Desk, module: Module) -> list[dict[str, Any]]:
    return desk.tabys.records(module)


def listing(module: Module, records: list[Any]) -> str:
    """The body of a list of these rows, as the module wraps it."""
    envelope = ROUTES[module].envelope
    return json.dumps({envelope: records} if envelope else records)


def route_of(module: Module, number: int) -> str:
    """Where one record is read: volunteers only in their list."""
    return (ROUTES[module].record or LISTS[module]).format(id=number)


VOLUNTEER_3 = {
    "full_name": "Алёна <Цой>",
    "phone": "77001000002",
    "volunteer_level": "TEAM_LEADER",
    "coins": 8,
    "direction": Bilingual("Спорт және салауат", "Спорт & ЗОЖ"),
    "events": 2,
    "joined_at": at("2026-11-20T07:11:42"),
}
