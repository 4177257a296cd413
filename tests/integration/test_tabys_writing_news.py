"""News over HTTP: always a draft at first, then changed, scheduled, published, deleted."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tabys_bot.application.failures import Broken, RecordGone, RequestRefused
from tabys_bot.application.ports import Written
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

NEWS = Section.NEWS
PUBLISHED, DRAFT, SCHEDULED = 1, 2, 3  # as the rows of the test server begin
NEW: dict[str, Written] = {
    "title_kk": "Жаңалық <b>",
    "title_ru": "Новость",
    "lead_kk": "Қысқаша",
    "text_ru": "Текст\nдлинный",
    "category": "Спорт",
    "photo": "https://tabys.kz/uploads/x.jpg",
    "source": "Дала",
    "source_page": "https://example.com/?a=1&b=2",
    "language": "kz",
}


async def test_new_news_are_a_draft_whatever_was_asked(desk: WritingDesk) -> None:
    row = await desk.done(NEWS, "create", **NEW, status="published", publication="published", publish_at="2030-01-01")
    assert desk.body == {
        "status": "draft",
        "title_kz": "Жаңалық <b>",
        "title_ru": "Новость",
        "description_kz": "Қысқаша",
        "content_text_ru": "Текст\nдлинный",
        "category": "Спорт",
        "photo_url": "https://tabys.kz/uploads/x.jpg",
        "source_name": "Дала",
        "source_url": "https://example.com/?a=1&b=2",
        "language": "kz",
    }
    assert (row["status"], row["title_kz"], row["content_text_kz"]) == ("draft", "Жаңалық <b>", None)


async def test_an_edit_changes_and_clears(desk: WritingDesk) -> None:
    row = await desk.done(NEWS, "edit", DRAFT, lead_kk=None, photo=None, category="Білім", title_ru=None)
    assert desk.body == {"description_kz": None, "category": "Білім", "photo_url": None}
    assert (row["description_kz"], row["category"], row["photo_url"]) == (None, "Білім", None)
    assert row["title_ru"] is not None


async def test_an_edit_without_a_change_is_never_an_empty_object(desk: WritingDesk) -> None:
    for values in ({}, {"title_kk": None}, {"source": "x"}, {"publication": "draft"}):
        outcome = await desk.do(NEWS, "edit", DRAFT, values)
        assert isinstance(outcome.failure(), RequestRefused)
    assert desk.tabys.calls == []


@pytest.mark.parametrize("answers", [{"title_kk": "x" * 256}, {"category": "x" * 101}, {"photo": "x" * 501}])
async def test_what_is_too_long_for_its_column_is_a_failure_of_tabys(
    desk: WritingDesk, answers: dict[str, Written]
) -> None:
    assert isinstance(await desk.failed(NEWS, "edit", DRAFT, **answers), Broken)


async def test_news_are_scheduled_in_naive_utc_with_their_number(desk: WritingDesk) -> None:
    at = datetime(2090, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    row = await desk.done(NEWS, "schedule", DRAFT, publish_at=at)
    assert desk.body == {"news_id": DRAFT, "publish_at": "2090-05-01T04:30:00"}
    assert (row["status"], row["publish_at"]) == ("scheduled", "2090-05-01T04:30:00")


async def test_a_moment_that_has_passed_is_put_at_its_question(desk: WritingDesk) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    assert await desk.rejected(NEWS, "schedule", DRAFT, publish_at=at) == {
        "publish_at": "publish_at must be in the future"
    }
    body = '{"detail":[{"type":"value_error","loc":["body"],"msg":"Value error, too early","input":{"news_id":2}}]}'
    desk.tabys.fail_next("schedule", faults.answer(422, body))
    assert await desk.rejected(NEWS, "schedule", DRAFT, publish_at=at) == {"publish_at": "too early"}


async def test_news_are_published_once(desk: WritingDesk) -> None:
    assert (await desk.done(NEWS, "publish", SCHEDULED))["status"] == "published"
    (call,) = desk.written
    assert (call.method, call.path, call.raw) == ("POST", "/api/v2/admin/news/3/publish-now", b"")
    assert isinstance(await desk.failed(NEWS, "publish", SCHEDULED), RequestRefused)
    assert isinstance(await desk.failed(NEWS, "schedule", PUBLISHED, publish_at=datetime(2090, 1, 1)), RequestRefused)  # noqa: DTZ001


async def test_news_are_deleted_once(desk: WritingDesk) -> None:
    assert await desk.do(NEWS, "delete", DRAFT) == Success(DRAFT)
    assert DRAFT not in {row["id"] for row in desk.rows(NEWS)}
    for name in ("delete", "publish"):
        assert await desk.do(NEWS, name, DRAFT) == Failure(RecordGone())
