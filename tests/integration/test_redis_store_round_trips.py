"""One trip to Redis for a visit: nothing is changed on the way, and nobody takes another's answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Meter, Visit
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.drafts import DRAFTS_AT_MOST
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tests.integration.moderated import EVENT, NEWS, batch, choice
from tests.integration.redis_store import AIDA, ANYTHING, LIMITS, SESSION, START, VISITED, clock, store
from tests.integration.written import ADMIN, draft, entry

__all__ = ["clock", "store"]  # the fixtures

WRITING: dict[str, Callable[[RedisStore], Awaitable[object]]] = {
    "drafts": lambda store: store.drafts(AIDA, ADMIN),
    "draft": lambda store: store.draft(AIDA, ADMIN, "draft0"),
    "save_draft": lambda store: store.save_draft(AIDA, draft(), was=None),
    "drop_draft": lambda store: store.drop_draft(AIDA, ADMIN, "draft0"),
    "claim": lambda store: store.claim("coins 17", timedelta(minutes=1)),
    "unclaim": lambda store: store.unclaim("coins 17"),
    "note": lambda store: store.note(entry()),
    "history_of": lambda store: store.history_of(Section.EVENTS, 17),
}
MODERATION: dict[str, Callable[[RedisStore], Awaitable[object]]] = {
    "alert_choice": lambda store: store.alert_choice(AIDA, ADMIN),
    "save_alert_choice": lambda store: store.save_alert_choice(AIDA, choice()),
    "alerted": lambda store: store.alerted(),
    "end_alerts": lambda store: store.end_alerts(AIDA),
    "known_waiting": lambda store: store.known_waiting(Section.EVENTS),
    "note_waiting": lambda store: store.note_waiting(Section.EVENTS, range(1, 99), {7: [EVENT, NEWS], 8: [NEWS]}),
    "owed": lambda store: store.owed(),
    "settle_owed": lambda store: store.settle_owed(AIDA, [EVENT, NEWS]),
    "claim_alerts": lambda store: store.claim_alerts([EVENT, NEWS], AIDA),
    "unclaim_alerts": lambda store: store.unclaim_alerts([EVENT, NEWS], AIDA),
    "note_alert": lambda store: store.note_alert(EVENT, AIDA, 5),
    "alerts_of": lambda store: store.alerts_of(EVENT),
    "close_alerts": lambda store: store.close_alerts(EVENT),
    "subjects_told": lambda store: store.subjects_told(),
    "save_batch": lambda store: store.save_batch(batch(), was=None),
    "batch": lambda store: store.batch("a1B2"),
    "open_batches": lambda store: store.open_batches(),
}


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


@pytest.mark.parametrize("signed_in", [True, False])
async def test_a_visit_is_one_round_trip(
    store: RedisStore, redis: Redis, redis_url: str, clock: ManualClock, *, signed_in: bool
) -> None:
    await store.open(AIDA, Meter.BUTTONS)  # the server learns the script
    if signed_in:
        await store.start(SESSION)
        await store.set_language(AIDA, Language.KK)
        await store.save_desk(AIDA, Desk(41, find="слово"))
        clock.advance(timedelta(minutes=2))
    assert await commands(redis, redis_url, lambda: store.open(AIDA, Meter.BUTTONS)) == ["EVALSHA"]


async def test_who_is_signed_in_is_one_round_trip_for_however_many(
    store: RedisStore, redis: Redis, redis_url: str
) -> None:
    for visitor_id in range(1, 201):
        await store.start(replace(SESSION, telegram_user_id=visitor_id))
    await store.standing()  # the server learns the script
    assert await commands(redis, redis_url, store.standing) == ["EVALSHA"]


@pytest.mark.parametrize("act", WRITING)
async def test_whatever_concerns_writing_is_one_round_trip(
    store: RedisStore, redis: Redis, redis_url: str, act: str
) -> None:
    for number in range(DRAFTS_AT_MOST):
        await store.save_draft(AIDA, draft(f"draft{number}"), was=None)
    await WRITING[act](store)  # the server learns the script
    assert await commands(redis, redis_url, lambda: WRITING[act](store)) == ["EVALSHA"]


@pytest.mark.parametrize("act", MODERATION)
async def test_whatever_concerns_moderation_is_one_round_trip_for_however_many(
    store: RedisStore, redis: Redis, redis_url: str, act: str
) -> None:
    for visitor_id in range(1, 51):
        await store.save_alert_choice(visitor_id, choice())
        await store.note_waiting(Section.EVENTS, range(1, 99), {visitor_id: [EVENT, NEWS]})
        await store.note_alert(Subject(Section.EVENTS, visitor_id), visitor_id, 5)
        await store.save_batch(batch(f"batch{visitor_id}"), was=None)
    await MODERATION[act](store)  # the server learns the script
    assert await commands(redis, redis_url, lambda: MODERATION[act](store)) == ["EVALSHA"]


async def commands(redis: Redis, redis_url: str, act: Callable[[], Awaitable[object]]) -> list[str]:
    """What was sent to the server meanwhile."""
    async with connected(redis_url) as watcher, watcher.monitor() as monitor:
        await act()
        await redis.echo("that was all")
        seen: list[str] = []
        while seen[-1:] != ["ECHO"]:
            command = await monitor.next_command()
            if command["client_type"] != "lua":
                seen.append(command["command"].split()[0].upper())
    return seen[:-1]


async def test_a_visitor_who_does_not_wait_takes_nobody_elses_answer(store: RedisStore) -> None:
    sessions = {visitor: replace(SESSION, telegram_user_id=visitor, admin_id=visitor) for visitor in range(1, 41)}
    for session in sessions.values():
        await store.start(session)
    for _ in range(20):
        visits = {visitor: asyncio.create_task(store.open(visitor, Meter.BUTTONS)) for visitor in range(1, 41)}
        await asyncio.sleep(0.001)
        for visitor in range(1, 41, 2):
            visits[visitor].cancel()
        await asyncio.wait(visits.values())
        assert {visitor: await visits[visitor] for visitor in range(2, 41, 2)} == {
            visitor: Visit(sessions[visitor], VISITED.mark) for visitor in range(2, 41, 2)
        }
