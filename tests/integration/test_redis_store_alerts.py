"""Who wants to be told of new work, as it stands in Redis: whatever else stands there counts as absent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.alerts import DIGEST_HOURS
from tabys_bot.domain.moderation import MODERATED
from tests.integration.moderated import ADMIN, choice
from tests.integration.redis_store import AIDA, ANYTHING, LIMITS, START, clock, store

__all__ = ["clock", "store"]  # the fixtures

STORED = {
    "admin_id": 41,
    "mode": "digest",
    "kinds": ["events", "news"],
    "hours": [9, 18],
    "quiet": [23, 7],
    "language": "kk",
}
NOT_TEXTS = ["", "[]", "null", "7", "{", "[" * 5000, b"\xff\xfe\x00{"]
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(st.sampled_from([*STORED, "more"]), values).map(lambda changed: STORED | changed)


async def put(redis: Redis, text: str | bytes) -> None:
    await redis.set("tg_alerts:7", text)
    await redis.sadd("tg_alerted", "7")


async def test_a_choice_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.save_alert_choice(AIDA, choice())
    record = json.loads(await redis.get("tg_alerts:7") or "")
    assert record | {"kinds": sorted(record["kinds"]), "hours": sorted(record["hours"])} == STORED
    assert await redis.smembers("tg_alerted") == {"7"}
    await put(redis, json.dumps(STORED | {"of a later version": 1}))
    assert await store.alert_choice(AIDA, ADMIN) == choice()


async def test_switching_off_whom_nothing_reaches_keeps_what_a_later_version_wrote(
    store: RedisStore, redis: Redis
) -> None:
    await put(redis, json.dumps(STORED | {"kinds": [], "more": {"nothing": []}}, indent=2))
    await store.end_alerts(AIDA)
    assert json.loads(await redis.get("tg_alerts:7") or "") == STORED | {
        "mode": "off",
        "kinds": [],
        "more": {"nothing": []},
    }


async def test_kinds_that_this_version_does_not_know_are_left_out(store: RedisStore, redis: Redis) -> None:
    await put(redis, json.dumps(STORED | {"kinds": ["events", "no_such", "admins", 7, None, "news", ["events"]]}))
    assert await store.alerted() == {AIDA: choice()}
    await put(redis, json.dumps(STORED | {"kinds": ["no_such"]}))
    assert await store.alerted() == {}


@ANYTHING
@given(text=st.text() | st.builds(json.dumps, values | near_misses))
async def test_foreign_texts_are_a_sound_choice_or_none(redis: Redis, text: str) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.flushdb()
    await put(redis, text)
    found = await store.alert_choice(AIDA, ADMIN)
    if found is not None:
        assert set(found.kinds) <= set(MODERATED)
        assert set(found.hours) <= set(DIGEST_HOURS)
        await store.save_alert_choice(AIDA, found)
        assert await store.alert_choice(AIDA, ADMIN) == found
    await store.end_alerts(AIDA)
    assert await store.alerted() == {}


@pytest.mark.parametrize(
    "text",
    [
        *NOT_TEXTS,
        json.dumps(STORED | {"mode": "sometimes"}),
        json.dumps(STORED | {"hours": []}),
        json.dumps(STORED | {"hours": [9, 24]}),
        json.dumps(STORED | {"quiet": [7, 7]}),
        json.dumps(STORED | {"quiet": [-1, 7]}),
        json.dumps(STORED | {"quiet": [22]}),
        json.dumps(STORED | {"language": "la"}),
        json.dumps(STORED | {"admin_id": "somebody"}),
        json.dumps(STORED | {"kinds": 7}),
        json.dumps(STORED | {"more": "x" * 5000}),
    ],
)
async def test_what_this_version_could_not_have_written_is_no_choice(
    store: RedisStore, redis: Redis, text: str | bytes
) -> None:
    await put(redis, text)
    assert await store.alert_choice(AIDA, ADMIN) is None
    assert await store.alerted() == {}
    await store.end_alerts(AIDA)
    assert await store.alerted() == {}
    await store.save_alert_choice(AIDA, choice())
    assert await store.alerted() == {AIDA: choice()}
