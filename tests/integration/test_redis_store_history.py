"""History and claims as they stand in Redis: bounded, and whatever else stands there is skipped."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.history import CHANGES_AT_MOST, ENTRIES_AT_MOST, KEPT_FOR, LONGEST_SIDE, Entry
from tabys_bot.domain.sections import Section
from tests.integration.redis_store import ANYTHING, DAY, LIMITS, START, clock, store
from tests.integration.written import entry

__all__ = ["clock", "store"]  # the fixtures

KEY = "tg_history:events:17"
STORED = {
    "section": "events",
    "entity_id": 17,
    "act": "edit",
    "admin_id": 41,
    "admin_name": "Айгүл Ж.",
    "at": "2026-11-22T09:00:00Z",
    "title": "Марафон",
    "changes": {
        "title": {"before": "Марафон", "after": 'Марафон "Тау" 👩‍👧'},
        "place": {"before": "", "after": "Қарағанды"},
    },
    "sure": True,
}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(st.sampled_from([*STORED, "more"]), values).map(lambda changed: STORED | changed)


async def history(store: RedisStore) -> tuple[Entry, ...]:
    return await store.history_of(Section.EVENTS, 17)


async def put(redis: Redis, *texts: str | bytes) -> None:
    await redis.rpush(KEY, *texts)


async def test_an_entry_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.note(entry())
    assert [json.loads(text) for text in await redis.lrange(KEY, 0, -1)] == [STORED]
    await put(redis, json.dumps(STORED | {"of a later version": 1}))
    assert await history(store) == (entry(), entry())


@ANYTHING
@given(text=st.text() | st.builds(json.dumps, values | near_misses))
async def test_foreign_texts_are_a_sound_entry_or_skipped(redis: Redis, text: str) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.flushdb()
    await put(redis, json.dumps(STORED), text)
    first, *foreign = await history(store)
    assert first == entry()
    assert [found == found.bounded() and found.at <= START for found in foreign] in ([], [True])


@pytest.mark.parametrize(
    "changed",
    [
        {"section": "news"},
        {"section": "no_such"},
        {"entity_id": 18},
        {"act": "no_such"},
        {"at": "2026-11-22T09:00:00"},
        {"at": "9999-12-31T23:59:59Z"},
        {"at": "2026-05-26T09:00:00Z"},
        {"admin_id": "somebody"},
        {"changes": {"title": "слово"}},
        {"title": "ұ" * 300_000},
    ],
)
async def test_what_this_version_could_not_have_written_is_skipped(
    store: RedisStore, redis: Redis, changed: dict[str, Any]
) -> None:
    await put(redis, json.dumps(STORED | changed), "", "[]", "{", "[" * 5000, b"\xff\xfe\x00{", json.dumps(STORED))
    assert await history(store) == (entry(),)


async def test_what_is_too_long_or_not_clean_is_made_so_when_it_is_read(store: RedisStore, redis: Redis) -> None:
    changes = {f"key{number}": {"before": "ұ" * 300, "after": "a\u202eb"} for number in range(99)}
    await put(redis, *[json.dumps(STORED | {"title": "Дом\n\x00", "changes": changes})] * 99)
    found = await history(store)
    sides = {(len(change.before), change.after) for change in found[0].changes.values()}
    assert (len(found), found[0].title, len(found[0].changes)) == (ENTRIES_AT_MOST, "Дом", CHANGES_AT_MOST)
    assert sides == {(LONGEST_SIDE, "ab")}


async def test_the_list_is_cut_and_stands_for_half_a_year_after_the_last_entry(store: RedisStore, redis: Redis) -> None:
    await put(redis, *["foreign"] * 99)
    await store.note(entry())
    assert await redis.llen(KEY) == ENTRIES_AT_MOST
    assert KEPT_FOR - DAY < timedelta(milliseconds=await redis.pttl(KEY)) <= KEPT_FOR


async def test_a_key_of_another_type_is_no_history_and_is_overwritten(store: RedisStore, redis: Redis) -> None:
    await redis.set(KEY, "something else")
    assert await history(store) == ()
    await store.note(entry())
    assert await history(store) == (entry(),)


async def test_what_is_claimed_cannot_be_read_in_redis(store: RedisStore, redis: Redis) -> None:
    assert await store.claim("coins 17 Айгүл", DAY) is True
    (key,) = map(str, await redis.keys())
    assert (key.startswith("tg_once:"), len(key), "Айгүл" in key) == (True, 40, False)
    assert DAY - timedelta(minutes=1) < timedelta(milliseconds=await redis.pttl(key)) <= DAY


async def test_something_else_in_the_place_of_a_claim_is_somebody_elses(store: RedisStore, redis: Redis) -> None:
    await store.claim("coins 17", DAY)
    (key,) = await redis.keys()
    await redis.delete(key)
    await redis.sadd(key, "something else")
    await store.unclaim("coins 17")
    assert await store.claim("coins 17", DAY) is False
