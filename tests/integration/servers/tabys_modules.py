"""The module routes of the fake Tabys as a table; a new module is a few more lines of it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tests.integration.servers.tabys_accounts import ANY_ADMIN
from tests.integration.servers.tabys_actions import Action, Decide, Detail, Everything, Listing, Paging
from tests.integration.servers.tabys_filters import (
    STATUSES,
    Filter,
    by_language,
    contains,
    equals,
    event_format,
    flag,
    language,
    moderation,
    number,
    since,
    until,
)
from tests.integration.servers.tabys_wire import Access, Answer, Reply, Request, Route, Row

OVERSEERS = frozenset({"government", "administrator", "super_admin"})
READERS: Mapping[str, frozenset[str]] = {
    "volunteers": OVERSEERS | {"volunteer_admin"},
    "vacancies": OVERSEERS | {"msb"},
    "leisure": OVERSEERS | {"msb"},
    "projects": OVERSEERS | {"npo"},
    "events": OVERSEERS | {"npo"},
    "courses": OVERSEERS,
    "tech_tasks": OVERSEERS,
}


def reads(module: str) -> Access:
    return Access(READERS[module], f"У вас нет доступа к модулю '{module}'")


def writes(module: str, action: str) -> Access:
    refusal = f"У вас нет прав для выполнения действия '{action}' в модуле '{module}'"
    return Access(READERS[module] - {"government"}, refusal)


Entry: TypeAlias = tuple[str, str, Access | None, Action]

DECISION = frozenset({"moderation_status", "moderated_at", "moderated_by", "moderation_comment", "is_admin_created"})
OWNER = frozenset({"admin_id"})
# EventList is EventDetail without what a moderator looks for.
EVENT_LIST = DECISION | OWNER | {"programs", "speakers", "updated_at"}
WIDE, NARROW, UNCHECKED = Paging(100, 1, 1000), Paging(50, 1, 100), Paging(100)


def _infinite(row: Row) -> bool:
    return bool(row["price"] == float("inf"))  # price=1e400 was stored, and JSON has no infinity


def _stray_status(row: Row) -> bool:
    return row["moderation_status"] not in STATUSES


def _untouched(row: Row) -> bool:
    return row["updated_at"] is None


EVENT_FILTERS: Mapping[str, Filter] = {
    "format": event_format,
    "search": contains("title", "description"),
    "from_date": since("event_date"),
    "to_date": until("event_date"),
}
VACANCY_FILTERS: Mapping[str, Filter] = {
    "lang": language,
    "keyword": by_language,
    "profession_id": number("profession_id"),
    "city_id": number("city_id"),
    "is_active": flag("is_active"),
}
PROJECT_FILTERS: Mapping[str, Filter] = {
    "status": equals("status"),
    "project_type": equals("project_type"),
    "search": contains("title", "title_ru", "description", "description_ru"),
}
NEWS_FILTERS: Mapping[str, Filter] = {"moderation_status": moderation, "category": equals("category")}
CITY_FILTERS: Mapping[str, Filter] = {
    "search": contains("name_ru", "name_kz"),
    "region_id": number("region_id"),
}
VOLUNTEER_FILTERS: Mapping[str, Filter] = {
    "status_filter": equals("volunteer_status"),
    "direction_id": number("direction_id"),
}

EVENT_404 = "Мероприятие не найдено или у вас нет прав на его просмотр"
VACANCY_404 = "Вакансия не найдена или у вас нет прав на её просмотр"
COURSE_404 = "Курс не найден"
PROJECT_404 = "Проект не найден или у вас нет прав на его просмотр"

EVENTS = Listing("events", WIDE, "event_date", owned=True, hidden=EVENT_LIST, filters=EVENT_FILTERS)
EVENT = Detail("events", "event_id", EVENT_404, owned=True, hidden=OWNER, broken=_untouched)
# No ORDER BY in any list of courses: rows come as they are stored.
COURSES = Listing(
    "courses",
    NARROW,
    hidden=OWNER | {"invite_code"},
    filters={"moderation_status": moderation},
    broken=_infinite,
)
COURSE = Detail("courses", "course_id", COURSE_404, hidden=OWNER, broken=_infinite)
VACANCIES = Listing("vacancies", WIDE, "created_at", owned=True, filters=VACANCY_FILTERS)
VACANCY = Detail("vacancies", "vacancy_id", VACANCY_404, owned=True)
PROJECTS = Listing("projects", WIDE, "created_at", owned=True, filters=PROJECT_FILTERS)
PROJECT = Detail("projects", "project_id", PROJECT_404, owned=True)
NEWS = Listing("news", NARROW, "created_at", filters=NEWS_FILTERS, broken=_stray_status)
ONE_NEWS = Detail("news", "news_id", "Новость не найдена", broken=_stray_status)
VOLUNTEERS = Listing("volunteers", UNCHECKED, envelope="volunteers", filters=VOLUNTEER_FILTERS)

CITIES = Listing("cities", UNCHECKED, filters=CITY_FILTERS)


def decisions(
    base: str, rows: str, missing: str, hidden: frozenset[str] = frozenset(), *, crashes: Sequence[str] = ()
) -> list[Entry]:
    return [
        (
            "POST",
            f"{base}/{{item_id}}/{verb}",
            writes(rows, "moderate"),
            Decide(rows, "item_id", missing, status, hidden, crashes=status in crashes),
        )
        for verb, status in (("approve", "approved"), ("reject", "rejected"))
    ]


# courses/admin/list is shadowed by courses/admin/{id}: 422 for those who may read courses.
TABLE: tuple[Entry, ...] = (
    ("GET", "/api/v2/events/admin/list", reads("events"), EVENTS),
    ("GET", "/api/v2/events/admin/{event_id}", reads("events"), EVENT),
    *decisions("/api/v2/events/admin/moderation", "events", EVENT_404, OWNER),
    ("GET", "/api/v2/courses/admin/moderation/all-statuses", reads("courses"), COURSES),
    ("GET", "/api/v2/courses/admin/{course_id}", reads("courses"), COURSE),
    *decisions("/api/v2/courses/admin/moderation", "courses", COURSE_404, OWNER | {"invite_code"}),
    ("GET", "/api/v2/vacancies/admin/list", reads("vacancies"), VACANCIES),
    ("GET", "/api/v2/vacancies/admin/{vacancy_id}", reads("vacancies"), VACANCY),
    # POST vacancies/admin/moderation/{id}/reject is a 500 always, yet the rejection is saved.
    *decisions("/api/v2/vacancies/admin/moderation", "vacancies", VACANCY_404, OWNER, crashes=("rejected",)),
    ("GET", "/api/v2/admin/news/all-statuses", ANY_ADMIN, NEWS),
    ("GET", "/api/v2/news/{news_id}", None, ONE_NEWS),
    ("GET", "/api/v2/projects/admin/list", reads("projects"), PROJECTS),
    ("GET", "/api/v2/projects/admin/{project_id}", reads("projects"), PROJECT),
    *decisions("/api/v2/projects/admin/moderation", "projects", PROJECT_404),
    ("GET", "/api/v2/admin/volunteer/volunteers", reads("volunteers"), VOLUNTEERS),
    ("GET", "/api/v2/resumes/professions", None, Everything("professions")),
    ("GET", "/api/v2/resumes/cities", None, CITIES),
    ("GET", "/api/v2/volunteer/directions", None, Everything("directions")),
)


def module_routes(records: Mapping[str, list[Row]]) -> tuple[Route, ...]:
    return tuple(Route(method, path, access, _bound(action, records)) for method, path, access, action in TABLE)


def _bound(action: Action, records: Mapping[str, list[Row]]) -> Answer:
    rows = records[action.rows]

    async def answer(request: Request) -> Reply:
        return action.answer(rows, request)

    return answer
