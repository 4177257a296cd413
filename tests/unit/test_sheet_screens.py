"""The sheet shows what saving will do, what is missing, and every answer as a button."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.intents import (
    AskDiscard,
    AskQuestion,
    LookAgain,
    OpenCard,
    Part,
    SaveDraft,
    ShowSheet,
)
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.sheet import sheet
from tabys_bot.application.screens.values import answer_in_words
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.acts.shape import Part as Side
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check, utf16_units
from tests.unit.form_drafts import FORMS, NAMES, NOW, WRONG, WRONG_NAMES, answer_to, draft_of, filled, hostile, nonsense
from tests.unit.hostile import TEXTS as HOSTILE_TEXTS
from tests.unit.scene import RU, TEXTS, words_of


def parts(draft: Draft, language: Language = Language.RU, problems: dict[str, str] | None = None) -> Iterator[Screen]:
    """Every part of the sheet."""
    part = 0
    while True:
        screen = sheet(draft, TEXTS[language], now=NOW, part=part, problems=problems or {})
        yield screen
        part += 1
        if ShowSheet(draft.id, Part(part)) not in asks(screen):
            return


def sound(screen: Screen) -> str:
    assert utf16_units(words_of(screen)) + len(screen.body) <= 4096
    assert [intent for intent in asks(screen) if decode(encode(intent)) != intent] == []
    return check(screen)


def draft(section: Section, name: str, **answers: str) -> Draft:
    act = find_act(section, name)
    assert act is not None
    begun = draft_of(section, act, "d7")
    return replace(begun, answers={**begun.answers, **{key: Answer(text) for key, text in answers.items()}})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
def test_every_form_has_a_sheet_in_every_language(section: Section, act: Act, language: Language) -> None:
    for one in (draft_of(section, act), filled(section, act)):
        assert all(sound(screen) for screen in parts(one, language))


@pytest.mark.parametrize(("section", "act", "wrong"), WRONG, ids=WRONG_NAMES)
def test_answers_and_complaints_of_any_text_fit_a_sheet(section: Section, act: Act, wrong: str) -> None:
    text = HOSTILE_TEXTS[wrong]
    problems = dict.fromkeys((question.key for question in act.questions), text)
    for one in (hostile(section, act, text), nonsense(section, act, text)):
        assert all(sound(screen) for screen in parts(one, problems=problems))
        assert all(sound(screen) for screen in parts(one))


@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
def test_only_a_complete_form_can_be_saved_as_it_is_shown(section: Section, act: Act) -> None:
    for one in (draft_of(section, act), filled(section, act)):
        saves = [button for row in sheet(one, RU, now=NOW).rows for button in row if button.label == "✅ Сохранить"]
        expected = [Press("✅ Сохранить", SaveDraft(one.id, one.revision), Style.SUCCESS)]
        assert saves == (expected if one.is_complete else [])


@pytest.mark.parametrize(("section", "act"), FORMS, ids=NAMES)
def test_every_question_that_is_asked_is_one_tap_away(section: Section, act: Act) -> None:
    one = filled(section, act)
    leads = [intent.at for intent in asks(sheet(one, RU, now=NOW)) if isinstance(intent, AskQuestion)]
    assert [act.questions[at] for at in leads] == list(one.questions)


def test_a_new_record_is_shown_as_its_card_will_look() -> None:
    one = draft(Section.NEWS, "create", title_kk="Саябақ", title_ru="Парк", category="Город", text_ru="Открыт")
    screen = sheet(one, RU, now=NOW)
    assert screen.title == "📰 Парк"
    assert screen.body[-4:] == (
        Paragraph("Так это будет выглядеть. Проверьте и сохраните."),
        Fact("Категория", "Город"),
        Fact("Название на казахском", "Саябақ"),
        Paragraph("Открыт", "Текст"),
    )


def test_what_is_missing_is_said_and_marked() -> None:
    screen = sheet(draft(Section.NEWS, "create", title_kk="Саябақ"), RU, now=NOW)
    assert Paragraph("❗ Название на русском", "Осталось заполнить") in screen.body
    marks = [button.label for row in screen.rows for button in row][:3]
    assert marks == ["✓ Название на казахском", "❗ Название на русском", "• Кратко на казахском"]


def test_what_tabys_says_stands_at_its_field_and_saving_waits_for_another_answer() -> None:
    one = draft(Section.NEWS, "create", title_kk="Саябақ", title_ru="Парк")
    screen = sheet(one, RU, now=NOW, problems={"title_ru": "too  strange\n", "nonsense": "?"})
    assert Paragraph("❗ Название на русском: too strange", "Нужно исправить") in screen.body
    assert SaveDraft("d7", 0) not in asks(screen)


def test_an_update_shows_what_changes_from_what_to_what() -> None:
    one = replace(
        draft(Section.NEWS, "edit", category="Спорт", text_ru="слово " * 400),
        before={"category": Answer("Культура"), "title_ru": Answer("Парк")},
    )
    screen = sheet(one, RU, now=NOW)
    assert screen.title == "✏️ Парк открыт"
    text = screen.body[-2]
    assert isinstance(text, Paragraph)
    assert text.text.startswith("—\n↓\nслово")
    assert text.text.endswith("…")
    assert screen.body[-1] == Fact("Категория", "Культура → Спорт")
    labels = [button.label for row in screen.rows for button in row]
    assert labels[0] == "• Название на казахском: —", "the record has lived without it"
    assert labels[1] == "• Название на русском: Парк"
    assert "✏️ Категория: Спорт" in labels
    assert "🔎 Проверить" not in labels


def test_an_update_of_nothing_says_what_to_do() -> None:
    one = replace(draft(Section.NEWS, "edit"), before={"title_kk": Answer("а"), "title_ru": Answer("б")})
    screen = sheet(one, RU, now=NOW)
    assert screen.body == (Paragraph("Выберите, что изменить. Можно сразу несколько."),)
    assert asks(screen)[OpenCard(Section.NEWS, 17)] == "↩ К карточке"


def test_what_was_sent_can_only_be_looked_for() -> None:
    one = draft(Section.NEWS, "create", title_kk="Саябақ", title_ru="Парк").sent(NOW)
    screen = sheet(one, RU, now=NOW)
    assert [intent for intent in asks(screen) if isinstance(intent, SaveDraft | AskQuestion)] == []
    assert asks(screen)[LookAgain("d7")] == "🔎 Проверить"
    assert AskDiscard("d7") in asks(screen)


def test_a_moment_that_has_passed_while_the_draft_lay_there_is_asked_for_again() -> None:
    one = draft(Section.NEWS, "schedule", publish_at="2026-11-22T10:00:00+00:00")
    assert SaveDraft("d7", 0) in asks(sheet(one, RU, now=NOW))
    late = sheet(one, RU, now=NOW + timedelta(hours=1))
    assert SaveDraft("d7", 0) not in asks(late)
    assert "Это время уже прошло" in words_of(late)


def test_nothing_that_was_answered_is_left_out_of_the_sheet() -> None:
    for section, act in FORMS:
        one = filled(section, act, "Слово")
        told = " ".join(words_of(screen) for screen in parts(one)).replace("\u202f", " ")
        for question in one.questions:
            answer = answer_to(question, "Слово")
            if question.part is not Side.CURRENCY:
                words = answer_in_words(question, answer, RU).replace("\u202f", " ")
                assert words.removesuffix("\u00a0₸") in told


def test_an_answer_that_is_the_same_as_the_title_is_still_told() -> None:
    one = draft(Section.NEWS, "create", title_kk="Парк", title_ru="Парк", source="Парк")
    assert [block for block in sheet(one, RU, now=NOW).body if isinstance(block, Fact)] == [Fact("Источник", "Парк")]


@pytest.mark.parametrize(("way", "after"), [("add", "45"), ("deduct", "35")])
def test_coins_show_the_balance_before_and_after(way: str, after: str) -> None:
    begun = replace(draft(Section.VOLUNTEERS, "coins"), answers={}, before={"coins": Answer("40")})
    half = replace(begun, answers={"coins_act": Answer(way), "coins_amount": Answer("5")})
    assert Fact("V-coins", f"40 → {after}") in sheet(half, RU, now=NOW).body
    assert "40" not in words_of(sheet(begun, RU, now=NOW))
