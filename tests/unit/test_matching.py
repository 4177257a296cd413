"""A record is found by what it says, however an admin types it, and by nothing else."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.matching import folded, full_number, looks_like_a_phone, matches
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Entity, Value
from tabys_bot.domain.sections import Kind, Section
from tests.unit.hostile import anything
from tests.unit.strategies import any_text

VOLUNTEER = Entity(
    Section.VOLUNTEERS,
    531,
    {
        "full_name": "Сейітова Әйгерім Ұланқызы",
        "direction": Bilingual("Қоршаған орта", "Экология и приёмы"),
        "phone": "+7 701 234 56 78",
        "volunteer_level": "TEAM_LEADER",
    },
)
SEARCHED = (Kind.LINE, Kind.PHONE, Kind.EMAIL)
WORDS = st.text("абвёқұһABCxyz0149_", min_size=1, max_size=12)
# a Kazakh letter, and the Russian one that is typed for it
LETTERS = dict(zip("әіңғүұқөһё", "аингуукохе", strict=True))


def found(text: str, entity: Entity = VOLUNTEER) -> bool:
    return matches(entity, text)


@pytest.mark.parametrize(
    "text",
    [
        "сейітова",
        "СЕЙІТОВА",
        "Әйгерім",
        "әйгер",
        "қыз",
        "ҚОРШАҒАН",
        "экология",
        "приёмы",
        "701 234",
        "ұланқызы сейітова",
    ],
)
def test_a_record_is_found_by_any_part_of_its_words_in_any_order_and_case(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", ["сейитова", "айгерим", "УЛАНКЫЗЫ", "коршаган орта", "приемы", "Сеитова", "айгерім"])
def test_who_has_no_kazakh_letters_finds_with_those_that_look_like_them(text: str) -> None:
    assert found(text) == (text != "Сеитова")


@pytest.mark.parametrize(("letter", "plain"), LETTERS.items())
def test_each_kazakh_letter_and_its_plain_one_are_the_same_both_ways_in_either_case(letter: str, plain: str) -> None:
    for one, other in ((letter, plain), (plain, letter), (letter.upper(), plain), (letter, plain.upper())):
        assert found(f"до{one}ма", Entity(Section.NEWS, 1, {"title": f"до{other}ма"}))


def test_other_letters_are_not_taken_for_one_another() -> None:
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789"
    assert len({folded(letter) for letter in letters}) == len(letters)


@pytest.mark.parametrize("text", ["сейітова орлов", "экология 9", "TEAM_LEADER", "сейітовва", "сейітоваәйгерім"])
def test_one_word_too_many_and_what_no_name_says_find_nothing(text: str) -> None:
    assert not found(text)


def test_all_the_words_may_stand_in_different_fields_and_languages() -> None:
    assert found("Әйгерім экология қоршаған 234")


@pytest.mark.parametrize(
    "written", ["+7 701 234 56 78", "8 701 234 56 78", "87012345678", "+77012345678", "8(701)2345678 (Дана)"]
)
@pytest.mark.parametrize(
    "text",
    [
        "+77012345678",
        "77012345678",
        "87012345678",
        "7012345678",
        "+7 (701) 234-56-78",
        "8 701 234 56 78",
        "8-701-234\u201156\u201378",
        " 701 234 5678 ",
        "2345678",
        "234-56",
        "678",
    ],
)
def test_a_phone_is_found_however_it_is_typed_and_written(written: str, text: str) -> None:
    assert found(text, Entity(Section.USERS, 1, {"full_name": "Дана", "phone": written}))


@pytest.mark.parametrize("text", ["87012345679", "+1 701 234 56 78", "+87012345678", "78", "-", "()", "770123456789"])
def test_another_phone_or_too_little_of_one_finds_nothing(text: str) -> None:
    assert not found(text, Entity(Section.USERS, 1, {"full_name": "Дана", "phone": "+7 701 234 56 91"}))


def test_two_digits_are_too_few_for_a_phone_and_enough_for_words() -> None:
    assert not found("23", Entity(Section.USERS, 1, {"phone": "+7 701 2 3"}))
    assert found("23", Entity(Section.USERS, 1, {"phone": "+7 701 23"}))


def test_digits_of_what_is_no_phone_are_not_put_together() -> None:
    assert not found("123456", Entity(Section.NEWS, 1, {"title": "123 456"}))


@pytest.mark.parametrize("text", ["531", " 531 ", "№531", "№ 531", "#531", "# 531"])
def test_a_record_is_found_by_its_number(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", ["53", "5310", "0531", "-531", "531 1", "№", "５３１", "531№"])
def test_a_part_of_a_number_is_another_number(text: str) -> None:
    assert not found(text, Entity(Section.VOLUNTEERS, 531, {"full_name": "Дана"}))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("+7 (701) 2-3", True),
        ("701\u00a0234", True),
        ("1", True),
        ("+", False),
        ("", False),
        ("701а", False),
        ("٧٠١", False),
    ],
)
def test_what_has_digits_and_nothing_but_signs_between_them_is_a_phone(text: str, is_one: bool) -> None:  # noqa: FBT001  a parameter
    assert looks_like_a_phone(text) == is_one


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("8 701 234 56 78", "77012345678"),
        ("701 234 56 78", "77012345678"),
        ("+7 701 234 56 78", "77012345678"),
        ("+8 701 234 56 78", "87012345678"),
        ("+701 234 56 78", "7012345678"),
        ("495 123 45 67", "4951234567"),
        ("9 701 234 56 78", "97012345678"),
        ("8701", "8701"),
    ],
)
def test_only_a_number_within_the_country_gets_its_country(text: str, digits: str) -> None:
    assert full_number(text) == digits


def said(value: Value) -> Iterator[str]:
    texts = (value.kk, value.ru) if isinstance(value, Bilingual) else (value,)
    yield from (text for text in texts if isinstance(text, str))


def own_words(entity: Entity) -> list[str]:
    """The words of the lines, phones and mails of a record, and of what it is called by."""
    spec = CATALOGUE[entity.section]
    names = [field.name for field in spec.fields if field.kind in SEARCHED or field.name in spec.titles]
    return [
        word for name in names if name in entity.values for text in said(entity.values[name]) for word in text.split()
    ]


@pytest.mark.parametrize("section", Section)
@given(data=st.data())
def test_a_record_is_found_by_any_of_its_own_words(section: Section, data: st.DataObject) -> None:
    entity = data.draw(anything(section))
    words = own_words(entity)
    assume(words)
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4))
    assert matches(entity, " ".join(chosen))
    assert matches(entity, " ".join(word[len(word) // 3 :] for word in chosen))


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_words_are_found_in_capitals_and_in_plain_letters(words: list[str], data: st.DataObject) -> None:
    entity = Entity(Section.NEWS, 1, {"title": " ".join(words)})
    some = data.draw(st.lists(st.sampled_from(words), min_size=1))
    assert matches(entity, " ".join(some).upper())
    assert matches(entity, " ".join(some).translate(str.maketrans("".join(LETTERS), "".join(LETTERS.values()))))


@given(st.lists(WORDS, min_size=1, max_size=5), WORDS, st.integers(0, 12))
def test_a_word_that_is_not_there_is_not_found_whatever_stands_beside_it(words: list[str], word: str, at: int) -> None:
    entity = Entity(Section.NEWS, 1, {"title": " ".join(words)})
    strange = f"{word[:at]}щ{word[at:]}"
    assert not matches(entity, strange)
    assert not matches(entity, " ".join([*words, strange]))


@given(st.integers(7_000_000_000, 7_999_999_999), st.data())
def test_any_phone_of_the_country_is_found_in_all_its_writings(number: int, data: st.DataObject) -> None:
    digits = str(number)
    signs = data.draw(st.lists(st.sampled_from(["", " ", "-", "(", ") ", "."]), min_size=10, max_size=10))
    spread = "".join(f"{sign}{digit}" for sign, digit in zip(signs, digits, strict=True))
    entity = Entity(Section.USERS, 1, {"phone": f"+7 {digits[:3]} {digits[3:6]} {digits[6:8]} {digits[8:]}"})
    assert all(matches(entity, f"{country}{spread}") for country in ("+7", "8", "7", ""))
    other = str(7_000_000_000 + (number + 1) % 1_000_000_000)
    assert not any(matches(entity, f"{country}{other}") for country in ("+7", "8", "7", ""))


@given(st.integers(1, LARGEST_ID), st.integers(1, LARGEST_ID))
@example(17, 170)
def test_a_number_finds_its_record_and_no_other(one: int, other: int) -> None:
    assert matches(Entity(Section.NEWS, one, {}), f"№ {other}") == (one == other)


@given(any_text, st.sampled_from(Section))
def test_any_text_can_be_looked_for(text: str, section: Section) -> None:
    assert matches(Entity(section, 5, {}), text) in {True, False}
    assert folded(folded(text)) == folded(text)
