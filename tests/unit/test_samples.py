"""The made-up records are such as the backend could give."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.application.screens import locales
from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import Bilingual, Entity, Field, Kind, Money, Value

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SAMPLES = sample_records(NOW)
WORDS = (Path(next(iter(locales.__path__))) / "ru.po").read_text(encoding="utf-8")
TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.LINE: (str, Bilingual),
    Kind.TEXT: (str, Bilingual),
    Kind.CHOICE: (str,),
    Kind.COUNT: (int,),
    Kind.RATING: (Decimal,),
    Kind.MINUTES: (int,),
    Kind.YEARS: (int,),
    Kind.MONEY: (Money,),
    Kind.FLAG: (bool,),
    Kind.DATE: (date,),
    Kind.MOMENT: (datetime,),
    Kind.LINK: (str,),
}
modules = pytest.mark.parametrize("module", CATALOGUE)


def wordings(value: Value) -> tuple[str | None, ...]:
    return (value.kk, value.ru) if isinstance(value, Bilingual) else (value,) if isinstance(value, str) else ()


def texts_of(entity: Entity, *names: str) -> list[str]:
    return [text for name in names if name in entity.values for text in wordings(entity.values[name]) if text]


def is_sound(field: Field, value: Value) -> bool:
    if type(value) not in TYPES[field.kind] or (isinstance(value, Bilingual) and not (value.kk or value.ru)):
        return False
    match field.kind:
        case Kind.CHOICE:
            return f'"choice.{field.choices}.{value}"' in WORDS
        case Kind.LINK:
            return str(value).startswith(("https://example.kz/", "https://example.com/"))
        case Kind.MOMENT:
            return isinstance(value, datetime) and value.tzinfo is UTC
        case Kind.LINE:
            return all("\n" not in text for text in wordings(value) if text)
        case _:
            return True


def test_there_are_dozens_of_records_in_each_module() -> None:
    assert {module: len(records) for module, records in SAMPLES.items()} == {
        Module.EVENTS: 45,
        Module.COURSES: 30,
        Module.VACANCIES: 40,
        Module.NEWS: 45,
        Module.PROJECTS: 25,
        Module.VOLUNTEERS: 60,
    }


@modules
def test_every_value_is_of_the_kind_that_the_catalogue_says(module: Module) -> None:
    fields = {field.name: field for field in CATALOGUE[module].fields}
    unsound = [
        (entity.id, name, value)
        for entity in SAMPLES[module]
        for name, value in entity.values.items()
        if name not in fields or not is_sound(fields[name], value)
    ]
    assert unsound == []


@modules
def test_every_field_of_the_catalogue_is_filled_in_somewhere(module: Module) -> None:
    assert {name for entity in SAMPLES[module] for name in entity.values} == {
        field.name for field in CATALOGUE[module].fields
    }


@modules
def test_texts_are_plain_and_complete(module: Module) -> None:
    texts = [text for entity in SAMPLES[module] for text in texts_of(entity, *entity.values)]
    assert [text for text in texts if set(text) & set("<>{}|") or text != text.strip() or "  " in text] == []


@modules
def test_numbers_are_positive_and_used_once(module: Module) -> None:
    numbers = [entity.id for entity in SAMPLES[module]]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) > 0


@pytest.mark.parametrize(
    ("module", "moment"),
    [
        (Module.EVENTS, "starts_at"),
        (Module.VACANCIES, "created_at"),
        (Module.NEWS, "date"),
        (Module.PROJECTS, "created_at"),
    ],
)
def test_the_latest_come_first(module: Module, moment: str) -> None:
    moments = [at for entity in SAMPLES[module] if isinstance(at := entity.values.get(moment), datetime)]
    assert len(moments) >= len(SAMPLES[module]) - 1
    assert all(later > earlier for later, earlier in pairwise(moments))


@pytest.mark.parametrize("module", [Module.COURSES, Module.VOLUNTEERS])
def test_courses_and_volunteers_come_in_the_order_of_their_numbers(module: Module) -> None:
    numbers = [entity.id for entity in SAMPLES[module]]
    assert numbers == sorted(numbers)


@modules
def test_nothing_was_made_or_told_after_the_moment_asked_about(module: Module) -> None:
    past = [entity.values.get(name) for entity in SAMPLES[module] for name in ("created_at", "date", "joined_at")]
    assert [moment for moment in past if isinstance(moment, datetime) and moment > NOW] == []


def test_some_events_are_over_and_some_are_yet_to_come() -> None:
    starts = [at for entity in SAMPLES[Module.EVENTS] if isinstance(at := entity.values["starts_at"], datetime)]
    assert min(starts) < NOW < max(starts)


def test_only_scheduled_news_have_a_time_to_come_out() -> None:
    for entity in SAMPLES[Module.NEWS]:
        assert ("publish_at" in entity.values) == (entity.values["publication"] == "scheduled")


def test_the_demo_has_the_irregularities_of_life() -> None:
    everything = [entity for records in SAMPLES.values() for entity in records]
    long_texts = [text for entity in everything for text in texts_of(entity, "description", "text") if len(text) > 2500]
    titles = [text for entity in everything for text in texts_of(entity, "title")]
    one_language = [text for entity in everything for text in entity.values.values() if isinstance(text, Bilingual)]
    nameless = [entity for entity in SAMPLES[Module.VACANCIES] if not {"title", "profession"} & entity.values.keys()]
    assert len(long_texts) == 4
    assert max(map(len, long_texts)) < 6000
    assert sum(120 <= len(title) <= 160 for title in titles) >= 3
    assert any(text.kk is None for text in one_language)
    assert any(text.ru is None for text in one_language)
    assert len(nameless) == 1
    assert any(len(entity.values) <= 2 for entity in everything)


def test_the_same_moment_gives_the_same_records() -> None:
    assert sample_records(NOW) == SAMPLES
