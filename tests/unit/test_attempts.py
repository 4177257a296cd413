"""Guessing codes is slow: for one visitor, and for everybody together."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import SignInFailure, TooManyAttempts, WrongOtp
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Session, Visitor
from tests.unit.scene import ANNA, BOLAT, Scene, scene

Tried = Outcome[Session, SignInFailure]
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


async def guess(bot: Scene, *numbers: int, visitor: Visitor = ANNA) -> list[Tried]:
    """Send codes that were never issued, another one for each number."""
    return [await bot.log_in(visitor, f"WRONG{number:03}") for number in numbers]


def closed(seconds: int) -> Tried:
    return Failure(TooManyAttempts(seconds))


WRONG: Tried = Failure(WrongOtp())


async def test_as_many_attempts_a_minute_as_configured_are_let_through() -> None:
    bot = scene(limits=Limits(sign_ins=3))
    assert await guess(bot, 1, 2, 3, 4) == [WRONG, WRONG, WRONG, closed(60)]
    assert bot.tabys.calls == ["sign_in"] * 3


async def test_attempts_of_the_last_minute_do_not_count() -> None:
    bot = scene(limits=Limits(sign_ins=3))
    assert await guess(bot, 1, 2, 3) == [WRONG] * 3
    bot.clock.advance(MINUTE)
    assert await guess(bot, 4, 5, 6) == [WRONG] * 3


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
