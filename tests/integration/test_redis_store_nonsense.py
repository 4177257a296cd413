"""Nothing that somebody else put into Redis can hurt the bot."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.languages import Language
from tests.integration.redis_store import AIDA, ANYTHING, LIMITS, SESSION, START, VISITED, clock, store, stored

__all__ = ["clock", "store"]  # the fixtures

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(
    st.sampled_from([*SESSION.__dataclass_fields__, "valid_until", "more"]),
    scalars | json_values | st.datetimes().map(datetime.isoformat) | st.sampled_from(["2026-11-22", "0", "Z"]),
)
foreign = st.text() | st.builds(json.dumps, json_values | near_misses)


@ANYTHING
@given(session=foreign, mark=foreign, language=st.text())
async def test_foreign_texts_in_the_keys_make_nobody_an_admin(
    redis: Redis, session: str, mark: str, language: str
) -> None:
    await redis.mset({"tg_session:7": session, "tg_login:7": mark, "tg_language:7": language})
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    visit = await store.open(AIDA, Meter.BUTTONS)
    assert (visit.session, visit.language) == (None, Language.parse(language))
    assert visit.mark is not None  # unreadable counts as signed out: the safe side
    assert await store.language_of(AIDA) == visit.language


@ANYTHING
@given(changes=near_misses)
async def test_a_session_that_was_tampered_with_is_sound_or_gone(redis: Redis, changes: dict[str, Any]) -> None:
    store = RedisStore(redis=redis, clock=ManualClock(START + timedelta(hours=1)), limits=LIMITS)
    await store.start(SESSION)
    await redis.set("tg_session:7", json.dumps(await stored(redis) | changes))
    session = (await store.open(AIDA, Meter.BUTTONS)).session
    if session is not None:
        times = (session.created_at, session.last_activity, session.checked_at, session.expires_at)
        assert [at.utcoffset() is not None for at in times] == [True] * 4


@pytest.mark.parametrize("mark", ["2026-11-22T09:00:00", "2026-11-22"])
async def test_a_mark_without_a_time_zone_can_still_be_compared(store: RedisStore, redis: Redis, mark: str) -> None:
    await redis.set("tg_login:7", json.dumps({"valid_until": mark}))
    found = (await store.open(AIDA, Meter.BUTTONS)).mark
    assert found is not None
    assert found.valid_until is None or found.valid_until.utcoffset() is not None


@pytest.mark.parametrize("key", ["tg_session:7", "tg_login:7", "tg_language:7"])
async def test_bytes_that_are_no_text_are_no_session(store: RedisStore, redis: Redis, key: str) -> None:
    await redis.set(key, b"\xff\xfe\x00{")
    visit = await store.open(AIDA, Meter.BUTTONS)
    assert visit.session is None


async def test_a_session_of_somebody_else_makes_nobody_an_admin(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await redis.rename("tg_session:7", "tg_session:8")
    assert await store.open(8, Meter.BUTTONS) == Visit()


@pytest.mark.parametrize("sign_in_id", [..., None, 17, [], {}, ["0a1b2c3d4e5f6071"]])
async def test_a_session_without_a_sound_sign_in_is_no_session_and_is_not_renewed(
    store: RedisStore, redis: Redis, sign_in_id: object
) -> None:
    await store.start(SESSION)
    session = {name: value for name, value in (await stored(redis)).items() if name != "sign_in_id"}
    await redis.set("tg_session:7", json.dumps(session | ({} if sign_in_id is ... else {"sign_in_id": sign_in_id})))
    assert await store.renew(SESSION) is False
    assert await store.revoke(SESSION) is False
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=VISITED.mark)


@pytest.mark.parametrize("text", ["", "[]", "null", "7", '"0a1b2c3d4e5f6071"', "{", "[" * 5000, b"\xff\xfe"])
async def test_a_text_that_is_no_session_is_neither_renewed_nor_revoked(
    store: RedisStore, redis: Redis, text: str | bytes
) -> None:
    await store.start(SESSION)
    await redis.set("tg_session:7", text)
    assert await store.renew(SESSION) is False
    assert await store.revoke(SESSION) is False
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=VISITED.mark)


@pytest.mark.parametrize("field", ["created_at", "last_activity", "checked_at", "expires_at"])
@pytest.mark.parametrize("time", ["2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
async def test_a_session_from_the_far_future_is_no_session(
    store: RedisStore, redis: Redis, field: str, time: str
) -> None:
    await store.start(SESSION)
    await redis.set("tg_session:7", json.dumps(await stored(redis) | {field: time}))
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=VISITED.mark)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
async def test_numbers_beyond_measure_in_a_session_are_no_crash(store: RedisStore, redis: Redis, number: str) -> None:
    await redis.set("tg_session:7", f'{{"last_activity": "", "more": {number}}}')
    assert await store.open(AIDA, Meter.BUTTONS) == Visit()
