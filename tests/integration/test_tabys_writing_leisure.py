"""Places, tickets and promo actions over HTTP: Tabys takes any key, so only the known ones are ever sent."""

import json
from datetime import UTC, datetime

import pytest

from tabys_bot.adapters.tabys.routes.writes import WRITES
from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, RequestRefused
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Ref
from tabys_bot.domain.sections import Section
from tests.integration.servers.tabys_seeds import MSB
from tests.integration.writing_desk import WritingDesk, desk

__all__ = ["desk"]  # the fixture

AT = datetime(2030, 1, 1, 10, tzinfo=UTC)
TEXTS: dict[str, Written] = {
    "title_kk": "Мұражай <b>",
    "title_ru": "Музей",
    "description_kk": "Сипаттама",
    "description_ru": "Описание",
}
CONTACTS: dict[str, Written] = {
    "address": "Ерубаев 10",
    "fee": "2000 тг",
    "whatsapp": "+7 700 000 00 00",
    "map": "https://2gis.kz/x?y=1&z",
    "instagram": "https://instagram.com/a",
    "tiktok": None,
    "photo": "https://tabys.kz/x.jpg",
    "status": "inactive",
}
NEW: dict[Section, dict[str, Written]] = {
    Section.PLACES: {**TEXTS, **CONTACTS, "category": 2},
    Section.TICKETS: {**TEXTS, **CONTACTS, "starts_at": AT},
    Section.PROMO: {
        **TEXTS,
        "subject": Ref(Section.TICKETS, 7),
        "starts_at": AT,
        "ends_at": AT.replace(year=2031),
        "discount": "-50%",
        "promo_code": "ҚЫС",
    },
}
kinds = pytest.mark.parametrize("section", NEW)
# columns of Tabys that no admin may write
OWN: dict[str, Written] = {
    "id": 77_777,
    "admin_id": 1,
    "moderation_status": "approved",
    "moderated_by": 99,
    "views_count": 9,
    "rating": 5,
}
HOSTILE: dict[str, Written] = {**OWN, "__class__": "x", "title": "x", "related_type": "place"}


@kinds
async def test_a_new_one_is_made_of_the_known_keys_alone(desk: WritingDesk, section: Section) -> None:
    row = await desk.done(section, "create", **NEW[section], **HOSTILE)
    known = {name for key in WRITES[section]["create"].keys for name in WRITES[section]["create"].names(key)}
    assert set(desk.body) <= known
    assert not set(desk.body) & set(OWN)
    assert row["id"] == 41
    assert (row["title"], row["title_ru"], row["description"]) == ("Мұражай <b>", "Музей", "Сипаттама")
    assert all(row[name] == value for name, value in desk.body.items())


async def test_texts_are_texts_and_dates_naive(desk: WritingDesk) -> None:
    row = await desk.done(Section.TICKETS, "create", **NEW[Section.TICKETS])
    assert (row["price"], row["event_date"], row["status"]) == ("2000 тг", "2030-01-01T10:00:00", "inactive")
    assert "tiktok_url" not in desk.body


@pytest.mark.parametrize(("of", "sort"), [(Section.PLACES, "place"), (Section.TICKETS, "ticket")])
async def test_the_subject_of_a_promo_is_its_sort_and_number(desk: WritingDesk, of: Section, sort: str) -> None:
    row = await desk.done(Section.PROMO, "edit", 1, subject=Ref(of, 12))
    assert desk.body == {"related_type": sort, "related_id": 12}
    assert (row["related_type"], row["related_id"]) == (sort, 12)


async def test_a_subject_of_another_sort_is_not_sent(desk: WritingDesk) -> None:
    for subject in (Ref(Section.EVENTS, 1), "places-1", 5, True):
        failure = await desk.failed(Section.PROMO, "edit", 1, subject=subject)
        assert isinstance(failure, RequestRefused)
    assert desk.tabys.calls == []


@kinds
async def test_an_edit_of_nothing_known_is_not_sent(desk: WritingDesk, section: Section) -> None:
    outcome = await desk.do(section, "edit", 1, HOSTILE)
    assert isinstance(outcome.failure(), RequestRefused)
    assert desk.tabys.calls == []


@kinds
async def test_an_edit_changes_what_was_answered_and_clears_the_rest_safely(
    desk: WritingDesk, section: Section
) -> None:
    before = dict(desk.row(section, 4))
    row = await desk.done(section, "edit", 4, title_ru="Жаңа", photo=None, status=None, description_kk=None)
    picture = "promo_image_url" if section is Section.PROMO else "main_photo_url"
    assert desk.body == {"title_ru": "Жаңа", picture: None, "status": "active"}
    assert {name for name in before if row[name] != before[name]} <= {"title_ru", picture, "status", "updated_at"}


@kinds
async def test_one_is_deleted_once(desk: WritingDesk, section: Section) -> None:
    assert await desk.do(section, "delete", 3) == Success(3)
    assert 3 not in {row["id"] for row in desk.rows(section)}
    assert await desk.do(section, "delete", 3) == Failure(RecordGone())


@kinds
async def test_what_is_missing_or_too_long_is_a_failure_of_tabys(desk: WritingDesk, section: Section) -> None:
    for values in (TEXTS, {**NEW[section], "title_kk": "x" * 256}):
        failure = await desk.failed(section, "create", **values)
        assert isinstance(failure, Broken)
        assert failure.crashed


@kinds
async def test_an_msb_writes_its_own_alone(desk: WritingDesk, section: Section) -> None:
    made = (await desk.do(section, "create", 0, NEW[section], role=Role.MSB)).unwrap()
    assert (desk.row(section, made)["admin_id"], desk.row(section, made)["moderation_status"]) == (MSB, "pending")
    foreign = next(row["id"] for row in desk.rows(section) if row["admin_id"] != MSB)
    assert await desk.do(section, "edit", foreign, {"title_kk": "x"}, role=Role.MSB) == Failure(RecordGone())
    assert await desk.do(section, "delete", foreign, role=Role.MSB) == Failure(RecordGone())


@kinds
async def test_roles_that_may_not_write_leisure_are_refused(desk: WritingDesk, section: Section) -> None:
    for role in (Role.GOVERNMENT, Role.NPO, Role.VOLUNTEER_ADMIN, Role.CLIENT):
        for name, values in (("create", NEW[section]), ("edit", {"title_kk": "x"}), ("delete", {})):
            outcome = await desk.do(section, name, 0 if name == "create" else 1, values, role=role)
            assert isinstance(outcome.failure(), AccessRefused)


async def test_hostile_texts_arrive_as_they_were_typed(desk: WritingDesk) -> None:
    texts = [
        '"}, "id": 5, "x": "',
        "<script>alert(1)</script>",
        "\u202eкері\u202c 👩‍💻",
        "'; DROP TABLE places; --",
        "%00",
    ]
    for text in texts:
        row = await desk.done(Section.PLACES, "edit", 5, title_kk=text)
        assert row["title"] == text
        assert json.loads(desk.written[-1].raw) == {"title": text}
