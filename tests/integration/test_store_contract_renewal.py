"""What every store promises about renewing and revoking: what comes late undoes nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import SignInMark
from tests.integration.stores import AIDA, DAY, HOUR, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def test_a_renewed_session_is_what_the_next_visit_sees(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    renewed = replace(session, role=Role.GOVERNMENT, access_token="fresh", checked_at=session.checked_at + MINUTE)
    assert await world.store.renew(renewed) is True
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(renewed, SignInMark(session.expires_at))


async def test_a_deleted_session_is_not_brought_back_by_a_late_renewal(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.end(AIDA)
    assert await world.store.renew(session) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_an_expired_session_is_not_brought_back_by_a_late_renewal(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(DAY)
    assert await world.store.renew(session) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


async def test_a_renewal_brings_nothing_into_being(world: World) -> None:
    assert await world.store.renew(world.session()) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit()


async def test_signing_out_wins_over_a_renewal_of_the_same_moment(world: World) -> None:
    session = world.session()
    for visitor in range(1, 31):
        await world.store.start(replace(session, telegram_user_id=visitor))
    await asyncio.gather(
        *(
            act
            for visitor in range(1, 31)
            for act in (
                world.store.renew(replace(session, telegram_user_id=visitor)),
                world.store.end(visitor),
                world.store.renew(replace(session, telegram_user_id=visitor)),
            )
        )
    )
    visits = [await world.store.open(visitor, Meter.BUTTONS) for visitor in range(1, 31)]
    assert visits == [Visit(mark=SignInMark(None))] * 30


@pytest.mark.parametrize("moved", [timedelta(0), HOUR], ids=["same end", "later end"])
async def test_a_renewal_does_not_move_the_end(world: World, moved: timedelta) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(DAY - MINUTE)
    assert await world.store.renew(replace(session, expires_at=session.expires_at + moved)) is True
    await world.wait(MINUTE)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


async def test_a_renewal_of_an_earlier_sign_in_does_not_touch_the_next(world: World) -> None:
    first = world.session()
    second = replace(first, role=Role.MSB, admin_id=42, access_token="another", sign_in_id="next time")
    await world.store.start(first)
    await world.store.end(AIDA)
    await world.store.start(second)
    assert await world.store.renew(first) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(second, SignInMark(second.expires_at))


async def test_a_revocation_ends_the_sign_in_that_it_was_found_for(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    renewed = replace(session, access_token="fresh", last_activity=session.created_at + MINUTE)
    assert await world.store.revoke(renewed) is True
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_a_late_revocation_does_not_end_the_next_sign_in(world: World) -> None:
    first = world.session()
    second = replace(first, sign_in_id="next time")
    await world.store.start(second)
    assert await world.store.revoke(first) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(second, SignInMark(second.expires_at))


async def test_revoking_what_is_gone_leaves_everything_as_it_is(world: World) -> None:
    session = world.session()
    assert await world.store.revoke(session) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit()
    await world.store.start(session)
    await world.wait(DAY)
    assert await world.store.revoke(session) is False
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))
