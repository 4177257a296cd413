"""Signing out: first here, then at Tabys, and for good."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import GatewayFailure, RecordGone
from tabys_bot.application.ports import Visit
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.session import OtpCode, SignInMark
from tests.unit.scene import ANNA, CHECK_INTERVAL, GATEWAY_FAILURES, LIFETIME, Scene, scene

SECOND, TEN_MINUTES = timedelta(seconds=1), timedelta(minutes=10)
UNHEARD = tuple(failure for failure in GATEWAY_FAILURES if not isinstance(failure, RecordGone))
unheard = pytest.mark.parametrize("failure", UNHEARD)


async def opened_at_tabys_alone() -> Scene:
    """A session of Anna of which our store has never heard."""
    bot = scene()
    await bot.tabys.sign_in(OtpCode(bot.tabys.issue_code(Role.NPO)), ANNA)
    bot.tabys.calls.clear()
    return bot


async def test_signing_out_is_done_here_and_at_tabys() -> None:
    bot = scene()
    await bot.admitted()
    assert await bot.leave() is True
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True))
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_signing_out_is_final_even_if_tabys_does_not_hear_of_it(failure: GatewayFailure) -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = failure
    assert await bot.leave() is True
    heard = isinstance(failure, RecordGone)  # then Tabys has nothing to end
    assert await bot.visit() == Visit(mark=SignInMark(None, told=heard))
    bot.tabys.failing = None
    bot.clock.advance(timedelta(days=400))
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == (["sign_out"] if heard else ["sign_out"] * 2)


@unheard
async def test_a_sign_out_that_tabys_did_not_hear_of_is_told_with_the_next_visit_and_once(
    failure: GatewayFailure,
) -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = failure
    await bot.leave()
    bot.tabys.failing = None
    bot.tabys.calls.clear()
    for _ in range(5):
        assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
        bot.clock.advance(TEN_MINUTES)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True))
    assert (await bot.arrive_after_losing_the_store())[1] == Stranger(Absence.NEVER)


@unheard
async def test_a_tabys_that_goes_on_not_hearing_is_told_once_in_ten_minutes(failure: GatewayFailure) -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = failure
    await bot.leave()
    bot.tabys.calls.clear()
    for _ in range(5):
        assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
        bot.clock.advance(timedelta(minutes=2) - SECOND)
    assert bot.tabys.calls == ["sign_out"]
    bot.clock.advance(5 * SECOND)
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == ["sign_out"] * 2
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def test_an_expired_session_is_told_to_tabys_once() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.clock.advance(LIFETIME)
    for _ in range(5):
        assert await bot.arrive() == Stranger(Absence.EXPIRED)
        bot.clock.advance(TEN_MINUTES)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.visit() == Visit(mark=SignInMark(session.expires_at, told=True))


async def test_an_expired_session_is_not_restored_after_the_store_was_lost() -> None:
    bot = scene()
    await bot.admitted()
    bot.clock.advance(LIFETIME)
    await bot.arrive()
    store, seen = await bot.arrive_after_losing_the_store()
    assert seen == Stranger(Absence.NEVER)
    assert bot.tabys.calls == ["sign_out", "restore"]
    assert await store.claim_restore(ANNA.id) is False


async def test_an_expired_session_that_tabys_has_already_dropped_is_told_once_too() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.revoke_session(ANNA.id)
    bot.clock.advance(LIFETIME)
    for _ in range(3):
        assert await bot.arrive() == Stranger(Absence.EXPIRED)
        bot.clock.advance(TEN_MINUTES)
    assert bot.tabys.calls == ["sign_out"]
    assert (await bot.visit()).mark == SignInMark(session.expires_at, told=True)


@unheard
async def test_an_expired_session_that_tabys_does_not_hear_of_is_told_again_after_ten_minutes(
    failure: GatewayFailure,
) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.failing = failure
    bot.clock.advance(LIFETIME)
    assert [await bot.arrive() for _ in range(3)] == [Stranger(Absence.EXPIRED)] * 3
    assert bot.tabys.calls == ["sign_out"]
    assert (await bot.visit()).mark == SignInMark(session.expires_at)
    bot.tabys.failing = None
    bot.clock.advance(TEN_MINUTES)
    assert [await bot.arrive() for _ in range(3)] == [Stranger(Absence.EXPIRED)] * 3
    assert bot.tabys.calls == ["sign_out"] * 2
    assert (await bot.visit()).mark == SignInMark(session.expires_at, told=True)


async def test_a_session_that_an_operator_removed_is_not_told_before_its_time() -> None:
    bot = scene()
    session = await bot.admitted()
    removed = Visit(mark=SignInMark(session.expires_at))
    bot.clock.advance(LIFETIME - SECOND)
    assert await bot.recognise(ANNA.id, removed) == Stranger(Absence.REMOVED)
    assert bot.tabys.calls == []


async def test_who_signs_in_again_after_a_sign_out_that_tabys_did_not_hear_of_is_not_thrown_out() -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = UNHEARD[0]
    await bot.leave()
    bot.tabys.failing = None
    session = await bot.admitted()
    assert await bot.arrive() == session
    assert await bot.visit() == Visit(session, SignInMark(session.expires_at))
    assert bot.tabys.calls == []
    bot.clock.advance(CHECK_INTERVAL)
    await bot.arrive()
    assert bot.tabys.calls == ["restore"]


async def test_signing_out_after_the_session_has_run_out_ends_nothing_and_is_told() -> None:
    bot = scene()
    await bot.admitted()
    bot.clock.advance(LIFETIME)
    assert await bot.leave() is False
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True))


async def test_signing_out_twice_ends_something_once() -> None:
    bot = scene()
    await bot.admitted()
    assert [await bot.leave() for _ in range(2)] == [True, False]
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True))


async def test_a_stranger_whom_tabys_does_not_know_leaves_no_trace_by_signing_out() -> None:
    bot = scene()
    assert await bot.leave() is False
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.visit() == Visit()


async def test_a_stranger_who_signs_out_again_and_again_reaches_tabys_once_in_ten_minutes() -> None:
    bot = scene()
    assert [await bot.leave() for _ in range(5)] == [False] * 5
    bot.clock.advance(TEN_MINUTES - SECOND)
    assert await bot.leave() is False
    assert bot.tabys.calls == ["sign_out"]
    bot.clock.advance(SECOND)
    assert await bot.leave() is False
    assert bot.tabys.calls == ["sign_out"] * 2


async def test_a_stranger_about_whom_tabys_was_just_asked_does_not_reach_it_by_signing_out() -> None:
    bot = scene()
    assert await bot.arrive() == Stranger(Absence.NEVER)
    assert await bot.leave() is False
    assert bot.tabys.calls == ["restore"]


async def test_a_stranger_of_whom_only_tabys_knows_is_signed_out_there() -> None:
    bot = await opened_at_tabys_alone()
    assert await bot.leave() is True
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True, was_in=False))
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


@unheard
async def test_a_stranger_who_signs_out_while_tabys_is_down_is_not_let_in_later(failure: GatewayFailure) -> None:
    bot = await opened_at_tabys_alone()
    bot.tabys.failing = failure
    assert await bot.leave() is True
    assert await bot.visit() == Visit(mark=SignInMark(None, was_in=False))
    bot.tabys.failing = None
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == ["sign_out"]
    bot.clock.advance(TEN_MINUTES)
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == ["sign_out"] * 2
    assert await bot.visit() == Visit(mark=SignInMark(None, told=True, was_in=False))
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())
