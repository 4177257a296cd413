"""Volunteers of the fake Tabys: lines of its table."""

from collections import Counter
from typing import Any

from tests.integration.servers.tabys_access import Entry, reads
from tests.integration.servers.tabys_actions import Everything, Listing, Paging, Records, Worked
from tests.integration.servers.tabys_filters import contains, equals, if_given, number, since, until
from tests.integration.servers.tabys_routes_content import UNCHECKED
from tests.integration.servers.tabys_wire import Request, Row

ADMIN = "/api/v2/admin/volunteer"


def _orphan(row: Row) -> bool:
    """The volunteer's own row is gone."""
    return bool(row["_orphan"])


def _live(row: Row) -> bool:
    """Deletion is soft, and no list shows what is deleted."""
    return bool(row["_is_active"])


def _of_event(row: Row, _records: Records) -> Row:
    """The same application in quite another shape, under its event."""
    volunteer = {"id": row["_volunteer_id"], "name": row["volunteer_name"], "status": row["_volunteer_status"]}
    return {
        "application_id": row["id"],
        "volunteer": volunteer,
        "applied_role": row["role"],
        "status": row["status"],
        "attended": row["attended"],
        "report_submitted": row["attended"],
        "created_at": row["created_at"],
    }


def _overview(records: Records, _request: Request) -> Any:
    """`total_volunteers` is the one real total of this module."""
    volunteers = records["volunteers"]
    return {
        "total_volunteers": len(volunteers),
        "total_events": sum(map(_live, records["volunteer_events"])),
        "total_applications": len(records["applications"]),
        "total_v_coins_earned": sum(row["total_earned"] for row in volunteers),
        "volunteers_by_status": dict(Counter(row["volunteer_status"] for row in volunteers)),
    }


VOLUNTEERS_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        f"{ADMIN}/volunteers",
        reads("volunteers"),
        Listing(
            "volunteers",
            UNCHECKED,
            envelope="volunteers",
            filters={"status_filter": equals("volunteer_status"), "direction_id": number("direction_id")},
        ),
    ),
    # The one list of this module whose filter is called `status`; `status_filter` is ignored here.
    (
        "GET",
        f"{ADMIN}/applications",
        reads("volunteers"),
        Listing(
            "applications",
            UNCHECKED,
            "created_at",
            envelope="applications",
            filters={"status": equals("status"), "event_id": number("_event_id", "event_id")},
            broken=_orphan,
        ),
    ),
    (
        "GET",
        f"{ADMIN}/events/{{event_id}}/applications",
        reads("volunteers"),
        Listing(
            "applications",
            None,
            envelope="applications",
            total="none",
            filters={"status_filter": equals("status")},
            parent=("event_id", "_event_id"),
            shape=_of_event,
        ),
    ),
    (
        "GET",
        f"{ADMIN}/task-reports",
        reads("volunteers"),
        Listing(
            "task_reports",
            UNCHECKED,
            "created_at",
            envelope="reports",
            filters={"status_filter": equals("report_status"), "event_id": number("_event_id", "event_id")},
            late=frozenset({"event_id"}),
        ),
    ),
    (
        "GET",
        f"{ADMIN}/promotion-requests",
        reads("volunteers"),
        Listing(
            "promotion_requests", None, envelope="requests", total="none", filters={"status_filter": equals("status")}
        ),
    ),
    (
        "GET",
        f"{ADMIN}/purchases",
        reads("volunteers"),
        Listing(
            "purchases",
            Paging(50),
            "created_at",
            envelope="purchases",
            total="none",
            filters={"status_filter": equals("status")},
        ),
    ),
    (
        "GET",
        f"{ADMIN}/benefits",
        reads("volunteers"),
        Listing("benefits", UNCHECKED, "created_at", envelope="benefits"),
    ),
    (
        "GET",
        f"{ADMIN}/status-requirements",
        reads("volunteers"),
        Listing("status_requirements", None, envelope="status_requirements", total="none"),
    ),
    ("GET", f"{ADMIN}/stats/overview", reads("volunteers"), Worked(_overview)),
    # The admin has no list of events: this public one shows the upcoming ones unless `status=` asks for all.
    (
        "GET",
        "/api/v2/volunteer/events",
        None,
        Listing(
            "volunteer_events",
            Paging(20),
            envelope="events",
            total="all",
            filters={
                "status": if_given("status"),
                "direction_id": number("direction_id"),
                "date_from": since("event_date", "date_from"),
                "date_to": until("event_date", "date_to"),
                "location": contains("location"),
            },
            unless_told={"status": "upcoming"},
            only=_live,
        ),
    ),
    ("GET", "/api/v2/volunteer/directions", None, Everything("directions")),
)
