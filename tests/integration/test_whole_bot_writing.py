"""An admin writes news on his phone, from the list to the saved card, and all of it stands in Tabys as he meant it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tabys_bot.application.screens.intents import OpenList
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import KEEP, OPEN, READY, SAME, SAVE, SKIP, Tap, creates, fills, on_card, row, writes
from tests.integration.whole_bot import World

ZONE = ZoneInfo("Asia/Almaty")
NEW = 42  # the number that Tabys gives to the next
KAZAKH = {
    "Новости": "Жаңалықтар",
    "➕ Новость": "➕ Жаңалық",
    "Пропустить": "Өткізіп",
    "✅ Готово": "✅ Дайын",
    "= Как на казахском": "= Қазақшасымен",
    "казахский": "қазақ тілі",
    "✅ Сохранить": "✅ Сақтау",
    "Открыть карточку": "Карточканы ашу",
    "Запланировать": "Жоспарлау",
    "Создано": "Құрылды",
    "Запланировано": "Жоспарланды",
}


def middle_of_next_month(hour: int, minute: int) -> datetime:
    """The moment that is chosen by ›, 15 and its time."""
    first = datetime.now(ZONE).replace(day=1, hour=hour, minute=minute, second=0, microsecond=0)
    return (first + timedelta(days=31)).replace(day=15)


def naive_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()


@pytest.mark.parametrize(("language", "words"), [("ru", {}), ("kk", KAZAKH)])
async def test_news_are_written_from_the_list_to_the_saved_card(
    world: World, language: str, words: Mapping[str, str]
) -> None:
    def tap(label: str) -> Tap:
        return Tap(words.get(label, label))

    admin = world.person(language=language)
    await admin.signs_in()
    await fills(admin, tap("Новости"), tap("➕ Новость"))
    await fills(admin, "Саябақ <b>ашылды</b>", "Открыт парк & сад", "Қысқаша", tap("✅ Готово"))
    await fills(admin, tap("= Как на казахском"))
    await fills(admin, "Бірінші бет", "Екінші бет", tap("✅ Готово"), "Текст\n\nв два абзаца", tap("✅ Готово"))
    await fills(admin, "Экология", "https://tabys.kz/a.jpg", "Дала", tap("Пропустить"), tap("казахский"))
    assert writes(world) == [], "nothing is written before it is saved"
    await fills(admin, tap("✅ Сохранить"))
    assert words.get("Создано", "Создано") in admin.screen.text
    (call,) = writes(world)
    assert (call.method, call.path) == ("POST", "/api/v2/admin/news/")
    sent = {
        "status": "draft",
        "title_kz": "Саябақ <b>ашылды</b>",
        "title_ru": "Открыт парк & сад",
        "description_kz": "Қысқаша",
        "description_ru": "Қысқаша",
        "content_text_kz": "Бірінші бет\nЕкінші бет",
        "content_text_ru": "Текст\n\nв два абзаца",
        "category": "Экология",
        "photo_url": "https://tabys.kz/a.jpg",
        "source_name": "Дала",
        "language": "kz",
    }
    assert call.body == sent
    created = row(world, "news", NEW)
    assert {name: created[name] for name in sent} == sent
    assert (created["source_url"], created["moderation_status"]) == (None, "approved")

    await fills(admin, tap("Открыть карточку"))
    assert f"ID: {NEW}" in admin.screen.text
    assert ("Саябақ ашылды" if language == "kk" else "Открыт парк & сад") in admin.screen.text
    await fills(admin, tap("Запланировать"), Tap("›"), Tap("15"), Tap("10:30"), tap("✅ Сохранить"))
    assert words.get("Запланировано", "Запланировано") in admin.screen.text
    assert (created["status"], created["publish_at"]) == ("scheduled", naive_utc(middle_of_next_month(10, 30)))
    assert len(writes(world)) == 2


async def test_a_moment_can_be_typed_and_one_that_has_passed_is_asked_for_again(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await on_card(admin, Section.NEWS, 2, Tap("Запланировать"), "вчера 10:00")
    assert "⚠️" in admin.screen.text
    await fills(admin, "31.12.2030 18:45", SAVE)
    assert row(world, "news", 2)["publish_at"] == "2030-12-31T13:45:00"


async def test_several_changes_are_one_update_and_the_sheet_shows_before_and_after(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    before = dict(row(world, "news", 1))
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Название на русском"), "Новое название")
    await fills(admin, Tap("Категория"), "Спорт")
    assert "Білім → Спорт" in admin.screen.text
    await fills(admin, SAVE)
    (call,) = writes(world)
    assert (call.method, call.path) == ("PUT", "/api/v2/admin/news/1")
    assert call.body == {"title_ru": "Новое название", "category": "Спорт"}
    after = row(world, "news", 1)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"title_ru", "category"}
    await fills(admin, OPEN, Tap("История"))
    assert "Спорт" in admin.screen.text


async def test_what_was_answered_can_be_changed_on_the_way(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", SAME, SKIP, Tap("◀ Назад"), Tap("◀ Назад"), "Другое", "Қысқаша", READY)
    await fills(admin, Tap("Все ответы"), Tap("Название на казахском"), "Жаңа атау", Tap("Все ответы"), SAVE)
    assert "Создано: Другое" in admin.screen.text
    assert writes(world)[0].body == {
        "status": "draft",
        "title_kz": "Жаңа атау",
        "title_ru": "Другое",
        "description_ru": "Қысқаша",
    }, "the form goes on to what it has not asked yet"


async def test_formatting_is_left_behind_and_said_so(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", SAME)
    bold = {"text": "Важно 👩‍👧 очень", "entities": [{"type": "bold", "offset": 0, "length": 5}]}
    before = len(world.telegram.chat(admin.id))
    await world.telegram.say(admin.id, bold)
    await world.telegram.wait_for(lambda: len(world.telegram.chat(admin.id)) > before + 1)
    await world.poller.idle()
    assert "Tabys не хранит оформление" in admin.screen.text
    await fills(admin, READY, Tap("Все ответы"), SAVE)
    assert writes(world)[0].body["description_kz"] == "Важно 👩‍👧 очень"


async def test_news_are_published_and_deleted_after_one_more_press(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await on_card(admin, Section.NEWS, 3, Tap("Опубликовать"))
    assert "Опубликовать «" in admin.screen.text
    assert writes(world) == []
    await fills(admin, Tap("Опубликовать"), OPEN)
    assert row(world, "news", 3)["status"] == "published"
    assert not {"📣 Опубликовать", "🕓 Запланировать"} & set(admin.labels)
    await fills(admin, Tap("Удалить"))
    title = admin.screen.text.partition("«")[2].partition("»")[0]
    assert title
    await fills(admin, Tap("Нет, назад"))
    assert len(writes(world)) == 1
    await fills(admin, Tap("🗑 Удалить"), Tap("🗑 Удалить"))
    assert f"Удалено: {title}" in admin.screen.text
    assert 3 not in {one["id"] for one in world.tabys.records("news")}
    assert [call.method for call in writes(world)] == ["POST", "DELETE"]


async def test_an_unfinished_form_cannot_be_saved_and_can_be_thrown_away(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", Tap("Все ответы"))
    assert "Осталось заполнить" in admin.screen.text
    assert "✅ Сохранить" not in admin.labels
    await fills(admin, Tap("Удалить черновик"), Tap("🗑"))
    assert writes(world) == []
    await admin.presses("Меню")
    assert not any("✏️" in label for label in admin.labels)
    assert KEEP.label not in "".join(admin.labels)


async def test_words_that_are_typed_while_no_question_stands_are_no_answer(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау")
    await admin.forges(OpenList(Section.NEWS))
    await admin.says("парк")
    assert "1 из 11" not in admin.screen.text
    await fills(admin, Tap("Меню"), Tap("✏️"))
    assert "2 из 11" in admin.screen.text
    assert "парк" not in admin.screen.text


async def test_a_message_that_is_corrected_in_the_chat_is_no_answer_to_the_next_question(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS)
    first = await world.telegram.message(admin.id, "Саябак")
    await world.telegram.wait_for(lambda: "на русском" in admin.screen.text)
    await world.poller.idle()
    asked = len(world.telegram.called("sendMessage"))
    await world.telegram.edit(admin.id, first, "Саябақ")
    await world.telegram.wait_for(lambda: len(world.telegram.called("sendMessage")) > asked)
    await world.poller.idle()
    assert "Правку старого сообщения бот не принимает" in admin.screen.text
    await fills(admin, "Парк", Tap("Все ответы"), SAVE)
    (call,) = writes(world)
    assert isinstance(call.body, dict)
    assert [value for name, value in call.body.items() if name.startswith("title")] == ["Саябак", "Парк"]


async def test_words_at_the_sheet_find_nothing_and_leave_the_draft_as_it_is(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Саябақ", "Парк", Tap("Все ответы"))
    world.tabys.calls.clear()
    await admin.says("Концерт")
    assert "Саябақ" in admin.screen.text
    assert "✅ Сохранить" in admin.labels
    assert world.tabys.calls == [], "nothing is looked for"
    await fills(admin, SAVE)
    assert "✅ Создано: Парк" in admin.screen.text
