"""How the module routes of the fake Tabys write: make a row, change one, take one away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from tests.integration.servers.tabys_actions import Records, Shape, ownership, presented
from tests.integration.servers.tabys_bodies import Column, from_json
from tests.integration.servers.tabys_wire import INT4, Call, Crash, Refusal, Reply, Request, Row, path_id, reply, stamp

# Rows of these are approved at once, and stay so when they are edited.
TRUSTED = frozenset({"administrator", "super_admin"})
DONE = Reply(204, b"")

Reads: TypeAlias = Callable[[Call, Sequence[Column]], Row]
# Makes what is stored of what was sent: may refuse or crash. The row is None for a new one.
Settle: TypeAlias = Callable[[Row, Row | None, Records, Request], Row]
Told: TypeAlias = Callable[[Row], Any]


def now() -> str:
    return stamp(datetime.now(UTC))


def as_sent(values: Row, _row: Row | None, _records: Records, _request: Request) -> Row:
    return values


def next_id(rows: Sequence[Row]) -> int:
    return max((row["id"] for row in rows), default=0) + 1


def fit(values: Mapping[str, Any], longest: Mapping[str, int]) -> None:
    """What the database does not take is a 500: NUL, numbers beyond int4, texts beyond their column."""
    for name, value in values.items():
        if isinstance(value, str) and ("\0" in value or len(value) > longest.get(name, len(value))):
            raise Crash
        if isinstance(value, int) and abs(value) > INT4:
            raise Crash


def verdict_on_new(request: Request) -> Row:
    """What a row of that admin begins with."""
    me = request.asker
    trusted = me["role"] in TRUSTED
    return {
        "moderation_status": "approved" if trusted else "pending",
        "moderated_at": now() if trusted else None,
        "moderated_by": me["id"] if trusted else None,
        "moderation_comment": None,
        "is_admin_created": trusted,
        "admin_id": me["id"],
    }


def wanted(records: Records, request: Request, rows: str, parameter: str, missing: str, *, owned: bool) -> Row:
    number = path_id(request, parameter)
    tests = ownership(request, owned=owned)
    row = next((row for row in records[rows] if row["id"] == number and all(test(row) for test in tests)), None)
    if row is None:
        raise Refusal(404, missing)
    return row


@dataclass(frozen=True, slots=True)
class Create:
    """`blank`: the columns that are not sent. `told`: the answer, the row itself unless it is another one."""

    rows: str
    columns: tuple[Column, ...]
    blank: Callable[[Request], Row]
    settle: Settle = as_sent
    longest: Mapping[str, int] = field(default_factory=dict)
    reads: Reads = from_json
    status: int = 201
    hidden: frozenset[str] = frozenset()
    shape: Shape | None = None
    told: Told | None = None

    def answer(self, records: Records, request: Request) -> Reply:
        values = self.settle(self.reads(request.call, self.columns), None, records, request)
        fit(values, self.longest)
        row = {**self.blank(request), **values, "id": next_id(records[self.rows])}
        records[self.rows].append(row)
        told = presented(row, records, self.hidden, self.shape) if self.told is None else self.told(row)
        return reply(told, self.status)


@dataclass(frozen=True, slots=True)
class Update:
    """`major`: what sends an approved row of an owner back to moderation, by presence or by a real change.

    `solid`: columns that are NOT NULL. `refill`: what is not sent becomes this. `moves`: the row goes to the end.
    """

    rows: str
    parameter: str
    missing: str
    columns: tuple[Column, ...]
    settle: Settle = as_sent
    longest: Mapping[str, int] = field(default_factory=dict)
    reads: Reads = from_json
    owned: bool = False
    major: frozenset[str] = frozenset()
    by_presence: bool = False
    solid: frozenset[str] = frozenset()
    refill: Mapping[str, Any] = field(default_factory=dict)
    moves: bool = False
    hidden: frozenset[str] = frozenset()
    shape: Shape | None = None
    told: Told | None = None

    def answer(self, records: Records, request: Request) -> Reply:
        values = self.reads(request.call, self.columns)
        row = wanted(records, request, self.rows, self.parameter, self.missing, owned=self.owned)
        values = self.settle({**self.refill, **values}, row, records, request)
        fit(values, self.longest)
        if any(name in self.solid and value is None for name, value in values.items()):
            raise Crash
        self._send_back(row, values, request)
        row |= values
        if "updated_at" in row:
            row["updated_at"] = now()
        if self.moves:
            records[self.rows].remove(row)
            records[self.rows].append(row)
        told = presented(row, records, self.hidden, self.shape) if self.told is None else self.told(row)
        return reply(told)

    def _send_back(self, row: Row, values: Row, request: Request) -> None:
        changed = {name for name in self.major & set(values) if self.by_presence or values[name] != row.get(name)}
        if changed and request.admin and request.asker["role"] not in TRUSTED:
            row["moderation_status"] = "pending" if row["moderation_status"] == "approved" else row["moderation_status"]


@dataclass(frozen=True, slots=True)
class Remove:
    """`gone`: what the row says instead of vanishing. `cascade`: rows of others that go with it, by their column."""

    rows: str
    parameter: str
    missing: str
    owned: bool = False
    gone: Mapping[str, Any] = field(default_factory=dict)
    cascade: Mapping[str, str] = field(default_factory=dict)
    done: Reply = DONE

    def answer(self, records: Records, request: Request) -> Reply:
        row = wanted(records, request, self.rows, self.parameter, self.missing, owned=self.owned)
        row |= self.gone
        if not self.gone:
            records[self.rows].remove(row)
        for name, column in self.cascade.items():
            records[name][:] = [other for other in records[name] if other[column] != row["id"]]
        return self.done


def told_off(message: str) -> Reply:
    """The other deletes answer with words."""
    return reply({"message": message})


# The backend writes a body on this 204, so its server drops the connection right after it.
DROPPED = replace(DONE, crash=True)
