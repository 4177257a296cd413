"""Made-up Kazakh and Russian records with every nasty shape that the real ones have."""

import pickle
from functools import cache
from typing import Any

from tests.integration.servers.tabys_records_activity import activity_records
from tests.integration.servers.tabys_records_leisure import leisure_records
from tests.integration.servers.tabys_records_people import people_records
from tests.integration.servers.tabys_records_volunteers import volunteer_records
from tests.integration.servers.tabys_seeds import (
    CITIES,
    COMPANIES,
    COUNT,
    COURSE_CATEGORIES,
    DIRECTIONS,
    FAMILY,
    MSB,
    NOW,
    NPO,
    OTHER_MSB,
    OTHER_NPO,
    PHOTOS,
    PROFESSIONS,
    REGIONS,
    SKILLS,
    TEXTS,
    TITLES,
    at,
    decision,
    odd,
    pick,
)
from tests.integration.servers.tabys_wire import Row

__all__ = ["FAMILY", "NOW", "seeded_records"]


def _event(index: int) -> Row:
    number = index + 1
    speaker = {"first_name": "Әлия", "last_name": "Ёлкина", "middle_name": None, "bio": pick(TEXTS, index)[0]}
    links = dict.fromkeys(("photo_url", "linkedin_url", "instagram_url", "facebook_url"))
    programs = [{"time": 540, "description": "Тіркеу", "id": number, "event_id": number}]
    return {
        "title": pick(TITLES, index)[index % 2],
        "event_date": at(index - COUNT // 2, hours=30),
        "location": pick(("Қарағанды, Жастар сарайы", "Өскемен <онлайн> & офлайн"), index),
        "format": pick(("Offline", "Online"), index),
        "description": pick(TEXTS, index)[index % 2],
        "event_photo": pick(PHOTOS, index),
        "id": number,
        "programs": programs if index % 2 else [],
        "speakers": [] if index % 3 else [{**speaker, **links, "id": number, "event_id": number}],
        "created_at": at(index),
        "updated_at": at(index),
        **decision(index),
        "admin_id": pick((NPO, None, OTHER_NPO, 1), index),
    }


def _chapter(course: int) -> Row:
    answers = [{"answer_text": f"Жауап {one}", "is_correct": one == 1, "id": one, "test_id": 1} for one in (1, 2)]
    test = {"question": "Дұрыс жауап қайсы?", "image": None, "id": 1, "lesson_id": 1, "answers": answers}
    lesson = {"title": "Сабақ 1", "description": "", "video_url": "https://example.invalid/v.mp4", "order": 0, "id": 1}
    homework = [{"id": 1, "title": "Үй тапсырмасы", "description": None}]
    lessons = [{**lesson, "chapter_id": 1, "tests": [test], "homework": homework}]
    chapter = {"title": "Тарау 1", "order": 0, "description": "<p>Кіріспе</p>", "id": course, "course_id": course}
    return {**chapter, "lessons": lessons, "homework": []}


def _course(index: int) -> Row:
    number, free = index + 1, index % 3 == 0
    return {
        "id": number,
        "title": pick(TITLES, index)[index % 2],
        "description": pick(TEXTS, index)[index % 2],
        "language": pick(("kz", "ru", "en"), index),
        "duration": 30 + 10 * index,
        "price": 0.0 if free else 4990.5 + index,
        "currency": pick(("KZT", "USD", "EUR", "RUB"), index),
        "cover_image": pick(("uploads/courses/seed.png", None, "https://example.invalid/c.png"), index),
        "is_free": free,
        "is_popular": index % 5 == 0,
        "is_recommended": index % 6 == 0,
        "rating": round(1.98 + index / 20, 2),
        "views_count": 11 * index,
        "level": pick((None, "beginner", "intermediate", "advanced", "expert"), index),
        "status": pick(("pending", "approved"), index),
        "requires_invite_code": not free,
        "categories": [{"name": "Тілдер / Языки", "description": None, "id": 3}] if index % 2 else [],
        "created_at": at(index),
        "course_url": f"https://example.invalid/course/{index}?a=1&b=<2>",
        "skills": "Python, SQL, <анализ> & данные",
        "video_preview": pick((None, "https://example.invalid/v"), index),
        "author_id": 2,
        "updated_at": odd(index),
        "chapters": [_chapter(number)] if index % 2 else [],
        **decision(index),
        "invite_code": None if free else f"CODE{index}",
        "admin_id": 2,
    }


def _vacancy(index: int) -> Row:
    kz, ru = pick(TITLES, index)
    texts, profession = pick(TEXTS, index), index % 5 or None
    # POST /vacancies/admin/create drops the titles: only rows of the parser have them.
    parsed = index % 3 == 1
    return {
        "id": index + 1,
        "profession_id": profession,
        "city_id": index % 5 or None,
        "title_kz": kz if parsed else None,
        "title_ru": ru if parsed else None,
        "description_kz": texts[0],
        "description_ru": texts[1],
        "requirements_kz": pick((None, "Тәжірибе"), index),
        "requirements_ru": pick((None, "Опыт < 1 года"), index),
        "employment_type": pick((None, "full_time", "part_time", "internship", ""), index),
        "work_type": pick((None, "office", "remote"), index),
        "salary": None,
        "salary_min": pick((None, 151000, -1, 0), index),
        "salary_max": pick((None, 301000, 2**31 - 1), index),
        "experience_years": pick((None, 0, 1, 5), index),
        "contact_email": pick((None, f"hr{index}@example.invalid"), index),
        "contact_phone": pick(("+7 (700) 000-00-00", None), index),
        "company_name": pick(COMPANIES, index),
        "admin_id": pick((MSB, OTHER_MSB, None), index),
        "is_active": index % 8 != 7,
        "deadline": pick((None, "2027-01-31"), index),
        "created_at": at(index),
        "updated_at": pick((None, odd(index)), index),
        **decision(index),
        "source_channel": "dala_jumys" if parsed else None,
        "source_message_id": 1000 + index if parsed else None,
    }


NEWS_TEXTS = tuple(f"{name}{tail}" for tail in ("", "_kz", "_ru") for name in ("title", "description", "content_text"))
NEWS_NULLABLE = ("photo_url", "category", "source_url", "source_name", "language", "keywords_matched")


def _news(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = pick(TITLES, index), pick(TEXTS, index)
    status = pick(("published", "draft", "scheduled"), index)
    texts: Row = {"title_kz": title_kz, "title_ru": title_ru, "content_text_kz": text_kz, "content_text_ru": text_ru}
    if index % 4 == 0:
        texts |= {"title": title_ru, "content_text": text_ru}
    return {
        **dict.fromkeys((*NEWS_TEXTS, *NEWS_NULLABLE)),
        **texts,
        "description_kz": "Қысқаша",
        "photo_url": pick(PHOTOS, index),
        "category": pick(("Білім", "Спорт", "Культура & Искусство", None), index),
        "source_url": pick((None, f"https://example.invalid/news/{index}?utm=a&b=<c>"), index),
        "language": pick((None, "kz", "ru", "unknown"), index),
        **_news_state(index, status),
    }


def _news_state(index: int, status: str) -> Row:
    moment = at(index)
    return {
        "date": moment,
        "id": index + 1,
        "created_at": moment,
        **decision(index),
        "status": status,
        "publish_at": moment if status == "scheduled" else None,
        "published_at": moment if status == "published" else None,
        "view_count": 7 * index,
    }


def _empty_news(number: int) -> Row:
    """POST /admin/news/ with `{}` stores this: every text is null."""
    state = _news_state(-1, "draft") | {"id": number, "view_count": 0, "is_admin_created": False}
    nothing = {"moderation_status": "pending", "moderated_at": None, "moderated_by": None}
    return {**dict.fromkeys((*NEWS_TEXTS, *NEWS_NULLABLE)), **state, **nothing}


def _project(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = pick(TITLES, index), pick(TEXTS, index)
    return {
        "id": index + 1,
        "title": title_kz,
        "title_ru": title_ru,
        "description": text_kz,
        "description_ru": text_ru,
        "author": pick(("ҮЕҰ «Жас қанат»", 'ТОО <Автор> & "Ко"'), index),
        "project_type": pick(("application", "voting"), index),
        "status": pick(("draft", "active", "completed", "cancelled"), index),
        "start_date": at(index + 30),
        "end_date": at(60 - index),
        "photo_url": pick((*PHOTOS, "/uploads/projects/missing.jpg"), index),
        "video_url": pick(("https://example.invalid/watch?v=x&t=1", None), index),
        "created_at": at(index),
        **decision(index),
        "admin_id": pick((None, NPO, OTHER_NPO), index),
    }


def _named(names: tuple[tuple[str, str], ...], **more: Any) -> list[Row]:
    return [{"name_ru": ru, "name_kz": kz, **more, "id": number} for number, (ru, kz) in enumerate(names, 1)]


def seeded_records() -> dict[str, list[Row]]:
    """Fresh rows of every module, the same in every run; a test may change them in place."""
    fresh: dict[str, list[Row]] = pickle.loads(_packed_records())  # noqa: S301  our own bytes
    return fresh


@cache
def _packed_records() -> bytes:
    """Made once, for thousands of servers: to unpack them takes a seventh of the time of making them."""
    return pickle.dumps(_made_records())


def _made_records() -> dict[str, list[Row]]:
    makers = {"events": _event, "courses": _course, "vacancies": _vacancy, "projects": _project}
    records = {name: [make(index) for index in range(COUNT)] for name, make in makers.items()}
    listed = {"is_active": True, "created_at": at(1)}
    records["news"] = [*map(_news, range(COUNT)), _empty_news(COUNT + 1)]
    records["professions"] = _named(PROFESSIONS, category=None, **listed)
    records["cities"] = _named(CITIES, region_id=1, **listed)
    records["directions"] = _named(DIRECTIONS)
    records["regions"] = _named(REGIONS, **listed)
    records["skills"] = _named(SKILLS, category="hard", **listed)
    records["course_categories"] = [
        {"name": name, "description": None, "id": number} for number, name in enumerate(COURSE_CATEGORIES, 1)
    ]
    records |= {"uploads": [], "tasks": []}
    return records | volunteer_records() | leisure_records() | people_records() | activity_records()
