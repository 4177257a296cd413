"""A known value of each kind is read as it was meant."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tabys_bot.adapters.tabys.reading import READERS, price
from tabys_bot.domain.modules import Bilingual, Kind, Money, Value
from tests.unit.sound import Raw


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
