"""A number is read however people write it, and never one that lies out of its bounds."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.answering import value_of
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.parsing import Invalid, Reason
from tests.unit.answers import said
from tests.unit.strategies import any_text

SALARY = Question("salary", Ask.WHOLE, least=0, most=2**31 - 1, unit="tenge")
HIGH = Question("salary_high", Ask.WHOLE, least=0, most=2**31 - 1, unit="tenge", after="salary")
PRICE = Question("price", Ask.AMOUNT, least=0, most=1_000_000_000)
DURATION = Question("duration", Ask.WHOLE, least=1, most=10_000, unit="minutes")
YEARS = Question("experience", Ask.WHOLE, least=0, most=60, unit="years")
COINS = Question("cost", Ask.WHOLE, least=0, most=1_000_000, unit="coins")
PEOPLE = Question("needed", Ask.WHOLE, least=0, most=100_000, unit="people")
FREE = Question("anything", Ask.WHOLE)
QUESTIONS = (SALARY, PRICE, DURATION, YEARS, COINS, PEOPLE, FREE)
NOT_ONE = Invalid(Reason.NOT_A_NUMBER)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("150000", "150000"),
        ("150 000", "150000"),
        ("150\u00a0000", "150000"),
        ("150\u202f000 ₸", "150000"),
        ("150.000", "150000"),
        ("150,000", "150000"),
        ("150'000", "150000"),
        ("1.500.000", "1500000"),
        ("1 500 000 тг.", "1500000"),
        ("150000 тенге", "150000"),
        ("150000теңге", "150000"),
        ("₸ 150 000", "150000"),
        ("150 000 KZT", "150000"),
        ("150 тыс", "150000"),
        ("150 тыс. тг", "150000"),
        ("150к", "150000"),
        ("150 K", "150000"),
        ("150 мың", "150000"),
        ("150 мың теңге", "150000"),
        ("1,5 млн", "1500000"),
        ("1.5 млн ₸", "1500000"),
        ("1,250 млн", "1250000"),
        ("2 миллиона", "2000000"),
        ("5,0", "5"),
        ("007", "7"),
        ("0", "0"),
        ("-0", "0"),
        ("+5", "5"),
        ("  12  ", "12"),
    ],
)
def test_money_is_read_with_its_spaces_its_thousands_and_its_currency(text: str, number: str) -> None:
    assert said(SALARY, text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("0.500", "0.5"),
        ("0,05", "0.05"),
        ("1 500,50", "1500.5"),
        ("1.500,50", "1500.5"),
        ("1,500.50", "1500.5"),
        ("99.90 тг", "99.9"),
        ("100.00", "100"),
    ],
)
def test_a_price_may_have_a_fraction(text: str, number: str) -> None:
    assert said(PRICE, text) == number


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", "90"),
        ("90 мин", "90"),
        ("90 минут", "90"),
        ("90 min", "90"),
        ("1 ч 30 мин", "90"),
        ("1ч30м", "90"),
        ("1 час 30 минут", "90"),
        ("1 час и 30 минут", "90"),
        ("1 сағат 30 минут", "90"),
        ("1 hour 30 minutes", "90"),
        ("1:30", "90"),
        ("2 часа", "120"),
        ("2 ч.", "120"),
        ("1 сағат", "60"),
        ("1,5 часа", "90"),
        ("час", "60"),
        ("полчаса", "30"),
        ("полтора часа", "90"),
        ("жарты сағат", "30"),
    ],
)
def test_minutes_are_also_read_in_hours(text: str, minutes: str) -> None:
    assert said(DURATION, text) == minutes


@pytest.mark.parametrize(
    ("question", "text", "number"),
    [
        (YEARS, "3 года", "3"),
        (YEARS, "5 жыл", "5"),
        (YEARS, "1 year", "1"),
        (COINS, "50 coins", "50"),
        (COINS, "50 монет", "50"),
        (PEOPLE, "20 чел.", "20"),
        (PEOPLE, "20 адам", "20"),
    ],
)
def test_what_is_counted_may_be_named(question: Question, text: str, number: str) -> None:
    assert said(question, text) == number


@pytest.mark.parametrize(
    ("question", "text", "invalid"),
    [
        (SALARY, "", Invalid(Reason.EMPTY)),
        (SALARY, " \n ", Invalid(Reason.EMPTY)),
        (SALARY, "-1", Invalid(Reason.TOO_SMALL, "0")),
        (SALARY, "−5", Invalid(Reason.TOO_SMALL, "0")),
        (SALARY, "2147483648", Invalid(Reason.TOO_LARGE, "2147483647")),
        (SALARY, "99999999999", Invalid(Reason.TOO_LARGE, "2147483647")),
        (SALARY, "1500,5", Invalid(Reason.NOT_WHOLE)),
        (DURATION, "0", Invalid(Reason.TOO_SMALL, "1")),
        (DURATION, "1 ч 0,5 мин", NOT_ONE),
        (DURATION, "0,01 часа", Invalid(Reason.TOO_SMALL, "1")),
        (DURATION, "1,51 ч", Invalid(Reason.NOT_WHOLE)),
        (PRICE, "1000000000,01", Invalid(Reason.TOO_LARGE, "1000000000")),
        (FREE, "1" + "0" * 16, Invalid(Reason.TOO_LARGE, str(10**15))),
        (FREE, "9" * 90, Invalid(Reason.TOO_LARGE, str(10**15))),
        (FREE, "-" + "9" * 90, Invalid(Reason.TOO_SMALL, str(-(10**15)))),
    ],
)
def test_a_number_that_will_not_do_is_answered_with_what_may_be(
    question: Question, text: str, invalid: Invalid
) -> None:
    assert said(question, text) == invalid


@pytest.mark.parametrize(
    "text",
    [
        *("Infinity", "NaN", "inf", "1e400", "1e5", "0x10", "1_000", "٣", "５", "10²", "½"),
        *("15 00", "1 5", "1500 000", "1,500,5", "1.2.3", "1..5", "5,", ",5", "--5", "5-", "10-20", "10 $", "$10"),
        *("пять", "5 попугаев", "5 тыс млн", "5 тг тг", "тг", "тыс", "1,005.123", "9" * 101, "5" * 100_000),
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert said(PRICE, text) == NOT_ONE


def test_a_number_is_not_less_than_the_one_that_it_follows() -> None:
    assert said(HIGH, "150 тыс", follows=Answer("150000")) == "150000"
    assert said(HIGH, "149 999", follows=Answer("150000")) == Invalid(Reason.TOO_SMALL, "150000")
    assert said(HIGH, "1", follows=None) == "1"
    assert said(SALARY, "1", follows=Answer("150000")) == "1"


@pytest.mark.parametrize("text", ["", "NaN", "Infinity", "sNaN", "строка", "1e999999999"])
def test_what_it_follows_may_be_nonsense(text: str) -> None:
    assert said(HIGH, "5", follows=Answer(text)) == "5"


NUMERIC = st.text(st.sampled_from("0123456789 .,'’-+₸\u00a0кмтысчеinfaN:eE"), max_size=120)


@given(any_text | NUMERIC, st.sampled_from(QUESTIONS))
@example("9" * 100, PRICE)
@example("0." + "9" * 97, PRICE)
@example("1" * 60 + "." + "9" * 39, FREE)
def test_any_text_is_a_number_within_the_bounds_or_refused(text: str, question: Question) -> None:
    told = said(question, text)
    if isinstance(told, Invalid):
        return
    value = value_of(question, Answer(told))
    assert isinstance(value, int if question.ask is Ask.WHOLE else Decimal)
    assert -(10**15) <= value <= 10**15
    assert question.least is None or value >= question.least
    assert question.most is None or value <= question.most
    assert said(question, told) == told


@given(st.decimals(0, 1_000_000_000, places=2), st.sampled_from([",", "."]))
def test_every_amount_is_read_as_it_is_written(amount: Decimal, point: str) -> None:
    whole, _, fraction = f"{amount:.2f}".partition(".")
    grouped = f"{int(whole):,}"
    for written in (whole, grouped.replace(",", " "), grouped.replace(",", "\u00a0")):
        told = said(PRICE, f"{written}{point}{fraction}")
        assert isinstance(told, str)
        assert Decimal(told) == amount
