"""Signing out: first here, then at Tabys, and for good."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import (
    GatewayFailure,
    RecordGone,
    Unreachable,
)
from tabys_bot.application.use_cases.recognition import Absence, Stranger
from tabys_bot.domain.outcome import Failure, Success
from tests.unit.scene import ANNA, GATEWAY_FAILURES, scene


async def test_signing_out_is_done_here_and_at_tabys() -> None:
    bot = scene()
    await bot.admitted()
    assert await bot.log_out(ANNA.id, known=True) == Success(None)
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert await bot.tabys.restore(ANNA.id) == Failure(RecordGone())


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_signing_out_is_final_even_if_tabys_does_not_hear_of_it(failure: GatewayFailure) -> None:
    bot = scene()
    await bot.admitted()
    bot.tabys.failing = failure
    assert await bot.log_out(ANNA.id, known=True) == Success(None)
    bot.tabys.failing = None
    bot.clock.advance(timedelta(days=400))
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
    assert bot.tabys.calls == ["sign_out"]


async def test_a_stranger_whom_tabys_does_not_know_leaves_no_trace_by_signing_out() -> None:
    bot = scene()
    assert await bot.log_out(ANNA.id, known=False) == Failure(RecordGone())
    assert (await bot.visit()).mark is None


async def test_a_stranger_who_signs_out_while_tabys_is_down_is_not_let_in_later() -> None:
    bot = scene()
    bot.tabys.failing = Unreachable("A1B2C3")
    assert await bot.log_out(ANNA.id, known=False) == Failure(Unreachable("A1B2C3"))
    bot.tabys.failing = None
    assert await bot.arrive() == Stranger(Absence.SIGNED_OUT)
