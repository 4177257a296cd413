"""What is written about places, tickets and promo actions of the fake Tabys, unchecked: lines of its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_routes_leisure import KINDS
from tests.integration.servers.tabys_saving import Remove, fit, next_id, now, verdict_on_new, wanted
from tests.integration.servers.tabys_wire import Crash, Reply, Request, Row, json_object, reply

LEISURE = "/api/v2/leisure/admin"
TEXTS = ("title", "title_ru", "description", "description_ru")
CONTACTS = ("price", "main_photo_url", "address_link", "instagram_url", "tiktok_url", "whatsapp_number", "status")
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "places": (*TEXTS, "address"),
    "tickets": (*TEXTS, "address", "event_date"),
    "promo": (*TEXTS, "related_type", "related_id", "start_date", "end_date"),
}
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "places": (*CONTACTS, "category_id", "event_date"),
    "tickets": CONTACTS,
    "promo": ("discount_text", "promo_code", "promo_image_url", "status"),
}
COUNTED: Mapping[str, Row] = {"places": {"rating": 0.0, "views_count": 0}, "tickets": {}, "promo": {}}
DATES = ("event_date", "start_date", "end_date")
LONGEST = {"title": 255, "title_ru": 255}


def _taken(kind: str, body: Row) -> None:
    """Only the database objects, with a 500."""
    fit(body, LONGEST)
    if any(name in body and body[name] is None for name in (*REQUIRED[kind], "status")):
        raise Crash
    for name in DATES:
        if body.get(name) is not None:
            _as_postgres_reads(body[name])
    if any(not isinstance(body[name], int | None) for name in ("category_id", "related_id") if name in body):
        raise Crash


def _as_postgres_reads(written: str) -> None:
    for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            datetime.strptime(written, form)  # noqa: DTZ007 - only whether it is a date
        except (TypeError, ValueError):
            continue
        return
    raise Crash


@dataclass(frozen=True, slots=True)
class CreateLeisure:
    """The body is given to the model as it is: every key must be one of it."""

    kind: str

    def answer(self, records: Records, request: Request) -> Reply:
        body, required = json_object(request.call), REQUIRED[self.kind]
        if set(body) - {*required, *OPTIONAL[self.kind]} or set(required) - set(body):
            raise Crash
        _taken(self.kind, body)
        times = {"created_at": now(), "updated_at": now()}
        blank = {**dict.fromkeys(OPTIONAL[self.kind]), **COUNTED[self.kind], "status": "active", **times}
        row = {**blank, **verdict_on_new(request), **body, "id": next_id(records[self.kind])}
        records[self.kind].append(row)
        return reply(row, 201)


@dataclass(frozen=True, slots=True)
class UpdateLeisure:
    """Mass assignment: whatever is a column is overwritten, also the number and the state of moderation."""

    kind: str
    missing: str

    def answer(self, records: Records, request: Request) -> Reply:
        body = json_object(request.call)
        row = wanted(records, request, self.kind, "item_id", self.missing, owned=True)
        if not body or set(body) - set(row):
            raise Crash
        _taken(self.kind, body)
        row |= {"updated_at": now(), **body}
        return reply(row)


LEISURE_WRITES: tuple[Entry, ...] = tuple(
    entry
    for kind in KINDS
    for entry in (
        ("POST", f"{LEISURE}/{kind.rows}/create", writes("leisure", "create"), CreateLeisure(kind.rows)),
        (
            "PUT",
            f"{LEISURE}/{kind.rows}/{{item_id}}",
            writes("leisure", "update"),
            UpdateLeisure(kind.rows, kind.missing),
        ),
        (
            "DELETE",
            f"{LEISURE}/{kind.rows}/{{item_id}}",
            writes("leisure", "delete"),
            Remove(kind.rows, "item_id", kind.missing, owned=True),
        ),
    )
)
