"""What stands in Redis, for operators and for other programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Allowed, Meter, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import OtpCode, SignInMark
from tests.integration.redis_store import AIDA, SESSION, VISITED, clock, store, stored

__all__ = ["clock", "store"]  # the fixtures


async def test_the_session_is_the_documented_json_object(store: RedisStore, redis: Redis) -> None:
    await store.start(replace(SESSION, telegram_name="Айгүл Ж."))
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
        "sign_in_id": "0a1b2c3d4e5f6071",
        "telegram_name": "Айгүл Ж.",
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


async def test_the_marks_are_the_documented_json_objects(store: RedisStore, redis: Redis) -> None:
    await store.start(SESSION)
    marks = [await redis.get("tg_login:7")]
    await store.end(AIDA)
    marks.append(await redis.get("tg_login:7"))
    await store.settle(AIDA, SignInMark(None))
    marks.append(await redis.get("tg_login:7"))
    await store.expel(AIDA)
    marks.append(await redis.get("tg_login:7"))
    assert [json.loads(mark or "") for mark in marks] == [
        {"valid_until": "2026-11-23T09:00:00Z", "told": False, "was_in": True, "revoked": False},
        {"valid_until": None, "told": False, "was_in": True, "revoked": False},
        {"valid_until": None, "told": True, "was_in": True, "revoked": False},
        {"valid_until": None, "told": True, "was_in": True, "revoked": True},
    ]


async def test_a_mark_of_an_earlier_version_has_yet_to_be_told(store: RedisStore, redis: Redis) -> None:
    await redis.set("tg_login:7", '{"valid_until": "2026-11-20T09:00:00Z"}')
    mark = (await store.open(AIDA, Meter.BUTTONS)).mark
    assert mark == SignInMark(datetime(2026, 11, 20, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ['{"valid_until": null}', '{"valid_until":null,"told":false,"was_in":true}', "what no version wrote"],
)
async def test_that_tabys_knows_is_noted_also_on_a_mark_that_was_written_otherwise(
    store: RedisStore, redis: Redis, text: str
) -> None:
    await redis.set("tg_login:7", text)
    await store.settle(AIDA, SignInMark(None))
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(mark=SignInMark(None, told=True))


async def test_a_session_of_an_earlier_version_is_one_without_the_telegram_name(
    store: RedisStore, redis: Redis
) -> None:
    await store.start(replace(SESSION, telegram_name="Айгүл Ж."))
    earlier = {name: value for name, value in (await stored(redis)).items() if name != "telegram_name"}
    await redis.set("tg_session:7", json.dumps(earlier), keepttl=True)
    assert await store.open(AIDA, Meter.BUTTONS) == VISITED
    assert await store.renew(SESSION) is True
    assert (await stored(redis))["telegram_name"] == ""


async def test_no_code_can_be_read_in_redis(store: RedisStore, redis: Redis) -> None:
    code = OtpCode("A7B9C3D5")
    await store.attempt(AIDA, code)
    await store.failed(AIDA)
    await store.attempt(AIDA, code)
    contents = [(key, await redis.get(key)) for key in await redis.keys()]
    assert [entry for entry in contents if "a7b9c3d5" in repr(entry).lower()] == []
    assert await store.attempt(AIDA, OtpCode("A7B9C3D6")) == Allowed()


async def test_no_address_of_a_picture_can_be_read_in_redis(store: RedisStore, redis: Redis) -> None:
    await store.note_sent("https://media.tabys.example/avatars/aida.jpg?key=secret", "AgACAgIAAx")
    assert await redis.keys() == ["tg_photo:7ba1483942a581b832f93049d9b4d71f"]
    assert await redis.get("tg_photo:7ba1483942a581b832f93049d9b4d71f") == "AgACAgIAAx"


@pytest.mark.parametrize("foreign", ["", None])
async def test_what_is_no_handle_is_replaced_by_the_next(store: RedisStore, redis: Redis, foreign: str | None) -> None:
    address = "https://media.tabys.example/7.jpg"
    await store.note_sent(address, "AgACAgIAAx")
    (key,) = await redis.keys()
    await redis.delete(key)
    if foreign is None:
        await redis.sadd(key, "something else")
    else:
        await redis.set(key, foreign)
    assert await store.handle_of(address) is None
    await store.note_sent(address, "AgACAgIAAx")
    assert await store.handle_of(address) == "AgACAgIAAx"
