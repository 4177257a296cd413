"""The fake Tabys fails in every way it is asked to, and remembers its calls."""

import asyncio

import httpx
import pytest

from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.leaping import leap
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import EVENTS, NEWS, PATIENCE, VOLUNTEERS, bearer, client, get, outcome, verify

__all__ = ["client"]  # the fixture


async def test_a_500_is_plain_text_and_closes_the_connection_without_saying_so(tabys: TabysServer) -> None:
    tabys.crash_linger = 0.2
    async with httpx.AsyncClient(base_url=tabys.url, timeout=PATIENCE) as client:
        broken = await client.get(f"{VOLUNTEERS}?limit=-1", headers=bearer(tabys))
        assert (broken.status_code, broken.text) == (500, "Internal Server Error")
        assert broken.headers["content-type"] == "text/plain; charset=utf-8"
        assert "connection" not in broken.headers
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await client.get(NEWS, headers=bearer(tabys))
        assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_calls_are_kept_in_order_and_can_be_forgotten(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    await client.get(f"{NEWS}?limit=2&category=Спорт")
    await verify(client, "ABCDEFGH")
    first, second = tabys.calls
    assert (first.method, first.path, first.query) == ("GET", NEWS, {"limit": "2", "category": "Спорт"})
    assert (first.body, first.headers["accept"]) == (None, "*/*")
    assert second.body == {"otp_token": "ABCDEFGH", "telegram_user_id": "71001"}
    tabys.calls.clear()
    assert tabys.calls == []


@pytest.mark.parametrize(
    ("fault", "status", "content"),
    [
        (faults.answer(502, "<html>Bad gateway", "text/html"), 502, b"<html>Bad gateway"),
        (faults.empty, 200, b""),
        (faults.redirect("https://example.invalid/"), 307, b""),
        (faults.wrong_type([1]), 200, b"[1]"),
        (faults.huge(3_000_000), 200, b'"' + b"x" * 2_999_998 + b'"'),
        (faults.crash, 500, b"Internal Server Error"),
    ],
)
async def test_a_spoilt_answer_comes_once(
    tabys: TabysServer, client: httpx.AsyncClient, fault: faults.Fault, status: int, content: bytes
) -> None:
    tabys.fail_next("/news/", fault)
    assert len(await get(tabys, client, EVENTS)) == len(tabys.records("events"))
    spoilt = await client.get(NEWS, headers=bearer(tabys))
    assert (spoilt.status_code, spoilt.content) == (status, content)
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_garbled_json_does_not_parse(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.fail_next(NEWS, faults.garbled)
    with pytest.raises(ValueError, match=r"codec|Unterminated"):
        (await client.get(NEWS, headers=bearer(tabys))).json()


@pytest.mark.parametrize("fault", [faults.reset, faults.truncated])
async def test_a_broken_connection_is_a_transport_error_as_often_as_asked(
    tabys: TabysServer, client: httpx.AsyncClient, fault: faults.Fault
) -> None:
    tabys.fail_next(NEWS, fault, times=2)
    for _ in range(2):
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await client.get(NEWS, headers=bearer(tabys))
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_a_silent_server_runs_into_the_clients_timeout(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.fail_next(NEWS, faults.hang(30))
    with pytest.raises(httpx.ReadTimeout):
        await client.get(NEWS, headers=bearer(tabys), timeout=httpx.Timeout(PATIENCE, read=0.05))
    tabys.fail_next(NEWS, faults.hang(0.01))
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_a_dripping_answer_outlives_a_deadline_though_no_read_times_out(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    tabys.fail_next(NEWS, faults.drip(PATIENCE * 2, pieces=40, leaping=True))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            await client.get(NEWS, headers=bearer(tabys), timeout=PATIENCE / 2)
    tabys.fail_next(NEWS, faults.drip(0.05))
    assert len((await client.get(NEWS, headers=bearer(tabys))).json()) == len(tabys.records("news"))


async def test_a_lost_answer_leaves_its_side_effect(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    code = tabys.issue_otp("npo")
    tabys.fail_next("verify-otp", faults.after(faults.reset))
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await verify(client, code)
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: already used")


async def test_a_server_that_is_down_refuses_and_comes_back_on_its_port(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    url, records = tabys.url, await get(tabys, client, EVENTS)
    await tabys.down()
    with pytest.raises(httpx.ConnectError):
        await client.get(NEWS, headers=bearer(tabys))
    await tabys.up()
    assert tabys.url == url
    assert await get(tabys, client, EVENTS) == records


async def test_the_peak_of_simultaneous_calls_is_known(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.latency = PATIENCE / 2
    calls = asyncio.gather(*(client.get(NEWS, headers=bearer(tabys)) for _ in range(7)))
    async with asyncio.timeout(PATIENCE / 2):
        while len(tabys.calls) < 7:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0)
    leap(PATIENCE / 2)
    await calls
    assert tabys.in_flight_peak == 7
