"""Every way in which a call to Tabys can end becomes a value, and what happened is in the log."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

import pytest
from aiohttp import web

from tabys_bot.adapters.tabys.client import CALLS_AT_ONCE, Answer, TabysClient, judge
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    NotServed,
    RecordGone,
    RequestRefused,
    SessionRejected,
    TooSlow,
    Unreachable,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault, Proceed

CITIES = "/api/v2/resumes/cities"
EVENTS = "/api/v2/events/admin/list"
VERIFY = "/api/v1/telegram-auth/verify-otp"
CODE = "A7B9C3D5"
TOKEN = "eyJhbGciOi.secret-part.of-a-token"
BODY = {"otp_token": CODE, "telegram_user_id": "71001"}
TIMEOUT = 0.4
REFERENCE = re.compile(r"[0-9A-F]{6}")

Log: TypeAlias = pytest.LogCaptureFixture
Ask: TypeAlias = Callable[[TabysClient], Awaitable[Outcome[Any, GatewayFailure]]]


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: Log) -> None:
    caplog.set_level(logging.DEBUG)


@pytest.fixture
async def client(tabys: TabysServer) -> AsyncIterator[TabysClient]:
    async with connected(tabys.url, timeout=TIMEOUT) as client:
        yield client


async def read(client: TabysClient) -> Outcome[Any, GatewayFailure]:
    return await client.get(CITIES, token=TOKEN)


async def write(client: TabysClient) -> Outcome[Any, GatewayFailure]:
    answer = await client.post(VERIFY, BODY)
    return answer if isinstance(answer, Failure) else judge("POST", VERIFY, answer.unwrap())


reads_and_writes = pytest.mark.parametrize("ask", [read, write])


def referred(outcome: Outcome[Any, GatewayFailure], kind: type[GatewayFailure], log: Log) -> str:
    """The line of the log that the failure refers to, having checked that there is one and that it is safe."""
    failure = outcome.failure() if isinstance(outcome, Failure) else None
    assert type(failure) is kind, outcome
    reference = getattr(failure, "reference", "")
    assert REFERENCE.fullmatch(reference)
    (line,) = [record.getMessage() for record in log.records if reference in record.getMessage()]
    assert_no_secrets(log)
    return line


def assert_no_secrets(log: Log) -> None:
    assert CODE not in log.text
    assert TOKEN not in log.text
    assert "71001" not in log.text


def raw(head: bytes) -> Fault:
    """These very bytes instead of an answer, and the end of the connection."""

    async def fault(request: web.BaseRequest, _proceed: Proceed) -> web.Response:
        if request.transport is not None:
            request.transport.write(head)
            request.transport.close()
        return web.Response()

    return fault


@reads_and_writes
async def test_silence_is_too_slow(tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log) -> None:
    tabys.fail_next("/api", faults.hang(5))
    assert "no answer in time" in referred(await ask(client), TooSlow, caplog)
    assert len(tabys.calls) == 1


@reads_and_writes
async def test_an_answer_that_drips_past_the_timeout_is_too_slow(
    tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.drip(TIMEOUT * 5))
    referred(await ask(client), TooSlow, caplog)
    assert len(tabys.calls) == 1


async def test_an_answer_that_drips_within_the_timeout_is_read(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.drip(TIMEOUT / 4))
    assert await read(client) == Success(tabys.records("cities"))


@reads_and_writes
async def test_a_refused_connection_is_unreachable(
    tabys: TabysServer, client: TabysClient, ask: Ask, caplog: Log
) -> None:
    await tabys.down()
    referred(await ask(client), Unreachable, caplog)


@reads_and_writes
async def test_a_host_that_does_not_exist_is_unreachable(ask: Ask, caplog: Log) -> None:
    async with connected("http://tabys.invalid", timeout=10) as client:
        referred(await ask(client), Unreachable, caplog)


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
    referred(await write(client), Unreachable, caplog)
    assert [call.method for call in tabys.calls] == ["POST"]


async def test_nothing_but_a_cut_is_repeated(tabys: TabysServer, client: TabysClient) -> None:
    unusable = [faults.crash, faults.garbled, faults.empty, faults.redirect(), faults.answer(503), faults.hang(5)]
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


@reads_and_writes
@pytest.mark.parametrize(
    "answer",
    [
        (faults.garbled, "200, not JSON, 32 bytes"),
        (faults.empty, "200, not JSON, 0 bytes"),
        (faults.answer(200, "<html>Welcome to nginx</html>", "text/html"), "200, not JSON, 29 bytes"),
        (faults.answer(200, b"\0"), "200, not JSON, 1 bytes"),
        (faults.answer(200, b'{"a": "\0"}'), "200, not JSON, 10 bytes"),
        (faults.answer(200, '"Тегін"'.encode("cp1251"), "application/json; charset=windows-1251"), "200, not JSON"),
        (faults.answer(200, b"[" * 200_000 + b"]" * 200_000), "200, not JSON"),
        (faults.answer(200, b"1" * 10_000), "200, not JSON"),
        (faults.huge(), "200, more than 8388608 bytes"),
        (faults.answer(200, b"not gzip at all", content_encoding="gzip"), ""),
        (faults.redirect(), "307"),
        (faults.redirect("/api/v2/resumes/professions", 302), "302"),
        (faults.crash, "500"),
        (faults.answer(500, "Internal Server Error", "text/plain"), "500"),
        (faults.answer(502, "<html>502 Bad Gateway</html>", "text/html"), "502"),
        (faults.answer(503, '{"detail":"overloaded"}'), "503"),
    ],
    ids=[
        "garbled", "empty", "html", "nul", "nul in text", "charset", "deep", "endless number", "huge", "not gzip",
        "redirect", "redirect to another route", "crash", "500", "502", "503",
    ],
)  # fmt: skip
async def test_an_answer_that_makes_no_sense_is_broken(
    tabys: TabysServer, client: TabysClient, ask: Ask, answer: tuple[Fault, str], caplog: Log
) -> None:
    fault, told = answer
    tabys.fail_next("/api", fault)
    assert told in referred(await ask(client), Broken, caplog)
    assert len(tabys.calls) == 1, "neither repeated nor redirected"
    assert isinstance(await read(client), Success), "the next call is a good one"


@reads_and_writes
@pytest.mark.parametrize(
    "head",
    [
        b"\0\1\2 this is not HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"HTTP/1.1 banana\r\n\r\n",
    ],
    ids=["no HTTP", "length", "chunks", "status"],
)
async def test_an_answer_that_is_not_http_is_a_failure_with_a_reference(
    tabys: TabysServer, client: TabysClient, ask: Ask, head: bytes, caplog: Log
) -> None:
    tabys.fail_next("/api", raw(head), times=2)
    outcome = await ask(client)
    assert isinstance(outcome, Failure)
    assert isinstance(outcome.failure(), Broken | Unreachable)
    referred(outcome, type(outcome.failure()), caplog)
    assert ask is read or len(tabys.calls) == 1
    tabys.heal()
    assert isinstance(await read(client), Success), "the next call is a good one"


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (rb'"\ud83d"', "\ud83d"),
        (rb'{"title": "\udc00\u0000"}', {"title": "\udc00\0"}),
        (b"[1e400, -1e400]", [float("inf"), float("-inf")]),
        (b"Infinity", float("inf")),
        (b"null", None),
        ("\ufeff[1]".encode(), [1]),
        (b"7", 7),
    ],
)
async def test_odd_json_is_still_an_answer_for_the_reader_to_judge(
    tabys: TabysServer, client: TabysClient, body: bytes, value: object
) -> None:
    tabys.fail_next("/api", faults.answer(200, body))
    assert await read(client) == Success(value)


async def test_nan_does_not_break_the_reading(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.answer(200, b"[NaN]"))
    (number,) = (await read(client)).unwrap()
    assert number != number  # noqa: PLR0124 - only NaN is so


async def test_an_empty_204_is_nothing(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.answer(204))
    assert await read(client) == Success(None)


@pytest.mark.parametrize(("status", "failure"), [(401, SessionRejected()), (404, RecordGone())])
async def test_a_rejected_session_and_a_missing_record_say_all_by_themselves(
    tabys: TabysServer, client: TabysClient, status: int, failure: GatewayFailure, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.answer(status, '{"detail": "Токен истек"}'), times=2)
    assert await read(client) == Failure(failure)
    assert await write(client) == Failure(failure)
    assert_no_secrets(caplog)


@reads_and_writes
@pytest.mark.parametrize(
    "refusal",
    [
        (400, RequestRefused, "400 Нельзя"),
        (403, AccessRefused, "403 Нельзя"),
        (405, NotServed, "405, no such route"),
        (409, RequestRefused, "409 Нельзя"),
        (418, RequestRefused, "418 Нельзя"),
        (422, RequestRefused, "422 Нельзя"),
        (429, RequestRefused, "429 Нельзя"),
    ],
)
async def test_a_refusal_keeps_its_reason_in_the_log(
    tabys: TabysServer, client: TabysClient, ask: Ask, refusal: tuple[int, type[GatewayFailure], str], caplog: Log
) -> None:
    status, kind, told = refusal
    tabys.fail_next("/api", faults.answer(status, '{"detail": "Нельзя"}'))
    assert told in referred(await ask(client), kind, caplog)
    assert len(tabys.calls) == 1


async def test_a_422_is_logged_without_what_was_sent(tabys: TabysServer, client: TabysClient, caplog: Log) -> None:
    answer = await client.post(VERIFY, {"otp_token": f"{CODE}X", "telegram_user_id": 71001})
    line = referred(judge("POST", VERIFY, answer.unwrap()), RequestRefused, caplog)
    assert "422 string_too_long at ['body', 'otp_token']; string_type at ['body', 'telegram_user_id']" in line
    assert len(tabys.calls) == 1


@pytest.mark.parametrize(
    "detail",
    ["null", "[]", "{}", "17", "[[]]", '[{"type": {}, "loc": null}]', rb'"\ud800\u0000\n"'.decode(), '"x\\nERROR y"'],
)
async def test_a_reason_of_any_shape_stays_one_line_of_the_log(
    tabys: TabysServer, client: TabysClient, detail: str, caplog: Log
) -> None:
    tabys.fail_next("/api", faults.answer(422, f'{{"detail": {detail}}}'))
    line = referred(await read(client), RequestRefused, caplog)
    assert "\n" not in line
    line.encode()


async def test_an_endless_reason_is_cut_in_the_log(tabys: TabysServer, client: TabysClient, caplog: Log) -> None:
    tabys.fail_next("/api", faults.answer(400, '{"detail": "%s"}' % ("ы" * 100_000)))
    assert len(referred(await read(client), RequestRefused, caplog)) < 500


@pytest.mark.parametrize("token", ["тоқен", "a\r\nX-Role: super_admin", "a\nb", "a\0b", "\ud800"])
async def test_a_token_that_no_header_can_hold_is_a_failure_and_not_a_crash(
    tabys: TabysServer, client: TabysClient, token: str
) -> None:
    assert isinstance(await client.get(EVENTS, token=token), Failure)
    assert [call.headers.get("x-role") for call in tabys.calls if "x-role" in call.headers] == []


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
