"""What waits for a decision, in a Tabys in memory and in one over HTTP, and admins who decide."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.moderation import HttpModeration
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.pictures import pictures_connected
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.writing import HttpWriting
from tabys_bot.application.failures import GatewayFailure, Rejected, Unreachable
from tabys_bot.application.ports import EntityGateway, ModerationGateway, Order, WritingGateway
from tabys_bot.application.use_cases.moderation.deciding import in_line
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import REASON
from tabys_bot.domain.moderation import MODERATED, Lineup, state_field
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.records import Entity, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session
from tests.integration.gateways import AIDA, ZONE, session_of
from tests.integration.records_desk import NOW
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_seeds import OTHER_MSB, OTHER_NPO

_TIMEOUT = 20.0
_ROWS = {Section.PROMOTIONS: "promotion_requests"}
STATES: Mapping[Section, str] = {Section.TASK_REPORTS: "report_status", Section.NEWS: "moderation_status"}
FIRST = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def identity(section: Section) -> str:
    return "request_id" if section is Section.PROMOTIONS else "id"


def state_key(section: Section) -> str:
    return STATES.get(section, "moderation_status" if state_field(section) == "moderation" else "status")


class Desk(Protocol):
    """What others do at Tabys: they ask for things, and decide in its web panel."""

    async def session(self, role: Role) -> Session: ...
    def clear(self, section: Section) -> None: ...
    def put(self, section: Section, number: int, since: datetime | None, state: str = "pending") -> None: ...
    def drop(self, section: Section, number: int) -> None: ...
    def end_sessions(self) -> None: ...
    async def shut_down(self) -> None: ...


class MemoryDesk:
    def __init__(self, tabys: MemoryTabys) -> None:
        self._tabys = tabys

    async def session(self, role: Role) -> Session:
        return session_of((await self._tabys.sign_in(OtpCode(self._tabys.issue_code(role)), AIDA)).unwrap())

    def clear(self, section: Section) -> None:
        self._tabys.records[section] = []

    def put(self, section: Section, number: int, since: datetime | None, state: str = "pending") -> None:
        values: dict[str, Value] = {state_field(section): state, "title": f"№ {number}"}
        made = {} if since is None else {"created_at": since}
        self._tabys.records[section].insert(0, Entity(section, number, {**values, **made}))

    def drop(self, section: Section, number: int) -> None:
        records = self._tabys.records[section]
        records[:] = [record for record in records if record.id != number]

    def end_sessions(self) -> None:
        self._tabys.expire_tokens()

    async def shut_down(self) -> None:
        self._tabys.failing = Unreachable("A1B2C3")


class HttpDesk:
    """Whatever is put there belongs to owners other than those who sign in."""

    def __init__(self, tabys: TabysServer) -> None:
        self.tabys = tabys
        self._seeds = {section: dict(self.rows(section)[0]) for section in MODERATED}

    async def session(self, role: Role) -> Session:
        token = self.tabys.token(role)
        return Session(7, self.tabys.admin(role)["id"], role, token, "", NOW, NOW, NOW, NOW, "this time")

    def rows(self, section: Section) -> list[dict[str, Any]]:
        return self.tabys.records(_ROWS.get(section, section))

    def row(self, section: Section, number: int) -> dict[str, Any]:
        return next(row for row in self.rows(section) if row[identity(section)] == number)

    def clear(self, section: Section) -> None:
        self.rows(section).clear()

    def put(self, section: Section, number: int, since: datetime | None, state: str = "pending") -> None:
        made = None if since is None else since.replace(tzinfo=None).isoformat()
        owner = (
            OTHER_MSB if section in (Section.VACANCIES, Section.PLACES, Section.TICKETS, Section.PROMO) else OTHER_NPO
        )
        row = {**self._seeds[section], identity(section): number, "created_at": made, state_key(section): state}
        self.rows(section).append({**row, **({"admin_id": owner} if "admin_id" in row else {})})

    def drop(self, section: Section, number: int) -> None:
        self.rows(section).remove(self.row(section, number))

    def end_sessions(self) -> None:
        self.tabys.expire_tokens()

    async def shut_down(self) -> None:
        await self.tabys.down()


@dataclass(frozen=True, slots=True)
class Moderation:
    """A Tabys of either sort."""

    gateway: ModerationGateway
    entities: EntityGateway
    writing: WritingGateway
    desk: Desk

    def wait(self, section: Section, *numbers: int) -> None:
        """These alone wait, the first for the longest time; beside them stands what was decided on."""
        self.desk.clear(section)
        last = len(numbers)
        for number, state in (
            (900, "approved"),
            (901, "rejected" if section is not Section.PURCHASES else "cancelled"),
        ):
            self.desk.put(section, number, FIRST + timedelta(hours=last), state)
        for at, number in enumerate(numbers):
            self.desk.put(section, number, FIRST + timedelta(hours=at))

    async def line(self, section: Section, role: Role = Role.SUPER_ADMIN) -> Lineup:
        return (await self.gateway.waiting(await self.desk.session(role), section)).unwrap()

    async def numbers(self, section: Section, role: Role = Role.SUPER_ADMIN) -> list[int]:
        return [item.entity.id for item in (await self.line(section, role)).items]

    async def look(
        self, section: Section, number: int, near: int = 0, role: Role = Role.SUPER_ADMIN
    ) -> Outcome[Entity, GatewayFailure]:
        return await self.entities.record(await self.desk.session(role), in_line(section), number, near=near)

    async def state(self, section: Section, number: int, near: int = 0, role: Role = Role.SUPER_ADMIN) -> object:
        return (await self.look(section, number, near, role)).unwrap().values[state_field(section)]

    async def decide(
        self, section: Section, name: str, number: int, role: Role = Role.SUPER_ADMIN
    ) -> Outcome[int, GatewayFailure | Rejected]:
        """With a reason where Tabys takes one."""
        act = find_act(section, name)
        assert act is not None
        values = {REASON: "Себебі бар"} if act.why and act.why.sent else {}
        return await self.writing.write(await self.desk.session(role), Order(section, act, number, values=values))


@asynccontextmanager
async def over_http(tabys: TabysServer) -> AsyncIterator[Moderation]:
    clock = ManualClock()
    async with (
        connected(tabys.url, timeout=_TIMEOUT) as client,
        pictures_connected(tabys.url, seconds=_TIMEOUT) as files,
    ):
        names = Names(client=client, clock=clock)
        yield Moderation(
            HttpModeration(client=client, names=names, clock=clock, media_url=tabys.url),
            HttpEntities(client=client, names=names, clock=clock, zone=ZONE, media_url=tabys.url),
            HttpWriting(client=client, pictures=files, clock=clock, zone=ZONE, media_url=tabys.url),
            HttpDesk(tabys),
        )


@pytest.fixture(params=["memory", "http"])
async def moderation(request: pytest.FixtureRequest, tabys: TabysServer) -> AsyncIterator[Moderation]:
    if request.param == "memory":
        memory = MemoryTabys(clock=ManualClock(), records=dict.fromkeys(Section, ()))
        yield Moderation(memory, memory, memory, MemoryDesk(memory))
        return
    async with over_http(tabys) as made:
        yield made
