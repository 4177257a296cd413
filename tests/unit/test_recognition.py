"""Who is asking: a session stands until it ends, and what it stands on is checked now and then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, RecordGone
from tabys_bot.application.ports import Visit
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import Session, SignInMark
from tests.unit.scene import ANNA, CHECK_INTERVAL, GATEWAY_FAILURES, LIFETIME, REFERENCE, scene

SECOND = timedelta(seconds=1)
SILENCES = tuple(failure for failure in GATEWAY_FAILURES if not isinstance(failure, RecordGone))


async def test_a_young_session_is_taken_as_it_is() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.clock.advance(CHECK_INTERVAL - SECOND)
    assert await bot.arrive() == replace(session, last_activity=bot.clock.now())
    assert bot.tabys.calls == []


async def test_after_the_interval_tabys_is_asked_once_and_gives_a_fresh_token() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.clock.advance(CHECK_INTERVAL)
    now = bot.clock.now()
    renewed = await bot.arrive()
    assert isinstance(renewed, Session)
    assert renewed == replace(session, access_token=renewed.access_token, last_activity=now, checked_at=now)
    assert renewed.access_token != session.access_token
    assert await bot.arrive() == renewed
    assert bot.tabys.calls == ["restore"]


async def test_checks_do_not_lengthen_a_session() -> None:
    bot = scene()
    session = await bot.admitted()
    while bot.clock.now() + timedelta(hours=1) < session.expires_at:
        bot.clock.advance(timedelta(hours=1))
        assert isinstance(await bot.arrive(), Session)
    bot.clock.advance(session.expires_at - bot.clock.now() - SECOND)
    assert isinstance(await bot.arrive(), Session)
    bot.clock.advance(SECOND)
    assert await bot.arrive() == Stranger(Absence.EXPIRED)


async def test_an_expired_session_is_not_restored_though_tabys_would() -> None:
    bot = scene()
    await bot.admitted()
    bot.clock.advance(LIFETIME)
    assert isinstance(await bot.tabys.restore(ANNA.id), Success)
    bot.tabys.calls.clear()
    assert await bot.arrive() == Stranger(Absence.EXPIRED)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


async def test_a_session_that_a_store_keeps_too_long_is_not_let_in() -> None:
    bot = scene()
    session = await bot.admitted()
    stale = Visit(replace(session, expires_at=bot.clock.now()), SignInMark(bot.clock.now()))
    assert await bot.recognise(ANNA.id, stale) == Stranger(Absence.EXPIRED)


async def test_todays_role_is_the_one_that_counts() -> None:
    bot = scene()
    session = await bot.admitted(Role.ADMINISTRATOR)
    bot.tabys.role_of[session.admin_id] = Role.MSB
    bot.clock.advance(CHECK_INTERVAL)
    changed = await bot.arrive()
    assert isinstance(changed, Session)
    assert changed.role is Role.MSB
    assert (await bot.visit()).session == changed


@pytest.mark.parametrize("role", [Role.CLIENT, None])
async def test_a_role_that_lost_all_modules_is_signed_out_everywhere(role: Role | None) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = role
    bot.clock.advance(CHECK_INTERVAL)
    assert await bot.arrive() == Stranger(Absence.NO_ACCESS)
    assert bot.tabys.calls == ["restore", "sign_out"]
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)


async def test_a_session_revoked_in_the_crm_is_dropped() -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.revoke_session(ANNA.id)
    bot.clock.advance(CHECK_INTERVAL)
    assert await bot.arrive() == Stranger(Absence.REVOKED)
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def test_who_was_put_out_by_somebody_else_is_told_at_his_next_press_until_he_signs_in_anew() -> None:
    bot = scene()
    await bot.admitted()
    await bot.store.expel(ANNA.id)
    assert [await bot.arrive() for _ in range(2)] == [Stranger(Absence.REVOKED)] * 2
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True, revoked=True))
    assert bot.tabys.calls == []  # whoever put him out has told Tabys
    session = await bot.admitted()
    assert await bot.arrive() == session


@pytest.mark.parametrize("failure", SILENCES)
async def test_while_tabys_cannot_say_the_session_stays_and_is_asked_about_twice_a_minute(
    failure: GatewayFailure,
) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.failing = failure
    bot.clock.advance(CHECK_INTERVAL)
    for _ in range(6):
        seen = await bot.arrive()
        assert isinstance(seen, Session)
        assert seen.access_token == session.access_token
        bot.clock.advance(10 * SECOND)
    once = ["restore", "role"] if isinstance(failure, Broken) else ["restore"]
    assert bot.tabys.calls == once * 2


async def test_a_check_that_comes_back_late_does_not_undo_a_sign_out() -> None:
    bot = scene()
    await bot.admitted()
    bot.clock.advance(CHECK_INTERVAL)
    visit = await bot.visit()
    await bot.store.end(ANNA.id)
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.SIGNED_OUT)
    assert await bot.visit() == Visit(mark=SignInMark(None))


@pytest.mark.parametrize("failure", SILENCES)
async def test_a_late_check_that_fails_does_not_undo_a_sign_out_either(failure: GatewayFailure) -> None:
    bot = scene()
    await bot.admitted()
    bot.clock.advance(CHECK_INTERVAL)
    visit = await bot.visit()
    await bot.store.end(ANNA.id)
    bot.tabys.failing = failure
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.SIGNED_OUT)
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def test_checking_a_session_that_tabys_has_forgotten_says_so() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.revoke_session(ANNA.id)
    assert await bot.recognise.check(session) == Failure(Stranger(Absence.REVOKED))


@pytest.mark.parametrize("role", [Role.CLIENT, None])
async def test_a_role_that_tabys_breaks_over_because_it_is_gone_ends_the_session(role: Role | None) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = role
    bot.tabys.restore_fails = Broken(REFERENCE)
    bot.clock.advance(CHECK_INTERVAL)
    assert await bot.arrive() == Stranger(Absence.NO_ACCESS)
    assert bot.tabys.calls == ["restore", "role", "sign_out"]
    assert await bot.visit() == Visit(mark=SignInMark(None))
    bot.tabys.restore_fails = None
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
async def test_a_tabys_that_breaks_though_the_role_is_there_keeps_the_session(role: Role) -> None:
    bot = scene()
    session = await bot.admitted(role)
    bot.tabys.restore_fails = Broken(REFERENCE)
    bot.clock.advance(CHECK_INTERVAL)
    now = bot.clock.now()
    kept = replace(session, last_activity=now, checked_at=now - CHECK_INTERVAL + 30 * SECOND)
    assert await bot.arrive() == kept
    assert bot.tabys.calls == ["restore", "role"]
    assert (await bot.visit()).session == kept
    assert await bot.recognise.check(session) == Failure(Broken(REFERENCE))


async def test_a_token_that_cannot_tell_the_role_keeps_the_session() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = None
    bot.tabys.restore_fails = Broken(REFERENCE)
    bot.tabys.expire_tokens()
    assert await bot.recognise.check(session) == Failure(Broken(REFERENCE))
    assert bot.tabys.calls == ["restore", "role"]
    assert (await bot.visit()).session == session


@pytest.mark.parametrize("failure", [silence for silence in SILENCES if not isinstance(silence, Broken)])
async def test_only_a_broken_answer_makes_the_role_be_asked_for(failure: GatewayFailure) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = None
    bot.tabys.restore_fails = failure
    assert await bot.recognise.check(session) == Failure(failure)
    assert bot.tabys.calls == ["restore"]
    assert (await bot.visit()).session == session
