"""Lists without an order, whose rows move whenever one is changed, neither skip nor repeat a record while one pages."""

from datetime import timedelta

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Query
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import LISTS, Desk, desk, gathered, listed, numbers, rows

__all__ = ["desk"]  # the fixture

MOVING = [
    listed(Section.COURSES),
    listed(Section.COURSES, language="ru"),
    listed(Section.COURSES, moderation="approved"),
    listed(Section.PROJECTS, moderation="approved"),
    listed(Section.PLACES, moderation="approved"),
    listed(Section.TICKETS, moderation="approved"),
    listed(Section.PROMO, moderation="approved"),
    listed(Section.USERS),
    listed(Section.EXPERTS),
    listed(Section.PROMOTIONS),
]
moving = pytest.mark.parametrize("query", MOVING, ids=lambda query: f"{query.section} {dict(query.view.filters)}")


def stir(desk: Desk, section: Section) -> None:
    """Half of the rows go to the end, as if each had been changed."""
    kept = rows(desk, section)
    kept[:] = kept[1::2] + kept[::2]


@moving
async def test_nothing_is_skipped_or_repeated_while_rows_move(desk: Desk, query: Query) -> None:
    page = await desk.page(query)
    shown = [entity.id for entity in page.items]
    total = page.total
    while page.next_offset is not None:
        stir(desk, query.section)
        page = await desk.page(query, page.next_offset)
        shown += [entity.id for entity in page.items]
    assert len(shown) == len(set(shown)) == total
    assert shown == sorted(shown, reverse=True), "the newest record is the first"


@moving
async def test_the_order_is_the_same_however_the_rows_lie(desk: Desk, query: Query) -> None:
    before = await desk.all(query)
    stir(desk, query.section)
    desk.clock.advance(timedelta(minutes=10))
    assert await desk.all(query) == before


@gathered
async def test_a_whole_list_is_read_once_for_all_of_its_pages(desk: Desk, section: Section) -> None:
    await desk.warmed_up(section)
    page = await desk.page(section)
    assert len(desk.asked()) == 1
    assert page.total == len(numbers(desk, section))
    for offset in range(8, page.total, 8):
        await desk.page(section, offset)
    assert desk.asked() == []


@gathered
async def test_the_beginning_is_always_as_tabys_has_it_now(desk: Desk, section: Section) -> None:
    first = (await desk.page(section)).items[0].id
    identity = ROUTES[section].identity
    kept = rows(desk, section)
    kept[:] = [row for row in kept if row[identity] != first]
    assert first not in [entity.id for entity in (await desk.page(section)).items]


async def test_a_page_is_read_anew_when_that_is_asked_for_and_after_five_minutes(desk: Desk) -> None:
    await desk.page(Section.USERS)
    desk.asked()
    await desk.page(Section.USERS, 8)
    assert desk.asked() == []
    await desk.page(Section.USERS, 8, fresh=True)
    assert len(desk.asked()) == 1
    desk.clock.advance(timedelta(minutes=5))
    await desk.page(Section.USERS, 8)
    assert len(desk.asked()) == 1


async def test_what_one_admin_pages_through_is_not_shown_to_another(desk: Desk) -> None:
    query = listed(Section.PROJECTS, moderation="pending")
    await desk.page(query)
    desk.asked()
    for role in (Role.NPO, Role.GOVERNMENT):
        await desk.page(query, 8, role=role)
        assert len(desk.asked()) == 1
    await desk.page(listed(Section.PROJECTS, moderation="rejected"), 8)
    assert len(desk.asked()) == 1


async def test_a_list_of_thousands_is_read_in_chunks_up_to_a_bound(desk: Desk) -> None:
    stored = rows(desk, Section.USERS)
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(2_500)]
    page = await desk.page(Section.USERS)
    skips = [query["skip"] for path, query in desk.asked() if path == LISTS[Section.USERS]]
    assert (skips, page.total, page.looked_at) == (["0", "1000", "2000"], 2_500, None)
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(10_500)]
    page = await desk.page(Section.USERS)
    assert (len(desk.asked()), page.total, page.looked_at) == (10, None, 10_000)


async def test_memory_holds_no_more_than_fifty_lists(desk: Desk) -> None:
    async def look(city: int) -> None:
        await desk.page(Query(Section.SOLUTIONS, city))

    for number in range(1, 41):
        await look(number)
    for number in range(1, 12):
        await desk.page(listed(Section.COURSES, text=f"x{number}"))
    desk.asked()
    await desk.page(Query(Section.SOLUTIONS, 40), 8)
    assert desk.asked() == []
    await desk.page(Query(Section.SOLUTIONS, 1), 8)
    assert len(desk.asked()) == 1


async def test_a_user_is_opened_where_he_was_in_the_order_of_tabys(desk: Desk) -> None:
    page = await desk.page(Section.USERS)
    number = page.items[3].id
    place = [row["id"] for row in rows(desk, Section.USERS)].index(number)
    desk.asked()
    assert (await desk.record(Section.USERS, number, near=0)).id == number
    assert desk.asked() == [(LISTS[Section.USERS], {"skip": str(place // 8 * 8), "limit": "8"})]
    stir(desk, Section.USERS)
    assert (await desk.record(Section.USERS, number, near=0)).id == number
    assert len(desk.asked()) <= 2
