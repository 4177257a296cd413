"""A Tabys whose answers get lost on their way."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import Order
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.records import Entity, Page, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.unit.desk_scene import WilfulTabys


class FarTabys(WilfulTabys):
    """A Tabys at the other end of a long wire.

    `on_its_way`: every write ends in that failure, and is done only when it `arrive`s. `unreadable` is the answer to
    everything that is read, `record_fails` to single records. `on_done` happens between a write and its answer. `gate`
    holds every write back until it is opened, `at_the_gate` tells that one waits.
    """

    on_its_way: GatewayFailure | None = None
    unreadable: GatewayFailure | None = None
    record_fails: GatewayFailure | None = None
    on_done: Callable[[], None] | None = None
    gate: asyncio.Event | None = None

    def __init__(self, *, clock: ManualClock, records: Mapping[Section, Sequence[Entity]]) -> None:
        super().__init__(clock=clock, records=records)
        self.at_the_gate = asyncio.Event()
        self.wire: list[tuple[Session, Order]] = []

    async def write(self, session: Session, order: Order) -> Outcome[int, GatewayFailure | Rejected]:
        if self.gate:
            self.at_the_gate.set()
            await self.gate.wait()
        if self.on_its_way is None:
            outcome = await super().write(session, order)
            if self.on_done:
                self.on_done()
            return outcome
        self.wire.append((session, order))
        return Failure(self.on_its_way)

    async def arrive(self) -> None:
        """What was on its way is done."""
        wire, self.wire, self.on_its_way = self.wire, [], None
        for session, order in wire:
            (await super().write(session, order)).unwrap()

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        outcome = await super().page(session, query, offset=offset, limit=limit, fresh=fresh, hasty=hasty)
        return Failure(self.unreadable) if self.unreadable else outcome

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        outcome = await super().record(session, query, entity_id, near=near)
        failure = self.unreadable or self.record_fails
        return Failure(failure) if failure else outcome

    @property
    def attempts(self) -> list[str]:
        """Every write that was sent, whatever came of it."""
        return [call for call in self.calls if call.startswith("write ")]

    def change(self, section: Section, number: int, **values: Value | None) -> None:
        """As somebody in the web panel does; None takes a value away."""
        among = self.records[section]
        at = next(at for at, entity in enumerate(among) if entity.id == number)
        said = {**among[at].values, **values}
        among[at] = replace(among[at], values={key: value for key, value in said.items() if value is not None})

    def remove(self, section: Section, number: int) -> None:
        self.records[section] = [entity for entity in self.records[section] if entity.id != number]

    def said(self, section: Section, number: int) -> Entity:
        return next(entity for entity in self.records[section] if entity.id == number)
