"""What every store promises about who is signed in."""

import asyncio
from dataclasses import replace

import pytest

from tabys_bot.application.ports import Meter
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import Session
from tests.integration.stores import AIDA, BOLAT, DAY, HOUR, MINUTE, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def standing(world: World, admin_id: int | None = None) -> set[Session]:
    sessions = await world.store.standing(admin_id)
    assert len(sessions) == len(set(sessions))
    return set(sessions)


async def test_where_nobody_is_signed_in_nothing_stands(world: World) -> None:
    await world.store.open(AIDA, Meter.BUTTONS)
    await world.store.end(BOLAT)
    assert await world.store.standing() == ()


async def test_all_who_are_signed_in_stand_and_so_do_those_of_one_admin(world: World) -> None:
    hers = world.session(telegram_name="Айда С.")
    hers_too = replace(hers, telegram_user_id=8, telegram_name="")
    his = world.session(telegram_user_id=BOLAT, admin_id=42, role=Role.SUPER_ADMIN)
    await world.store.start(hers)
    await world.store.revive(hers_too)
    await world.store.start(his)
    assert await standing(world) == {hers, hers_too, his}
    assert await standing(world, 41) == {hers, hers_too}
    assert await standing(world, 43) == set()


async def test_it_stands_as_the_last_visit_and_renewal_left_it(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(HOUR)
    await world.store.open(AIDA, Meter.BUTTONS)
    active = replace(session, last_activity=world.clock.now())
    assert await standing(world) == {active}
    await world.store.renew(replace(active, role=Role.MSB))
    assert await standing(world) == {replace(active, role=Role.MSB)}


async def test_a_second_sign_in_of_a_visitor_takes_the_place_of_the_first(world: World) -> None:
    await world.store.start(world.session())
    second = world.session(admin_id=42, sign_in_id="next time")
    await world.store.start(second)
    assert await standing(world) == {second}
    assert await standing(world, 41) == set()


@pytest.mark.parametrize("how", ["end", "revoke", "expel", "expiry"])
async def test_what_has_ended_stands_no_more(world: World, how: str) -> None:
    session, other = world.session(), world.session(telegram_user_id=BOLAT, expires_at=world.clock.now() + 2 * DAY)
    await world.store.start(session)
    await world.store.start(other)
    match how:
        case "end":
            await world.store.end(AIDA)
        case "revoke":
            await world.store.revoke(session)
        case "expel":
            await world.store.expel(AIDA)
        case _:
            await world.wait(DAY)
    assert await standing(world) == {other}
    assert await standing(world, 41) == {other}


async def test_who_was_out_and_comes_back_stands_again(world: World) -> None:
    await world.store.start(world.session())
    await world.wait(DAY)
    assert await world.store.standing() == ()
    session = world.session(sign_in_id="next time")
    await world.store.start(session)
    assert await standing(world) == {session}


async def test_what_comes_too_late_makes_nobody_stand(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.end(AIDA)
    await world.store.renew(session)
    await world.store.revive(session)
    assert await world.store.standing() == ()


async def test_of_many_who_come_and_go_at_once_those_who_stayed_stand(world: World) -> None:
    sessions = [world.session(telegram_user_id=visitor_id) for visitor_id in range(1, 61)]
    await asyncio.gather(*map(world.store.start, sessions))
    await world.wait(MINUTE)
    await asyncio.gather(
        *(world.store.end(session.telegram_user_id) for session in sessions[::2]),
        *(world.store.standing() for _ in range(10)),
        *map(world.store.renew, sessions[::3]),
    )
    assert await standing(world) == set(sessions[1::2])
