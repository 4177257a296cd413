"""Nonsense from Tabys costs a field, a row or an answer, and never more."""

import json

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import Broken
from tabys_bot.domain.access import Module
from tabys_bot.domain.modules import Page
from tests.integration.records_desk import LISTS, Desk, desk, listing, modules, route_of, rows
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault

__all__ = ["desk"]  # the fixture


@pytest.mark.parametrize(
    "value", [None, True, -1, 1e308, "", "x", "1e9999999", "\ud800\0", [], [[]], {}, {"id": 1}, "<" * 3000]
)
@modules
async def test_a_record_whose_fields_hold_nonsense_is_shown_without_them(
    desk: Desk, module: Module, value: object
) -> None:
    row = dict.fromkeys(rows(desk, module)[0], value) | {"id": 1}
    listed = listing(module, [row])
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listed))
    (entity,) = (await desk.page(module)).items
    assert (entity.id, None in entity.values.values()) == (1, False)
    desk.tabys.fail_next(route_of(module, 1), faults.answer(200, json.dumps(row) if ROUTES[module].record else listed))
    assert None not in (await desk.card(module, 1)).values()


@modules
async def test_rows_without_a_usable_id_are_left_out(desk: Desk, module: Module) -> None:
    good = rows(desk, module)[0]
    bad: list[object] = [{**good, "id": number} for number in (None, 0, -1, "1", 1.0, True, [1])]
    without = {key: value for key, value in good.items() if key != "id"}
    listed = [*bad, without, None, "row", 17, [], good]
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listing(module, listed)))
    outcome = await desk.entities.page(desk.session(), module, offset=0, limit=20)
    assert [entity.id for entity in outcome.unwrap().items] == [good["id"]]
    assert outcome.unwrap().has_next is False


@modules
@pytest.mark.parametrize("count", [1, 8, 9])
async def test_a_page_of_nothing_but_rows_without_ids_is_broken(desk: Desk, module: Module, count: int) -> None:
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listing(module, [{}] * count)))
    assert isinstance(await desk.failure(module), Broken), "an empty list would say that there are no records"


@modules
async def test_a_page_without_rows_is_an_empty_page(desk: Desk, module: Module) -> None:
    desk.tabys.fail_next(LISTS[module], faults.answer(200, listing(module, [])))
    assert await desk.page(module) == Page((), 0, has_next=False)


@modules
@pytest.mark.parametrize(
    "fault",
    [faults.crash, faults.wrong_type("list"), faults.wrong_type(None), faults.wrong_type(17), faults.answer(204)],
    ids=["crash", "text", "null", "number", "nothing"],
)
async def test_an_answer_of_another_shape_is_broken(desk: Desk, module: Module, fault: Fault) -> None:
    desk.tabys.fail_next("/api", fault)
    assert isinstance(await desk.failure(module), Broken)
    desk.tabys.fail_next("/api", fault)
    assert isinstance(await desk.failure(module, number=1), Broken)


@modules
async def test_an_envelope_that_nobody_knows_is_broken(desk: Desk, module: Module) -> None:
    desk.tabys.fail_next("/api", faults.wrong_type({"records": []}))
    assert isinstance(await desk.failure(module), Broken)


async def test_another_record_than_the_one_asked_for_is_broken(desk: Desk) -> None:
    answers: list[object] = [rows(desk, Module.NEWS)[1], {}, [], {"id": None}, {"id": "1"}]
    for answer in answers:
        desk.tabys.fail_next("/api/v2/news/1", faults.wrong_type(answer))
        assert isinstance(await desk.failure(Module.NEWS, number=1), Broken)
