"""What every store promises about bringing back a session that it lost."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, BOLAT, DAY, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_where_nothing_is_left_a_session_is_revived_with_its_mark(world: World) -> None:
    session = world.session()
    assert await world.store.revive(session) is True
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))
    await world.wait(DAY)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


@pytest.mark.parametrize("left", ["session", "mark of an expired one", "mark of a sign-out"])
async def test_where_anything_is_left_nothing_is_revived(world: World, left: str) -> None:
    session = world.session()
    await world.store.start(session)
    if left == "mark of an expired one":
        await world.wait(DAY)
    if left == "mark of a sign-out":
        await world.store.end(AIDA)
    before = await world.store.open(AIDA, Meter.BUTTONS)
    later = replace(session, expires_at=session.expires_at + DAY, sign_in_id="next time")
    assert await world.store.revive(later) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == before


async def test_a_revival_concerns_one_visitor(world: World) -> None:
    await world.store.start(world.session())
    await world.store.end(BOLAT)
    assert await world.store.revive(world.session(telegram_user_id=9)) is True


async def test_a_lost_session_may_be_asked_for_once_in_ten_minutes(world: World) -> None:
    claims = [await world.store.claim_restore(AIDA), await world.store.claim_restore(AIDA)]
    await world.wait(9 * MINUTE)
    claims.append(await world.store.claim_restore(AIDA))
    await world.wait(MINUTE)
    claims.append(await world.store.claim_restore(AIDA))
    assert claims == [True, False, False, True]
    assert await world.store.claim_restore(BOLAT) is True


async def test_of_many_claims_at_once_one_is_granted(world: World) -> None:
    claims = await asyncio.gather(*(world.store.claim_restore(AIDA) for _ in range(50)))
    assert Counter(claims) == {True: 1, False: 49}
