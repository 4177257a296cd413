"""A record without a path of its own is looked for where it was seen, and then further."""

from tabys_bot.application.failures import Broken, OutOfReach
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import (
    VOLUNTEERS,
    Desk,
    desk,
    listed,
    rows,
    window,
)
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture


async def test_a_volunteer_is_looked_for_on_the_page_where_he_was_seen(desk: Desk) -> None:
    await desk.warmed_up(Section.VOLUNTEERS)
    assert (await desk.card(Section.VOLUNTEERS, 19, near=16))["coins"] == 72
    assert desk.asked() == [(VOLUNTEERS, window(16, 8))]


async def test_a_volunteer_who_moved_is_found_elsewhere(desk: Desk) -> None:
    await desk.warmed_up(Section.VOLUNTEERS)
    assert (await desk.card(Section.VOLUNTEERS, 1, near=16))["coins"] == 0
    assert desk.asked() == [(VOLUNTEERS, window(16, 8)), (VOLUNTEERS, window(0, 100))]


async def test_a_volunteer_who_left_a_narrowed_list_is_found_in_the_whole_one(desk: Desk) -> None:
    await desk.warmed_up(Section.VOLUNTEERS)
    narrowed = listed(Section.VOLUNTEERS, volunteer_level="COORDINATOR")
    assert (await desk.card(narrowed, 1))["volunteer_level"] == "VOLUNTEER"
    level = {"status_filter": "COORDINATOR"}
    assert desk.asked() == [
        (VOLUNTEERS, window(0, 8) | level),
        (VOLUNTEERS, window(0, 100) | level),
        (VOLUNTEERS, window(0, 100)),
    ]


async def test_a_volunteer_is_looked_for_among_the_first_five_hundred_of_a_long_list(desk: Desk) -> None:
    stored = rows(desk, Section.VOLUNTEERS)
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(1000)]
    assert (await desk.card(Section.VOLUNTEERS, 500))["coins"] == 76
    skips = [query["skip"] for path, query in desk.asked() if path == VOLUNTEERS]
    assert skips == ["0", "0", "100", "200", "300", "400"]
    assert await desk.failure(Section.VOLUNTEERS, number=501) == OutOfReach()
    assert len(desk.asked()) == 6
    assert (await desk.record(Section.VOLUNTEERS, 801, near=800)).id == 801
    assert desk.asked() == [(VOLUNTEERS, window(800, 8))]


async def test_a_search_that_tabys_breaks_off_is_broken_and_not_a_gone_record(desk: Desk) -> None:
    desk.tabys.fail_next(VOLUNTEERS, faults.answer(502))
    assert isinstance(await desk.failure(Section.VOLUNTEERS, number=1), Broken)
    assert (await desk.record(Section.VOLUNTEERS, 1, near=16)).id == 1
