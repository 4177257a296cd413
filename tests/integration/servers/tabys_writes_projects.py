"""What is written about projects of the fake Tabys and their submissions: lines of its table."""

from dataclasses import dataclass
from datetime import datetime

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records, visible
from tests.integration.servers.tabys_bodies import Column, from_json, one_of, stored, text, when
from tests.integration.servers.tabys_routes_projects import may_read_or_refuse
from tests.integration.servers.tabys_saving import DROPPED, Create, Remove, Update, now, verdict_on_new
from tests.integration.servers.tabys_wire import Crash, Refusal, Reply, Request, Row, invalid, path_id, reply

PROJECTS = "/api/v2/projects"
MISSING = "Проект не найден или у вас нет прав"
TEXTS = {
    "title": text(1, 255),
    "title_ru": text(1, 255),
    "description": text(1),
    "description_ru": text(1),
    "author": text(1, 255),
}
DATES = {"start_date": when, "end_date": when}
OPTIONAL = (
    Column("photo_url", text()),
    Column("video_url", text()),
    Column("status", one_of("draft", "active", "completed", "cancelled")),
)
LONGEST = {"project_type": 50, "photo_url": 500, "video_url": 500}
REVIEW = (Column("status", one_of("pending", "approved", "rejected")), Column("admin_comment", text()))


def _blank(request: Request) -> Row:
    return {"photo_url": None, "video_url": None, "status": "draft", "created_at": now(), **verdict_on_new(request)}


def _settled(values: Row, row: Row | None, _records: Records, request: Request) -> Row:
    if row is not None and not set(TEXTS) & set(values):
        raise Crash
    start, end = values.get("start_date"), values.get("end_date")
    if start and end and (start.tzinfo is None) is not (end.tzinfo is None):
        raise Crash  # a naive and an aware datetime do not compare
    if row is None and start and end and end <= start:
        message = "Value error, end_date must be after start_date"
        raise Refusal(422, [invalid("value_error", ["body"], message, request.call.body, {"error": {}})])
    moments = {name: stored(value) for name, value in values.items() if isinstance(value, datetime)}
    forced = {"status": "draft"} if row is None and request.asker["role"] == "npo" else {}
    given = {name: value for name, value in values.items() if row is not None or value is not None}
    return {**given, **moments, **forced}


@dataclass(frozen=True, slots=True)
class Review:
    def answer(self, records: Records, request: Request) -> Reply:
        values = from_json(request.call, REVIEW)
        may_read_or_refuse(records, request)
        project, number = path_id(request, "project_id"), path_id(request, "submission_id")
        found = (row for row in records["submissions"] if row["project_id"] == project and row["id"] == number)
        row = next(found, None)
        if row is None:
            raise Refusal(404, "Заявка не найдена")
        row |= values
        if values.get("status"):
            row |= {"reviewed_by": request.asker["id"], "reviewed_at": now()}
        return reply(visible(row))


PROJECTS_WRITES: tuple[Entry, ...] = (
    (
        "POST",
        f"{PROJECTS}/admin/create",
        writes("projects", "create"),
        Create(
            "projects",
            (
                *(Column(name, one, required=True) for name, one in {**TEXTS, **DATES, "project_type": text()}.items()),
                *OPTIONAL,
            ),
            _blank,
            _settled,
            LONGEST,
        ),
    ),
    (
        "PUT",
        f"{PROJECTS}/admin/{{project_id}}",
        writes("projects", "update"),
        Update(
            "projects",
            "project_id",
            MISSING,
            (*(Column(name, check) for name, check in {**TEXTS, **DATES}.items()), *OPTIONAL),
            _settled,
            LONGEST,
            owned=True,
            solid=frozenset({*TEXTS, *DATES, "status"}),
            major=frozenset(TEXTS),
        ),
    ),
    (
        "DELETE",
        f"{PROJECTS}/admin/{{project_id}}",
        writes("projects", "delete"),
        Remove(
            "projects",
            "project_id",
            MISSING,
            owned=True,
            cascade={"submissions": "project_id", "candidates": "_project_id"},
            done=DROPPED,
        ),
    ),
    (
        "PUT",
        f"{PROJECTS}/{{project_id}}/submissions/{{submission_id}}/status",
        writes("projects", "update"),
        Review(),
    ),
)
