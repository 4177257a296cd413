"""The made-up records point at one another, by number or by name."""

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Bilingual, Ref, Value
from tabys_bot.domain.sections import Section

SAMPLES = sample_records(ManualClock().now())


def values_of(section: Section, name: str) -> list[Value]:
    return [entity.values[name] for entity in SAMPLES[section] if name in entity.values]


def wordings(value: Value) -> set[str]:
    """All that it is called; once, if both languages have one word for it."""
    return {value.kk or "", value.ru or ""} if isinstance(value, Bilingual) else {str(value)}


@pytest.mark.parametrize("section", CATALOGUE)
def test_records_that_are_pointed_at_are_there(section: Section) -> None:
    known = {(other, entity.id) for other, records in SAMPLES.items() for entity in records}
    refs = [value for entity in SAMPLES[section] for value in entity.values.values() if isinstance(value, Ref)]
    assert [ref for ref in refs if (ref.section, ref.id) not in known] == []


@pytest.mark.parametrize(
    ("section", "place"), [(section, at) for section, spec in CATALOGUE.items() for at in range(len(spec.lookups))]
)
def test_what_is_known_by_its_name_alone_is_called_so_once(section: Section, place: int) -> None:
    lookup = CATALOGUE[section].lookups[place]
    called = [text for value in values_of(lookup.section, lookup.theirs) for text in wordings(value)]
    names = {str(value) for value in values_of(section, lookup.mine)} - {"Удалено"}
    assert len(names) > 5
    assert [name for name in names if called.count(name) != 1] == []


def test_applications_inside_an_event_are_those_that_name_it() -> None:
    titles = {entity.id: wordings(entity.values["title"]) for entity in SAMPLES[Section.VOLUNTEER_EVENTS]}
    for entity in SAMPLES[Section.APPLICATIONS]:
        assert entity.values["event"] in titles.get(entity.parent, {"Удалено"})


def test_promo_actions_are_for_places_and_tickets() -> None:
    subjects = [value for value in values_of(Section.PROMO, "subject") if isinstance(value, Ref)]
    assert {ref.section for ref in subjects} == {Section.PLACES, Section.TICKETS}
