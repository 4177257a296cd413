"""Records as nobody would want them: what a Tabys without checks may hold, in values of the right types."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Entity, Line, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.text import clean
from tests.unit.scene import inside_of
from tests.unit.strategies import any_text

FAMILY = "👨‍👩‍👧‍👦"
TEXTS: Mapping[str, str] = {
    "long": ("Очень длинный текст без конца. " * 200)[:6000],
    "unbroken": "ж" * 6000,
    "unclosed": "<b><i>&lt;a href='x\">&amp;&#0;<script>" * 100,
    "right to left": "مرحبا \u202e שלום \u2066 abc " * 50,
    "zero width": "а\u200bб\u200dв\ufeffг\u2060 " * 100,
    "families": FAMILY * 600,
    "flags": "🇰🇿" * 1500,
    "accents": "z" + "\u0301" * 3000,
    "lines": "\n".join(["строка"] * 1000),
    "blank": "   ",
    "invisible": "\u200b\u2800\u3164",
    "empty": "",
    "python": "{id} %s {0.__class__} {{",
    "digits": "9" * 6000,
}
_LINE = 300  # the longest that the gateway lets through
_NUMBER = 10**15
_LINKS = {Kind.LINK: "https://example.kz/" + "x" * 900, Kind.PHONE: "+7" + "0" * 298, Kind.EMAIL: "a" * 240 + "@b.kz"}


def _line(text: str) -> str:
    return text[:_LINE].replace("\n", " ")


def _of_text(kind: Kind, text: str, *, both: bool) -> Value:
    line = _line(text)
    match kind:
        case Kind.LINE:
            return Bilingual(kk=line, ru=line[::-1]) if both else line
        case Kind.TEXT:
            return Bilingual(kk=text, ru=text[::-1]) if both else text
        case Kind.LINES:
            one: Line = Bilingual(kk=line, ru=line[::-1]) if both else line
            return (one,) * 20 + (line[:10],) * 180
        case Kind.LINK | Kind.PHONE | Kind.EMAIL:
            return _LINKS[kind]
        case Kind.CHOICE | Kind.FEE:
            return line
        case _:
            return _of_number(kind, _NUMBER)


def _of_number(kind: Kind, number: int) -> Value:
    match kind:
        case Kind.COUNT | Kind.MINUTES | Kind.YEARS:
            return number
        case Kind.RATING:
            return Decimal(number) + Decimal("0.123456789")
        case Kind.PRICE:
            return Money(Decimal(number), Decimal(number), "XYZ")
        case Kind.RANGE:
            return Money(Decimal(-number), Decimal(number), "<&>")
        case Kind.DATE:
            return date(1900 if number < 0 else 2199, 12, 31)
        case Kind.MOMENT:
            return datetime(1899 if number < 0 else 2200, 12, 31, 23, 59, tzinfo=UTC)
        case Kind.FLAG:
            return number > 0
        case Kind.RECORD:
            return Ref(Section.USERS, LARGEST_ID)
        case Kind.PICTURE:
            return Picture("https://example.kz/" + "x" * 900, is_public=True)
        case _:
            return str(number)


def filled(section: Section, make: Callable[[Kind], Value], number: int = LARGEST_ID) -> Entity:
    """A record that has every field of its section."""
    values = {field.name: make(field.kind) for field in CATALOGUE[section].fields}
    return Entity(section, number, values, LARGEST_ID if inside_of(section) else 0)


def empty(section: Section) -> Entity:
    return Entity(section, LARGEST_ID, {}, LARGEST_ID if inside_of(section) else 0)


def hostile(section: Section) -> dict[str, Entity]:
    """Records of the section, by what is wrong with them."""
    of_texts = {
        f"{name}{' in both languages' if both else ''}": filled(
            section,
            lambda kind, text=text, both=both: _of_text(kind, text, both=both),  # type: ignore[misc]
        )
        for name, text in TEXTS.items()
        for both in (False, True)
    }
    of_numbers = {
        f"numbers like {number}": filled(section, lambda kind, number=number: _of_number(kind, number))  # type: ignore[misc]
        for number in (-_NUMBER, -1, 0, _NUMBER)
    }
    return {"empty": empty(section), **of_texts, **of_numbers}


def _said(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Line]:
    """In one language or in two, of which one may be missing."""
    missing = st.none() | texts
    return st.one_of(texts, st.builds(Bilingual, kk=texts, ru=missing), st.builds(Bilingual, kk=missing, ru=texts))


def _anything(kind: Kind) -> st.SearchStrategy[Value]:
    texts = any_text.map(clean)  # no control characters: the gateway lets none through
    lines = texts.map(_line)
    numbers = st.integers(-_NUMBER, _NUMBER)
    amounts = st.decimals(-_NUMBER, _NUMBER, allow_nan=False, places=2)
    match kind:
        case Kind.LINE:
            return _said(lines)
        case Kind.TEXT:
            return _said(texts)
        case Kind.LINES:
            return st.lists(_said(lines), max_size=20).map(tuple)
        case Kind.CHOICE | Kind.FEE:
            return lines
        case Kind.PRICE | Kind.RANGE:
            return st.builds(Money, amounts, st.none() | amounts, st.sampled_from(["KZT", "USD", "<&>"]))
        case Kind.COUNT | Kind.MINUTES | Kind.YEARS:
            return numbers
        case Kind.LINK | Kind.PHONE | Kind.EMAIL:
            return st.just(_LINKS[kind])
        case _:
            return numbers.map(lambda number: _of_number(kind, number))


def anything(section: Section) -> st.SearchStrategy[Entity]:
    """Records of the section with any values that its fields may have, and any of them missing."""
    fields = {field.name: _anything(field.kind) for field in CATALOGUE[section].fields}
    made = st.fixed_dictionaries({}, optional=fields)
    return made.map(lambda values: Entity(section, 7, values, LARGEST_ID if inside_of(section) else 0))
