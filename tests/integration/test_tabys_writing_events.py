"""Events over HTTP: made, changed, deleted, and their photo, which is a public route."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    RecordGone,
    Rejected,
    RequestRefused,
    SessionRejected,
    TooSlow,
)
from tabys_bot.application.ports import File, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_files import JPEG, PNG, WEBP
from tests.integration.servers.tabys_seeds import NPO
from tests.integration.writing_desk import TIMEOUT, WritingDesk, desk, hasty_desk

__all__ = ["desk", "hasty_desk"]  # the fixtures

EVENTS = Section.EVENTS
AT = datetime(2030, 3, 1, 15, 0, tzinfo=timezone(timedelta(hours=5)))
NEW: dict[str, Written] = {
    "title": 'Іс-шара <b> & "ә" 🎓',
    "starts_at": AT,
    "place": "Қарағанды",
    "format": "Online",
    "description": "Бірінші жол\nекінші жол",
}


async def test_a_new_event_is_what_was_answered_in_naive_utc(desk: WritingDesk) -> None:
    row = await desk.done(EVENTS, "create", **NEW)
    assert desk.body == {
        "title": NEW["title"],
        "event_date": "2030-03-01T10:00:00",
        "location": "Қарағанды",
        "format": "Online",
        "description": NEW["description"],
    }
    assert row["id"] == 41
    assert (row["title"], row["event_date"], row["admin_id"]) == (NEW["title"], "2030-03-01T10:00:00", 1)
    assert row["moderation_status"] == "approved"


async def test_an_edit_sends_the_changed_fields_alone_and_once(desk: WritingDesk) -> None:
    before = dict(desk.row(EVENTS, 3))
    row = await desk.done(EVENTS, "edit", 3, place="Теміртау", starts_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert desk.body == {"location": "Теміртау", "event_date": "2030-01-01T00:00:00"}
    assert len(desk.tabys.calls) == 1
    assert {name for name in before if row[name] != before[name]} == {"location", "event_date", "updated_at"}


async def test_what_cannot_be_null_is_not_cleared(desk: WritingDesk) -> None:
    await desk.done(EVENTS, "edit", 3, title="Жаңа", description=None)
    assert desk.body == {"title": "Жаңа"}


async def test_an_edit_without_a_change_is_not_sent(desk: WritingDesk) -> None:
    assert isinstance(await desk.failed(EVENTS, "edit", 3), RequestRefused)
    assert isinstance(await desk.failed(EVENTS, "edit", 3, title=None), RequestRefused)
    assert isinstance(await desk.failed(EVENTS, "edit", 3, admin_id=7, id=77777), RequestRefused)
    assert desk.tabys.calls == []


async def test_a_deleted_event_takes_its_participants_along(desk: WritingDesk) -> None:
    assert await desk.do(EVENTS, "delete", 2) == Success(2)
    assert 2 not in {row["id"] for row in desk.rows(EVENTS)}
    assert 2 not in {row["event_id"] for row in desk.rows(Section.PARTICIPANTS)}
    assert await desk.do(EVENTS, "delete", 2) == Failure(RecordGone())


@pytest.mark.parametrize(
    ("content", "extension"), [(JPEG, "jpg"), (PNG, "png"), (WEBP, "webp")], ids=["jpg", "png", "webp"]
)
async def test_a_photo_goes_up_under_a_name_of_our_own(desk: WritingDesk, content: bytes, extension: str) -> None:
    row = await desk.done(EVENTS, "photo", 3, photo=File('../../x.exe";\r\nEvil: 1', content))
    upload = desk.form.files["file"]
    assert (upload.name, upload.content) == (f"picture.{extension}", content)
    assert row["event_photo"].endswith(f".{extension}")
    assert desk.tabys.records("uploads") == [{"path": row["event_photo"], "content": content}]


async def test_what_is_no_picture_is_put_at_the_question_and_not_sent(desk: WritingDesk) -> None:
    for content in (b"", b"MZ\x90", b"<svg/>"):
        assert set(await desk.rejected(EVENTS, "photo", 3, photo=File("photo.jpg", content))) == {"photo"}
    assert desk.written == []


async def test_a_picture_that_tabys_does_not_take_is_put_at_the_question(desk: WritingDesk) -> None:
    desk.tabys.fail_next("upload-photo", faults.answer(400, '{"detail": "no such type"}'))
    assert await desk.rejected(EVENTS, "photo", 3, photo=File("a", PNG)) == {"photo": "no such type"}


async def test_a_photo_is_taken_away(desk: WritingDesk) -> None:
    row = await desk.done(EVENTS, "no_photo", 1)
    assert row["event_photo"] is None
    (call,) = desk.written
    assert (call.method, call.path, call.raw) == ("DELETE", "/api/v2/events/1/photo", b"")


@pytest.mark.parametrize("name", ["photo", "no_photo"])
async def test_a_public_route_is_not_asked_for_a_record_or_a_session_that_is_not_there(
    desk: WritingDesk, name: str
) -> None:
    values = {"photo": File("a", PNG)} if name == "photo" else {}
    foreign = next(row["id"] for row in desk.rows(EVENTS) if row["admin_id"] != NPO)
    own = next(row["id"] for row in desk.rows(EVENTS) if row["admin_id"] == NPO)
    assert await desk.do(EVENTS, name, foreign, values, role=Role.NPO) == Failure(RecordGone())
    refused = await desk.do(EVENTS, name, own, values, role=Role.MSB)
    assert isinstance(refused.failure(), AccessRefused)
    session = desk.session(Role.NPO)
    assert desk.written == []
    assert await desk.do(EVENTS, name, own, values, role=Role.NPO) == Success(own)
    desk.tabys.calls.clear()
    desk.tabys.expire_tokens()
    desk.tabys.accounts.tokens.issue = lambda *_: session.access_token  # type: ignore[method-assign]
    assert await desk.do(EVENTS, name, own, values, role=Role.NPO) == Failure(SessionRejected())
    assert desk.written == []


async def test_a_photo_may_take_longer_than_other_writes(hasty_desk: WritingDesk) -> None:
    desk = hasty_desk
    desk.tabys.fail_next("upload-photo", faults.hang(TIMEOUT * 1.5))
    assert await desk.do(EVENTS, "photo", 3, {"photo": File("a", PNG)}) == Success(3)
    desk.tabys.fail_next("upload-photo", faults.hang(TIMEOUT * 4))
    assert isinstance(await desk.failed(EVENTS, "photo", 3, photo=File("a", PNG)), TooSlow)
    desk.tabys.fail_next("events/admin", faults.hang(TIMEOUT * 1.5))
    assert isinstance(await desk.failed(EVENTS, "edit", 3, title="x"), TooSlow)


async def test_an_npo_writes_its_own_events_alone(desk: WritingDesk) -> None:
    made = await desk.do(EVENTS, "create", 0, NEW, role=Role.NPO)
    row = desk.row(EVENTS, made.unwrap())
    assert (row["admin_id"], row["moderation_status"]) == (NPO, "pending")
    foreign = next(row["id"] for row in desk.rows(EVENTS) if row["admin_id"] != NPO)
    for name in ("edit", "delete"):
        values = {"title": "x"} if name == "edit" else {}
        assert await desk.do(EVENTS, name, foreign, values, role=Role.NPO) == Failure(RecordGone())


async def test_an_own_approved_event_goes_back_to_moderation_when_its_words_change(desk: WritingDesk) -> None:
    row = next(row for row in desk.rows(EVENTS) if row["admin_id"] == NPO)
    row["moderation_status"] = "approved"
    await desk.do(EVENTS, "edit", row["id"], {"format": "Offline"}, role=Role.NPO)
    assert row["moderation_status"] == "approved"
    await desk.do(EVENTS, "edit", row["id"], {"title": "Басқа"}, role=Role.NPO)
    assert row["moderation_status"] == "pending"


async def test_a_wrong_format_is_put_at_its_question_and_not_in_the_log(
    desk: WritingDesk, caplog: pytest.LogCaptureFixture
) -> None:
    failure = await desk.failed(EVENTS, "create", **{**NEW, "format": "S3CRET-typed"})
    assert isinstance(failure, Rejected)
    assert failure.problems == {"format": "Input should be 'Online' or 'Offline'"}
    assert failure.reference in caplog.text
    assert "S3CRET" not in caplog.text


async def test_a_nul_and_a_lone_surrogate_never_reach_tabys(desk: WritingDesk) -> None:
    row = await desk.done(EVENTS, "edit", 3, title="a\x00b\ud800c", description="\x00")
    assert (row["title"], row["description"]) == ("abc", "")


async def test_an_answer_without_a_usable_number_is_a_success_without_one(desk: WritingDesk) -> None:
    for body in ("[]", '"x"', "{}", '{"id": "7"}', '{"id": -1}', '{"id": true}', '{"id": 99999999999}', "null"):
        desk.tabys.fail_next("create", faults.answer(201, body))
        assert await desk.do(EVENTS, "create", 0, NEW) == Success(0)
    desk.tabys.fail_next("create", faults.answer(201, "no json"))
    assert isinstance(await desk.failed(EVENTS, "create", **NEW), Broken)
