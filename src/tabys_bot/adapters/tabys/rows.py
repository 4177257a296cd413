"""A row of Tabys as a record of ours, by the keys and readers of its route."""

import logging
from collections.abc import Mapping, Sequence

from tabys_bot.adapters.tabys.context import Context, Raw
from tabys_bot.adapters.tabys.reading import READERS, is_number_of_a_record, named
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.domain.records import Entity, Query, Value
from tabys_bot.domain.sections import Field

log = logging.getLogger(__name__)


def number_of(query: Query, row: Raw) -> int | None:
    """The number of a row; None for one without, which no button could lead to."""
    number = row.get(ROUTES[query.section].identity) if isinstance(row, dict) else None
    return number if isinstance(number, int) and is_number_of_a_record(number) else None


def entity_of(query: Query, row: Raw, fields: Sequence[Field], context: Context) -> Entity | None:
    """The record of a row; None for a row without a usable number."""
    number = number_of(query, row)
    if number is None or not isinstance(row, dict):
        log.warning("tabys %s: a row without an id was left out", query.section)
        return None
    values = ((field.name, _readable(query, field, row, context)) for field in fields)
    return Entity(query.section, number, {name: value for name, value in values if value is not None}, query.parent)


def _readable(query: Query, field: Field, row: Mapping[str, Raw], context: Context) -> Value | None:
    """A value that nobody thought of costs its field, not the list that it stands in, nor the search through it."""
    try:
        return _value(query, field, row, context)
    except Exception:
        log.exception("bug: %s.%s cannot be read", query.section, field.name)
        return None


def _value(query: Query, field: Field, row: Mapping[str, Raw], context: Context) -> Value | None:
    route = ROUTES[query.section]
    raws = [within(row, key) for key in route.keys.get(field.name, (field.name,))]
    dictionary = route.names.get(field.name)
    usual = READERS[field.kind] if dictionary is None else named(dictionary)
    return route.readers.get(field.name, usual)(raws, context)


def within(row: Raw, key: str) -> Raw:
    """What is at a key, which may lead through objects by dots."""
    for part in key.split("."):
        row = row.get(part) if isinstance(row, dict) else None
    return row
