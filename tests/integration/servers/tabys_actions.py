"""What the module routes of the fake Tabys do: page a list, show a row, decide on a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from tests.integration.servers.tabys_filters import Filter, Test
from tests.integration.servers.tabys_wire import (
    Crash,
    Refusal,
    Reply,
    Request,
    Row,
    integer,
    moment,
    not_integer,
    outside,
    path_id,
    refuse_invalid,
    reply,
    stamp,
)

# Only these two see their own rows alone in admin/list and admin/{id}; moderation routes ignore ownership.
OWNERS = frozenset({"msb", "npo"})


@dataclass(frozen=True, slots=True)
class Paging:
    """Bounds of skip/limit; None bounds are unchecked by the backend, and then a negative value is a 500."""

    default: int
    least: int | None = None
    most: int | None = None

    def window(self, query: Mapping[str, str]) -> slice:
        wanted, problems = {"skip": 0, "limit": self.default}, []
        bounds = {"skip": (None if self.least is None else 0, None), "limit": (self.least, self.most)}
        for name, (least, most) in bounds.items():
            if name in query:
                value, loc = integer(query[name]), ["query", name]
                problem = not_integer(loc, query[name])
                if value is not None:
                    wanted[name], problem = value, outside(value, least, most, loc, query[name]) or {}
                problems.append(problem)
        refuse_invalid([problem for problem in problems if problem])
        if min(wanted.values()) < 0:
            raise Crash
        return slice(wanted["skip"], wanted["skip"] + wanted["limit"])


@dataclass(frozen=True, slots=True)
class Listing:
    """A GET that pages; unknown query parameters (also `page`, `page_size`) are ignored."""

    rows: str
    paging: Paging
    order: str | None = None
    owned: bool = False
    hidden: frozenset[str] = frozenset()
    envelope: str | None = None
    filters: Mapping[str, Filter] | None = None
    broken: Test | None = None

    def answer(self, rows: Sequence[Row], request: Request) -> Reply:
        window = self.paging.window(request.call.query)
        tests = self._tests(request)
        found = [row for row in rows if all(test(row) for test in tests)]
        if (order := self.order) is not None:
            found.sort(key=lambda row: moment(row[order]), reverse=True)
        page = found[window]
        if self.broken is not None and any(map(self.broken, page)):
            raise Crash  # one bad row breaks the whole page
        shown = [visible(row, self.hidden) for row in page]
        # The volunteer admin's `total` is the length of this page, not a total.
        return reply(shown if self.envelope is None else {self.envelope: shown, "total": len(shown)})

    def _tests(self, request: Request) -> list[Test]:
        given, filters = request.call.query, self.filters or {}
        tests = [make(given[name], request) for name, make in filters.items() if name in given]
        return [*tests, *ownership(request, owned=self.owned)]


@dataclass(frozen=True, slots=True)
class Detail:
    """A GET of one row; someone else's row is a 404 too, never a 403."""

    rows: str
    parameter: str
    missing: str
    owned: bool = False
    hidden: frozenset[str] = frozenset()
    broken: Test | None = None

    def answer(self, rows: Sequence[Row], request: Request) -> Reply:
        wanted = path_id(request, self.parameter)
        tests = ownership(request, owned=self.owned)
        row = next((row for row in rows if row["id"] == wanted and all(test(row) for test in tests)), None)
        if row is None:
            raise Refusal(404, self.missing)
        if self.broken is not None and self.broken(row):
            raise Crash
        return reply(visible(row, self.hidden))


@dataclass(frozen=True, slots=True)
class Decide:
    """A POST without a body that works from any state and ignores ownership."""

    rows: str
    parameter: str
    missing: str
    status: str
    hidden: frozenset[str] = frozenset()
    crashes: bool = False

    def answer(self, rows: Sequence[Row], request: Request) -> Reply:
        wanted = path_id(request, self.parameter)
        row = next((row for row in rows if row["id"] == wanted), None)
        if row is None:
            raise Refusal(404, self.missing)
        now = stamp(datetime.now(UTC))
        row |= {"moderation_status": self.status, "moderated_at": now, "moderated_by": request.asker["id"]}
        if self.crashes:
            raise Crash
        return reply(visible(row, self.hidden))


@dataclass(frozen=True, slots=True)
class Everything:
    """A public dictionary: all rows, whatever the query says."""

    rows: str

    def answer(self, rows: Sequence[Row], _request: Request) -> Reply:
        return reply(list(rows))


def visible(row: Row, hidden: frozenset[str]) -> Row:
    return {key: value for key, value in row.items() if key not in hidden} if hidden else row


def ownership(request: Request, *, owned: bool) -> list[Test]:
    if not owned or request.asker["role"] not in OWNERS:
        return []
    me = request.asker["id"]
    return [lambda row: row["admin_id"] == me]


Action: TypeAlias = Listing | Detail | Decide | Everything
