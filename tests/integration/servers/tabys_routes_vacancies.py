"""Vacancies of the fake Tabys: lines of its table."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.integration.servers.tabys_access import DECISION, OWNER, Entry, decisions, reads
from tests.integration.servers.tabys_accounts import USERS
from tests.integration.servers.tabys_actions import (
    Counted,
    Crashing,
    Detail,
    Listing,
    Records,
    Worked,
)
from tests.integration.servers.tabys_filters import (
    Filter,
    Test,
    at_least,
    at_most,
    by_language,
    equals,
    everything,
    flag,
    language,
    number,
)
from tests.integration.servers.tabys_routes_content import NARROW, WIDE, pending
from tests.integration.servers.tabys_wire import Request, Row, integer

TITLES = frozenset({"title_kz", "title_ru"})
VACANCY_LIST = DECISION | OWNER | TITLES | {"salary", "source_channel", "source_message_id"}
VACANCY_DETAIL = OWNER | TITLES | {"salary", "profession_id", "city_id"}
VACANCY_404 = "Вакансия не найдена или у вас нет прав на её просмотр"


def _named(records: Records, table: str, wanted: int | None, *columns: str) -> Row | None:
    row = next((row for row in records[table] if row["id"] == wanted), None)
    return None if row is None else {column: row[column] for column in ("id", "name_ru", "name_kz", *columns)}


def _open_vacancy(row: Row, records: Records) -> Row:
    """GET /vacancies/: `profession` and `city` are absent, not null, when there is none."""
    profession = _named(records, "professions", row["profession_id"])
    city = _named(records, "cities", row["city_id"], "region_id")
    known = {name: value for name, value in (("profession", profession), ("city", city)) if value is not None}
    skills = [_named(records, "skills", skill["id"]) for skill in records["skills"][: row["id"] % 3]]
    return {**row, **known, "required_skills": skills}


def _moderated_vacancy(row: Row, _records: Records) -> Row:
    """VacancyDetail loads nothing: the keys are there and always empty."""
    return {**row, "profession": None, "city": None, "required_skills": []}


def _region(value: str, _request: Request) -> Test:
    """Every city of the fake lies in region 1."""
    return everything if integer(value) == 1 else lambda _row: False


def _by(table: str, name: str) -> Callable[[Records, Request], Any]:
    """GET /vacancies/stats/by-…: how many vacancies each has, most first."""

    def out(records: Records, _request: Request) -> Any:
        counts = Counter(row[f"{name}_id"] for row in records["vacancies"] if row["is_active"])
        return [
            {
                f"{name}_id": row["id"],
                f"{name}_name_ru": row["name_ru"],
                f"{name}_name_kz": row["name_kz"],
                "vacancies_count": counts[row["id"]],
            }
            for row in sorted(records[table], key=lambda row: -counts[row["id"]])
            if counts[row["id"]]
        ]

    return out


def _active(row: Row) -> bool:
    return bool(row["is_active"])


VACANCY_FILTERS: Mapping[str, Filter] = {
    "lang": language,
    "keyword": by_language,
    "profession_id": number("profession_id"),
    "city_id": number("city_id"),
    "is_active": flag("is_active"),
}
OPEN_FILTERS: Mapping[str, Filter] = {
    **{name: make for name, make in VACANCY_FILTERS.items() if name != "is_active"},
    "region_id": _region,
    "employment_type": equals("employment_type"),
    "work_type": equals("work_type"),
    "min_salary": at_least("salary_min", "min_salary"),
    "max_salary": at_most("salary_max", "max_salary"),
}


def _moderated(only: Test | None, filters: Mapping[str, Filter] | None = None) -> Listing:
    return Listing(
        "vacancies",
        NARROW,
        "created_at",
        hidden=VACANCY_DETAIL,
        only=only,
        filters=filters,
        shape=_moderated_vacancy,
    )


VACANCIES_TABLE: tuple[Entry, ...] = (
    (
        "GET",
        "/api/v2/vacancies/",
        None,
        Listing(
            "vacancies",
            WIDE,
            "created_at",
            hidden=VACANCY_LIST,
            only=_active,
            filters=OPEN_FILTERS,
            shape=_open_vacancy,
        ),
    ),
    ("GET", "/api/v2/vacancies/search", None, Crashing()),
    ("GET", "/api/v2/vacancies/stats/by-profession", None, Worked(_by("professions", "profession"))),
    ("GET", "/api/v2/vacancies/stats/by-city", None, Worked(_by("cities", "city"))),
    ("GET", "/api/v2/vacancies/stats/summary", USERS, Crashing()),
    (
        "GET",
        "/api/v2/vacancies/admin/list",
        reads("vacancies"),
        Listing("vacancies", WIDE, "created_at", owned=True, filters=VACANCY_FILTERS),
    ),
    (
        "GET",
        "/api/v2/vacancies/admin/{vacancy_id}",
        reads("vacancies"),
        Detail("vacancies", "vacancy_id", VACANCY_404, owned=True),
    ),
    ("GET", "/api/v2/vacancies/admin/moderation/stats", reads("vacancies"), Counted("vacancies")),
    ("GET", "/api/v2/vacancies/admin/moderation/pending", reads("vacancies"), _moderated(pending)),
    # A status that does not exist is no error here: the list is empty.
    (
        "GET",
        "/api/v2/vacancies/admin/moderation/all-statuses",
        reads("vacancies"),
        _moderated(None, {"moderation_status": equals("moderation_status")}),
    ),
    # POST vacancies/admin/moderation/{id}/reject is a 500 always, yet the rejection is saved.
    *decisions(
        "/api/v2/vacancies/admin/moderation",
        "vacancies",
        VACANCY_404,
        VACANCY_DETAIL,
        crashes=("rejected",),
        shape=_moderated_vacancy,
    ),
    ("GET", "/api/v2/vacancies/{vacancy_id}/applications", USERS, Crashing()),
    ("GET", "/api/v2/vacancies/{vacancy_id}", None, Detail("vacancies", "vacancy_id", "Вакансия не найдена")),
)
