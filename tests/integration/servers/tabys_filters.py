"""Query parameters of the fake Tabys's lists, each a function from what was typed to a test of a row."""

import operator
import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from tests.integration.servers.tabys_wire import Crash, Refusal, Request, Row, integer, invalid, moment, not_integer

Test: TypeAlias = Callable[[Row], bool]
Filter: TypeAlias = Callable[[str, Request], Test]

STATUSES = frozenset({"pending", "approved", "rejected"})


def equals(column: str) -> Filter:
    return lambda value, _request: lambda row: row[column] == value


def number(column: str) -> Filter:
    def make(value: str, _request: Request) -> Test:
        wanted = integer(value)
        if wanted is None:
            raise Refusal(422, [not_integer(["query", column], value)])
        return lambda row: row[column] == wanted

    return make


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
    return lambda _row: True


def flag(column: str) -> Filter:
    words = {"true": True, "1": True, "false": False, "0": False}

    def make(value: str, _request: Request) -> Test:
        if value.lower() not in words:
            message = "Input should be a valid boolean, unable to interpret input"
            raise Refusal(422, [invalid("bool_parsing", ["query", column], message, value)])
        return lambda row: row[column] is words[value.lower()]

    return make


def since(column: str) -> Filter:
    return lambda value, _request: _compare(column, value, "from_date", operator.ge)


def until(column: str) -> Filter:
    return lambda value, _request: _compare(column, value, "to_date", operator.le)


def _compare(column: str, value: str, parameter: str, holds: Callable[[datetime, datetime], bool]) -> Test:
    try:
        bound = moment(value)
    except ValueError as error:
        message = "Input should be a valid datetime or date, invalid character in year"
        problem = invalid("datetime_from_date_parsing", ["query", parameter], message, value, {"error": str(error)})
        raise Refusal(422, [problem]) from error
    return lambda row: holds(moment(row[column]), bound)


def moderation(value: str, _request: Request) -> Test:
    if value not in STATUSES:
        expected = "'pending', 'approved' or 'rejected'"
        message, loc = f"Input should be {expected}", ["query", "moderation_status"]
        raise Refusal(422, [invalid("enum", loc, message, value, {"expected": expected})])
    return lambda row: row["moderation_status"] == value


def event_format(value: str, _request: Request) -> Test:
    if value not in {"Online", "Offline"}:
        raise Crash  # GET /events/admin/list: an unknown format dies in the database's enum
    return lambda row: row["format"] == value
