"""Reading the fields of a record: whatever Tabys sends becomes a value of the right kind, or nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from tabys_bot.adapters.tabys.plain import plain
from tabys_bot.domain.modules import Bilingual, Kind, Money, Value
from tabys_bot.domain.text import one_line

LONGEST_LINE = 300
_LONGEST_LINK = 1000
_LARGEST = 10**15
_YEARS = range(1900, 2200)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_LINK_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"

Raw: TypeAlias = object
# Takes the raw values of a field's keys, in the order of the route.
Reader: TypeAlias = Callable[[Sequence[Raw]], Value | None]


def _line(raw: Raw) -> str | None:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and (isinstance(raw, int) or isfinite(raw)):
        raw = str(raw)
    return (one_line(plain(raw), LONGEST_LINE) or None) if isinstance(raw, str) else None


def _text(raw: Raw) -> str | None:
    return (plain(raw) or None) if isinstance(raw, str) else None


def _in_languages(read: Callable[[Raw], str | None]) -> Reader:
    """One key is a text; two or three are Kazakh, Russian, and an older text of an unknown language."""

    def reader(raws: Sequence[Raw]) -> Value | None:
        texts = [read(raw) for raw in raws]
        if len(texts) == 1:
            return texts[0]
        kk, ru, *older = texts
        ru = ru or (older[0] if older and not kk else None)
        return Bilingual(kk, ru) if kk or ru else None

    return reader


def _number(raw: Raw) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        number = Decimal(str(raw)[:30])
    except InvalidOperation:
        return None
    return number if number.is_finite() and -_LARGEST < number < _LARGEST else None


def _whole(raws: Sequence[Raw]) -> int | None:
    number = _number(raws[0])
    return None if number is None else int(number)


def _rating(raws: Sequence[Raw]) -> Decimal | None:
    number = _number(raws[0])
    return None if number is None else round(number, 2)


def _range(raws: Sequence[Raw]) -> Money | None:
    """`salary_min`, `salary_max`: tenge, either end may be open."""
    low, high = (_number(raw) for raw in raws)
    return None if low is None and high is None else Money(low, high)


def price(raws: Sequence[Raw]) -> Money | None:
    """`price`, `currency`, `is_free`: free wins over any number that stands beside it."""
    amount, currency, is_free = raws
    number = Decimal(0) if is_free is True else _number(amount)
    unit = _line(currency) or "KZT"
    return None if number is None else Money(number, number, unit[:3])


def _flag(raws: Sequence[Raw]) -> bool | None:
    return raws[0] if isinstance(raws[0], bool) else None


def _day(raws: Sequence[Raw]) -> date | None:
    try:
        day = date.fromisoformat(str(raws[0])[:10])
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def _moment(raws: Sequence[Raw]) -> datetime | None:
    """Tabys writes naive UTC in most modules, `Z` or an offset in the others."""
    try:
        at = datetime.fromisoformat(str(raws[0]))
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _link(raws: Sequence[Raw]) -> str | None:
    """An address that a browser can open, percent-encoded; nothing else may become a button."""
    raw = raws[0].strip() if isinstance(raws[0], str) else ""
    if not 0 < len(raw) <= _LONGEST_LINK:
        return None
    try:
        parts = urlsplit(raw)
        host = parts.hostname or ""
        usable = parts.scheme in ("http", "https") and _HOST.fullmatch(host) and "@" not in parts.netloc
        # a port that is none raises here
        return quote(raw, safe=_LINK_CHARACTERS) if usable and parts.port != 0 else None
    except ValueError:
        return None


READERS: Mapping[Kind, Reader] = {
    Kind.LINE: _in_languages(_line),
    Kind.TEXT: _in_languages(_text),
    Kind.CHOICE: lambda raws: _line(raws[0]),
    Kind.COUNT: _whole,
    Kind.RATING: _rating,
    Kind.MINUTES: _whole,
    Kind.YEARS: _whole,
    Kind.MONEY: _range,
    Kind.FLAG: _flag,
    Kind.DATE: _day,
    Kind.MOMENT: _moment,
    Kind.LINK: _link,
}
