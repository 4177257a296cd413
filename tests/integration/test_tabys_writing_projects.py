"""Projects over HTTP: a text must always be in the body, dates are naive, a delete drops the connection."""

from datetime import UTC, datetime

import pytest

from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, RequestRefused
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers.tabys_seeds import NPO
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

PROJECTS, SUBMISSIONS = Section.PROJECTS, Section.SUBMISSIONS
NEW: dict[str, Written] = {
    "title_kk": "Жоба",
    "title_ru": "Проект & <b>",
    "description_kk": "Сипаттама",
    "description_ru": "Описание",
    "author": "ҮЕҰ",
    "type": "voting",
    "starts_at": datetime(2030, 1, 1, 10, tzinfo=UTC),
    "ends_at": datetime(2030, 2, 1, 10, tzinfo=UTC),
    "stage": "active",
    "video": None,
}


async def test_a_new_project_is_what_was_answered_with_naive_dates(desk: WritingDesk) -> None:
    row = await desk.done(PROJECTS, "create", **NEW)
    assert desk.body == {
        "title": "Жоба",
        "title_ru": "Проект & <b>",
        "description": "Сипаттама",
        "description_ru": "Описание",
        "author": "ҮЕҰ",
        "project_type": "voting",
        "start_date": "2030-01-01T10:00:00",
        "end_date": "2030-02-01T10:00:00",
        "status": "active",
    }
    assert (row["title"], row["status"], row["end_date"]) == ("Жоба", "active", "2030-02-01T10:00:00")


async def test_an_npo_makes_drafts(desk: WritingDesk) -> None:
    made = (await desk.do(PROJECTS, "create", 0, NEW, role=Role.NPO)).unwrap()
    row = desk.row(PROJECTS, made)
    assert (row["status"], row["admin_id"], row["moderation_status"]) == ("draft", NPO, "pending")


async def test_dates_that_do_not_follow_are_put_at_the_end(desk: WritingDesk) -> None:
    answers = {**NEW, "ends_at": datetime(2029, 1, 1, tzinfo=UTC)}
    assert await desk.rejected(PROJECTS, "create", **answers) == {"ends_at": "end_date must be after start_date"}


async def test_the_title_goes_along_word_for_word_with_whatever_is_no_text(desk: WritingDesk) -> None:
    raw = "<b>Жоба</b> &amp; \u200b К°"
    desk.row(PROJECTS, 1)["title"] = raw
    row = await desk.done(PROJECTS, "edit", 1, stage="completed", photo=None)
    assert desk.body == {"title": raw, "status": "completed", "photo_url": None}
    assert [call.method for call in desk.tabys.calls] == ["GET", "PUT"]
    assert (row["title"], row["status"], row["photo_url"]) == (raw, "completed", None)


async def test_a_text_that_is_changed_needs_no_other(desk: WritingDesk) -> None:
    row = await desk.done(PROJECTS, "edit", 1, author="Басқа", stage="draft")
    assert desk.body == {"author": "Басқа", "status": "draft"}
    assert [call.method for call in desk.tabys.calls] == ["PUT"]
    assert row["author"] == "Басқа"


async def test_another_text_goes_along_where_there_is_no_title(desk: WritingDesk) -> None:
    desk.row(PROJECTS, 1).update({"title": " ", "title_ru": "", "description": "Мәтін"})
    await desk.done(PROJECTS, "edit", 1, ends_at=datetime(2031, 1, 1, tzinfo=UTC))
    assert desk.body == {"description": "Мәтін", "end_date": "2031-01-01T00:00:00"}


async def test_a_stage_that_is_cleared_is_the_first_one(desk: WritingDesk) -> None:
    assert (await desk.done(PROJECTS, "edit", 2, stage=None))["status"] == "draft"


async def test_the_sort_of_a_project_is_never_sent_again(desk: WritingDesk) -> None:
    assert isinstance(await desk.failed(PROJECTS, "edit", 1, type="voting"), RequestRefused)
    assert desk.tabys.calls == []


async def test_a_delete_is_done_although_the_connection_is_dropped(desk: WritingDesk) -> None:
    for number in (2, 3, 1):
        assert await desk.do(PROJECTS, "delete", number) == Success(number)
    assert not {1, 2, 3} & {row["id"] for row in desk.rows(PROJECTS)}
    assert desk.rows(SUBMISSIONS) == []
    assert await desk.do(PROJECTS, "delete", 2) == Failure(RecordGone())
    assert len(desk.tabys.calls) == 4


async def test_an_npo_writes_its_own_projects_alone(desk: WritingDesk) -> None:
    for name, values in (("edit", {"author": "x"}), ("edit", {"stage": "draft"}), ("delete", {})):
        assert await desk.do(PROJECTS, name, 3, values, role=Role.NPO) == Failure(RecordGone())
    assert await desk.do(PROJECTS, "delete", 2, role=Role.NPO) == Success(2)


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.MSB, Role.CLIENT])
async def test_roles_that_may_not_write_projects_are_refused(desk: WritingDesk, role: Role) -> None:
    for name, values in (("create", NEW), ("edit", {"author": "x"}), ("delete", {})):
        outcome = await desk.do(PROJECTS, name, 0 if name == "create" else 2, values, role=role)
        assert isinstance(outcome.failure(), AccessRefused)


async def test_a_submission_is_reviewed(desk: WritingDesk) -> None:
    number = next(row["id"] for row in desk.rows(SUBMISSIONS) if row["project_id"] == 2)
    outcome = await desk.do(SUBMISSIONS, "review", number, {"status": "approved", "comment": "Жақсы"}, parent=2)
    assert outcome == Success(number)
    assert desk.body == {"status": "approved", "admin_comment": "Жақсы"}
    row = desk.row(SUBMISSIONS, number)
    assert (row["status"], row["admin_comment"], row["reviewed_by"]) == ("approved", "Жақсы", 1)
    await desk.do(SUBMISSIONS, "review", number, {"comment": None}, parent=2)
    assert (row["status"], row["admin_comment"]) == ("approved", None)


async def test_a_submission_that_is_elsewhere_or_a_state_that_is_none_is_refused(desk: WritingDesk) -> None:
    number = next(row["id"] for row in desk.rows(SUBMISSIONS) if row["project_id"] == 2)
    review = {"status": "approved"}
    assert await desk.do(SUBMISSIONS, "review", number, review, parent=1) == Failure(RecordGone())
    assert await desk.do(SUBMISSIONS, "review", number, review) == Failure(RecordGone())
    foreign = await desk.do(SUBMISSIONS, "review", number, review, parent=1, role=Role.NPO)
    assert isinstance(foreign.failure(), AccessRefused)
    assert await desk.do(SUBMISSIONS, "review", number, review, parent=2, role=Role.NPO) == Success(number)
    wrong = await desk.do(SUBMISSIONS, "review", number, {"status": "done"}, parent=2)
    assert set(wrong.failure().problems) == {"status"}  # type: ignore[union-attr]


async def test_a_project_that_cannot_be_read_is_not_written(desk: WritingDesk) -> None:
    assert await desk.do(PROJECTS, "edit", 999, {"stage": "draft"}) == Failure(RecordGone())
    desk.row(PROJECTS, 1).update(dict.fromkeys(("title", "title_ru", "description", "description_ru", "author"), ""))
    assert isinstance(await desk.failed(PROJECTS, "edit", 1, stage="draft"), Broken)
