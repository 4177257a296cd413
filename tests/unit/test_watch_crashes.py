"""A watch that dies between any two steps, and what the next ones make of it."""

import asyncio
from collections import Counter

import pytest

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import AlertMode, Subject
from tabys_bot.domain.sections import Section
from tests.unit.alert_scene import AFTER_A_CRASH, INTERVAL, Post, Trip, post
from tests.unit.scene import ANNA, BOLAT

STEPS = range(1, 90)
THREE = {Subject(Section.EVENTS, number) for number in (1, 2, 3)}


async def two_admins(mode: AlertMode = AlertMode.AT_ONCE, hours: tuple[int, ...] = ()) -> Post:
    """Who have seen their first look."""
    that = post()
    kinds = [Section.EVENTS, Section.NEWS]
    await that.subscribed(ANNA, Role.ADMINISTRATOR, mode, kinds=kinds, hours=hours)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN, mode, kinds=kinds, hours=hours)
    await that.round()
    return that


async def crash(that: Post, step: int) -> bool:
    """A round of another instance that dies before that step; whether it came so far."""
    that.clock.advance(INTERVAL)
    trip = Trip(step)
    try:
        await that.another(trip).watch.round()
    except StoreUnavailableError:
        return True
    return trip.left <= 0


@pytest.mark.parametrize("step", STEPS)
async def test_nobody_is_told_twice_and_what_was_not_claimed_is_told_later(step: int) -> None:
    that = await two_admins()
    that.tabys.add(Section.EVENTS, 1, 2, 3)
    await crash(that, step)
    for _ in range(2):
        await that.round(AFTER_A_CRASH)
    for visitor in (ANNA, BOLAT):
        times = Counter(that.heard(visitor))
        assert set(times.values()) <= {1}
        assert len(THREE - times.keys()) <= 1  # the one that was in hand
    assert await that.store.owed() == ()


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_in_a_summary_never_leads_to_a_second_one(step: int) -> None:
    that = await two_admins()
    that.tabys.add(Section.EVENTS, *range(1, 11))
    await crash(that, step)
    for _ in range(2):
        await that.round(AFTER_A_CRASH)
    for visitor in (ANNA, BOLAT):
        summaries = len(that.told.to(visitor.id)) - len(that.heard(visitor))
        assert summaries <= 1
        assert len(that.heard(visitor)) == len(set(that.heard(visitor)))
    assert await that.store.owed() == ()


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_in_a_digest_never_leads_to_a_second_one(step: int) -> None:
    that = await two_admins(AlertMode.DIGEST, hours=(14, 15))
    that.tabys.add(Section.EVENTS, 1, 2, 3)
    await that.round()
    that.clock.advance(INTERVAL * 60)
    await crash(that, step)
    for _ in range(2):
        await that.round(AFTER_A_CRASH)
    assert max(len(that.told.to(visitor.id)) for visitor in (ANNA, BOLAT)) <= 1


@pytest.mark.parametrize("step", STEPS)
async def test_outcomes_are_told_at_last(step: int) -> None:
    that = await two_admins()
    that.tabys.add(Section.EVENTS, 1, 2, 3)
    await that.round()
    for number in (1, 2, 3):
        that.tabys.decide_in_panel(Section.EVENTS, number)
    await crash(that, step)
    await that.round(AFTER_A_CRASH)
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([], [])
    assert len(that.told.to(ANNA.id)) == len(that.told.to(BOLAT.id)) == 3
    assert await that.store.subjects_told() == ()


@pytest.mark.parametrize("count", [3, 10])
async def test_the_steps_that_are_tried_are_all_there_are(count: int) -> None:
    that = await two_admins()
    that.tabys.add(Section.EVENTS, *range(1, count + 1))
    assert not await crash(that, STEPS[-1])


async def test_of_rounds_at_the_same_time_each_item_is_told_of_once_even_if_a_claim_has_ended() -> None:
    """A round may take longer than its claim lasts, while Telegram makes the bot wait."""
    that = await two_admins()
    other = that.another()
    that.tabys.add(Section.EVENTS, 1, 2, 3)
    that.clock.advance(INTERVAL)
    first = asyncio.create_task(that.watch.round())
    for _ in range(200):
        await asyncio.sleep(0)
        await that.store.unclaim("watch look")
        await that.store.unclaim("watch tick")
        await other.watch.round()
    await first
    for visitor in (ANNA, BOLAT):
        assert Counter(that.heard(visitor)) == dict.fromkeys(THREE, 1)
