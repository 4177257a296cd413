"""Lists of the made-up Tabys are narrowed as those of the real one, and only by what fits."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.narrowing import names_in, narrowed, number_of
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period
from tabys_bot.domain.records import Bilingual, Entity, Value, View
from tabys_bot.domain.sections import Kind, Section

NOW = ManualClock().now()
ALMATY = ZoneInfo("Asia/Almaty")
SAMPLES = sample_records(NOW)
FILTERS = [(section, name) for section, spec in CATALOGUE.items() for group in spec.filters for name in group]


def kept(section: Section, view: View, *values: dict[str, Value]) -> list[int]:
    """Which of the records are left, counted from 1."""
    entities = [Entity(section, number, one) for number, one in enumerate(values, start=1)]
    return [entity.id for entity in narrowed(entities, view, NOW, ALMATY)]


def choices_of(section: Section, name: str) -> list[str]:
    """All that the filter can be set to."""
    field = CATALOGUE[section].field(name)
    match field.kind:
        case Kind.CHOICE:
            return [*CHOICES[field.choices]]
        case Kind.FLAG:
            return [*FLAG_VALUES]
        case Kind.MOMENT:
            return [*Period]
        case _:
            return [str(number) for number in names_in(SAMPLES[section], name)]


@pytest.mark.parametrize(("section", "name"), FILTERS)
def test_every_filter_finds_some_samples_and_leaves_some_out(section: Section, name: str) -> None:
    found = [len(narrowed(SAMPLES[section], View({name: choice}), NOW, ALMATY)) for choice in choices_of(section, name)]
    assert max(found) < len(SAMPLES[section])
    assert sum(found) >= len(SAMPLES[section]) * 0.8
    assert len([count for count in found if count]) > 1


def test_a_choice_is_its_own_value() -> None:
    records: tuple[dict[str, Value], ...] = ({"moderation": "pending"}, {"moderation": "approved"}, {})
    assert kept(Section.NEWS, View({"moderation": "approved"}), *records) == [2]


def test_a_flag_that_is_not_told_is_neither_yes_nor_no() -> None:
    records: tuple[dict[str, Value], ...] = ({"active": True}, {"active": False}, {})
    assert kept(Section.VACANCIES, View({"active": "yes"}), *records) == [1]
    assert kept(Section.VACANCIES, View({"active": "no"}), *records) == [2]


@pytest.mark.parametrize(
    ("period", "found"),
    [
        (Period.TODAY, [2, 3]),
        (Period.WEEK, [2, 3, 4]),
        (Period.MONTH, [2, 3, 4, 5]),
        (Period.UPCOMING, [3, 4, 5, 6]),
        (Period.PAST, [1, 2]),
    ],
)
def test_a_time_is_within_a_span(period: Period, found: list[int]) -> None:
    ago = (timedelta(hours=15), timedelta(hours=13), -timedelta(hours=1))
    ahead = (timedelta(days=5), timedelta(days=20), timedelta(days=90))
    moments = [*(NOW - before for before in ago), *(NOW + after for after in ahead)]
    records: list[dict[str, Value]] = [{"starts_at": moment} for moment in moments]
    assert kept(Section.EVENTS, View({"starts_at": period}), *records, {}) == found


def test_a_name_is_known_by_its_number_in_every_language() -> None:
    both, other = Bilingual("Теміртау", "Темиртау"), Bilingual("Астана", "Астана")
    records: tuple[dict[str, Value], ...] = ({"city": both}, {"city": other}, {"city": "Теміртау"}, {})
    assert kept(Section.VACANCIES, View({"city": str(number_of(both))}), *records) == [1, 3]
    assert number_of(both) == number_of("Теміртау") != number_of(Bilingual(ru="Темиртау"))


def test_one_of_several_names_is_enough() -> None:
    design, code = Bilingual("Дизайн", "Дизайн"), Bilingual("Код", "Код")
    records: tuple[dict[str, Value], ...] = ({"category": (design, code)}, {"category": (code,)})
    assert kept(Section.COURSES, View({"category": str(number_of(design))}), *records) == [1]


def test_filters_hold_together_with_each_other_and_with_the_words() -> None:
    records: tuple[dict[str, Value], ...] = (
        {"title": "Хакатон", "format": "Online"},
        {"title": "Хакатон", "format": "Offline"},
        {"title": "Форум", "format": "Online"},
    )
    assert kept(Section.EVENTS, View({"format": "Online"}, "хакатон"), *records) == [1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("АЙГЕРІМ", [1]),
        ("айгер сейіт", [1]),
        ("айгерим сеитова", []),
        ("айгерим сейитова", [1]),
        ("№ 2", [2]),
        ("8 700 000 20 33", [2]),
        ("7000002033", [2]),
        ("сейітова нет", []),
        ("экология", [1]),
        ("Экологиялық", []),
        ("77000002033", [2]),
        ("+7 (700) 000-20-33", [2]),
        ("0002033", [2]),
        ("700 000", [1, 2]),
        ("TEAM_LEADER", []),
    ],
)
def test_words_are_looked_for_in_names_and_phones(text: str, found: list[int]) -> None:
    records: tuple[dict[str, Value], ...] = (
        {
            "full_name": "Сейітова Айгерім",
            "direction": Bilingual("Қоршаған орта", "Экология"),
            "phone": "+7 700 000-11-10",
        },
        {"full_name": "Орлов Бекзат", "phone": "+7 700 000 20 33", "volunteer_level": "TEAM_LEADER"},
    )
    assert kept(Section.VOLUNTEERS, View(text=text), *records) == found


def test_names_come_once_and_in_the_order_of_the_alphabet() -> None:
    cities: list[Value] = [
        Bilingual("Теміртау", "Темиртау"),
        Bilingual("Балқаш", "Балхаш"),
        Bilingual("Теміртау", "Темиртау"),
    ]
    entities = [Entity(Section.VACANCIES, at, {"city": one}) for at, one in enumerate(cities, start=1)]
    entities.append(Entity(Section.VACANCIES, 9, {}))
    assert [*names_in(entities, "city").values()] == [cities[1], cities[0]]
    assert [*names_in(entities, "city")] == [number_of(cities[1]), number_of(cities[0])]


@pytest.mark.parametrize(("section", "name"), FILTERS)
def test_no_two_names_of_the_samples_look_the_same(section: Section, name: str) -> None:
    if CATALOGUE[section].field(name).kind in {Kind.LINE, Kind.LINES}:
        names = [name.ru if isinstance(name, Bilingual) else name for name in names_in(SAMPLES[section], name).values()]
        assert len(names) == len(set(names)) > 3
