"""The admin panel over HTTP: odd rows are left out, and what changes Tabys is sent once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tabys_bot.adapters.tabys.administration import HttpAdministration
from tabys_bot.adapters.tabys.connection import connected
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    RecordGone,
    RequestRefused,
    SessionRejected,
    TooSlow,
    Unreachable,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import Session
from tests.integration.records_desk import NOW
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_calls import TIMEOUT

SESSIONS = "/api/v1/telegram-auth/sessions"
PENDING = "/api/v2/admin/pending"
DASHBOARD = "/api/v2/admin/analytics/dashboard"


@dataclass(frozen=True, slots=True)
class Panel:
    administration: HttpAdministration
    tabys: TabysServer

    def session(self, role: Role = Role.SUPER_ADMIN) -> Session:
        return Session(7, self.tabys.admin(role)["id"], role, self.tabys.token(role), "", NOW, NOW, NOW, NOW, "now")


@pytest.fixture
async def panel(tabys: TabysServer) -> AsyncIterator[Panel]:
    async with connected(tabys.url, timeout=TIMEOUT) as client:
        yield Panel(HttpAdministration(client=client), tabys)


async def test_sessions_are_told_with_who_and_since_when(panel: Panel) -> None:
    row = {
        "telegram_user_id": "71003",
        "telegram_username": "gabit",
        "admin_id": 3,
        "admin_name": "Әкімдік <өкілі>",
        "admin_role": "government",
        "is_active": True,
        "created_at": "2026-11-22T07:45:07.737980",
        "last_activity_at": "2026-11-22T07:46:07",
    }
    odd: list[object] = [
        row | {"telegram_user_id": number} for number in (None, 71004, "", "abc", "-5", "0", "9" * 25, "7 1")
    ]
    odd += [None, [], "row", {}, row | {"telegram_user_id": "8", "is_active": False}]
    bare = {"telegram_user_id": "71005", "admin_role": "moderator", "created_at": 5, "admin_name": None}
    panel.tabys.fail_next(SESSIONS, faults.wrong_type({"sessions": [*odd, row, bare], "total": 99}))
    assert await panel.administration.sessions(panel.session()) == Success(
        (
            SignedIn(
                71003,
                "Әкімдік <өкілі>",
                Role.GOVERNMENT,
                "@gabit",
                datetime(2026, 11, 22, 7, 45, 7, 737980, UTC),
                datetime(2026, 11, 22, 7, 46, 7, tzinfo=UTC),
            ),
            SignedIn(71005, "", None),
        )
    )


async def test_registrations_are_told_as_they_were_made(panel: Panel) -> None:
    row = {"id": 14, "name": "Тіркелу №0 🎓", "login": "pend0", "email": None, "role": "msb"}
    panel.tabys.fail_next(
        PENDING,
        faults.wrong_type(
            [row | {"created_at": "2026-11-22T09:13:44Z"}, row | {"id": "15"}, None, {"id": 16, "role": "x"}]
        ),
    )
    assert await panel.administration.registrations(panel.session()) == Success(
        (
            Registration(14, "Тіркелу №0 🎓", "pend0", "", Role.MSB, datetime(2026, 11, 22, 9, 13, 44, tzinfo=UTC)),
            Registration(16, "", ""),
        )
    )


@pytest.mark.parametrize(
    ("approve", "reason", "body"),
    [
        (True, "", {"approval_status": "approved"}),
        (False, "Құжат жоқ", {"approval_status": "rejected", "approval_reason": "Құжат жоқ"}),
    ],
)
async def test_a_decision_is_sent_with_its_reason(panel: Panel, approve: bool, reason: str, body: object) -> None:  # noqa: FBT001
    (first, *_) = (await panel.administration.registrations(panel.session())).unwrap()
    panel.tabys.calls.clear()
    decided = await panel.administration.decide(panel.session(), first.admin_id, approve=approve, reason=reason)
    assert decided == Success(None)
    (call,) = panel.tabys.calls
    assert (call.method, call.path, call.body) == ("PATCH", f"/api/v2/admin/{first.admin_id}/approve", body)


async def test_what_tabys_refuses_is_told(panel: Panel) -> None:
    npo, administrator = panel.session(Role.NPO), panel.session(Role.ADMINISTRATOR)
    refused = [
        await panel.administration.sessions(npo),
        await panel.administration.revoke(npo, 71003),
        await panel.administration.registrations(administrator),
        await panel.administration.decide(administrator, 10, approve=True, reason=""),
    ]
    assert [type(outcome.failure()) for outcome in refused] == [AccessRefused] * 4
    assert await panel.administration.revoke(administrator, 5) == Failure(RecordGone())
    panel.tabys.expire_tokens()
    assert await panel.administration.numbers(npo, Stretch.DAY) == Failure(SessionRejected())
    panel.tabys.fail_next("/approve", faults.answer(400, '{"detail": "x"}'))
    outcome = await panel.administration.decide(panel.session(), 10, approve=True, reason="")
    assert isinstance(outcome.failure(), RequestRefused)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (faults.reset, Unreachable),
        (faults.truncated, Unreachable),
        (faults.after(faults.reset), Unreachable),
        (faults.crash, Broken),
        (faults.out_of_time(TIMEOUT), TooSlow),
    ],
    ids=["reset", "truncated", "reset after", "crash", "hang"],
)
async def test_what_changes_tabys_is_never_sent_twice(panel: Panel, fault: faults.Fault, kind: type) -> None:
    session = panel.session()
    panel.tabys.fail_next(f"{SESSIONS}/", fault)
    panel.tabys.fail_next("/approve", fault)
    for outcome in (
        await panel.administration.revoke(session, 71003),
        await panel.administration.decide(session, 10, approve=False, reason="x"),
    ):
        assert isinstance(outcome.failure(), kind)
    assert [call.method for call in panel.tabys.calls] == ["DELETE", "PATCH"]


@pytest.mark.parametrize("stretch", Stretch)
async def test_the_numbers_of_a_stretch_are_read(panel: Panel, stretch: Stretch) -> None:
    numbers = (await panel.administration.numbers(panel.session(), stretch)).unwrap()
    days = {Stretch.DAY: 1, Stretch.WEEK: 7, Stretch.MONTH: 30, Stretch.YEAR: 365}[stretch]
    assert dict(numbers.logins) == {
        "total_logins": 7 * days,
        "successful_logins": 6 * days,
        "failed_logins": days,
        "unique_users": 2 * days,
    }
    assert numbers.people["total_users"] == 330
    assert dict(numbers.roles) == {"individual": 275, "organization": 55, "admin": 22}
    assert set(numbers.actions) == {"total_actions", "creates", "updates", "deletes", "views"}
    assert numbers.touched["vacancy"] == 3 * days
    assert set(numbers.events) == {"total_events", "errors", "warnings", "info", "critical"}


@pytest.mark.parametrize("value", [None, "x", 17, [], [None, "x", {"count": "x"}], {}, {"count": None}, True])
async def test_numbers_that_are_none_are_left_out(panel: Panel, value: object) -> None:
    keys = ("user_stats", "role_distribution", "user_growth", "login_activity", "activity_stats", "system_events")
    panel.tabys.fail_next(DASHBOARD, faults.wrong_type(dict.fromkeys(keys, value)))
    assert await panel.administration.numbers(panel.session(), Stretch.DAY) == Success(Numbers())


@pytest.mark.parametrize("body", [None, "x", 17])
async def test_answers_of_another_shape_are_broken(panel: Panel, body: object) -> None:
    session = panel.session()
    for path in (SESSIONS, PENDING, DASHBOARD):
        panel.tabys.fail_next(path, faults.wrong_type(body))
    failures = [
        (await panel.administration.sessions(session)).failure(),
        (await panel.administration.registrations(session)).failure(),
        (await panel.administration.numbers(session, Stretch.DAY)).failure(),
    ]
    assert [type(failure) for failure in failures] == [Broken] * 3


async def test_a_list_in_an_unknown_envelope_is_broken(panel: Panel) -> None:
    for path in (SESSIONS, PENDING):
        panel.tabys.fail_next(path, faults.wrong_type({"records": []}))
    assert isinstance((await panel.administration.sessions(panel.session())).failure(), Broken)
    assert isinstance((await panel.administration.registrations(panel.session())).failure(), Broken)
