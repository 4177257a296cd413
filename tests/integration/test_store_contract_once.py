"""What every store promises about what is done once at a time."""

import asyncio
from collections import Counter

from tests.integration.stores import HOUR, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

WHAT = "coins 17 +5 Айгүл\ud83d"


async def test_of_many_who_claim_at_once_one_may(world: World) -> None:
    claims = await asyncio.gather(*(world.store.claim(WHAT, HOUR) for _ in range(50)))
    assert Counter(claims) == {True: 1, False: 49}


async def test_claims_of_different_things_do_not_meet(world: World) -> None:
    assert [await world.store.claim(what, HOUR) for what in (WHAT, WHAT.upper(), "", "x" * 10_000)] == [True] * 4


async def test_a_claim_passes_and_asking_for_it_does_not_prolong_it(world: World) -> None:
    assert await world.store.claim(WHAT, HOUR) is True
    await world.wait(HOUR - MINUTE)
    assert await world.store.claim(WHAT, HOUR) is False
    await world.wait(MINUTE)
    assert await world.store.claim(WHAT, HOUR) is True


async def test_what_is_given_back_can_be_claimed_at_once(world: World) -> None:
    await world.store.claim(WHAT, HOUR)
    await world.store.claim("other", HOUR)
    await world.store.unclaim(WHAT)
    assert [await world.store.claim(what, HOUR) for what in (WHAT, "other")] == [True, False]


async def test_giving_back_what_nobody_claims_is_nothing(world: World) -> None:
    await world.store.unclaim(WHAT)
    assert await world.store.claim(WHAT, HOUR) is True
