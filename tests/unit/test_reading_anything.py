"""Whatever Tabys sends for a field becomes a value of the field's kind, or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabys_bot.adapters.tabys import lines
from tabys_bot.adapters.tabys.addresses import picture_in
from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Dictionary, Reader
from tabys_bot.adapters.tabys.reading import READERS, joined, price, record_of
from tabys_bot.domain.records import Bilingual
from tabys_bot.domain.sections import Kind, Section
from tests.unit.sound import Raw, is_sound

SINGLE = [kind for kind in Kind if kind is not Kind.PRICE]
CONTEXT = Context(
    "https://media.tabys.kz/",
    {Dictionary.SKILLS: {1: Bilingual("Бір", "Один"), 2: "Excel", 3: Bilingual(None, "Үш")}},
    {"f1": Bilingual("Аты-жөні", "ФИО"), "f2": Bilingual("Қала", None)},
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=50)
# what a hostile or a broken backend could write where a number, a date or a link is expected
NASTY: tuple[Raw, ...] = (
    "1e9999999",
    "-1e1000000",
    "1e-9999999",
    "NaN",
    "sNaN",
    "-Infinity",
    "1" * 5000,
    10**400,
    -(10**400),
    float("nan"),
    float("inf"),
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-02-30",
    "http://[",
    "http://[::1",
    "http://\ud800.kz",
    "https://a.kz/\ud800",
    "https://a.kz/" + "ж" * 5000,
    "\ud83d",
    "\0",
    "<" * 1000,
    "&#99999999999;",
    "//a.kz/x.png",
    "\\\\a.kz\\x.png",
    "/../../etc/passwd",
    "data:image/png;base64,AAAA",
    "http://127.0.0.1:6379/",
    "http://2130706433/x.png",
    "http://[::1]/x.png",
    "+" * 300,
    "8" * 300,
    "a@" + "b." * 300 + "kz",
    [],
    {},
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals().map(str)
    | st.datetimes().map(datetime.isoformat)
    | st.dates().map(date.isoformat)
    | TEXTS
    | st.sampled_from(NASTY)
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.name)
@given(raw=ANYTHING)
@example(raw="1e9999999")
def test_any_json_becomes_a_sound_value_or_nothing(kind: Kind, raw: Raw) -> None:
    assert is_sound(kind, READERS[kind]([raw], CONTEXT))


@pytest.mark.parametrize("kind", SINGLE, ids=lambda kind: kind.name)
@pytest.mark.parametrize("raw", NASTY, ids=lambda raw: f"{raw!r:.20}")
def test_every_nasty_value_becomes_a_sound_one_or_nothing(kind: Kind, raw: Raw) -> None:
    assert is_sound(kind, READERS[kind]([raw], CONTEXT))


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT])
@given(raws=st.lists(ANYTHING, min_size=2, max_size=3))
def test_any_two_or_three_wordings_become_a_text_in_languages_or_nothing(kind: Kind, raws: list[Raw]) -> None:
    value = READERS[kind](raws, NO_CONTEXT)
    assert value is None or isinstance(value, Bilingual)
    assert is_sound(kind, value)


@given(low=ANYTHING, high=ANYTHING)
@example(low="1e9999999", high=None)
def test_any_two_ends_become_a_range_or_nothing(low: Raw, high: Raw) -> None:
    assert is_sound(Kind.RANGE, READERS[Kind.RANGE]([low, high], NO_CONTEXT))


@given(amount=ANYTHING, currency=ANYTHING, is_free=ANYTHING)
@example(amount="-1e1000000", currency=None, is_free=False)
@example(amount=1, currency="<b></b>", is_free=1)
def test_any_three_values_become_a_price_or_nothing(amount: Raw, currency: Raw, is_free: Raw) -> None:
    assert is_sound(Kind.PRICE, price([amount, currency, is_free]))


# the keys that the lists inside a record have
PARTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        (
            "time",
            "description",
            "first_name",
            "last_name",
            "bio",
            "name",
            "title",
            "university",
            "institution_name",
            "degree",
            "start_date",
            "end_date",
            "start_year",
            "is_current",
            "position",
            "company_name",
            "work_description",
            "file_name",
            "skill_level",
        ),
        SCALARS,
    )
    | {"skill_id": st.integers(0, 4) | SCALARS},
)
INNER: dict[str, Reader] = {
    "program": lines.program,
    "speakers": lines.speakers,
    "schools": lines.schools,
    "jobs": lines.jobs,
    "skills": lines.skills,
    "titles": lines.titles,
    "names": lines.names,
    "files": lines.files,
}


@pytest.mark.parametrize("name", INNER)
@given(items=st.lists(PARTS | ANYTHING, max_size=4) | ANYTHING)
def test_any_list_inside_a_record_becomes_lines_or_nothing(name: str, items: Raw) -> None:
    assert is_sound(Kind.LINES, INNER[name]([items], CONTEXT))


@given(given_ones=st.dictionaries(st.sampled_from(["f1", "f2", "f3"]) | TEXTS, ANYTHING, max_size=4) | ANYTHING)
def test_any_answers_become_lines_or_nothing(given_ones: Raw) -> None:
    assert is_sound(Kind.LINES, lines.answers([given_ones], CONTEXT))


@given(first=ANYTHING, last=ANYTHING)
def test_any_two_names_become_a_line_or_nothing(first: Raw, last: Raw) -> None:
    assert is_sound(Kind.LINE, joined([first, last]))


@given(raw=ANYTHING)
def test_any_number_of_a_record_becomes_a_record_or_nothing(raw: Raw) -> None:
    assert is_sound(Kind.RECORD, record_of(Section.VOLUNTEERS)([raw], NO_CONTEXT))


@given(raw=TEXTS | st.sampled_from([one for one in NASTY if isinstance(one, str)]))
def test_any_address_in_a_folder_becomes_a_picture_or_nothing(raw: str) -> None:
    assert is_sound(Kind.PICTURE, picture_in("uploads/")([raw], CONTEXT))


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)))  # noqa: DTZ001 - as Tabys writes them
def test_all_three_forms_of_a_moment_are_the_same_moment(moment: datetime) -> None:
    read, aware = READERS[Kind.MOMENT], moment.replace(tzinfo=UTC)
    written = moment.isoformat()
    assert [read([written + zone], NO_CONTEXT) for zone in ("", "Z", "+00:00")] == [aware] * 3
    assert read([f"{written}+05:00"], NO_CONTEXT) == aware - timedelta(hours=5)
