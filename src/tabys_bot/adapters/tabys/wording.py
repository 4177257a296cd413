"""Answers as Tabys takes them: naive UTC, bare numbers, no character that its database cannot hold."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from tabys_bot.adapters.tabys.client import Json
from tabys_bot.application.ports import File, Written
from tabys_bot.domain.records import Ref
from tabys_bot.domain.sections import Section

# a NUL is a 500, a lone surrogate cannot be sent at all
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
_SORTS: Mapping[Section, str] = {Section.PLACES: "place", Section.TICKETS: "ticket"}


def sendable(text: str) -> str:
    return _UNSENDABLE.sub("", text)


def naive(at: datetime) -> str:
    """An aware moment is a 500 here and there; one without a zone is in UTC already."""
    return (at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at).isoformat()


def worded(value: Written) -> Json:
    """A value in the words of Tabys; a file as it is. ValueError for what no question is answered with."""
    match value:
        case None | bool() | int() | File():
            return value
        case str():
            return sendable(value)
        case datetime():
            return naive(value)
        case date():
            return value.isoformat()
        case Decimal() if value.is_finite():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple() if all(type(number) is int for number in value):
            return list(value)
        case _:
            raise ValueError(f"a {type(value).__name__} is no answer")


def worded_ref(value: Written) -> tuple[str, int]:
    """The sort and the number of another record; ValueError for one of a sort that cannot be named."""
    if not isinstance(value, Ref) or value.section not in _SORTS:
        raise ValueError("no record that can be named")
    return _SORTS[value.section], value.id


def in_form(value: Json) -> str | Sequence[str] | None:
    """A field of a form, or a parameter of an address; None for what cannot be said there."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return value
        case list():
            return [str(item) for item in value]
        case _:
            return None
