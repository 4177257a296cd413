"""The list of who is signed in, as it stands in Redis: it mends itself, whatever somebody did to it."""

import json
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Meter
from tests.integration.redis_store import AIDA, DAY, SESSION, VISITED, clock, store, stored

__all__ = ["clock", "store"]  # the fixtures

OTHER = replace(SESSION, telegram_user_id=2**52 - 1, admin_id=42)


async def listed(redis: Redis) -> set[str]:
    return {str(member) for member in await redis.smembers("tg_sessions")}


async def test_it_holds_the_telegram_ids_of_who_is_signed_in(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await store.revive(OTHER)
    both = await listed(redis)
    await store.end(AIDA)
    assert (both, await listed(redis)) == ({"7", "4503599627370495"}, {"4503599627370495"})
    await store.revoke(OTHER)
    assert await redis.exists("tg_sessions") == 0


async def test_a_session_of_an_earlier_version_is_listed_when_it_is_renewed(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    earlier = {name: value for name, value in (await stored(redis)).items() if name != "telegram_name"}
    await redis.set("tg_session:7", json.dumps(earlier), keepttl=True)
    await redis.delete("tg_sessions")
    assert await store.standing() == ()
    await store.renew(SESSION)
    assert await store.standing() == (SESSION,)


async def test_a_renewal_that_is_refused_lists_nobody(store: RedisStore, redis: Redis) -> None:
    await store.renew(SESSION)
    await store.start(OTHER)
    await store.renew(replace(SESSION, sign_in_id="another"))
    assert await listed(redis) == {"4503599627370495"}


async def test_those_whose_session_is_gone_are_struck_off_when_they_are_found(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await store.start(OTHER)
    await redis.delete("tg_session:7")
    await redis.sadd("tg_sessions", "8", "somebody", "", "7 ", "٧")
    await redis.hset("tg_session:8", "not", "a session")
    assert await store.standing() == (OTHER,)
    assert await listed(redis) == {"4503599627370495"}


@pytest.mark.parametrize("text", ["", "null", "[]", "{", b"\xff\xfe"])
async def test_what_cannot_be_read_does_not_stand(store: RedisStore, redis: Redis, text: str | bytes) -> None:
    await store.start(OTHER)
    await redis.set("tg_session:7", text)
    await redis.sadd("tg_sessions", "7")
    assert await store.standing() == (OTHER,)


async def test_a_session_under_the_id_of_somebody_else_does_not_stand(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    for foreign in ("8", "07", "٧", "+7"):
        await redis.copy("tg_session:7", f"tg_session:{foreign}")
        await redis.sadd("tg_sessions", foreign)
    assert await store.standing() == (SESSION,)


async def test_a_session_that_redis_forgot_to_end_does_not_stand(
    store: RedisStore, redis: Redis, clock: ManualClock
) -> None:
    await store.start(SESSION)
    await redis.persist("tg_session:7")
    clock.advance(DAY)
    assert await store.standing() == ()


async def test_something_else_in_its_place_keeps_nobody_from_coming_and_going(store: RedisStore, redis: Redis) -> None:
    await redis.set("tg_sessions", "7")
    assert await store.standing() == ()
    await store.start(SESSION)
    assert await store.open(AIDA, Meter.BUTTONS) == VISITED
    assert await store.standing() == (SESSION,)
    await redis.set("tg_sessions", "7")
    assert await store.renew(SESSION) is True
    assert await store.standing() == (SESSION,)
    await redis.set("tg_sessions", "7")
    await store.end(AIDA)
    assert (await store.open(AIDA, Meter.BUTTONS)).session is None


async def test_no_more_than_five_thousand_are_looked_at_and_the_rest_next_time(store: RedisStore, redis: Redis) -> None:
    await redis.sadd("tg_sessions", *(str(visitor_id) for visitor_id in range(1, 6001)))
    assert await store.standing() == ()
    assert await redis.scard("tg_sessions") == 1000
    assert await store.standing() == ()
    assert await redis.scard("tg_sessions") == 0
