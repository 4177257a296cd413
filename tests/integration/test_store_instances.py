"""Two instances of the bot over one Redis: what is late in one cannot undo what was done in the other."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Allowed, Closed, Meter, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import OtpCode, Session, SignInMark

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AIDA = 7
VISITORS = range(1, 31)
OLD = Session(0, 41, Role.SUPER_ADMIN, "old token", "Айда", START, START, START, START + timedelta(days=1), "old")
NEW = replace(OLD, admin_id=42, role=Role.MSB, access_token="new token", admin_name="Болат", sign_in_id="new")
MARK = SignInMark(OLD.expires_at)
SIGNED_OUT = Visit(mark=SignInMark(None))


@dataclass(frozen=True)
class Instances:
    """Two stores with connections of their own; `seen` is what each visitor's next visit finds."""

    one: RedisStore
    two: RedisStore

    async def seen(self) -> list[Visit]:
        return await asyncio.gather(*(self.two.open(visitor_id, Meter.BUTTONS) for visitor_id in VISITORS))


@pytest.fixture
async def instances(redis: Redis, redis_url: str) -> AsyncIterator[Instances]:
    limits, clock = Limits(sign_ins=5, failed_sign_ins=1000), ManualClock(START)
    async with connected(redis_url) as other:
        yield Instances(*(RedisStore(redis=client, clock=clock, limits=limits) for client in (redis, other)))


def of(visitor_id: int, session: Session) -> Session:
    return replace(session, telegram_user_id=visitor_id)


async def test_a_late_renewal_of_another_instance_does_not_undo_a_sign_out(instances: Instances) -> None:
    await asyncio.gather(*(instances.one.start(of(visitor_id, OLD)) for visitor_id in VISITORS))
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (
                instances.one.renew(of(visitor_id, OLD)),
                instances.two.end(visitor_id),
                instances.one.renew(of(visitor_id, OLD)),
            )
        )
    )
    assert await instances.seen() == [SIGNED_OUT] * len(VISITORS)


async def test_a_late_renewal_of_another_instance_does_not_undo_an_expulsion(instances: Instances) -> None:
    await asyncio.gather(*(instances.one.start(of(visitor_id, OLD)) for visitor_id in VISITORS))
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (
                instances.one.renew(of(visitor_id, OLD)),
                instances.two.expel(visitor_id),
                instances.one.renew(of(visitor_id, OLD)),
                instances.one.revive(of(visitor_id, OLD)),
            )
        )
    )
    assert await instances.seen() == [Visit(mark=SignInMark(None, told=True, revoked=True))] * len(VISITORS)
    assert await instances.one.standing() == ()


async def test_both_instances_tell_the_same_of_who_is_signed_in(instances: Instances) -> None:
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (instances.one.start(of(visitor_id, OLD)), instances.two.standing())
        )
    )
    await asyncio.gather(*(instances.two.end(visitor_id) for visitor_id in VISITORS if visitor_id % 2))
    expected = {of(visitor_id, OLD) for visitor_id in VISITORS if not visitor_id % 2}
    assert [set(await store.standing()) for store in (instances.one, instances.two)] == [expected, expected]


async def test_what_is_late_for_one_sign_in_does_not_touch_the_next(instances: Instances) -> None:
    await asyncio.gather(*(instances.one.start(of(visitor_id, OLD)) for visitor_id in VISITORS))

    async def signs_in_anew(visitor_id: int) -> None:
        await instances.two.end(visitor_id)
        await instances.two.start(of(visitor_id, NEW))

    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (
                instances.one.renew(of(visitor_id, OLD)),
                signs_in_anew(visitor_id),
                instances.one.revoke(of(visitor_id, OLD)),
                instances.one.renew(of(visitor_id, OLD)),
                instances.one.revive(of(visitor_id, OLD)),
            )
        )
    )
    # not a field of the one account is mixed with one of the other
    assert await instances.seen() == [Visit(of(visitor_id, NEW), MARK) for visitor_id in VISITORS]


async def test_a_sign_out_wins_over_a_revival_in_another_instance(instances: Instances) -> None:
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (instances.one.revive(of(visitor_id, OLD)), instances.two.end(visitor_id))
        )
    )
    late = [await instances.one.revive(of(visitor_id, OLD)) for visitor_id in VISITORS]
    assert late == [False] * len(VISITORS)
    assert await instances.seen() == [SIGNED_OUT] * len(VISITORS)


async def test_a_sign_in_wins_over_a_revival_in_another_instance(instances: Instances) -> None:
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (instances.one.revive(of(visitor_id, OLD)), instances.two.start(of(visitor_id, NEW)))
        )
    )
    assert await instances.seen() == [Visit(of(visitor_id, NEW), MARK) for visitor_id in VISITORS]


async def test_of_many_revivals_at_once_one_is_done(instances: Instances) -> None:
    revivals = [
        getattr(instances, name).revive(replace(of(AIDA, OLD), sign_in_id=f"{name} {number}"))
        for number in range(25)
        for name in ("one", "two")
    ]
    assert Counter(await asyncio.gather(*revivals)) == {True: 1, False: 49}


async def test_a_note_about_the_first_sign_out_is_not_taken_for_the_second(instances: Instances) -> None:
    await asyncio.gather(*(instances.one.end(visitor_id) for visitor_id in VISITORS))
    await asyncio.gather(
        *(
            act
            for visitor_id in VISITORS
            for act in (
                instances.two.start(of(visitor_id, NEW)),
                instances.one.settle(visitor_id, SignInMark(None)),
            )
        )
    )
    assert await instances.seen() == [Visit(of(visitor_id, NEW), MARK) for visitor_id in VISITORS]


async def test_activity_noted_by_one_instance_does_not_bring_back_what_another_ended(
    redis: Redis, redis_url: str
) -> None:
    clock = ManualClock(START)
    async with connected(redis_url) as other:
        one, two = (RedisStore(redis=client, clock=clock, limits=Limits()) for client in (redis, other))
        await asyncio.gather(*(one.start(of(visitor_id, OLD)) for visitor_id in VISITORS))
        clock.advance(timedelta(minutes=2))
        await asyncio.gather(
            *(
                act
                for visitor_id in VISITORS
                for act in (
                    one.open(visitor_id, Meter.BUTTONS),
                    two.end(visitor_id),
                    one.open(visitor_id, Meter.BUTTONS),
                )
            )
        )
        assert await Instances(one, two).seen() == [SIGNED_OUT] * len(VISITORS)


async def test_wrong_codes_sent_to_two_instances_at_once_are_counted_together(instances: Instances) -> None:
    await asyncio.gather(*(store.failed(AIDA) for store in (instances.one, instances.two) for _ in range(2)))
    assert await instances.one.attempt(AIDA, OtpCode("CODE0001")) == Allowed()
    await instances.one.failed(AIDA)
    assert await instances.two.attempt(AIDA, OtpCode("CODE0002")) in (Closed(59), Closed(60))


async def test_guesses_at_two_instances_at_once_are_counted_together(instances: Instances) -> None:
    attempts = await asyncio.gather(
        *(
            store.attempt(AIDA, OtpCode(f"CODE{number:02}0{which}"))
            for number in range(20)
            for which, store in enumerate((instances.one, instances.two))
        )
    )
    assert Counter(type(attempt) for attempt in attempts) == {Allowed: 5, Closed: 35}
