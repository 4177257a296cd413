"""The module routes of the fake Tabys, gathered; a new module is a table of its own and one more line here."""

from collections.abc import Mapping

from tests.integration.servers.tabys_access import Entry
from tests.integration.servers.tabys_actions import Action
from tests.integration.servers.tabys_decisions_volunteers import VOLUNTEERS_DECISIONS
from tests.integration.servers.tabys_routes_content import COURSES_TABLE, EVENTS_TABLE, NEWS_TABLE
from tests.integration.servers.tabys_routes_leisure import LEISURE_TABLE
from tests.integration.servers.tabys_routes_overview import OVERVIEW_TABLE
from tests.integration.servers.tabys_routes_people import (
    CERTIFICATES_TABLE,
    EXPERTS_TABLE,
    RESUMES_TABLE,
    TASKS_TABLE,
    USERS_TABLE,
)
from tests.integration.servers.tabys_routes_projects import PROJECTS_TABLE
from tests.integration.servers.tabys_routes_vacancies import VACANCIES_TABLE
from tests.integration.servers.tabys_routes_volunteers import VOLUNTEERS_TABLE
from tests.integration.servers.tabys_wire import Answer, Reply, Request, Route, Row
from tests.integration.servers.tabys_writes_courses import COURSES_WRITES
from tests.integration.servers.tabys_writes_events import EVENTS_WRITES
from tests.integration.servers.tabys_writes_leisure import LEISURE_WRITES
from tests.integration.servers.tabys_writes_news import NEWS_WRITES
from tests.integration.servers.tabys_writes_people import PEOPLE_WRITES
from tests.integration.servers.tabys_writes_projects import PROJECTS_WRITES
from tests.integration.servers.tabys_writes_vacancies import VACANCIES_WRITES
from tests.integration.servers.tabys_writes_volunteers import VOLUNTEERS_WRITES

TABLE: tuple[Entry, ...] = (
    *EVENTS_TABLE,
    *COURSES_TABLE,
    *VACANCIES_TABLE,
    *NEWS_TABLE,
    *PROJECTS_TABLE,
    *LEISURE_TABLE,
    *VOLUNTEERS_TABLE,
    *USERS_TABLE,
    *EXPERTS_TABLE,
    *RESUMES_TABLE,
    *TASKS_TABLE,
    *CERTIFICATES_TABLE,
    *OVERVIEW_TABLE,
    *COURSES_WRITES,
    *EVENTS_WRITES,
    *LEISURE_WRITES,
    *NEWS_WRITES,
    *PEOPLE_WRITES,
    *PROJECTS_WRITES,
    *VACANCIES_WRITES,
    *VOLUNTEERS_WRITES,
    *VOLUNTEERS_DECISIONS,
)


def module_routes(records: Mapping[str, list[Row]]) -> tuple[Route, ...]:
    return tuple(Route(method, path, access, _bound(action, records)) for method, path, access, action in TABLE)


def _bound(action: Action, records: Mapping[str, list[Row]]) -> Answer:
    async def answer(request: Request) -> Reply:
        return action.answer(records, request)

    return answer
