"""A visitor who signs in at Tabys over HTTP, and a log in which none of the secrets may stand."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.ports import Admission
from tabys_bot.domain.session import OtpCode, Visitor
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_calls import TIMEOUT

ID = 7_100_000_001
VISITOR = Visitor(ID, first_name="Әлия", last_name="Ёлкина", username="aliya", language_code="kk")
WRONG = OtpCode("AAAAAAAA")


@pytest.fixture
async def auth(tabys: TabysServer) -> AsyncIterator[HttpAuth]:
    async with connected(tabys.url, timeout=TIMEOUT) as client:
        yield HttpAuth(client=client)


@pytest.fixture(autouse=True)
def log_without_secrets(tabys: TabysServer, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Codes, tokens and names stay out of the log in every test, on any level."""
    caplog.set_level(logging.DEBUG)
    yield
    issued = [*tabys.accounts.otps, *tabys.accounts.tokens._known]
    secrets = [WRONG.value, "eyJ", VISITOR.first_name, VISITOR.last_name, VISITOR.username, str(ID), *issued]
    # caplog.text is empty by now: pytest has begun the teardown
    logged = [logging.Formatter().format(record) for record in caplog.get_records("call")]
    assert [secret for secret in secrets if any(secret in line for line in logged)] == []


async def signed_in(tabys: TabysServer, auth: HttpAuth, role: str) -> Admission:
    return (await auth.sign_in(OtpCode(tabys.issue_otp(role)), VISITOR)).unwrap()
