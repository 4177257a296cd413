"""The routes table speaks of what is in the catalogue on one side and in the rows of Tabys on the other."""

import pytest

from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.reading import READERS
from tabys_bot.adapters.tabys.routes import DICTIONARIES, ROUTES
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Ask, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED, WAITING
from tabys_bot.domain.sections import Kind, Section
from tests.integration.records_desk import OFFERED, PARENTS, Desk, desk, rows

__all__ = ["desk"]  # the fixture

NAMED = [
    (section, question.field)
    for section, acts in ACTS.items()
    for question in (acts[0].questions if acts[0].way is Way.CREATE else ())
    if question.ask in (Ask.NAME, Ask.NAMES)
]


@pytest.mark.parametrize("section", OFFERED)
async def test_every_key_that_is_read_is_one_of_a_row(desk: Desk, section: Section) -> None:
    route, row = ROUTES[section], rows(desk, section)[0]
    read = {key for field in CATALOGUE[section].fields for key in route.keys.get(field.name, (field.name,))}
    for key in read | {route.identity}:
        first, *rest = key.split(".")
        within = row[first]
        for part in rest:
            within = within[part]


def test_what_is_counted_in_languages_has_two_or_three_keys_and_the_rest_one() -> None:
    many = {Kind.LINE, Kind.TEXT, Kind.PRICE, Kind.RANGE}
    for section, route in ROUTES.items():
        for field in CATALOGUE[section].fields:
            count = len(route.keys.get(field.name, ("",)))
            assert count == 1 or field.kind in many or field.name in route.readers, (section, field.name)
            assert field.kind is not Kind.PRICE or count == 3
            assert count <= 3


def test_every_kind_has_a_reader_and_every_dictionary_a_place() -> None:
    assert set(READERS) == set(Kind)
    assert set(DICTIONARIES) == set(Dictionary)


def test_every_section_has_a_route_and_every_group_of_filters_a_list() -> None:
    assert set(ROUTES) == set(CATALOGUE) == set(Section)
    for section, spec in CATALOGUE.items():
        for group in spec.filters:
            assert any(
                set(group) <= {*listing.filters, *listing.given, *listing.sifted} for listing in ROUTES[section].lists
            ), (section, group)
        shown = {field.name for field in spec.fields}
        asked = {question.field for act in ACTS.get(section, ()) for question in act.questions}
        assert {*ROUTES[section].names} <= shown, section
        assert {*ROUTES[section].options} <= shown | asked, section


@pytest.mark.parametrize(("section", "name"), NAMED)
async def test_every_form_that_asks_for_a_name_has_names_to_offer(desk: Desk, section: Section, name: str) -> None:
    assert (await desk.entities.options(desk.session(), section, name)).unwrap()


def test_routes_speak_of_fields_that_are_in_the_catalogue() -> None:
    for section, route in ROUTES.items():
        names = {field.name for field in CATALOGUE[section].fields}
        sent = {name for listing in route.lists for name in (*listing.filters, *listing.given, *listing.sifted)}
        assert {*route.keys, *route.names, *route.readers, *sent} <= names, section


def test_what_is_inside_of_a_record_is_asked_for_with_its_number() -> None:
    for section, spec in CATALOGUE.items():
        for listing in ROUTES[section].lists:
            in_path = all("{parent}" in path.template for path in listing.paths)
            assert in_path == (section in PARENTS), section
            assert not spec.parent or in_path or listing.parent, section


def test_every_kind_that_waits_has_a_list_of_its_own_at_last_and_no_other_section_has_any() -> None:
    assert {section for section, route in ROUTES.items() if route.waiting} == set(MODERATED)
    for section in MODERATED:
        *_, own = ROUTES[section].waiting
        assert all("queue" not in path.template for path in own.paths)
        for listing in ROUTES[section].waiting:
            assert listing.chunk
            assert LINE_AT_MOST % listing.chunk == 0
            assert WAITING in listing.fixed.values() or listing is not own


def test_the_queue_of_all_kinds_is_asked_for_one_kind_at_a_time_and_never_for_vacancies() -> None:
    asked = [listing for route in ROUTES.values() for listing in route.waiting if "queue" in listing.paths[0].template]
    kinds = {listing.fixed["entity_type"] for listing in asked}
    assert kinds == {"event", "course", "project", "place", "ticket", "promo"}
    assert len(kinds) == len(asked)


def test_only_what_an_owner_is_refused_is_read_at_an_open_path() -> None:
    for section, route in ROUTES.items():
        assert not route.open_record or (route.record and any(listing.foreign for listing in route.lists)), section
        assert not route.open_record or route.open_record not in route.record
