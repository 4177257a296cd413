"""A session that is not in the store: lost and restored, or ended and in need of a new code."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.ports import Meter, Visit
from tabys_bot.application.use_cases.recognition import Absence, Recognised, RecogniseVisitor, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import Session, SignInMark
from tests.unit.scene import ANNA, CHECK_INTERVAL, GATEWAY_FAILURES, LIFETIME, Scene, scene

SECOND = timedelta(seconds=1)


async def after_losing_the_store(bot: Scene) -> tuple[MemoryStore, Recognised]:
    """An empty store, and who Anna is for a bot that has just got it."""
    empty = MemoryStore(clock=bot.clock, limits=Limits())
    recognise = RecogniseVisitor(
        auth=bot.tabys, sessions=empty, clock=bot.clock, check_interval=CHECK_INTERVAL, lifetime=LIFETIME
    )
    return empty, await recognise(ANNA.id, await empty.open(ANNA.id, Meter.BUTTONS))


async def test_a_lost_store_is_made_up_for_by_tabys_in_silence() -> None:
    bot = scene()
    session = await bot.admitted(Role.NPO)
    store, restored = await after_losing_the_store(bot)
    assert isinstance(restored, Session)
    assert restored == replace(session, access_token=restored.access_token)
    assert (await store.open(ANNA.id, Meter.BUTTONS)).session == restored


async def test_a_stranger_is_asked_about_at_tabys_once_in_ten_minutes() -> None:
    bot = scene()
    for _ in range(5):
        assert await bot.arrive() == Stranger(Absence.NEVER)
        bot.clock.advance(timedelta(minutes=2) - SECOND)
    assert bot.tabys.calls == ["restore"]
    bot.clock.advance(5 * SECOND)
    assert await bot.arrive() == Stranger(Absence.NEVER)
    assert bot.tabys.calls == ["restore"] * 2


async def test_quick_presses_after_a_loss_ask_tabys_once() -> None:
    bot = scene()
    await asyncio.gather(*(bot.arrive() for _ in range(5)))
    assert bot.tabys.calls == ["restore"]


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_a_loss_that_tabys_cannot_make_up_for_needs_a_new_code(failure: GatewayFailure) -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = failure
    store, seen = await after_losing_the_store(bot)
    assert seen == Stranger(Absence.NEVER)
    assert await store.open(ANNA.id, Meter.BUTTONS) == Visit()


async def test_a_lost_session_of_a_role_without_modules_is_not_restored() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = Role.CLIENT
    assert (await after_losing_the_store(bot))[1] == Stranger(Absence.NO_ACCESS)


async def test_a_session_that_an_operator_removed_needs_a_new_code() -> None:
    bot = scene()
    session = await bot.admitted()
    removed = Visit(mark=SignInMark(session.expires_at))
    assert await bot.recognise(ANNA.id, removed) == Stranger(Absence.REMOVED)
    bot.clock.advance(LIFETIME)
    assert await bot.recognise(ANNA.id, removed) == Stranger(Absence.EXPIRED)
    assert bot.tabys.calls == []


async def test_marks_need_a_new_code_and_ask_nobody() -> None:
    bot = scene()
    now = bot.clock.now()
    marks = {None: Absence.SIGNED_OUT, now: Absence.EXPIRED, now + SECOND: Absence.REMOVED}
    for until, absence in marks.items():
        assert await bot.recognise(ANNA.id, Visit(mark=SignInMark(until))) == Stranger(absence)
    assert bot.tabys.calls == []
