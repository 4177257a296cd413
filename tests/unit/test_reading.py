"""Whatever Tabys sends for a field becomes a value of the field's kind, or nothing."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.adapters.tabys.plain import LONGEST_TEXT
from tabys_bot.adapters.tabys.reading import LONGEST_LINE, READERS, price
from tabys_bot.domain.modules import Bilingual, Kind, Money, Value

Raw: TypeAlias = object

LARGEST = 10**15
SINGLE = [kind for kind in Kind if kind is not Kind.MONEY]
TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=50)
# what a hostile or a broken backend could write where a number, a date or a link is expected
NASTY: tuple[Raw, ...] = (
    "1e9999999",
    "-1e1000000",
    "1e-9999999",
    "NaN",
    "sNaN",
    "-Infinity",
    "1" * 5000,
    10**400,
    -(10**400),
    float("nan"),
    float("inf"),
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-02-30",
    "http://[",
    "http://[::1",
    "http://\ud800.kz",
    "https://a.kz/\ud800",
    "https://a.kz/" + "ж" * 5000,
    "\ud83d",
    "\0",
    "<" * 1000,
    "&#99999999999;",
    [],
    {},
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals().map(str)
    | st.datetimes().map(datetime.isoformat)
    | st.dates().map(date.isoformat)
    | TEXTS
    | st.sampled_from(NASTY)
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


def sound_line(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_LINE and "\n" not in value and sendable(value)


def sound_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT + 1 and sendable(value)


def sendable(text: str) -> bool:
    """UTF-8 can hold it, and nothing in it is cut off by a NUL."""
    return text == text.encode("utf-8", "ignore").decode() and "\0" not in text


def sound_in_languages(kind: Kind, value: object) -> bool:
    sound = sound_line if kind is Kind.LINE else sound_text
    if not isinstance(value, Bilingual):
        return sound(value)
    written = [text for text in (value.kk, value.ru) if text is not None]
    return bool(written) and all(map(sound, written))


def sound_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and -LARGEST < value < LARGEST


def sound_money(value: object) -> bool:
    if not isinstance(value, Money):
        return False
    ends = [end for end in (value.low, value.high) if end is not None]
    return bool(ends) and all(map(sound_number, ends)) and 0 < len(value.currency) <= 3 and sendable(value.currency)


def sound_link(value: object) -> bool:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value:
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0


def is_sound(kind: Kind, value: Value | None) -> bool:
    """Nothing, or a value of the right type within its bounds."""
    if value is None:
        return True
    match kind:
        case Kind.LINE | Kind.TEXT:
            return sound_in_languages(kind, value)
        case Kind.CHOICE:
            return sound_line(value)
        case Kind.COUNT | Kind.MINUTES | Kind.YEARS:
            return type(value) is int and sound_number(value)
        case Kind.RATING:
            return isinstance(value, Decimal) and sound_number(value)
        case Kind.MONEY:
            return sound_money(value)
        case Kind.FLAG:
            return type(value) is bool
        case Kind.DATE:
            return type(value) is date and 1900 <= value.year < 2200
        case Kind.MOMENT:
            # the year of the text is checked, which may be one more or less in UTC
            return isinstance(value, datetime) and value.tzinfo is UTC and 1899 <= value.year <= 2200
        case Kind.LINK:
            return sound_link(value)


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.name)
@given(raw=ANYTHING)
@example(raw="1e9999999")
def test_any_json_becomes_a_sound_value_or_nothing(kind: Kind, raw: Raw) -> None:
    assert is_sound(kind, READERS[kind]([raw]))


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.name)
@pytest.mark.parametrize("raw", NASTY, ids=lambda raw: f"{raw!r:.20}")
def test_every_nasty_value_becomes_a_sound_one_or_nothing(kind: Kind, raw: Raw) -> None:
    assert is_sound(kind, READERS[kind]([raw]))


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT])
@given(raws=st.lists(ANYTHING, min_size=2, max_size=3))
def test_any_two_or_three_wordings_become_a_text_in_languages_or_nothing(kind: Kind, raws: list[Raw]) -> None:
    value = READERS[kind](raws)
    assert value is None or isinstance(value, Bilingual)
    assert is_sound(kind, value)


@given(low=ANYTHING, high=ANYTHING)
@example(low="1e9999999", high=None)
def test_any_two_ends_become_a_range_or_nothing(low: Raw, high: Raw) -> None:
    assert is_sound(Kind.MONEY, READERS[Kind.MONEY]([low, high]))


@given(amount=ANYTHING, currency=ANYTHING, is_free=ANYTHING)
@example(amount="-1e1000000", currency=None, is_free=False)
@example(amount=1, currency="<b></b>", is_free=1)
def test_any_three_values_become_a_price_or_nothing(amount: Raw, currency: Raw, is_free: Raw) -> None:
    assert is_sound(Kind.MONEY, price([amount, currency, is_free]))


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)))  # noqa: DTZ001 - as Tabys writes them
def test_all_three_forms_of_a_moment_are_the_same_moment(moment: datetime) -> None:
    read, aware = READERS[Kind.MOMENT], moment.replace(tzinfo=UTC)
    written = moment.isoformat()
    assert [read([written + zone]) for zone in ("", "Z", "+00:00")] == [aware] * 3
    assert read([f"{written}+05:00"]) == aware - timedelta(hours=5)


def known(*cases: tuple[Raw | tuple[Raw, ...], Value | None]) -> tuple[tuple[tuple[Raw, ...], Value | None], ...]:
    return tuple((raws if isinstance(raws, tuple) else (raws,), value) for raws, value in cases)


KNOWN: Mapping[Kind, tuple[tuple[tuple[Raw, ...], Value | None], ...]] = {
    Kind.LINE: known(
        ("Мероприятие", "Мероприятие"),
        ("  Бір\r\nекі\tүш ", "Бір екі үш"),
        ("Ән &amp; би &lt;кеш&gt;", "Ән & би <кеш>"),
        ("Не закрыт <a href='https://a.kz/'>тег", "Не закрыт тег"),
        ("Неви\u200bдимый\u00a0пробел\ufeff", "Невидимый пробел"),
        ("ә" * 300, "ә" * 300),
        ("ә" * 301, "ә" * 299 + "…"),
        (17, "17"),
        (4990.5, "4990.5"),
        (float("nan"), None),
        (float("-inf"), None),
        (True, None),
        ("", None),
        (" \t ", None),
        ("<br>", None),
        ("\0", None),
        (None, None),
        (["a"], None),
        ({"a": 1}, None),
        (("Бір", "Один"), Bilingual("Бір", "Один")),
        (("Бір", None), Bilingual("Бір", None)),
        (("", "Один"), Bilingual(None, "Один")),
        ((None, " "), None),
        (("Бір", None, "Старое"), Bilingual("Бір", None)),
        ((None, "Один", "Старое"), Bilingual(None, "Один")),
        ((None, None, "Старое"), Bilingual(None, "Старое")),
        ((None, None, None), None),
    ),
    Kind.TEXT: known(
        ("<p>Бір</p><p>екі</p>", "Бір\nекі"),
        ("a\r\nb", "a\nb"),
        ("<p> </p>", None),
        ("", None),
        (17, None),
        (None, None),
        (("Бір", ""), Bilingual("Бір", None)),
        (("", None, "Старое"), Bilingual(None, "Старое")),
    ),
    Kind.CHOICE: known(
        ("pending", "pending"),
        ("TEAM_LEADER", "TEAM_LEADER"),
        ("", None),
        (None, None),
        (False, None),
        ([], None),
    ),
    Kind.COUNT: known(
        (0, 0),
        (-4, -4),
        ("12", 12),
        (7.9, 7),
        (10**15 - 1, 10**15 - 1),
        (10**15, None),
        (float("nan"), None),
        (float("inf"), None),
        ("NaN", None),
        ("many", None),
        ("1e9999999", None),
        (True, None),
        (None, None),
    ),
    Kind.RATING: known(
        (4.567, Decimal("4.57")),
        (5, Decimal("5.00")),
        ("4.5", Decimal("4.50")),
        (0.1 + 0.2, Decimal("0.30")),
        (float("-inf"), None),
        (False, None),
        ("", None),
    ),
    Kind.MINUTES: known((90, 90), ("90", 90), (None, None), ("1 h", None)),
    Kind.YEARS: known((0, 0), (5, 5), (None, None), ([5], None)),
    Kind.MONEY: known(
        ((150_000, 200_000), Money(Decimal(150_000), Decimal(200_000))),
        ((150_000, None), Money(Decimal(150_000), None)),
        ((None, "200000.50"), Money(None, Decimal("200000.50"))),
        ((0, 2**31 - 1), Money(Decimal(0), Decimal(2**31 - 1))),
        ((None, None), None),
        (("по договорённости", ""), None),
        ((float("inf"), True), None),
    ),
    Kind.FLAG: known((True, True), (False, False), (1, None), ("true", None), (None, None)),
    Kind.DATE: known(
        ("2027-01-31", date(2027, 1, 31)),
        ("2027-01-31T23:59:59Z", date(2027, 1, 31)),
        ("31.01.2027", None),
        ("2027-02-30", None),
        ("0001-01-01", None),
        ("", None),
        (None, None),
        (1_800_000_000, None),
        (["2027-01-31"], None),
    ),
    Kind.MOMENT: known(
        ("2026-11-22T09:13:42", datetime(2026, 11, 22, 9, 13, 42, tzinfo=UTC)),
        ("2026-11-22T09:13:42.123456", datetime(2026, 11, 22, 9, 13, 42, 123456, tzinfo=UTC)),
        ("2026-11-22T09:13:42Z", datetime(2026, 11, 22, 9, 13, 42, tzinfo=UTC)),
        ("2026-11-22T09:13:42+06:00", datetime(2026, 11, 22, 3, 13, 42, tzinfo=UTC)),
        ("2026-11-22 09:13:42", datetime(2026, 11, 22, 9, 13, 42, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("1899-12-31T00:00:00", None),
        ("2200-01-01T00:00:00", None),
        ("yesterday", None),
        (None, None),
        ({"at": "2026-11-22"}, None),
    ),
    Kind.LINK: known(
        ("https://a.kz/", "https://a.kz/"),
        (" https://a.kz/x?a=1&b=<2>#c ", "https://a.kz/x?a=1&b=%3C2%3E#c"),
        ("https://a.kz/a b/қазақ.jpg", "https://a.kz/a%20b/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B.jpg"),
        ("https://a.kz/%D2%9B", "https://a.kz/%D2%9B"),
        ("http://a.kz:8080/x", "http://a.kz:8080/x"),
        ("HTTPS://A.KZ/X", "HTTPS://A.KZ/X"),
        ('https://a.kz/"><b>', "https://a.kz/%22%3E%3Cb%3E"),
        ("https://a.kz/" + "x" * 987, "https://a.kz/" + "x" * 987),
        ("https://a.kz/" + "x" * 988, None),
        ("ftp://a.kz/", None),
        ("javascript:alert(1)", None),
        ("tg://user?id=1", None),
        ("//a.kz/", None),
        ("/uploads/x.jpg", None),
        ("a.kz", None),
        ("https://localhost/", None),
        ("https://./", None),
        ("https://[::1]/", None),
        ("https://[", None),
        ("https://қазақ.kz/", None),
        ("https://me:word@a.kz/", None),
        ("https://:word@a.kz/", None),
        ("https://a b.kz/", None),
        ("https://<b>.kz/", None),
        ("https://a.kz:port/", None),
        ("https://a.kz:99999/", None),
        ("https://a.kz/\ud800", None),
        ("", None),
        (None, None),
        (["https://a.kz/"], None),
    ),
}


@pytest.mark.parametrize(
    ("kind", "raws", "value"),
    [
        pytest.param(kind, raws, value, id=f"{kind.name} {raws!r:.60}")
        for kind, cases in KNOWN.items()
        for raws, value in cases
    ],
)
def test_a_known_value_is_read_so(kind: Kind, raws: tuple[Raw, ...], value: Value | None) -> None:
    read = READERS[kind](raws)
    assert (type(read), read) == (type(value), value)


def test_every_kind_has_a_reader_and_known_values() -> None:
    assert set(READERS) == set(KNOWN) == set(Kind)


@pytest.mark.parametrize(
    ("raws", "money"),
    [
        ((4990.5, "USD", False), Money(Decimal("4990.5"), Decimal("4990.5"), "USD")),
        ((4990.5, None, None), Money(Decimal("4990.5"), Decimal("4990.5"), "KZT")),
        ((4990.5, "USD", True), Money(Decimal(0), Decimal(0), "USD")),
        ((0.0, "KZT", False), Money(Decimal("0.0"), Decimal("0.0"), "KZT")),
        ((None, "KZT", True), Money(Decimal(0), Decimal(0), "KZT")),
        ((100, "", False), Money(Decimal(100), Decimal(100), "KZT")),
        ((100, "tenge", False), Money(Decimal(100), Decimal(100), "ten")),
        ((100, 5, "yes"), Money(Decimal(100), Decimal(100), "5")),
        ((None, "KZT", False), None),
        ((float("inf"), "KZT", False), None),
    ],
)
def test_a_price_is_free_or_an_amount_with_its_currency(raws: tuple[Raw, ...], money: Money | None) -> None:
    assert price(raws) == money
