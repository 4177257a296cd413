"""Experts and tech tasks over HTTP: one public form, one deletion."""

import pytest

from tabys_bot.application.failures import AccessRefused, RecordGone, Rejected, RequestRefused, SessionRejected
from tabys_bot.application.ports import File, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_files import PNG
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

EXPERTS, TASKS = Section.EXPERTS, Section.TECH_TASKS
NEW: dict[str, Written] = {"full_name": "Әлия <PhD>", "specialization": "IT & дизайн", "city": None, "phone": "+7 700"}


async def test_a_new_expert_is_a_form_with_empty_lists(desk: WritingDesk) -> None:
    row = await desk.done(EXPERTS, "create", **NEW)
    fields = desk.form.fields
    assert {name: fields[name] for name in ("full_name", "specialization", "phone", "education", "experience")} == {
        "full_name": ["Әлия <PhD>"],
        "specialization": ["IT & дизайн"],
        "phone": ["+7 700"],
        "education": ["[]"],
        "experience": ["[]"],
    }
    assert "city" not in fields
    assert (row["id"], row["full_name"], row["education"], row["city"]) == (41, "Әлия <PhD>", [], None)


async def test_a_new_expert_has_his_picture(desk: WritingDesk) -> None:
    row = await desk.done(EXPERTS, "create", **NEW, photo=File("x.exe", PNG))
    assert row["_avatar_url"].endswith(".png")
    assert desk.tabys.records("uploads")[0]["content"] == PNG


async def test_the_public_form_is_not_sent_without_a_session_that_stands(desk: WritingDesk) -> None:
    session = desk.session()
    desk.tabys.expire_tokens()
    desk.tabys.accounts.tokens.issue = lambda *_: session.access_token  # type: ignore[method-assign]
    assert await desk.do(EXPERTS, "create", 0, NEW) == Failure(SessionRejected())
    assert desk.written == []


async def test_a_422_in_words_is_refused_and_what_was_typed_is_in_no_log(
    desk: WritingDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.tabys.fail_next("experts/", faults.answer(422, '{"detail": "input_value=\'Әлия <PhD>\', no JSON"}'))
    assert isinstance(await desk.failed(EXPERTS, "create", **NEW), RequestRefused)
    desk.tabys.fail_next("experts/", faults.answer(422, '{"detail": "no JSON in experience"}'))
    assert isinstance(await desk.failed(EXPERTS, "create", **NEW), RequestRefused)
    assert "Әлия" not in caplog.text
    assert "no JSON in experience" in caplog.text


async def test_a_picture_of_a_sort_that_is_not_taken_is_put_at_its_question(desk: WritingDesk) -> None:
    desk.tabys.fail_next("experts/", faults.answer(400, '{"detail": "Недопустимый формат файла"}'))
    failure = await desk.failed(EXPERTS, "create", **NEW, photo=File("x", PNG))
    assert isinstance(failure, Rejected)
    assert set(failure.problems) == {"photo"}


async def test_a_tech_task_is_deleted_once_and_by_those_who_may(desk: WritingDesk) -> None:
    for role in (Role.GOVERNMENT, Role.NPO, Role.CLIENT):
        outcome = await desk.do(TASKS, "delete", 3, role=role)
        assert isinstance(outcome.failure(), AccessRefused)
    assert await desk.do(TASKS, "delete", 3, role=Role.ADMINISTRATOR) == Success(3)
    assert 3 not in {row["id"] for row in desk.rows(TASKS)}
    assert await desk.do(TASKS, "delete", 3) == Failure(RecordGone())
