"""An answer of Tabys is JSON, or broken; either way the next call is a good one."""

import pytest
from aiohttp import web

from tabys_bot.adapters.tabys.client import TabysClient
from tabys_bot.application.failures import Broken, Unreachable
from tabys_bot.domain.outcome import Failure, Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault, Proceed
from tests.integration.tabys_calls import Ask, Log, client, everything_is_logged, read, reads_and_writes, referred

__all__ = ["client", "everything_is_logged"]  # the fixtures


def raw(head: bytes) -> Fault:
    """These very bytes instead of an answer, and the end of the connection."""

    async def fault(request: web.BaseRequest, _proceed: Proceed) -> web.Response:
        if request.transport is not None:
            request.transport.write(head)
            request.transport.close()
        return web.Response()

    return fault


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
        (faults.huge(), "200, more than 2097152 bytes"),
        (faults.huge(2 * 1024 * 1024 + 1), "200, more than 2097152 bytes"),
        (faults.answer(200, b"not gzip at all", content_encoding="gzip"), ""),
        (faults.redirect(), "307"),
        (faults.redirect("/api/v2/resumes/professions", 302), "302"),
        (faults.crash, "500"),
        (faults.answer(500, "Internal Server Error", "text/plain"), "500"),
        (faults.answer(502, "<html>502 Bad Gateway</html>", "text/html"), "502"),
        (faults.answer(503, '{"detail":"overloaded"}'), "503"),
    ],
    ids=[
        "garbled", "empty", "html", "nul", "nul in text", "charset", "deep", "endless number", "huge",
        "a byte too much", "not gzip",
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


async def test_two_megabytes_are_still_an_answer(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.huge(2 * 1024 * 1024))
    assert len((await read(client)).unwrap()) == 2 * 1024 * 1024 - 2


async def test_an_empty_204_is_nothing(tabys: TabysServer, client: TabysClient) -> None:
    tabys.fail_next("/api", faults.answer(204))
    assert await read(client) == Success(None)
