"""The fields of a record become typed values, whatever form Tabys gave them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tabys_bot.domain.records import Bilingual, Money, Picture
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import Desk, at, desk, rows
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

NEWS_WITHOUT_TEXTS = {
    "date": at("2026-11-23T10:14:42"),
    "publication": "draft",
    "moderation": "pending",
    "made_by_admin": False,
    "views": 0,
    "created_at": at("2026-11-23T10:14:42"),
}


async def test_news_without_any_text_show_the_rest(desk: Desk) -> None:
    assert await desk.card(Section.NEWS, 41) == NEWS_WITHOUT_TEXTS


async def test_what_is_free_costs_nothing(desk: Desk) -> None:
    card = await desk.card(Section.COURSES, 4)
    assert (card["price"], card["free"]) == (Money(Decimal(0), Decimal(0), "RUB"), True)


async def test_a_speaker_is_named_with_what_is_told_of_him(desk: Desk) -> None:
    assert (await desk.card(Section.EVENTS, 4))["speakers"] == ("Әлия Ёлкина — Басы қалың көлбеу сілтеме",)


@pytest.mark.parametrize(
    ("photo", "address"),
    [
        ("/uploads/events/x.png", "https://media.tabys.kz/uploads/events/x.png"),
        ("uploads/events/x.png", "https://media.tabys.kz/uploads/events/x.png"),
        ("https://tabys.example.invalid/uploads/x.png", "https://tabys.example.invalid/uploads/x.png"),
        ("https://example.invalid/a b/қ.jpg", "https://example.invalid/a%20b/%D2%9B.jpg"),
        ("", None),
        (None, None),
    ],
)
async def test_a_photo_has_one_address_whatever_form_it_came_in(
    desk: Desk, photo: str | None, address: str | None
) -> None:
    rows(desk, Section.EVENTS)[0]["event_photo"] = photo
    shown = (await desk.card(Section.EVENTS, 1)).get("photo")
    assert shown == (None if address is None else Picture(address, is_public=True))


async def test_answers_keep_their_bare_numbers_where_the_form_cannot_be_had(desk: Desk) -> None:
    desk.tabys.fail_next("form-template", faults.crash, times=2)
    bare = ("f1: Әсел", "f2: Караганда", "f9: a")
    assert (await desk.card(Section.SUBMISSIONS, 15))["answers"] == bare
    desk.tabys.heal()
    assert (await desk.card(Section.SUBMISSIONS, 15))["answers"] == bare, "asked for again a minute later"
    desk.clock.advance(timedelta(minutes=1))
    answers = (await desk.card(Section.SUBMISSIONS, 15))["answers"]
    assert isinstance(answers, tuple)
    assert answers[0] == Bilingual("Аты-жөні: Әсел", "ФИО: Әсел")
    desk.clock.advance(timedelta(minutes=59))
    desk.asked()
    await desk.card(Section.SUBMISSIONS, 15)
    assert [path for path, _ in desk.asked()] == ["/api/v2/projects/2/submissions/15"]


async def test_older_news_show_their_only_text_as_russian(desk: Desk) -> None:
    older = {"title_kz": None, "title_ru": None, "title": "Старое", "content_text_kz": "", "content_text_ru": None}
    rows(desk, Section.NEWS)[0].update(older | {"content_text": "<p>Текст</p>", "description_kz": None})
    card = await desk.card(Section.NEWS, 1)
    assert {name: card.get(name) for name in ("title", "text", "lead")} == {
        "title": Bilingual(None, "Старое"),
        "text": Bilingual(None, "Текст"),
        "lead": None,
    }


@pytest.mark.parametrize("form", ["2026-11-22T09:13:42", "2026-11-22T09:13:42Z", "2026-11-22T15:13:42.000000+06:00"])
async def test_a_date_is_the_same_in_all_its_forms(desk: Desk, form: str) -> None:
    rows(desk, Section.PROJECTS)[0]["start_date"] = form
    assert (await desk.card(Section.PROJECTS, 1))["starts_at"] == at("2026-11-22T09:13:42")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://tabys.kz/курс 1/?a=<b>", "https://tabys.kz/%D0%BA%D1%83%D1%80%D1%81%201/?a=%3Cb%3E"),
        ("javascript:alert(1)", None),
        ("uploads/courses/x.png", None),
        ("https://", None),
        ("", None),
        (None, None),
        (17, None),
    ],
)
async def test_a_link_is_encoded_or_dropped(desk: Desk, link: object, shown: str | None) -> None:
    rows(desk, Section.COURSES)[0]["course_url"] = link
    assert (await desk.card(Section.COURSES, 1)).get("course_page") == shown


async def test_a_description_of_any_length_is_read_up_to_a_bound(desk: Desk) -> None:
    rows(desk, Section.EVENTS)[0]["description"] = "<p>сөз</p>" * 100_000
    description = str((await desk.card(Section.EVENTS, 1))["description"])
    assert 5_000 < len(description) <= 20_001
    assert set(description) == set("сөз\n…")
