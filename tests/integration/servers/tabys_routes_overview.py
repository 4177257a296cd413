"""The unified moderation and the dashboard of the fake Tabys: what looks over all modules at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.integration.servers.tabys_access import Entry
from tests.integration.servers.tabys_accounts import ANY_ADMIN
from tests.integration.servers.tabys_actions import Paging, Records, Worked, counted
from tests.integration.servers.tabys_routes_content import NARROW, pending
from tests.integration.servers.tabys_seeds import NOW, at
from tests.integration.servers.tabys_wire import Crash, Request, Row, moment

# News are in none of these.
KINDS: Mapping[str, str] = {
    "event": "events",
    "vacancy": "vacancies",
    "course": "courses",
    "project": "projects",
    "place": "places",
    "ticket": "tickets",
    "promo": "promo",
}
SHORT = 200
PERIODS: Mapping[str, int] = {"day": 1, "week": 7, "month": 30, "year": 365}
ROLES = (("individual", 275), ("organization", 55), ("admin", 22))
RESOURCES = ("vacancy", "course", "event", "<project> & Ко", "news")


def _item(kind: str, row: Row) -> Row:
    """Cut to 200 characters, perhaps in the middle of a tag; a vacancy without both titles breaks the whole call."""
    vacancy = kind == "vacancy"
    title = (row["title_kz"] or row["title_ru"]) if vacancy else row["title"]
    if title is None:
        raise Crash
    text = row["description_kz" if vacancy else "description"]
    return {
        "id": row["id"],
        "entity_type": kind,
        "title": title,
        "description": None if text is None else text[:SHORT],
        "moderation_status": row["moderation_status"],
        "created_at": row["created_at"],
        "admin_id": row["admin_id"],
    }


def _items(records: Records, kinds: Mapping[str, str], *, waiting: bool) -> list[Row]:
    items = [_item(kind, row) for kind, name in kinds.items() for row in records[name] if pending(row) is waiting]
    return sorted(items, key=lambda item: moment(item["created_at"]), reverse=True)


def _queue(records: Records, request: Request) -> Any:
    window, wanted = NARROW.window(request.call.query), request.call.query.get("entity_type")
    kinds = KINDS if not wanted else {kind: name for kind, name in KINDS.items() if kind == wanted}
    return _items(records, kinds, waiting=True)[window]


def _recent(records: Records, request: Request) -> Any:
    return _items(records, KINDS, waiting=False)[Paging(20, 1, 100).window(request.call.query)]


def _stats(records: Records, _request: Request) -> Any:
    groups = {"promo_actions" if name == "promo" else name: counted(records[name]) for name in KINDS.values()}
    return {**groups, "total_pending": sum(group["pending"] for group in groups.values())}


def _days(query: Mapping[str, str]) -> int:
    """Both dates win over the period; a period that does not exist is one day."""
    if query.get("start_date") and query.get("end_date"):
        return max(1, (moment(query["end_date"]) - moment(query["start_date"])).days)
    return PERIODS.get(query.get("period", "month"), 1)


def _dashboard(records: Records, request: Request) -> Any:
    days, total = _days(request.call.query), len(records["users"])
    return {
        "user_stats": {
            "total_users": total,
            "active_today": 3,
            "active_week": 67,
            "active_month": 72,
            "new_registrations_today": 2,
            "new_registrations_week": 12,
            "new_registrations_month": 50,
        },
        "role_distribution": [{"role": role, "count": count} for role, count in ROLES],
        "user_growth": _growth(total),
        "login_activity": _logins(days),
        "activity_stats": _activity(days),
        "top_active_users": [_busy(place, days) for place in range(10)],
        "system_events": _system(days),
    }


def _growth(total: int) -> list[Row]:
    """Thirty days that end yesterday, whatever the period is."""
    dates = [(NOW - timedelta(days=back)).date().isoformat() for back in range(30, 0, -1)]
    return [{"date": day, "count": place % 3, "cumulative": total - 50 + place} for place, day in enumerate(dates)]


def _logins(days: int) -> Row:
    shown = [(NOW - timedelta(days=back)).date().isoformat() for back in range(min(days, 30), 0, -1)]
    by_day = [{"date": day, "count": 4 + place % 5} for place, day in enumerate(shown)]
    totals = {"total_logins": 7 * days, "successful_logins": 6 * days, "failed_logins": days, "unique_users": 2 * days}
    return {**totals, "by_day": by_day}


def _activity(days: int) -> Row:
    verbs = {verb: 2 * days + place for place, verb in enumerate(("creates", "updates", "deletes", "views"))}
    by_type = [{"resource_type": name, "count": 3 * days + place} for place, name in enumerate(RESOURCES)]
    return {"total_actions": sum(verbs.values()), **verbs, "by_resource_type": by_type}


def _busy(place: int, days: int) -> Row:
    """The name is always a dash."""
    who: Row = {"user_id": place + 50, "admin_id": None, "user_type": "user"}
    if place == 0:
        who = {"user_id": None, "admin_id": 2, "user_type": "admin"}
    return {**who, "name": "-", "action_count": (12 - place) * days}


def _system(days: int) -> Row:
    levels = {"errors": days, "warnings": days + 1, "info": 2 * days, "critical": days // 2}
    errors = [
        {
            "event_type": "critical" if number % 3 == 0 else "error",
            "source": "backend",
            "message": f"Қате <{number}> & stacktrace",
            "details": None,
            "user_id": None,
            "admin_id": None,
            "id": number + 1,
            "created_at": at(number, hours=5),
        }
        for number in range(min(days, 10))
    ]
    return {"total_events": sum(levels.values()), **levels, "recent_errors": errors}


OVERVIEW_TABLE: tuple[Entry, ...] = (
    ("GET", "/api/v1/moderation/stats", ANY_ADMIN, Worked(_stats)),
    ("GET", "/api/v1/moderation/queue", ANY_ADMIN, Worked(_queue)),
    ("GET", "/api/v1/moderation/recent", ANY_ADMIN, Worked(_recent)),
    ("GET", "/api/v2/admin/analytics/dashboard", ANY_ADMIN, Worked(_dashboard)),
)
