"""Desks as they stand in Redis: bounded, documented, and whatever else stands there is an empty one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Meter
from tabys_bot.domain.desk import Asked, Desk, InHand, Marks, Prompt, Recent
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Section
from tests.integration.redis_store import AIDA, ANYTHING, LIMITS, START, clock, store

__all__ = ["clock", "store"]  # the fixtures

DESK = Desk(
    41,
    {Section.EVENTS: View({"moderation": "pending"}, "марафон")},
    Prompt(Asked.SEARCH, START, Section.EVENTS, back=8),
    "Айгүл",
    (Recent(Section.PARTICIPANTS, 5, "Болат", 17, 8),),
    ("парк", "каток"),
    Marks(Section.NEWS, (5, 4)),
    InHand(Section.EVENTS, 17, START),
)
STORED = {
    "admin_id": 41,
    "views": {"events": {"filters": {"moderation": "pending"}, "text": "марафон"}},
    "prompt": {
        "asked": "search",
        "at": "2026-11-22T09:00:00Z",
        "section": "events",
        "parent": 0,
        "number": 0,
        "back": 8,
        "draft": "",
        "act": "",
        "line": "",
    },
    "find": "Айгүл",
    "recent": [{"section": "participants", "id": 5, "title": "Болат", "parent": 17, "near": 8}],
    "found_before": ["парк", "каток"],
    "marks": {"section": "news", "ids": [5, 4]},
    "in_hand": {"section": "events", "id": 17, "at": "2026-11-22T09:00:00Z"},
}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(st.sampled_from([*STORED, "more"]), values).map(lambda changed: STORED | changed)


async def desk_of(store: RedisStore) -> Desk:
    return (await store.open(AIDA, Meter.BUTTONS)).desk


async def test_the_desk_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.save_desk(AIDA, DESK)
    assert json.loads(await redis.get("tg_desk:7") or "") == STORED


async def test_an_empty_desk_leaves_no_key(store: RedisStore, redis: Redis) -> None:
    await store.save_desk(AIDA, DESK)
    await store.save_desk(AIDA, Desk(41))
    assert await redis.keys() == []


async def test_long_titles_are_stored_bounded(store: RedisStore) -> None:
    await store.save_desk(AIDA, replace(DESK, recent=(Recent(Section.NEWS, 1, "Ұ" * 500),)))
    assert (await desk_of(store)).recent == (Recent(Section.NEWS, 1, "Ұ" * 199 + "…"),)


async def test_a_desk_that_is_too_large_leaves_the_one_before(store: RedisStore) -> None:
    await store.save_desk(AIDA, DESK)
    large = View({"moderation": "я" * 33_000})
    await store.save_desk(AIDA, replace(DESK, views={Section.EVENTS: large}))
    assert await desk_of(store) == DESK


async def test_half_a_symbol_does_not_keep_a_desk_from_being_stored(store: RedisStore) -> None:
    await store.save_desk(AIDA, Desk(41, find="сло\ud83dво", recent=(Recent(Section.NEWS, 1, "До\ud83dм"),)))
    assert await desk_of(store) == Desk(41, find="сло?во", recent=(Recent(Section.NEWS, 1, "Дом"),))


@ANYTHING
@given(text=st.text() | st.builds(json.dumps, values | near_misses))
async def test_foreign_texts_are_a_sound_desk_or_an_empty_one(redis: Redis, text: str) -> None:
    await redis.set("tg_desk:7", text)
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    desk = await desk_of(store)
    assert desk.prompt is None or desk.prompt.stands(START)
    await store.save_desk(AIDA, desk)
    assert await desk_of(store) == (desk if desk != Desk(desk.admin_id) else Desk())


@pytest.mark.parametrize(
    "changed",
    [
        {"views": {"no such section": {}}},
        {"views": {"events": {"filters": {"no such filter": "yes"}}}},
        {"views": {"news": {"filters": {"level": "beginner"}}}},
        {"views": {"events": {"text": "я" * 101}}},
        {"prompt": {"asked": "search", "at": "2026-11-22T09:00:00"}},
        {"prompt": {"asked": "search", "at": "9999-12-31T23:59:59Z"}},
        {"prompt": {"asked": "no such question", "at": "2026-11-22T09:00:00Z"}},
        {"find": "я" * 101},
        {"found_before": ["я" * 101]},
        {"found_before": ["парк"] * 10},
        {"recent": [{"section": "news", "id": 1, "title": "Дом"}] * 11},
        {"recent": [{"section": "news"}]},
        {"admin_id": "somebody"},
        {"prompt": {"asked": "why", "at": "2026-11-22T09:00:00Z", "act": "я" * 65}},
        {"prompt": {"asked": "why", "at": "2026-11-22T09:00:00Z", "line": "я" * 65}},
        {"marks": {"section": "no such section", "ids": [5]}},
        {"marks": {"section": "news", "ids": [5, 0]}},
        {"marks": {"section": "news", "ids": [2**31]}},
        {"marks": {"section": "news", "ids": ["somebody"]}},
        {"marks": {"section": "news", "ids": list(range(1, 102))}},
        {"in_hand": {"section": "events", "id": 17, "at": "2026-11-22T09:00:00"}},
        {"in_hand": {"section": "events", "id": 17, "at": "9999-12-31T23:59:59Z"}},
        {"in_hand": {"section": "events", "id": 0, "at": "2026-11-22T09:00:00Z"}},
        {"in_hand": {"section": "events", "id": 2**31, "at": "2026-11-22T09:00:00Z"}},
        {"in_hand": {"section": "no such section", "id": 17, "at": "2026-11-22T09:00:00Z"}},
    ],
)
async def test_what_this_version_could_not_have_written_is_an_empty_desk(
    store: RedisStore, redis: Redis, changed: dict[str, Any]
) -> None:
    await redis.set("tg_desk:7", json.dumps(STORED | changed))
    assert await desk_of(store) == Desk()


@pytest.mark.parametrize("text", ["", "[]", "null", "7", "{", "[" * 5000, b"\xff\xfe\x00{"])
async def test_what_is_no_object_is_an_empty_desk(store: RedisStore, redis: Redis, text: str | bytes) -> None:
    await redis.set("tg_desk:7", text)
    assert await desk_of(store) == Desk()


async def test_a_key_of_another_type_is_an_empty_desk_and_is_overwritten(store: RedisStore, redis: Redis) -> None:
    await redis.sadd("tg_desk:7", "something else")
    assert await desk_of(store) == Desk()
    await store.save_desk(AIDA, DESK)
    assert await desk_of(store) == DESK


async def test_fields_of_a_later_version_are_no_obstacle(store: RedisStore, redis: Redis) -> None:
    await redis.set("tg_desk:7", json.dumps(STORED | {"pinned": [1, 2]}))
    assert await desk_of(store) == DESK


async def test_a_desk_of_an_earlier_version_has_nothing_marked_and_nothing_in_hand(
    store: RedisStore, redis: Redis
) -> None:
    earlier = {name: value for name, value in STORED.items() if name not in ("marks", "in_hand")}
    await redis.set("tg_desk:7", json.dumps(earlier))
    assert await desk_of(store) == replace(DESK, marks=None, in_hand=None)
