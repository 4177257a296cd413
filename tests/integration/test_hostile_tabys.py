"""What one bad value or a Tabys that is down costs: as little as can be, and nobody else anything."""

import logging

import pytest

from tabys_bot.application.failures import Broken, OutOfReach
from tabys_bot.domain.records import Query, View
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import Desk, desk
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

ENDLESS = "&#" + "1" * 5000 + ";"


@pytest.mark.parametrize("section", [Section.USERS, Section.EVENTS, Section.NEWS])
async def test_a_number_without_end_in_a_text_costs_nobody_the_list(desk: Desk, section: Section) -> None:
    for column in ("full_name", "title", "title_ru"):
        if column in desk.tabys.records(section)[0]:
            desk.tabys.records(section)[0][column] = f"A {ENDLESS} B"
    page = (await desk.entities.page(desk.session(), Query(section), offset=0, limit=90)).unwrap()
    assert len(page.items) + page.damaged == min(90, len(desk.tabys.records(section)))
    assert page.damaged == 0


async def test_what_cannot_be_read_costs_its_field_and_is_told_to_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    deep: object = 1
    for _ in range(900):
        deep = [deep]
    desk.tabys.records("vacancies")[0]["deadline"] = deep
    with caplog.at_level(logging.ERROR):
        page = (await desk.entities.page(desk.session(), Query(Section.VACANCIES), offset=0, limit=8)).unwrap()
    assert len(page.items) == 8


async def test_a_tabys_that_is_down_is_asked_no_more_than_it_takes_to_know(desk: Desk) -> None:
    desk.tabys.fail_next("/api/v2/", faults.crash, times=1_000)
    outcome = await desk.entities.page(desk.session(), Query(Section.EVENTS), offset=0, limit=8)
    assert isinstance(outcome.failure(), Broken)
    assert len(desk.asked()) <= 1 + 6
    assert isinstance(await desk.failure(Section.NEWS), Broken)
    assert len(desk.asked()) == 1


async def test_what_one_answer_sets_as_a_cookie_goes_out_with_no_other_call(desk: Desk) -> None:
    desk.tabys.fail_next("/api/v2/events", faults.answer(200, b"[]", Set_Cookie="session=ADMIN-A; Path=/"))
    await desk.entities.page(desk.session(), Query(Section.EVENTS), offset=0, limit=8)
    await desk.entities.page(desk.session(), Query(Section.NEWS), offset=0, limit=8)
    assert "cookie" not in desk.tabys.calls[-1].headers


async def test_a_record_far_down_a_list_is_not_called_deleted(desk: Desk) -> None:
    stored = desk.tabys.records("volunteers")
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(1000)]
    far = Query(Section.VOLUNTEERS)
    assert (await desk.entities.record(desk.session(), far, 901, near=0)).failure() == OutOfReach()
    assert (await desk.entities.record(desk.session(), far, 901, near=896)).unwrap().id == 901
    narrowed = Query(Section.VOLUNTEERS, view=View(text="нет такого"))
    assert (await desk.entities.record(desk.session(), narrowed, 901, near=0)).failure() == OutOfReach()
