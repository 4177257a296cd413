"""Made-up Kazakh and Russian records with every nasty shape that the real ones have."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from tests.integration.servers.tabys_wire import Row

T = TypeVar("T")

COUNT = 40
NOW = datetime(2026, 11, 22, 9, 13, 42, tzinfo=UTC)
NPO, OTHER_NPO, MSB, OTHER_MSB = 4, 44, 5, 55
FAMILY = "🇰🇿🎓👩‍💻👨‍👩‍👧‍👦🔥❤️‍🔥"

TITLES: tuple[tuple[str, str], ...] = (
    ("Сарыарқа көктемі", "Весна Сарыарки"),
    ("Жас дәрігерлер түні", "Ночь молодых врачей"),
    ("", ""),
    ("   ", " \t "),
    (("Ұзақ атау " * 26)[:255], ("Длинное название " * 16)[:255]),
    ("<b>Жабылмаған <i>тег", "Не закрыт <a href='https://example.invalid/'>тег"),
    ("Ән &amp; би &lt;кеш&gt;", "Песни & танцы <вечер> \"ёлка\" 'апостроф'"),
    (f"{FAMILY} Отбасы күні", f"{FAMILY} День семьи"),
    ("Бір\r\nекі\tүш", "Раз\r\nдва\tтри"),
    ("Көрін\u200bбейтін\u00a0бос орын", "Неви\u200bдимый\u00a0пробел\ufeff"),
    ("*Жұлдыз* _сызық_ `код` [сілтеме](x)", "*Звезда* _черта_ `код` \\ ~ |"),
)
TEXTS: tuple[tuple[str, str], ...] = (
    ("Қысқа сипаттама.", "Короткое описание."),
    ("<p><b>Тегін</b> кездесу</p><ul><li>бір</li></ul><br/>&nbsp;&laquo;Дала&raquo; &amp; К°", "<p>Даром</p>&mdash;"),
    ("Ұзын мәтін, үзілмейді. " * 300, "Очень длинный текст, без конца. " * 200),
    ("Басы <b>қалың <i>көлбеу <a href='https://example.invalid'>сілтеме", "Начало <b>жирный <i>курсив < 5 && 7 > 3"),
    ("Жол\r\nжол\n\n\n\tбос\u00a0орын\u200b", "Строка\r\nстрока\n\n\n\tпробел\u00a0\u200b"),
    (f"{FAMILY} Бәрін күтеміз! ✅", f"{FAMILY} Ждём всех! ✅"),
    ("", ""),
    ("<script>alert(1)</script><!-- x --> ]]>", "&#128512; &copy; &unknown; &"),
)
# The five forms of a photo; one file is missing and one is text under a picture's name.
PHOTOS: tuple[str | None, ...] = (
    "/uploads/events/seed.png",
    "uploads/events/seed.png",
    "https://example.invalid/a b/қазақ.jpg",
    "",
    None,
    "/uploads/events/missing.jpg",
    "/uploads/events/text.jpg",
)
STATUSES = ("approved", "pending", "rejected", "approved", "pending")
PROFESSIONS = (("Программист", "Бағдарламашы"), ("Учитель", "Мұғалім"), ("Врач", "Дәрігер"), ("Водитель", "Жүргізуші"))
CITIES = (("Балхаш", "Балқаш"), ("Жезказган", "Жезқазған"), ("Караганда", "Қарағанды"), ("Темиртау", "Теміртау"))
DIRECTIONS = (("Экология", "Экология"), ("Помощь пожилым", "Қарттарға көмек"), ("Спорт & ЗОЖ", "Спорт және салауат"))
COMPANIES = ('ТОО <Альфа> & "Ко"', "ЖШС «Дала»", None, "")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8cfc0f01f0005000201a5f645400000000049454e44ae426082"
)
FILES: Mapping[str, tuple[str, bytes]] = {
    "/uploads/events/seed.png": ("image/png", PNG),
    "/uploads/events/text.jpg": ("image/jpeg", "это не картинка".encode()),
    "/uploads/courses/seed.png": ("image/png", PNG),
}


def _pick(values: tuple[T, ...], index: int) -> T:
    return values[index % len(values)]


def _at(index: int, *, hours: int = 25) -> str:
    """Naive UTC; microseconds come and go."""
    moment = NOW.replace(tzinfo=None) - timedelta(hours=hours * index, minutes=index)
    return (moment.replace(microsecond=123456) if index % 4 == 1 else moment).isoformat()


def _odd(index: int) -> str:
    """All three forms of a datetime in one column, for a reader that must take any of them."""
    return _at(index) + _pick(("", "Z", "+00:00"), index)


def _decision(index: int) -> Row:
    status = _pick(STATUSES, index)
    decided = status != "pending"
    return {
        "moderation_status": status,
        "moderated_at": _odd(index) if decided else None,
        "moderated_by": 2 if decided else None,
        "moderation_comment": None,
        "is_admin_created": index % 7 == 0,
    }


def _event(index: int) -> Row:
    number = index + 1
    speaker = {"first_name": "Әлия", "last_name": "Ёлкина", "middle_name": None, "bio": _pick(TEXTS, index)[0]}
    links = dict.fromkeys(("photo_url", "linkedin_url", "instagram_url", "facebook_url"))
    programs = [{"time": 540, "description": "Тіркеу", "id": number, "event_id": number}]
    return {
        "title": _pick(TITLES, index)[index % 2],
        "event_date": _at(index - COUNT // 2, hours=30),
        "location": _pick(("Қарағанды, Жастар сарайы", "Өскемен <онлайн> & офлайн"), index),
        "format": _pick(("Offline", "Online"), index),
        "description": _pick(TEXTS, index)[index % 2],
        "event_photo": _pick(PHOTOS, index),
        "id": number,
        "programs": programs if index % 2 else [],
        "speakers": [] if index % 3 else [{**speaker, **links, "id": number, "event_id": number}],
        "created_at": _at(index),
        "updated_at": _at(index),
        **_decision(index),
        "admin_id": _pick((NPO, None, OTHER_NPO, 1), index),
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
        "title": _pick(TITLES, index)[index % 2],
        "description": _pick(TEXTS, index)[index % 2],
        "language": _pick(("kz", "ru", "en"), index),
        "duration": 30 + 10 * index,
        "price": 0.0 if free else 4990.5 + index,
        "currency": _pick(("KZT", "USD", "EUR", "RUB"), index),
        "cover_image": _pick(("uploads/courses/seed.png", None, "https://example.invalid/c.png"), index),
        "is_free": free,
        "is_popular": index % 5 == 0,
        "is_recommended": index % 6 == 0,
        "rating": round(1.98 + index / 20, 2),
        "views_count": 11 * index,
        "level": _pick((None, "beginner", "intermediate", "advanced", "expert"), index),
        "status": _pick(("pending", "approved"), index),
        "requires_invite_code": not free,
        "categories": [{"name": "Тілдер / Языки", "description": None, "id": 3}] if index % 2 else [],
        "created_at": _at(index),
        "course_url": f"https://example.invalid/course/{index}?a=1&b=<2>",
        "skills": "Python, SQL, <анализ> & данные",
        "video_preview": _pick((None, "https://example.invalid/v"), index),
        "author_id": 2,
        "updated_at": _odd(index),
        "chapters": [_chapter(number)] if index % 2 else [],
        **_decision(index),
        "invite_code": None if free else f"CODE{index}",
        "admin_id": 2,
    }


def _vacancy(index: int) -> Row:
    kz, ru = _pick(TITLES, index)
    texts, profession = _pick(TEXTS, index), index % 5 or None
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
        "requirements_kz": _pick((None, "Тәжірибе"), index),
        "requirements_ru": _pick((None, "Опыт < 1 года"), index),
        "employment_type": _pick((None, "full_time", "part_time", "internship", ""), index),
        "work_type": _pick((None, "office", "remote"), index),
        "salary": None,
        "salary_min": _pick((None, 151000, -1, 0), index),
        "salary_max": _pick((None, 301000, 2**31 - 1), index),
        "experience_years": _pick((None, 0, 1, 5), index),
        "contact_email": _pick((None, f"hr{index}@example.invalid"), index),
        "contact_phone": _pick(("+7 (700) 000-00-00", None), index),
        "company_name": _pick(COMPANIES, index),
        "admin_id": _pick((MSB, OTHER_MSB, None), index),
        "is_active": index % 8 != 7,
        "deadline": _pick((None, "2027-01-31"), index),
        "created_at": _at(index),
        "updated_at": _pick((None, _odd(index)), index),
        **_decision(index),
        "source_channel": "dala_jumys" if parsed else None,
        "source_message_id": 1000 + index if parsed else None,
    }


NEWS_TEXTS = tuple(f"{name}{tail}" for tail in ("", "_kz", "_ru") for name in ("title", "description", "content_text"))
NEWS_NULLABLE = ("photo_url", "category", "source_url", "source_name", "language", "keywords_matched")


def _news(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = _pick(TITLES, index), _pick(TEXTS, index)
    status = _pick(("published", "draft", "scheduled"), index)
    texts: Row = {"title_kz": title_kz, "title_ru": title_ru, "content_text_kz": text_kz, "content_text_ru": text_ru}
    if index % 4 == 0:
        texts |= {"title": title_ru, "content_text": text_ru}
    return {
        **dict.fromkeys((*NEWS_TEXTS, *NEWS_NULLABLE)),
        **texts,
        "description_kz": "Қысқаша",
        "photo_url": _pick(PHOTOS, index),
        "category": _pick(("Білім", "Спорт", "Культура & Искусство", None), index),
        "source_url": _pick((None, f"https://example.invalid/news/{index}?utm=a&b=<c>"), index),
        "language": _pick((None, "kz", "ru", "unknown"), index),
        **_news_state(index, status),
    }


def _news_state(index: int, status: str) -> Row:
    at = _at(index)
    return {
        "date": at,
        "id": index + 1,
        "created_at": at,
        **_decision(index),
        "status": status,
        "publish_at": at if status == "scheduled" else None,
        "published_at": at if status == "published" else None,
        "view_count": 7 * index,
    }


def _empty_news(number: int) -> Row:
    """POST /admin/news/ with `{}` stores this: every text is null."""
    state = _news_state(-1, "draft") | {"id": number, "view_count": 0, "is_admin_created": False}
    nothing = {"moderation_status": "pending", "moderated_at": None, "moderated_by": None}
    return {**dict.fromkeys((*NEWS_TEXTS, *NEWS_NULLABLE)), **state, **nothing}


def _project(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = _pick(TITLES, index), _pick(TEXTS, index)
    return {
        "id": index + 1,
        "title": title_kz,
        "title_ru": title_ru,
        "description": text_kz,
        "description_ru": text_ru,
        "author": _pick(("ҮЕҰ «Жас қанат»", 'ТОО <Автор> & "Ко"'), index),
        "project_type": _pick(("application", "voting"), index),
        "status": _pick(("draft", "active", "completed", "cancelled"), index),
        "start_date": _at(index + 30),
        "end_date": _at(60 - index),
        "photo_url": _pick((*PHOTOS, "/uploads/projects/missing.jpg"), index),
        "video_url": _pick(("https://example.invalid/watch?v=x&t=1", None), index),
        "created_at": _at(index),
        **_decision(index),
        "admin_id": _pick((None, NPO, OTHER_NPO), index),
    }


def _volunteer(index: int) -> Row:
    names = ("Жанерке Әбілда", "Мұхаммед Һасенов", "Алёна <Цой>", f"Ғабит {FAMILY}", "", " ")
    return {
        "id": index + 1,
        "user_id": index + 1,
        "full_name": _pick(names, index),
        "phone_number": None if index % 6 == 5 else f"770010000{index:02}",
        "volunteer_status": _pick(("VOLUNTEER", "VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR"), index),
        "v_coins_balance": 4 * index,
        "direction_id": _pick((1, 2, 3, None), index),
        "created_at": f"{_at(index)}+00:00",
        "events_participated": index,
        "total_earned": 5 * index,
        "achievements_count": 0,
    }


def _named(names: tuple[tuple[str, str], ...], **more: Any) -> list[Row]:
    return [{"name_ru": ru, "name_kz": kz, **more, "id": number} for number, (ru, kz) in enumerate(names, 1)]


def seeded_records() -> dict[str, list[Row]]:
    """Fresh rows of every module, the same in every run; a test may change them in place."""
    makers = {"events": _event, "courses": _course, "vacancies": _vacancy, "projects": _project}
    records = {name: [make(index) for index in range(COUNT)] for name, make in makers.items()}
    listed = {"is_active": True, "created_at": _at(1)}
    records["news"] = [*map(_news, range(COUNT)), _empty_news(COUNT + 1)]
    records["volunteers"] = [*map(_volunteer, range(COUNT))]
    records["professions"] = _named(PROFESSIONS, category=None, **listed)
    records["cities"] = _named(CITIES, region_id=1, **listed)
    records["directions"] = _named(DIRECTIONS)
    return records
