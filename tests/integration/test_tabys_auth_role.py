"""The role of today, read from the profile at Tabys over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.application.failures import AccessRefused, Broken, NotServed, RecordGone, SessionRejected, TooSlow
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.session import Session
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Fault
from tests.integration.tabys_auth import ID, auth, log_without_secrets, signed_in
from tests.integration.tabys_calls import TIMEOUT

__all__ = ["auth", "log_without_secrets"]  # the fixtures

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def session_of(admission: Admission, **changed: str) -> Session:
    role, token = admission.role or Role.CLIENT, changed.get("access_token", admission.access_token)
    return Session(ID, admission.admin_id, role, token, "", NOW, NOW, NOW, NOW + timedelta(days=1), "this time")


@pytest.mark.parametrize("role", [*Role, None, "moderator"])
async def test_the_role_is_read_from_the_profile_with_the_token_of_the_session(
    tabys: TabysServer, auth: HttpAuth, role: str | None
) -> None:
    admission = await signed_in(tabys, auth, "npo")
    tabys.set_role(admission.admin_id, role)
    assert await auth.role(session_of(admission)) == Success(Role.parse(role))
    call = tabys.calls[-1]
    assert (call.method, call.path) == ("GET", "/api/v2/admin/profile")
    assert call.headers["authorization"] == f"Bearer {admission.access_token}"


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ({"role": "msb"}, Role.MSB),
        ({"role": "msb", "id": None, "more": []}, Role.MSB),
        ({"role": None}, None),
        ({"role": "SUPER_ADMIN"}, None),
        ({"role": 17}, None),
        ({"role": ["super_admin"]}, None),
        ({"role": {"name": "super_admin"}}, None),
    ],
)
async def test_a_role_that_nobody_knows_is_no_role(
    tabys: TabysServer, auth: HttpAuth, body: object, role: Role | None
) -> None:
    session = session_of(await signed_in(tabys, auth, "super_admin"))
    tabys.fail_next("profile", faults.wrong_type(body))
    assert await auth.role(session) == Success(role)


@pytest.mark.parametrize("body", ["{}", "null", "[]", '"msb"', '{"detail": "ok"}', '[{"role": "msb"}]', "", "<html>"])
async def test_a_profile_that_says_nothing_of_a_role_is_broken(
    tabys: TabysServer, auth: HttpAuth, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    session = session_of(await signed_in(tabys, auth, "npo"))
    tabys.fail_next("profile", faults.answer(200, body))
    failure = (await auth.role(session)).failure()
    assert isinstance(failure, Broken)
    assert f"reference={failure.reference}" in caplog.text


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.out_of_time(TIMEOUT), TooSlow),
        (faults.crash, Broken),
        (faults.answer(401, '{"detail": "x"}'), SessionRejected),
        (faults.answer(403, '{"detail": "x"}'), AccessRefused),
        (faults.answer(404, '{"detail": "Not Found"}'), RecordGone),
        (faults.answer(405, '{"detail": "Method Not Allowed"}'), NotServed),
    ],
    ids=["hang", "500", "401", "403", "404", "405"],
)
async def test_a_role_that_cannot_be_read_is_a_failure_and_never_no_role(
    tabys: TabysServer, auth: HttpAuth, fault: Fault, kind: type
) -> None:
    session = session_of(await signed_in(tabys, auth, "npo"))
    tabys.fail_next("profile", fault)
    assert type((await auth.role(session)).failure()) is kind


async def test_a_token_that_no_header_can_hold_asks_nothing(tabys: TabysServer, auth: HttpAuth) -> None:
    session = session_of(await signed_in(tabys, auth, "npo"), access_token="eyJ\r\nX-Role: super_admin")
    tabys.calls.clear()
    assert isinstance((await auth.role(session)).failure(), Broken)
    assert tabys.calls == []
