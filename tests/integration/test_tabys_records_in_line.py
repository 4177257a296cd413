"""Who decides on a record reads it in whatever state it is, whose ever it is, and with few questions to Tabys."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, OutOfReach, RecordGone
from tabys_bot.domain.access import Role
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED, state_field
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.sections import Section
from tests.integration.moderation_worlds import FIRST, HttpDesk, Moderation, identity, over_http, state_key
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer

WITH_A_PATH = (Section.EVENTS, Section.COURSES, Section.VACANCIES, Section.NEWS, Section.PROJECTS)
LEISURE = (Section.PLACES, Section.TICKETS, Section.PROMO)
ORDERED = (Section.APPLICATIONS, Section.TASK_REPORTS, Section.PURCHASES)
STATES = {
    Section.APPLICATIONS: ("approved", "rejected", "cancelled", "waitlisted"),
    Section.TASK_REPORTS: ("approved", "rejected", "stray"),
    Section.PROMOTIONS: ("approved", "rejected", "stray"),
    Section.PURCHASES: ("approved", "completed", "cancelled", "refunded"),
}
OPEN = {Section.EVENTS: "/api/v2/events/{event_id}", Section.VACANCIES: "/api/v2/vacancies/{vacancy_id}"}
OWNERS = [
    (Section.EVENTS, Role.NPO),
    (Section.PROJECTS, Role.NPO),
    (Section.VACANCIES, Role.MSB),
    *((section, Role.MSB) for section in LEISURE),
]


@dataclass(frozen=True, slots=True)
class Watched:
    """A Tabys over HTTP, and what it is asked."""

    moderation: Moderation
    tabys: TabysServer

    @property
    def rows(self) -> HttpDesk:
        assert isinstance(self.moderation.desk, HttpDesk)
        return self.moderation.desk

    async def state(self, section: Section, number: int, near: int = 0, role: Role = Role.SUPER_ADMIN) -> object:
        self.tabys.calls.clear()
        return await self.moderation.state(section, number, near, role)

    async def failure(self, section: Section, number: int, role: Role = Role.SUPER_ADMIN) -> GatewayFailure:
        self.tabys.calls.clear()
        outcome = await self.moderation.look(section, number, role=role)
        assert isinstance(outcome, Failure)
        return outcome.failure()

    @property
    def asked(self) -> list[str]:
        """Paths, but for those of names."""
        named = ("/resumes/", "/categories")
        return [call.path for call in self.tabys.calls if not any(part in call.path for part in named)]


@pytest.fixture
async def watched(tabys: TabysServer) -> AsyncIterator[Watched]:
    async with over_http(tabys) as moderation:
        yield Watched(moderation, tabys)


@pytest.mark.parametrize("section", WITH_A_PATH)
@pytest.mark.parametrize("state", ["pending", "approved", "rejected"])
async def test_one_question_where_the_record_has_a_path(watched: Watched, section: Section, state: str) -> None:
    watched.moderation.wait(section, *range(1, 30))
    watched.rows.row(section, 12)[state_key(section)] = state
    assert await watched.state(section, 12, 8) == state
    assert len(watched.asked) == 1
    assert watched.asked[0].endswith("/12")


@pytest.mark.parametrize("section", WITH_A_PATH)
async def test_what_is_gone_at_its_path_is_gone_for_who_sees_everything(watched: Watched, section: Section) -> None:
    assert await watched.failure(section, 999) == RecordGone()
    assert len(watched.asked) == 1


@pytest.mark.parametrize("section", [*ORDERED, Section.PROMOTIONS, *LEISURE])
async def test_one_question_where_it_still_waits(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, *range(1, 91))
    for item in (await watched.moderation.line(section)).items[::7]:
        assert await watched.state(section, item.entity.id, item.near) == "pending"
        assert len(watched.asked) == 1, item


@pytest.mark.parametrize("section", ORDERED)
async def test_one_question_although_a_few_came_and_a_few_were_decided_on_since(
    watched: Watched, section: Section
) -> None:
    watched.moderation.wait(section, *range(1, 41))
    item = (await watched.moderation.line(section)).items[20]
    for number in (38, 39, 40):
        watched.rows.row(section, number)[state_key(section)] = "approved"
    assert await watched.state(section, item.entity.id, item.near) == "pending"
    assert len(watched.asked) == 1
    for number in range(401, 407):
        watched.rows.put(section, number, FIRST.replace(month=12))
    assert await watched.state(section, item.entity.id, item.near) == "pending"
    assert len(watched.asked) == 1


@pytest.mark.parametrize("section", [*LEISURE, *STATES])
async def test_what_was_decided_on_is_found_in_its_state_with_few_questions(watched: Watched, section: Section) -> None:
    for state in STATES.get(section, ("approved", "rejected")):
        watched.moderation.wait(section, 7, 3, 12)
        watched.rows.row(section, 3)[state_key(section)] = state
        assert await watched.state(section, 3) == state
        assert len(watched.asked) <= 6


@pytest.mark.parametrize("section", [*LEISURE, *STATES])
async def test_what_is_nowhere_is_gone_after_a_look_into_every_list(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, 7, 3, 12)
    assert await watched.failure(section, 999) == RecordGone()
    assert len(watched.asked) <= 6


@pytest.mark.parametrize("section", ORDERED)
async def test_a_decision_on_the_oldest_of_many_is_found_where_the_newest_would_not_be_looked_for(
    watched: Watched, section: Section
) -> None:
    watched.moderation.wait(section, *range(1, 701))
    watched.rows.row(section, 1)[state_key(section)] = "approved"
    assert await watched.state(section, 1) == "approved"
    assert len(watched.asked) <= 10


@pytest.mark.parametrize(("section", "role"), OWNERS)
@pytest.mark.parametrize("state", ["pending", "approved", "rejected"])
async def test_an_owner_reads_what_others_made_in_whatever_state(
    watched: Watched, section: Section, role: Role, state: str
) -> None:
    watched.moderation.wait(section, *range(1, 30))
    watched.rows.row(section, 12)[state_key(section)] = state
    assert await watched.state(section, 12, 8, role) == state
    assert len(watched.asked) <= (2 if section in OPEN else 5)


@pytest.mark.parametrize(("section", "role"), OWNERS)
async def test_what_is_gone_is_gone_for_an_owner_too(watched: Watched, section: Section, role: Role) -> None:
    watched.moderation.wait(section, 7)
    assert await watched.failure(section, 999, role) == RecordGone()


@pytest.mark.parametrize(("section", "role"), OWNERS[:3])
async def test_an_owner_reads_the_lists_where_there_is_no_open_path(
    watched: Watched, section: Section, role: Role
) -> None:
    watched.moderation.wait(section, *range(1, 30))
    watched.rows.row(section, 12)[state_key(section)] = "rejected"
    if section in OPEN:
        watched.tabys.withdraw("GET", OPEN[section])
    assert await watched.state(section, 12, 8, role) == "rejected"
    assert await watched.state(section, 20, 8, role) == "pending"


@pytest.mark.parametrize("section", LEISURE)
async def test_a_line_that_is_longer_than_is_read_is_told_to_be_out_of_reach(
    watched: Watched, section: Section
) -> None:
    row = watched.rows.rows(section)[0]
    waiting = [
        {**row, identity(section): number, state_key(section): "pending"} for number in range(1, LINE_AT_MOST + 9)
    ]
    watched.rows.rows(section)[:] = waiting
    assert await watched.failure(section, LINE_AT_MOST + 5) == OutOfReach()
    assert len(watched.asked) <= 30
    assert await watched.state(section, LINE_AT_MOST) == "pending"


@pytest.mark.parametrize("section", ORDERED)
async def test_a_look_that_fails_half_way_is_no_record_that_is_gone(watched: Watched, section: Section) -> None:
    watched.moderation.wait(section, 7)
    watched.rows.row(section, 7)[state_key(section)] = "approved"
    for fault in (
        faults.answer(200, '{"requests": [], "applications": [], "reports": [], "purchases": []}'),
        faults.answer(502),
    ):
        watched.tabys.fail_next("volunteer", fault)
    assert isinstance(await watched.failure(section, 7), Broken)


async def test_no_section_is_left_out() -> None:
    assert {*WITH_A_PATH, *LEISURE, *ORDERED, Section.PROMOTIONS} == set(MODERATED)
    assert all(state_field(section) for section in MODERATED)
