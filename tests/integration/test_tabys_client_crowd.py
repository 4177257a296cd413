"""A crowd of calls has a bounded room at Tabys, and leaves it as it was."""

import asyncio

import pytest

from tabys_bot.adapters.tabys.client import CALLS_AT_ONCE, TabysClient
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import TooSlow
from tabys_bot.domain.outcome import Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault
from tests.integration.tabys_calls import TIMEOUT, Ask, client, everything_is_logged, read, reads_and_writes, write

__all__ = ["client", "everything_is_logged"]  # the fixtures


async def test_at_most_twenty_of_a_hundred_calls_are_under_way(tabys: TabysServer) -> None:
    tabys.latency = 0.02
    async with connected(tabys.url, timeout=10) as client:
        outcomes = await asyncio.gather(*((read, write)[number % 2](client) for number in range(100)))
    assert (len(outcomes), len(tabys.calls), tabys.in_flight_peak) == (100, 100, CALLS_AT_ONCE)
    assert CALLS_AT_ONCE == 20


async def seen(tabys: TabysServer, calls: int) -> None:
    """Until Tabys has so many calls."""
    async with asyncio.timeout(5):
        while len(tabys.calls) < calls:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0)


async def quiet(tabys: TabysServer) -> None:
    """Until Tabys has noticed that nobody waits for it any more."""
    async with asyncio.timeout(5):
        while tabys._in_flight:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def assert_all_the_room_is_there(tabys: TabysServer, client: TabysClient) -> None:
    """As many calls as ever are under way together, and twice as many are answered in time."""
    tabys.heal()
    tabys.latency = 0.02
    tabys.in_flight_peak = 0
    outcomes = await asyncio.gather(*(read(client) for _ in range(CALLS_AT_ONCE * 2)))
    assert {type(outcome) for outcome in outcomes} == {Success}
    assert tabys.in_flight_peak == CALLS_AT_ONCE


async def test_calls_that_wait_for_room_do_not_wait_for_ever(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.hang(5), times=1000)
    async with asyncio.timeout(TIMEOUT * 2):
        outcomes = await asyncio.gather(*(read(client) for _ in range(100)))
    assert {type(outcome.failure()) for outcome in outcomes} == {TooSlow}


@pytest.mark.parametrize(
    "fault",
    [faults.hang(5), faults.drip(5), faults.reset, faults.truncated, faults.garbled, faults.crash],
    ids=["hang", "drip", "reset", "truncated", "garbled", "crash"],
)
async def test_calls_that_failed_give_their_room_back(tabys: TabysServer, client: TabysClient, fault: Fault) -> None:
    tabys.fail_next("/api", fault, times=1000)
    await asyncio.gather(*((read, write)[number % 2](client) for number in range(60)))
    await quiet(tabys)
    await assert_all_the_room_is_there(tabys, client)


@reads_and_writes
async def test_a_cancelled_call_leaks_nothing(tabys: TabysServer, ask: Ask) -> None:
    tabys.fail_next("/api", faults.hang(60), times=1000)
    async with connected(tabys.url, timeout=30) as client:
        calls = [asyncio.ensure_future(ask(client)) for _ in range(60)]
        await seen(tabys, CALLS_AT_ONCE)
        for call in calls:
            call.cancel()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}
        await quiet(tabys)
        await assert_all_the_room_is_there(tabys, client)
