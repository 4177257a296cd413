"""Drafts as they stand in Redis: bounded, swept up, and whatever else stands there is left out."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.answering import entity_of
from tabys_bot.domain.drafts import DRAFTS_AT_MOST, KEPT_FOR, LARGEST, Answer, Draft
from tests.integration.redis_store import AIDA, ANYTHING, DAY, LIMITS, START, clock, store
from tests.integration.written import ADMIN, COLLEAGUE, draft

__all__ = ["clock", "store"]  # the fixtures

KEY = f"tg_drafts:{AIDA}:{ADMIN}"
MS = 1_795_338_000_000
STORED: dict[str, Any] = {
    "id": "a1B2",
    "admin_id": 41,
    "section": "vacancies",
    "act": "create",
    "begun": "2026-11-22T09:00:00Z",
    "touched": "2026-11-22T09:00:00Z",
    "entity_id": 0,
    "parent": 0,
    "near": 7,
    "title": "",
    "before": {"title_ru": {"text": "Дизайнер", "shown": ""}, "city": {"text": "", "shown": "Қарағанды"}},
    "answers": {
        "profession": {"text": "17", "shown": 'Дизайнер "веб" 👩‍👧'},
        "description_kk": {"text": "Жұмыс\nүйде: 1:2:3", "shown": ""},
        "salary_low": {"text": "250000", "shown": ""},
        "employment": {"text": "FULL_TIME", "shown": ""},
        "deadline": {"text": "2026-12-01", "shown": ""},
        "skill_names": {"text": "3,5", "shown": "Figma, CSS"},
        "company": {"text": "", "shown": ""},
    },
    "seen": ["profession", "city"],
    "at": "profession",
    "is_growing": False,
    "stage": "writing",
    "revision": 0,
}
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(st.sampled_from([*STORED, "more"]), values).map(lambda changed: STORED | changed)
numbers = st.sampled_from(["NaN", "-Infinity", "1E-999999", "1E+999999", "0E-999999", "٣", "1_0", "2147483648", "1,,2"])
answers = st.dictionaries(
    st.sampled_from([*STORED["answers"], "price", "price_currency", "free", "starts_at", "subject", "discount"]),
    st.builds(lambda text: {"text": text}, st.text() | numbers | st.datetimes().map(str) | st.dates().map(str)),
)
forms = st.sampled_from([("vacancies", "city"), ("courses", "price"), ("events", "starts_at"), ("promo", "subject")])


def written(record: object, revision: object = 0) -> str:
    return f"{revision}:{MS}:token:{json.dumps(record)}"


async def read(store: RedisStore) -> tuple[Draft, ...]:
    return await store.drafts(AIDA, ADMIN)


async def test_a_draft_is_the_documented_text(store: RedisStore, redis: Redis) -> None:
    await store.save_draft(AIDA, draft(), was=None)
    revision, touched, token, record = str(await redis.hget(KEY, "a1B2")).split(":", 3)
    assert (revision, int(touched), len(token), json.loads(record)) == ("0", MS, 8, STORED)


async def test_it_is_the_documented_text_that_is_read(store: RedisStore, redis: Redis) -> None:
    await redis.hset(KEY, "a1B2", written(STORED | {"of a later version": [1]}))
    assert await read(store) == (draft(),)


@ANYTHING
@given(text=st.text(), title=st.text())
async def test_no_text_is_changed_on_the_way(redis: Redis, text: str, title: str) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.flushdb()
    begun = replace(draft(), title=title, answers={"company": Answer(text, title)})
    assert await store.save_draft(AIDA, begun, was=None) is True
    assert await store.draft(AIDA, ADMIN, begun.id) == begun


async def test_half_a_symbol_does_not_keep_a_draft_from_being_stored(store: RedisStore) -> None:
    begun = replace(draft(), answers={"company": Answer("сло\ud83dво")})
    assert await store.save_draft(AIDA, begun, was=None) is True
    assert await read(store) == (replace(begun, answers={"company": Answer("сло?во")}),)


@ANYTHING
@given(
    draft_id=st.sampled_from(["a1B2", "other"]),
    text=st.text() | st.builds(written, values | near_misses, st.integers(-1, 2) | st.text(max_size=3)),
)
async def test_foreign_texts_are_a_sound_draft_or_none_and_harm_no_other(
    redis: Redis, draft_id: str, text: str
) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.flushdb()
    await redis.hset(KEY, draft_id, text)
    for found in await read(store):
        assert (found.id, found.admin_id, found.is_known, found.is_old(START)) == (draft_id, ADMIN, True, False)
        assert found.moved("", START).position[0] == 0
    assert await store.save_draft(AIDA, draft("mine"), was=None) is True
    assert draft("mine") in await read(store)


@ANYTHING
@given(form=forms, changed=answers)
async def test_a_draft_that_is_read_can_be_shown(redis: Redis, form: tuple[str, str], changed: object) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    section, at = form
    record = STORED | {"section": section, "at": at, "answers": changed, "before": {}}
    await redis.hset(KEY, "a1B2", written(record))
    for found in await read(store):
        assert (len(str(entity_of(found))) < 100_000, len(found.questions) > 0) == (True, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"admin_id": COLLEAGUE},
        {"revision": 1},
        {"section": "no_such"},
        {"act": "no_such"},
        {"act": "deactivate"},
        {"at": "no_such"},
        {"stage": "done"},
        {"begun": "2026-11-22T09:00:00"},
        {"touched": "2026-11-22T09:00:00"},
        {"touched": "9999-12-31T23:59:59Z"},
        {"touched": "2026-10-23T09:00:00Z"},
        {"touched": "2027-01-22T09:00:00Z"},
        {"entity_id": -1},
        {"entity_id": 2**31},
        {"answers": {"salary_low": {"text": "много"}}},
        {"answers": {"salary_low": {"text": str(2**31)}}},
        {"answers": {"deadline": {"text": "31.12"}}},
        {"answers": {"skill_names": {"text": "1,-2"}}},
        {"answers": {"company": "слово"}},
        {"seen": "all"},
    ],
)
async def test_what_this_version_could_not_have_written_is_left_out_and_stays(
    store: RedisStore, redis: Redis, changed: dict[str, Any]
) -> None:
    text = written(STORED | changed)
    await redis.hset(KEY, "a1B2", text)
    assert (await read(store), await store.draft(AIDA, ADMIN, "a1B2")) == ((), None)
    await store.save_draft(AIDA, draft("mine"), was=None)
    assert await redis.hget(KEY, "a1B2") == text


@pytest.mark.parametrize("text", ["", "[]", "0", ":::", "0:1", "{", "[" * 5000, json.dumps(STORED), b"\xff\xfe\x00{"])
async def test_what_is_no_draft_is_left_out_not_written_over_and_can_be_dropped(
    store: RedisStore, redis: Redis, text: str | bytes
) -> None:
    await redis.hset(KEY, "a1B2", text)
    assert await read(store) == ()
    assert [await store.save_draft(AIDA, draft(), was=was) for was in (None, 0)] == [False, False]
    assert await store.drop_draft(AIDA, ADMIN, "a1B2") is True


@pytest.mark.parametrize("draft_id", ["", "a b", "a:b", "ы", "a" * 19])
async def test_an_id_that_no_button_can_carry_is_left_out(store: RedisStore, redis: Redis, draft_id: str) -> None:
    await redis.hset(KEY, draft_id, written(STORED | {"id": draft_id}))
    assert await read(store) == ()


async def test_what_is_larger_than_any_draft_is_not_even_fetched(store: RedisStore, redis: Redis) -> None:
    await redis.hset(KEY, "a1B2", written(STORED) + " " * 2 * LARGEST)
    assert await read(store) == ()


async def test_what_cannot_be_read_is_the_first_to_go_when_there_is_no_room(store: RedisStore, redis: Redis) -> None:
    foreign = (text for number in range(1000) for text in (f"foreign{number}", "what no version wrote"))
    await redis.hset(KEY, items=list(foreign))
    for number in range(DRAFTS_AT_MOST):
        await store.save_draft(AIDA, draft(f"mine{number}"), was=None)
        assert await redis.hlen(KEY) == DRAFTS_AT_MOST
    assert {found.id for found in await read(store)} == {f"mine{number}" for number in range(DRAFTS_AT_MOST)}


@pytest.mark.parametrize("days", [-30, 31, 100_000])
async def test_a_save_sweeps_up_what_is_not_kept_any_more(store: RedisStore, redis: Redis, days: int) -> None:
    at = MS + days * (DAY.days * 86_400_000)
    await redis.hset(KEY, "old", f"0:{at}:token:{json.dumps(STORED)}")
    await store.save_draft(AIDA, draft(), was=None)
    assert await redis.hkeys(KEY) == ["a1B2"]


async def test_a_key_of_another_type_is_no_draft_and_is_overwritten(store: RedisStore, redis: Redis) -> None:
    await redis.set(KEY, "something else")
    assert (await read(store), await store.draft(AIDA, ADMIN, "a1B2")) == ((), None)
    assert await store.drop_draft(AIDA, ADMIN, "a1B2") is False
    await redis.set(KEY, "something else")
    assert await store.save_draft(AIDA, draft(), was=None) is True
    assert await read(store) == (draft(),)


async def test_every_save_gives_all_of_them_another_month(store: RedisStore, redis: Redis, clock: ManualClock) -> None:
    month = KEPT_FOR // DAY * 86_400
    await store.save_draft(AIDA, draft(), was=None)
    await redis.expire(KEY, 60)
    assert await store.save_draft(AIDA, draft(), was=7) is False
    await store.drafts(AIDA, ADMIN)
    refused = await redis.ttl(KEY)
    await store.save_draft(AIDA, draft().moved("city", clock.now()), was=0)
    assert (refused <= 60, month - 60 < await redis.ttl(KEY) <= month) == (True, True)


async def test_the_last_one_dropped_leaves_no_key(store: RedisStore, redis: Redis) -> None:
    await store.save_draft(AIDA, draft(), was=None)
    await store.drop_draft(AIDA, ADMIN, "a1B2")
    assert await redis.keys() == []
