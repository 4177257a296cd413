"""Signing in with a code, and signing out."""

import asyncio
from datetime import timedelta

import pytest

from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.application.failures import (
    Broken,
    ExpiredOtp,
    GatewayFailure,
    NoAccess,
    NotRemembered,
    RecordGone,
    RepeatedOtp,
    RevokedOtp,
    StoreUnavailableError,
    TooSlow,
    Unreachable,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.application.ports import Visit
from tabys_bot.application.screens import trouble
from tabys_bot.application.screens.intents import SignIn
from tabys_bot.application.screens.screen import Paragraph
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.application.use_cases.signing_in import LoginWithOtp
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import MalformedOtp, Session, Visitor
from tests.unit.scene import ANNA, BOLAT, GATEWAY_FAILURES, LIFETIME, RU, scene

UNSURE: tuple[GatewayFailure, ...] = (Broken("A1B2C3"), TooSlow("A1B2C3"), Unreachable("A1B2C3"))


class StoreThatDiesInBetween(MemoryStore):
    """Counts an attempt, and is gone when the session is to be stored."""

    async def start(self, session: Session) -> None:
        self.down = True
        await super().start(session)


async def test_a_good_code_gives_a_session_that_lives_as_long_as_configured() -> None:
    bot = scene()
    now = bot.clock.now()
    session = (await bot.log_in(ANNA, bot.tabys.issue_code(Role.NPO))).unwrap()
    assert session == Session(
        telegram_user_id=ANNA.id,
        admin_id=4,
        role=Role.NPO,
        access_token=session.access_token,
        admin_name="Марина Ким",
        created_at=now,
        last_activity=now,
        checked_at=now,
        expires_at=now + LIFETIME,
        sign_in_id=session.sign_in_id,
        telegram_name="Анна",
    )
    assert (await bot.visit()).session == session


@pytest.mark.parametrize(
    ("visitor", "name"),
    [
        (Visitor(7, "Анна", "Ким", "anna_kim"), "@anna_kim"),
        (Visitor(7, "Анна", "Ким"), "Анна Ким"),
        (Visitor(7, last_name="Ким"), "Ким"),
        (Visitor(7), ""),
    ],
)
async def test_a_session_remembers_what_its_admin_is_called_at_telegram(visitor: Visitor, name: str) -> None:
    bot = scene()
    assert (await bot.admitted(Role.NPO, visitor)).telegram_name == name
    bot.clock.advance(timedelta(hours=1))
    renewed = await bot.arrive(visitor)
    assert isinstance(renewed, Session)
    assert renewed.telegram_name == name


async def test_each_sign_in_can_be_told_from_the_others() -> None:
    bot = scene()
    sessions = [await bot.admitted(Role.NPO) for _ in range(3)] + [await bot.admitted(Role.NPO, BOLAT)]
    assert len({session.sign_in_id for session in sessions}) == 4


async def test_a_code_is_trimmed_and_upper_cased() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    assert isinstance(await bot.log_in(ANNA, f"  {code.lower()}\n"), Success)


async def test_what_is_no_code_is_not_even_counted() -> None:
    bot = scene(limits=Limits(sign_ins=1))
    assert [await bot.log_in(ANNA, text) for text in ("", "А7В9С3Д5", "A7B9C3D")] == [Failure(MalformedOtp())] * 3
    assert bot.tabys.calls == []
    assert isinstance(await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)), Success)


async def test_each_fault_of_a_code_is_told_apart() -> None:
    bot = scene()
    used, revoked, expired = (bot.tabys.issue_code(Role.MSB) for _ in range(3))
    await bot.log_in(BOLAT, used)
    bot.tabys.revoke_code(revoked)
    bot.clock.advance(timedelta(minutes=10))
    faults = [await bot.log_in(ANNA, code) for code in ("NEVERWAS", used, revoked, expired)]
    assert faults == [Failure(fault) for fault in (WrongOtp(), UsedOtp(), RevokedOtp(), ExpiredOtp())]
    assert (await bot.visit()).session is None


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_a_failing_tabys_signs_nobody_in_and_says_how_it_fails(failure: GatewayFailure) -> None:
    bot = scene()
    bot.tabys.failing = failure
    assert await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)) == Failure(failure)
    assert (await bot.visit()).session is None


async def test_a_code_that_never_reached_tabys_may_be_sent_again_at_once() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    bot.tabys.failing = Unreachable("A1B2C3")
    await bot.log_in(ANNA, code)
    bot.tabys.failing = None
    assert isinstance(await bot.log_in(ANNA, code), Success)
    assert bot.tabys.calls == ["sign_in", "sign_out", "sign_in"]


@pytest.mark.parametrize("failure", [failure for failure in GATEWAY_FAILURES if not isinstance(failure, Unreachable)])
async def test_a_code_that_may_have_reached_tabys_is_not_sent_twice(failure: GatewayFailure) -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    bot.tabys.failing = failure
    await bot.log_in(ANNA, code)
    bot.tabys.calls.clear()
    assert await bot.log_in(ANNA, code) == Failure(RepeatedOtp())
    assert bot.tabys.calls == []


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_a_session_that_may_have_been_opened_at_tabys_is_closed_there(failure: GatewayFailure) -> None:
    bot = scene()
    bot.tabys.failing = failure
    await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB))
    unsure = isinstance(failure, Broken | TooSlow | Unreachable)
    assert bot.tabys.calls == (["sign_in", "sign_out"] if unsure else ["sign_in"])


@pytest.mark.parametrize("failure", UNSURE)
async def test_a_sign_in_whose_answer_was_lost_is_undone_at_tabys(failure: GatewayFailure) -> None:
    bot = scene()
    bot.tabys.answer_lost = failure
    assert await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)) == Failure(failure)
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())
    assert await bot.visit() == Visit()
    assert await bot.arrive() == Stranger(Absence.NEVER)


async def test_a_code_that_was_spent_though_tabys_seemed_out_of_reach_is_found_used() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    bot.tabys.answer_lost = Unreachable("A1B2C3")
    await bot.log_in(ANNA, code)
    bot.tabys.answer_lost = None
    assert await bot.log_in(ANNA, code) == Failure(UsedOtp())


@pytest.mark.parametrize("failure", UNSURE)
async def test_who_may_have_spent_his_code_is_told(failure: GatewayFailure) -> None:
    bot = scene()
    bot.tabys.failing = failure
    screen = await bot.conversation.say(ANNA, SignIn(bot.tabys.issue_code(Role.MSB)))
    assert screen == trouble.sign_in_failed(failure, RU)
    assert screen.body == (Paragraph(trouble.in_words(failure, RU)), Paragraph(RU("sign_in.maybe_spent")))


async def test_with_the_store_down_no_code_is_spent() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    bot.store.down = True
    with pytest.raises(StoreUnavailableError):
        await bot.log_in(ANNA, code)
    assert bot.tabys.calls == []
    bot.store.down = False
    assert isinstance(await bot.log_in(ANNA, code), Success)


async def test_a_session_that_cannot_be_stored_is_told_and_closed_at_tabys() -> None:
    bot = scene()
    dying = StoreThatDiesInBetween(clock=bot.clock, limits=Limits())
    log_in = LoginWithOtp(attempts=dying, auth=bot.tabys, sessions=dying, clock=bot.clock, lifetime=LIFETIME)
    failure = (await log_in(ANNA, bot.tabys.issue_code(Role.MSB))).failure()
    assert isinstance(failure, NotRemembered)
    assert failure.reference
    assert bot.tabys.calls == ["sign_in", "sign_out"]
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


@pytest.mark.parametrize("role", [Role.CLIENT, None])
async def test_a_role_without_modules_is_refused_and_signed_out_again(role: Role | None) -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.CLIENT)
    bot.tabys.role_of[1] = role
    assert await bot.log_in(ANNA, code) == Failure(NoAccess())
    assert bot.tabys.calls == ["sign_in", "sign_out"]
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())
    assert (await bot.visit()).session is None


async def test_two_quick_sends_of_one_code_cost_one_verification() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.MSB)
    first, second = await asyncio.gather(bot.log_in(ANNA, code), bot.log_in(ANNA, code.lower()))
    assert (isinstance(first, Success), second) == (True, Failure(RepeatedOtp()))
    assert bot.tabys.calls == ["sign_in"]


async def test_a_repeated_code_is_asked_about_again_after_half_a_minute() -> None:
    bot = scene()
    await bot.log_in(ANNA, "WRONG001")
    bot.clock.advance(timedelta(seconds=29))
    assert await bot.log_in(ANNA, "WRONG001") == Failure(RepeatedOtp())
    bot.clock.advance(timedelta(seconds=1))
    assert await bot.log_in(ANNA, "WRONG001") == Failure(WrongOtp())
