"""Tabys in memory and Tabys over HTTP, with the same records in both."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.tabys.administration import HttpAdministration
from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.application.failures import Unreachable
from tabys_bot.application.ports import AdministrationGateway, Admission, AuthGateway, EntityGateway
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Bilingual, Entity, Page, Query, Value, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor
from tests.integration.servers.tabys import TabysServer

AIDA, BOLAT = Visitor(7_100_000_001, first_name="Аида"), Visitor(8, username="bolat")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COUNT = 19
ALL = View()
VOLUNTEERS, NEWS = Section.VOLUNTEERS, Section.NEWS
ZONE = ZoneInfo("Asia/Almaty")


class Panel(Protocol):
    """What an operator of Tabys does behind the bot's back."""

    def issue_code(self, role: Role) -> str: ...
    def expire_code(self, code: str) -> None: ...
    def revoke_code(self, code: str) -> None: ...
    def revoke_session(self, telegram_user_id: int) -> None: ...
    def expire_tokens(self) -> None: ...
    def set_role(self, admin_id: int, role: Role | None) -> None: ...
    def drop_record(self, section: Section, number: int) -> None: ...
    async def shut_down(self) -> None: ...


class MemoryPanel:
    def __init__(self, tabys: MemoryTabys, clock: ManualClock) -> None:
        self._tabys = tabys
        self._clock = clock

    def issue_code(self, role: Role) -> str:
        return self._tabys.issue_code(role)

    def expire_code(self, code: str) -> None:
        assert code, "time passes for all codes alike"
        self._clock.advance(timedelta(minutes=10))

    def revoke_code(self, code: str) -> None:
        self._tabys.revoke_code(code)

    def revoke_session(self, telegram_user_id: int) -> None:
        self._tabys.revoke_session(telegram_user_id)

    def expire_tokens(self) -> None:
        self._tabys.expire_tokens()

    def set_role(self, admin_id: int, role: Role | None) -> None:
        self._tabys.role_of[admin_id] = role

    def drop_record(self, section: Section, number: int) -> None:
        records = self._tabys.records[section]
        records[:] = [record for record in records if record.id != number]

    async def shut_down(self) -> None:
        self._tabys.failing = Unreachable("A1B2C3")


class HttpPanel:
    def __init__(self, tabys: TabysServer) -> None:
        self._tabys = tabys

    def issue_code(self, role: Role) -> str:
        return self._tabys.issue_otp(role)

    def expire_code(self, code: str) -> None:
        self._tabys.expire_otp(code)

    def revoke_code(self, code: str) -> None:
        self._tabys.revoke_otp(code)

    def revoke_session(self, telegram_user_id: int) -> None:
        self._tabys.revoke(telegram_user_id)

    def expire_tokens(self) -> None:
        self._tabys.expire_tokens()

    def set_role(self, admin_id: int, role: Role | None) -> None:
        self._tabys.set_role(admin_id, role or "of another age")

    def drop_record(self, section: Section, number: int) -> None:
        records = self._tabys.records(section)
        records[:] = [record for record in records if record["id"] != number]

    async def shut_down(self) -> None:
        await self._tabys.down()


@dataclass(frozen=True, slots=True)
class World:
    """A Tabys of either sort with the same records in it."""

    auth: AuthGateway
    entities: EntityGateway
    administration: AdministrationGateway
    panel: Panel

    async def admitted(self, role: Role = Role.SUPER_ADMIN, visitor: Visitor = AIDA) -> Admission:
        return (await self.auth.sign_in(OtpCode(self.panel.issue_code(role)), visitor)).unwrap()

    async def session(self, role: Role = Role.SUPER_ADMIN) -> Session:
        return session_of(await self.admitted(role))

    async def page(
        self, session: Session, section: Section = VOLUNTEERS, *, offset: int = 0, limit: int = 8, view: View = ALL
    ) -> Page:
        """What a list shows of a page: neither sort need hold more, either may."""
        query = Query(section, view=view)
        page = (await self.entities.page(session, query, offset=offset, limit=limit)).unwrap()
        return replace(page, items=tuple(labelled(entity) for entity in page.items))


def labelled(entity: Entity) -> Entity:
    """The record with nothing but what a list shows of it."""
    shown = {field.name for field in CATALOGUE[entity.section].label_fields}
    return replace(entity, values={name: value for name, value in entity.values.items() if name in shown})


def session_of(admission: Admission) -> Session:
    return Session(
        telegram_user_id=AIDA.id,
        admin_id=admission.admin_id,
        role=admission.role or Role.CLIENT,
        access_token=admission.access_token,
        admin_name=admission.admin_name,
        created_at=NOW,
        last_activity=NOW,
        checked_at=NOW,
        expires_at=NOW + timedelta(days=1),
        sign_in_id="this time",
    )


def volunteer(number: int) -> Entity:
    values: Mapping[str, Value] = {
        "full_name": f"Ерікті {number}",
        "phone": f"+7 700 000 00 {number:02}",
        "volunteer_level": "TEAM_LEADER",
        "coins": number * 3,
        "events": number,
        "joined_at": NOW,
    }
    return Entity(VOLUNTEERS, number, values)


def volunteer_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "full_name": f"Ерікті {number}",
        "phone_number": f"7700{number:07}",
        "volunteer_status": "TEAM_LEADER",
        "v_coins_balance": number * 3,
        "direction_id": None,
        "events_participated": number,
        "created_at": NOW.isoformat(),
    }


def news(number: int) -> Entity:
    values: Mapping[str, Value] = {
        "title": Bilingual(f"Жаңалық {number}", None),
        "date": NOW,
        "publication": "draft",
        "moderation": "pending",
        "views": 0,
        "created_at": NOW,
    }
    return Entity(NEWS, number, values)


def news_row(number: int) -> dict[str, object]:
    moment = NOW.replace(tzinfo=None).isoformat()
    texts = {"title_kz": f"Жаңалық {number}", "title_ru": None, "title": None}
    state = {"status": "draft", "moderation_status": "pending", "view_count": 0, "publish_at": None}
    return {"id": number, "date": moment, "created_at": moment, **texts, **state}


@pytest.fixture(params=["memory", "http"])
async def world(request: pytest.FixtureRequest, tabys: TabysServer) -> AsyncIterator[World]:
    clock = ManualClock()
    if request.param == "memory":
        records = {VOLUNTEERS: [volunteer(one + 1) for one in range(COUNT)], NEWS: [news(one + 1) for one in range(3)]}
        memory = MemoryTabys(clock=clock, records=records)
        yield World(memory, memory, memory, MemoryPanel(memory, clock))
        return
    tabys.records(VOLUNTEERS)[:] = [volunteer_row(number + 1) for number in range(COUNT)]
    tabys.records(NEWS)[:] = [news_row(number + 1) for number in range(3)]
    async with connected(tabys.url, timeout=20) as client:
        names = Names(client=client, clock=clock)
        entities = HttpEntities(client=client, names=names, clock=clock, zone=ZONE, media_url="https://media.tabys.kz")
        yield World(HttpAuth(client=client), entities, HttpAdministration(client=client), HttpPanel(tabys))
