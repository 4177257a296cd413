"""What an admin has on his desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.desk import (
    FINDS_KEPT,
    LONGEST_SEARCH,
    PROMPT_LASTS,
    RECENT_AT_MOST,
    Asked,
    Desk,
    Prompt,
    Recent,
    searchable,
)
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Section
from tests.unit.strategies import any_text

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EMPTY = Desk(5)


def seen(number: int, title: str = "Запись") -> Recent:
    return Recent(Section.NEWS, number, title)


def test_a_section_that_nobody_narrowed_is_shown_whole() -> None:
    assert EMPTY.view(Section.NEWS) == View()


def test_filters_of_one_group_are_set_together() -> None:
    desk = EMPTY.narrowed(Section.COURSES, "language", "kz").narrowed(Section.COURSES, "free", "yes")
    assert desk == Desk(5, {Section.COURSES: View({"language": "kz", "free": "yes"})})


def test_a_filter_of_another_group_takes_the_place_of_all_others() -> None:
    desk = EMPTY.narrowed(Section.COURSES, "language", "kz").narrowed(Section.COURSES, "free", "yes")
    assert desk.narrowed(Section.COURSES, "moderation", "pending").view(Section.COURSES) == View(
        {"moderation": "pending"}
    )


def test_a_filter_that_is_set_again_has_its_new_value() -> None:
    desk = EMPTY.narrowed(Section.NEWS, "moderation", "pending").narrowed(Section.NEWS, "moderation", "rejected")
    assert desk.view(Section.NEWS) == View({"moderation": "rejected"})


def test_an_empty_value_takes_a_filter_off_and_leaves_its_neighbours() -> None:
    desk = EMPTY.narrowed(Section.COURSES, "language", "kz").narrowed(Section.COURSES, "free", "yes")
    assert desk.narrowed(Section.COURSES, "language", "").view(Section.COURSES) == View({"free": "yes"})


def test_a_section_without_its_last_filter_is_not_kept() -> None:
    assert EMPTY.narrowed(Section.NEWS, "moderation", "pending").narrowed(Section.NEWS, "moderation", "") == EMPTY


def test_words_are_looked_for_beside_the_filters_that_are_set() -> None:
    desk = EMPTY.narrowed(Section.NEWS, "moderation", "pending").searching(Section.NEWS, " парк \n Победы ")
    assert desk.view(Section.NEWS) == View({"moderation": "pending"}, "парк Победы")


def test_a_filter_leaves_the_words_that_are_looked_for() -> None:
    desk = EMPTY.searching(Section.NEWS, "парк").narrowed(Section.NEWS, "publication", "draft")
    assert desk.view(Section.NEWS) == View({"publication": "draft"}, "парк")


def test_clearing_shows_one_section_whole_and_leaves_the_others() -> None:
    desk = EMPTY.searching(Section.NEWS, "парк").narrowed(Section.COURSES, "free", "yes").cleared(Section.NEWS)
    assert desk == Desk(5, {Section.COURSES: View({"free": "yes"})})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  парк\n\tПобеды ", "парк Победы"),
        ("па\u202eрк\u200b", "парк"),
        ("\u200b\u2800 ", ""),
        ("…", ""),
        ("", ""),
        ("парк…", "парк"),
    ],
)
def test_what_is_typed_becomes_one_visible_line(typed: str, words: str) -> None:
    assert searchable(typed) == words
    assert EMPTY.finding(typed) == Desk(5, find=words)


@pytest.mark.parametrize("length", [LONGEST_SEARCH - 1, LONGEST_SEARCH, LONGEST_SEARCH + 1, LONGEST_SEARCH * 60])
def test_what_is_looked_for_is_bounded(length: int) -> None:
    assert searchable("ж" * length) == "ж" * min(length, LONGEST_SEARCH)


def test_the_record_that_was_seen_last_comes_first() -> None:
    assert EMPTY.having_seen(seen(1)).having_seen(seen(2)).recent == (seen(2), seen(1))


def test_a_record_that_is_seen_again_moves_to_the_front_under_its_new_title() -> None:
    desk = EMPTY.having_seen(seen(1, "Старое")).having_seen(seen(2)).having_seen(seen(1, "Новое"))
    assert desk.recent == (seen(1, "Новое"), seen(2))


def test_records_of_one_number_in_different_places_are_different_records() -> None:
    places = (
        Recent(Section.NEWS, 1, "а"),
        Recent(Section.EVENTS, 1, "а"),
        Recent(Section.PARTICIPANTS, 1, "а", 3),
        Recent(Section.PARTICIPANTS, 1, "а", 4),
    )
    desk = EMPTY
    for place in places:
        desk = desk.having_seen(place)
    assert desk.recent == places[::-1]


def test_ten_records_are_kept_and_the_eleventh_falls_off() -> None:
    desk = EMPTY
    for number in range(1, 13):
        desk = desk.having_seen(seen(number))
    assert desk.recent == tuple(seen(number) for number in range(12, 2, -1))


def test_a_question_stands_for_a_quarter_of_an_hour() -> None:
    prompt = Prompt(Asked.FIND, NOON)
    moments = (NOON, NOON + PROMPT_LASTS - timedelta(seconds=1), NOON + PROMPT_LASTS, NOON + timedelta(days=1))
    assert [prompt.stands(moment) for moment in moments] == [True, True, False, False]
    assert timedelta(minutes=15) == PROMPT_LASTS


def test_a_question_takes_the_place_of_the_one_before() -> None:
    first, second = Prompt(Asked.FIND, NOON), Prompt(Asked.PAGE, NOON, Section.NEWS, number=4)
    assert EMPTY.asking(first).asking(second) == Desk(5, prompt=second)
    assert EMPTY.asking(first).asking(None) == EMPTY


def test_another_admin_in_the_same_chat_finds_an_empty_desk() -> None:
    desk = EMPTY.searching(Section.NEWS, "парк").finding("жасыл").having_seen(seen(1)).asking(Prompt(Asked.FIND, NOON))
    assert desk.of(5) == desk
    assert desk.of(6) == Desk(6)


Step: TypeAlias = Callable[[Desk], Desk]
FILTERS = [(section, name) for section, spec in CATALOGUE.items() for group in spec.filters for name in group]


def narrowing(chosen: tuple[Section, str], value: str) -> Step:
    return lambda desk: desk.narrowed(*chosen, value)


def searching(section: Section, text: str) -> Step:
    return lambda desk: desk.searching(section, text)


def clearing(section: Section) -> Step:
    return lambda desk: desk.cleared(section)


def finding(text: str) -> Step:
    return lambda desk: desk.finding(text)


def seeing(number: int) -> Step:
    return lambda desk: desk.having_seen(seen(number))


def asking(asked: Asked | None) -> Step:
    return lambda desk: desk.asking(Prompt(asked, NOON) if asked else None)


sections = st.sampled_from(Section)
typed_texts = any_text | st.integers(LONGEST_SEARCH - 1, LONGEST_SEARCH + 2).map(lambda length: "ж" * length)
steps = st.one_of(
    st.builds(narrowing, st.sampled_from(FILTERS), st.sampled_from(["", "pending", "yes", "7"])),
    st.builds(searching, sections, typed_texts),
    st.builds(clearing, sections),
    st.builds(finding, typed_texts),
    st.builds(seeing, st.integers(1, 30)),
    st.builds(asking, st.sampled_from([None, *Asked])),
)


@given(st.lists(steps, max_size=60))
def test_whatever_is_done_in_whatever_order_a_desk_keeps_its_bounds(done: list[Step]) -> None:
    desk = EMPTY
    for step in done:
        desk = step(desk)
    assert desk.admin_id == EMPTY.admin_id
    assert len(desk.recent) <= RECENT_AT_MOST
    assert len(desk.found_before) <= FINDS_KEPT
    assert len({record.id for record in desk.recent}) == len(desk.recent)
    assert [text for text in (desk.find, *(view.text for view in desk.views.values())) if len(text) > 100] == []
    assert [section for section, view in desk.views.items() if not view or not all(view.filters.values())] == []


@given(st.lists(st.builds(narrowing, st.sampled_from(FILTERS), st.sampled_from(["", "pending", "7"])), max_size=20))
def test_only_filters_of_one_group_are_ever_set(done: list[Step]) -> None:
    desk = EMPTY
    for step in done:
        desk = step(desk)
    for section, view in desk.views.items():
        assert any(set(view.filters) <= set(group) for group in CATALOGUE[section].filters)
