"""Reading the fields of a record: whatever Tabys sends becomes a value of the right kind, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite

from tabys_bot.adapters.tabys import contacts
from tabys_bot.adapters.tabys.addresses import link, picture
from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Dictionary, Raw, Reader
from tabys_bot.adapters.tabys.plain import plain
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Line, Money, Ref, Value
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.text import one_line

LONGEST_LINE = 300
MOST_LINES = 60
_LARGEST = 10**15
_YEARS = range(1900, 2200)


def line(raw: Raw) -> str | None:
    """One clean line; None for what has nothing to show."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and (isinstance(raw, int) or isfinite(raw)):
        raw = str(raw) if abs(raw) < _LARGEST else None
    return (one_line(plain(raw), LONGEST_LINE) or None) if isinstance(raw, str) else None


def _text(raw: Raw) -> str | None:
    return (plain(raw) or None) if isinstance(raw, str) else None


def in_languages(texts: Sequence[str | None]) -> Bilingual | None:
    """Kazakh, Russian, and perhaps an older text of an unknown language."""
    kk, ru, *older = texts
    ru = ru or (older[0] if older and not kk else None)
    return Bilingual(kk, ru) if kk or ru else None


def _wording(read: Callable[[Raw], str | None]) -> Reader:
    """One key is a text; two or three are its languages."""

    def reader(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Value | None:
        texts = [read(raw) for raw in raws]
        return texts[0] if len(texts) == 1 else in_languages(texts)

    return reader


def joined(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> str | None:
    """A first and a last name, say, in one line."""
    return one_line(" ".join(filter(None, map(line, raws))), LONGEST_LINE) or None


def lines_of(read: Callable[[Raw, Context], Line | None]) -> Reader:
    """A list of which each item is a line; what cannot be read is left out."""

    def reader(raws: Sequence[Raw], context: Context = NO_CONTEXT) -> tuple[Line, ...] | None:
        items = raws[0] if isinstance(raws[0], list) else []
        read_ones = (read(item, context) for item in items[:MOST_LINES])
        return tuple(one for one in read_ones if one is not None) or None

    return reader


def _number(raw: Raw) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = Decimal(str(raw)[:30])
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and -_LARGEST < number < _LARGEST else None


def whole(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> int | None:
    number = _number(raws[0])
    return None if number is None else int(number)


def _rating(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Decimal | None:
    number = _number(raws[0])
    return None if number is None else round(number, 2)


def _range(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Money | None:
    """The least and the most in tenge, either end may be open; one key alone is both."""
    low, high = _number(raws[0]), _number(raws[-1])
    return None if low is None and high is None else Money(low, high)


def price(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Money | None:
    """`price`, `currency`, `is_free`: free wins over any number that stands beside it."""
    amount, currency, is_free = raws
    number = Decimal(0) if is_free is True else _number(amount)
    unit = line(currency) or "KZT"
    return None if number is None else Money(number, number, unit[:3])


def _flag(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> bool | None:
    return raws[0] if isinstance(raws[0], bool) else None


def _day(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> date | None:
    try:
        day = date.fromisoformat(str(raws[0])[:10])
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def moment(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> datetime | None:
    """Tabys writes naive UTC in most modules, `Z` or an offset in the others."""
    try:
        at = datetime.fromisoformat(str(raws[0]))
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def is_number_of_a_record(raw: Raw) -> bool:
    return type(raw) is int and 1 <= raw <= LARGEST_ID


def record_of(section: Section) -> Reader:
    """A number of a record of that section."""

    def reader(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Ref | None:
        number = raws[0]
        return Ref(section, number) if isinstance(number, int) and is_number_of_a_record(number) else None

    return reader


def named(dictionary: Dictionary) -> Reader:
    """The name of a number."""

    def reader(raws: Sequence[Raw], context: Context = NO_CONTEXT) -> Value | None:
        return context.name(dictionary, raws[0])

    return reader


def _phone(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> str | None:
    text = line(raws[0])
    return None if text is None else contacts.phone(text)


def _as_written(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> str | None:
    return line(raws[0])


READERS: Mapping[Kind, Reader] = {
    Kind.LINE: _wording(line),
    Kind.TEXT: _wording(_text),
    Kind.LINES: lines_of(lambda raw, _context: line(raw)),
    Kind.CHOICE: _as_written,
    Kind.FEE: _as_written,
    Kind.COUNT: whole,
    Kind.RATING: _rating,
    Kind.MINUTES: whole,
    Kind.YEARS: whole,
    Kind.PRICE: price,
    Kind.RANGE: _range,
    Kind.FLAG: _flag,
    Kind.DATE: _day,
    Kind.MOMENT: moment,
    Kind.LINK: link,
    Kind.PHONE: _phone,
    Kind.EMAIL: contacts.email,
    Kind.RECORD: record_of(Section.USERS),
    Kind.PICTURE: picture,
}
