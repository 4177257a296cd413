"""Guessing codes is slow: for one visitor, and for everybody together."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import GatewayFailure, RequestRefused, SignInFailure, TooManyAttempts, WrongOtp
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Session, Visitor
from tests.unit.scene import ANNA, BOLAT, GATEWAY_FAILURES, LIFETIME, Scene, scene

Tried = Outcome[Session, SignInFailure]
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


async def guess(bot: Scene, *numbers: int, visitor: Visitor = ANNA) -> list[Tried]:
    """Send codes that were never issued, another one for each number."""
    return [await bot.log_in(visitor, f"WRONG{number:03}") for number in numbers]


def closed(seconds: int) -> Tried:
    return Failure(TooManyAttempts(seconds))


WRONG: Tried = Failure(WrongOtp())
REFUSED: Failure[RequestRefused] = Failure(RequestRefused("A1B2C3"))


async def test_as_many_attempts_a_minute_as_configured_are_let_through() -> None:
    bot = scene(limits=Limits(sign_ins=3))
    assert await guess(bot, 1, 2, 3, 4) == [WRONG, WRONG, WRONG, closed(60)]
    assert bot.tabys.calls == ["sign_in"] * 3


async def test_attempts_that_tabys_does_not_judge_count_within_their_minute() -> None:
    bot = scene(limits=Limits(sign_ins=3))
    bot.tabys.failing = REFUSED.failure()
    assert await guess(bot, 1, 2, 3) == [REFUSED] * 3
    bot.clock.advance(MINUTE - SECOND)
    assert await guess(bot, 4, 5) == [closed(60)] * 2
    assert bot.tabys.calls == ["sign_in"] * 3


async def test_attempts_of_the_last_minute_do_not_count() -> None:
    bot = scene(limits=Limits(sign_ins=3))
    bot.tabys.failing = REFUSED.failure()
    for start in range(0, 30, 3):
        assert await guess(bot, start, start + 1, start + 2) == [REFUSED] * 3
        bot.clock.advance(MINUTE)


async def test_the_waits_grow_to_one_five_and_thirty_minutes_and_stay_there() -> None:
    bot = scene(limits=Limits(sign_ins=1))
    waits = []
    for number in range(0, 8, 2):
        wrong, over = await guess(bot, number, number + 1)
        assert wrong == WRONG
        failure = over.failure()
        assert isinstance(failure, TooManyAttempts)
        waits.append(failure.seconds)
        bot.clock.advance(timedelta(seconds=failure.seconds))
    assert waits == [60, 300, 1800, 1800]


async def test_while_closed_no_code_is_looked_at_and_the_time_left_is_told() -> None:
    bot = scene(limits=Limits(sign_ins=1))
    good = bot.tabys.issue_code(Role.MSB)
    await guess(bot, 1, 2)
    bot.clock.advance(59 * SECOND)
    assert await bot.log_in(ANNA, good) == closed(1)
    assert bot.tabys.calls == ["sign_in"]
    bot.clock.advance(SECOND)
    assert isinstance(await bot.log_in(ANNA, good), Success)


async def test_one_visitor_does_not_close_the_door_for_another() -> None:
    bot = scene(limits=Limits(sign_ins=1))
    await guess(bot, 1, 2)
    assert isinstance(await bot.log_in(BOLAT, bot.tabys.issue_code(Role.MSB)), Success)


async def test_success_forgives_the_attempts_before_it() -> None:
    bot = scene(limits=Limits(sign_ins=2))
    await guess(bot, 1, 2, 3)
    bot.clock.advance(MINUTE)
    await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB))
    assert await guess(bot, 4, 5, 6) == [WRONG, WRONG, closed(60)]  # 60 again, not 300


async def test_the_waits_are_forgotten_after_two_quiet_hours() -> None:
    bot = scene(limits=Limits(sign_ins=1))
    assert await guess(bot, 1, 2) == [WRONG, closed(60)]
    bot.clock.advance(timedelta(hours=2))
    assert await guess(bot, 3, 4) == [WRONG, closed(60)]


async def test_failures_of_everybody_together_close_the_door_until_the_minute_is_over() -> None:
    bot = scene(limits=Limits(failed_sign_ins=3))
    for number in range(3):
        assert await guess(bot, number, visitor=Visitor(id=100 + number)) == [WRONG]
        bot.clock.advance(10 * SECOND)
    good = bot.tabys.issue_code(Role.MSB)
    assert await bot.log_in(ANNA, good) == closed(30)
    bot.clock.advance(30 * SECOND)
    assert isinstance(await bot.log_in(ANNA, good), Success)


@pytest.mark.parametrize("role", [Role.MSB, Role.CLIENT])
async def test_good_codes_do_not_count_as_failures_of_everybody(role: Role) -> None:
    bot = scene(limits=Limits(failed_sign_ins=2))
    for number in range(4):
        await bot.log_in(Visitor(id=100 + number), bot.tabys.issue_code(role))
    assert await guess(bot, 1) == [WRONG]


STRANGERS = tuple(Visitor(id=1000 + number) for number in range(20))


async def guess_all(bot: Scene, first: int) -> None:
    """Five codes of each stranger, all at once; each has to wait afterwards."""
    for visitor in STRANGERS:
        assert await guess(bot, *range(first, first + 5), visitor=visitor) == [WRONG] * 5
        first += 5


async def test_strangers_do_not_lock_out_who_was_signed_in_before() -> None:
    bot = scene()
    await bot.admitted()
    assert await bot.leave()
    await guess_all(bot, 0)
    assert await bot.log_in(BOLAT, bot.tabys.issue_code(Role.MSB)) == closed(60)
    assert isinstance(await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)), Success)


@pytest.mark.parametrize("away", [LIFETIME, timedelta(days=400)])
async def test_strangers_do_not_lock_out_who_was_signed_in_long_ago(away: timedelta) -> None:
    bot = scene(limits=Limits(failed_sign_ins=1))
    await bot.admitted()
    bot.clock.advance(away)
    await guess(bot, 1, visitor=BOLAT)
    assert await bot.log_in(Visitor(id=9), bot.tabys.issue_code(Role.MSB)) == closed(60)
    assert isinstance(await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)), Success)


async def test_who_was_signed_in_before_still_has_his_own_bound() -> None:
    bot = scene()
    await bot.admitted()
    await bot.leave()
    assert await guess(bot, *range(6)) == [*[WRONG] * 5, closed(60)]
    assert await bot.log_in(ANNA, bot.tabys.issue_code(Role.MSB)) == closed(60)


async def test_each_of_many_strangers_waits_longer_and_longer() -> None:
    bot = scene()
    for turn, wait in enumerate((60, 300, 1800, 1800)):
        await guess_all(bot, 100 * turn)
        for visitor in STRANGERS:
            assert await guess(bot, 999, visitor=visitor) == [closed(wait)]
        bot.clock.advance(timedelta(seconds=wait))
    assert bot.tabys.calls == ["sign_in"] * 400


@pytest.mark.parametrize("pace", [timedelta(0), 13 * SECOND, MINUTE, 5 * MINUTE, 20 * MINUTE], ids=str)
async def test_every_fifth_wrong_code_opens_the_next_wait_at_any_pace(pace: timedelta) -> None:
    bot = scene()
    for turn, wait in enumerate((60, 300, 1800, 1800)):
        assert await guess(bot, 10 * turn) == [WRONG]
        for number in range(1, 5):
            bot.clock.advance(pace)
            assert await guess(bot, 10 * turn + number) == [WRONG]
        assert await guess(bot, 10 * turn + 5) == [closed(wait)]
        bot.clock.advance(timedelta(seconds=wait) - SECOND)
        assert await guess(bot, 10 * turn + 6) == [closed(1)]
        bot.clock.advance(SECOND)


async def test_every_code_that_is_not_right_counts_whatever_is_wrong_with_it() -> None:
    bot = scene(limits=Limits(sign_ins=4))
    used, revoked, expired = (bot.tabys.issue_code(Role.MSB) for _ in range(3))
    await bot.log_in(BOLAT, used)
    bot.tabys.revoke_code(revoked)
    for code in ("NEVERWAS", used, revoked, expired):
        bot.clock.advance(10 * MINUTE)
        assert await bot.log_in(ANNA, code) != closed(60)
    assert await guess(bot, 1) == [closed(60)]


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_what_is_wrong_at_tabys_is_not_counted_as_a_wrong_code(failure: GatewayFailure) -> None:
    bot = scene(limits=Limits(sign_ins=2, failed_sign_ins=1))
    bot.tabys.failing = failure
    for number in range(5):
        assert await guess(bot, number) == [Failure(failure)]
        bot.clock.advance(MINUTE)


async def test_wrong_codes_are_forgotten_after_two_quiet_hours() -> None:
    bot = scene()
    assert await guess(bot, 1, 2, 3, 4) == [WRONG] * 4
    bot.clock.advance(timedelta(hours=2))
    assert await guess(bot, 5, 6, 7, 8) == [WRONG] * 4
    bot.clock.advance(timedelta(hours=2) - SECOND)
    assert await guess(bot, 9, 10) == [WRONG, closed(60)]


async def test_success_forgives_the_wrong_codes_before_it() -> None:
    bot = scene()
    assert await guess(bot, 1, 2, 3, 4) == [WRONG] * 4
    await bot.admitted()
    assert await guess(bot, 5, 6, 7, 8) == [WRONG] * 4
    assert await guess(bot, 9, 10) == [WRONG, closed(60)]
