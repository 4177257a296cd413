"""Volunteers over HTTP: parameters instead of bodies, credits that count twice, and updates that are never partial."""

from datetime import UTC, datetime

import pytest

from tabys_bot.application.failures import AccessRefused, Broken, RecordGone
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Way
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

VOLUNTEERS, APPLICATIONS = Section.VOLUNTEERS, Section.APPLICATIONS
BENEFITS, EVENTS = Section.BENEFITS, Section.VOLUNTEER_EVENTS
NEW_BENEFIT: dict[str, Written] = {
    "title_kk": "Билет",
    "title_ru": "Билет <в кино>",
    "description_kk": "Екі адамға",
    "description_ru": "На двоих",
    "cost": 150,
    "needed_level": "TEAM_LEADER",
    "stock": 0,
}
NEW_EVENT: dict[str, Written] = {
    "title_kk": "Сенбілік",
    "title_ru": "Субботник",
    "starts_at": datetime(2030, 4, 1, 5, tzinfo=UTC),
    "place": "Парк",
    "direction": 1,
    "reward": 20,
    "photo_bonus": 0,
    "volunteers_needed": 30,
    "group_link": "https://chat.whatsapp.com/abc",
}


async def test_a_volunteer_is_changed_by_parameters(desk: WritingDesk) -> None:
    before = dict(desk.row(VOLUNTEERS, 3))
    row = await desk.done(VOLUNTEERS, "edit", 3, full_name="Әлия & К° = ?", volunteer_level="SUPERVISOR")
    assert desk.query == {"full_name": "Әлия & К° = ?", "volunteer_status": "SUPERVISOR"}
    assert (row["full_name"], row["volunteer_status"]) == ("Әлия & К° = ?", "SUPERVISOR")
    assert row["v_coins_balance"] == before["v_coins_balance"]
    await desk.done(VOLUNTEERS, "edit", 3, volunteer_level="VOLUNTEER", v_coins_balance=10**6)
    assert (row["full_name"], row["v_coins_balance"]) == ("Әлия & К° = ?", before["v_coins_balance"])


async def test_a_level_that_is_none_is_put_at_its_question(desk: WritingDesk) -> None:
    assert await desk.rejected(VOLUNTEERS, "edit", 3, volunteer_level="BOSS") == {"volunteer_level": "Неверный статус"}


async def test_coins_are_given_and_taken_once_for_each_write(desk: WritingDesk) -> None:
    give: dict[str, Written] = {"coins_act": "add", "coins_amount": 50, "coins_reason": "Көмек & <b>"}
    row = await desk.done(VOLUNTEERS, "coins", 1, **give)
    assert desk.query == {"type": "add", "amount": "50", "reason": "Көмек & <b>"}
    assert row["v_coins_balance"] == 50
    await desk.done(VOLUNTEERS, "coins", 1, **give)
    assert row["v_coins_balance"] == 100
    await desk.done(VOLUNTEERS, "coins", 1, **{**give, "coins_act": "deduct"})
    assert row["v_coins_balance"] == 50


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"coins_act": "deduct"}, {"coins_amount": "Недостаточно V-coins"}),
        ({"coins_act": "burn"}, {"coins_act": "Неверный тип операции"}),
        (
            {"coins_amount": "x"},
            {"coins_amount": "Input should be a valid integer, unable to parse string as an integer"},
        ),
        ({"coins_reason": None}, {"coins_reason": "Field required"}),
    ],
)
async def test_coins_that_cannot_be_are_put_at_their_question(
    desk: WritingDesk, answers: dict[str, Written], problems: dict[str, str]
) -> None:
    values: dict[str, Written] = {"coins_act": "add", "coins_amount": 5, "coins_reason": "x", **answers}
    assert await desk.rejected(VOLUNTEERS, "coins", 1, **values) == problems
    assert desk.row(VOLUNTEERS, 1)["v_coins_balance"] == 0


@pytest.mark.parametrize(("name", "attended"), [("came", "true"), ("missed", "false")])
async def test_attendance_is_a_parameter_and_counts_each_time(desk: WritingDesk, name: str, attended: str) -> None:
    application = desk.row(APPLICATIONS, 2)
    volunteer = desk.row(VOLUNTEERS, application["_volunteer_id"])
    before = volunteer["v_coins_balance"]
    row = await desk.done(APPLICATIONS, name, 2)
    assert desk.query == {"attended": attended}
    assert (row["attended"], row["missed"]) == (name == "came", name == "missed")
    once = volunteer["v_coins_balance"] - before
    await desk.done(APPLICATIONS, name, 2)
    assert volunteer["v_coins_balance"] - before == 2 * once
    assert (once > 0) == (name == "came")


async def test_attendance_at_an_event_that_is_gone_is_a_failure_of_tabys(desk: WritingDesk) -> None:
    assert isinstance(await desk.failed(APPLICATIONS, "came", 10), Broken)
    assert len(desk.tabys.calls) == 1


async def test_a_new_benefit_is_what_was_answered(desk: WritingDesk) -> None:
    row = await desk.done(BENEFITS, "create", **NEW_BENEFIT, category=None)
    assert desk.body == {
        "title_kz": "Билет",
        "title": "Билет <в кино>",
        "description_kz": "Екі адамға",
        "description": "На двоих",
        "v_coins_cost": 150,
        "min_status": "TEAM_LEADER",
        "stock_limit": 0,
    }
    assert (row["id"], row["title"], row["stock_limit"], row["category"]) == (41, "Билет <в кино>", 0, None)


@pytest.mark.parametrize("answer", ['{"id": 7}', '{"benefit": {"id": 7}}', '{"message": "x", "benefit_id": 7}'])
async def test_the_number_of_a_benefit_is_found_wherever_it_is_told(desk: WritingDesk, answer: str) -> None:
    desk.tabys.fail_next("benefits", faults.answer(200, answer))
    assert await desk.do(BENEFITS, "create", 0, NEW_BENEFIT) == Success(7)


@pytest.mark.parametrize("number", [1, 2, 7, 11, 40])
async def test_an_edit_of_a_benefit_sends_the_rest_as_it_is(desk: WritingDesk, number: int) -> None:
    before = dict(desk.row(BENEFITS, number))
    row = await desk.done(BENEFITS, "edit", number, cost=999)
    assert {name for name in before if row[name] != before[name]} == {"v_coins_cost"}
    assert set(desk.body) == {
        *("title", "title_kz", "description", "description_kz", "v_coins_cost", "min_status", "category"),
        *("stock_limit", "icon_url"),
    }


async def test_a_benefit_is_cleared_without_a_null_where_there_may_be_none(desk: WritingDesk) -> None:
    row = await desk.done(BENEFITS, "edit", 2, needed_level=None, category=None, stock=None, photo=None, title_ru=None)
    assert (row["min_status"], row["category"], row["stock_limit"], row["icon_url"]) == ("VOLUNTEER", None, None, None)
    assert row["title"]


async def test_a_deleted_benefit_is_switched_off(desk: WritingDesk) -> None:
    assert (await desk.done(BENEFITS, "delete", 1))["is_active"] is False


async def test_a_new_volunteer_event_is_what_was_answered(desk: WritingDesk) -> None:
    row = await desk.done(EVENTS, "create", **NEW_EVENT)
    assert desk.body == {
        "title_kz": "Сенбілік",
        "title": "Субботник",
        "event_date": "2030-04-01T05:00:00",
        "location": "Парк",
        "direction_id": 1,
        "v_coins_reward": 20,
        "photo_bonus": 0,
        "required_volunteers": 30,
        "whatsapp_group_link": "https://chat.whatsapp.com/abc",
    }
    assert (row["id"], row["v_coins_reward"], row["_group_link"]) == (29, 20, "https://chat.whatsapp.com/abc")


@pytest.mark.parametrize("number", [1, 2, 3, 6, 28])
async def test_an_edit_of_a_volunteer_event_sends_the_rest_as_it_is(desk: WritingDesk, number: int) -> None:
    before = dict(desk.row(EVENTS, number))
    row = await desk.done(EVENTS, "edit", number, place="Жаңа орын")
    assert {name for name in before if row[name] != before[name]} <= {"location"}
    assert row["location"] == "Жаңа орын"
    assert "whatsapp_group_link" not in desk.body


async def test_the_moment_of_a_volunteer_event_stays_naive_whatever_form_it_is_in(desk: WritingDesk) -> None:
    for written in ("2030-01-01T10:00:00Z", "2030-01-01T15:00:00+05:00", "2030-01-01T10:00:00"):
        desk.row(EVENTS, 1)["event_date"] = written
        assert (await desk.done(EVENTS, "edit", 1, reward=1))["event_date"] == "2030-01-01T10:00:00"


async def test_numbers_of_a_volunteer_event_are_cleared_to_what_a_new_one_has(desk: WritingDesk) -> None:
    keys = ("reward", "photo_bonus", "volunteers_needed", "leaders_needed", "supervisors_needed", "direction")
    row = await desk.done(EVENTS, "edit", 1, **dict.fromkeys(keys))
    names = ("v_coins_reward", "photo_bonus", "required_volunteers", "required_team_leaders", "direction_id")
    assert [row[name] for name in names] == [10, 5, 0, 0, None]


async def test_a_task_is_added_to_an_event(desk: WritingDesk) -> None:
    values: dict[str, Written] = {"task": "Фото", "task_role": "ALL", "task_required": False, "task_bonus": 5}
    assert await desk.do(EVENTS, "add_task", 3, values) == Success(3)
    assert desk.body == {"title": "Фото", "for_role": "ALL", "is_required": False, "v_coins_bonus": 5}
    (task,) = desk.tabys.records("tasks")
    assert (task["event_id"], task["title"], task["is_required"]) == (3, "Фото", False)


async def test_a_deleted_volunteer_event_is_in_no_list(desk: WritingDesk) -> None:
    assert (await desk.done(EVENTS, "delete", 1))["_is_active"] is False
    assert await desk.do(EVENTS, "edit", 1, {"place": "x"}) == Failure(RecordGone())


@pytest.mark.parametrize("section", [VOLUNTEERS, APPLICATIONS, BENEFITS, EVENTS])
async def test_only_those_who_may_write_volunteers_do(desk: WritingDesk, section: Section) -> None:
    news = {BENEFITS: NEW_BENEFIT, EVENTS: NEW_EVENT}
    values: dict[str, Written] = {"coins_act": "add", "coins_amount": 1, "coins_reason": "x", "task": "x", "place": "x"}
    values |= {"full_name": "x", "cost": 1}
    for act in ACTS[section]:
        answers = news[section] if act.way is Way.CREATE else values
        number = 0 if act.way is Way.CREATE else 2
        for role in (Role.CLIENT, Role.MSB, Role.NPO, Role.GOVERNMENT):
            outcome = await desk.do(section, act.name, number, answers, role=role)
            assert isinstance(outcome.failure(), AccessRefused)
        assert isinstance(await desk.do(section, act.name, number, answers, role=Role.VOLUNTEER_ADMIN), Success)


@pytest.mark.parametrize("section", [VOLUNTEERS, APPLICATIONS, BENEFITS, EVENTS])
async def test_what_is_not_there_is_gone(desk: WritingDesk, section: Section) -> None:
    values: dict[str, Written] = {"coins_act": "add", "coins_amount": 1, "coins_reason": "x", "task": "x", "place": "x"}
    values |= {"full_name": "x", "cost": 1}
    for act in ACTS[section]:
        if act.way is not Way.CREATE:
            assert await desk.do(section, act.name, 999, values) == Failure(RecordGone())
