"""Courses over HTTP: forms, all fields every time, and a cover that must not be lost."""

from decimal import Decimal

import pytest

from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, Rejected, RequestRefused
from tabys_bot.application.ports import File, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_files import DOT, GIF, JPEG, WEBP
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

COURSES = Section.COURSES
NEW: dict[str, Written] = {
    "title": "Python <негізі> & К°",
    "description": "Сипаттама\n№2",
    "course_page": "https://example.com/?a=1&b=2",
    "language": "kz",
    "duration": 90,
    "skills": "Python, SQL",
    "free": True,
}
PAID: dict[str, Written] = {
    **NEW,
    "free": False,
    "price": Decimal("4990.50"),
    "price_currency": "USD",
    "invite_code": "АБ-7",
    "level": "expert",
    "category": (3, 1),
    "video": "https://example.com/v",
}


async def test_a_free_course_costs_nothing(desk: WritingDesk) -> None:
    row = await desk.done(COURSES, "create", **NEW)
    assert dict(desk.form.fields) == {
        "title": ["Python <негізі> & К°"],
        "description": ["Сипаттама\n№2"],
        "course_url": ["https://example.com/?a=1&b=2"],
        "language": ["kz"],
        "duration": ["90"],
        "skills": ["Python, SQL"],
        "is_free": ["true"],
        "price": ["0"],
        "currency": ["KZT"],
    }
    assert (row["price"], row["is_free"], row["requires_invite_code"], row["level"]) == (0.0, True, False, None)


async def test_a_paid_course_with_a_cover_is_what_was_answered(desk: WritingDesk) -> None:
    row = await desk.done(COURSES, "create", **PAID, photo=File("cover", GIF))
    form = desk.form
    assert form.fields["categories"] == ["3", "1"]
    assert (form.fields["price"], form.fields["currency"]) == (["4990.5"], ["USD"])
    assert (form.files["cover_image"].name, form.files["cover_image"].content) == ("picture.gif", GIF)
    assert (row["price"], row["currency"], row["invite_code"], row["is_free"]) == (4990.5, "USD", "АБ-7", False)
    assert {one["id"] for one in row["categories"]} == {1, 3}
    assert row["cover_image"].endswith(".gif")


async def test_an_invite_code_that_is_missing_is_put_at_its_question(desk: WritingDesk) -> None:
    problems = await desk.rejected(COURSES, "create", **{**PAID, "invite_code": ""})
    assert problems == {"invite_code": "Для платного курса необходимо указать инвайт-код"}


async def test_a_cover_of_a_sort_that_is_not_taken_is_put_at_its_question(desk: WritingDesk) -> None:
    problems = await desk.rejected(COURSES, "create", **NEW, photo=File("cover", WEBP))
    assert problems == {"photo": "Недопустимый формат файла"}


async def test_an_edit_sends_everything_as_it_is_and_the_cover_again(desk: WritingDesk) -> None:
    before = dict(desk.row(COURSES, 4))  # with markup, a level and a cover
    assert before["cover_image"] == "uploads/courses/seed.png"
    row = await desk.done(COURSES, "edit", 4, title="Жаңа атау")
    form = desk.form
    assert form.files["cover_image"].content == DOT
    assert set(form.fields) <= {
        *("title", "description", "course_url", "language", "level", "duration", "skills", "is_free", "price"),
        *("currency", "invite_code", "categories", "video_preview"),
    }
    uploaded = desk.tabys.records("uploads")
    assert [one["content"] for one in uploaded] == [DOT]
    assert f"/{row['cover_image']}" == uploaded[0]["path"]
    changed = {name for name in before if row[name] != before[name]}
    assert changed <= {"title", "cover_image", "updated_at"}
    again = await desk.do(COURSES, "edit", 4, {"title": "Тағы"})
    assert again == Success(4)
    assert [one["content"] for one in uploaded] == [DOT, DOT]


@pytest.mark.parametrize("number", [1, 2, 5, 8, 10, 11, 16, 18])
async def test_an_edit_loses_nothing_whatever_the_course_is_like(desk: WritingDesk, number: int) -> None:
    row = desk.row(COURSES, number)
    row["cover_image"] = row["cover_image"] and "uploads/courses/seed.png"
    before = dict(row)
    after = await desk.done(COURSES, "edit", number, skills="Басқа")
    changed = {name for name in before if after[name] != before[name]}
    assert changed <= {"skills", "cover_image", "updated_at"}
    assert (after["cover_image"] is None) == (before["cover_image"] is None)


async def test_an_empty_text_that_a_form_cannot_say_is_asked_for_first(desk: WritingDesk) -> None:
    course = next(row for row in desk.rows(COURSES) if not row["title"] and not row["cover_image"])
    assert set(await desk.rejected(COURSES, "edit", course["id"], duration=60)) == {"title"}
    assert desk.written == []
    row = await desk.done(COURSES, "edit", course["id"], duration=60, title="Атау")
    assert (row["title"], row["duration"]) == ("Атау", 60)


async def test_a_course_becomes_free_and_paid_again(desk: WritingDesk) -> None:
    paid = next(row["id"] for row in desk.rows(COURSES) if not row["is_free"] and not row["cover_image"])
    row = await desk.done(COURSES, "edit", paid, free=True)
    assert (row["is_free"], row["price"], row["requires_invite_code"], row["invite_code"]) == (True, 0.0, False, None)
    row = await desk.done(COURSES, "edit", paid, free=False, price=Decimal(5000), price_currency="KZT", invite_code="X")
    assert (row["is_free"], row["price"], row["currency"], row["invite_code"]) == (False, 5000.0, "KZT", "X")


async def test_categories_level_and_video_are_cleared(desk: WritingDesk) -> None:
    course = next(row for row in desk.rows(COURSES) if row["categories"] and row["level"] and not row["cover_image"])
    row = await desk.done(COURSES, "edit", course["id"], category=None, level=None, video=None)
    assert (row["categories"], row["level"], row["video_preview"]) == ([], None, None)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.invalid/c.png",
        "uploads/courses/missing.png",
        "/uploads/events/text.jpg",
        "/uploads/events/huge.jpg",
        "/uploads/events/stalled.jpg",
        "/uploads/events/abroad.jpg",
        "/api/v2/courses/admin/1",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "../../etc/passwd",
        "javascript:alert(1)",
        7,
    ],
)
async def test_a_cover_that_cannot_be_fetched_stops_the_edit(desk: WritingDesk, address: object) -> None:
    desk.row(COURSES, 1)["cover_image"] = address
    before = dict(desk.row(COURSES, 1))
    failure = await desk.failed(COURSES, "edit", 1, title="Жаңа")
    assert isinstance(failure, Rejected)
    assert set(failure.problems) == {"photo"}
    assert desk.written == []
    assert desk.row(COURSES, 1) == before


async def test_a_new_cover_or_none_stands_in_for_one_that_cannot_be_fetched(desk: WritingDesk) -> None:
    desk.row(COURSES, 1)["cover_image"] = "uploads/courses/missing.png"
    row = await desk.done(COURSES, "edit", 1, photo=File("a", JPEG))
    assert row["cover_image"].endswith(".jpg")
    row["cover_image"] = "uploads/courses/missing.png"
    row = await desk.done(COURSES, "edit", 1, photo=None)
    assert row["cover_image"] is None
    assert "cover_image" not in {name for call in desk.written[1:] for name in call.raw.decode(errors="replace")}


async def test_an_edit_of_a_course_that_cannot_be_read_is_not_sent(desk: WritingDesk) -> None:
    assert await desk.do(COURSES, "edit", 999, {"title": "x"}) == Failure(RecordGone())
    for body in ("[]", '{"id": 5}', "{}", '"x"'):
        desk.tabys.fail_next("courses/admin/4", faults.answer(200, body))
        assert isinstance(await desk.failed(COURSES, "edit", 4, title="x"), Broken)
    assert desk.written == []


async def test_a_course_is_deleted_by_the_public_route_after_a_look_with_the_admins_rights(desk: WritingDesk) -> None:
    assert await desk.do(COURSES, "delete", 4) == Success(4)
    assert [(call.method, call.path) for call in desk.tabys.calls] == [
        ("GET", "/api/v2/courses/admin/4"),
        ("DELETE", "/api/v2/courses/4"),
    ]
    assert await desk.do(COURSES, "delete", 4) == Failure(RecordGone())
    refused = await desk.do(COURSES, "delete", 5, role=Role.NPO)
    assert isinstance(refused.failure(), AccessRefused)
    assert 5 in {row["id"] for row in desk.rows(COURSES)}


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.MSB, Role.NPO, Role.CLIENT])
async def test_roles_that_may_not_write_courses_are_refused(desk: WritingDesk, role: Role) -> None:
    for name, number, values in (("create", 0, NEW), ("edit", 2, {"title": "x"})):
        outcome = await desk.do(COURSES, name, number, values, role=role)
        assert isinstance(outcome.failure(), AccessRefused)


async def test_a_number_that_is_none_is_not_sent(desk: WritingDesk) -> None:
    for value in (Decimal("Infinity"), Decimal("NaN"), ("a", "b")):
        failure = await desk.failed(COURSES, "create", **{**PAID, "price": value})
        assert isinstance(failure, RequestRefused)
    assert desk.tabys.calls == []
