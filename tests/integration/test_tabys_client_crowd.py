"""A crowd of calls has a bounded room at Tabys, and leaves it as it was."""

import asyncio

import pytest
from aiohttp import web

from tabys_bot.adapters.tabys.client import CALLS_AT_ONCE, TabysClient
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import TooSlow
from tabys_bot.domain.outcome import Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.leaping import leap
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault, Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.integration.tabys_calls import TIMEOUT, Ask, client, everything_is_logged, read, reads_and_writes, write

__all__ = ["client", "everything_is_logged"]  # the fixtures


def in_groups(size: int) -> Fault:
    """No answer before so many calls are under way together, however slowly the machine lets them arrive."""
    barrier = asyncio.Barrier(size)

    async def fault(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        await barrier.wait()
        return await proceed()

    return fault


async def test_at_most_twenty_of_a_hundred_calls_are_under_way(tabys: TabysServer, client: TabysClient) -> None:
    tabys.latency = 0.02
    tabys.fail_next("/api", in_groups(CALLS_AT_ONCE), times=100)
    outcomes = await asyncio.gather(*((read, write)[number % 2](client) for number in range(100)))
    assert (len(outcomes), len(tabys.calls), tabys.in_flight_peak) == (100, 100, CALLS_AT_ONCE)
    assert CALLS_AT_ONCE == 20


async def seen(tabys: TabysServer, calls: int) -> None:
    """Until Tabys has so many calls."""
    async with asyncio.timeout(TIMEOUT):
        while len(tabys.calls) < calls:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0)


async def quiet(tabys: TabysServer) -> None:
    """Until Tabys has noticed that nobody waits for it any more."""
    async with asyncio.timeout(TIMEOUT):
        while tabys._in_flight:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def assert_all_the_room_is_there(tabys: TabysServer, client: TabysClient) -> None:
    """As many calls as ever are under way together, and twice as many are answered in time."""
    tabys.heal()
    tabys.latency = 0.02
    tabys.in_flight_peak = 0
    tabys.fail_next("/api", in_groups(CALLS_AT_ONCE), times=CALLS_AT_ONCE * 2)
    outcomes = await asyncio.gather(*(read(client) for _ in range(CALLS_AT_ONCE * 2)))
    assert {type(outcome) for outcome in outcomes} == {Success}
    assert tabys.in_flight_peak == CALLS_AT_ONCE


async def test_calls_that_wait_for_room_do_not_wait_for_ever(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.hang(TIMEOUT * 10), times=1000)
    calls = asyncio.gather(*(read(client) for _ in range(100)))
    await seen(tabys, CALLS_AT_ONCE)
    leap(TIMEOUT)
    async with asyncio.timeout(TIMEOUT / 2):  # none of them gets a time of its own after having waited
        outcomes = await calls
    assert {type(outcome.failure()) for outcome in outcomes} == {TooSlow}
    assert len(tabys.calls) == CALLS_AT_ONCE


@pytest.mark.parametrize("fault", [faults.hang(TIMEOUT * 10), faults.drip(TIMEOUT * 10)], ids=["hang", "drip"])
async def test_calls_that_ran_out_of_time_give_their_room_back(
    tabys: TabysServer, client: TabysClient, fault: Fault
) -> None:
    tabys.fail_next("/api", fault, times=1000)
    calls = asyncio.gather(*((read, write)[number % 2](client) for number in range(60)))
    await seen(tabys, CALLS_AT_ONCE)
    leap(TIMEOUT)
    assert {type(outcome.failure()) for outcome in await calls} == {TooSlow}
    await quiet(tabys)
    await assert_all_the_room_is_there(tabys, client)


@pytest.mark.parametrize(
    "fault",
    [faults.reset, faults.truncated, faults.garbled, faults.crash],
    ids=["reset", "truncated", "garbled", "crash"],
)
async def test_calls_that_failed_give_their_room_back(tabys: TabysServer, client: TabysClient, fault: Fault) -> None:
    tabys.fail_next("/api", fault, times=1000)
    await asyncio.gather(*((read, write)[number % 2](client) for number in range(60)))
    await quiet(tabys)
    await assert_all_the_room_is_there(tabys, client)


@reads_and_writes
async def test_a_cancelled_call_leaks_nothing(tabys: TabysServer, ask: Ask) -> None:
    tabys.fail_next("/api", faults.hang(60), times=1000)
    async with connected(tabys.url, timeout=TIMEOUT) as client:
        calls = [asyncio.ensure_future(ask(client)) for _ in range(60)]
        await seen(tabys, CALLS_AT_ONCE)
        for call in calls:
            call.cancel()
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}
        await quiet(tabys)
        await assert_all_the_room_is_there(tabys, client)
