"""What a value of each kind may be at most, however it was written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias
from urllib.parse import urlsplit

from tabys_bot.adapters.tabys.plain import LONGEST_TEXT
from tabys_bot.adapters.tabys.reading import LONGEST_LINE
from tabys_bot.domain.modules import Bilingual, Kind, Money, Value

Raw: TypeAlias = object

LARGEST = 10**15


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
