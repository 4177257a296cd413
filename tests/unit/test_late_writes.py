"""What comes late for one sign-in touches neither a newer one nor a sign-out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import Broken
from tabys_bot.application.ports import Visit
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.session import Session, SignInMark
from tests.unit.scene import ANNA, BOLAT, CHECK_INTERVAL, LIFETIME, REFERENCE, Scene, scene

SECOND = timedelta(seconds=1)


async def signed_in_twice() -> tuple[Scene, Session, Session]:
    """The session of an old sign-in, and the one that replaced it in the same moment."""
    bot = scene()
    old = await bot.admitted(Role.NPO)
    await bot.leave()
    new = await bot.admitted(Role.MSB)
    return bot, old, new


async def signed_out() -> tuple[Scene, Session]:
    bot = scene()
    session = await bot.admitted()
    await bot.leave()
    bot.tabys.calls.clear()
    return bot, session


async def expired() -> tuple[Scene, Session]:
    bot = scene()
    session = await bot.admitted()
    bot.clock.advance(LIFETIME)
    return bot, session


def standing(session: Session) -> Visit:
    return Visit(session, SignInMark(session.expires_at))


async def test_a_late_renewal_does_not_touch_a_newer_session() -> None:
    bot, old, new = await signed_in_twice()
    assert await bot.store.renew(replace(old, access_token="late")) is False
    assert await bot.visit() == standing(new)


async def test_a_late_revocation_does_not_touch_a_newer_session() -> None:
    bot, old, new = await signed_in_twice()
    await bot.store.revoke(old)
    assert await bot.visit() == standing(new)


async def test_a_late_revival_does_not_touch_a_newer_session() -> None:
    bot, old, new = await signed_in_twice()
    assert await bot.store.revive(old) is False
    assert await bot.visit() == standing(new)


async def test_late_writes_do_not_undo_a_sign_out() -> None:
    bot, session = await signed_out()
    out = Visit(mark=SignInMark(None, told=True))
    assert await bot.store.renew(session) is False
    assert await bot.visit() == out
    assert await bot.store.revive(session) is False
    assert await bot.visit() == out
    await bot.store.revoke(session)
    assert await bot.visit() == out


async def test_late_writes_do_not_lengthen_an_expired_session() -> None:
    bot, session = await expired()
    longer = replace(session, expires_at=session.expires_at + LIFETIME)
    out = Visit(mark=SignInMark(session.expires_at))
    assert await bot.store.renew(longer) is False
    assert await bot.visit() == out
    assert await bot.store.revive(longer) is False
    assert await bot.visit() == out
    await bot.store.revoke(session)
    assert await bot.visit() == out


async def test_a_renewal_of_the_same_sign_in_keeps_its_end() -> None:
    bot = scene()
    session = await bot.admitted()
    renewed = replace(session, role=Role.MSB, access_token="fresh")
    assert await bot.store.renew(replace(renewed, expires_at=session.expires_at + LIFETIME)) is True
    assert await bot.visit() == standing(renewed)


async def test_a_revocation_of_the_same_sign_in_ends_it_though_it_was_renewed() -> None:
    bot = scene()
    session = await bot.admitted()
    await bot.store.renew(replace(session, access_token="fresh"))
    await bot.store.revoke(session)
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def test_a_session_is_revived_where_nothing_is_left_and_once() -> None:
    bot, other = scene(), scene()
    session = await other.admitted()
    await bot.admitted(visitor=BOLAT)
    assert await bot.store.revive(session) is True
    assert await bot.visit() == standing(session)
    assert await bot.store.revive(replace(session, sign_in_id="another")) is False
    assert await bot.visit() == standing(session)


async def test_an_end_is_settled_only_while_it_is_the_last_one() -> None:
    bot, session = await expired()
    stale, mark = SignInMark(session.expires_at - SECOND), SignInMark(session.expires_at)
    for other in (stale, SignInMark(None), replace(mark, told=True)):
        await bot.store.settle(ANNA.id, other)
        assert await bot.visit() == Visit(mark=mark)
    await bot.store.settle(BOLAT.id, mark)
    assert await bot.visit(BOLAT) == Visit()
    await bot.store.settle(ANNA.id, mark)
    assert await bot.visit() == Visit(mark=replace(mark, told=True))


async def test_an_end_that_is_settled_late_leaves_a_newer_sign_in_as_it_is() -> None:
    bot, session = await expired()
    new = await bot.admitted()
    await bot.store.settle(ANNA.id, SignInMark(session.expires_at))
    await bot.store.settle(ANNA.id, SignInMark(None))
    assert await bot.visit() == standing(new)


async def test_late_writes_do_not_undo_that_somebody_was_put_out() -> None:
    bot = scene()
    session = await bot.admitted()
    await bot.store.expel(ANNA.id)
    out = Visit(mark=SignInMark(None, told=True, revoked=True))
    assert await bot.store.renew(session) is False
    assert await bot.store.revive(session) is False
    assert await bot.store.revoke(session) is False
    await bot.store.settle(ANNA.id, SignInMark(session.expires_at))
    assert await bot.visit() == out


async def test_signing_out_again_is_not_taken_for_told() -> None:
    bot, _ = await signed_out()
    await bot.store.end(ANNA.id)
    assert await bot.visit() == Visit(mark=SignInMark(None))


async def anew(bot: Scene, role: Role) -> None:
    """Sign out and in again, as on another instance of the bot."""
    await bot.leave()
    await bot.admitted(role)


async def due_for_a_check(role: Role = Role.NPO) -> tuple[Scene, Visit]:
    bot = scene()
    await bot.admitted(role)
    bot.clock.advance(CHECK_INTERVAL)
    return bot, await bot.visit()


async def test_a_check_that_comes_back_late_does_not_touch_a_newer_session() -> None:
    bot, visit = await due_for_a_check()
    bot.tabys.meanwhile = lambda: anew(bot, Role.MSB)
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.SIGNED_OUT)
    session = (await bot.visit()).session
    assert session is not None
    assert (session.role, session.created_at) == (Role.MSB, bot.clock.now())
    assert await bot.arrive() == session


async def test_a_revocation_that_is_heard_of_late_does_not_touch_a_newer_session() -> None:
    bot, visit = await due_for_a_check()
    bot.tabys.revoke_session(ANNA.id)
    bot.tabys.meanwhile = lambda: bot.admitted(Role.MSB)
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.REVOKED)
    session = (await bot.visit()).session
    assert session is not None
    assert session.role is Role.MSB
    assert await bot.arrive() == session


async def test_a_check_during_which_somebody_is_put_out_does_not_let_him_in_again() -> None:
    bot, visit = await due_for_a_check()
    bot.tabys.meanwhile = lambda: bot.store.expel(ANNA.id)
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.SIGNED_OUT)
    assert await bot.arrive() == Stranger(Absence.REVOKED)


async def test_a_check_that_failed_late_does_not_touch_a_newer_session() -> None:
    bot, visit = await due_for_a_check()
    bot.tabys.restore_fails = Broken(REFERENCE)
    bot.tabys.meanwhile = lambda: anew(bot, Role.MSB)
    assert await bot.recognise(ANNA.id, visit) == Stranger(Absence.SIGNED_OUT)
    session = (await bot.visit()).session
    assert session is not None
    assert session.role is Role.MSB


@pytest.mark.parametrize("role", [Role.CLIENT, None])
@pytest.mark.parametrize("broken", [None, Broken(REFERENCE)])
async def test_access_that_is_found_lost_late_does_not_end_a_newer_sign_in_here_or_at_tabys(
    role: Role | None, broken: Broken | None
) -> None:
    bot, visit = await due_for_a_check(Role.NPO)
    assert visit.session is not None
    bot.tabys.role_of[visit.session.admin_id] = role
    bot.tabys.restore_fails = broken
    bot.tabys.meanwhile = lambda: anew(bot, Role.MSB)
    assert await bot.recognise.check(visit.session) == Failure(Stranger(Absence.NO_ACCESS))
    session = (await bot.visit()).session
    assert session is not None
    assert session.role is Role.MSB
    bot.tabys.restore_fails = None
    assert (await bot.tabys.restore(ANNA.id)).unwrap().role is Role.MSB
