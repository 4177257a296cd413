"""Places, promo actions, volunteers, experts and tech tasks, written from a phone with the quirks of Tabys."""

import pytest

from tabys_bot.application.screens.intents import DoAct
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import (
    KEEP,
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
from tests.integration.servers.tabys_files import PNG
from tests.integration.whole_bot import Person, World

NEW = 41  # the number that Tabys gives to the next
EDIT, DELETE = Tap("✏️ Изменить"), Tap("🗑 Удалить")
NAMED = ("Атау", "Название", "Сипаттама", READY, "Описание", READY)
CONTACTS = (SKIP, SKIP, SKIP, SKIP, SKIP, SKIP)


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


async def test_a_place(admin: Person, world: World) -> None:
    await creates(admin, Section.PLACES, *NAMED, "Мира 5", Tap("Кинотеатры"), SKIP, "2000 ₸", "8 701 123 45 67")
    await fills(admin, SKIP, SKIP, SKIP, SKIP, Tap("открыто"), SAVE)
    assert "✅ Создано: Название" in admin.screen.text
    assert writes(world)[0].body == {
        "title": "Атау",
        "title_ru": "Название",
        "description": "Сипаттама",
        "description_ru": "Описание",
        "address": "Мира 5",
        "category_id": 2,
        "price": "2000 ₸",
        "whatsapp_number": "+77011234567",
        "status": "active",
    }
    place = row(world, "places", NEW)
    await fills(admin, OPEN, EDIT, Tap("Адрес"), "Абай 1", Tap("Статус"), Tap("закрыто"), SAVE)
    assert writes(world)[1].body == {"address": "Абай 1", "status": "inactive"}
    assert said(place, "address", "status", "price", "category_id") == ("Абай 1", "inactive", "2000 ₸", 2)
    await fills(admin, OPEN, DELETE, DELETE)
    assert NEW not in {one["id"] for one in world.tabys.records("places")}


async def test_a_promo_action_of_a_place_that_is_found_by_typing(admin: Person, world: World) -> None:
    await creates(admin, Section.PROMO, "Сарыарқа")
    place = next(label for label in admin.labels if "Весна Сарыарки" in label)
    await fills(
        admin, Tap(place), *NAMED, "01.06.2030 10:00", "01.07.2030 10:00", "−20 %", "ТАБЫС-20", SKIP, KEEP, SAVE
    )
    assert "✅ Создано: Название" in admin.screen.text
    (call,) = writes(world)
    promo = row(world, "promo", NEW)
    assert call.body["related_type"] in {"place", "ticket"}
    assert row(world, f"{call.body['related_type']}s", call.body["related_id"])["title_ru"] == "Весна Сарыарки"
    told = ("start_date", "end_date", "discount_text", "promo_code", "status")
    assert said(promo, *told) == ("2030-06-01T05:00:00", "2030-07-01T05:00:00", "−20 %", "ТАБЫС-20", "active")
    await fills(admin, OPEN, EDIT, Tap("Окончание"), "31.05.2030 10:00")
    assert "⚠️" in admin.screen.text
    await fills(admin, "02.07.2030 10:00", SAVE)
    assert promo["end_date"] == "2030-07-02T05:00:00"
    await fills(admin, OPEN, DELETE, DELETE)
    assert [call.method for call in writes(world)] == ["POST", "PUT", "DELETE"]


async def test_a_volunteer_gets_a_level_and_coins(admin: Person, world: World) -> None:
    volunteer = row(world, "volunteers", 2)
    await on_card(admin, Section.VOLUNTEERS, 2, EDIT, Tap("Уровень"), Tap("супервайзер"), SAVE)
    assert volunteer["volunteer_status"] == "SUPERVISOR"
    await fills(admin, OPEN, Tap("V-coins"), Tap("начислить"), "0")
    assert "⚠️" in admin.screen.text
    await fills(admin, "50", "Көмек & <b>", SAVE)
    assert "✅ V-coins изменены" in admin.screen.text
    assert volunteer["v_coins_balance"] == 54
    assert dict(writes(world)[1].query) == {"type": "add", "amount": "50", "reason": "Көмек & <b>"}
    await fills(admin, OPEN, Tap("V-coins"), Tap("списать"), "500", "Ошибка", SAVE)
    assert "Нужно исправить" in admin.screen.text
    assert "Недостаточно V-coins" in admin.screen.text
    await fills(admin, Tap("❗"), "4", SAVE)
    assert volunteer["v_coins_balance"] == 50


async def test_attendance_is_credited_once_however_often_it_is_pressed(admin: Person, world: World) -> None:
    application = row(world, "applications", 2)
    volunteer = row(world, "volunteers", application["_volunteer_id"])
    before = volunteer["v_coins_balance"]
    await on_card(admin, Section.APPLICATIONS, 2, Tap("Пришёл"))
    assert "Отметить, что участник пришёл" in admin.screen.text
    await fills(admin, Tap("Пришёл"))
    assert "✅ Отмечено, что пришёл" in admin.screen.text
    credited = volunteer["v_coins_balance"] - before
    assert credited > 0
    await admin.forges(DoAct(Section.APPLICATIONS, "came", 2))
    assert "Уже сделано" in admin.screen.text
    application["attended"] = False  # and though Tabys forgets it
    await admin.forges(DoAct(Section.APPLICATIONS, "came", 2))
    assert "Уже выполняется" in admin.screen.text
    assert volunteer["v_coins_balance"] - before == credited
    assert written(world) == ["PATCH /api/v2/admin/volunteer/applications/2/attendance"]


async def test_a_benefit(admin: Person, world: World) -> None:
    await creates(admin, Section.BENEFITS, *NAMED, "150", Tap("тимлидер"), SKIP, "0", SKIP, SAVE)
    assert "✅ Создано: Название" in admin.screen.text
    benefit = row(world, "benefits", NEW)
    told = ("title_kz", "title", "v_coins_cost", "min_status", "stock_limit")
    assert said(benefit, *told) == ("Атау", "Название", 150, "TEAM_LEADER", 0)
    await fills(admin, OPEN, EDIT, Tap("Цена"), "200", SAVE)
    assert said(benefit, *told) == ("Атау", "Название", 200, "TEAM_LEADER", 0)
    await fills(admin, OPEN, DELETE, DELETE)
    assert "✅ Удалено: Название" in admin.screen.text
    assert [call.method for call in writes(world)] == ["POST", "PUT", "DELETE"]


async def test_a_benefit_that_lacks_a_title_can_be_changed_all_the_same(admin: Person, world: World) -> None:
    before = dict(row(world, "benefits", 2))
    assert before["title_kz"] is None
    await on_card(admin, Section.BENEFITS, 2, EDIT, Tap("Цена"), "200", SAVE)
    after = row(world, "benefits", 2)
    assert {name: after[name] for name in before if before[name] != after[name]} == {"v_coins_cost": 200}


async def test_an_event_of_volunteers_and_a_task_of_it(admin: Person, world: World) -> None:
    await creates(admin, Section.VOLUNTEER_EVENTS, "Сенбілік", "Субботник", "01.04.2030 10:00", "Парк", SKIP, SKIP)
    await fills(admin, Tap("Экология"), "20", KEEP, "30", SKIP, SKIP, "https://chat.whatsapp.com/abc", SAVE)
    assert "✅ Создано: Субботник" in admin.screen.text
    event = row(world, "volunteer_events", 29)
    told = ("title_kz", "title", "event_date", "location", "direction_id", "v_coins_reward", "photo_bonus")
    assert said(event, *told) == ("Сенбілік", "Субботник", "2030-04-01T05:00:00", "Парк", 1, 20, 5)
    await fills(admin, OPEN, EDIT, Tap("Место"), "Сквер", SAVE)
    assert said(event, *told) == ("Сенбілік", "Субботник", "2030-04-01T05:00:00", "Сквер", 1, 20, 5)
    await fills(admin, OPEN, Tap("Добавить задание"), "Фото", SKIP, Tap("волонтёры"), Tap("да"), "7", SAVE)
    assert "✅ Задание добавлено" in admin.screen.text
    (task,) = (one for one in world.tabys.records("tasks") if one["event_id"] == 29)
    assert said(task, "title", "for_role", "is_required", "v_coins_bonus") == ("Фото", "VOLUNTEER", True, 7)
    await fills(admin, OPEN, DELETE)
    assert "Вместе с этим удалится" in admin.screen.text
    await fills(admin, DELETE)
    assert [call.method for call in writes(world)] == ["POST", "PUT", "POST", "DELETE"]


async def test_an_expert_with_a_photo_is_made_and_nothing_can_be_changed_later(admin: Person, world: World) -> None:
    await creates(admin, Section.EXPERTS, "Әлия Ёлкина", "Психолог", "Қарағанды", SKIP, "8 701 123 45 67", SKIP)
    await fills(admin, PNG, SAVE)
    assert "✅ Создано: Әлия Ёлкина" in admin.screen.text
    (call,) = writes(world)
    form = form_of(call)
    assert (form.fields["full_name"], form.fields["phone"]) == (["Әлия Ёлкина"], ["+77011234567"])
    assert form.files["avatar"].content == PNG
    assert said(row(world, "experts", NEW), "full_name", "specialization") == ("Әлия Ёлкина", "Психолог")
    await fills(admin, OPEN)
    assert not {"✏️ Изменить", "🗑 Удалить"} & set(admin.labels)


async def test_a_tech_task_is_deleted_with_its_solutions(admin: Person, world: World) -> None:
    await on_card(admin, Section.TECH_TASKS, 1, DELETE)
    assert "Вместе с этим удалится: " in admin.screen.text
    await fills(admin, DELETE)
    assert "✅ Удалено: Весна Сарыарки" in admin.screen.text
    assert 1 not in {one["id"] for one in world.tabys.records("tech_tasks") if one["is_active"]}
    assert written(world) == ["DELETE /api/v2/tech-tasks/admin/1"]


async def test_a_ticket_in_the_same_words_in_both_languages(admin: Person, world: World) -> None:
    await creates(admin, Section.TICKETS, "Концерт", SAME, "Ән", READY, SAME, "Абай 1", "01.06.2030 19:00", *CONTACTS)
    await fills(admin, KEEP, SAVE)
    ticket = row(world, "tickets", NEW)
    told = ("title", "title_ru", "description", "description_ru", "event_date", "status")
    assert said(ticket, *told) == ("Концерт", "Концерт", "Ән", "Ән", "2030-06-01T14:00:00", "active")
