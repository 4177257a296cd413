"""How long it stands in Redis: everything but the marks goes by itself, and at its own time."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Allowed, Closed, Meter, Visit
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, SignInMark
from tests.integration.moderated import EVENT, NEWS, batch, choice
from tests.integration.redis_store import AIDA, DAY, SESSION, START, VISITED, clock, store
from tests.integration.written import draft, entry

__all__ = ["clock", "store"]  # the fixtures

DESK = Desk(41, find="слово")
DAY_MS = DAY // timedelta(milliseconds=1)


async def test_a_minute_is_a_minute_also_after_a_whole_second(store: RedisStore, clock: ManualClock) -> None:
    await store.start(SESSION)
    clock.advance(timedelta(minutes=1, milliseconds=250))
    assert (await store.open(AIDA, Meter.BUTTONS)).session == replace(SESSION, last_activity=clock.now())


async def test_it_lives_from_the_login_whatever_happens_later(
    store: RedisStore, redis: Redis, clock: ManualClock
) -> None:
    await store.start(SESSION)
    at_login = await redis.pttl("tg_session:7")
    await redis.pexpire("tg_session:7", 60_000)
    clock.advance(timedelta(minutes=2))
    visit = await store.open(AIDA, Meter.BUTTONS)
    after_activity = await redis.pttl("tg_session:7")
    await store.renew(SESSION)
    after_renewal = await redis.pttl("tg_session:7")
    assert visit.session == replace(SESSION, last_activity=clock.now())
    assert DAY_MS - 60_000 < at_login <= DAY_MS
    assert 50_000 < after_renewal <= after_activity <= 60_000


async def test_redis_itself_ends_the_session(store: RedisStore, clock: ManualClock) -> None:
    session = replace(SESSION, expires_at=clock.now() + timedelta(milliseconds=80))
    await store.start(session)
    await asyncio.sleep(0.2)
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(session.expires_at))
    assert await store.renew(session) is False


async def test_an_operator_may_delete_the_session(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await redis.delete("tg_session:7")
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=VISITED.mark)
    assert await store.renew(SESSION) is False


async def test_a_store_that_lost_all_its_data_knows_nobody(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await redis.flushdb()
    await redis.script_flush()
    assert await store.open(AIDA, Meter.BUTTONS) == Visit()


@pytest.mark.parametrize("meter", Meter)
async def test_a_visit_counter_that_lost_its_end_is_given_one(redis: Redis, meter: Meter) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=Limits())
    await redis.set(f"tg_limit:{meter.value}:7", 999)
    visit = await store.open(AIDA, meter)
    assert visit.over_limit is not None
    assert 50 <= visit.over_limit.seconds <= 60
    assert 50_000 < await redis.pttl(f"tg_limit:{meter.value}:7") <= 60_000


async def test_counters_of_attempts_that_lost_their_end_are_given_one(redis: Redis) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=Limits(sign_ins=5, failed_sign_ins=3))
    endless = {"tg_limit:failures": 999, "tg_limit:attempts:8": 1, "tg_limit:failed:8": 1, "tg_limit:closed:8": 1}
    await redis.mset(endless)
    assert await store.attempt(AIDA, OtpCode("A7B9C3D5")) in [Closed(seconds) for seconds in range(50, 61)]
    await redis.set("tg_limit:failures", 1)
    assert await store.attempt(8, OtpCode("A7B9C3D5")) == Allowed()
    for _ in range(4):
        await store.failed(8)
    assert await store.attempt(8, OtpCode("A7B9C3D6")) in [Closed(seconds) for seconds in range(290, 301)]
    assert [key for key in await redis.keys() if await redis.ttl(key) == -1] == []


async def test_everything_but_marks_is_swept_up_by_redis_itself(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await store.set_language(AIDA, Language.KK)
    await store.claim_restore(AIDA)
    await store.save_desk(AIDA, DESK)
    await store.note_sent("https://media.tabys.example/7.jpg", "AgACAgIAAx")
    await store.save_draft(AIDA, draft(), was=None)
    await store.claim("coins 17", DAY)
    await store.note(entry())
    await store.save_alert_choice(AIDA, choice())
    await store.note_waiting(Section.NEWS, [17], {AIDA: [NEWS]})
    await store.claim_alerts([EVENT], AIDA)
    await store.note_alert(NEWS, AIDA, 5)
    await store.save_batch(batch(), was=None)
    closing = RedisStore(redis=redis, clock=ManualClock(START), limits=Limits(sign_ins=1))
    for number in range(3):
        await closing.attempt(AIDA, OtpCode(f"CODE000{number}"))
    await store.failed(AIDA)
    for meter in Meter:
        await store.open(AIDA, meter)
    assert [key for key in await redis.keys() if await redis.ttl(key) == -1] == ["tg_login:7"]


async def test_the_mark_of_somebody_who_never_was_in_is_forgotten_after_a_month(
    store: RedisStore, redis: Redis
) -> None:
    await store.end(AIDA, was_in=False)
    await store.settle(AIDA, SignInMark(None, was_in=False))
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None, told=True, was_in=False))
    assert 29 * 86_400 < await redis.ttl("tg_login:7") <= 30 * 86_400


async def test_a_desk_and_a_handle_stand_for_a_month_from_the_last_change(store: RedisStore, redis: Redis) -> None:
    for _ in range(2):
        await store.save_desk(AIDA, DESK)
        await store.note_sent("https://media.tabys.example/7.jpg", "AgACAgIAAx")
        left = [await redis.ttl(key) for key in await redis.keys()]
        assert [29 * 86_400 < seconds <= 30 * 86_400 for seconds in left] == [True, True]
        for key in await redis.keys():
            await redis.expire(key, 60)
    await store.open(AIDA, Meter.BUTTONS)
    await store.handle_of("https://media.tabys.example/7.jpg")
    assert [await redis.ttl(key) <= 60 for key in await redis.keys()] == [True, True, True]


async def test_the_list_of_sessions_stands_as_long_as_the_longest_of_them(store: RedisStore, redis: Redis) -> None:
    for visitor_id, days in ((7, 1), (8, 3), (9, 2)):
        await store.start(replace(SESSION, telegram_user_id=visitor_id, expires_at=START + days * DAY))
    assert 2 * DAY_MS < await redis.pttl("tg_sessions") <= 3 * DAY_MS
    await store.renew(SESSION)
    assert 2 * DAY_MS < await redis.pttl("tg_sessions") <= 3 * DAY_MS
    await redis.delete("tg_sessions")
    await store.renew(SESSION)
    assert 0 < await redis.pttl("tg_sessions") <= DAY_MS
