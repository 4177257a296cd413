"""The fields of a record become typed values, whatever form Tabys gave them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tabys_bot.domain.access import Module
from tabys_bot.domain.modules import Bilingual, Money, Value
from tests.integration.records_desk import VOLUNTEER_3, Desk, at, desk, rows
from tests.integration.servers.tabys_records import FAMILY

__all__ = ["desk"]  # the fixture

EVENT_2 = {
    "title": "Ночь молодых врачей",
    "starts_at": at("2026-12-16T03:32:42.123456"),
    "format": "Online",
    "place": "Өскемен <онлайн> & офлайн",
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": "Даром\n—",
}
EVENT_7 = {
    "title": "Ән & би <кеш>",
    "starts_at": at("2026-12-09T21:27:42"),
    "format": "Offline",
    "place": "Қарағанды, Жастар сарайы",
    "moderation": "pending",
    "created_at": at("2026-11-16T03:07:42"),
}
COURSE_2 = {
    "title": "Ночь молодых врачей",
    "language": "ru",
    "level": "beginner",
    "duration": 40,
    "price": Money(Decimal("4991.5"), Decimal("4991.5"), "USD"),
    "rating": Decimal("2.03"),
    "views": 11,
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": "Даром\n—",
    "course_page": "https://example.invalid/course/1?a=1&b=%3C2%3E",
}
COURSE_4 = {
    "language": "kz",
    "level": "advanced",
    "duration": 60,
    "price": Money(Decimal(0), Decimal(0), "RUB"),
    "rating": Decimal("2.13"),
    "views": 33,
    "moderation": "approved",
    "created_at": at("2026-11-19T06:10:42"),
    "description": "Начало жирный курсив < 5 && 7 > 3",
    "course_page": "https://example.invalid/course/3?a=1&b=%3C2%3E",
}
VACANCY_1 = {
    "company": 'ТОО <Альфа> & "Ко"',
    "phone": "+7 (700) 000-00-00",
    "active": True,
    "moderation": "approved",
    "created_at": at("2026-11-22T09:13:42"),
    "description": Bilingual("Қысқа сипаттама.", "Короткое описание."),
}
VACANCY_2 = {
    "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
    "profession": Bilingual("Бағдарламашы", "Программист"),
    "company": "ЖШС «Дала»",
    "city": Bilingual("Балқаш", "Балхаш"),
    "salary": Money(Decimal(151_000), Decimal(301_000)),
    "employment": "full_time",
    "work": "office",
    "experience": 0,
    "email": "hr1@example.invalid",
    "deadline": date(2027, 1, 31),
    "active": True,
    "moderation": "pending",
    "created_at": at("2026-11-21T08:12:42.123456"),
    "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
    "requirements": Bilingual("Тәжірибе", "Опыт < 1 года"),
}
NEWS_8 = {
    "title": Bilingual(f"{FAMILY} Отбасы күні", f"{FAMILY} День семьи"),
    "date": at("2026-11-15T02:06:42"),
    "publication": "draft",
    "moderation": "rejected",
    "views": 49,
    "lead": Bilingual("Қысқаша", None),
    "text": Bilingual("]]>", "😀 © &unknown; &"),
    "source_page": "https://example.invalid/news/7?utm=a&b=%3Cc%3E",
}
NEWS_WITHOUT_TEXTS = {
    "date": at("2026-11-23T10:14:42"),
    "publication": "draft",
    "moderation": "pending",
    "views": 0,
}
PROJECT_7 = {
    "title": Bilingual("Ән & би <кеш>", "Песни & танцы <вечер> \"ёлка\" 'апостроф'"),
    "author": "ҮЕҰ «Жас қанат»",
    "type": "application",
    "stage": "completed",
    "starts_at": at("2026-10-15T20:37:42"),
    "ends_at": at("2026-09-27T02:19:42"),
    "moderation": "pending",
    "created_at": at("2026-11-16T03:07:42"),
    "video": "https://example.invalid/watch?v=x&t=1",
}
VOLUNTEER_6 = {
    "volunteer_level": "VOLUNTEER",
    "coins": 20,
    "direction": Bilingual("Қарттарға көмек", "Помощь пожилым"),
    "events": 5,
    "joined_at": at("2026-11-17T04:08:42.123456"),
}


@pytest.mark.parametrize(
    ("module", "number", "values"),
    [
        (Module.EVENTS, 2, EVENT_2),
        (Module.EVENTS, 7, EVENT_7),
        (Module.COURSES, 2, COURSE_2),
        (Module.COURSES, 4, COURSE_4),
        (Module.VACANCIES, 1, VACANCY_1),
        (Module.VACANCIES, 2, VACANCY_2),
        (Module.NEWS, 8, NEWS_8),
        (Module.NEWS, 41, NEWS_WITHOUT_TEXTS),
        (Module.PROJECTS, 7, PROJECT_7),
        (Module.VOLUNTEERS, 3, VOLUNTEER_3),
        (Module.VOLUNTEERS, 6, VOLUNTEER_6),
    ],
)
async def test_a_card_has_typed_values_and_no_empty_ones(
    desk: Desk, module: Module, number: int, values: Mapping[str, Value]
) -> None:
    card = await desk.card(module, number)
    assert card == values
    assert {name: type(value) for name, value in card.items()} == {name: type(value) for name, value in values.items()}


async def test_older_news_show_their_only_text_as_russian(desk: Desk) -> None:
    older = {"title_kz": None, "title_ru": None, "title": "Старое", "content_text_kz": "", "content_text_ru": None}
    rows(desk, Module.NEWS)[0].update(older | {"content_text": "<p>Текст</p>", "description_kz": None})
    card = await desk.card(Module.NEWS, 1)
    assert {name: card.get(name) for name in ("title", "text", "lead")} == {
        "title": Bilingual(None, "Старое"),
        "text": Bilingual(None, "Текст"),
        "lead": None,
    }


@pytest.mark.parametrize("form", ["2026-11-22T09:13:42", "2026-11-22T09:13:42Z", "2026-11-22T15:13:42.000000+06:00"])
async def test_a_date_is_the_same_in_all_its_forms(desk: Desk, form: str) -> None:
    rows(desk, Module.PROJECTS)[0]["start_date"] = form
    assert (await desk.card(Module.PROJECTS, 1))["starts_at"] == at("2026-11-22T09:13:42")


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
    rows(desk, Module.COURSES)[0]["course_url"] = link
    assert (await desk.card(Module.COURSES, 1)).get("course_page") == shown


async def test_a_description_of_any_length_is_read_up_to_a_bound(desk: Desk) -> None:
    rows(desk, Module.EVENTS)[0]["description"] = "<p>сөз</p>" * 100_000
    description = str((await desk.card(Module.EVENTS, 1))["description"])
    assert 5_000 < len(description) <= 20_001
    assert set(description) == set("сөз\n…")
