"""Every filter of the catalogue is really applied, whatever Tabys calls it and wherever it takes it."""

from itertools import combinations
from typing import Any

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import RequestRefused
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period, span
from tabys_bot.domain.records import Query, View
from tabys_bot.domain.sections import Kind, Section
from tests.integration.records_desk import ZONE, Desk, at, desk, listed, numbers, rows

__all__ = ["desk"]  # the fixture

FILTERS = [(section, name) for section, spec in CATALOGUE.items() for group in spec.filters for name in group]
PAIRS = [
    (section, one, other)
    for section, spec in CATALOGUE.items()
    for group in spec.filters
    for one, other in combinations(group, 2)
]
COURSE_GROUP = CATALOGUE[Section.COURSES].filters[1]
filters = pytest.mark.parametrize(("section", "name"), FILTERS)


async def values_of(desk: Desk, section: Section, name: str) -> list[str]:
    """All that a button could set the filter to."""
    field = CATALOGUE[section].field(name)
    if field.kind is Kind.CHOICE:
        return [*CHOICES[field.choices]]
    if field.kind is Kind.FLAG:
        return [*FLAG_VALUES]
    if field.kind is Kind.MOMENT:
        return [*Period]
    options = (await desk.entities.options(desk.session(), section, name)).unwrap()
    return [str(number) for number in options]


async def is_meant(desk: Desk, section: Section, name: str, value: str, row: dict[str, Any]) -> bool:
    """Whether the row has that value, by what the fake stores."""
    route, field = ROUTES[section], CATALOGUE[section].field(name)
    raw = row[route.keys.get(name, (name,))[0]]
    if field.kind is Kind.MOMENT:
        start, end = span(Period(value), desk.clock.now(), ZONE)
        moment = at(raw)
        return (start is None or start <= moment) and (end is None or moment <= end)
    if field.kind is Kind.FLAG:
        return raw is (value == "yes")
    if name in route.options:
        options = (await desk.entities.options(desk.session(), section, name)).unwrap()
        named = raw if isinstance(raw, str | None) else [one["name"] for one in raw]
        return options[int(value)] == named or (isinstance(named, list) and options[int(value)] in named)
    return str(raw) == value


async def meant(desk: Desk, query: Query) -> set[int]:
    here, found = numbers(desk, query.section), set()
    is_search = any(name in COURSE_GROUP for name in query.view.filters) and query.section is Section.COURSES
    for row in rows(desk, query.section):
        checks = [await is_meant(desk, query.section, name, value, row) for name, value in query.view.filters.items()]
        number = row[ROUTES[query.section].identity]
        if number in here and all(checks) and (not is_search or row["moderation_status"] == "approved"):
            found.add(number)
    return found


@filters
async def test_a_filter_shows_the_records_that_have_the_value_and_no_others(
    desk: Desk, section: Section, name: str
) -> None:
    shown_ones = 0
    for value in await values_of(desk, section, name):
        query = listed(section, **{name: value})
        shown = await desk.all(query)
        assert len(shown) == len(set(shown))
        assert set(shown) == await meant(desk, query), value
        shown_ones += len(shown)
    assert shown_ones, "a filter that never shows anything proves nothing"


@pytest.mark.parametrize(("section", "one", "other"), PAIRS)
async def test_filters_of_a_group_go_together(desk: Desk, section: Section, one: str, other: str) -> None:
    for first in (await values_of(desk, section, one))[:3]:
        for second in (await values_of(desk, section, other))[:3]:
            query = listed(section, **{one: first, other: second})
            assert set(await desk.all(query)) == await meant(desk, query), (first, second)


@filters
async def test_a_filter_costs_one_get(desk: Desk, section: Section, name: str) -> None:
    value = (await values_of(desk, section, name))[0]
    query = listed(section, **{name: value})
    await desk.page(query)
    desk.asked()
    await desk.page(query)
    assert len(desk.asked()) == 1


UNSENDABLE = [
    (Section.EVENTS, "starts_at", "someday"),
    (Section.VOLUNTEER_EVENTS, "starts_at", ""),
    (Section.VACANCIES, "active", "maybe"),
    (Section.NEWS, "category", "17"),
    (Section.NEWS, "category", "Спорт"),
]


@pytest.mark.parametrize(("section", "name", "value"), UNSENDABLE)
async def test_a_value_that_nobody_can_send_is_refused(desk: Desk, section: Section, name: str, value: str) -> None:
    assert isinstance(await desk.failure(listed(section, **{name: value})), RequestRefused)


@pytest.mark.parametrize(("section", "name", "value"), UNSENDABLE)
async def test_a_record_opens_although_its_list_cannot_be_narrowed_so(
    desk: Desk, section: Section, name: str, value: str
) -> None:
    assert (await desk.record(listed(section, **{name: value}), 3)).id == 3


async def test_times_go_out_as_naive_utc(desk: Desk) -> None:
    await desk.page(listed(Section.EVENTS, starts_at=Period.TODAY))
    ((_, sent),) = desk.asked()
    midnight = span(Period.TODAY, desk.clock.now(), ZONE)[0]
    assert midnight is not None
    assert at(sent["from_date"]) == midnight
    assert at(sent["to_date"]) > midnight
    assert not any(mark in sent["from_date"] for mark in "Z+.")


async def test_a_user_is_filtered_in_upper_case(desk: Desk) -> None:
    await desk.page(listed(Section.USERS, status="blocked"))
    ((_, sent),) = desk.asked()
    assert sent["status_filter"] == "BLOCKED"


@pytest.mark.parametrize("status", ["upcoming", ""])
async def test_volunteer_events_are_all_shown_unless_one_state_is_asked_for(desk: Desk, status: str) -> None:
    await desk.page(listed(Section.VOLUNTEER_EVENTS, **({"status": status} if status else {})))
    sent = next(query for path, query in desk.asked() if path == "/api/v2/volunteer/events")
    assert sent["status"] == status


async def test_filters_hold_within_a_record_too(desk: Desk) -> None:
    query = Query(Section.APPLICATIONS, 1, View({"status": "pending"}))
    wanted = {
        row["id"] for row in rows(desk, Section.APPLICATIONS) if row["_event_id"] == 1 and row["status"] == "pending"
    }
    assert set(await desk.all(query)) == wanted


async def test_an_owner_sees_what_waits_of_all_owners(desk: Desk) -> None:
    query = listed(Section.PLACES, moderation="pending")
    assert set(await desk.all(query, role=Role.MSB)) == await meant(desk, query)


async def test_courses_by_category_are_the_approved_ones_and_say_so(desk: Desk) -> None:
    assert (await desk.page(listed(Section.COURSES, category="3"))).approved_only
    assert not (await desk.page(Section.COURSES)).approved_only
    assert not (await desk.page(listed(Section.COURSES, moderation="approved"))).approved_only


async def test_published_news_are_sifted_out_of_all_and_the_drafts_are_asked_for(desk: Desk) -> None:
    await desk.page(listed(Section.NEWS, publication="published"))
    await desk.page(listed(Section.NEWS, publication="draft"))
    await desk.page(listed(Section.NEWS, publication="scheduled"))
    assert [path.rpartition("/")[2] for path, _ in desk.asked()] == ["all-statuses", "drafts", "scheduled"]
