"""A module that is open to admins has everything that it needs."""

from collections.abc import Iterator

import pytest

from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.screens.values import MARKS
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.modules import Field, Kind
from tests.unit.scene import TEXTS, scene

# fields that several keys of Tabys make up without being a text in several languages
MADE_OF_KEYS = {Kind.MONEY: (2, 3)}


def what_is_missing(module: Module) -> Iterator[str]:
    """All that adding a module demands: roles that may read it, a spec that holds together, a route, words, samples."""
    spec, route = CATALOGUE.get(module), ROUTES.get(module)
    if spec is None or route is None:
        yield "an entry in CATALOGUE and one in ROUTES"
        return
    names = [field.name for field in spec.fields]
    if not any(may(role, Permission.READ, module) for role in Role):
        yield "a role that may read it"
    if spec.module is not module or not spec.icon or not spec.titles or len(set(names)) < len(names):
        yield "an icon, a title and fields of different names"
    if not {*spec.titles, spec.hint or names[0], *spec.marks} <= set(names):
        yield "fields for its titles, hint and marks"
    if not {*route.keys, *route.names, *route.readers} <= set(names):
        yield "fields for all that the route speaks of"
    if not route.records.startswith("/api/") or not (route.record is None or "{id}" in route.record):
        yield "addresses at Tabys"
    if not sample_records(scene().clock.now()).get(module):
        yield "sample records for the demo"
    for language in Language:
        words = [f"module.{module}", *(f"field.{name}" for name in names)]
        yield from (f"{key} in {language}" for key in words if TEXTS[language].find(key) is None)


@pytest.mark.parametrize("module", sorted(CATALOGUE.keys() | ROUTES.keys()))
def test_an_open_module_is_complete(module: Module) -> None:
    assert list(what_is_missing(module)) == []


def test_the_six_modules_of_the_first_version_are_open_in_menu_order() -> None:
    assert list(CATALOGUE) == [
        Module.EVENTS,
        Module.COURSES,
        Module.VACANCIES,
        Module.NEWS,
        Module.PROJECTS,
        Module.VOLUNTEERS,
    ]


def every_field() -> list[tuple[Module, Field]]:
    return [(module, field) for module, spec in CATALOGUE.items() for field in spec.fields]


@pytest.mark.parametrize(("module", "field"), every_field())
def test_a_choice_and_nothing_else_names_the_set_of_its_words(module: Module, field: Field) -> None:
    assert bool(field.choices) == (field.kind is Kind.CHOICE), module


@pytest.mark.parametrize(("module", "field"), every_field())
def test_a_field_is_read_from_as_many_keys_as_its_kind_can_use(module: Module, field: Field) -> None:
    keys = ROUTES[module].keys.get(field.name, (field.name,))
    if field.kind in (Kind.LINE, Kind.TEXT):
        assert 1 <= len(keys) <= 3
    else:
        assert len(keys) in MADE_OF_KEYS.get(field.kind, (1,))


@pytest.mark.parametrize("module", CATALOGUE)
def test_every_mark_of_a_list_is_a_choice_with_signs(module: Module) -> None:
    spec = CATALOGUE[module]
    marked = [field for field in spec.fields if field.name in spec.marks]
    assert [(field.kind, field.choices in MARKS) for field in marked] == [(Kind.CHOICE, True)] * len(spec.marks)
