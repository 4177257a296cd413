"""What was never sent does not count as told, whatever kept it from being sent."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import NeverSent, Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import AlertMode, Subject
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.sections import Section
from tests.unit.alert_scene import EVENT, INTERVAL, Post, post
from tests.unit.scene import ANNA, BOLAT, RU
from tests.unit.told import Told

EVENTS = [Subject(Section.EVENTS, number) for number in (1, 2, 3)]


class Interrupted(Told):
    """Before it says something, something else happens."""

    def __init__(self, before: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._before = before

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        await self._before()
        return await super().tell(visitor_id, screen)


async def owing(count: int, mode: AlertMode = AlertMode.AT_ONCE) -> Post:
    """The next round tells Anna of so many."""
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR, mode, hours=[14, 15])
    await that.round()
    that.tabys.add(Section.EVENTS, *range(1, count + 1))
    if mode is AlertMode.DIGEST:
        await that.round()
        that.clock.advance(timedelta(hours=1))
    return that


@pytest.mark.parametrize("count", [1, 3, 40])
@pytest.mark.parametrize("mode", [AlertMode.AT_ONCE, AlertMode.DIGEST])
async def test_what_was_not_sent_is_told_in_the_next_round(mode: AlertMode, count: int) -> None:
    that = await owing(count, mode)
    that.told.failing[ANNA.id] = Undelivered.UNSENT
    await that.round()
    await that.round()
    assert len((await that.store.owed())[0].subjects) == count
    that.told.failing.clear()
    await that.round()
    await that.round()
    assert await that.store.owed() == ()
    singly = mode is AlertMode.AT_ONCE and count < 40
    assert that.heard() == (EVENTS[:count] if singly else [])
    assert singly or that.titles() == [RU("alert.new", count=count)]


@pytest.mark.parametrize("count", [3, 40])
@pytest.mark.parametrize("mode", [AlertMode.AT_ONCE, AlertMode.DIGEST])
async def test_an_instance_that_ends_while_telegram_makes_it_wait_leaves_it_to_the_next_one(
    mode: AlertMode, count: int
) -> None:
    that = await owing(count, mode)

    async def cancelled() -> None:
        raise NeverSent

    with pytest.raises(asyncio.CancelledError):
        await that.another(telling=Interrupted(cancelled)).round()
    await that.round()
    singly = mode is AlertMode.AT_ONCE and count < 40
    assert that.heard() == (EVENTS[:count] if singly else [])
    assert singly or that.titles() == [RU("alert.new", count=count)]


async def test_what_is_cancelled_on_its_way_is_not_said_again() -> None:
    that = await owing(1)

    async def cancelled() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await that.another(telling=Interrupted(cancelled)).round()
    await that.round()
    assert that.heard() == []


async def test_a_digest_that_a_stop_keeps_back_is_told_in_the_same_hour() -> None:
    that, stop = await owing(3, AlertMode.DIGEST), asyncio.Event()
    stop.set()
    that.clock.advance(INTERVAL)
    await that.watch.round(stop)
    await that.round()
    assert that.titles() == [RU("alert.new", count=3)]


async def test_whoever_signs_out_while_he_is_told_gets_nothing_more() -> None:
    that = await owing(3)

    async def leave() -> None:
        await that.bot.leave(ANNA)

    other = that.another(telling=Interrupted(leave))
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await other.round()
    assert other.heard(ANNA) == [EVENT]
    assert other.heard(BOLAT) == EVENTS
