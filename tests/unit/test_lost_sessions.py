"""A session that is not in the store: lost and restored, or ended and in need of a new code."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import GatewayFailure, RecordGone
from tabys_bot.application.ports import Meter, Visit
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.session import OtpCode, Session, SignInMark
from tests.unit.scene import ANNA, GATEWAY_FAILURES, LIFETIME, scene

SECOND = timedelta(seconds=1)


async def test_a_lost_store_is_made_up_for_by_tabys_in_silence() -> None:
    bot = scene()
    session = await bot.admitted(Role.NPO)
    store, restored = await bot.arrive_after_losing_the_store()
    assert isinstance(restored, Session)
    assert restored == replace(
        session,
        access_token=restored.access_token,
        sign_in_id=restored.sign_in_id,
        telegram_name="",  # Tabys does not tell it
    )
    assert restored.sign_in_id != session.sign_in_id
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
    store, seen = await bot.arrive_after_losing_the_store()
    assert seen == Stranger(Absence.NEVER if isinstance(failure, RecordGone) else Absence.UNCHECKED)
    assert await store.open(ANNA.id, Meter.BUTTONS) == Visit()


async def test_a_lost_session_of_a_role_without_modules_is_not_restored() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = Role.CLIENT
    assert (await bot.arrive_after_losing_the_store())[1] == Stranger(Absence.NO_ACCESS)
    assert bot.tabys.calls == ["restore", "sign_out"]
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


async def test_a_session_that_an_operator_removed_needs_a_new_code() -> None:
    bot = scene()
    session = await bot.admitted()
    removed = Visit(mark=SignInMark(session.expires_at))
    assert await bot.recognise(ANNA.id, removed) == Stranger(Absence.REMOVED)
    assert bot.tabys.calls == []
    bot.clock.advance(LIFETIME)
    assert await bot.recognise(ANNA.id, removed) == Stranger(Absence.EXPIRED)
    assert bot.tabys.calls == ["sign_out"]


async def test_marks_that_tabys_knows_of_need_a_new_code_and_ask_nobody() -> None:
    bot = scene()
    now = bot.clock.now()
    marks = {None: Absence.SIGNED_OUT, now: Absence.EXPIRED, now + SECOND: Absence.REMOVED}
    for until, absence in marks.items():
        assert await bot.recognise(ANNA.id, Visit(mark=SignInMark(until, told=True))) == Stranger(absence)
    revoked = SignInMark(None, told=True, revoked=True)
    assert await bot.recognise(ANNA.id, Visit(mark=revoked)) == Stranger(Absence.REVOKED)
    assert bot.tabys.calls == []


async def test_who_was_signed_out_while_tabys_restored_him_stays_out() -> None:
    bot = scene()
    await bot.tabys.sign_in(OtpCode(bot.tabys.issue_code(Role.NPO)), ANNA)
    bot.tabys.meanwhile = lambda: bot.store.end(ANNA.id)
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def test_who_signed_in_anew_while_tabys_restored_him_keeps_the_new_session() -> None:
    bot = scene()
    await bot.tabys.sign_in(OtpCode(bot.tabys.issue_code(Role.NPO)), ANNA)
    bot.tabys.meanwhile = lambda: bot.admitted(Role.MSB)
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    session = (await bot.visit()).session
    assert session is not None
    assert session.role is Role.MSB
    assert await bot.arrive() == session
