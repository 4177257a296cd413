"""What is written about vacancies of the fake Tabys: lines of its table."""

from tests.integration.servers.tabys_access import Entry, writes
from tests.integration.servers.tabys_actions import Records
from tests.integration.servers.tabys_bodies import Column, day, email, text, truth, whole, wholes
from tests.integration.servers.tabys_saving import Create, Remove, Update, now, verdict_on_new
from tests.integration.servers.tabys_wire import Crash, Refusal, Request, Row

VACANCIES = "/api/v2/vacancies/admin"
MISSING = "Вакансия не найдена или у вас нет прав"
NAMED = {"profession_id": whole, "city_id": whole}
TITLES = {"title_kz": text(), "title_ru": text()}
SOLID = {"description_kz": text(), "description_ru": text()}
TERMS = {"employment_type": text(), "work_type": text(), "contact_email": email}
OPTIONAL = {
    "requirements_kz": text(),
    "requirements_ru": text(),
    "salary_min": whole,
    "salary_max": whole,
    "experience_years": whole,
    "contact_phone": text(),
    "company_name": text(),
    "deadline": day,
    "required_skills": wholes,
}
MAJOR = frozenset({*SOLID, "requirements_kz", "requirements_ru", "company_name", "profession_id"})
BLANK = ("title_kz", "title_ru", "salary", *OPTIONAL, "updated_at", "source_channel", "source_message_id")


def _blank(request: Request) -> Row:
    nothing = {name: None for name in BLANK if name != "required_skills"}
    return {**nothing, "created_at": now(), "is_active": True, "_skills": [], **verdict_on_new(request)}


def _settled(values: Row, _row: Row | None, records: Records, _request: Request) -> Row:
    """The titles are dropped; the skills are kept in a table of their own, which no admin's row shows."""
    for column, table, missing in (
        ("profession_id", "professions", "Профессия не найдена"),
        ("city_id", "cities", "Город не найден"),
    ):
        if (number := values.get(column)) is not None:
            if number == 0:
                raise Crash
            if not any(one["id"] == number and one["is_active"] for one in records[table]):
                raise Refusal(404, missing)
    kept = {name: value for name, value in values.items() if name not in {*TITLES, "required_skills"}}
    skills = values.get("required_skills")
    if skills is None:
        return kept
    if not set(skills) <= {one["id"] for one in records["skills"]}:
        raise Crash
    return kept | {"_skills": skills}


VACANCIES_WRITES: tuple[Entry, ...] = (
    (
        "POST",
        f"{VACANCIES}/create",
        writes("vacancies", "create"),
        Create(
            "vacancies",
            (
                *(Column(name, one, required=True) for name, one in (NAMED | TITLES | SOLID | TERMS).items()),
                *(Column(name, check) for name, check in OPTIONAL.items()),
            ),
            _blank,
            _settled,
        ),
    ),
    (
        "PUT",
        f"{VACANCIES}/{{vacancy_id}}",
        writes("vacancies", "update"),
        Update(
            "vacancies",
            "vacancy_id",
            MISSING,
            tuple(
                Column(name, check)
                for name, check in {**NAMED, **SOLID, **TERMS, **OPTIONAL, "is_active": truth}.items()
            ),
            _settled,
            owned=True,
            major=MAJOR,
            by_presence=True,
            solid=frozenset(SOLID),
        ),
    ),
    # Soft, and repeatable.
    (
        "DELETE",
        f"{VACANCIES}/{{vacancy_id}}",
        writes("vacancies", "delete"),
        Remove("vacancies", "vacancy_id", MISSING, owned=True, gone={"is_active": False}),
    ),
)
