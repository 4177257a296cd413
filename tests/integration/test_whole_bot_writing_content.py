"""Events, vacancies, courses, projects and what is submitted to them, written from a phone with the quirks of Tabys."""

import pytest

from tabys_bot.domain.sections import Section
from tests.integration.filled_form import (
    OPEN,
    READY,
    SAME,
    SAVE,
    SKIP,
    Tap,
    creates,
    fills,
    on_card,
    row,
    said,
    writes,
    written,
)
from tests.integration.servers.tabys_bodies import form_of
from tests.integration.servers.tabys_files import DOT, GIF, JPEG, PNG
from tests.integration.whole_bot import Person, World

NEW = 41  # the number that Tabys gives to the next
EDIT, DELETE = Tap("✏️ Изменить"), Tap("🗑 Удалить")
EVERY_PAID_FIELD = {
    "title": ["Курс <1>"],
    "description": ["О курсе"],
    "course_url": ["https://e.kz/c?a=1&b=2"],
    "language": ["kz"],
    "duration": ["90"],
    "skills": ["Python, SQL"],
    "is_free": ["false"],
    "price": ["4990.5"],
    "currency": ["USD"],
    "invite_code": ["АБ-7"],
    "categories": ["1", "2"],
}


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


async def test_an_event_with_its_photo(admin: Person, world: World) -> None:
    await creates(admin, Section.EVENTS, "Марафон", "31.12.2030 18:30", "Саябақ", Tap("офлайн"), "Жүгіреміз", READY)
    await fills(admin, SAVE)
    event = row(world, "events", NEW)
    told = ("title", "event_date", "location", "format", "description", "event_photo", "moderation_status")
    wanted = ("Марафон", "2030-12-31T13:30:00", "Саябақ", "Offline", "Жүгіреміз", None, "approved")
    assert said(event, *told) == wanted
    await fills(admin, OPEN, Tap("Загрузить фото"), JPEG, SAVE)
    assert "✅ Фото загружено: Марафон" in admin.screen.text
    assert [one["content"] for one in world.tabys.records("uploads")] == [JPEG]
    assert event["event_photo"] == world.tabys.records("uploads")[0]["path"]
    await fills(admin, OPEN, Tap("Убрать фото"), Tap("🧹"))
    assert "✅ Фото убрано: Марафон" in admin.screen.text
    assert event["event_photo"] is None
    await fills(admin, OPEN, EDIT, Tap("Начало"), Tap("31"), Tap("21:00"), Tap("Место"), "Стадион", SAVE)
    assert said(event, *told[:5]) == ("Марафон", "2030-12-31T16:00:00", "Стадион", "Offline", "Жүгіреміз")
    await fills(admin, OPEN, DELETE)
    assert "Вместе с этим удалится: 🙋 Участники." in admin.screen.text
    await fills(admin, DELETE)
    assert "✅ Удалено: Марафон" in admin.screen.text
    assert NEW not in {one["id"] for one in world.tabys.records("events")}
    assert written(world) == [
        "POST /api/v2/events/admin/create",
        "POST /api/v2/events/41/upload-photo",
        "DELETE /api/v2/events/41/photo",
        "PUT /api/v2/events/admin/41",
        "DELETE /api/v2/events/admin/41",
    ]


async def test_a_sticker_is_no_photo_and_a_text_is_none_either(admin: Person, world: World) -> None:
    await on_card(admin, Section.EVENTS, 2, Tap("Загрузить фото"), "вот моё фото")
    assert "Загрузить фото" in admin.screen.text
    before = len(world.telegram.chat(admin.id))
    await world.telegram.sticker(admin.id)
    await world.telegram.wait_for(lambda: len(world.telegram.chat(admin.id)) > before + 1)
    await world.poller.idle()
    assert "Это не ответ на вопрос" in admin.screen.text
    await fills(admin, b"no picture at all", SAVE)
    assert "это не изображение" in admin.screen.text
    assert writes(world) == []


async def test_a_vacancy_with_names_that_are_found_by_typing(admin: Person, world: World) -> None:
    await creates(
        admin, Section.VACANCIES, "прог", Tap("Караганда"), "ТОО «Дала»", "Сипаттама", READY, "Описание", READY
    )
    await fills(admin, SKIP, SKIP, Tap("полная"), Tap("удалённо"), "250 000", "200000")
    assert "⚠️" in admin.screen.text, "to is less than from"
    await fills(admin, "300000", "2", "not an address")
    assert "⚠️" in admin.screen.text
    await fills(admin, "hr@dala.kz", "8 701 123 45 67", "31.12.2030", Tap("1С"), Tap("Excel"), Tap("1С"), READY, SAVE)
    assert "✅ Создано: Программист" in admin.screen.text
    (call,) = writes(world)
    assert call.path == "/api/v2/vacancies/admin/create"
    assert call.body == {
        "title_kz": "Сипаттама",
        "title_ru": "Описание",
        "profession_id": 1,
        "city_id": row(world, "cities", 3)["id"],
        "company_name": "ТОО «Дала»",
        "description_kz": "Сипаттама",
        "description_ru": "Описание",
        "employment_type": "full_time",
        "work_type": "remote",
        "salary_min": 250_000,
        "salary_max": 300_000,
        "experience_years": 2,
        "contact_email": "hr@dala.kz",
        "contact_phone": "+77011234567",
        "deadline": "2030-12-31",
        "required_skills": [2],
    }
    vacancy = row(world, "vacancies", NEW)
    assert said(vacancy, "title_kz", "profession_id", "is_active") == (None, 1, True)
    await fills(admin, OPEN, EDIT, Tap("Компания"), Tap("Очистить"), Tap("Опыт"), "3", SAVE)
    assert said(vacancy, "company_name", "experience_years", "salary_min") == (None, 3, 250_000)
    await fills(admin, OPEN, Tap("Скрыть"), Tap("🙈"))
    assert said(vacancy, "is_active") == (False,)
    await fills(admin, Tap("↩ Показать снова"))
    assert "✅ Снова показано" in admin.screen.text
    assert said(vacancy, "is_active") == (True,)
    assert [call.method for call in writes(world)] == ["POST", "PUT", "DELETE", "PUT"]


async def test_a_paid_course_with_its_cover(admin: Person, world: World) -> None:
    await creates(
        admin, Section.COURSES, "Курс <1>", "О курсе", READY, "https://e.kz/c?a=1&b=2", Tap("казахский"), SKIP
    )
    await fills(admin, "90", "Python, SQL", READY, Tap("нет"), "4990,50", Tap("доллар США"), "АБ-7")
    await fills(admin, Tap("IT и"), Tap("Бизнес"), READY, SKIP, GIF, SAVE)
    assert "✅ Создано: Курс <1>" in admin.screen.text
    (call,) = writes(world)
    form = form_of(call)
    assert dict(form.fields) == EVERY_PAID_FIELD
    assert form.files["cover_image"].content == GIF
    course = row(world, "courses", NEW)
    assert said(course, "price", "currency", "is_free", "invite_code") == (4990.5, "USD", False, "АБ-7")
    await fills(admin, OPEN, EDIT, Tap("Бесплатный"), Tap("да"), SAVE)
    assert said(course, "price", "is_free", "invite_code", "title") == (0.0, True, None, "Курс <1>")
    assert form_of(writes(world)[1]).files["cover_image"].content == GIF
    await fills(admin, OPEN, DELETE, DELETE)
    assert NEW not in {one["id"] for one in world.tabys.records("courses")}
    assert written(world)[2:] == ["DELETE /api/v2/courses/41"]


async def test_an_edited_course_keeps_its_cover_and_everything_else(admin: Person, world: World) -> None:
    before = dict(row(world, "courses", 4))
    await on_card(admin, Section.COURSES, 4, EDIT, Tap("Название"), "Жаңа атау", SAVE)
    assert "✅ Изменено" in admin.screen.text
    after = row(world, "courses", 4)
    assert [one["content"] for one in world.tabys.records("uploads")] == [DOT]
    assert f"/{after['cover_image']}" == world.tabys.records("uploads")[0]["path"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"title", "cover_image", "updated_at"}
    assert after["title"] == "Жаңа атау"
    assert written(world) == ["PUT /api/v2/courses/admin/4"]


async def test_a_cover_that_cannot_be_fetched_is_asked_for(admin: Person, world: World) -> None:
    row(world, "courses", 4)["cover_image"] = "uploads/courses/missing.png"
    await on_card(admin, Section.COURSES, 4, EDIT, Tap("Название"), "Жаңа атау", SAVE)
    assert "Нужно исправить" in admin.screen.text
    assert any((label.startswith("❗ ") and "бложка" in label) or label.startswith("❗ Фото") for label in admin.labels)
    assert writes(world) == []
    await fills(admin, Tap("❗"), PNG, SAVE)
    assert row(world, "courses", 4)["title"] == "Жаңа атау"
    assert [one["content"] for one in world.tabys.records("uploads")] == [PNG]


async def test_a_project_always_says_its_title(admin: Person, world: World) -> None:
    await creates(admin, Section.PROJECTS, "Жоба", "Проект", "Сипаттама", READY, SAME, "ҮЕҰ", Tap("приём заявок"))
    await fills(admin, "01.06.2030 09:00", "01.05.2030 09:00")
    assert "⚠️" in admin.screen.text, "it would end before it begins"
    await fills(admin, "01.07.2030 09:00", Tap("идёт"), SKIP, SKIP, SAVE)
    project = row(world, "projects", NEW)
    wanted = {
        "title": "Жоба",
        "title_ru": "Проект",
        "description": "Сипаттама",
        "description_ru": "Сипаттама",
        "author": "ҮЕҰ",
        "project_type": "application",
        "status": "active",
        "start_date": "2030-06-01T04:00:00",
        "end_date": "2030-07-01T04:00:00",
        "photo_url": None,
    }
    assert {name: project[name] for name in wanted} == wanted
    await fills(admin, OPEN, EDIT, Tap("Статус"), Tap("завершён"), SAVE)
    assert writes(world)[1].body == {"status": "completed", "title": "Жоба"}
    assert project["status"] == "completed"
    await fills(admin, OPEN, DELETE)
    assert "Вместе с этим удалится" in admin.screen.text
    await fills(admin, DELETE)
    assert "✅ Удалено: Проект" in admin.screen.text, "though Tabys drops the connection on it"
    assert NEW not in {one["id"] for one in world.tabys.records("projects")}


async def test_a_submission_is_reviewed_with_a_comment(admin: Person, world: World) -> None:
    submission = row(world, "submissions", 1)
    await on_card(admin, Section.SUBMISSIONS, 1, Tap("Рассмотреть"), Tap("Статус"), Tap("одобрено"), parent=1)
    await fills(admin, Tap("Комментарий"), "Хорошая заявка", Tap("Готово"), SAVE)
    assert "✅ Решение сохранено" in admin.screen.text
    assert said(submission, "status", "admin_comment") == ("approved", "Хорошая заявка")
    assert written(world) == ["PUT /api/v2/projects/1/submissions/1/status"]
