"""Decisions over HTTP: where each goes, what it says, and what becomes of the record, quirks included."""

from collections.abc import Mapping
from typing import Any

import pytest

from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, RequestRefused, SessionRejected
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON, Act
from tabys_bot.domain.moderation import MODERATED, decisions_of
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.moderation_worlds import identity, state_key
from tests.integration.servers import tabys_faults as faults
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

VOLUNTEER = "/api/v2/admin/volunteer"
MODERATION: Mapping[Section, str] = {
    Section.EVENTS: "/api/v2/events/admin/moderation/{id}",
    Section.COURSES: "/api/v2/courses/admin/moderation/{id}",
    Section.VACANCIES: "/api/v2/vacancies/admin/moderation/{id}",
    Section.NEWS: "/api/v2/admin/news/{id}",
    Section.PROJECTS: "/api/v2/projects/admin/moderation/{id}",
    Section.PLACES: "/api/v2/leisure/admin/places/moderation/{id}",
    Section.TICKETS: "/api/v2/leisure/admin/tickets/moderation/{id}",
    Section.PROMO: "/api/v2/leisure/admin/promo/moderation/{id}",
}
VERBS = {"approve": "approve", "reapprove": "approve", "reject": "reject", "unapprove": "reject"}
BARE = [(section, name) for section in MODERATION for name in VERBS]
DECIDED = [(section, act) for section in MODERATED for act in ACTS[section] if act.decides]
WHY = "Орын қалмады & <мест нет> 100%"


def row_of(desk: WritingDesk, section: Section, number: int) -> dict[str, Any]:
    rows = desk.tabys.records("promotion_requests" if section is Section.PROMOTIONS else section)
    return next(row for row in rows if row[identity(section)] == number)


def waiting(desk: WritingDesk, section: Section, number: int = 2) -> dict[str, Any]:
    row = row_of(desk, section, number)
    row[state_key(section)] = "pending"
    return row


def reason(act: Act) -> Mapping[str, Written]:
    return {REASON: WHY} if act.why and act.why.sent else {}


def balance(desk: WritingDesk, row: Mapping[str, Any]) -> int:
    coins: int = desk.row(Section.VOLUNTEERS, row["_volunteer_id"])["v_coins_balance"]
    return coins


@pytest.mark.parametrize(("section", "name"), BARE)
async def test_what_is_published_is_decided_on_by_a_bare_post(desk: WritingDesk, section: Section, name: str) -> None:
    row = waiting(desk, section)
    outcome = await desk.do(section, name, 2)
    (call,) = desk.written
    assert (call.method, call.path) == ("POST", f"{MODERATION[section].format(id=2)}/{VERBS[name]}")
    assert (call.raw, dict(call.query)) == (b"", {})
    assert row["moderation_status"] == ("approved" if VERBS[name] == "approve" else "rejected")
    assert row["moderated_by"] == desk.session().admin_id
    assert row["moderation_comment"] is None
    if section is Section.VACANCIES and VERBS[name] == "reject":
        assert isinstance(outcome.failure(), Broken), "it is saved, and answered with a 500"
    else:
        assert outcome == Success(2)
    assert len(desk.tabys.calls) == 1


@pytest.mark.parametrize(("section", "name"), BARE)
async def test_a_reason_that_nobody_takes_is_never_sent(desk: WritingDesk, section: Section, name: str) -> None:
    waiting(desk, section)
    await desk.do(section, name, 2, {REASON: WHY})
    (call,) = desk.written
    assert (call.raw, dict(call.query)) == (b"", {})


@pytest.mark.parametrize(
    ("stage", "afterwards"), [("draft", "active"), ("active", "active"), ("cancelled", "cancelled")]
)
async def test_letting_in_begins_a_project_and_rejecting_ends_none(
    desk: WritingDesk, stage: str, afterwards: str
) -> None:
    row = waiting(desk, Section.PROJECTS)
    row["status"] = stage
    assert (await desk.done(Section.PROJECTS, "approve", 2))["status"] == afterwards
    assert (await desk.done(Section.PROJECTS, "unapprove", 2))["status"] == afterwards


async def test_rejecting_news_that_are_out_hides_nothing(desk: WritingDesk) -> None:
    row = waiting(desk, Section.NEWS, 1)
    assert row["status"] == "published"
    assert (await desk.done(Section.NEWS, "reject", 1))["status"] == "published"


async def test_an_application_is_let_in_by_a_bare_post(desk: WritingDesk) -> None:
    row = waiting(desk, Section.APPLICATIONS)
    for name in ("approve", "reapprove"):
        assert await desk.do(Section.APPLICATIONS, name, 2) == Success(2)
        call = desk.written[-1]
        assert (call.path, call.raw, dict(call.query)) == (f"{VOLUNTEER}/applications/2/approve", b"", {})
    assert row["status"] == "approved"


@pytest.mark.parametrize("name", ["reject", "unapprove"])
async def test_why_an_application_is_rejected_is_a_parameter_and_may_be_left_out(desk: WritingDesk, name: str) -> None:
    row = waiting(desk, Section.APPLICATIONS)
    assert await desk.do(Section.APPLICATIONS, name, 2, {REASON: WHY}) == Success(2)
    assert await desk.do(Section.APPLICATIONS, name, 2) == Success(2)
    assert [dict(call.query) for call in desk.written] == [{"reason": WHY}, {}]
    assert {call.path for call in desk.written} == {f"{VOLUNTEER}/applications/2/reject"}
    assert all(call.raw == b"" for call in desk.written)
    assert (row["status"], row["_told"], row["rejection_reason"]) == ("rejected", [WHY, None], None)


async def test_a_report_is_approved_with_a_body_and_paid_for_once(desk: WritingDesk) -> None:
    row = waiting(desk, Section.TASK_REPORTS, 4)
    before = balance(desk, row)
    assert await desk.do(Section.TASK_REPORTS, "approve", 4) == Success(4)
    assert (desk.written[0].path, desk.body) == (f"{VOLUNTEER}/task-reports/4/approve", {"admin_comment": None})
    assert (row["report_status"], balance(desk, row) - before) == ("approved", row["task_v_coins"])
    assert isinstance(await desk.failed(Section.TASK_REPORTS, "approve", 4), RequestRefused)
    assert balance(desk, row) - before == row["task_v_coins"] > 0


async def test_a_report_is_rejected_with_a_comment(desk: WritingDesk) -> None:
    row = waiting(desk, Section.TASK_REPORTS)
    assert await desk.do(Section.TASK_REPORTS, "reject", 2, {REASON: WHY}) == Success(2)
    assert (desk.written[0].path, desk.body) == (f"{VOLUNTEER}/task-reports/2/reject", {"admin_comment": WHY})
    assert (row["report_status"], row["admin_comment"]) == ("rejected", WHY)
    assert isinstance((await desk.do(Section.TASK_REPORTS, "reject", 2, {REASON: WHY})).failure(), RequestRefused)


async def test_a_promotion_is_approved_with_an_empty_body_and_raises_the_volunteer(desk: WritingDesk) -> None:
    row = waiting(desk, Section.PROMOTIONS)
    assert await desk.do(Section.PROMOTIONS, "approve", 2) == Success(2)
    assert (desk.written[0].path, desk.body) == (f"{VOLUNTEER}/promotion-requests/2/approve", {})
    assert row["status"] == "approved"
    assert desk.row(Section.VOLUNTEERS, row["volunteer"]["id"])["volunteer_status"] == row["requested_status"]
    assert await desk.do(Section.PROMOTIONS, "approve", 2) == Success(2), "Tabys does not guard it"
    assert row["_promotions"] == 2


async def test_a_promotion_is_rejected_with_a_comment_that_must_say_something(desk: WritingDesk) -> None:
    row = waiting(desk, Section.PROMOTIONS)
    assert isinstance((await desk.do(Section.PROMOTIONS, "reject", 2, {REASON: ""})).failure(), RequestRefused)
    assert row["status"] == "pending"
    assert await desk.do(Section.PROMOTIONS, "reject", 2, {REASON: WHY}) == Success(2)
    assert desk.written[-1].path == f"{VOLUNTEER}/promotion-requests/2/reject"
    assert desk.written[-1].body == {"admin_comment": WHY}
    assert (row["status"], row["admin_comment"]) == ("rejected", WHY)


async def test_a_purchase_is_approved_then_handed_over(desk: WritingDesk) -> None:
    row = waiting(desk, Section.PURCHASES)
    assert isinstance(await desk.failed(Section.PURCHASES, "complete", 2), RequestRefused)
    assert await desk.do(Section.PURCHASES, "approve", 2) == Success(2)
    assert isinstance(await desk.failed(Section.PURCHASES, "approve", 2), RequestRefused)
    assert row["status"] == "approved"
    assert await desk.do(Section.PURCHASES, "complete", 2) == Success(2)
    assert row["status"] == "completed"
    asked = [(call.method, call.path.removeprefix(f"{VOLUNTEER}/purchases/2/"), call.raw) for call in desk.written]
    assert asked == [("POST", name, b"") for name in ("complete", "approve", "approve", "complete")]


async def test_a_purchase_that_is_cancelled_is_refunded_with_each_cancelling(desk: WritingDesk) -> None:
    row = waiting(desk, Section.PURCHASES)
    before = balance(desk, row)
    assert await desk.do(Section.PURCHASES, "reject", 2, {REASON: WHY}) == Success(2)
    assert (desk.written[0].path, desk.body) == (f"{VOLUNTEER}/purchases/2/cancel", {"reason": WHY})
    assert (row["status"], row["cancellation_reason"]) == ("cancelled", WHY)
    assert balance(desk, row) - before == row["cost"]
    assert await desk.do(Section.PURCHASES, "reject", 2, {REASON: WHY}) == Success(2)
    assert balance(desk, row) - before == 2 * row["cost"]


@pytest.mark.parametrize("section", [Section.TASK_REPORTS, Section.PROMOTIONS, Section.PURCHASES])
async def test_what_wants_a_reason_is_not_even_sent_without_one(desk: WritingDesk, section: Section) -> None:
    waiting(desk, section)
    assert isinstance((await desk.do(section, "reject", 2)).failure(), RequestRefused)
    assert isinstance((await desk.do(section, "reject", 2, {REASON: None})).failure(), RequestRefused)
    assert desk.tabys.calls == []


async def test_no_character_of_a_reason_breaks_a_decision(desk: WritingDesk) -> None:
    row = waiting(desk, Section.PURCHASES)
    assert await desk.do(Section.PURCHASES, "reject", 2, {REASON: "a\0b\ud800c\n🇰🇿"}) == Success(2)
    assert row["cancellation_reason"] == "abc\n🇰🇿"


@pytest.mark.parametrize(("section", "act"), DECIDED)
async def test_only_those_who_may_decide_do(desk: WritingDesk, section: Section, act: Act) -> None:
    for role in Role:
        row = waiting(desk, section)
        outcome = await desk.do(section, act.name, 2, reason(act), role=role)
        may = bool(decisions_of(section, role))
        if not may and section is not Section.NEWS:  # which Tabys lets any admin decide on
            assert isinstance(outcome.failure(), AccessRefused)
            assert row[state_key(section)] == "pending"
        else:
            assert row[state_key(section)] in act.sets.values()


@pytest.mark.parametrize(("section", "act"), DECIDED)
async def test_what_is_not_there_cannot_be_decided_on(desk: WritingDesk, section: Section, act: Act) -> None:
    assert await desk.do(section, act.name, 999, reason(act)) == Failure(RecordGone())


@pytest.mark.parametrize(("section", "act"), DECIDED)
async def test_nothing_is_decided_once_the_session_is_over_and_nothing_is_sent_twice(
    desk: WritingDesk, section: Section, act: Act
) -> None:
    row = waiting(desk, section)
    desk.tabys.fail_next("", faults.answer(401, "{}"))
    assert await desk.do(section, act.name, 2, reason(act)) == Failure(SessionRejected())
    desk.tabys.fail_next("", faults.crash)
    assert isinstance((await desk.do(section, act.name, 2, reason(act))).failure(), Broken)
    assert (row[state_key(section)], len(desk.tabys.calls)) == ("pending", 2)


@pytest.mark.parametrize("said", ["уже обработан", WHY, ""])
async def test_a_refusal_is_told_without_what_was_typed(
    desk: WritingDesk, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    waiting(desk, Section.PURCHASES)
    desk.tabys.fail_next("purchases", faults.answer(400, f'{{"detail": "{said}"}}'))
    assert isinstance((await desk.do(Section.PURCHASES, "reject", 2, {REASON: WHY})).failure(), RequestRefused)
    assert WHY not in caplog.text
