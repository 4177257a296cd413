"""What Tabys does not take, what somebody else changed meanwhile, and what of all that stands in the log."""

import json
import logging

import pytest

from tabys_bot.domain.sections import Section
from tests.integration.filled_form import SAVE, Tap, creates, fills, on_card, row, spoil, writes
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_wire import Row
from tests.integration.whole_bot import TABYS_TIMEOUT, Person, World

NEWS = "/api/v2/admin/news/"
NEW = 42
TYPED = ("Саябақ ашылды", "Открыт S3CRET парк", Tap("Все ответы"))
LOOK, TEXT = Tap("🔎 Проверить"), Tap("Мой текст")
LATE = faults.out_of_time(TABYS_TIMEOUT)


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


def created(world: World) -> list[Row]:
    return [one for one in world.tabys.records("news") if one["title_ru"] == "Открыт S3CRET парк"]


async def test_what_tabys_says_of_answers_stands_at_them(admin: Person, world: World) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    complaint = {"type": "value_error", "loc": ["body", "title_kz"], "msg": "too strange", "input": "S3CRET"}
    spoil(world, faults.answer(422, json.dumps({"detail": [complaint]})))
    await fills(admin, SAVE)
    assert "Нужно исправить" in admin.screen.text
    assert "❗ Название на казахском: too strange" in admin.screen.text
    marked = [label for label in admin.labels if label.startswith("❗")]
    assert marked == ["❗ Название на казахском"]
    assert "✅ Сохранить" not in admin.labels
    await fills(admin, Tap("❗"), "Жаңа атау", Tap("Все ответы"), SAVE)
    assert "✅ Создано" in admin.screen.text
    assert created(world)[0]["title_kz"] == "Жаңа атау"
    assert len(writes(world)) == 2


async def test_a_refusal_in_words_is_told_with_a_reference_and_the_text_stays(
    admin: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, faults.answer(409, '{"detail": "S3CRET already there"}'))
    await fills(admin, SAVE)
    assert "Не сохранено" in admin.screen.text
    reference = admin.screen.text.partition("Код для поддержки Tabys: ")[2][:6]
    assert reference in caplog.text
    await fills(admin, TEXT, SAVE)
    assert len(created(world)) == 1


async def test_somebody_elses_change_is_shown_before_it_is_written_over(admin: Person, world: World) -> None:
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Категория"), "Спорт")
    row(world, "news", 1)["category"] = "Мәдениет"
    await fills(admin, SAVE)
    assert "Запись изменили" in admin.screen.text
    assert all(words in admin.screen.text for words in ("было: Білім", "стало: Мәдениет", "у вас: Спорт"))
    assert writes(world) == []
    await fills(admin, Tap("Сохранить моё"))
    assert row(world, "news", 1)["category"] == "Спорт"
    assert len(writes(world)) == 1


async def test_a_record_that_is_gone_can_be_made_anew(admin: Person, world: World) -> None:
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Категория"), "Спорт")
    gone = row(world, "news", 1)
    world.tabys.records("news").remove(gone)
    await fills(admin, SAVE)
    assert "Записи больше нет" in admin.screen.text
    await fills(admin, Tap("Создать заново"), SAVE)
    assert "✅ Создано: Весна Сарыарки" in admin.screen.text
    anew = row(world, "news", NEW)
    assert {name: anew[name] for name in ("title_kz", "title_ru", "content_text_kz", "category")} == {
        "title_kz": gone["title_kz"],
        "title_ru": gone["title_ru"],
        "content_text_kz": gone["content_text_kz"],
        "category": "Спорт",
    }


async def test_lines_of_the_log_about_writes_hold_nothing_that_was_typed_and_no_names(
    admin: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tabys_bot")
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, faults.answer(422, '{"detail": [{"loc": ["body", "title_ru"], "msg": "S3CRET", "input": "S3CRET"}]}'))
    await fills(admin, SAVE, Tap("❗"), "Другой S3CRET парк", Tap("Все ответы"))
    world.tabys.heal()
    spoil(world, faults.crash)
    await fills(admin, SAVE, Tap("Сохранить ещё раз"))
    world.tabys.heal()
    await on_card(admin, Section.VOLUNTEERS, 2, Tap("V-coins"), Tap("начислить"), "50", "S3CRET reason")
    spoil(world, faults.crash)
    await fills(admin, SAVE, Tap("Сохранить ещё раз"))
    told = [record.getMessage() for record in caplog.records if record.name.startswith("tabys_bot")]
    about = [line for line in told if line.startswith("written ")]
    assert about == [
        f"written section=news id={NEW} act=create admin=2 sure=True",
        "written section=volunteers id=2 act=coins admin=2 sure=True",
    ]
    assert not any(word in line for line in told for word in ("S3CRET", "Щёголев", "Мұхаммед", "Саябақ"))
