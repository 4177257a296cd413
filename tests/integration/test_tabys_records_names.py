"""The names behind the numbers of a record are asked for rarely, and their absence costs one field."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import Broken
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.records import Bilingual, Value
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import LISTS, VOLUNTEERS, Desk, desk, rows
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault

__all__ = ["desk"]  # the fixture

PROFESSIONS, CITIES, DIRECTIONS = (
    "/api/v2/resumes/professions",
    "/api/v2/resumes/cities",
    "/api/v2/volunteer/directions",
)
SPORT = Bilingual("Спорт және салауат", "Спорт & ЗОЖ")


async def test_names_are_asked_for_once_an_hour(desk: Desk) -> None:
    card = await desk.card(Section.VACANCIES, 2)
    assert sorted(desk.asked()) == [(CITIES, {"limit": "1000"}), (PROFESSIONS, {}), ("/api/v2/vacancies/admin/2", {})]
    assert card["city"] == Bilingual("Балқаш", "Балхаш")
    desk.clock.advance(timedelta(minutes=59))
    await desk.page(Section.VACANCIES)
    await desk.card(Section.VACANCIES, 2)
    assert [path for path, _ in desk.asked()] == [LISTS[Section.VACANCIES], "/api/v2/vacancies/admin/2"]
    desk.tabys.records("cities")[0]["name_ru"] = "Балхаш-2"
    desk.clock.advance(timedelta(minutes=1))
    card = await desk.card(Section.VACANCIES, 2)
    assert sorted(path for path, _ in desk.asked()) == [CITIES, PROFESSIONS, "/api/v2/vacancies/admin/2"]
    assert card["city"] == Bilingual("Балқаш", "Балхаш-2")


@pytest.mark.parametrize(
    "fault",
    [faults.crash, faults.garbled, faults.wrong_type({"items": []}), faults.answer(401, '{"detail": "x"}')],
    ids=["crash", "garbled", "shape", "401"],
)
async def test_names_that_cannot_be_had_leave_their_fields_empty_for_a_minute(desk: Desk, fault: Fault) -> None:
    desk.tabys.fail_next(DIRECTIONS, fault)
    assert "direction" not in await desk.card(Section.VOLUNTEERS, 3)
    desk.clock.advance(timedelta(seconds=59))
    assert "direction" not in await desk.card(Section.VOLUNTEERS, 3)
    assert sorted(path for path, _ in desk.asked()) == [VOLUNTEERS, VOLUNTEERS, DIRECTIONS]
    desk.clock.advance(timedelta(seconds=1))
    assert (await desk.card(Section.VOLUNTEERS, 4))["full_name"]
    assert "direction" in await desk.card(Section.VOLUNTEERS, 3)
    assert sorted(path for path, _ in desk.asked()) == [VOLUNTEERS, VOLUNTEERS, DIRECTIONS]


async def test_old_names_are_better_than_none(desk: Desk) -> None:
    await desk.warmed_up(Section.VOLUNTEERS)
    desk.clock.advance(timedelta(hours=2))
    desk.tabys.fail_next(DIRECTIONS, faults.crash)
    assert (await desk.card(Section.VOLUNTEERS, 3))["direction"] == SPORT


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
    directions = [(await desk.card(Section.VOLUNTEERS, number)).get("direction") for number in (1, 2, 3, 4)]
    assert directions == [Bilingual(None, "Экология"), "Только имя", None, None]


@pytest.mark.parametrize("unknown", [None, 99, "1", True, [1], {"id": 1}])
async def test_an_unknown_name_is_left_out(desk: Desk, unknown: object) -> None:
    rows(desk, Section.VOLUNTEERS)[2]["direction_id"] = unknown
    assert "direction" not in await desk.card(Section.VOLUNTEERS, 3)


SOME = {
    (Section.VACANCIES, "city"): Bilingual("Балқаш", "Балхаш"),
    (Section.VOLUNTEERS, "direction"): Bilingual("Экология", "Экология"),
    (Section.PLACES, "category"): Bilingual("Аквапарктер", "Аквапарки и бассейны"),
    (Section.COURSES, "category"): "IT и программирование",
    (Section.RESUMES, "profession"): Bilingual("Бағдарламашы", "Программист"),
}


@pytest.mark.parametrize(("section", "name"), SOME)
async def test_the_names_of_a_filter_come_by_number_in_the_order_of_tabys(
    desk: Desk, section: Section, name: str
) -> None:
    options = (await desk.entities.options(desk.session(), section, name)).unwrap()
    assert next(iter(options.items())) == (1, SOME[section, name])
    desk.asked()
    assert (await desk.entities.options(desk.session(), section, name)).unwrap() == options
    assert desk.asked() == []


async def test_categories_of_news_have_numbers_that_stay(desk: Desk) -> None:
    options = (await desk.entities.options(desk.session(), Section.NEWS, "category")).unwrap()
    assert options == {1986691562: "Білім", 1934954512: "Культура & Искусство", 1189429681: "Спорт"}


async def test_what_is_not_chosen_by_name_has_no_names(desk: Desk) -> None:
    options: dict[int, Value] = {}
    assert (await desk.entities.options(desk.session(), Section.USERS, "status")).unwrap() == options
    assert desk.asked() == []


async def test_names_that_cannot_be_had_fail_where_a_filter_needs_them(desk: Desk) -> None:
    desk.tabys.fail_next(DIRECTIONS, faults.wrong_type({"items": []}))
    outcome = await desk.entities.options(desk.session(), Section.VOLUNTEERS, "direction")
    assert isinstance(outcome, Failure)
    assert isinstance(outcome.failure(), Broken)
