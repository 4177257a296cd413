"""One read and one write at Tabys, and what may be said of them in the log."""

import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

import pytest

from tabys_bot.adapters.tabys.client import TabysClient, judge
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.domain.outcome import Failure, Outcome
from tests.integration.servers.tabys import TabysServer

CITIES = "/api/v2/resumes/cities"
EVENTS = "/api/v2/events/admin/list"
APPROVAL = "/api/v2/admin/10/approve"
VERIFY = "/api/v1/telegram-auth/verify-otp"
CODE = "A7B9C3D5"
TOKEN = "eyJhbGciOi.secret-part.of-a-token"
BODY = {"otp_token": CODE, "telegram_user_id": "71001"}
# A loaded machine needs seconds to connect. Where a call shall run out of time, time leaps: `faults.out_of_time`.
TIMEOUT = 20.0
REFERENCE = re.compile(r"[0-9A-F]{6}")

Log: TypeAlias = pytest.LogCaptureFixture
Ask: TypeAlias = Callable[[TabysClient], Awaitable[Outcome[Any, GatewayFailure]]]


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: Log) -> None:
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


async def send(client: TabysClient) -> Outcome[Any, GatewayFailure]:
    return await client.send("PATCH", APPROVAL, token=TOKEN, body={"approval_status": "approved"})


reads_and_writes = pytest.mark.parametrize("ask", [read, write, send])


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
