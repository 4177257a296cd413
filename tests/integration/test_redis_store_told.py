"""What waits, who is owed and who was told what, as they stand in Redis: whatever else stands there is left out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.integration.moderated import EVENT, NEWS
from tests.integration.redis_store import AIDA, ANYTHING, LIMITS, START, clock, store

__all__ = ["clock", "store"]  # the fixtures

NOT_TEXTS = ["", "[]", "null", "7", "{", "[" * 5000, b"\xff\xfe\x00{"]
names = st.text(max_size=30) | st.builds("{}:{}".format, st.sampled_from([*Section, "no_such"]), st.integers())


@pytest.mark.parametrize(
    "text",
    [
        *(text for text in NOT_TEXTS if text != "[]"),
        "[0]",
        "[-1]",
        f"[{LARGEST_ID + 1}]",
        '["somebody"]',
        "[1.5]",
        json.dumps(list(range(1, LINE_AT_MOST + 2))),
        f"[{' ' * 20_000}]",
    ],
)
async def test_what_are_no_numbers_of_records_was_never_looked_at(
    store: RedisStore, redis: Redis, text: str | bytes
) -> None:
    await redis.set("tg_waiting:events", text)
    assert await store.known_waiting(Section.EVENTS) is None


async def test_as_many_as_can_wait_are_known_however_large_their_numbers(store: RedisStore) -> None:
    ids = frozenset(range(LARGEST_ID - LINE_AT_MOST + 1, LARGEST_ID + 1))
    await store.note_waiting(Section.EVENTS, ids, {})
    assert await store.known_waiting(Section.EVENTS) == ids


@ANYTHING
@given(foreign=st.sets(names, max_size=9))
async def test_foreign_names_are_sound_subjects_or_left_out(redis: Redis, foreign: set[str]) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    await redis.flushdb()
    await redis.sadd("tg_owed:7", "news:17", *(name.encode(errors="replace") for name in foreign))
    await redis.sadd("tg_told", "news:17", *(name.encode(errors="replace") for name in foreign))
    for name in ("news:17", *foreign):
        await redis.hset(f"tg_told:{name}", "7", "5")
    await redis.sadd("tg_owing", "7")
    (owed,) = await store.owed()
    assert NEWS in owed.subjects
    for subject in {*owed.subjects, *await store.subjects_told()}:
        assert subject.section in MODERATED
        assert 0 < subject.entity_id <= LARGEST_ID
        assert f"{subject.section}:{subject.entity_id}" in {"news:17", *foreign}


@pytest.mark.parametrize("name", ["no_such:1", "admins:1", "events:01", "events:0", "events:٧", "events", ":1", "1"])
async def test_who_is_owed_what_this_version_does_not_know_is_owed_nothing_that_it_would_tell(
    store: RedisStore, redis: Redis, name: str
) -> None:
    await redis.sadd("tg_owing", "7")
    await redis.sadd("tg_owed:7", name)
    assert await store.owed() == ()
    assert await redis.smembers("tg_owed:7") == {name}, "a later version knows it"


@pytest.mark.parametrize("foreign", ["", "0", "-5", "٧", "05", "5.0", "many", "9" * 30, b"\xff\xfe", "?token"])
async def test_what_is_no_number_of_a_message_is_as_one_yet_to_be_sent(
    store: RedisStore, redis: Redis, foreign: str | bytes
) -> None:
    await redis.hset("tg_told:events:17", mapping={"7": foreign, "8": "6"})
    assert await store.alerts_of(EVENT) == {8: 6}
    assert await store.claim_alerts([EVENT], AIDA) == set()
    await store.note_alert(EVENT, AIDA, 5)
    assert await store.alerts_of(EVENT) == {AIDA: 5, 8: 6}


async def test_more_messages_than_there_are_admins_count_as_none(store: RedisStore, redis: Redis) -> None:
    await redis.hset("tg_told:events:17", mapping={str(number): "5" for number in range(1, 5002)})
    assert await store.alerts_of(EVENT) == {}
