"""Decisions on several records as they stand in Redis: bounded, and whatever else stands there counts as absent."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.batches import LONGEST_REASON, MARKED_AT_MOST, Item, Result
from tests.integration.moderated import batch, over
from tests.integration.redis_store import ANYTHING, LIMITS, START, clock, store

__all__ = ["clock", "store"]  # the fixtures

KEY = "tg_batch:a1B2"
ITEM = {"entity_id": 20, "result": "", "title": "", "why": ""}
STORED = {
    "id": "a1B2",
    "visitor_id": 7,
    "admin_id": 41,
    "section": "events",
    "act": "reject",
    "items": [
        {"entity_id": 17, "result": "done", "title": 'Марафон "Тау" 👩‍👧', "why": ""},
        {"entity_id": 18, "result": "failed", "title": "Парк", "why": "unavailable"},
        {"entity_id": 19, "result": "begun", "title": "", "why": ""},
        ITEM,
    ],
    "begun_at": "2026-11-22T09:00:00Z",
    "reason": "Суреті жоқ / нет фото",
    "message_id": 5,
    "told": False,
    "revision": 0,
}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(st.sampled_from([*STORED, "more"]), values).map(lambda changed: STORED | changed)


async def test_a_batch_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.save_batch(batch(), was=None)
    assert json.loads(await redis.get(KEY) or "") == STORED
    assert await redis.smembers("tg_batches") == {"a1B2"}
    await redis.set(KEY, json.dumps(STORED | {"of a later version": 1}))
    assert await store.batch("a1B2") == batch()


@ANYTHING
@given(text=st.text() | st.builds(json.dumps, values | near_misses))
async def test_foreign_texts_are_a_sound_batch_or_none(redis: Redis, text: str) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.set(KEY, text)
    found = await store.batch("a1B2")
    if found is not None:
        assert (found.id, found, len(found.items) > 0) == ("a1B2", found.bounded(), True)
        await store.save_batch(found, was=found.revision)
        assert await store.batch("a1B2") == found


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "another"},
        {"section": "no_such"},
        {"visitor_id": 0},
        {"visitor_id": 2**53},
        {"admin_id": "somebody"},
        {"message_id": -2},
        {"revision": -1},
        {"revision": 2**53},
        {"begun_at": "2026-11-22T09:00:00"},
        {"begun_at": "9999-12-31T23:59:59Z"},
        {"reason": "ұ" * (LONGEST_REASON + 1)},
        {"items": []},
        {"items": [ITEM] * (MARKED_AT_MOST + 1)},
        {"items": [ITEM | {"entity_id": 0}]},
        {"items": [ITEM | {"entity_id": 2**31}]},
        {"items": [ITEM | {"result": "of another version"}]},
        {"items": [ITEM | {"title": "ұ" * 200_000}]},
    ],
)
async def test_what_this_version_could_not_have_written_is_no_batch(
    store: RedisStore, redis: Redis, changed: dict[str, Any]
) -> None:
    await redis.set(KEY, json.dumps(STORED | changed))
    assert await store.batch("a1B2") is None


@pytest.mark.parametrize("text", ["", "[]", "null", "7", "{", "[" * 5000, b"\xff\xfe\x00{"])
async def test_what_is_no_object_is_no_batch(store: RedisStore, redis: Redis, text: str | bytes) -> None:
    await redis.set(KEY, text)
    assert await store.batch("a1B2") is None
    assert await store.save_batch(batch(), was=None) is (text != "[]")


@pytest.mark.parametrize("revision", [{"revision": None}, {"revision": "7"}, {"revision": [7]}, {"more": 1}])
async def test_a_revision_of_another_version_is_taken_for_some(
    store: RedisStore, redis: Redis, revision: dict[str, Any]
) -> None:
    await redis.set(KEY, json.dumps({key: value for key, value in STORED.items() if key != "revision"} | revision))
    assert not await store.save_batch(batch(), was=None)
    assert await store.save_batch(batch(), was=7 if revision.get("revision") == "7" else 0)


async def test_what_is_too_long_or_not_clean_is_made_so_when_it_is_read(store: RedisStore, redis: Redis) -> None:
    items = [ITEM | {"title": "До\u202eм\n\x00" + "ұ" * 300, "why": "a\nb" + "c" * 99}]
    await redis.set(KEY, json.dumps(STORED | {"items": items, "reason": "сло\u202eво\nда"}))
    found = await store.batch("a1B2")
    assert found is not None
    assert (found.items, found.reason) == (
        (Item(20, title="Дом " + "ұ" * 195 + "…", why="a b" + "c" * 61),),
        "слово да",
    )


@pytest.mark.parametrize("symbol", ["👩", "ұ", '"', "\\"])
async def test_the_largest_batch_comes_back(store: RedisStore, symbol: str) -> None:
    items = tuple(Item(2**31 - number, Result.ALREADY, symbol * 200, symbol * 64) for number in range(1, 101))
    largest = batch("x" * 18, items=items, reason=symbol * LONGEST_REASON, visitor_id=2**52 - 1)
    await store.save_batch(largest, was=None)
    assert await store.batch("x" * 18) == largest


@pytest.mark.parametrize("batch_id", ["", "x" * 19, "a-1", "a b", "ұ", "a1B2\n", "..", "*"])
async def test_what_is_no_id_of_a_batch_is_none(store: RedisStore, redis: Redis, batch_id: str) -> None:
    await redis.set(f"tg_batch:{batch_id}", json.dumps(STORED | {"id": batch_id}))
    await redis.sadd("tg_batches", batch_id)
    assert (await store.batch(batch_id), await store.open_batches()) == (None, ())


async def test_keys_of_another_type_count_as_absent_and_are_replaced(store: RedisStore, redis: Redis) -> None:
    await redis.sadd(KEY, "something else")
    await redis.set("tg_batches", "something else")
    assert (await store.batch("a1B2"), await store.open_batches()) == (None, ())
    await store.save_batch(batch(), was=None)
    assert (await store.batch("a1B2"), await store.open_batches()) == (batch(), ("a1B2",))
    await redis.set("tg_batches", "something else")
    await store.save_batch(over(batch()), was=0)
    assert (await store.batch("a1B2"), await store.open_batches()) == (over(batch()), ())


async def test_the_index_forgets_what_is_gone(store: RedisStore, redis: Redis) -> None:
    await store.save_batch(batch(), was=None)
    assert round(await redis.ttl("tg_batches") / 86_400) == 7
    await redis.delete(KEY)
    assert await store.open_batches() == ()
    assert await redis.keys() == []


def test_the_reason_of_a_batch_is_not_told_by_its_repr() -> None:
    assert "Суреті" not in repr(batch())
