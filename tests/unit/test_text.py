"""Foreign text is bounded, cleaned and cut without harm."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tabys_bot.domain.text import ELLIPSIS, clean, cut, one_line
from tests.unit.strategies import any_text

spaced = st.text(st.sampled_from("аб  \n👨"))
limits = st.integers(1, 60)
FAMILY = "\u200d".join("👨👩👧👦")
ENGLAND = "".join(chr(0xE0000 + ord(letter)) for letter in "gbeng")
# each is one symbol to the eye: cut in two, it turns into others
SYMBOLS = ("a", "ж", FAMILY, "🇰🇿", "🏳️\u200d🌈", "👍🏽", "и\u0306", "1\ufe0f\u20e3", f"🏴{ENGLAND}\U000e007f")
BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset("\u200b\ufeff")


def is_harmful(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in ("Cc", "Cs") or character in BIDI_CONTROLS | INVISIBLE


@given(any_text | spaced, limits)
def test_a_cut_loses_nothing_but_the_space_where_it_is_made(text: str, limit: int) -> None:
    head, rest = cut(text, limit)
    at_cut = text[len(head) : len(text) - len(rest)]
    assert head + at_cut + rest == text
    assert at_cut in ("", " ", "\n")
    assert len(head) <= limit


@given(any_text | spaced, limits)
def test_cutting_always_comes_to_an_end(text: str, limit: int) -> None:
    rest, steps = text, 0
    while rest:
        shorter = cut(rest, limit)[1]
        assert len(shorter) < len(rest)
        rest, steps = shorter, steps + 1
    assert steps <= len(text)


@given(any_text, limits)
def test_a_text_that_fits_is_not_cut(text: str, limit: int) -> None:
    assume(len(text) <= limit)
    assert cut(text, limit) == (text, "")


@given(st.lists(st.sampled_from(SYMBOLS), max_size=40), st.integers(12, 60))
@example(["🇰🇿"] * 40, 31)
@example(["🇰🇿", "🇰🇿"], 3)
def test_a_cut_never_splits_what_looks_like_one_symbol(symbols: list[str], limit: int) -> None:
    head, _ = cut("".join(symbols), limit)
    whole = {"".join(symbols[:count]) for count in range(len(symbols) + 1)}
    assert head in whole


def test_a_cut_is_made_between_words() -> None:
    assert cut("один два три", 9) == ("один два", "три")
    assert cut("один\nдва три", 6) == ("один", "два три")
    assert cut("а " + "б" * 20, 10) == ("а " + "б" * 8, "б" * 12)  # a space too early would waste the line


@given(any_text | spaced, st.integers(1, 60))
def test_one_line_is_one_clean_line_within_its_limit(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert [character for character in line if is_harmful(character)] == []


def test_one_line_shows_that_it_was_cut() -> None:
    assert one_line("Первая\n\n  вторая   третья", 100) == "Первая вторая третья"
    assert one_line("Первая вторая третья", 14) == "Первая вторая" + ELLIPSIS
    assert one_line("ж" * 6000, 10) == "ж" * 9 + ELLIPSIS


@given(any_text)
@example("\u061c")
def test_a_clean_text_has_no_controls_surrogates_or_marks_of_direction(text: str) -> None:
    assert [character for character in clean(text) if is_harmful(character)] == []


@given(any_text)
def test_cleaning_leaves_all_other_characters_in_their_order(text: str) -> None:
    newlines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [c for c in clean(text) if c.isprintable()] == [c for c in newlines if c.isprintable() and not is_harmful(c)]
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", [*SYMBOLS, "Қазақша, русский & <b>html</b>", "строка\nстрока\tтабуляция"])
def test_what_harms_nobody_stays_as_it_is(text: str) -> None:
    assert clean(text) == text
