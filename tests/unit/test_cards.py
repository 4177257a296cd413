"""Ordinary cards read as an admin expects them to."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tabys_bot.application.screens import card as cards
from tabys_bot.application.screens.intents import (
    OpenCard,
    Part,
)
from tabys_bot.application.screens.screen import Copy, Fact, Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Value
from tabys_bot.domain.sections import Section
from tests.unit.drawn import check
from tests.unit.scene import RU

EVENT = Entity(
    Section.EVENTS,
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
PHOTO = Picture("https://a.kz/1.jpg", is_public=True)
VACANCY = Entity(
    Section.VACANCIES,
    5,
    {
        "profession": Bilingual(kk="Бариста", ru="Бариста"),
        "company": "Кофейня «Тамшы»",
        "salary": Money(Decimal(150000), Decimal(300000)),
        "employment": "full_time",
        "experience": 2,
        "phone": "+7 700 000-20-10",
        "email": "tamshy@example.kz",
        "deadline": date(2026, 12, 31),
        "active": False,
        "moderation": "rejected",
        "requirements": Bilingual(ru="Улыбка"),
    },
)


def card(entity: Entity, *, part: int = 0, swapped: bool = False) -> Screen:
    asked = OpenCard(entity.section, entity.id, part=Part(part), parent=entity.parent, swapped=swapped)
    return cards.card(entity, asked, RU, Role.ADMINISTRATOR)


def lines(screen: Screen) -> list[str]:
    """As shown; the spaces that keep a number and its unit together are plain ones here."""
    return check(screen).replace("\u00a0", " ").replace("\u202f", " ").splitlines()


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
        "Телефон: +7 700 000-20-10",
        "Почта: tamshy@example.kz",
        "Приём откликов до: 31 декабря 2026 г.",
        "Активно: нет",
        "Модерация: отклонено",
        "ID: 5",
        "",
        "Требования",
        "Улыбка",
    ]


def test_a_flag_that_matters_only_when_it_is_set_is_left_out_otherwise() -> None:
    course = Entity(Section.COURSES, 3, {"title": "Курс", "free": False, "popular": False, "recommended": True})
    assert lines(card(course)) == ["🎓 Курс", "", "Рекомендуемый: да", "ID: 3"]


def test_what_only_narrows_a_list_is_not_told_by_a_card() -> None:
    for free in (True, False):
        course = Entity(Section.COURSES, 3, {"title": "Курс", "free": free, "invite_required": free})
        assert "Бесплатный" not in "".join(lines(card(course)))
        assert ("Нужен код приглашения: да" in lines(card(course))) == free


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        ("1500", "1 500 ₸"),
        ("0", "бесплатно"),
        ("от 2000", "от 2000"),
        ("1500 тг", "1500 тг"),
        ("-5", "-5"),
        ("1.5", "1.5"),
        ("１５００", "１５００"),
        ("²", "²"),
        ("999999999999", "999 999 999 999 ₸"),
        ("9" * 200, "9" * 200),  # no amount of money, whatever it is
    ],
)
@pytest.mark.parametrize("section", [Section.PLACES, Section.TICKETS])
def test_a_fee_that_is_an_amount_is_told_as_money_and_any_other_as_it_is(
    section: Section, fee: str, words: str
) -> None:
    assert lines(card(Entity(section, 3, {"title": "Каток", "fee": fee})))[2] == f"Стоимость: {words}"


def test_words_stand_side_by_side_and_sentences_under_one_another() -> None:
    words: dict[str, Value] = {"title": "Задача", "technologies": ("Python", Bilingual(kk="Дизайн", ru="Дизайн"))}
    assert lines(card(Entity(Section.TECH_TASKS, 3, words)))[2] == "Технологии: Python, Дизайн"
    sentences: dict[str, Value] = {"title": "Форум", "program": ("09:00 — Регистрация, кофе", "10:00 — Открытие")}
    assert lines(card(Entity(Section.EVENTS, 3, sentences)))[2:] == [
        "ID: 3",
        "",
        "Программа",
        "• 09:00 — Регистрация, кофе",
        "• 10:00 — Открытие",
    ]


def test_a_phone_and_a_mail_can_be_tapped_and_the_phone_copied() -> None:
    screen = card(VACANCY)
    assert [block for block in screen.body if isinstance(block, Fact) and block.href] == [
        Fact("Телефон", "+7 700 000-20-10", href="tel:+7700000-20-10"),
        Fact("Почта", "tamshy@example.kz", href="mailto:tamshy@example.kz"),
    ]
    assert [button for row in screen.rows for button in row if isinstance(button, Copy)] == [
        Copy("📋 ID", "5"),
        Copy("📋 Телефон", "+7 700 000-20-10"),
    ]


def test_a_point_in_time_is_told_for_every_zone() -> None:
    moments = [block for block in card(EVENT).body if isinstance(block, Fact) and block.at]
    assert [(block.label, block.at) for block in moments] == [
        ("Начало", EVENT.values["starts_at"]),
        ("Создано", EVENT.values["created_at"]),
    ]


def test_the_other_language_tells_the_texts_and_leaves_the_words_of_the_bot() -> None:
    text = Bilingual(kk="Мәтін", ru="Текст")
    news = Entity(Section.NEWS, 3, {"title": Bilingual(kk="Жаңалық", ru="Новость"), "text": text})
    swapped = card(news, swapped=True)
    assert lines(swapped) == ["📰 Жаңалық", "", "ID: 3", "", "Текст", "Мәтін"]
    assert swapped.rows[0] == (Press("🌐 Русский", OpenCard(Section.NEWS, 3)),)
    assert lines(card(news))[-1] == "Текст"


def test_a_picture_that_everybody_can_reach_is_shown_above_the_text() -> None:
    def previewed(*, is_public: bool) -> str:
        return card(Entity(Section.NEWS, 3, {"photo": Picture("https://a.kz/1.jpg", is_public)})).preview

    assert (previewed(is_public=True), previewed(is_public=False)) == ("https://a.kz/1.jpg", "")


def test_a_long_card_is_turned_like_a_book_and_ends_at_its_end() -> None:
    news = Entity(Section.NEWS, 3, {"title": "Новость", "text": "слово " * 500, "photo": PHOTO})
    first, last = card(news), card(news, part=1)
    assert [screen.title for screen in (first, last)] == ["📰 Новость (1/2)", "📰 Новость (2/2)"]
    assert (first.preview, last.preview) == ("https://a.kz/1.jpg", "")
    assert first.rows[0] == (Press("Читать дальше ▶", OpenCard(Section.NEWS, 3, part=Part(1))),)
    assert last.rows[0] == (Press("◀ Предыдущая часть", OpenCard(Section.NEWS, 3)),)
    assert card(news, part=7) == last  # the text was shortened meanwhile


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
