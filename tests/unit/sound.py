"""What a value of each kind may be at most, however it was written."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import TypeAlias
from urllib.parse import urlsplit

from tabys_bot.adapters.tabys.plain import LONGEST_TEXT
from tabys_bot.adapters.tabys.reading import LONGEST_LINE, MOST_LINES
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Kind

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
    sound = sound_text if kind is Kind.TEXT else sound_line
    if not isinstance(value, Bilingual):
        return sound(value)
    written = [text for text in (value.kk, value.ru) if text is not None]
    return bool(written) and all(map(sound, written))


def sound_lines(value: object) -> bool:
    """At least one line, and each in itself sound."""
    is_list = isinstance(value, tuple) and 0 < len(value) <= MOST_LINES
    return is_list and isinstance(value, tuple) and all(sound_in_languages(Kind.LINE, line) for line in value)


def sound_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and -LARGEST < value < LARGEST


def sound_count(value: object) -> bool:
    return type(value) is int and sound_number(value)


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


def sound_email(value: object) -> bool:
    """What can stand in a link without being quoted."""
    if not isinstance(value, str) or not value.isascii() or len(value) > 254:
        return False
    name, at, domain = value.partition("@")
    return bool(name and at) and "." in domain.strip(".") and not set(value) & set(" \t\r\n<>\"'()[],;:\\")


def sound_picture(value: object) -> bool:
    """An absolute address, of any host for the bot; for others only if the host can be a public one."""
    if not isinstance(value, Picture) or not value.address.isascii() or not value.address.isprintable():
        return False
    parts = urlsplit(value.address)
    is_absolute = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value.address
    return is_absolute and (not value.is_public or "." in (parts.hostname or ""))


SOUND: Mapping[Kind, Callable[[object], bool]] = {
    Kind.LINE: partial(sound_in_languages, Kind.LINE),
    Kind.TEXT: partial(sound_in_languages, Kind.TEXT),
    Kind.LINES: sound_lines,
    Kind.CHOICE: sound_line,
    Kind.FEE: sound_line,
    Kind.COUNT: sound_count,
    Kind.RATING: lambda value: isinstance(value, Decimal) and sound_number(value),
    Kind.MINUTES: sound_count,
    Kind.YEARS: sound_count,
    Kind.PRICE: sound_money,
    Kind.RANGE: sound_money,
    Kind.FLAG: lambda value: type(value) is bool,
    Kind.DATE: lambda value: type(value) is date and 1900 <= value.year < 2200,
    # the year of the text is checked, which may be one more or less in UTC
    Kind.MOMENT: lambda value: isinstance(value, datetime) and value.tzinfo is UTC and 1899 <= value.year <= 2200,
    Kind.LINK: sound_link,
    Kind.PHONE: sound_line,
    Kind.EMAIL: sound_email,
    Kind.RECORD: lambda value: isinstance(value, Ref) and 1 <= value.id <= LARGEST_ID,
    Kind.PICTURE: sound_picture,
}


def is_sound(kind: Kind, value: Value | None) -> bool:
    """Nothing, or a value of the right type within its bounds."""
    return value is None or SOUND[kind](value)
