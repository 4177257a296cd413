"""What the module routes of the fake Tabys do: page a list, show a row, decide on a row, count."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, TypeAlias

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

Records: TypeAlias = Mapping[str, list[Row]]
# How a row is shown when that is more than leaving columns out.
Shape: TypeAlias = Callable[[Row, Records], Row]
# Refuses (or crashes) before anything is read.
Gate: TypeAlias = Callable[[Records, Request], None]

# Only these two see their own rows alone in admin/list and admin/{id}; moderation routes ignore ownership.
OWNERS = frozenset({"msb", "npo"})


class Action(Protocol):
    """What a line of the table answers from the records."""

    def answer(self, records: Records, request: Request) -> Reply: ...


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
    """A GET that pages; unknown query parameters (also `page`, `page_size`) are ignored.

    `paging` None is a list that comes whole; `order` None comes as the rows are stored. `parent` names a parameter
    of the path and the column it restricts, `unless_told` the filters' values when the query has none, and `late`
    the filters that the backend applies to the page instead of the list.
    """

    rows: str
    paging: Paging | None
    order: str | None = None
    owned: bool = False
    hidden: frozenset[str] = frozenset()
    envelope: str | None = None
    # The volunteer admin's `total` is the length of this page, not a total.
    total: Literal["page", "all", "none"] = "page"
    numbered: bool = False
    filters: Mapping[str, Filter] | None = None
    unless_told: Mapping[str, str] | None = None
    late: frozenset[str] = frozenset()
    only: Test | None = None
    parent: tuple[str, str] | None = None
    gate: Gate | None = None
    broken: Test | None = None
    shape: Shape | None = None

    def answer(self, records: Records, request: Request) -> Reply:
        window = slice(0, None) if self.paging is None else self.paging.window(request.call.query)
        early, late = self._tests(request)
        if self.gate is not None:
            self.gate(records, request)
        found = [row for row in records[self.rows] if all(test(row) for test in early)]
        if (order := self.order) is not None:
            found.sort(key=lambda row: moment(row[order]), reverse=True)
        page = [row for row in found[window] if all(test(row) for test in late)]
        if self.broken is not None and any(map(self.broken, page)):
            raise Crash  # one bad row breaks the whole page
        shown = [presented(row, records, self.hidden, self.shape) for row in page]
        return replace(reply(self._wrapped(shown, len(found), window)), found=len(found))

    def _tests(self, request: Request) -> tuple[list[Test], list[Test]]:
        given = {**(self.unless_told or {}), **request.call.query}
        made = {
            name: make(given[name], replace(request, call=replace(request.call, query=given)))
            for name, make in (self.filters or {}).items()
            if name in given
        }
        early = [*(test for name, test in made.items() if name not in self.late), *ownership(request, owned=self.owned)]
        if self.only is not None:
            early.append(self.only)
        if self.parent is not None:
            parameter, column = self.parent
            wanted = path_id(request, parameter)
            early.append(lambda row: row[column] == wanted)
        return early, [test for name, test in made.items() if name in self.late]

    def _wrapped(self, shown: list[Row], found: int, window: slice) -> Any:
        if self.envelope is None:
            return shown
        totals = {"page": {"total": len(shown)}, "all": {"total": found}, "none": {}}
        size = (window.stop or found) - window.start
        numbers = {"page": window.start // size + 1 if size else 1, "page_size": size} if self.numbered else {}
        return {self.envelope: shown, **totals[self.total], **numbers}


@dataclass(frozen=True, slots=True)
class Detail:
    """A GET of one row; someone else's row is a 404 too, never a 403. `viewed` names a counter that each GET raises."""

    rows: str
    parameter: str
    missing: str
    owned: bool = False
    hidden: frozenset[str] = frozenset()
    least: int | None = None
    parent: tuple[str, str] | None = None
    gate: Gate | None = None
    broken: Test | None = None
    shape: Shape | None = None
    viewed: str | None = None
    column: str = "id"

    def answer(self, records: Records, request: Request) -> Reply:
        wanted = path_id(request, self.parameter)
        given = request.params[self.parameter]
        problem = None if wanted is None else outside(wanted, self.least, None, ["path", self.parameter], given)
        refuse_invalid([problem] if problem else [])
        if self.gate is not None:
            self.gate(records, request)
        tests = ownership(request, owned=self.owned)
        if self.parent is not None:
            parameter, column = self.parent
            above = path_id(request, parameter)
            tests.append(lambda row: row[column] == above)
        found = (row for row in records[self.rows] if row[self.column] == wanted and all(test(row) for test in tests))
        row = next(found, None)
        if row is None:
            raise Refusal(404, self.missing)
        if self.viewed is not None:
            row[self.viewed] += 1
        if self.broken is not None and self.broken(row):
            raise Crash
        return reply(presented(row, records, self.hidden, self.shape))


@dataclass(frozen=True, slots=True)
class Decide:
    """A POST without a body that works from any state and ignores ownership. `begins`: a draft becomes active."""

    rows: str
    parameter: str
    missing: str
    status: str
    hidden: frozenset[str] = frozenset()
    crashes: bool = False
    shape: Shape | None = None
    begins: bool = False

    def answer(self, records: Records, request: Request) -> Reply:
        wanted = path_id(request, self.parameter)
        row = next((row for row in records[self.rows] if row["id"] == wanted), None)
        if row is None:
            raise Refusal(404, self.missing)
        now = stamp(datetime.now(UTC))
        row |= {"moderation_status": self.status, "moderated_at": now, "moderated_by": request.asker["id"]}
        if self.begins and row["status"] == "draft":
            row["status"] = "active"
        if self.crashes:
            raise Crash
        return reply(presented(row, records, self.hidden, self.shape))


@dataclass(frozen=True, slots=True)
class Everything:
    """A public dictionary: all rows, whatever the query says."""

    rows: str

    def answer(self, records: Records, _request: Request) -> Reply:
        return reply([visible(row) for row in records[self.rows]])


@dataclass(frozen=True, slots=True)
class Worked:
    """Whatever a function works out of the records."""

    out: Callable[[Records, Request], Any]

    def answer(self, records: Records, request: Request) -> Reply:
        return reply(self.out(records, request))


@dataclass(frozen=True, slots=True)
class Counted:
    """`.../moderation/stats`: of everyone's rows, whoever asks."""

    rows: str

    def answer(self, records: Records, _request: Request) -> Reply:
        return reply(counted(records[self.rows]))


class Crashing:
    """A route that has never worked."""

    def answer(self, _records: Records, _request: Request) -> Reply:
        raise Crash


def counted(rows: Sequence[Row]) -> dict[str, int]:
    statuses = [row["moderation_status"] for row in rows]
    return {"total": len(rows)} | {status: statuses.count(status) for status in ("pending", "approved", "rejected")}


def visible(row: Row, hidden: frozenset[str] = frozenset()) -> Row:
    """Without the hidden columns and those that begin with an underscore: they are known to the fake alone."""
    return {key: value for key, value in row.items() if key not in hidden and key[0] != "_"}


def presented(row: Row, records: Records, hidden: frozenset[str], shape: Shape | None) -> Row:
    return visible(row if shape is None else shape(row, records), hidden)


def ownership(request: Request, *, owned: bool) -> list[Test]:
    if not owned or request.asker["role"] not in OWNERS:
        return []
    me = request.asker["id"]
    return [lambda row: row["admin_id"] == me]
