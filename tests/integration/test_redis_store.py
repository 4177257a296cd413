"""What stands in Redis, for operators and for other programs; and that nothing there can hurt the bot."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Allowed, Meter, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import OtpCode, Session, SignInMark

AIDA = 7
DAY = timedelta(days=1)
DAY_MS = DAY // timedelta(milliseconds=1)
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIMITS = Limits(messages=1_000_000, buttons=1_000_000, sign_ins=1_000_000, failed_sign_ins=1_000_000)
SESSION = Session(
    telegram_user_id=AIDA,
    admin_id=41,
    role=Role.SUPER_ADMIN,
    access_token="eyJh.eyJi.c",
    admin_name='Айгүл "Жұмабаева" 👩‍👧',
    created_at=START,
    last_activity=START,
    checked_at=START,
    expires_at=START + DAY,
)
VISITED = Visit(SESSION, SignInMark(SESSION.expires_at))
# the fixtures are a client and a clock: nothing of one example harms the next
ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)
near_misses = st.dictionaries(
    st.sampled_from([*SESSION.__dataclass_fields__, "valid_until", "more"]),
    scalars | json_values | st.datetimes().map(datetime.isoformat) | st.sampled_from(["2026-11-22", "0", "Z"]),
)
foreign = st.text() | st.builds(json.dumps, json_values | near_misses)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def store(redis: Redis, clock: ManualClock) -> RedisStore:
    return RedisStore(redis=redis, clock=clock, limits=LIMITS)


async def stored(redis: Redis) -> Any:
    return json.loads(await redis.get("tg_session:7") or "null")


async def test_the_session_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    assert await stored(redis) == {
        "telegram_user_id": "7",
        "admin_id": 41,
        "role": "super_admin",
        "access_token": "eyJh.eyJi.c",
        "admin_name": 'Айгүл "Жұмабаева" 👩‍👧',
        "created_at": "2026-11-22T09:00:00Z",
        "last_activity": "2026-11-22T09:00:00Z",
        "checked_at": "2026-11-22T09:00:00Z",
        "expires_at": "2026-11-23T09:00:00Z",
    }


async def test_activity_and_renewal_keep_the_documented_shape(
    store: RedisStore, redis: Redis, clock: ManualClock
) -> None:
    await store.start(SESSION)
    before = await stored(redis)
    clock.advance(timedelta(minutes=2, milliseconds=250))
    await store.open(AIDA, Meter.BUTTONS)
    noted = await stored(redis)
    await store.renew(replace(SESSION, role=Role.MSB))
    assert noted == before | {"last_activity": "2026-11-22T09:02:00.250000Z"}
    assert await stored(redis) == before | {"role": "msb"}


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
    assert DAY_MS - 5000 < at_login <= DAY_MS
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


async def test_fields_of_a_later_version_survive_the_notes_of_this_one(
    store: RedisStore, redis: Redis, clock: ManualClock
) -> None:
    await store.start(SESSION)
    more = {"department_id": 12, "scopes": ["a", "b"], "nothing": None, "nested": {"да": True}}
    await redis.set("tg_session:7", json.dumps(await stored(redis) | more), keepttl=True)
    clock.advance(timedelta(minutes=2))
    visit = await store.open(AIDA, Meter.BUTTONS)
    kept = await stored(redis)
    assert visit.session == replace(SESSION, last_activity=clock.now())
    assert {name: kept[name] for name in more} == more


@ANYTHING
@given(
    name=st.text(),
    token=st.text(min_size=1),
    admin_id=st.integers(1, 2**31 - 1),
    activity=st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2026, 11, 1)),  # noqa: DTZ001  the zone stands beside it
)
async def test_no_text_is_changed_by_a_trip_through_the_script(
    redis: Redis, name: str, token: str, admin_id: int, activity: datetime
) -> None:
    clock = ManualClock(START)
    store = RedisStore(redis=redis, clock=clock, limits=LIMITS)
    session = replace(SESSION, admin_name=name, access_token=token, admin_id=admin_id, last_activity=activity)
    await store.start(session)
    visit = await store.open(AIDA, Meter.BUTTONS)
    assert visit == Visit(replace(session, last_activity=START), VISITED.mark)
    assert await store.open(AIDA, Meter.BUTTONS) == visit


@ANYTHING
@given(session=foreign, mark=foreign, language=st.text())
async def test_foreign_texts_in_the_keys_make_nobody_an_admin(
    redis: Redis, session: str, mark: str, language: str
) -> None:
    await redis.mset({"tg_session:7": session, "tg_login:7": mark, "tg_language:7": language})
    store = RedisStore(redis=redis, clock=ManualClock(START), limits=LIMITS)
    visit = await store.open(AIDA, Meter.BUTTONS)
    assert (visit.session, visit.language) == (None, language)
    assert visit.mark is not None  # unreadable counts as signed out: the safe side


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


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
async def test_numbers_beyond_measure_in_a_session_are_no_crash(store: RedisStore, redis: Redis, number: str) -> None:
    await redis.set("tg_session:7", f'{{"last_activity": "", "more": {number}}}')
    assert await store.open(AIDA, Meter.BUTTONS) == Visit()


@pytest.mark.parametrize("signed_in", [True, False])
async def test_a_visit_is_one_round_trip(
    store: RedisStore, redis: Redis, redis_url: str, clock: ManualClock, *, signed_in: bool
) -> None:
    await store.open(AIDA, Meter.BUTTONS)  # the server learns the script
    if signed_in:
        await store.start(SESSION)
        await store.set_language(AIDA, "kk")
        clock.advance(timedelta(minutes=2))
    async with connected(redis_url) as watcher, watcher.monitor() as monitor:
        await store.open(AIDA, Meter.BUTTONS)
        await redis.echo("that was all")
        seen = []
        while True:
            command = await monitor.next_command()
            if command["client_type"] != "lua":
                seen.append(command["command"].split()[0].upper())
            if seen[-1:] == ["ECHO"]:
                break
    assert seen == ["EVALSHA", "ECHO"]


async def test_no_code_can_be_read_in_redis(store: RedisStore, redis: Redis) -> None:
    code = OtpCode("A7B9C3D5")
    await store.attempt(AIDA, code)
    await store.failed()
    await store.attempt(AIDA, code)
    contents = [(key, await redis.get(key)) for key in await redis.keys()]
    assert [entry for entry in contents if "a7b9c3d5" in repr(entry).lower()] == []
    assert await store.attempt(AIDA, OtpCode("A7B9C3D6")) == Allowed()


async def test_everything_but_marks_is_swept_up_by_redis_itself(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    await store.set_language(AIDA, "kk")
    await store.claim_restore(AIDA)
    closing = RedisStore(redis=redis, clock=ManualClock(START), limits=Limits(sign_ins=1))
    for number in range(3):
        await closing.attempt(AIDA, OtpCode(f"CODE000{number}"))
    await store.failed()
    for meter in Meter:
        await store.open(AIDA, meter)
    assert [key for key in await redis.keys() if await redis.ttl(key) == -1] == ["tg_login:7"]


async def test_a_visitor_who_does_not_wait_takes_nobody_elses_answer(store: RedisStore) -> None:
    for visitor in range(1, 41):
        await store.set_language(visitor, f"language of {visitor}")
    for _ in range(20):
        visits = {visitor: asyncio.create_task(store.open(visitor, Meter.BUTTONS)) for visitor in range(1, 41)}
        await asyncio.sleep(0.001)
        for visitor in range(1, 41, 2):
            visits[visitor].cancel()
        await asyncio.wait(visits.values())
        assert {visitor: await visits[visitor] for visitor in range(2, 41, 2)} == {
            visitor: Visit(language=f"language of {visitor}") for visitor in range(2, 41, 2)
        }
