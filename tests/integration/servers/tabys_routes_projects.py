"""Projects of the fake Tabys: lines of its table."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.integration.servers.tabys_access import DECISION, OWNER, Entry, decisions, reads
from tests.integration.servers.tabys_accounts import USERS
from tests.integration.servers.tabys_actions import (
    Counted,
    Crashing,
    Detail,
    Listing,
    Paging,
    Records,
    Worked,
    visible,
)
from tests.integration.servers.tabys_filters import (
    Filter,
    contains,
    equals,
    moderation,
    since,
    until,
)
from tests.integration.servers.tabys_routes_content import NARROW, WIDE, pending
from tests.integration.servers.tabys_seeds import abroad
from tests.integration.servers.tabys_wire import Crash, Refusal, Request, Row, moment, path_id

PROJECT_404 = "Проект не найден или у вас нет прав на его просмотр"


def _open_project(row: Row, _records: Records) -> Row:
    return {**row, "photo_url": abroad(row["photo_url"])}


def _shown_project(row: Row, records: Records) -> Row:
    """GET /projects/{id}: whom people vote for, or how many have applied."""
    own = [one for one in records["candidates"] if one["_project_id"] == row["id"]]
    gallery = [one for one in records["gallery"] if one["_project_id"] == row["id"]]
    pictures = [visible(one) | {"image_url": abroad(one["image_url"])} for one in gallery]
    if row["project_type"] == "voting":
        people = [visible(one) | {"photo_url": abroad(one["photo_url"])} for one in own]
        more: Row = {"participants": people, "total_votes": sum(one["votes_count"] for one in own)}
    else:
        more = {"applications_count": row["id"] % 4}
    return {**_open_project(row, records), "gallery": pictures, **more}


def _statusless(row: Row) -> bool:
    return row["status"] is None


def _asked_project(records: Records, request: Request) -> Row | None:
    wanted = path_id(request, "project_id")
    return next((row for row in records["projects"] if row["id"] == wanted), None)


def _may_read(project: Row, request: Request) -> bool:
    """Government never, an npo its own only."""
    role, me = request.asker["role"], request.asker["id"]
    return role != "government" and bool(role != "npo" or project["admin_id"] == me)


def _or_crash(records: Records, request: Request) -> None:
    """GET /projects/{id}/submissions turns its own 403 and 404 into a 500."""
    project = _asked_project(records, request)
    if project is None or not _may_read(project, request):
        raise Crash


def may_read_or_refuse(records: Records, request: Request) -> None:
    project = _asked_project(records, request)
    if project is None:
        raise Refusal(404, "Проект не найден")
    if not _may_read(project, request):
        raise Refusal(403, "У вас нет прав на просмотр заявок этого проекта")


def _analytics(records: Records, request: Request) -> Any:
    may_read_or_refuse(records, request)
    wanted = path_id(request, "project_id")
    rows = [row for row in records["submissions"] if row["project_id"] == wanted]
    statuses = Counter(row["status"] for row in rows)
    days = Counter(moment(row["submitted_at"]).date().isoformat() for row in rows)
    field = {"field_label_kz": "Қала", "field_label_ru": "Город", "type": "dropdown"}
    return {
        "total_submissions": len(rows),
        **{f"{status}_count": statuses[status] for status in ("pending", "approved", "rejected")},
        "submissions_over_time": [{"date": day, "count": days[day]} for day in sorted(days)],
        "field_statistics": {"f2": {**field, "value_counts": {"Караганда": len(rows)}}} if rows else {},
        "avg_submissions_per_day": round(len(rows) / max(1, len(days)), 2),
    }


PROJECT_FILTERS: Mapping[str, Filter] = {"status": equals("status"), "project_type": equals("project_type")}
SUBMISSION_FILTERS: Mapping[str, Filter] = {
    "status": equals("status"),
    "search": contains("applicant_name", "phone_number", "email"),
    "start_date": since("submitted_at", "start_date"),
    "end_date": until("submitted_at", "end_date"),
}
OF_PROJECT = ("project_id", "project_id")

PROJECTS_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        "/api/v2/projects/",
        None,
        Listing(
            "projects",
            Paging(10),
            "created_at",
            hidden=DECISION | OWNER,
            filters=PROJECT_FILTERS,
            shape=_open_project,
        ),
    ),
    (
        "GET",
        "/api/v2/projects/admin/list",
        reads("projects"),
        Listing(
            "projects",
            WIDE,
            "created_at",
            owned=True,
            filters={**PROJECT_FILTERS, "search": contains("title", "title_ru", "description", "description_ru")},
        ),
    ),
    (
        "GET",
        "/api/v2/projects/admin/{project_id}",
        reads("projects"),
        Detail("projects", "project_id", PROJECT_404, owned=True),
    ),
    ("GET", "/api/v2/projects/admin/moderation/stats", reads("projects"), Counted("projects")),
    # No ORDER BY in the moderation lists of projects.
    (
        "GET",
        "/api/v2/projects/admin/moderation/pending",
        reads("projects"),
        Listing("projects", NARROW, only=pending, broken=_statusless),
    ),
    (
        "GET",
        "/api/v2/projects/admin/moderation/all-statuses",
        reads("projects"),
        Listing("projects", NARROW, filters={"moderation_status": moderation}, broken=_statusless),
    ),
    *decisions("/api/v2/projects/admin/moderation", "projects", PROJECT_404, begins=True),
    (
        "GET",
        "/api/v2/projects/{project_id}/submissions",
        reads("projects"),
        Listing(
            "submissions",
            Paging(50),
            "submitted_at",
            envelope="submissions",
            total="all",
            numbered=True,
            filters=SUBMISSION_FILTERS,
            parent=OF_PROJECT,
            gate=_or_crash,
        ),
    ),
    (
        "GET",
        "/api/v2/projects/{project_id}/submissions/{submission_id}",
        reads("projects"),
        Detail("submissions", "submission_id", "Заявка не найдена", parent=OF_PROJECT, gate=may_read_or_refuse),
    ),
    (
        "GET",
        "/api/v2/projects/{project_id}/form-template",
        None,
        Detail("form_templates", "project_id", "Шаблон формы не найден", column="project_id"),
    ),
    ("GET", "/api/v2/projects/{project_id}/analytics", reads("projects"), Worked(_analytics)),
    ("GET", "/api/v2/projects/{project_id}/applications", USERS, Crashing()),
    (
        "GET",
        "/api/v2/projects/{project_id}",
        None,
        Detail("projects", "project_id", "Проект не найден", hidden=DECISION | OWNER, shape=_shown_project),
    ),
)
