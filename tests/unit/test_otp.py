"""One-time codes: eight Latin letters or digits, however they are typed."""

import re
from string import ascii_letters, digits

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.session import MalformedOtp, OtpCode
from tests.unit.strategies import any_text

codes = st.text(ascii_letters + digits, min_size=8, max_size=8)
blanks = st.text(" \t\r\n\u00a0\u2003", max_size=5)


@given(codes, blanks, blanks)
def test_eight_letters_or_digits_are_a_code_whatever_their_case_and_the_blanks_around(
    code: str, before: str, after: str
) -> None:
    assert OtpCode.parse(before + code + after) == Success(OtpCode(code.upper()))


@given(any_text)
@example("ßßßß")  # upper-cased: SSSSSSSS
@example("ﬁﬁﬁﬁ")
@example("dotlessı")
@example("straße1")
def test_any_other_text_is_malformed_and_never_an_error(text: str) -> None:
    is_code = re.fullmatch("[A-Za-z0-9]{8}", text.strip()) is not None
    assert OtpCode.parse(text) == (Success(OtpCode(text.strip().upper())) if is_code else Failure(MalformedOtp()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A7B9C3D",
        "A7B9C3D55",
        "A7B9 3D5",
        "A7B9-3D5",
        "А7В9С3Д5",
        "A7B9C3D\u0665",
        "A7B9C3D\u00b2",
        "A7B9C3\x00D",
    ],
)
def test_near_misses_are_malformed(text: str) -> None:
    assert OtpCode.parse(text) == Failure(MalformedOtp())


def test_a_code_does_not_show_itself_in_logs() -> None:
    assert "A7B9C3D5" not in repr(OtpCode("A7B9C3D5"))
