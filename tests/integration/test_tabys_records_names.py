"""The names behind the numbers of a record are asked for rarely, and their absence costs one field."""

from datetime import timedelta

import pytest

from tabys_bot.domain.access import Module
from tabys_bot.domain.modules import Bilingual
from tests.integration.records_desk import LISTS, VOLUNTEER_3, VOLUNTEERS, Desk, desk, rows
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault

__all__ = ["desk"]  # the fixture

PROFESSIONS, CITIES, DIRECTIONS = (
    "/api/v2/resumes/professions",
    "/api/v2/resumes/cities",
    "/api/v2/volunteer/directions",
)


async def test_names_are_asked_for_once_an_hour(desk: Desk) -> None:
    card = await desk.card(Module.VACANCIES, 2)
    assert sorted(desk.asked()) == [(CITIES, {}), (PROFESSIONS, {}), ("/api/v2/vacancies/admin/2", {})]
    assert card["city"] == Bilingual("Балқаш", "Балхаш")
    desk.clock.advance(timedelta(minutes=59))
    await desk.page(Module.VACANCIES)
    await desk.card(Module.VACANCIES, 2)
    assert [path for path, _ in desk.asked()] == [LISTS[Module.VACANCIES], "/api/v2/vacancies/admin/2"]
    desk.tabys.records("cities")[0]["name_ru"] = "Балхаш-2"
    desk.clock.advance(timedelta(minutes=1))
    card = await desk.card(Module.VACANCIES, 2)
    assert sorted(path for path, _ in desk.asked()) == [CITIES, PROFESSIONS, "/api/v2/vacancies/admin/2"]
    assert card["city"] == Bilingual("Балқаш", "Балхаш-2")


@pytest.mark.parametrize(
    "fault",
    [faults.crash, faults.garbled, faults.wrong_type({"items": []}), faults.answer(401, '{"detail": "x"}')],
    ids=["crash", "garbled", "shape", "401"],
)
async def test_names_that_cannot_be_had_leave_their_fields_empty_for_a_minute(desk: Desk, fault: Fault) -> None:
    desk.tabys.fail_next(DIRECTIONS, fault)
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)
    desk.clock.advance(timedelta(seconds=59))
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)
    assert [path for path, _ in desk.asked()] == [VOLUNTEERS, DIRECTIONS, VOLUNTEERS]
    desk.clock.advance(timedelta(seconds=1))
    assert (await desk.card(Module.VOLUNTEERS, 3)) == VOLUNTEER_3
    assert [path for path, _ in desk.asked()] == [VOLUNTEERS, DIRECTIONS]


async def test_old_names_are_better_than_none(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    desk.clock.advance(timedelta(hours=2))
    desk.tabys.fail_next(DIRECTIONS, faults.crash)
    assert await desk.card(Module.VOLUNTEERS, 3) == VOLUNTEER_3


async def test_odd_names_are_left_out(desk: Desk) -> None:
    odd = [
        None,
        "x",
        {},
        {"id": "3", "name_kz": "x"},
        {"id": 3},
        {"id": 3, "name_kz": "", "name_ru": None},
        {"id": None},
        {"id": 2, "name": "Только имя"},
        {"id": 1, "name_kz": ["x"], "name_ru": "<b>Экология</b>"},
    ]
    desk.tabys.fail_next(DIRECTIONS, faults.wrong_type(odd))
    directions = [(await desk.card(Module.VOLUNTEERS, number)).get("direction") for number in (1, 2, 3, 4)]
    assert directions == [Bilingual(None, "Экология"), Bilingual(None, "Только имя"), None, None]


@pytest.mark.parametrize("unknown", [None, 99, "1", True, [1], {"id": 1}])
async def test_an_unknown_name_is_left_out(desk: Desk, unknown: object) -> None:
    rows(desk, Module.VOLUNTEERS)[2]["direction_id"] = unknown
    assert "direction" not in await desk.card(Module.VOLUNTEERS, 3)
