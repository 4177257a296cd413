"""What every store promises about how often a visitor may write and press."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from tabys_bot.application.ports import Meter, OverLimit, Visit
from tabys_bot.domain.languages import Language
from tests.integration.stores import AIDA, BOLAT, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_a_stranger_is_nobody(world: World) -> None:
    assert await world.store.open(AIDA, Meter.MESSAGES) == Visit()


async def test_more_than_the_limit_is_noticed_once_with_the_seconds_left(world: World) -> None:
    visits = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(6)]

    first, further = (Visit(over_limit=OverLimit(60, first=first)) for first in (True, False))
    assert visits == [Visit(), Visit(), Visit(), first, further, further]


async def test_the_minute_begins_with_the_first_visit(world: World) -> None:
    await world.store.open(AIDA, Meter.MESSAGES)
    await world.wait(timedelta(seconds=20))
    visits = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(3)]
    assert visits == [Visit(), Visit(), Visit(over_limit=OverLimit(40, first=True))]


async def test_every_minute_is_counted_anew(world: World) -> None:
    first = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(5)]
    await world.wait(MINUTE)
    assert [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(5)] == first


@pytest.mark.parametrize(("meter", "bound"), [(Meter.MESSAGES, 3), (Meter.BUTTONS, 5), (Meter.INLINE, 4)])
async def test_each_sort_of_visit_has_a_limit_of_its_own(world: World, meter: Meter, bound: int) -> None:
    for other in set(Meter) - {meter}:
        for _ in range(9):
            await world.store.open(AIDA, other)
    visits = [await world.store.open(AIDA, meter) for _ in range(bound + 1)]
    assert visits == [Visit()] * bound + [Visit(over_limit=OverLimit(60, first=True))]


async def test_a_visitor_over_the_limit_does_not_stand_in_the_way_of_another(world: World) -> None:
    for _ in range(9):
        await world.store.open(AIDA, Meter.MESSAGES)
    assert await world.store.open(BOLAT, Meter.MESSAGES) == Visit()


async def test_the_notice_about_the_limit_can_be_given_in_the_chosen_language(world: World) -> None:
    await world.store.start(world.session())
    await world.store.set_language(AIDA, Language.KK)
    visits = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(4)]
    assert visits[-1] == Visit(language=Language.KK, over_limit=OverLimit(60, first=True))


async def test_many_visits_at_once_are_counted_one_by_one(world: World) -> None:
    visits = await asyncio.gather(*(world.store.open(AIDA, Meter.BUTTONS) for _ in range(200)))
    assert Counter(visit.over_limit for visit in visits) == {
        None: 5,
        OverLimit(60, first=True): 1,
        OverLimit(60, first=False): 194,
    }
