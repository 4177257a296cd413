"""The keys of alerts and their indexes in Redis: they mend themselves, whatever somebody did to them."""

import json

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.alerts import AlertMode, Owed, Subject
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.integration.moderated import ADMIN, EVENT, choice
from tests.integration.redis_store import AIDA, clock, store

__all__ = ["clock", "store"]  # the fixtures

STORED = json.dumps({"admin_id": 41, "mode": "now", "kinds": ["events"]})


async def in_the_place_of(redis: Redis, *keys: str) -> None:
    """Something of another type than any of these has."""
    for key in keys:
        await redis.delete(key)
        await redis.rpush(key, "something else")


@pytest.mark.parametrize("foreign", ["07", "٧", "+7", "-7", "7 ", "", "7" * 30, "somebody", "0", b"\xff\xfe"])
async def test_what_is_no_id_is_nobody(store: RedisStore, redis: Redis, foreign: str | bytes) -> None:
    name = foreign if isinstance(foreign, bytes) else foreign.encode()
    await redis.set(b"tg_alerts:" + name, STORED)
    await redis.sadd(b"tg_owed:" + name, "events:17")
    await redis.hset("tg_told:events:17", mapping={name: "5", b"8": "6"})
    for index in ("tg_alerted", "tg_owing"):
        await redis.sadd(index, name)
    assert (await store.alerted(), await store.owed(), await store.alerts_of(EVENT)) == ({}, (), {8: 6})


async def test_keys_of_another_type_count_as_absent_and_are_replaced(store: RedisStore, redis: Redis) -> None:
    indexes = ("tg_alerted", "tg_owing", "tg_told")
    keys = ("tg_alerts:7", "tg_waiting:events", "tg_owed:7", "tg_told:events:17")
    await in_the_place_of(redis, *indexes, *keys)
    assert (await store.alert_choice(AIDA, ADMIN), await store.known_waiting(Section.EVENTS)) == (None, None)
    assert (await store.alerted(), await store.owed(), await store.alerts_of(EVENT)) == ({}, (), {})
    assert await store.subjects_told() == ()
    await store.save_alert_choice(AIDA, choice())
    await store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT]})
    assert [await store.claim_alerts([EVENT], AIDA) for _ in range(2)] == [{EVENT}, set()]
    await store.note_alert(EVENT, AIDA, 5)
    assert (await store.alerted(), await store.owed()) == ({AIDA: choice()}, (Owed(AIDA, (EVENT,)),))
    assert (await store.alerts_of(EVENT), await store.subjects_told()) == ({AIDA: 5}, (EVENT,))


async def test_what_another_type_stands_in_the_way_of_can_be_ended_all_the_same(
    store: RedisStore, redis: Redis
) -> None:
    await in_the_place_of(redis, "tg_alerted", "tg_owing", "tg_told", "tg_alerts:7", "tg_owed:7", "tg_told:events:17")
    await store.settle_owed(AIDA, [EVENT])
    await in_the_place_of(redis, "tg_owed:7")
    await store.end_alerts(AIDA)
    await in_the_place_of(redis, "tg_closed:events:17")
    await store.unclaim_alerts([EVENT], AIDA)
    await store.close_alerts(EVENT)
    await store.save_alert_choice(AIDA, choice(mode=AlertMode.OFF))
    assert await store.alert_choice(AIDA, ADMIN) == choice(mode=AlertMode.OFF)
    assert {str(key) for key in await redis.keys("tg_*:*")} == {"tg_alerts:7"}


async def test_the_indexes_forget_what_is_gone(store: RedisStore, redis: Redis) -> None:
    await store.save_alert_choice(AIDA, choice())
    await store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT]})
    await store.note_alert(EVENT, AIDA, 5)
    await redis.delete("tg_alerts:7", "tg_owed:7", "tg_told:events:17")
    assert (await store.alerted(), await store.owed(), await store.subjects_told()) == ({}, (), ())
    assert [str(key) for key in await redis.keys()] == ["tg_waiting:events"]


async def test_an_index_stands_as_long_as_what_is_in_it_and_lives_longest(store: RedisStore, redis: Redis) -> None:
    await store.save_alert_choice(AIDA, choice())
    await store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT]})
    await store.note_alert(EVENT, AIDA, 5)
    days = {name: round(await redis.ttl(name) / 86_400) for name in ("tg_alerted", "tg_owing", "tg_told")}
    assert days == {"tg_alerted": 365, "tg_owing": 14, "tg_told": 60}
    for name in days:
        await redis.expire(name, 999 * 86_400)
    await store.save_alert_choice(8, choice())
    await store.note_waiting(Section.EVENTS, [17], {8: [EVENT]})
    await store.claim_alerts([EVENT], 8)
    assert [round(await redis.ttl(name) / 86_400) for name in days] == [999] * 3


async def test_no_more_than_five_thousand_are_looked_at_and_the_rest_next_time(store: RedisStore, redis: Redis) -> None:
    for index in ("tg_alerted", "tg_owing", "tg_told"):
        await redis.sadd(index, *(str(number) for number in range(1, 6001)))
    for left in (1000, 0):
        assert (await store.alerted(), await store.owed(), await store.subjects_told()) == ({}, (), ())
        assert [await redis.scard(index) for index in ("tg_alerted", "tg_owing", "tg_told")] == [left] * 3


async def test_all_that_can_wait_can_be_told_of(store: RedisStore) -> None:
    subjects = {Subject(section, number) for section in MODERATED for number in range(1, 101)}
    for subject in subjects:
        await store.claim_alerts([subject], AIDA)
    assert set(await store.subjects_told()) == subjects
