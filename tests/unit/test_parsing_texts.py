"""Texts are kept whole and clean, and words are taken for the values that they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.parsing import Invalid, Reason
from tabys_bot.domain.text import clean, is_blank
from tests.unit.answers import said
from tests.unit.strategies import any_text

LINE = Question("title")
TEXT = Question("text", Ask.TEXT, longest=20_000)
FORMAT = Question("format", Ask.CHOICE, choices="format")
FLAG = Question("free", Ask.FLAG)
NOT_A_CHOICE = Invalid(Reason.NOT_A_CHOICE)


def test_a_line_is_one_line_whatever_was_sent() -> None:
    assert said(LINE, "  Форум\r\n\nмолодёжи\t 2026\x00\u202e ") == "Форум молодёжи 2026"


def test_a_text_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert said(TEXT, "\n Первый\r\n\r\nвторой\x00\x1b\ud800 \n") == "Первый\n\nвторой"


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\u200b\u2800\u3164", "\u202e"])
@pytest.mark.parametrize("question", [LINE, TEXT])
def test_what_nobody_can_see_is_no_text(question: Question, text: str) -> None:
    assert said(question, text) == Invalid(Reason.EMPTY)


def test_a_text_is_as_long_as_it_may_be_and_not_longer() -> None:
    assert said(LINE, "ж" * 255) == "ж" * 255
    assert said(LINE, f" {'ж' * 255}\n") == "ж" * 255
    assert said(LINE, "ж" * 256) == Invalid(Reason.TOO_LONG, "255")
    assert said(TEXT, "a\n" * 10_001) == Invalid(Reason.TOO_LONG, "20000")


@pytest.mark.parametrize(("text", "value"), [("online", "Online"), (" OFFLINE\n", "Offline"), ("Online", "Online")])
def test_a_choice_is_found_by_its_value_in_any_case(text: str, value: str) -> None:
    assert said(FORMAT, text) == value


def test_a_choice_is_found_by_the_words_that_the_caller_knows() -> None:
    words = {"Онлайн": "Online", "Офлайн": "Offline", "Гибрид": "Hybrid"}
    assert said(FORMAT, "онлайн", words=words) == "Online"
    assert said(FORMAT, "ОФЛАЙН ", words=words) == "Offline"
    assert said(FORMAT, "гибрид", words=words) == NOT_A_CHOICE
    assert said(FORMAT, "") == Invalid(Reason.EMPTY)
    assert said(FORMAT, "on" * 10_000) == NOT_A_CHOICE
    assert said(Question("x", Ask.CHOICE, choices="no such"), "online") == NOT_A_CHOICE


@pytest.mark.parametrize("text", ["да", "ДА", "иә", "Иә", "yes", "Yes", "+"])
def test_yes_is_said_in_three_languages(text: str) -> None:
    assert said(FLAG, text) == "yes"


@pytest.mark.parametrize("text", ["нет", "жоқ", "жок", "no", "-", "−"])
def test_no_is_said_in_three_languages(text: str) -> None:
    assert said(FLAG, text) == "no"


@pytest.mark.parametrize("text", ["может быть", "да нет", "1", "yesno", "?"])
def test_anything_else_is_neither(text: str) -> None:
    assert said(FLAG, text) == NOT_A_CHOICE


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (Ask.NAME, Reason.NOT_A_CHOICE),
        (Ask.NAMES, Reason.NOT_A_CHOICE),
        (Ask.RECORD, Reason.NOT_A_CHOICE),
        (Ask.PHOTO, Reason.NOT_A_PHOTO),
    ],
)
def test_what_is_picked_or_sent_cannot_be_typed(ask: Ask, reason: Reason) -> None:
    assert said(Question("x", ask), "5") == Invalid(reason)


@given(any_text)
def test_any_text_is_kept_clean_whole_and_the_same_when_typed_again(text: str) -> None:
    for question in (LINE, TEXT):
        told = said(question, text)
        if isinstance(told, Invalid):
            assert told.reason in (Reason.EMPTY, Reason.TOO_LONG)
            continue
        assert clean(told) == told.strip() == told
        assert not is_blank(told)
        assert question is TEXT or "\n" not in told
        assert "".join(told.split()) == "".join(clean(text).split())
        assert said(question, told) == told


@given(any_text | st.sampled_from([value for values in CHOICES.values() for value in values]))
def test_any_text_is_one_of_the_values_or_none(text: str) -> None:
    for choices, values in CHOICES.items():
        question = Question("x", Ask.CHOICE, choices=choices)
        told = said(question, text)
        assert isinstance(told, Invalid) or (told in values and said(question, told) == told)
