"""Silence, refused and broken connections become values, and only a read that was cut is repeated."""

import asyncio
from typing import Any

import pytest

from tabys_bot.adapters.tabys.client import Answer, TabysClient
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import GatewayFailure, TooSlow, Unreachable
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault
from tests.integration.tabys_calls import (
    BODY,
    TIMEOUT,
    VERIFY,
    Ask,
    Log,
    client,
    everything_is_logged,
    read,
    reads_and_writes,
    referred,
    write,
)

__all__ = ["client", "everything_is_logged"]  # the fixtures


def surely_unsent(outcome: Outcome[Any, GatewayFailure]) -> bool:
    assert isinstance(outcome, Failure)
    failure = outcome.failure()
    return isinstance(failure, Unreachable) and failure.refused


@reads_and_writes
async def test_silence_is_too_slow(tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log) -> None:
    tabys.fail_next("/api", faults.out_of_time(TIMEOUT))
    assert "no answer in time" in referred(await ask(client), TooSlow, caplog)
    assert len(tabys.calls) == 1


@reads_and_writes
async def test_an_answer_that_drips_past_the_timeout_is_too_slow(
    tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.drip(TIMEOUT * 2, leaping=True))
    referred(await ask(client), TooSlow, caplog)
    assert len(tabys.calls) == 1


async def test_an_answer_that_drips_within_the_timeout_is_read(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.drip(TIMEOUT / 2, leaping=True))
    assert await read(client) == Success(tabys.records("cities"))


@reads_and_writes
async def test_a_refused_connection_is_unreachable(
    tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log
) -> None:
    await tabys.down()
    outcome = await ask(client)
    referred(outcome, Unreachable, caplog)
    assert surely_unsent(outcome)


@reads_and_writes
async def test_a_host_that_does_not_exist_is_unreachable(ask: Ask, caplog: Log) -> None:
    async with connected("http://tabys.invalid", timeout=TIMEOUT) as client:
        outcome = await ask(client)
    referred(outcome, Unreachable, caplog)
    assert surely_unsent(outcome)


@reads_and_writes
async def test_tabys_going_down_is_noticed_and_coming_back_too(
    tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log
) -> None:
    assert isinstance(await read(client), Success)
    await tabys.down()
    referred(await ask(client), Unreachable, caplog)
    await tabys.up()
    assert isinstance(await read(client), Success)


@pytest.mark.parametrize("fault", [faults.reset, faults.truncated], ids=["reset", "truncated"])
async def test_a_read_that_is_cut_twice_is_unreachable(
    tabys: TabysServer, client: TabysClient, fault: Fault, caplog: Log
) -> None:
    tabys.fail_next("/api", fault, times=3)
    referred(await read(client), Unreachable, caplog)
    assert len(tabys.calls) == 2, "one retry, no more"


@pytest.mark.parametrize("fault", [faults.reset, faults.truncated], ids=["reset", "truncated"])
async def test_a_read_that_is_cut_once_is_repeated(tabys: TabysServer, client: TabysClient, fault: Fault) -> None:
    tabys.fail_next("/api", fault)
    assert await read(client) == Success(tabys.records("cities"))
    assert [call.method for call in tabys.calls] == ["GET", "GET"]


@pytest.mark.parametrize("fault", [faults.reset, faults.truncated], ids=["reset", "truncated"])
async def test_a_write_that_is_cut_is_never_repeated(
    tabys: TabysServer, client: TabysClient, fault: Fault, caplog: Log
) -> None:
    tabys.fail_next("/api", fault)
    outcome = await write(client)
    referred(outcome, Unreachable, caplog)
    assert not surely_unsent(outcome), "it has reached Tabys"
    assert [call.method for call in tabys.calls] == ["POST"]


async def test_nothing_but_a_cut_is_repeated(tabys: TabysServer, client: TabysClient) -> None:
    late = faults.out_of_time(TIMEOUT)
    unusable = [faults.crash, faults.garbled, faults.empty, faults.redirect(), faults.answer(503), late]
    for fault in unusable:
        tabys.fail_next("/api", fault)
        assert isinstance(await read(client), Failure)
    assert len(tabys.calls) == len(unusable)


@pytest.mark.parametrize("idle", [1, 3])
async def test_a_read_survives_the_connections_that_earlier_500s_have_closed(
    tabys: TabysServer, client: TabysClient, idle: int
) -> None:
    tabys.latency, tabys.crash_linger = 0.05, 2
    tabys.fail_next("/api", faults.crash, times=idle)
    crashed = await asyncio.gather(*(read(client) for _ in range(idle)))
    assert {type(outcome) for outcome in crashed} == {Failure}
    tabys.latency = 0
    tabys.calls.clear()
    assert await read(client) == Success(tabys.records("cities"))
    assert len(tabys.calls) == 1, "the dead connection brought nothing to Tabys"


async def test_a_write_after_a_500_goes_over_a_fresh_connection(tabys: TabysServer, client: TabysClient) -> None:
    tabys.crash_linger = 2
    tabys.fail_next("/api", faults.crash, times=2)
    assert await client.post(VERIFY, BODY) == Success(Answer(500, None))
    assert isinstance(await read(client), Failure)
    tabys.calls.clear()
    assert await client.post(VERIFY, BODY) == Success(Answer(401, {"detail": "Invalid OTP token"}))
    assert len(tabys.calls) == 1
