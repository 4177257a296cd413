"""What a record says becomes answers, and answers become the record that they would make."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabys_bot.application.screens.card import card
from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.application.screens.texts import every_language
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act, Ask, Part, Question, Way
from tabys_bot.domain.answering import answer_from, answers_from, entity_of, value_of
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.drafts import Answer, Draft, begin, forms
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Section
from tests.unit.answers import NOW, ZONE, answers_to
from tests.unit.hostile import anything
from tests.unit.strategies import any_text

FORMS = forms()
BY_NAME = [f"{section}-{act.name}" for section, act in FORMS]
FEW = 20  # of each form: a card in three languages takes its time
WORDS = st.text("абвәіқABC019", min_size=1, max_size=20)
TEXTS = tuple(every_language(ZONE).values())
AMOUNTS = st.integers(1, 10**8).map(Decimal)


def draft_of(section: Section, act: Act, *, before: Mapping[str, Answer] | None = None) -> Draft:
    return begin("a1", 7, section, act, NOW, entity_id=5, before=before)


def with_answers(draft: Draft, answers: Mapping[str, Answer]) -> Draft:
    for key, answer in answers.items():
        draft = draft.answered(key, answer, NOW)
    return draft


def values_of(question: Question) -> st.SearchStrategy[Value]:
    """What a record may hold where the question is asked."""
    match question.ask, question.part:
        case _, (Part.KK | Part.RU):
            return st.builds(Bilingual, kk=WORDS, ru=WORDS)
        case _, (Part.LOW | Part.HIGH):
            return st.builds(Money, AMOUNTS, AMOUNTS)
        case (Ask.AMOUNT, _) | (_, Part.CURRENCY):
            return st.builds(
                lambda price, unit: Money(price, price, unit), AMOUNTS, st.sampled_from(CHOICES["currency"])
            )
        case Ask.CHOICE, _:
            return st.sampled_from(CHOICES[question.choices])
        case Ask.FLAG, _:
            return st.booleans()
        case Ask.WHOLE, _:
            return st.integers(0, 10**6)
        case Ask.DATE, _:
            return st.dates(date(1900, 1, 1), date(2199, 12, 31))
        case Ask.MOMENT, _:
            return st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
        case Ask.NAMES, _:
            return st.lists(WORDS, min_size=1, max_size=1).map(tuple)
        case Ask.RECORD, _:
            return st.builds(Ref, st.sampled_from(question.sections), st.integers(1, 2**31 - 1))
        case Ask.PHOTO, _:
            return st.just(Picture("https://tabys.kz/a.png"))
        case _:
            return WORDS


def records_of(section: Section, act: Act) -> st.SearchStrategy[Entity]:
    fields = {question.field: values_of(question) for question in act.questions}
    return st.fixed_dictionaries({}, optional=fields).map(lambda values: Entity(section, 5, values))


def as_said(value: Value) -> Value:
    """Of a list, the words; the address of a picture that only Tabys knows to be public stays what it is."""
    return str(value[0]) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("section", "act"), FORMS, ids=BY_NAME)
@given(data=st.data())
def test_a_record_that_is_read_and_not_changed_is_the_same_record(
    section: Section, act: Act, data: st.DataObject
) -> None:
    record = data.draw(records_of(section, act))
    draft = draft_of(section, act, before=answers_from(act, record))
    asked = {question.field for question in draft.questions}
    was = {name: as_said(value) for name, value in record.values.items() if name in asked}
    given_anew = {question.field for question in act.questions if question.given and act.way is not Way.EDIT}
    shown = dict(entity_of(draft).values)
    if shown.get("free") is True:
        assert shown.pop("price") == Money(Decimal(0), Decimal(0))
    compared = asked - given_anew - _pictures_by_address(act)
    assert {name: value for name, value in shown.items() if name in compared} == {
        name: value for name, value in was.items() if name in compared
    }


def _pictures_by_address(act: Act) -> set[str]:
    return {question.field for question in act.questions if question.ask is Ask.LINK and question.field == "photo"}


@pytest.mark.parametrize(("section", "act"), FORMS, ids=BY_NAME)
@settings(max_examples=FEW)
@given(data=st.data())
def test_what_any_record_says_can_be_read_as_values_and_shown(section: Section, act: Act, data: st.DataObject) -> None:
    record = data.draw(anything(section))
    before = answers_from(act, record)
    for question in act.questions:
        if question.key in before:
            assert before[question.key].text + before[question.key].shown
            value_of(question, before[question.key])
    draft = draft_of(section, act, before=before)
    assert draft.changes == () or act.way is not Way.EDIT
    assert shown_in_words(draft)


@pytest.mark.parametrize(("section", "act"), FORMS, ids=BY_NAME)
@settings(max_examples=FEW)
@given(data=st.data())
def test_whatever_is_answered_is_a_value_and_a_card(section: Section, act: Act, data: st.DataObject) -> None:
    chosen = data.draw(st.fixed_dictionaries({}, optional={q.key: answers_to(q) for q in act.questions}))
    draft = with_answers(draft_of(section, act), chosen)
    entity = entity_of(draft)
    for question in draft.questions:
        if question.key in draft.answers:
            value_of(question, draft.answers[question.key])
    assert entity.id == 5
    assert set(entity.values) <= {question.field for question in act.questions} | {"price"}
    assert shown_in_words(draft)


@pytest.mark.parametrize(("section", "act"), FORMS, ids=BY_NAME)
@settings(max_examples=FEW)
@given(text=any_text, shown=any_text)
def test_a_draft_that_was_damaged_is_shown_without_what_cannot_be_read(
    section: Section, act: Act, text: str, shown: str
) -> None:
    damaged = {question.key: Answer(text, shown) for question in act.questions}
    assert shown_in_words(draft_of(section, act, before=damaged))


def shown_in_words(draft: Draft) -> bool:
    entity, asked = entity_of(draft), OpenCard(draft.section, 5)
    return all(card(entity, asked, texts, Role.SUPER_ADMIN).title for texts in TEXTS)


@pytest.mark.parametrize("ask", Ask)
@given(text=any_text | st.sampled_from(["NaN", "Infinity", "1e999999999", "9" * 5000, "1,,2", "news-", "-5", "x-1"]))
def test_what_no_parser_could_have_made_is_a_value_error_that_says_nothing_of_it(ask: Ask, text: str) -> None:
    said = complaint(Question("field_name", ask), text)
    assert said in (None, "field_name")


def complaint(question: Question, text: str) -> str | None:
    """What is said of a text that is no answer; None where it is one."""
    try:
        value_of(question, Answer(text))
    except ValueError as error:
        return str(error)
    return None


def test_an_amount_is_kept_in_the_form_in_which_it_would_be_typed() -> None:
    price, salary = Question("price", Ask.AMOUNT), Question("salary", Ask.WHOLE, Part.LOW)
    for number in ("1500", "1500.0", "1500.00", "1.5E+3"):
        record = Entity(
            Section.COURSES,
            1,
            {"price": Money(Decimal(number), Decimal(number)), "salary": Money(Decimal(number), None)},
        )
        assert answer_from(price, record) == Answer("1500")
        assert answer_from(salary, record) == Answer("1500")
        assert value_of(salary, Answer("1500")) == 1500


def test_a_fraction_that_stands_where_a_whole_number_is_asked_for_is_only_shown() -> None:
    record = Entity(Section.VACANCIES, 1, {"salary": Money(Decimal("1500.5"), None)})
    assert answer_from(Question("salary", Ask.WHOLE, Part.LOW), record) == Answer("", "1500.5")


def test_of_names_that_were_read_only_the_words_are_known() -> None:
    record = Entity(Section.COURSES, 1, {"category": (Bilingual("Бір", "Один"), "Two", Bilingual(kk="Үш"))})
    answer = answer_from(Question("category", Ask.NAMES), record)
    assert answer == Answer("", "Один, Two, Үш")
    assert value_of(Question("category", Ask.NAMES), answer) is None


def test_a_course_that_is_free_costs_nothing_and_is_asked_for_a_price_once_it_is_not() -> None:
    act = find_act(Section.COURSES, "edit")
    assert act is not None
    record = Entity(Section.COURSES, 5, {"free": True, "price": Money(Decimal(0), Decimal(0), "KZT")})
    draft = draft_of(Section.COURSES, act, before=answers_from(act, record))
    assert entity_of(draft).values["price"] == Money(Decimal(0), Decimal(0))
    paid = draft.answered("free", Answer("no"), NOW)
    assert {"price", "invite_code"} <= set(paid.missing)
    assert "price" not in entity_of(paid).values
    priced = paid.answered("price", Answer("5000"), NOW)
    assert entity_of(priced).values["price"] == Money(Decimal(5000), Decimal(5000), "KZT")


def test_the_address_of_a_picture_that_was_typed_can_be_shown_by_anybody() -> None:
    act = find_act(Section.NEWS, "edit")
    assert act is not None
    draft = draft_of(Section.NEWS, act, before={"photo": Answer("https://tabys.kz/old.png")})
    assert entity_of(draft).values["photo"] == Picture("https://tabys.kz/old.png")
    changed = draft.answered("photo", Answer("https://tabys.kz/new.png"), NOW)
    assert entity_of(changed).values["photo"] == Picture("https://tabys.kz/new.png", is_public=True)
