"""The made-up records are such as the backend could give."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Field, Kind, Section

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SAMPLES = sample_records(NOW)
TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.LINE: (str, Bilingual),
    Kind.TEXT: (str, Bilingual),
    Kind.LINES: (tuple,),
    Kind.FEE: (str,),
    Kind.CHOICE: (str,),
    Kind.COUNT: (int,),
    Kind.RATING: (Decimal,),
    Kind.MINUTES: (int,),
    Kind.YEARS: (int,),
    Kind.PRICE: (Money,),
    Kind.RANGE: (Money,),
    Kind.FLAG: (bool,),
    Kind.DATE: (date,),
    Kind.MOMENT: (datetime,),
    Kind.LINK: (str,),
    Kind.PHONE: (str,),
    Kind.EMAIL: (str,),
    Kind.RECORD: (Ref,),
    Kind.PICTURE: (Picture,),
}
OFTEN_MISSING = (Kind.LINES, Kind.RATING, Kind.RANGE, Kind.DATE, Kind.LINK, Kind.PHONE, Kind.RECORD, Kind.PICTURE)
PAST = ("created_at", "updated_at", "moderated_at", "registered_at", "submitted_at", "reviewed_at", "completed_at")
sections = pytest.mark.parametrize("section", CATALOGUE)


def wordings(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(text for line in value for text in wordings(line))
    if isinstance(value, Bilingual):
        return tuple(text for text in (value.kk, value.ru) if text)
    return (value,) if isinstance(value, str) else ()


def texts_of(entity: Entity, *names: str) -> list[str]:
    return [text for name in names if name in entity.values for text in wordings(entity.values[name])]


def values_of(section: Section, name: str) -> list[Value]:
    return [entity.values[name] for entity in SAMPLES[section] if name in entity.values]


def is_sound(field: Field, value: Value) -> bool:
    if type(value) not in TYPES[field.kind] or (isinstance(value, str | Bilingual | tuple) and not wordings(value)):
        return False
    match field.kind:
        case Kind.CHOICE:
            return value in CHOICES[field.choices]
        case Kind.LINK:
            return str(value).startswith(("https://example.kz/", "https://example.com/"))
        case Kind.PHONE:
            return str(value).startswith("+7 700 000") and sum(map(str.isdigit, str(value))) == 11
        case Kind.EMAIL:
            return str(value).isascii() and str(value).endswith("@example.kz")
        case Kind.PICTURE:
            return isinstance(value, Picture) and value.address.startswith("memory://") and not value.is_public
        case Kind.MOMENT:
            return isinstance(value, datetime) and value.tzinfo is UTC
        case Kind.LINE | Kind.LINES:
            return all("\n" not in text for text in wordings(value))
        case _:
            return True


def test_every_section_has_records() -> None:
    assert list(SAMPLES) == list(CATALOGUE)
    alone = {section: len(records) for section, records in SAMPLES.items() if CATALOGUE[section].alone}
    assert {section: count for section, count in alone.items() if not 20 <= count <= 60} == {}


@pytest.mark.parametrize("section", [section for section, spec in CATALOGUE.items() if spec.parent])
def test_some_records_hold_many_others_and_some_hold_none(section: Section) -> None:
    parent = CATALOGUE[section].parent
    assert parent is not None
    counts = {holder.id: 0 for holder in SAMPLES[parent]}
    for entity in SAMPLES[section]:
        if entity.parent or not CATALOGUE[section].alone:
            counts[entity.parent] += 1
    assert min(counts.values()) == 0
    assert 3 < max(counts.values()) <= 15


@sections
def test_every_value_is_of_the_kind_that_the_catalogue_says(section: Section) -> None:
    fields = {field.name: field for field in CATALOGUE[section].fields}
    unsound = [
        (entity.id, name, value)
        for entity in SAMPLES[section]
        for name, value in entity.values.items()
        if name not in fields or not is_sound(fields[name], value)
    ]
    assert unsound == []


@sections
def test_every_field_of_the_catalogue_is_filled_in_somewhere(section: Section) -> None:
    assert {name for entity in SAMPLES[section] for name in entity.values} == {
        field.name for field in CATALOGUE[section].fields
    }


@sections
def test_what_people_leave_out_is_left_out_somewhere(section: Section) -> None:
    optional = [field.name for field in CATALOGUE[section].fields if field.kind in OFTEN_MISSING]
    assert [name for name in optional if all(name in entity.values for entity in SAMPLES[section])] == []


@sections
def test_every_record_but_the_begun_ones_has_a_title(section: Section) -> None:
    titles = CATALOGUE[section].titles
    untitled = [entity.id for entity in SAMPLES[section] if not entity.values.keys() & set(titles)]
    assert len(untitled) <= len(SAMPLES[section]) // 10


@sections
def test_every_choice_is_made_somewhere(section: Section) -> None:
    for field in CATALOGUE[section].fields:
        if field.kind is Kind.CHOICE and field.name != "wanted_level":  # nobody wants the lowest
            assert set(values_of(section, field.name)) == set(CHOICES[field.choices])


@sections
def test_texts_are_plain_and_complete(section: Section) -> None:
    texts = [text for entity in SAMPLES[section] for text in texts_of(entity, *entity.values)]
    assert [text for text in texts if set(text) & set("<>{}|") or text != text.strip() or "  " in text] == []


@sections
def test_numbers_are_positive_and_used_once(section: Section) -> None:
    numbers = [entity.id for entity in SAMPLES[section]]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) > 0


@pytest.mark.parametrize(
    ("section", "moment"),
    [
        (Section.EVENTS, "starts_at"),
        (Section.VACANCIES, "created_at"),
        (Section.NEWS, "date"),
        (Section.PROJECTS, "created_at"),
        (Section.APPLICATIONS, "created_at"),
        (Section.TASK_REPORTS, "created_at"),
        (Section.PURCHASES, "created_at"),
        (Section.PLACES, "created_at"),
        (Section.TICKETS, "created_at"),
        (Section.PROMO, "created_at"),
        (Section.RESUMES, "updated_at"),
        (Section.TECH_TASKS, "created_at"),
    ],
)
def test_the_latest_come_first(section: Section, moment: str) -> None:
    moments = [at for at in values_of(section, moment) if isinstance(at, datetime)]
    assert len(moments) >= len(SAMPLES[section]) - 1
    assert all(later > earlier for later, earlier in pairwise(moments))


@pytest.mark.parametrize("section", [Section.COURSES, Section.VOLUNTEERS, Section.USERS, Section.EXPERTS])
def test_what_has_no_order_comes_in_the_order_of_its_numbers(section: Section) -> None:
    numbers = [entity.id for entity in SAMPLES[section]]
    assert numbers == sorted(numbers)


@sections
def test_nothing_was_made_or_told_after_the_moment_asked_about(section: Section) -> None:
    past = [entity.values.get(name) for entity in SAMPLES[section] for name in (*PAST, "date", "joined_at")]
    assert [moment for moment in past if isinstance(moment, datetime) and moment > NOW] == []


@sections
def test_nothing_was_changed_or_decided_before_it_was_made(section: Section) -> None:
    for entity in SAMPLES[section]:
        made_at = entity.values.get("created_at")
        later = [entity.values.get(name) for name in PAST]
        assert (
            not isinstance(made_at, datetime) or [at for at in later if isinstance(at, datetime) and at < made_at] == []
        )


@sections
def test_only_what_was_decided_tells_when_and_by_whom(section: Section) -> None:
    for entity in SAMPLES[section]:
        waits = entity.values.get("moderation") == "pending"
        assert not waits or not {"moderated_at", "moderated_by", "moderation_comment"} & entity.values.keys()


def test_some_events_are_over_and_some_are_yet_to_come() -> None:
    for section in (Section.EVENTS, Section.VOLUNTEER_EVENTS, Section.TICKETS):
        starts = [at for at in values_of(section, "starts_at") if isinstance(at, datetime)]
        assert min(starts) < NOW < max(starts)


def test_only_scheduled_news_have_a_time_to_come_out() -> None:
    for entity in SAMPLES[Section.NEWS]:
        assert ("publish_at" in entity.values) == (entity.values["publication"] == "scheduled")
        assert ("published_at" in entity.values) == (entity.values["publication"] == "published")


def test_a_file_of_a_picture_may_be_lost_or_broken() -> None:
    pictures = [value for records in SAMPLES.values() for entity in records for value in entity.values.values()]
    endings = {value.address.rpartition("/")[2] for value in pictures if isinstance(value, Picture)}
    assert {"missing", "broken"} <= endings


def test_the_demo_has_the_irregularities_of_life() -> None:
    everything = [entity for records in SAMPLES.values() for entity in records]
    long_texts = [text for entity in everything for text in texts_of(entity, "description", "text") if len(text) > 2500]
    titles = [text for entity in everything for text in texts_of(entity, "title")]
    one_language = [text for entity in everything for text in entity.values.values() if isinstance(text, Bilingual)]
    nameless = [entity for entity in SAMPLES[Section.VACANCIES] if not {"title", "profession"} & entity.values.keys()]
    assert len(long_texts) == 4
    assert max(map(len, long_texts)) < 6000
    assert sum(120 <= len(title) <= 160 for title in titles) >= 3
    assert any(text.kk is None for text in one_language)
    assert any(text.ru is None for text in one_language)
    assert len(nameless) == 1
    assert any(len(entity.values) <= 2 for entity in everything)


def test_the_same_moment_gives_the_same_records() -> None:
    assert sample_records(NOW) == SAMPLES
