"""A page that Tabys breaks off at one bad row is read around it; whatever else goes wrong is told as it is."""

import pytest

from tabys_bot.application.failures import Broken, SessionRejected
from tabys_bot.domain.records import Page, Query
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import LISTS, Desk, desk, listed, rows
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

FURTHER = 14


def shown(page: Page) -> list[int]:
    return [entity.id for entity in page.items]


async def spoiled_news(desk: Desk, *places: int) -> list[int]:
    """The numbers of the news in their order, those at the places spoiled by a state that Tabys does not know."""
    ordered = await desk.all(Section.NEWS)
    by_number = {row["id"]: row for row in rows(desk, Section.NEWS)}
    for place in places:
        by_number[ordered[place]]["moderation_status"] = "stray"
    desk.asked()
    return ordered


@pytest.mark.parametrize("place", range(8))
async def test_one_bad_row_is_left_out_and_counted(desk: Desk, place: int) -> None:
    ordered = await spoiled_news(desk, place)
    page = await desk.page(Section.NEWS)
    assert shown(page) == [number for number in ordered[:8] if number != ordered[place]]
    assert (page.damaged, page.has_next, page.last) == (1, True, 8)
    assert len(desk.asked()) <= 1 + FURTHER
    following = await desk.page(Section.NEWS, 8)
    assert (shown(following), following.damaged) == (ordered[8:16], 0)


async def test_a_bad_row_on_the_next_page_is_told_of_there(desk: Desk) -> None:
    ordered = await spoiled_news(desk, 8)
    page = await desk.page(Section.NEWS)
    assert (shown(page), page.damaged, page.has_next) == (ordered[:8], 0, True)
    following = await desk.page(Section.NEWS, 8)
    assert (shown(following), following.damaged) == (ordered[9:16], 1)


async def test_several_bad_rows_cost_no_more_than_fourteen_further_reads(desk: Desk) -> None:
    ordered = await spoiled_news(desk, 0, 2, 6)
    page = await desk.page(Section.NEWS)
    assert len(desk.asked()) <= 1 + FURTHER
    assert set(shown(page)) <= {ordered[place] for place in (1, 3, 4, 5, 7)}
    assert len(shown(page)) + page.damaged == 8
    assert len(shown(page)) >= 2


async def test_a_page_of_nothing_but_bad_rows_is_broken(desk: Desk) -> None:
    await spoiled_news(desk, *range(9))
    failure = await desk.failure(Section.NEWS)
    assert isinstance(failure, Broken)
    assert failure.crashed


async def test_bad_rows_at_the_end_of_a_list_are_counted_too(desk: Desk) -> None:
    await spoiled_news(desk, 40)
    page = await desk.page(Section.NEWS, 40)
    assert (shown(page), page.damaged, page.has_next) == ([], 1, False)


@pytest.mark.parametrize("section", [Section.NEWS, Section.EVENTS, Section.APPLICATIONS, Section.USERS])
async def test_a_crash_of_the_whole_list_is_broken(desk: Desk, section: Section) -> None:
    desk.tabys.fail_next(LISTS[section], faults.crash, times=100)
    failure = await desk.failure(section)
    assert isinstance(failure, Broken)
    assert failure.crashed
    assert len(desk.asked()) <= 2 * (1 + FURTHER), "a GET after a crash may have to be sent again"


@pytest.mark.parametrize("fault", [faults.answer(502), faults.answer(503), faults.garbled])
async def test_what_is_no_crash_is_not_read_again(desk: Desk, fault: faults.Fault) -> None:
    desk.tabys.fail_next(LISTS[Section.NEWS], fault)
    failure = await desk.failure(Section.NEWS)
    assert isinstance(failure, Broken)
    assert not failure.crashed
    assert len(desk.asked()) == 1


async def test_a_session_that_ends_meanwhile_is_told(desk: Desk) -> None:
    desk.tabys.fail_next(LISTS[Section.NEWS], faults.crash)
    desk.tabys.fail_next(LISTS[Section.NEWS], faults.answer(401, "{}"), times=2)
    assert await desk.failure(Section.NEWS) == SessionRejected()


@pytest.mark.parametrize(
    ("query", "spoil"),
    [
        (listed(Section.COURSES), {"price": float("inf")}),
        (listed(Section.PROJECTS, moderation="pending"), {"status": None}),
        (listed(Section.APPLICATIONS), {"_orphan": True}),
        (listed(Section.EVENTS, moderation="pending"), {"updated_at": None}),
        (listed(Section.PARTICIPANTS), {"email": "x@nowhere.invalid"}),
    ],
    ids=lambda value: str(getattr(value, "section", "")),
)
async def test_every_sort_of_bad_row_is_read_around(desk: Desk, query: Query, spoil: dict[str, object]) -> None:
    whole = await desk.all(query)
    bad = whole[len(whole) // 2]
    next(row for row in rows(desk, query.section) if row["id"] == bad).update(spoil)
    page = await desk.page(query)
    found, damaged = shown(page), page.damaged
    while page.next_offset is not None:
        page = await desk.page(query, page.next_offset)
        found, damaged = found + shown(page), damaged + page.damaged
    assert (set(found), damaged) == (set(whole) - {bad}, 1)


async def test_bad_rows_of_a_whole_list_stand_at_its_end(desk: Desk) -> None:
    rows(desk, Section.COURSES)[7]["price"] = float("inf")
    first = await desk.page(Section.COURSES)
    assert (first.damaged, first.total, len(first.items)) == (0, 40, 8)
    last = await desk.page(Section.COURSES, 32)
    assert (last.damaged, last.total, len(last.items), last.last) == (1, 40, 7, 40)
