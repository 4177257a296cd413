"""What every store promises about attempts to sign in."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from tabys_bot.application.ports import Allowed, Attempt, Closed, Repeated
from tests.integration.stores import AIDA, BOLAT, CODES, DAY, HOUR, LIMITS, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def use_up(world: World, visitor_id: int = AIDA) -> list[Attempt]:
    """One attempt more than the limit allows, with codes that nobody has sent lately."""
    await world.wait(timedelta(seconds=30))
    return [await world.store.attempt(visitor_id, CODES[number]) for number in range(LIMITS.sign_ins + 1)]


async def fail_all_together(world: World, times: int = LIMITS.failed_sign_ins) -> None:
    """Wrong codes, each of another visitor."""
    for visitor_id in range(100, 100 + times):
        await world.store.failed(visitor_id)


async def test_attempts_are_allowed_up_to_the_limit(world: World) -> None:
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]


async def test_a_minute_without_closing_brings_all_attempts_back(world: World) -> None:
    await world.store.attempt(AIDA, CODES[0])
    await world.store.attempt(AIDA, CODES[1])
    await world.wait(MINUTE)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]


async def test_the_waits_grow_to_half_an_hour(world: World) -> None:
    waits = []
    for _ in range(4):
        *_, last = await use_up(world)
        assert isinstance(last, Closed)
        waits.append(last.seconds)
        await world.wait(timedelta(seconds=last.seconds))
    assert waits == [60, 300, 1800, 1800]


async def test_while_closed_every_code_hears_how_long_it_lasts(world: World) -> None:
    await use_up(world)
    await world.wait(timedelta(seconds=15))
    assert [await world.store.attempt(AIDA, code) for code in (CODES[0], CODES[50])] == [Closed(45), Closed(45)]


async def test_asking_while_closed_does_not_prolong_the_wait(world: World) -> None:
    await use_up(world)
    for number in range(20):
        await world.store.attempt(AIDA, CODES[10 + number])
    await world.wait(MINUTE)
    assert await world.store.attempt(AIDA, CODES[50]) == Allowed()


async def test_one_visitor_closes_the_door_to_himself_only(world: World) -> None:
    await use_up(world)
    assert await world.store.attempt(BOLAT, CODES[50]) == Allowed()


async def test_closings_are_forgotten_two_hours_after_the_last(world: World) -> None:
    await use_up(world)
    await world.wait(2 * HOUR)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]


async def test_closings_are_remembered_for_two_hours_after_the_last(world: World) -> None:
    await use_up(world)
    await world.wait(HOUR)
    await use_up(world)
    await world.wait(HOUR + MINUTE)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(1800)]


@pytest.mark.parametrize("visitor_id", [AIDA, BOLAT])
async def test_the_same_code_is_let_through_once_in_half_a_minute(world: World, visitor_id: int) -> None:
    attempts = [await world.store.attempt(AIDA, CODES[0]), await world.store.attempt(visitor_id, CODES[0])]
    await world.wait(timedelta(seconds=29))
    attempts.append(await world.store.attempt(visitor_id, CODES[0]))
    await world.wait(timedelta(seconds=1))
    attempts.append(await world.store.attempt(visitor_id, CODES[0]))
    assert attempts == [Allowed(), Repeated(), Repeated(), Allowed()]


async def test_repeating_a_code_is_no_attempt(world: World) -> None:
    await world.store.attempt(AIDA, CODES[0])
    for _ in range(10):
        await world.store.attempt(AIDA, CODES[0])
    assert await world.store.attempt(AIDA, CODES[1]) == Allowed()


async def test_a_released_code_may_be_sent_again_at_once(world: World) -> None:
    await world.store.attempt(AIDA, CODES[0])
    await world.store.release(CODES[0])
    assert await world.store.attempt(AIDA, CODES[0]) == Allowed()


async def test_releasing_one_code_releases_no_other(world: World) -> None:
    await world.store.attempt(AIDA, CODES[0])
    await world.store.release(CODES[1])
    assert await world.store.attempt(AIDA, CODES[0]) == Repeated()


async def test_success_forgets_attempts_and_closings(world: World) -> None:
    await use_up(world)
    await world.wait(MINUTE)
    await world.store.attempt(AIDA, CODES[50])
    await world.store.succeeded(AIDA)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]


async def test_success_of_one_visitor_forgives_nobody_else(world: World) -> None:
    await use_up(world)
    await world.store.succeeded(BOLAT)
    assert await world.store.attempt(AIDA, CODES[50]) == Closed(60)


async def test_failures_of_all_together_close_the_door_to_everybody(world: World) -> None:
    await fail_all_together(world, LIMITS.failed_sign_ins - 1)
    before = await world.store.attempt(AIDA, CODES[0])
    await world.wait(timedelta(seconds=10))
    await world.store.failed(99)
    closed = [await world.store.attempt(AIDA, CODES[1]), await world.store.attempt(BOLAT, CODES[2])]
    assert [before, *closed] == [Allowed(), Closed(50), Closed(50)]


async def test_failures_are_forgotten_a_minute_after_the_first(world: World) -> None:
    await fail_all_together(world)
    await world.wait(MINUTE)
    assert await world.store.attempt(AIDA, CODES[0]) == Allowed()


async def test_being_turned_away_with_everybody_costs_no_attempt(world: World) -> None:
    await fail_all_together(world)
    for number in range(10):
        await world.store.attempt(AIDA, CODES[number])
    await world.wait(MINUTE)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]


async def test_signing_out_without_ever_having_been_in_opens_no_way_past_the_bound(world: World) -> None:
    await world.store.end(AIDA, was_in=False)
    await fail_all_together(world)
    assert isinstance(await world.store.attempt(AIDA, CODES[0]), Closed)


@pytest.mark.parametrize("end", ["signed in", "signed out", "expired"])
async def test_failures_of_all_together_do_not_lock_out_who_has_been_in_before(world: World, end: str) -> None:
    await world.store.start(world.session())
    if end == "signed out":
        await world.store.end(AIDA)
    if end == "expired":
        await world.wait(DAY)
    await fail_all_together(world)
    assert await world.store.attempt(BOLAT, CODES[0]) == Closed(60)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(60)]  # his own bound holds all the same


async def test_wrong_codes_at_whatever_pace_open_the_growing_waits(world: World) -> None:
    waits = []
    for _ in range(4 * LIMITS.sign_ins):
        await world.wait(timedelta(minutes=31))
        await world.store.failed(AIDA)
        waits.append(await world.store.attempt(AIDA, CODES[0]))
    assert waits == [Allowed(), Closed(60), Allowed(), Closed(300), Allowed(), Closed(1800), Allowed(), Closed(1800)]


async def test_wrong_codes_are_remembered_for_two_hours_after_the_last(world: World) -> None:
    await world.store.failed(AIDA)
    await world.wait(2 * HOUR - MINUTE)
    await world.store.failed(AIDA)
    assert await world.store.attempt(AIDA, CODES[0]) == Closed(60)
    await world.wait(2 * HOUR)
    await world.store.failed(AIDA)
    assert await world.store.attempt(AIDA, CODES[0]) == Allowed()


async def test_wrong_codes_of_one_visitor_are_not_held_against_another(world: World) -> None:
    await world.store.failed(AIDA)
    await world.store.failed(BOLAT)
    attempts = [await world.store.attempt(AIDA, CODES[0]), await world.store.attempt(BOLAT, CODES[1])]
    assert attempts == [Allowed(), Allowed()]


async def test_success_forgets_wrong_codes_and_what_they_closed(world: World) -> None:
    await world.store.failed(AIDA)
    await world.store.failed(AIDA)
    await world.store.failed(AIDA)
    await world.wait(MINUTE)
    await world.store.succeeded(AIDA)
    await world.store.failed(AIDA)
    before = await world.store.attempt(AIDA, CODES[0])
    await world.store.failed(AIDA)
    assert [before, await world.store.attempt(AIDA, CODES[1])] == [Allowed(), Closed(60)]


async def test_wrong_codes_that_were_let_through_before_a_wait_began_do_not_make_it_longer(world: World) -> None:
    attempts = [await world.store.attempt(AIDA, CODES[number]) for number in range(3)]
    await world.store.failed(AIDA)
    await world.store.failed(AIDA)
    assert [*attempts, await world.store.attempt(AIDA, CODES[3])] == [Allowed(), Allowed(), Closed(60), Closed(60)]
    await world.wait(MINUTE)
    await world.store.failed(AIDA)
    assert await world.store.attempt(AIDA, CODES[4]) == Allowed()
    await world.store.failed(AIDA)
    assert await world.store.attempt(AIDA, CODES[5]) == Closed(300)


async def test_a_wait_that_wrong_codes_opened_gives_all_attempts_back_afterwards(world: World) -> None:
    for number in range(LIMITS.sign_ins):
        await world.store.attempt(AIDA, CODES[number])
        await world.store.failed(AIDA)
    await world.wait(MINUTE)
    assert await use_up(world) == [Allowed(), Allowed(), Closed(300)]


async def test_of_many_attempts_with_one_code_at_once_one_is_allowed(world: World) -> None:
    attempts = await asyncio.gather(*(world.store.attempt(visitor, CODES[0]) for visitor in range(1, 101)))
    assert Counter(attempts) == {Allowed(): 1, Repeated(): 99}


async def test_many_attempts_of_one_visitor_at_once_are_counted_one_by_one(world: World) -> None:
    attempts = await asyncio.gather(*(world.store.attempt(AIDA, code) for code in CODES))
    assert Counter(attempts) == {Allowed(): 2, Closed(60): 98}
    await world.wait(MINUTE)
    *_, last = await use_up(world)
    assert last == Closed(300)
