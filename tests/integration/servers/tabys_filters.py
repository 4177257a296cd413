"""Query parameters of the fake Tabys's lists, each a function from what was typed to a test of a row."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from tests.integration.servers.tabys_wire import Crash, Refusal, Request, Row, integer, invalid, moment, not_integer

Test: TypeAlias = Callable[[Row], bool]
Filter: TypeAlias = Callable[[str, Request], Test]

STATUSES = frozenset({"pending", "approved", "rejected"})
WORDS = MappingProxyType({"true": True, "1": True, "false": False, "0": False})


def everything(_row: Row) -> bool:
    return True


def equals(column: str) -> Filter:
    return lambda value, _request: lambda row: row[column] == value


def if_given(column: str) -> Filter:
    """As `equals`, but the empty string means all."""
    return lambda value, _request: (lambda row: row[column] == value) if value else everything


def number(column: str, parameter: str | None = None) -> Filter:
    return lambda value, _request: _against(column, value, parameter or column, operator.eq)


def at_least(column: str, parameter: str) -> Filter:
    return lambda value, _request: _against(column, value, parameter, operator.ge)


def at_most(column: str, parameter: str) -> Filter:
    return lambda value, _request: _against(column, value, parameter, operator.le)


def _against(column: str, value: str, parameter: str, holds: Callable[[Any, int], bool]) -> Test:
    wanted = integer(value)
    if wanted is None:
        raise Refusal(422, [not_integer(["query", parameter], value)])
    return lambda row: row[column] is not None and holds(row[column], wanted)


def contains(*columns: str) -> Filter:
    """ILIKE '%…%' over nullable columns; `%` and `_` typed by the reader stay wildcards, as in the backend."""

    def make(value: str, _request: Request) -> Test:
        pattern = "".join({"%": ".*", "_": "."}.get(letter, re.escape(letter)) for letter in value)
        search = re.compile(pattern, re.IGNORECASE | re.DOTALL).search
        return lambda row: any(search(row[column] or "") is not None for column in columns)

    return make


def by_language(value: str, request: Request) -> Test:
    """GET /vacancies/admin/list: `keyword` looks only at the columns of `lang`, which is ru unless told."""
    language = request.call.query.get("lang", "ru")
    return contains(f"title_{language}", f"description_{language}")(value, request)


def language(value: str, _request: Request) -> Test:
    if value not in {"kz", "ru"}:
        message, pattern = "String should match pattern '^(kz|ru)$'", {"pattern": "^(kz|ru)$"}
        raise Refusal(422, [invalid("string_pattern_mismatch", ["query", "lang"], message, value, pattern)])
    return everything


def truth(value: str, parameter: str) -> bool:
    if value.lower() not in WORDS:
        message = "Input should be a valid boolean, unable to interpret input"
        raise Refusal(422, [invalid("bool_parsing", ["query", parameter], message, value)])
    return WORDS[value.lower()]


def flag(column: str) -> Filter:
    def make(value: str, _request: Request) -> Test:
        wanted = truth(value, column)
        return lambda row: row[column] is wanted

    return make


def only_if(column: str, parameter: str) -> Filter:
    """GET /resumes/: `published_only=true` leaves out the others, `false` shows all."""

    def make(value: str, _request: Request) -> Test:
        return (lambda row: bool(row[column])) if truth(value, parameter) else everything

    return make


def since(column: str, parameter: str = "from_date") -> Filter:
    return lambda value, _request: _compare(column, value, parameter, operator.ge)


def until(column: str, parameter: str = "to_date") -> Filter:
    return lambda value, _request: _compare(column, value, parameter, operator.le)


def _compare(column: str, value: str, parameter: str, holds: Callable[[datetime, datetime], bool]) -> Test:
    try:
        bound = moment(value)
    except ValueError as error:
        message = "Input should be a valid datetime or date, invalid character in year"
        problem = invalid("datetime_from_date_parsing", ["query", parameter], message, value, {"error": str(error)})
        raise Refusal(422, [problem]) from error
    return lambda row: holds(moment(row[column]), bound)


def on_day(column: str) -> Filter:
    """GET /admin/news/scheduled: a bad date is a plain 400."""

    def make(value: str, _request: Request) -> Test:
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise Refusal(400, "Invalid date format. Use YYYY-MM-DD") from error
        return lambda row: row[column] is not None and moment(row[column]).date() == day

    return make


def moderation(value: str, _request: Request) -> Test:
    if value not in STATUSES:
        expected = "'pending', 'approved' or 'rejected'"
        message, loc = f"Input should be {expected}", ["query", "moderation_status"]
        raise Refusal(422, [invalid("enum", loc, message, value, {"expected": expected})])
    return lambda row: row["moderation_status"] == value


def event_format(value: str, request: Request) -> Test:
    return one_of("format", {"Online": "Online", "Offline": "Offline"})(value, request)


def one_of(column: str, stored: Mapping[str, str | None]) -> Filter:
    """A value that dies in the database's enum unless it is one of these; None stands for all."""

    def make(value: str, _request: Request) -> Test:
        if value not in stored:
            raise Crash
        wanted = stored[value]
        return everything if wanted is None else lambda row: row[column] == wanted

    return make
