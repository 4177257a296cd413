"""The cards of what the platform publishes hold typed values, whatever form Tabys gave them."""

from datetime import date
from decimal import Decimal

import pytest

from tabys_bot.domain.records import Bilingual, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import Desk, at, desk
from tests.integration.servers.tabys_records import FAMILY

__all__ = ["desk"]  # the fixture


def photo(path: str) -> Picture:
    return Picture(f"https://media.tabys.kz/{path}", is_public=True)


CARDS: dict[tuple[Section, int], dict[str, Value]] = {
    (Section.EVENTS, 2): {
        "title": "Ночь молодых врачей",
        "starts_at": at("2026-12-16T03:32:42.123456"),
        "format": "Online",
        "place": "Өскемен <онлайн> & офлайн",
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-21T08:12:42.123456"),
        "description": "Даром\n—",
        "program": ("09:00 — Тіркеу",),
        "photo": photo("uploads/events/seed.png"),
    },
    (Section.COURSES, 2): {
        "title": "Ночь молодых врачей",
        "category": ("Тілдер / Языки",),
        "language": "ru",
        "level": "beginner",
        "duration": 40,
        "price": Money(Decimal("4991.5"), Decimal("4991.5"), "USD"),
        "free": False,
        "invite_required": True,
        "invite_code": "CODE1",
        "rating": Decimal("2.03"),
        "views": 11,
        "popular": False,
        "recommended": False,
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-21T08:12:42.123456"),
        "skills": "Python, SQL, <анализ> & данные",
        "description": "Даром\n—",
        "chapters": ("Тарау 1",),
        "course_page": "https://example.invalid/course/1?a=1&b=%3C2%3E",
        "video": "https://example.invalid/v",
    },
    (Section.VACANCIES, 2): {
        "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
        "profession": Bilingual("Бағдарламашы", "Программист"),
        "company": "ЖШС «Дала»",
        "city": Bilingual("Балқаш", "Балхаш"),
        "salary": Money(Decimal(151000), Decimal(301000)),
        "employment": "full_time",
        "work": "office",
        "experience": 0,
        "email": "hr1@example.invalid",
        "deadline": date(2027, 1, 31),
        "active": True,
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-21T08:12:42.123456"),
        "channel": "dala_jumys",
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
        "requirements": Bilingual("Тәжірибе", "Опыт < 1 года"),
    },
    (Section.NEWS, 8): {
        "title": Bilingual(f"{FAMILY} Отбасы күні", f"{FAMILY} День семьи"),
        "date": at("2026-11-15T02:06:42"),
        "language": "unknown",
        "publication": "draft",
        "moderation": "rejected",
        "moderated_at": at("2026-11-15T02:06:42"),
        "moderated_by": "2",
        "made_by_admin": True,
        "views": 49,
        "created_at": at("2026-11-15T02:06:42"),
        "lead": Bilingual("Қысқаша", None),
        "text": Bilingual("]]>", "😀 © &unknown; &"),
        "source_page": "https://example.invalid/news/7?utm=a&b=%3Cc%3E",
        "photo": photo("uploads/events/seed.png"),
    },
    (Section.PROJECTS, 7): {
        "title": Bilingual("Ән & би <кеш>", "Песни & танцы <вечер> \"ёлка\" 'апостроф'"),
        "author": "ҮЕҰ «Жас қанат»",
        "type": "application",
        "stage": "completed",
        "starts_at": at("2026-10-15T20:37:42"),
        "ends_at": at("2026-09-27T02:19:42"),
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-16T03:07:42"),
        "video": "https://example.invalid/watch?v=x&t=1",
        "photo": photo("uploads/events/text.jpg"),
    },
    (Section.PARTICIPANTS, 5): {
        "full_name": "Қатысушы",
        "email": "p4@example.com",
        "registered_at": at("2026-11-18T05:09:42"),
    },
    (Section.CANDIDATES, 1): {
        "full_name": "Қатысушы 0 <1>",
        "votes": 0,
        "created_at": at("2026-11-22T09:13:42"),
    },
    (Section.SUBMISSIONS, 15): {
        "phone": "+7 700 111 22 33",
        "email": "s@example.invalid",
        "status": "rejected",
        "comment": "Жоқ & <нет>",
        "submitted_at": at("2026-11-20T07:11:42"),
        "reviewed_at": at("2026-11-22T09:13:42"),
        "user": Ref(Section.USERS, 5),
        "answers": (
            Bilingual("Аты-жөні: Әсел", "ФИО: Әсел"),
            Bilingual("Қала: Караганда", "Город: Караганда"),
            "f9: a",
        ),
    },
    (Section.PLACES, 2): {
        "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
        "category": Bilingual("Аквапарктер", "Аквапарки и бассейны"),
        "address": "Темиртау",
        "fee": "средний чек 10000 тг",
        "whatsapp": "+7 700 000 00 00",
        "status": "inactive",
        "rating": Decimal("0.10"),
        "views": 3,
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-22T09:13:42"),
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
        "instagram": "https://instagram.example/a?b=c&d",
        "photo": photo("uploads/places/seed.webp"),
    },
    (Section.TICKETS, 2): {
        "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
        "starts_at": at("2026-11-23T10:14:42"),
        "address": "Темиртау",
        "fee": "средний чек 10000 тг",
        "whatsapp": "+7 700 000 00 00",
        "status": "inactive",
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-22T09:13:42"),
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
        "instagram": "https://instagram.example/a?b=c&d",
        "photo": photo("uploads/tickets/seed.webp"),
    },
    (Section.PROMO, 2): {
        "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
        "discount": "скидка 30%",
        "starts_at": at("2026-11-21T08:12:42.123456"),
        "ends_at": at("2027-01-02T00:52:42.123456"),
        "status": "inactive",
        "moderation": "pending",
        "made_by_admin": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-22T09:13:42"),
        "subject": Ref(Section.TICKETS, 2),
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
        "photo": photo("uploads/promo/seed.webp"),
    },
}


@pytest.mark.parametrize(("section", "number"), CARDS)
async def test_a_card_has_typed_values_and_no_empty_ones(desk: Desk, section: Section, number: int) -> None:
    card, values = await desk.card(section, number), CARDS[section, number]
    assert card == values
    assert {name: type(value) for name, value in card.items()} == {name: type(value) for name, value in values.items()}
