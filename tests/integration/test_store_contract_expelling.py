"""What every store promises about ending the session of somebody else."""

import asyncio

import pytest

from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, BOLAT, DAY, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

EXPELLED = Visit(mark=SignInMark(None, told=True, revoked=True))


async def test_who_is_expelled_is_out_and_his_mark_says_why(world: World) -> None:
    await world.store.start(world.session())
    await world.store.expel(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == EXPELLED


async def test_others_stay_in(world: World) -> None:
    theirs = world.session(telegram_user_id=BOLAT)
    await world.store.start(theirs)
    await world.store.start(world.session())
    await world.store.expel(AIDA)
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit(theirs, SignInMark(theirs.expires_at))


@pytest.mark.parametrize("left", ["mark of an expired one", "mark of a sign-out"])
async def test_a_mark_alone_says_so_too(world: World, left: str) -> None:
    await world.store.start(world.session())
    if left == "mark of an expired one":
        await world.wait(DAY)
    else:
        await world.store.end(AIDA)
    await world.store.expel(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == EXPELLED


async def test_of_a_stranger_nothing_is_noted(world: World) -> None:
    await world.store.expel(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit()


async def test_what_comes_late_does_not_undo_it(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.expel(AIDA)
    assert await world.store.renew(session) is False
    assert await world.store.revive(session) is False
    assert await world.store.revoke(session) is False
    await world.store.settle(AIDA, SignInMark(session.expires_at))
    await world.store.settle(AIDA, SignInMark(None))
    assert await world.store.open(AIDA, Meter.BUTTONS) == EXPELLED


async def test_an_expulsion_wins_over_a_renewal_of_the_same_moment(world: World) -> None:
    sessions = [world.session(telegram_user_id=visitor_id) for visitor_id in range(1, 31)]
    await asyncio.gather(*map(world.store.start, sessions))
    await asyncio.gather(
        *(
            act
            for session in sessions
            for act in (
                world.store.renew(session),
                world.store.expel(session.telegram_user_id),
                world.store.renew(session),
            )
        )
    )
    assert [await world.store.open(visitor_id, Meter.BUTTONS) for visitor_id in range(1, 31)] == [EXPELLED] * 30


async def test_who_was_expelled_can_sign_in_and_out_again(world: World) -> None:
    await world.store.start(world.session())
    await world.store.expel(AIDA)
    session = world.session(sign_in_id="next time")
    await world.store.start(session)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))
