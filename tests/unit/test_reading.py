"""A known value of each kind is read as it was meant."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context
from tabys_bot.adapters.tabys.reading import READERS, price
from tabys_bot.domain.records import Bilingual, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Kind, Section
from tests.unit.sound import Raw


def known(*cases: tuple[Raw | tuple[Raw, ...], Value | None]) -> tuple[tuple[tuple[Raw, ...], Value | None], ...]:
    return tuple((raws if isinstance(raws, tuple) else (raws,), value) for raws, value in cases)


KNOWN: dict[Kind, tuple[tuple[tuple[Raw, ...], Value | None], ...]] = {
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
        (10**400, None),
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
    Kind.FEE: known(("1500", "1500"), (1500, "1500"), ("от 2000 <тг>", "от 2000 <тг>"), ("", None), (None, None)),
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
    Kind.RANGE: known(
        ((150_000, 200_000), Money(Decimal(150_000), Decimal(200_000))),
        ((150_000, None), Money(Decimal(150_000), None)),
        ((None, "200000.50"), Money(None, Decimal("200000.50"))),
        ((250_000,), Money(Decimal(250_000), Decimal(250_000))),
        ((0, 2**31 - 1), Money(Decimal(0), Decimal(2**31 - 1))),
        ((None, None), None),
        (("по договорённости", ""), None),
        ((float("inf"), True), None),
    ),
    Kind.PRICE: known(((4990.5, "USD", False), Money(Decimal("4990.5"), Decimal("4990.5"), "USD"))),
    Kind.LINES: known(
        (["Python", "C++ & <Rust>"], ("Python", "C++ &")),
        (["", None, " ", 5], ("5",)),
        (["ә"] * 100, ("ә",) * 60),
        ([], None),
        ("Python", None),
        (None, None),
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


KNOWN |= {
    Kind.PHONE: known(
        ("77001000000", "+7 700 100 00 00"),
        ("+7 (700) 000-00-00", "+7 700 000 00 00"),
        ("8 700 000 00 00", "+7 700 000 00 00"),
        (87000000000, "+7 700 000 00 00"),
        ("7000000000", "+7 700 000 00 00"),
        ("+8 613 812 34 56", "+86138123456"),
        ("+44 20 7946 0958", "+442079460958"),
        ("+998-90-123-45-67", "+998901234567"),
        ("12345", "12345"),
        ("+7 700 000 00 00, 8 701 111 11 11", "+7 700 000 00 00, 8 701 111 11 11"),
        ("звонить после 18", "звонить после 18"),
        ("٧٧٠٠١٠٠٠٠٠٠", "٧٧٠٠١٠٠٠٠٠٠"),
        ("", None),
        (None, None),
        (["77001000000"], None),
    ),
    Kind.EMAIL: known(
        (" hr@example.kz ", "hr@example.kz"),
        ("a.b+c@mail.example.co", "a.b+c@mail.example.co"),
        ("hr@localhost", None),
        ("hr at example.kz", None),
        ("почта@пример.рф", None),
        ("a@b.kz, c@d.kz", None),
        ("<a@b.kz>", None),
        ("a" * 300 + "@b.kz", None),
        ("", None),
        (None, None),
    ),
    Kind.RECORD: known(
        (5, Ref(Section.USERS, 5)),
        (2**31 - 1, Ref(Section.USERS, 2**31 - 1)),
        (2**31, None),
        (0, None),
        (-1, None),
        (True, None),
        ("5", None),
        (None, None),
    ),
    Kind.PICTURE: known(
        ("/uploads/events/x.jpg", Picture("https://media.tabys.kz/uploads/events/x.jpg", is_public=True)),
        ("uploads/events/x.jpg", Picture("https://media.tabys.kz/uploads/events/x.jpg", is_public=True)),
        ("/uploads/а б.jpg", Picture("https://media.tabys.kz/uploads/%D0%B0%20%D0%B1.jpg", is_public=True)),
        (
            "https://tabys.example.kz/uploads/x.jpg",
            Picture("https://tabys.example.kz/uploads/x.jpg", is_public=True),
        ),
        ("https://a.kz/a b/қ.jpg", Picture("https://a.kz/a%20b/%D2%9B.jpg", is_public=True)),
        ("http://backend:8000/uploads/x.jpg", Picture("http://backend:8000/uploads/x.jpg")),
        ("http://127.0.0.1:8000/x.jpg", Picture("http://127.0.0.1:8000/x.jpg")),
        ("http://10.0.0.7/x.jpg", Picture("http://10.0.0.7/x.jpg")),
        ("http://192.168.1.7/x.jpg", Picture("http://192.168.1.7/x.jpg")),
        ("http://127.1/x.jpg", Picture("http://127.1/x.jpg")),
        ("http://8.8.8.8/x.jpg", Picture("http://8.8.8.8/x.jpg", is_public=True)),
        ("http://tabys.local/x.jpg", Picture("http://tabys.local/x.jpg")),
        ("//a.kz/x.jpg", None),
        ("/../../etc/passwd", None),
        ("data:image/png;base64,AAAA", None),
        ("ftp://a.kz/x.jpg", None),
        ("https://me:word@a.kz/x.jpg", None),
        ("/", None),
        ("x" * 1001, None),
        ("", None),
        ("  ", None),
        (None, None),
        (17, None),
    ),
}
MEDIA = Context("https://media.tabys.kz/")


@pytest.mark.parametrize(
    ("kind", "raws", "value"),
    [
        pytest.param(kind, raws, value, id=f"{kind.name} {raws!r:.60}")
        for kind, cases in KNOWN.items()
        for raws, value in cases
    ],
)
def test_a_known_value_is_read_so(kind: Kind, raws: tuple[Raw, ...], value: Value | None) -> None:
    read = READERS[kind](raws, MEDIA)
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
    assert price(raws, NO_CONTEXT) == money
