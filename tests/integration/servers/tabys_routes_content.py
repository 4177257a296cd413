"""Events, courses and news of the fake Tabys: lines of its table."""

from collections.abc import Mapping
from typing import Any

from tests.integration.servers.tabys_access import DECISION, OWNER, Entry, decisions, reads
from tests.integration.servers.tabys_accounts import ANY_ADMIN
from tests.integration.servers.tabys_actions import Counted, Detail, Everything, Listing, Paging, Records, Worked
from tests.integration.servers.tabys_filters import (
    STATUSES,
    Filter,
    Test,
    at_least,
    at_most,
    contains,
    equals,
    event_format,
    flag,
    moderation,
    on_day,
    one_of,
    since,
    until,
)
from tests.integration.servers.tabys_wire import Refusal, Request, Row, integer, not_integer

WIDE, NARROW, UNCHECKED = Paging(100, 1, 1000), Paging(50, 1, 100), Paging(100)
# EventList is EventDetail without what a moderator looks for, and CourseList is CourseDetail likewise.
EVENT_LIST = DECISION | OWNER | {"programs", "speakers", "updated_at"}
COURSE_DETAIL = OWNER | {"invite_code"}
COURSE_LIST = (
    DECISION | COURSE_DETAIL | {"course_url", "skills", "video_preview", "author_id", "updated_at", "chapters"}
)
# Addresses that e-mail validation refuses although the column holds them.
RESERVED = (".invalid", ".test", ".local", ".localhost")


def approved(row: Row) -> bool:
    return bool(row["moderation_status"] == "approved")


def pending(row: Row) -> bool:
    return bool(row["moderation_status"] == "pending")


def _infinite(row: Row) -> bool:
    return bool(row["price"] == float("inf"))  # price=1e400 was stored, and JSON has no infinity


def _stray_status(row: Row) -> bool:
    return row["moderation_status"] not in STATUSES


def _untouched(row: Row) -> bool:
    return row["updated_at"] is None


def _unreachable(row: Row) -> bool:
    name, _, domain = str(row["email"]).partition("@")
    return not name or "." not in domain or domain.endswith(RESERVED)


def _visible_news(row: Row) -> bool:
    """Approving a draft publishes it; rejecting what is published does not hide it."""
    return bool(row["status"] == "published" or (row["moderation_status"] == "approved" and row["status"] == "draft"))


def _with_status(status: str) -> Test:
    return lambda row: row["status"] == status


def _marked(column: str) -> Test:
    return lambda row: approved(row) and bool(row[column])


def _category(value: str, _request: Request) -> Test:
    wanted = integer(value)
    if wanted is None:
        raise Refusal(422, [not_integer(["query", "category_id"], value)])
    return lambda row: any(one["id"] == wanted for one in row["categories"])


def _news_categories(records: Records, _request: Request) -> Any:
    return sorted({row["category"] for row in records["news"] if row["category"]})


EVENT_FILTERS: Mapping[str, Filter] = {
    "format": event_format,
    "search": contains("title", "description"),
    "from_date": since("event_date"),
    "to_date": until("event_date"),
}
COURSE_FILTERS: Mapping[str, Filter] = {
    "category_id": _category,
    "language": one_of("language", {name: name for name in ("kz", "ru", "en")}),
    "level": one_of("level", {name: name for name in ("beginner", "intermediate", "advanced", "expert")}),
    "is_free": flag("is_free"),
    "price_min": at_least("price", "price_min"),
    "price_max": at_most("price", "price_max"),
    "search": contains("title", "description"),
}
NEWS_FILTERS: Mapping[str, Filter] = {"moderation_status": moderation, "category": equals("category")}

EVENT_404 = "Мероприятие не найдено или у вас нет прав на его просмотр"
COURSE_404 = "Курс не найден"

PUBLIC_EVENTS = Listing("events", UNCHECKED, "event_date", hidden=EVENT_LIST, only=approved)

EVENTS_TABLE: tuple[Entry, ...] = (
    ("GET", "/api/v2/events/", None, PUBLIC_EVENTS),
    (
        "GET",
        "/api/v2/events/search",
        None,
        Listing("events", UNCHECKED, "event_date", hidden=EVENT_LIST, only=approved, filters=EVENT_FILTERS),
    ),
    (
        "GET",
        "/api/v2/events/admin/list",
        reads("events"),
        Listing("events", WIDE, "event_date", owned=True, hidden=EVENT_LIST, filters=EVENT_FILTERS),
    ),
    (
        "GET",
        "/api/v2/events/admin/{event_id}",
        reads("events"),
        Detail("events", "event_id", EVENT_404, owned=True, hidden=OWNER, broken=_untouched),
    ),
    ("GET", "/api/v2/events/admin/moderation/stats", reads("events"), Counted("events")),
    (
        "GET",
        "/api/v2/events/admin/moderation/pending",
        reads("events"),
        Listing("events", NARROW, "created_at", hidden=OWNER, only=pending, broken=_untouched),
    ),
    (
        "GET",
        "/api/v2/events/admin/moderation/all-statuses",
        reads("events"),
        Listing(
            "events", NARROW, "created_at", hidden=OWNER, filters={"moderation_status": moderation}, broken=_untouched
        ),
    ),
    *decisions("/api/v2/events/admin/moderation", "events", EVENT_404, OWNER),
    # Names and e-mails of strangers, open to everyone.
    (
        "GET",
        "/api/v2/events/{event_id}/participants",
        None,
        Listing("participants", UNCHECKED, parent=("event_id", "event_id"), broken=_unreachable),
    ),
    (
        "GET",
        "/api/v2/events/{event_id}",
        None,
        Detail("events", "event_id", "Мероприятие не найдено", hidden=OWNER, broken=_untouched),
    ),
)


def _courses(paging: Paging, only: Test, filters: Mapping[str, Filter] | None = None) -> Listing:
    """A public list; no list of courses has an ORDER BY: rows come as they are stored."""
    return Listing("courses", paging, hidden=COURSE_LIST, only=only, filters=filters, broken=_infinite)


# courses/admin/list is shadowed by courses/admin/{id}: 422 for those who may read courses.
COURSES_TABLE: tuple[Entry, ...] = (
    ("GET", "/api/v2/courses/", None, _courses(Paging(20), approved)),
    ("GET", "/api/v2/courses/popular", None, _courses(Paging(10), _marked("is_popular"))),
    ("GET", "/api/v2/courses/recommended", None, _courses(Paging(10), _marked("is_recommended"))),
    ("GET", "/api/v2/courses/free", None, _courses(Paging(10), _marked("is_free"))),
    ("GET", "/api/v2/courses/search", None, _courses(Paging(20), approved, COURSE_FILTERS)),
    ("GET", "/api/v2/courses/categories", None, Everything("course_categories")),
    ("GET", "/api/v2/courses/moderation/pending", None, _courses(UNCHECKED, pending)),
    ("GET", "/api/v2/courses/admin/moderation/stats", reads("courses"), Counted("courses")),
    (
        "GET",
        "/api/v2/courses/admin/moderation/pending",
        reads("courses"),
        Listing("courses", NARROW, hidden=COURSE_DETAIL, only=pending, broken=_infinite),
    ),
    (
        "GET",
        "/api/v2/courses/admin/moderation/all-statuses",
        reads("courses"),
        Listing("courses", NARROW, hidden=COURSE_DETAIL, filters={"moderation_status": moderation}, broken=_infinite),
    ),
    (
        "GET",
        "/api/v2/courses/admin/{course_id}",
        reads("courses"),
        Detail("courses", "course_id", COURSE_404, hidden=OWNER, broken=_infinite),
    ),
    *decisions("/api/v2/courses/admin/moderation", "courses", COURSE_404, COURSE_DETAIL),
    (
        "GET",
        "/api/v2/courses/{course_id}",
        None,
        Detail(
            "courses",
            "course_id",
            COURSE_404,
            hidden=COURSE_DETAIL,
            least=1,
            viewed="views_count",
            broken=_infinite,
        ),
    ),
)


def _news(only: Test | None = None, filters: Mapping[str, Filter] | None = None) -> Listing:
    return Listing("news", NARROW, "created_at", only=only, filters=filters, broken=_stray_status)


NEWS_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        "/api/v2/news/",
        None,
        Listing(
            "news", None, "date", only=_visible_news, filters={"category": equals("category")}, broken=_stray_status
        ),
    ),
    ("GET", "/api/v2/news/categories", None, Worked(_news_categories)),
    ("GET", "/api/v2/news/{news_id}", None, Detail("news", "news_id", "Новость не найдена", broken=_stray_status)),
    ("GET", "/api/v2/admin/news/all-statuses", ANY_ADMIN, _news(filters=NEWS_FILTERS)),
    ("GET", "/api/v2/admin/news/pending", ANY_ADMIN, _news(pending)),
    ("GET", "/api/v2/admin/news/drafts", ANY_ADMIN, _news(_with_status("draft"))),
    (
        "GET",
        "/api/v2/admin/news/scheduled",
        ANY_ADMIN,
        _news(_with_status("scheduled"), {"target_date": on_day("publish_at")}),
    ),
    ("GET", "/api/v2/admin/news/stats", ANY_ADMIN, Counted("news")),
)
