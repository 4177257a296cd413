"""What every route of the fake Tabys is made of: calls, replies, refusals and FastAPI's 422 shapes."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]

JSON = "application/json"
INT4 = 2**31 - 1
INTEGER = re.compile(r"\s*[+-]?\d+(\.0+)?\s*")


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the server saw it."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def sends_json(self) -> bool:
        return JSON in self.headers.get("content-type", "")

    @property
    def body(self) -> Any:
        """The parsed JSON; the text when it is not JSON; None when there is none."""
        if not self.raw:
            return None
        text = self.raw.decode(errors="replace")
        try:
            return json.loads(text) if self.sends_json else text
        except ValueError:
            return text


@dataclass(frozen=True, slots=True)
class Reply:
    """`crash` marks an answer after which the backend drops the connection without announcing it.

    `stalls` marks a body that begins and never ends; `found` is how many rows a list had before it was paged.
    """

    status: int
    body: bytes
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    crash: bool = False
    stalls: bool = False
    found: int | None = None


CRASH = Reply(500, b"Internal Server Error", "text/plain; charset=utf-8", crash=True)


class Refusal(Exception):  # noqa: N818 - named after what happened
    """Answers `{"detail": ...}`; raise it anywhere below a route."""

    def __init__(self, status: int, detail: Any, **headers: str) -> None:
        super().__init__(detail)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.reply = replace(reply({"detail": detail}, status), headers=named)


class Crash(Exception):  # noqa: N818
    """The backend raised: 500 in plain text and a dropped connection."""


@dataclass(frozen=True, slots=True)
class Request:
    """A call that has reached its route: who asks (None on an open route) and the path's parameters."""

    call: Call
    admin: Row | None
    params: Mapping[str, str]

    @property
    def asker(self) -> Row:
        if self.admin is None:
            raise TypeError(f"{self.call.path} is an open route")
        return self.admin


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a route; `roles` None is any admin, also `client`, an unknown role and NULL.

    `for_users` marks a route for ordinary users: no admin is ever let in.
    """

    roles: frozenset[str] | None
    refusal: str = ""
    for_users: bool = False


Answer: TypeAlias = Callable[[Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the backend's routing table; `access` None needs no token."""

    method: str
    path: str
    access: Access | None
    answer: Answer


def reply(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def invalid(kind: str, loc: Sequence[str | int], msg: str, given: Any, ctx: Row | None = None) -> Row:
    """One entry of a 422; it echoes what was sent, as the backend does."""
    return {"type": kind, "loc": list(loc), "msg": msg, "input": given, **({} if ctx is None else {"ctx": ctx})}


def refuse_invalid(problems: Sequence[Row]) -> None:
    if problems:
        raise Refusal(422, list(problems))


def integer(text: str) -> int | None:
    return int(text.partition(".")[0]) if INTEGER.fullmatch(text) else None


def not_integer(loc: Sequence[str | int], given: Any) -> Row:
    return invalid("int_parsing", loc, "Input should be a valid integer, unable to parse string as an integer", given)


def outside(value: int, least: int | None, most: int | None, loc: Sequence[str | int], given: Any) -> Row | None:
    if least is not None and value < least:
        return invalid(
            "greater_than_equal", loc, f"Input should be greater than or equal to {least}", given, {"ge": least}
        )
    if most is not None and value > most:
        return invalid("less_than_equal", loc, f"Input should be less than or equal to {most}", given, {"le": most})
    return None


def path_id(request: Request, name: str) -> int | None:
    """None when no row can have that id: beyond int4 is an ordinary 404, not a 500."""
    given = request.params[name]
    value = integer(given)
    if value is None:
        raise Refusal(422, [not_integer(["path", name], given)])
    return value if abs(value) <= INT4 else None


def json_object(call: Call) -> Row:
    if not call.raw:
        raise Refusal(422, [invalid("missing", ["body"], "Field required", None)])
    try:
        value = json.loads(call.raw) if call.sends_json else call.raw.decode(errors="replace")
    except ValueError as error:
        problem = invalid("json_invalid", ["body", 0], "JSON decode error", {}, {"error": str(error)})
        raise Refusal(422, [problem]) from error
    if not isinstance(value, dict):
        message = "Input should be a valid dictionary or object to extract fields from"
        raise Refusal(422, [invalid("model_attributes_type", ["body"], message, value)])
    return value


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime:
    """Any of the backend's three forms: naive (UTC by convention), `Z`, `+00:00`."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def stamp(at: datetime) -> str:
    """Naive UTC with microseconds, the form of rows that the backend has just written."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat()
