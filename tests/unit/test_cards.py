"""Ordinary lists and cards read as an admin expects them to."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tabys_bot.application.screens import records
from tabys_bot.application.screens.intents import OpenCard, OpenList, OpenMenu
from tabys_bot.application.screens.screen import Link, Press, Screen
from tabys_bot.domain.access import Module
from tabys_bot.domain.languages import Language
from tabys_bot.domain.modules import Bilingual, Entity, Money, Page, Value
from tests.unit.drawn import check
from tests.unit.scene import RU, TEXTS

EVENT = Entity(
    Module.EVENTS,
    17,
    {
        "title": "Субботник «Чистый берег»",
        "starts_at": datetime(2026, 12, 5, 5, 30, tzinfo=UTC),
        "format": "Offline",
        "place": "Караганда, парк",
        "moderation": "pending",
        "created_at": datetime(2026, 11, 21, 20, 0, tzinfo=UTC),
        "description": "Берём перчатки & мешки.\n\nПриходите!",
    },
)
VACANCY = Entity(
    Module.VACANCIES,
    5,
    {
        "profession": Bilingual(kk="Бариста", ru="Бариста"),
        "company": "Кофейня «Тамшы»",
        "salary": Money(Decimal(150000), Decimal(300000)),
        "employment": "full_time",
        "experience": 2,
        "deadline": date(2026, 12, 31),
        "active": False,
        "moderation": "rejected",
        "requirements": Bilingual(ru="Улыбка"),
    },
)


def card(entity: Entity, *, back: int = 0, part: int = 0) -> Screen:
    return records.card(entity, OpenCard(entity.module, entity.id, back, part), RU)


def lines(screen: Screen) -> list[str]:
    """As shown; the spaces that keep a number and its unit together are plain ones here."""
    return check(screen).replace("\u00a0", " ").replace("\u202f", " ").splitlines()


def labels(module: Module, *values: dict[str, Value], language: Language = Language.RU) -> list[str]:
    items = tuple(Entity(module, number, value) for number, value in enumerate(values, start=1))
    screen = records.listing(module, Page(items, 0, has_next=False), TEXTS[language])
    return [row[0].label for row in screen.rows[: len(items)]]


def test_an_event_is_shown_fact_by_fact_and_then_its_text() -> None:
    assert lines(card(EVENT)) == [
        "📅 Субботник «Чистый берег»",
        "",
        "Начало: 5 декабря 2026 г., 10:30",
        "Формат: офлайн",
        "Место: Караганда, парк",
        "Модерация: на проверке",
        "Создано: 22 ноября 2026 г., 01:00",
        "ID: 17",
        "",
        "Описание",
        "Берём перчатки & мешки.",
        "",
        "Приходите!",
    ]


def test_what_a_vacancy_does_not_tell_is_left_out() -> None:
    assert lines(card(VACANCY)) == [
        "💼 Бариста",
        "",
        "Компания: Кофейня «Тамшы»",
        "Зарплата: 150 000 – 300 000 ₸",
        "Занятость: полная",
        "Опыт: 2 года",
        "Приём откликов до: 31 декабря 2026 г.",
        "Активна: нет",
        "Модерация: отклонено",
        "ID: 5",
        "",
        "Требования",
        "Улыбка",
    ]


def test_a_card_leads_to_its_page_to_the_source_to_itself_and_to_the_menu() -> None:
    news = Entity(Module.NEWS, 3, {"title": Bilingual(kk="Жаңалық"), "source_page": "https://example.kz/3"})
    assert card(news, back=16).rows == (
        (Link("🔗 Открыть источник", "https://example.kz/3"),),
        (Press("↩ К списку", OpenList(Module.NEWS, 16)),),
        (Press("🔄 Обновить", OpenCard(Module.NEWS, 3, back=16, fresh=True)), Press("☰ Меню", OpenMenu())),
    )


def test_a_long_card_is_turned_like_a_book_and_ends_at_its_end() -> None:
    news = Entity(Module.NEWS, 3, {"title": "Новость", "text": "слово " * 500})
    first, last = card(news), card(news, part=1)
    assert [screen.title for screen in (first, last)] == ["📰 Новость (1/2)", "📰 Новость (2/2)"]
    assert first.rows[0] == (Press("Читать дальше ▶", OpenCard(Module.NEWS, 3, part=1)),)
    assert last.rows[0] == (Press("◀ Предыдущая часть", OpenCard(Module.NEWS, 3, part=0)),)
    assert card(news, part=7) == last  # the text was shortened meanwhile


def test_a_list_marks_moderation_and_tells_namesakes_apart() -> None:
    day = datetime(2026, 12, 5, 20, 0, tzinfo=UTC)
    assert labels(
        Module.EVENTS,
        {"title": "Форум", "starts_at": day, "moderation": "approved"},
        {"title": "Форум", "moderation": "pending"},
        {"title": "Форум", "moderation": "rejected"},
        {"title": "Форум", "moderation": "unheard-of"},
    ) == ["✅ 06.12.26 · Форум", "⏳ Форум", "❌ Форум", "Форум"]


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"title": "Ищем баристу", "profession": "Бариста", "company": "Тамшы"}, "Ищем баристу · Тамшы"),
        ({"title": Bilingual(kk="Бариста керек")}, "Бариста керек"),
        ({"title": " ", "profession": "Бариста"}, "Бариста"),
        ({"company": "Тамшы"}, "Тамшы"),
        ({}, "№ 1"),
    ],
)
def test_a_vacancy_is_called_by_the_best_name_that_it_has(values: dict[str, Value], label: str) -> None:
    assert labels(Module.VACANCIES, values) == [label]


def test_a_title_is_taken_in_the_language_of_the_admin() -> None:
    title: dict[str, Value] = {"title": Bilingual(kk="Жоба", ru="Проект")}
    assert {language: labels(Module.PROJECTS, title, language=language) for language in Language} == {
        Language.KK: ["Жоба"],
        Language.RU: ["Проект"],
        Language.EN: ["Проект"],
    }


def test_a_long_title_is_cut_before_what_tells_namesakes_apart() -> None:
    (label,) = labels(Module.VACANCIES, {"title": "слово " * 20, "company": "Тамшы", "moderation": "approved"})
    assert label.endswith("… · Тамшы")
    assert len(label) <= 50


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Money(Decimal(0), Decimal(0)), "бесплатно"),
        (Money(Decimal("4991.5"), Decimal("4991.5"), "USD"), "4 991,5 $"),
        (Money(Decimal(150000), None), "от 150 000 ₸"),
        (Money(None, Decimal(300000), "EUR"), "до 300 000 €"),
        (Money(Decimal(1), Decimal(2), "CHF"), "1 – 2 CHF"),
    ],
)
def test_money_is_told_as_people_say_it(amount: Money, words: str) -> None:
    assert RU.money(amount).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 минута"), (45, "45 минут"), (60, "1 час"), (90, "1 ч 30 мин"), (0, "0 минут")]
)
def test_a_duration_is_told_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert RU.minutes(minutes).replace("\u00a0", " ") == words
