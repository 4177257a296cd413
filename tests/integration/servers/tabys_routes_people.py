"""Users, experts, resumes, technical tasks and certificates of the fake Tabys: lines of its table."""

from collections.abc import Mapping
from typing import Any

from tests.integration.servers.tabys_access import Entry, reads
from tests.integration.servers.tabys_accounts import ANY_ADMIN, USERS
from tests.integration.servers.tabys_actions import (
    Crashing,
    Detail,
    Everything,
    Listing,
    Paging,
    Records,
    Worked,
    visible,
)
from tests.integration.servers.tabys_filters import (
    Filter,
    by_language,
    contains,
    equals,
    language,
    number,
    one_of,
    only_if,
)
from tests.integration.servers.tabys_routes_content import UNCHECKED
from tests.integration.servers.tabys_wire import Refusal, Request, Row, invalid

EXPERT_LIST = frozenset({"education", "experience", "created_at", "updated_at"})
RESUME_LIST = frozenset({"education", "work_experience", "skills"})


def _found_professions(records: Records, request: Request) -> Any:
    """GET /resumes/professions/search: the active ones, unlike the whole list."""
    query, window = request.call.query, Paging(10, 1, 100).window(request.call.query)
    if "query" not in query:
        raise Refusal(422, [invalid("missing", ["query", "query"], "Field required", None)])
    column = "name_kz" if query.get("language") == "kz" else "name_ru"
    matches = contains(column)(query["query"], request)
    return [visible(row) for row in records["professions"] if row["is_active"] and matches(row)][window]


def _active(row: Row) -> bool:
    return bool(row["is_active"])


def _with_solutions(row: Row, _records: Records) -> Row:
    return {**row, "solutions": row["_solutions"]}


def _with_files(row: Row, _records: Records) -> Row:
    return {**row, "files": row["_files"]}


def _with_count(row: Row, _records: Records) -> Row:
    return {**row, "solutions_count": len(row["_solutions"])}


USERS_TABLE: tuple[Entry, ...] = (
    # `status` is shown in lower case and filtered in upper case: what was shown is a 500.
    (
        "GET",
        "/api/v2/auth/users",
        ANY_ADMIN,
        Listing(
            "users",
            Paging(1000),
            filters={"status_filter": one_of("status", {"ACTIVE": "active", "BLOCKED": "blocked", "all": None})},
        ),
    ),
    ("GET", "/api/v2/auth/me", USERS, Crashing()),
)

EXPERTS_TABLE: tuple[Entry, ...] = (
    ("GET", "/api/v2/experts/", None, Listing("experts", UNCHECKED, hidden=EXPERT_LIST)),
    (
        "GET",
        "/api/v2/experts/search",
        None,
        Listing(
            "experts",
            UNCHECKED,
            hidden=EXPERT_LIST,
            filters={
                "specialization": contains("specialization"),
                "city": contains("city"),
                "search": contains("full_name", "specialization"),
            },
        ),
    ),
    ("GET", "/api/v2/experts/{expert_id}", None, Detail("experts", "expert_id", "Эксперт не найден")),
)

RESUME_FILTERS: Mapping[str, Filter] = {
    "profession_id": number("profession_id"),
    "city_id": number("city_id"),
    "gender": equals("gender"),
    "published_only": only_if("is_published", "published_only"),
}
CITY_FILTERS: Mapping[str, Filter] = {"search": contains("name_ru", "name_kz"), "region_id": number("region_id")}
SKILL_FILTERS: Mapping[str, Filter] = {"search": contains("name_ru", "name_kz"), "category": equals("category")}

# resumes/search is shadowed by resumes/{id}: 422 always.
RESUMES_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        "/api/v2/resumes/",
        None,
        Listing(
            "resumes",
            Paging(20),
            "updated_at",
            hidden=RESUME_LIST,
            filters=RESUME_FILTERS,
            unless_told={"published_only": "true"},
        ),
    ),
    ("GET", "/api/v2/resumes/my", USERS, Crashing()),
    ("GET", "/api/v2/resumes/professions", None, Everything("professions")),
    ("GET", "/api/v2/resumes/professions/search", None, Worked(_found_professions)),
    ("GET", "/api/v2/resumes/cities", None, Listing("cities", UNCHECKED, filters=CITY_FILTERS)),
    ("GET", "/api/v2/resumes/regions", None, Listing("regions", Paging(50))),
    ("GET", "/api/v2/resumes/skills", None, Listing("skills", UNCHECKED, filters=SKILL_FILTERS)),
    ("GET", "/api/v2/resumes/{resume_id}", None, Detail("resumes", "resume_id", "Резюме не найдено")),
)

TASK_404 = "Техническое задание не найдено"
TASK_FILTERS: Mapping[str, Filter] = {"status": equals("status"), "category": equals("category")}

TASKS_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        "/api/v2/tech-tasks/admin/list",
        reads("tech_tasks"),
        Listing("tech_tasks", Paging(50, 1, 200), "created_at", envelope="tasks", total="all", filters=TASK_FILTERS),
    ),
    (
        "GET",
        "/api/v2/tech-tasks/admin/{task_id}",
        reads("tech_tasks"),
        Detail("tech_tasks", "task_id", TASK_404, shape=_with_solutions),
    ),
    (
        "GET",
        "/api/v2/tech-tasks/",
        None,
        Listing(
            "tech_tasks",
            Paging(20, 1, 100),
            "created_at",
            envelope="tasks",
            total="all",
            filters={
                **TASK_FILTERS,
                "field_of_application": equals("field_of_application"),
                "lang": language,
                "keyword": by_language,
            },
            only=_active,
            shape=_with_count,
        ),
    ),
    ("GET", "/api/v2/tech-tasks/{task_id}/solutions", USERS, Crashing()),
    ("GET", "/api/v2/tech-tasks/{task_id}", None, Detail("tech_tasks", "task_id", TASK_404, shape=_with_files)),
)

# Not one of these lets an admin in.
CERTIFICATES = "/api/v2/certificates"
CERTIFICATES_TABLE: tuple[Entry, ...] = tuple(
    (method, f"{CERTIFICATES}/{path}", USERS, Crashing())
    for method, path in (
        ("GET", ""),
        ("GET", "my"),
        ("GET", "{certificate_id}"),
        ("GET", "{certificate_id}/download"),
        ("GET", "{certificate_id}/image"),
        ("POST", ""),
        ("POST", "{certificate_id}/revoke"),
        ("DELETE", "{certificate_id}"),
    )
)
