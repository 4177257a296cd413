"""A form asks one thing at a time, says what is allowed, and offers every way on."""

from dataclasses import replace

import pytest

from tabys_bot.application.screens import forms
from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.forms import OFFERED_AT_MOST, Remark, question, remark_in_words
from tabys_bot.application.screens.intents import AskDiscard, AskQuestion, How, Intent, OpenMenu, Reply, ShowSheet
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen
from tabys_bot.application.screens.values import answer_in_words
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act, Ask, Way
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.languages import Language
from tabys_bot.domain.parsing import Invalid, Reason
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check
from tests.unit.form_drafts import (
    FORMS,
    NAMES,
    NOW,
    WRONG,
    WRONG_NAMES,
    answer_to,
    at_every_question,
    draft_of,
    filled,
    hostile,
    nonsense,
)
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.scene import RU, TEXTS, words_of


def act_of(section: Section, name: str = "create") -> Act:
    act = find_act(section, name)
    assert act is not None
    return act


def draft(section: Section, name: str, key: str, **answers: str) -> Draft:
    begun = draft_of(section, act_of(section, name), "d7")
    kept = {**begun.answers, **{one: Answer(text) for one, text in answers.items()}}
    return replace(begun, answers=kept).asking(key, NOW)


def shown(asked: Draft, *, problem: Invalid | None = None, remark: str = "") -> Screen:
    return question(asked, RU, now=NOW, problem=problem, remark=remark)


def sound(screen: Screen) -> str:
    """What Telegram takes, every button of which leads where it says."""
    every: list[Intent] = [button.intent for row in screen.rows for button in row if isinstance(button, Press)]
    assert [intent for intent in every if decode(encode(intent)) != intent] == []
    return check(screen)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
def test_every_question_of_every_form_is_asked_in_every_language(
    section: Section, act: Act, language: Language
) -> None:
    for begun in (draft_of(section, act), filled(section, act)):
        for one in at_every_question(begun):
            for view in (0, 202611, 20261125, OFFERED_AT_MOST, LARGEST_ID):
                sound(question(one, TEXTS[language], now=NOW, view=view, has_more=True))


@pytest.mark.parametrize(("section", "act", "wrong"), WRONG, ids=WRONG_NAMES)
def test_answers_of_any_text_are_asked_about_again(section: Section, act: Act, wrong: str) -> None:
    text = HOSTILE_TEXTS[wrong]
    problems = [None, *(Invalid(reason, text) for reason in Reason)]
    offered = [(str(LARGEST_ID - number), text) for number in range(40)]
    for make in (hostile, nonsense):
        for at, one in enumerate(at_every_question(make(section, act, text))):
            problem = problems[at % len(problems)]
            sound(question(one, RU, now=NOW, problem=problem, remark=text, offered=offered, has_more=True))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", Reason)
def test_every_problem_has_words_for_every_kind_of_question(reason: Reason, language: Language) -> None:
    for section, act in FORMS:
        for one in at_every_question(draft_of(section, act)):
            bound = "255" if reason is Reason.TOO_LONG else "2026-11-25T13:30:00+00:00"
            told = sound(question(one, TEXTS[language], now=NOW, problem=Invalid(reason, bound)))
            assert "⚠️" in told


def test_a_question_says_what_it_is_about_and_how_far_one_has_come() -> None:
    screen = shown(draft(Section.NEWS, "create", "lead_kk"))
    assert screen.title == "➕ Новость · 3 из 11"
    allowed = "Текст до 20 000 знаков. Длинный можно прислать несколькими сообщениями. Можно пропустить."
    assert screen.body == (Paragraph(allowed.replace("20 000", RU.number(20_000)), "Кратко на казахском"),)
    assert screen.rows == (
        (Press("◀ Назад", Reply("d7", 2, How.BACK)), Press("Пропустить ▶", Reply("d7", 2, How.KEEP))),
        (Press("📋 Все ответы", ShowSheet("d7")), Press("✖ Отмена", AskDiscard("d7"))),
    )


def test_a_required_question_can_be_left_only_with_an_answer() -> None:
    keep = Reply("d7", 0, How.KEEP)
    assert keep not in asks(shown(draft(Section.NEWS, "create", "title_kk")))
    assert asks(shown(draft(Section.NEWS, "create", "title_kk", title_kk="Саябақ")))[keep] == "Оставить ▶"


def test_what_stands_there_is_told_kept_or_cleared() -> None:
    screen = shown(draft(Section.NEWS, "create", "category", category="Спорт"))
    assert Fact("Сейчас", "Спорт") in screen.body
    assert asks(screen)[Reply("d7", 6, How.KEEP)] == "Оставить ▶"
    assert asks(screen)[Reply("d7", 6, How.CLEAR)] == "🧹 Очистить"


def test_a_text_that_was_begun_here_is_finished_by_a_button() -> None:
    screen = shown(
        draft(Section.NEWS, "create", "text_kk", text_kk="сөз " * 500), remark=remark_in_words(Remark.ADDED, RU)
    )
    assert asks(screen)[Reply("d7", 4, How.KEEP)] == "✅ Готово"
    assert screen.body[0] == Paragraph("Добавлено к тексту. Можно прислать ещё, а когда всё, нажмите «Готово».")
    told = screen.body[-1]
    assert isinstance(told, Paragraph)
    assert told.heading == f"Сейчас · знаков: {RU.number(2000)}"
    assert len(told.text) < 700


def test_russian_can_be_taken_over_from_kazakh_once_that_is_there() -> None:
    twin = Reply("d7", 1, How.TWIN)
    assert twin not in asks(shown(draft(Section.NEWS, "create", "title_ru")))
    assert asks(shown(draft(Section.NEWS, "create", "title_ru", title_kk="Саябақ")))[twin] == "= Как на казахском"


def test_choices_and_flags_are_buttons_and_the_chosen_one_is_marked() -> None:
    screen = shown(draft(Section.COURSES, "create", "language", language="ru"))
    assert screen.rows[:2] == (
        (Press("казахский", Reply("d7", 3, How.VALUE, "kz")), Press("☑ русский", Reply("d7", 3, How.VALUE, "ru"))),
        (Press("английский", Reply("d7", 3, How.VALUE, "en")),),
    )
    assert shown(draft(Section.COURSES, "create", "free")).rows[0] == (
        Press("☑ да", Reply("d7", 7, How.VALUE, "yes")),
        Press("нет", Reply("d7", 7, How.VALUE, "no")),
    )


def test_names_are_offered_a_screen_at_a_time_and_the_chosen_ones_are_marked() -> None:
    asked = draft(Section.COURSES, "create", "category", category="2,5")
    names = [("2", "Дизайн"), ("3", "Языки")]
    screen = question(asked, RU, now=NOW, view=20, offered=names, has_more=True)
    at = [one.key for one in asked.spec.questions].index("category")
    assert screen.rows[:2] == (
        (Press("☑ Дизайн", Reply("d7", at, How.VALUE, "2")), Press("Языки", Reply("d7", at, How.VALUE, "3"))),
        (Press("◀", AskQuestion("d7", at, 0)), Press("▶", AskQuestion("d7", at, 40))),
    )
    assert asks(screen)[Reply("d7", at, How.KEEP)] == "✅ Готово"


def test_records_stand_in_buttons_without_a_hyphen() -> None:
    asked = draft(Section.PROMO, "create", "subject", subject="places-5")
    screen = question(asked, RU, now=NOW, offered=[("places-5", "Парк"), ("tickets_6", "Концерт")])
    assert screen.rows[:2] == (
        (Press("☑ Парк", Reply("d7", 0, How.VALUE, "places_5")),),
        (Press("Концерт", Reply("d7", 0, How.VALUE, "tickets_6")),),
    )


def test_an_update_tells_what_was_before_and_can_take_it_back() -> None:
    begun = draft(Section.NEWS, "edit", "category", category="Спорт")
    screen = shown(replace(begun, before={"category": Answer("Культура")}))
    assert screen.title == "✏️ Парк открыт"
    assert screen.body[-2:] == (Fact("Сейчас", "Спорт"), Fact("Было", "Культура"))
    assert asks(screen)[Reply("d7", 6, How.REVERT)] == "↩ Как было"
    assert ShowSheet("d7") not in asks(screen)


def test_what_was_wrong_stands_above_the_question() -> None:
    asked = draft(Section.EVENTS, "create", "title")
    screen = shown(asked, problem=Invalid(Reason.TOO_LONG, "255"))
    assert screen.body[0] == Paragraph("⚠️ Слишком длинно: можно до 255 знаков.")
    late = draft(Section.PROJECTS, "create", "ends_at")
    told = words_of(shown(late, problem=Invalid(Reason.TOO_EARLY, "2026-11-25T13:30:00+00:00")))
    assert "Слишком рано: должно быть позже, чем 25 ноября 2026 г., 18:30." in told.replace("\u202f", " ")


def test_numbers_have_bounds_and_units() -> None:
    told = words_of(shown(draft(Section.COURSES, "create", "duration")))
    assert "Целое число, не меньше 1. В минутах. Обязательно." in told
    told = words_of(shown(draft(Section.VACANCIES, "create", "experience")))
    assert "Целое число от 0 до 60. В годах. Можно пропустить." in told


def test_what_needs_more_words_has_them() -> None:
    told = words_of(shown(draft(Section.NEWS, "create", "photo")))
    assert "Файл Tabys здесь не принимает" in told


def test_a_draft_that_asks_nothing_shows_its_sheet() -> None:
    screen = shown(draft_of(Section.NEWS, act_of(Section.NEWS, "edit")))
    assert OpenMenu() in asks(screen)


@pytest.mark.parametrize("language", Language)
def test_every_good_answer_is_told_in_words(language: Language) -> None:
    for _, act in FORMS:
        for one in act.questions:
            words = answer_in_words(one, answer_to(one), TEXTS[language])
            assert words
            if one.ask in (Ask.MOMENT, Ask.DATE, Ask.RECORD):
                assert words != answer_to(one).text


def test_an_answer_that_no_parser_made_is_told_as_it_is() -> None:
    for _, act in FORMS:
        for one in act.questions:
            for text in ("", "nonsense", "9" * 6000, "0001-01-01T00:00:00+00:00", "places-", "1e999999"):
                assert isinstance(answer_in_words(one, Answer(text), RU), str)


@pytest.mark.parametrize("language", Language)
def test_every_remark_has_words(language: Language) -> None:
    assert len({remark_in_words(remark, TEXTS[language]) for remark in Remark}) == len(Remark)


def test_only_updates_lead_back_to_all_fields_by_the_first_button() -> None:
    for section, act in FORMS:
        for one in at_every_question(draft_of(section, act)):
            assert (ShowSheet(one.id) in asks(shown(one))) == (act.way is not Way.EDIT)


def test_forms_offer_no_more_names_than_a_screen_takes() -> None:
    offered = [(str(number), f"Имя {number}") for number in range(200)]
    asked = draft(Section.COURSES, "create", "category")
    names = [one for one in asks(question(asked, RU, now=NOW, offered=offered)) if isinstance(one, Reply) and one.value]
    assert len(names) == forms.OFFERED_AT_MOST
