"""A section that is open to admins has everything that it needs, and holds together with the others."""

from collections.abc import Iterator

import pytest

from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.tabys.reading import READERS
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.screens.values import MARKS
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.catalogue import CATALOGUE, may_see, searched_sections, sections_of
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.drafts import forms
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Child, Field, Kind, Section, SectionSpec
from tests.unit.scene import TEXTS, scene

# what tells a record by one line
NAMING = {Kind.LINE, Kind.TEXT, Kind.PHONE, Kind.EMAIL}
HINTING = NAMING | {Kind.MOMENT, Kind.COUNT, Kind.CHOICE, Kind.RANGE}
# shown as a picture, or by what it is a record of
UNNAMED = {Kind.PICTURE, Kind.RECORD}
# what a filter can be set to is known for these, and asked of Tabys for the names
KNOWN = {Kind.CHOICE, Kind.FLAG, Kind.MOMENT}
NAMES = {Kind.LINE, Kind.LINES}
# fields that several keys of Tabys make up without being a text in several languages
MADE_OF_KEYS = {Kind.PRICE: (3,), Kind.RANGE: (1, 2)}
MENU = {
    "events": ["events"],
    "courses": ["courses"],
    "vacancies": ["vacancies"],
    "news": ["news"],
    "projects": ["projects"],
    "volunteers": [
        *("volunteers", "applications", "task_reports", "promotions", "purchases"),
        *("benefits", "vol_events"),
    ],
    "leisure": ["places", "tickets", "promo"],
    "users": ["users"],
    "certificates": ["certificates"],
    "experts": ["experts"],
    "resumes": ["resumes"],
    "tech_tasks": ["tech_tasks"],
    "profile": [],
}
INSIDE = {
    "participants": "events",
    "candidates": "projects",
    "submissions": "projects",
    "applications": "vol_events",
    "solutions": "tech_tasks",
}
specs = pytest.mark.parametrize("spec", CATALOGUE.values(), ids=CATALOGUE)


def what_is_missing(section: Section) -> Iterator[str]:
    """All that adding a section demands: roles that may see it, a spec that holds together, a route, words, samples."""
    spec, route = CATALOGUE.get(section), ROUTES.get(section)
    if spec is None or route is None:
        yield "an entry in CATALOGUE and one in ROUTES"
        return
    names = [field.name for field in spec.fields]
    if not any(may_see(role, section) for role in Role):
        yield "a role that may see it"
    if spec.section is not section or not spec.icon or not spec.titles or len(set(names)) < len(names):
        yield "an icon, a title and fields of different names"
    if not {*spec.titles, spec.hint or names[0], *spec.marks, *sum(spec.filters, ())} <= set(names):
        yield "fields for its titles, hint, marks and filters"
    asked = {question.field for act in ACTS.get(section, ()) for question in act.questions}
    if not ({*route.keys, *route.names, *route.readers} <= set(names) and {*route.options} <= {*names, *asked}):
        yield "fields for all that the route speaks of"
    if not all(path.template.startswith("/api/") for listing in route.lists for path in listing.paths):
        yield "addresses at Tabys"
    if not all(path.startswith("/api/") and ("{id}" in path) != spec.is_own for path in route.record):
        yield "addresses of one record at Tabys"
    if not sample_records(scene().clock.now()).get(section):
        yield "sample records for the demo"
    for language in Language:
        named = [field.name for field in spec.fields if field.kind not in UNNAMED]
        words = [f"module.{spec.module}", f"section.{section}", f"one.{section}", *(f"field.{name}" for name in named)]
        yield from (f"{key} in {language}" for key in words if TEXTS[language].find(key) is None)


@pytest.mark.parametrize("section", Section)
def test_a_section_is_complete(section: Section) -> None:
    assert list(what_is_missing(section)) == []


def test_every_section_belongs_to_a_module_and_stands_in_the_order_of_the_menu() -> None:
    assert {
        module.value: [section.value for section in sections_of(module, Role.SUPER_ADMIN)] for module in Module
    } == MENU
    assert [spec.module for spec in CATALOGUE.values()] == sorted(
        (spec.module for spec in CATALOGUE.values()), key=list(Module).index
    )
    assert list(CATALOGUE) == list(Section)


def test_every_other_section_is_inside_of_one_or_is_the_admin_himself() -> None:
    assert {spec.section.value: spec.parent.value for spec in CATALOGUE.values() if spec.parent} == INSIDE
    alone = {section for sections in MENU.values() for section in sections}
    assert {section.value for section in Section} == alone | INSIDE.keys() | {"profile"}
    assert {spec.section.value for spec in CATALOGUE.values() if spec.alone} == alone
    assert [section.value for section, spec in CATALOGUE.items() if spec.is_own] == ["profile"]


@specs
def test_parents_and_children_agree(spec: SectionSpec) -> None:
    """In the same module: who may see the record may ask for what is inside of it."""
    for child in spec.children:
        assert (CATALOGUE[child.section].parent, CATALOGUE[child.section].module) == (spec.section, spec.module)
    if spec.parent:
        assert spec.section in [child.section for child in CATALOGUE[spec.parent].children]


@pytest.mark.parametrize(
    ("spec", "child"), [(spec, child) for spec in CATALOGUE.values() for child in spec.children if child.when]
)
def test_what_only_some_records_have_hangs_on_a_value_that_there_is(spec: SectionSpec, child: Child) -> None:
    assert child.when is not None
    name, value = child.when
    assert value in CHOICES[spec.field(name).choices]


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_the_sections_of_the_modules_that_it_may_read(role: Role) -> None:
    seen = {section for section in Section if may_see(role, section)}
    changed_only = Section.SUBMISSIONS
    assert seen - {changed_only} == {
        section
        for section, spec in CATALOGUE.items()
        if may(role, Permission.READ, spec.module) and section is not changed_only
    }
    assert (changed_only in seen) == (role in (Role.NPO, Role.ADMINISTRATOR, Role.SUPER_ADMIN))


@pytest.mark.parametrize("role", Role)
def test_words_are_looked_for_in_every_list_of_all_that_the_role_sees_but_where_tabys_shows_nothing(role: Role) -> None:
    offered = [section for module in Module for section in sections_of(module, role)]
    assert list(searched_sections(role)) == [section for section in offered if section is not Section.CERTIFICATES]


def every_field() -> list[tuple[Section, Field]]:
    return [(section, field) for section, spec in CATALOGUE.items() for field in spec.fields]


@pytest.mark.parametrize(("section", "field"), every_field())
def test_a_choice_and_nothing_else_names_the_set_of_its_words(section: Section, field: Field) -> None:
    assert bool(field.choices) == (field.kind is Kind.CHOICE), section
    assert not field.choices or field.choices in CHOICES
    assert not field.only_yes or field.kind is Kind.FLAG


def test_every_set_of_choices_is_used() -> None:
    shown = {field.choices for _, field in every_field()}
    asked = {question.choices for _, act in forms() for question in act.questions}
    assert (shown | asked) - {""} == CHOICES.keys()


@pytest.mark.parametrize(("section", "field"), every_field())
def test_a_field_is_read_from_as_many_keys_as_its_kind_can_use(section: Section, field: Field) -> None:
    route = ROUTES[section]
    keys = route.keys.get(field.name, (field.name,))
    if field.name in route.readers:  # which knows its keys
        return
    if field.kind in (Kind.LINE, Kind.TEXT):
        assert 1 <= len(keys) <= 3
    else:
        assert len(keys) in MADE_OF_KEYS.get(field.kind, (1,))


def test_every_kind_is_used_and_can_be_read() -> None:
    assert {field.kind for _, field in every_field()} == set(Kind) == READERS.keys()


@specs
def test_what_a_list_shows_of_a_record_is_one_line(spec: SectionSpec) -> None:
    assert {spec.field(name).kind for name in spec.titles} <= NAMING
    assert not spec.hint or spec.field(spec.hint).kind in HINTING
    assert {field.name for field in spec.label_fields} == {*spec.titles, *filter(None, [spec.hint]), *spec.marks}


@specs
def test_what_no_card_tells_narrows_a_list(spec: SectionSpec) -> None:
    untold = [field for field in spec.fields if not field.in_card]
    assert [field.name for field in untold if not spec.filters_beside(field.name)] == []
    assert {field.name for field in untold}.isdisjoint(spec.titles)


@specs
def test_a_hint_tells_what_the_title_and_the_signs_do_not(spec: SectionSpec) -> None:
    assert spec.hint not in spec.marks
    assert spec.titles[:1] != (spec.hint,)


@specs
def test_every_mark_of_a_list_is_a_choice_with_signs(spec: SectionSpec) -> None:
    marked = [spec.field(name) for name in spec.marks]
    assert [(field.kind, field.choices in MARKS) for field in marked] == [(Kind.CHOICE, True)] * len(spec.marks)


def test_every_set_of_signs_is_shown_somewhere() -> None:
    assert {spec.field(name).choices for spec in CATALOGUE.values() for name in spec.marks} == MARKS.keys()


@specs
def test_every_filter_is_in_one_group_and_can_be_set_to_something(spec: SectionSpec) -> None:
    route, filters = ROUTES[spec.section], [name for group in spec.filters for name in group]
    assert len(set(filters)) == len(filters)
    for name in filters:
        kind = spec.field(name).kind
        assert kind in KNOWN | NAMES, name
        assert (kind in NAMES) == (name in route.names or name in route.options), name


@specs
def test_the_filters_of_one_group_are_sent_to_one_list(spec: SectionSpec) -> None:
    """Those of different groups never go together, because no list of Tabys takes them together."""
    lists = [{*listing.filters, *listing.sifted, *listing.given} for listing in ROUTES[spec.section].lists]
    assert [group for group in spec.filters if not any(set(group) <= taken for taken in lists)] == []


@specs
def test_filters_that_go_together_know_of_one_another(spec: SectionSpec) -> None:
    for group in spec.filters:
        assert [spec.filters_beside(name) for name in group] == [group] * len(group)
    assert spec.filters_beside("no such field") == ()


@specs
def test_a_record_that_is_known_by_what_it_is_called_can_be_found_so(spec: SectionSpec) -> None:
    for lookup in spec.lookups:
        other = CATALOGUE[lookup.section]
        assert {spec.field(lookup.mine).kind, other.field(lookup.theirs).kind} <= NAMING
        assert lookup.name in {field.name for field in spec.fields}
        assert other.searched
        assert other.alone


@specs
def test_a_field_that_is_not_there_is_an_error(spec: SectionSpec) -> None:
    with pytest.raises(KeyError):
        spec.field("no such field")
