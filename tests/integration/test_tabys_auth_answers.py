"""Answers of Tabys to signing in and out: what is no sound 200 is a failure with a meaning of its own."""

import json

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    NotServed,
    RecordGone,
    RequestRefused,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault
from tests.integration.tabys_auth import ID, VISITOR, WRONG, auth, log_without_secrets
from tests.integration.tabys_calls import TIMEOUT

__all__ = ["auth", "log_without_secrets"]  # the fixtures

GOOD = {
    "access_token": "eyJ.token",
    "token_type": "bearer",
    "admin_id": 1,
    "admin_name": "Айгүл",
    "role": "super_admin",
    "telegram_user_id": str(ID),
    "session_created": True,
}
GARBAGE: tuple[object, ...] = (
    None,
    [],
    "eyJ.token",
    {},
    {"detail": "ok"},
    {**GOOD, "access_token": None},
    {**GOOD, "access_token": ""},
    {**GOOD, "access_token": 17},
    {**GOOD, "access_token": "x" * 5000},
    {**GOOD, "access_token": "eyJ.тоқен"},
    {**GOOD, "access_token": "eyJ\r\nX-Role: super_admin"},
    {**GOOD, "access_token": "eyJ\0"},
    {**GOOD, "access_token": "eyJ\ud800"},
    {**GOOD, "admin_id": None},
    {**GOOD, "admin_id": "first"},
    {**GOOD, "admin_id": 1.5},
    {**GOOD, "admin_id": [1]},
    {**GOOD, "admin_name": ["Айгүл"]},
    {**GOOD, "role": {"name": "super_admin"}},
)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.out_of_time(TIMEOUT), TooSlow),
        (faults.reset, Unreachable),
        (faults.truncated, Unreachable),
        (faults.answer(500, "Internal Server Error", "text/plain"), Broken),
        (faults.redirect(), Broken),
        (faults.answer(403, '{"detail": "Forbidden"}'), AccessRefused),
        (faults.answer(404, '{"detail": "No active session found"}'), RecordGone),
        (faults.answer(404, '{"detail": "Not Found"}'), Broken),
        (faults.answer(404, "<html>no session here</html>", "text/html"), Broken),
        (faults.answer(405, '{"detail": "Method Not Allowed"}'), NotServed),
        (faults.answer(429, '{"detail": "Too many"}'), RequestRefused),
        (faults.answer(422, json.dumps({"detail": [{"type": "x", "loc": [], "input": GOOD}]})), RequestRefused),
    ],
    ids=["hang", "reset", "truncated", "500", "307", "403", "404", "foreign 404", "404 page", "405", "429", "422"],
)
async def test_every_other_end_of_a_call_is_a_failure_and_nothing_is_repeated(
    tabys: TabysServer, auth: HttpAuth, fault: Fault, kind: type
) -> None:
    tabys.fail_next("telegram-auth", fault, times=3)
    outcomes = [await auth.sign_in(WRONG, VISITOR), await auth.restore(ID), await auth.sign_out(ID)]
    assert [type(outcome.failure()) for outcome in outcomes] == [kind] * 3
    assert len(tabys.calls) == 3


@pytest.mark.parametrize("body", GARBAGE)
async def test_a_200_that_makes_no_sense_is_broken_and_its_reference_is_in_the_log(
    tabys: TabysServer, auth: HttpAuth, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, json.dumps(body)), times=2)
    for outcome in (await auth.sign_in(WRONG, VISITOR), await auth.restore(ID)):
        assert isinstance(outcome, Failure), outcome
        failure = outcome.failure()
        assert isinstance(failure, Broken)
        assert f"reference={failure.reference}" in caplog.text


@pytest.mark.parametrize("body", [b"", b"ok", b"{", b"\xff"])
async def test_a_200_that_is_not_json_is_broken(tabys: TabysServer, auth: HttpAuth, body: bytes) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, body), times=2)
    assert isinstance((await auth.sign_in(WRONG, VISITOR)).failure(), Broken)
    assert isinstance((await auth.restore(ID)).failure(), Broken)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"admin_id": "7"}, Admission(7, "Айгүл", Role.SUPER_ADMIN, "eyJ.token")),
        ({"admin_name": None}, Admission(1, "", Role.SUPER_ADMIN, "eyJ.token")),
        ({"role": None}, Admission(1, "Айгүл", None, "eyJ.token")),
        ({"role": "SUPER_ADMIN"}, Admission(1, "Айгүл", None, "eyJ.token")),
        ({"more": {"to": "come"}}, Admission(1, "Айгүл", Role.SUPER_ADMIN, "eyJ.token")),
    ],
)
async def test_only_what_is_needed_of_a_200_must_be_there(
    tabys: TabysServer, auth: HttpAuth, change: dict[str, object], expected: Admission
) -> None:
    tabys.fail_next("telegram-auth", faults.answer(200, json.dumps(GOOD | change)), times=2)
    assert await auth.sign_in(WRONG, VISITOR) == Success(expected)
    assert await auth.restore(ID) == Success(expected)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429])
async def test_what_tabys_says_of_a_code_is_not_logged(
    tabys: TabysServer, auth: HttpAuth, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    told = f"session: code {WRONG.value} of {VISITOR.first_name} is bad"
    tabys.fail_next("telegram-auth", faults.answer(status, json.dumps({"detail": told})), times=3)
    await auth.sign_in(WRONG, VISITOR)
    await auth.restore(ID)
    await auth.sign_out(ID)
    assert "is bad" not in caplog.text
