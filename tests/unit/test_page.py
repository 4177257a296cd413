"""Paging: forward it shows every record once, backward it leads to the beginning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.records import PAGE_SIZE, Entity, Page, page_start
from tabys_bot.domain.sections import Section

sizes = st.integers(0, 100)
anywhere = st.integers(-(2**40), 2**40)


def page(size: int, offset: int) -> Page:
    """What a list of so many records gives for an offset."""
    found = [Entity(Section.NEWS, number, {}) for number in range(1, size + 1)][offset : offset + PAGE_SIZE + 1]
    return Page(tuple(found[:PAGE_SIZE]), offset, has_next=len(found) > PAGE_SIZE)


def pages(size: int) -> list[Page]:
    """All pages, walked from the first by the next offsets."""
    walked = [page(size, 0)]
    while (offset := walked[-1].next_offset) is not None:
        walked.append(page(size, offset))
    return walked


@given(sizes)
def test_walking_forward_visits_every_record_once_and_in_order(size: int) -> None:
    assert [entity.id for seen in pages(size) for entity in seen.items] == list(range(1, size + 1))


@given(sizes)
def test_walking_backward_takes_the_same_pages_to_the_beginning(size: int) -> None:
    forward = pages(size)
    backward = [forward[-1]]
    while (offset := backward[-1].previous_offset) is not None:
        backward.append(page(size, offset))
    assert backward[::-1] == forward
    assert backward[-1].offset == 0


@given(sizes)
def test_a_page_says_which_records_it_shows(size: int) -> None:
    shown = [number for seen in pages(size) if seen.items for number in range(seen.first, seen.last + 1)]
    assert shown == list(range(1, size + 1))


@given(anywhere)
def test_an_offset_from_a_button_is_brought_to_the_page_that_holds_it(offset: int) -> None:
    start = page_start(offset)
    assert start % PAGE_SIZE == 0
    assert start <= max(0, offset) < start + PAGE_SIZE


@pytest.mark.parametrize(("offset", "previous"), [(0, None), (3, 0), (8, 0), (11, 3), (16, 8)])
def test_the_page_before_never_begins_before_the_list(offset: int, previous: int | None) -> None:
    assert Page((), offset, has_next=False).previous_offset == previous


def test_the_last_page_leads_nowhere_further() -> None:
    assert [seen.next_offset for seen in pages(17)] == [8, 16, None]
    assert [seen.next_offset for seen in pages(16)] == [8, None]
