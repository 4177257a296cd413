"""What every store promises, whether it remembers in this process or in a real Redis."""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Meter, OverLimit, Store, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import OtpCode, Session, SignInMark

AIDA, BOLAT = 7, 2**52 - 1
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(messages=3, buttons=5, sign_ins=2, failed_sign_ins=3)
CODES = [OtpCode(f"CODE{number:04}") for number in range(100)]


@dataclass
class World:
    """A store, and the time that passes for it: a server's own clock cannot be moved, so its keys age instead."""

    store: Store
    clock: ManualClock
    redis: Redis | None

    async def wait(self, span: timedelta) -> None:
        self.clock.advance(span)
        if self.redis is not None:
            for key in await self.redis.keys():
                await self._age(self.redis, key, span // timedelta(milliseconds=1))

    @staticmethod
    async def _age(redis: Redis, key: bytes | str, by: int) -> None:
        left = await redis.pttl(key)
        if left > by:
            await redis.pexpire(key, left - by)
        elif left >= 0:
            await redis.delete(key)

    def session(self, **changed: Any) -> Session:
        now = self.clock.now()
        session = Session(
            telegram_user_id=AIDA,
            admin_id=41,
            role=Role.NPO,
            access_token="token",
            admin_name="Айда",
            created_at=now,
            last_activity=now,
            checked_at=now,
            expires_at=now + DAY,
        )
        return replace(session, **changed)


@pytest.fixture(params=["memory", "redis"])
def world(request: pytest.FixtureRequest, redis: Redis) -> World:
    clock = ManualClock()
    if request.param == "memory":
        return World(MemoryStore(clock=clock, limits=LIMITS), clock, None)
    return World(RedisStore(redis=redis, clock=clock, limits=LIMITS), clock, redis)


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


async def test_messages_and_buttons_have_limits_of_their_own(world: World) -> None:
    for _ in range(4):
        await world.store.open(AIDA, Meter.MESSAGES)
    presses = [await world.store.open(AIDA, Meter.BUTTONS) for _ in range(6)]
    assert presses == [Visit()] * 5 + [Visit(over_limit=OverLimit(60, first=True))]


async def test_a_visitor_over_the_limit_does_not_stand_in_the_way_of_another(world: World) -> None:
    for _ in range(9):
        await world.store.open(AIDA, Meter.MESSAGES)
    assert await world.store.open(BOLAT, Meter.MESSAGES) == Visit()


async def test_the_notice_about_the_limit_can_be_given_in_the_chosen_language(world: World) -> None:
    await world.store.start(world.session())
    await world.store.set_language(AIDA, "kk")
    visits = [await world.store.open(AIDA, Meter.MESSAGES) for _ in range(4)]
    assert visits[-1] == Visit(language="kk", over_limit=OverLimit(60, first=True))


async def test_many_visits_at_once_are_counted_one_by_one(world: World) -> None:
    visits = await asyncio.gather(*(world.store.open(AIDA, Meter.BUTTONS) for _ in range(200)))
    first, further = (Visit(over_limit=OverLimit(60, first=first)) for first in (True, False))
    assert Counter(visits) == {Visit(): 5, first: 1, further: 194}


async def test_session_mark_and_language_come_back_in_one_visit(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.store.set_language(AIDA, "en")
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at), "en")


async def test_the_latest_language_counts_and_belongs_to_one_visitor(world: World) -> None:
    await world.store.set_language(AIDA, "en")
    await world.store.set_language(AIDA, "kk")
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(language="kk")
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit()


async def test_the_largest_telegram_id_has_a_session_of_its_own(world: World) -> None:
    theirs = world.session(telegram_user_id=BOLAT, admin_id=2**31 - 1)
    await world.store.start(world.session())
    await world.store.start(theirs)
    assert await world.store.open(BOLAT, Meter.BUTTONS) == Visit(theirs, SignInMark(theirs.expires_at))


async def test_a_session_lives_until_its_end_and_leaves_a_mark(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(DAY - MINUTE)
    assert (await world.store.open(AIDA, Meter.BUTTONS)).session is not None
    await world.wait(MINUTE)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


async def test_the_mark_does_not_wear_off(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    await world.wait(timedelta(days=5000))
    assert (await world.store.open(AIDA, Meter.BUTTONS)).mark == SignInMark(session.expires_at)


async def test_a_new_session_takes_the_place_of_the_old_one(world: World) -> None:
    await world.store.start(world.session())
    await world.wait(HOUR)
    second = world.session(role=Role.SUPER_ADMIN, admin_id=1)
    await world.store.start(second)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(second, SignInMark(second.expires_at))


async def test_ending_drops_the_session_and_marks_the_visitor_as_signed_out(world: World) -> None:
    await world.store.start(world.session())
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_ending_nothing_marks_too_and_does_no_harm_twice(world: World) -> None:
    await world.store.end(AIDA)
    await world.store.end(AIDA)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None))


async def test_somebody_signed_out_can_sign_in_again(world: World) -> None:
    await world.store.end(AIDA)
    session = world.session()
    await world.store.start(session)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(session, SignInMark(session.expires_at))


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


async def test_activity_is_noted_at_most_once_a_minute(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    noted = []
    for _ in range(5):
        await world.wait(timedelta(seconds=25))
        visit = await world.store.open(AIDA, Meter.BUTTONS)
        assert visit.session is not None
        noted.append((visit.session.last_activity - session.created_at).total_seconds())
    assert noted == [0, 0, 75, 75, 75]


async def test_activity_changes_nothing_else_and_never_prolongs_the_life(world: World) -> None:
    session = world.session()
    await world.store.start(session)
    for _ in range(23):
        await world.wait(HOUR)
        visit = await world.store.open(AIDA, Meter.BUTTONS)
        assert visit.session == replace(session, last_activity=world.clock.now())
    await world.wait(HOUR)
    assert await world.store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))


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
