"""The number of a record finds it, also where Tabys itself looks for words and knows of no numbers."""

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import RecordGone
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Query, View
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import PARENTS, Desk, desk, listed, numbers, route_of
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

SEARCHED = [
    section
    for section, route in ROUTES.items()
    if route.record and any(listing.search for listing in route.lists) and not route.closed
]
searched = pytest.mark.parametrize("section", SEARCHED)


async def shown_of(desk: Desk, query: Query) -> list[int]:
    return [entity.id for entity in (await desk.page(query)).items]


def test_these_sections_are_searched_by_tabys() -> None:
    assert {*SEARCHED} == {
        Section.EVENTS,
        Section.COURSES,
        Section.VACANCIES,
        Section.PROJECTS,
        Section.SUBMISSIONS,
        Section.EXPERTS,
    }


@searched
@pytest.mark.parametrize("typed", ["{}", "№{}", "# {}"])
async def test_a_record_is_found_by_its_number_and_stands_first_once(desk: Desk, section: Section, typed: str) -> None:
    number = max(numbers(desk, section))
    shown = await shown_of(desk, listed(section, text=typed.format(number)))
    assert shown[0] == number
    assert shown.count(number) == 1


@searched
async def test_it_costs_one_call_more(desk: Desk, section: Section) -> None:
    number = max(numbers(desk, section))
    await desk.warmed_up(section)
    await desk.page(listed(section, text="слово"))
    words = len(desk.asked())
    await desk.page(listed(section, text=str(number)))
    asked = [path for path, _ in desk.asked()]
    assert (len(asked), asked.count(route_of(section, number))) == (words + 1, 1)


@searched
async def test_a_number_that_no_record_has_finds_nothing(desk: Desk, section: Section) -> None:
    assert await shown_of(desk, listed(section, text="999999999")) == []


@pytest.mark.parametrize("text", ["1 2", "№", "12а", "1234567890", "٣", "-1"])
async def test_other_words_ask_for_no_record(desk: Desk, text: str) -> None:
    await desk.page(listed(Section.EVENTS, text="слово"))
    desk.asked()
    await desk.page(listed(Section.EVENTS, text=text))
    assert len(desk.asked()) == 1


async def test_a_list_that_is_narrowed_has_no_record_that_may_not_belong_to_it(desk: Desk) -> None:
    query = listed(Section.EVENTS, text="1", format="Online")
    await desk.page(query)
    assert "/api/v2/events/admin/1" not in [path for path, _ in desk.asked()]


async def test_a_record_that_cannot_be_read_is_told_of_and_hides_nothing(desk: Desk) -> None:
    desk.tabys.fail_next("/api/v2/events/admin/3", faults.answer(500, ""))
    query = listed(Section.EVENTS, text="3")
    page = await desk.page(query)
    assert page.damaged == 1
    assert {entity.id for entity in page.items} >= {entity.id for entity in (await desk.page(query)).items} - {3}


async def test_a_record_of_somebody_else_is_not_found_by_who_sees_only_his_own(desk: Desk) -> None:
    role = Role.NPO
    own = set(await desk.all(Section.EVENTS, role=role))
    foreign = next(iter(numbers(desk, Section.EVENTS) - own))
    page = await desk.page(listed(Section.EVENTS, text=str(foreign)), role=role)
    assert foreign not in [entity.id for entity in page.items]
    assert page.damaged == 0


async def test_a_submission_of_another_project_is_not_found(desk: Desk) -> None:
    section = Section.SUBMISSIONS
    number = next(row["id"] for row in desk.tabys.records("submissions") if row["project_id"] != PARENTS[section])
    assert number not in await shown_of(desk, Query(section, PARENTS[section], View(text=str(number))))
    assert await desk.failure(section, number=number) == RecordGone()
