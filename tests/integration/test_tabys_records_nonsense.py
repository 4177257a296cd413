"""Nonsense from Tabys costs a field, a row or an answer, and never more."""

import json
from datetime import timedelta

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import Broken
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import (
    LISTS,
    STRETCHED,
    Desk,
    desk,
    listed,
    listing,
    route_of,
    rows,
    sections,
    stretched,
)
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault
from tests.unit.sound import is_sound

__all__ = ["desk"]  # the fixture

HOSTILE: tuple[object, ...] = (
    None,
    True,
    -1,
    1e308,
    10**400,
    "",
    "x",
    "1e9999999",
    "UNKNOWN_VALUE",
    "\ud800\0",
    "\u200f\u202eәлем\u202c",
    "ә" * 6000,
    "<b>Басы <i>қалың",
    [],
    [[]],
    ["x", None, {}],
    {},
    {"id": 1},
    [{"id": 1, "name": "x", "title": 5, "time": "540", "skill_id": "1"}],
    "<" * 3000,
)


def keys_of(section: Section) -> set[str]:
    """All that is read of a row, whether or not the fake has it."""
    keys = ROUTES[section].keys
    return {key.split(".")[0] for field in CATALOGUE[section].fields for key in keys.get(field.name, (field.name,))}


def assert_sound(entity: Entity) -> None:
    for name, value in entity.values.items():
        assert is_sound(CATALOGUE[entity.section].field(name).kind, value), (name, value)


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: f"{value!r:.20}")
@sections
async def test_a_record_whose_fields_hold_nonsense_is_shown_without_them(
    desk: Desk, section: Section, value: object
) -> None:
    row = dict.fromkeys(keys_of(section), value) | {ROUTES[section].identity: 1}
    body = listing(section, [row])
    desk.tabys.fail_next(LISTS[section], faults.answer(200, body))
    (entity,) = (await desk.page(section)).items
    assert entity.id == 1
    assert_sound(entity)
    desk.clock.advance(timedelta(minutes=6))
    desk.tabys.fail_next(route_of(section, 1), faults.answer(200, json.dumps(row) if ROUTES[section].record else body))
    assert_sound(await desk.record(section, 1))


@stretched
async def test_rows_without_a_usable_id_are_left_out(desk: Desk, section: Section) -> None:
    good = dict(rows(desk, section)[0])
    bad: list[object] = [{**good, "id": number} for number in (None, 0, -1, "1", 1.0, True, [1], 2**31)]
    without = {key: value for key, value in good.items() if key != "id"}
    given = [*bad, without, None, "row", 17, [], good]
    desk.tabys.fail_next(LISTS[section], faults.answer(200, listing(section, given)))
    page = await desk.page(section, limit=20)
    assert ([entity.id for entity in page.items], page.has_next) == ([good["id"]], False)


@sections
@pytest.mark.parametrize("count", [1, 8, 9])
async def test_a_page_of_nothing_but_rows_without_ids_is_broken(desk: Desk, section: Section, count: int) -> None:
    desk.tabys.fail_next(LISTS[section], faults.answer(200, listing(section, [{}] * count)))
    assert isinstance(await desk.failure(section), Broken), "an empty list would say that there are no records"


@sections
@pytest.mark.parametrize(
    "fault",
    [
        faults.answer(502),
        faults.wrong_type("list"),
        faults.wrong_type(None),
        faults.wrong_type(17),
        faults.answer(204),
        faults.wrong_type({"records": []}),
    ],
    ids=["502", "text", "null", "number", "nothing", "unknown envelope"],
)
async def test_an_answer_of_another_shape_is_broken(desk: Desk, section: Section, fault: Fault) -> None:
    desk.tabys.fail_next(LISTS[section], fault)
    assert isinstance(await desk.failure(section), Broken)
    desk.tabys.fail_next(route_of(section, 1), fault)
    assert isinstance(await desk.failure(section, number=1), Broken)


async def test_another_record_than_the_one_asked_for_is_broken(desk: Desk) -> None:
    answers: list[object] = [dict(rows(desk, Section.NEWS)[1]), {}, [], {"id": None}, {"id": "1"}]
    for answer in answers:
        desk.tabys.fail_next("/api/v2/news/1", faults.wrong_type(answer))
        assert isinstance(await desk.failure(Section.NEWS, number=1), Broken)


@pytest.mark.parametrize("section", STRETCHED)
async def test_filters_that_nobody_knows_are_refused_before_tabys_is_asked(desk: Desk, section: Section) -> None:
    failure = await desk.failure(listed(section, colour="red"))
    assert type(failure).__name__ == "RequestRefused"
    assert desk.asked() == []
