"""A line is read once for everybody, and nobody waits for a read that he does not need."""

import asyncio
from datetime import timedelta

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.application.failures import GatewayFailure, SessionRejected, TooSlow
from tabys_bot.application.ports import Meter
from tabys_bot.application.use_cases.moderation.lineup import KEPT_FOR, WaitingLists
from tabys_bot.domain.access import Role
from tabys_bot.domain.moderation import Lineup, Waiting
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.unit.scene import ANNA, scene

EVENTS = Section.EVENTS


def lineup(*numbers: int) -> Lineup:
    return Lineup(tuple(Waiting(Entity(EVENTS, number, {"title": f"Запись {number}"})) for number in numbers))


class GatedLines:
    """Fits ModerationGateway. Each read answers what `says` tells when the gate lets it."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()
        self.reads = 0
        self.says: Outcome[Lineup, GatewayFailure] = Success(lineup(1, 2))

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:  # noqa: ARG002  one line for all
        self.reads += 1
        says = self.says  # as it was when the read began
        self.asked.set()
        await self.gate.wait()
        return says


async def lists() -> tuple[WaitingLists, GatedLines, ManualClock, Session]:
    bot, gateway = scene(), GatedLines()
    await bot.sign_in(Role.SUPER_ADMIN)
    session = (await bot.store.open(ANNA.id, Meter.BUTTONS)).session
    assert session is not None
    return WaitingLists(moderation=gateway, clock=bot.clock), gateway, bot.clock, session


async def test_whoever_may_see_a_line_as_it_was_does_not_wait_for_who_reads_it_anew() -> None:
    kept, gateway, _, session = await lists()
    await kept.of(session, EVENTS)
    gateway.gate.clear()
    reading = asyncio.create_task(kept.of(session, EVENTS, fresh=True))
    gateway.asked.clear()
    await gateway.asked.wait()
    assert await asyncio.wait_for(kept.of(session, EVENTS), 1) == Success(lineup(1, 2))
    gateway.gate.set()
    await reading


async def test_those_who_wait_share_what_the_read_ended_in() -> None:
    kept, gateway, _, session = await lists()
    gateway.says = Failure(TooSlow("A1B2C3"))
    gateway.gate.clear()
    waiting = [asyncio.create_task(kept.of(session, EVENTS)) for _ in range(10)]
    await gateway.asked.wait()
    gateway.gate.set()
    assert {repr(outcome) for outcome in await asyncio.gather(*waiting)} == {repr(gateway.says)}
    assert gateway.reads == 1


async def test_a_session_that_is_over_is_nobody_elses_failure() -> None:
    kept, gateway, _, session = await lists()
    gateway.says = Failure(SessionRejected())
    gateway.gate.clear()
    first = asyncio.create_task(kept.of(session, EVENTS))
    await gateway.asked.wait()
    second = asyncio.create_task(kept.of(session, EVENTS))
    gateway.says = Success(lineup(1))
    gateway.gate.set()
    assert (await first, await second) == (Failure(SessionRejected()), Success(lineup(1)))


async def test_a_fresh_look_begins_after_it_was_asked_for() -> None:
    kept, gateway, _, session = await lists()
    gateway.gate.clear()
    first = asyncio.create_task(kept.of(session, EVENTS))
    await gateway.asked.wait()
    gateway.says = Success(lineup(1, 2, 3))
    second = asyncio.create_task(kept.of(session, EVENTS, fresh=True))
    gateway.gate.set()
    assert (await first, await second) == (Success(lineup(1, 2)), Success(lineup(1, 2, 3)))


async def test_a_clock_that_is_set_back_does_not_freeze_a_line() -> None:
    kept, gateway, clock, session = await lists()
    await kept.of(session, EVENTS)
    clock.advance(-timedelta(hours=1))
    gateway.says = Success(lineup(3))
    assert await kept.of(session, EVENTS) == Success(lineup(3))
    assert gateway.reads == 2


async def test_what_was_decided_on_while_a_line_is_read_does_not_come_back_with_it() -> None:
    kept, gateway, _, session = await lists()
    gateway.gate.clear()
    reading = asyncio.create_task(kept.of(session, EVENTS))
    await gateway.asked.wait()
    kept.drop(EVENTS, 1)
    gateway.gate.set()
    assert await reading == Success(lineup(2))
    assert await kept.of(session, EVENTS) == Success(lineup(2))


async def test_a_line_is_kept_for_a_moment_from_when_its_read_began() -> None:
    kept, gateway, clock, session = await lists()
    gateway.gate.clear()
    reading = asyncio.create_task(kept.of(session, EVENTS))
    await gateway.asked.wait()
    clock.advance(KEPT_FOR)
    gateway.gate.set()
    await reading
    await kept.of(session, EVENTS)
    assert gateway.reads == 2
