"""Narrowing a list of made-up records to a view, as Tabys would."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import Period, span
from tabys_bot.domain.matching import matches
from tabys_bot.domain.records import LARGEST_ID, Bilingual, Entity, Value, View
from tabys_bot.domain.sections import Kind


def narrowed(entities: Iterable[Entity], view: View, now: datetime, zone: ZoneInfo) -> Sequence[Entity]:
    """The records that fit every filter and have all the words."""
    return [
        entity
        for entity in entities
        if all(_fits(entity, name, wanted, now, zone) for name, wanted in view.filters.items())
        and (not view.text or matches(entity, view.text))
    ]


def names_in(entities: Iterable[Entity], name: str) -> Mapping[int, Value]:
    """The different names that the records have in that field, by number, in the order of the alphabet."""
    found = {number_of(value): value for entity in entities for value in _names(entity.values.get(name))}
    return dict(sorted(found.items(), key=lambda item: _wordings(item[1])[-1].casefold()))


def number_of(name: Value) -> int:
    """The number of a name: always the same for the same words."""
    return zlib.crc32(_wordings(name)[0].encode()) & LARGEST_ID


def _names(value: Value | None) -> tuple[Value, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _wordings(value: Value) -> tuple[str, ...]:
    """In Kazakh and in Russian, or the only one."""
    if isinstance(value, Bilingual):
        return tuple(text for text in (value.kk, value.ru) if text) or ("",)
    return (str(value),)


def _fits(entity: Entity, name: str, wanted: str, now: datetime, zone: ZoneInfo) -> bool:
    value = entity.values.get(name)
    match CATALOGUE[entity.section].field(name).kind:
        case Kind.CHOICE:
            return value == wanted
        case Kind.FLAG:
            return value is (wanted == "yes")
        case Kind.MOMENT:
            begins, ends = span(Period(wanted), now, zone)
            return isinstance(value, datetime) and (begins or value) <= value <= (ends or value)
        case _:
            return wanted in {str(number_of(one)) for one in _names(value)}
