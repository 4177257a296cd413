"""An admin's desk on which records of Tabys are written over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.adapters.tabys.pictures import pictures_connected
from tabys_bot.adapters.tabys.writing import HttpWriting
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import Order, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.integration.records_desk import NOW, ZONE
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_bodies import Form, form_of
from tests.integration.servers.tabys_wire import Call

TIMEOUT = 0.5
_PATIENCE = 5.0
_ROWS = {Section.VOLUNTEER_EVENTS: "volunteer_events"}


def act_of(section: Section, name: str) -> Act:
    found = find_act(section, name)
    assert found is not None, (section, name)
    return found


@dataclass(frozen=True, slots=True)
class WritingDesk:
    """What an admin writes, and the backend behind it."""

    writing: HttpWriting
    tabys: TabysServer

    def session(self, role: Role = Role.SUPER_ADMIN) -> Session:
        return Session(
            7, self.tabys.admin(role)["id"], role, self.tabys.token(role), "", NOW, NOW, NOW, NOW, "this time"
        )

    async def do(
        self,
        section: Section,
        name: str,
        number: int = 0,
        values: Mapping[str, Written] | None = None,
        *,
        parent: int = 0,
        role: Role = Role.SUPER_ADMIN,
    ) -> Outcome[int, GatewayFailure | Rejected]:
        order = Order(section, act_of(section, name), number, parent, values or {})
        return await self.writing.write(self.session(role), order)

    async def done(self, section: Section, name: str, number: int = 0, /, **values: Written) -> dict[str, Any]:
        """The row of the record that was written."""
        outcome = await self.do(section, name, number, values)
        assert not isinstance(outcome, Failure), outcome
        return self.row(section, outcome.unwrap())

    async def failed(self, section: Section, name: str, number: int = 0, /, **values: Written) -> object:
        outcome = await self.do(section, name, number, values)
        assert isinstance(outcome, Failure), outcome
        return outcome.failure()

    async def rejected(self, section: Section, name: str, number: int = 0, /, **values: Written) -> Mapping[str, str]:
        """What is said of the answers that were not taken."""
        failure = await self.failed(section, name, number, **values)
        assert isinstance(failure, Rejected), failure
        return failure.problems

    def rows(self, section: Section) -> list[dict[str, Any]]:
        return self.tabys.records(_ROWS.get(section, section))

    def row(self, section: Section, number: int) -> dict[str, Any]:
        return next(row for row in self.rows(section) if row["id"] == number)

    @property
    def written(self) -> list[Call]:
        """The calls that may have changed something."""
        return [call for call in self.tabys.calls if call.method not in {"GET", "HEAD"}]

    @property
    def body(self) -> Any:
        """The JSON of the one write."""
        (call,) = self.written
        return call.body

    @property
    def form(self) -> Form:
        """The form of the one write."""
        (call,) = self.written
        return form_of(call)

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the one write, which has no body."""
        (call,) = self.written
        assert call.raw == b""
        return dict(call.query)


@asynccontextmanager
async def _sat_down(tabys: TabysServer, seconds: float) -> AsyncIterator[WritingDesk]:
    async with (
        connected(tabys.url, timeout=seconds) as client,
        pictures_connected(tabys.url, seconds=TIMEOUT) as pictures,
    ):
        writing = HttpWriting(client=client, pictures=pictures, clock=ManualClock(), zone=ZONE, media_url=tabys.url)
        yield WritingDesk(writing, tabys)


@pytest.fixture
async def desk(tabys: TabysServer) -> AsyncIterator[WritingDesk]:
    async with _sat_down(tabys, _PATIENCE) as desk:
        yield desk


@pytest.fixture
async def hasty_desk(tabys: TabysServer) -> AsyncIterator[WritingDesk]:
    """Waits no longer than `TIMEOUT` for an ordinary write."""
    async with _sat_down(tabys, TIMEOUT) as desk:
        yield desk
