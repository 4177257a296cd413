"""The button of a record tells it from the others: by its signs, its title, and what namesakes differ in."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tabys_bot.application.screens import listing
from tabys_bot.application.screens.values import MARKS
from tabys_bot.domain.access import Role
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import Bilingual, Entity, Money, Page, Query, Value
from tabys_bot.domain.sections import Section
from tests.unit.scene import TEXTS


def labels(section: Section, *values: dict[str, Value], language: Language = Language.RU) -> list[str]:
    items = tuple(Entity(section, number, value) for number, value in enumerate(values, start=1))
    page = Page(items, 0, has_next=False)
    screen = listing.listing(Query(section), page, TEXTS[language], Role.ADMINISTRATOR)
    return [row[0].label for row in screen.rows[: len(items)]]


def test_a_list_marks_moderation_and_tells_namesakes_apart() -> None:
    day = datetime(2026, 12, 5, 20, 0, tzinfo=UTC)
    assert labels(
        Section.EVENTS,
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
    assert labels(Section.VACANCIES, values) == [label]


def test_a_title_is_taken_in_the_language_of_the_admin() -> None:
    title: dict[str, Value] = {"title": Bilingual(kk="Жоба", ru="Проект")}
    assert {language: labels(Section.PROJECTS, title, language=language) for language in Language} == {
        Language.KK: ["Жоба"],
        Language.RU: ["Проект"],
        Language.EN: ["Проект"],
    }


def test_a_long_title_is_cut_before_what_tells_namesakes_apart() -> None:
    (label,) = labels(Section.VACANCIES, {"title": "слово " * 20, "company": "Тамшы", "moderation": "approved"})
    assert label.endswith("… · Тамшы")
    assert len(label) <= 50


def test_a_phone_that_tells_namesakes_apart_is_whole() -> None:
    user: dict[str, Value] = {"full_name": "Сейітова Айгерім Нұрланқызы", "phone": "+7 700 000 20 10"}
    assert labels(Section.USERS, user) == ["Сейітова Айгерім… · +7 700 000 20 10"]


def test_what_tells_namesakes_apart_has_the_room_that_the_title_leaves() -> None:
    company = "Товарищество «Караганда Экспресс Логистик»"
    long, short = labels(
        Section.VACANCIES,
        {"title": "Ищем водителя-экспедитора в ночь", "company": company},
        {"title": "Водитель", "company": company},
    )
    assert long == "Ищем водителя-экспедит… · Товарищество…"
    assert short == "Водитель · Товарищество «Караганда…"


@pytest.mark.parametrize("blank", ["", "   ", "\u200b\u2800\u3164", "Водитель"])
def test_what_tells_nothing_more_than_the_title_is_left_out(blank: str) -> None:
    assert labels(Section.VACANCIES, {"title": "Водитель", "company": blank}) == ["Водитель"]


@pytest.mark.parametrize(
    ("section", "values", "label"),
    [
        (Section.VOLUNTEERS, {"full_name": "Дана", "volunteer_level": "TEAM_LEADER"}, "Дана · тимлидер"),
        (Section.VOLUNTEERS, {"full_name": "Дана", "volunteer_level": "NEWCOMER"}, "Дана · NEWCOMER"),
        (Section.PROMOTIONS, {"volunteer": "Дана", "wanted_level": "SUPERVISOR"}, "Дана · супервайзер"),
        (Section.TECH_TASKS, {"title": "Сайт", "status": "completed"}, "Сайт · завершено"),
        (
            Section.SOLUTIONS,
            {"description": "Сделаем", "budget": Money(Decimal(150000), Decimal(150000))},
            "Сделаем · 150 000 ₸",
        ),
    ],
)
def test_what_tells_namesakes_apart_is_in_words(section: Section, values: dict[str, Value], label: str) -> None:
    assert [one.replace("\u00a0", " ") for one in labels(section, values)] == [label]


def test_a_level_is_in_the_language_of_the_admin() -> None:
    level: dict[str, Value] = {"full_name": "Дана", "volunteer_level": "TEAM_LEADER"}
    told = [labels(Section.VOLUNTEERS, level, language=language)[0] for language in Language]
    assert len(set(told)) == len(Language)
    assert "TEAM_LEADER" not in "".join(told)


@pytest.mark.parametrize("choices", MARKS)
def test_every_sign_stands_for_a_value_that_tabys_gives_and_no_two_of_a_set_are_alike(choices: str) -> None:
    assert MARKS[choices].keys() <= set(CHOICES[choices])
    assert len(set(MARKS[choices].values())) == len(MARKS[choices])


@pytest.mark.parametrize(
    ("section", "values", "label"),
    [
        (Section.APPLICATIONS, {"volunteer": "Дана", "status": "cancelled"}, "🚫 Дана"),
        (Section.TASK_REPORTS, {"volunteer": "Дана", "status": "pending"}, "⏳ Дана"),
        (Section.PURCHASES, {"volunteer": "Дана", "status": "completed"}, "🏁 Дана"),
        (Section.SUBMISSIONS, {"full_name": "Дана", "status": "rejected"}, "❌ Дана"),
        (Section.SOLUTIONS, {"description": "Сделаем", "status": "accepted"}, "✅ Сделаем"),
    ],
)
def test_each_set_of_states_has_its_own_signs(section: Section, values: dict[str, Value], label: str) -> None:
    assert labels(section, values) == [label]
