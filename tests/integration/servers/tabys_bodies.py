"""Bodies that are written to the fake Tabys: JSON, forms with files, parameters, checked the way pydantic does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_bytes
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from tests.integration.servers.tabys_wire import Call, Row, integer, invalid, json_object, refuse_invalid

FORM = "application/x-www-form-urlencoded"
# Addresses that e-mail validation refuses.
RESERVED = (".invalid", ".test", ".local", ".localhost")


class Wrong(Exception):  # noqa: N818 - named after what happened
    """A value that will not do: the kind of the problem, what is said of it, and its context."""

    def __init__(self, kind: str, message: str, context: Row | None = None) -> None:
        super().__init__(message)
        self.kind, self.message, self.context = kind, message, context


Check: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a body; one that is not required may be null."""

    name: str
    check: Check
    required: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)


def text(least: int | None = None, most: int | None = None) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("string_type", "Input should be a valid string")
        if least is not None and len(value) < least:
            raise Wrong("string_too_short", f"String should have at least {least} character", {"min_length": least})
        if most is not None and len(value) > most:
            raise Wrong("string_too_long", f"String should have at most {most} characters", {"max_length": most})
        return value

    return check


def whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = integer(value) if isinstance(value, str) else None
    if number is None:
        raise Wrong("int_parsing", "Input should be a valid integer, unable to parse string as an integer")
    return number


def wholes(value: Any) -> list[int]:
    if not isinstance(value, list):
        raise Wrong("list_type", "Input should be a valid list")
    return [whole(item) for item in value]


def decimal(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise Wrong("float_parsing", "Input should be a valid number, unable to parse string as a number") from None


def truth(value: Any) -> bool:
    words = {"true": True, "1": True, "false": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in words:
        raise Wrong("bool_parsing", "Input should be a valid boolean, unable to interpret input")
    return words[value.lower()]


def when(value: Any) -> datetime:
    """Aware if it was sent so: what a route does with it is its own affair."""
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong("datetime_from_date_parsing", "Input should be a valid datetime or date") from None


def day(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Wrong("date_from_datetime_parsing", "Input should be a valid date or datetime") from None


def one_of(*values: str) -> Check:
    def check(value: Any) -> str:
        if value not in values:
            expected = " or ".join(f"'{one}'" for one in values)
            raise Wrong("enum", f"Input should be {expected}", {"expected": expected})
        return str(value)

    return check


def email(value: Any) -> str:
    name, _, domain = str(value).partition("@")
    if not name or "." not in domain or domain.endswith(RESERVED):
        reason = {"reason": "The part after the @-sign is a special-use or reserved name."}
        raise Wrong("value_error", "value is not a valid email address", reason)
    return str(value)


def anything(value: Any) -> Any:
    return value


def stored(at: datetime) -> str:
    """Naive UTC, as most modules keep any moment."""
    return (at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at).isoformat()


def checked(given: Mapping[str, Any], columns: Sequence[Column], place: str = "body") -> Row:
    """The values that were sent, all problems at once; unknown keys are dropped. The input is echoed."""
    values: Row = {}
    problems: list[Row] = []
    for column in columns:
        loc = [place, column.name]
        if column.name not in given:
            if column.required:
                problems.append(invalid("missing", loc, "Field required", dict(given)))
            continue
        value = given[column.name]
        try:
            values[column.name] = None if value is None and not column.required else column.check(value)
        except Wrong as wrong:
            problems.append(invalid(wrong.kind, loc, wrong.message, value, wrong.context))
    refuse_invalid(problems)
    return values


def from_json(call: Call, columns: Sequence[Column]) -> Row:
    return checked(json_object(call), columns)


def from_query(call: Call, columns: Sequence[Column]) -> Row:
    return checked(call.query, columns, "query")


def form_of(call: Call) -> Form:
    """Nothing of a body that is no form is seen."""
    kind = call.headers.get("content-type", "")
    if kind.startswith(FORM):
        return Form(parse_qs(call.raw.decode(), keep_blank_values=True))
    if not kind.startswith("multipart/form-data"):
        return Form()
    message = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + call.raw)
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    for part in message.get_payload() if message.is_multipart() else ():
        content = part.get_payload(decode=True)  # type: ignore[union-attr]  # of a multipart they are messages
        name = str(part.get_param("name", header="content-disposition"))  # type: ignore[union-attr]
        file_name = part.get_filename()  # type: ignore[union-attr]
        if file_name is not None:
            files[name] = Upload(file_name, bytes(content))
        else:
            fields.setdefault(name, []).append(bytes(content).decode())
    return Form(fields, files)


def from_form(form: Form, columns: Sequence[Column]) -> Row:
    """An empty field is one that was not sent."""
    lists = {column.name for column in columns if column.check is wholes}
    given = {name: values if name in lists else values[-1] for name, values in form.fields.items() if values != [""]}
    return checked(given, columns)
