"""The cards of people and what they do hold typed values, whatever form Tabys gave them."""

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
    (Section.VOLUNTEERS, 3): {
        "full_name": "Алёна <Цой>",
        "phone": "+7 700 100 00 02",
        "volunteer_level": "TEAM_LEADER",
        "coins": 8,
        "earned": 10,
        "direction": Bilingual("Спорт және салауат", "Спорт & ЗОЖ"),
        "events": 2,
        "achievements": 0,
        "joined_at": at("2026-11-20T07:11:42"),
        "user": Ref(Section.USERS, 3),
    },
    (Section.APPLICATIONS, 2): {
        "volunteer": "Мұхаммед Һасенов",
        "phone": "+7 700 100 00 01",
        "event": "Ночь молодых врачей №2",
        "event_role": "TEAM_LEADER",
        "status": "approved",
        "attended": False,
        "missed": False,
        "created_at": at("2026-11-21T08:12:42.123456"),
    },
    (Section.TASK_REPORTS, 3): {
        "task": "Тапсырма 2 <фото>",
        "volunteer": "Алёна <Цой>",
        "phone": "+7 700 100 00 02",
        "status": "rejected",
        "reward": 2,
        "earned": 0,
        "comment": "Жақсы жұмыс",
        "created_at": at("2026-11-20T07:11:42"),
        "report": "Даром\n—",
        "photo": photo("uploads/events/missing.jpg"),
    },
    (Section.PROMOTIONS, 4): {
        "volunteer": f"Ғабит {FAMILY}",
        "volunteer_level": "SUPERVISOR",
        "wanted_level": "TEAM_LEADER",
        "coins_then": 153,
        "coins": 12,
        "status": "rejected",
        "comment": "Ерте & рано",
        "created_at": at("2026-11-19T06:10:42"),
        "reviewed_at": at("2026-11-22T09:13:42"),
        "person": Ref(Section.VOLUNTEERS, 4),
    },
    (Section.PURCHASES, 3): {
        "benefit": "Плюшка 2 & бонус",
        "volunteer": "Алёна <Цой>",
        "phone": "+7 700 100 00 02",
        "cost": 52,
        "status": "completed",
        "notes": "Берілді <склад>",
        "created_at": at("2026-11-20T07:11:42"),
        "completed_at": at("2026-11-22T09:13:42"),
    },
    (Section.BENEFITS, 2): {
        "title": Bilingual(None, "Ночь молодых врачей"),
        "cost": 51,
        "needed_level": "TEAM_LEADER",
        "category": "culture",
        "active": True,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "description": Bilingual(None, "Даром\n—"),
        "photo": photo("uploads/volunteer/icon.gif"),
    },
    (Section.VOLUNTEER_EVENTS, 2): {
        "title": Bilingual(None, "Ночь молодых врачей №2"),
        "starts_at": at("2026-09-29T05:00:42.123456"),
        "place": "Қарағанды",
        "direction": Bilingual("Экология", "Экология"),
        "status": "ongoing",
        "reward": 11,
        "photo_bonus": 5,
        "tasks_bonus": 6,
        "volunteers_needed": 20,
        "leaders_needed": 0,
        "supervisors_needed": 0,
        "applied": 1,
        "description": Bilingual(None, "Даром\n—"),
    },
    (Section.USERS, 2): {
        "full_name": "Фёдор Өмірзақов",
        "phone": "+7 700 100 00 01",
        "email": "user1@example.invalid",
        "status": "active",
        "user_type": "individual",
    },
    (Section.EXPERTS, 4): {
        "full_name": "Сарапшы 3 Өтегенұлы",
        "specialization": "Құқық <заң>",
        "city": "Қарағанды",
        "phone": "+7 700 123 45 67",
        "created_at": at("2026-11-19T06:10:42"),
        "updated_at": at("2026-11-19T06:10:42"),
        "education": ("ҚарТУ & «Болашақ», PhD <физика>, 2010–",),
        "website": "https://example.invalid/?a=1&b=%3C2%3E",
    },
    (Section.RESUMES, 2): {
        "full_name": "Фёдор Өмірзақов",
        "profession": Bilingual("Мұғалім", "Учитель"),
        "city": Bilingual("Жезқазған", "Жезказган"),
        "gender": "female",
        "birth_date": date(1971, 1, 31),
        "citizenship": "<ҚР> & РК",
        "phone": "+7 700 111 22 33",
        "wanted_salary": "300 000 тг",
        "wanted_employment": "Полная",
        "published": True,
        "active": True,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-22T09:13:42"),
        "user": Ref(Section.USERS, 2),
        "skill_names": (Bilingual("Excel — ниндзя", "Excel — ниндзя"),),
        "about": "Қысқа сипаттама.",
        "education": ("№1 мектеп & <лицей>, bachelor, Физика, 2008–",),
        "jobs": ("Оператор — ТОО <Альфа>, 2019–",),
    },
    (Section.TECH_TASKS, 2): {
        "title": Bilingual("Жас дәрігерлер түні", "Ночь молодых врачей"),
        "category": "Робототехника",
        "status": "in_progress",
        "budget": Money(None, Decimal(900000)),
        "technologies": (
            "Python",
            "C++ &",
        ),
        "deadline": date(2026, 10, 27),
        "phone": "+7 700 000 00 00",
        "email": "tech1@example.invalid",
        "active": True,
        "created_at": at("2026-11-21T08:12:42.123456"),
        "updated_at": at("2026-11-22T09:13:42"),
        "user": Ref(Section.USERS, 2),
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
    },
    (Section.SOLUTIONS, 41): {
        "budget": Money(Decimal(250000), Decimal(250000)),
        "timeline": "2 апта & 3 күн",
        "status": "accepted",
        "created_at": at("2026-11-21T08:12:42.123456"),
        "user": Ref(Section.USERS, 6),
        "description": Bilingual("Тегін кездесу\n\n• бір\n\n\xa0«Дала» & К°", "Даром\n—"),
        "files": ("шешім <1>.pdf",),
    },
}


@pytest.mark.parametrize(("section", "number"), CARDS)
async def test_a_card_has_typed_values_and_no_empty_ones(desk: Desk, section: Section, number: int) -> None:
    card, values = await desk.card(section, number), CARDS[section, number]
    assert card == values
    assert {name: type(value) for name, value in card.items()} == {name: type(value) for name, value in values.items()}
