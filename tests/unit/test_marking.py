"""Marking what waits: over pages, restarts and other screens, at most so many, of one kind at a time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import TooSlow
from tabys_bot.application.screens.intents import (
    AskBatch,
    ClearMarks,
    Intent,
    ListWaiting,
    MarkPage,
    MarkWaiting,
    OpenMenu,
    OpenQueue,
)
from tabys_bot.application.screens.screen import Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.batches import MARKED_AT_MOST
from tabys_bot.domain.moderation import MODERATED, decisions_of
from tabys_bot.domain.records import PAGE_SIZE, Entity, page_start
from tabys_bot.domain.sections import Section
from tests.unit.batch_scene import FIRST, Batcher, batcher, waiting_records
from tests.unit.desk_scene import asks
from tests.unit.scene import REFERENCE, RU, buttons, words_of

EVENTS = Section.EVENTS
LIST = ListWaiting(EVENTS)


def labels(anna: Batcher) -> list[str]:
    return [label for intent, label in asks(anna.screen).items() if isinstance(intent, MarkWaiting)]


def shown(anna: Batcher) -> list[int]:
    return [intent.entity_id for intent in asks(anna.screen) if isinstance(intent, MarkWaiting)]


async def marked(anna: Batcher) -> tuple[int, ...]:
    return (await anna.desk()).marked(EVENTS)


async def test_a_page_shows_the_oldest_first_with_its_day_and_what_is_marked() -> None:
    anna = await batcher(3)
    await anna.press(LIST)
    await anna.press(MarkWaiting(EVENTS, 2))
    assert labels(anna) == ["☐ 02.10.26 · Запись 1", "☑ 03.10.26 · Запись 2", "☐ 04.10.26 · Запись 3"]
    assert anna.screen.title == "📅 Мероприятия · ждут: 3 · отмечено: 1"


async def test_it_leads_to_the_queue_to_the_menu_and_to_itself_anew() -> None:
    anna = await batcher(3)
    await anna.press(LIST)
    assert {OpenQueue(), OpenMenu(), ListWaiting(EVENTS, fresh=True)} <= asks(anna.screen).keys()


async def test_a_toggle_costs_no_call_to_tabys_and_one_write_of_the_desk() -> None:
    anna = await batcher(20)
    await anna.press(LIST)
    anna.tabys.calls.clear()
    before = anna.store.desks_written
    await anna.press(MarkWaiting(EVENTS, 3))
    assert anna.tabys.calls == []
    assert anna.store.desks_written == before + 1


async def test_a_second_press_takes_the_mark_off() -> None:
    anna = await batcher(3)
    await anna.press(MarkWaiting(EVENTS, 2))
    await anna.press(MarkWaiting(EVENTS, 2))
    assert await marked(anna) == ()


async def test_marks_survive_pages_restarts_and_other_screens() -> None:
    anna = await batcher(20)
    await anna.press(MarkWaiting(EVENTS, 2))
    await anna.press(OpenMenu())
    anna.restart()
    await anna.press(MarkWaiting(EVENTS, 12, 8))
    assert "☑ 13.10.26 · Запись 12" in labels(anna)
    await anna.press(LIST)
    assert "☑ 03.10.26 · Запись 2" in labels(anna)
    assert await marked(anna) == (2, 12)


async def test_a_page_is_marked_and_unmarked_as_a_whole() -> None:
    anna = await batcher(10)
    await anna.press(MarkWaiting(EVENTS, 3))
    await anna.press(RU("button.mark_page"))
    assert set(await marked(anna)) == set(range(1, 9))
    await anna.press(MarkWaiting(EVENTS, 10, 8))
    await anna.press(LIST)
    await anna.press(RU("button.unmark_page"))
    assert await marked(anna) == (10,)


async def test_all_marks_are_taken_off_at_once() -> None:
    anna = await batcher(10)
    await anna.press(MarkPage(EVENTS))
    await anna.press(RU("button.clear_marks", count=8))
    assert await marked(anna) == ()
    assert not any(isinstance(intent, ClearMarks | AskBatch) for intent in asks(anna.screen))


async def test_what_waits_no_more_is_marked_no_more_and_that_is_said() -> None:
    anna = await batcher(10)
    await anna.press(MarkPage(EVENTS))
    anna.tabys.change(EVENTS, 2, moderation="approved")
    anna.tabys.remove(EVENTS, 3)
    await anna.press(ListWaiting(EVENTS, fresh=True))
    assert set(await marked(anna)) == {1, 4, 5, 6, 7, 8}
    assert RU("marking.gone", count=2) in words_of(anna.screen)
    await anna.press(ListWaiting(EVENTS, fresh=True))
    assert RU("marking.gone", count=2) not in words_of(anna.screen)


async def test_a_line_that_was_not_read_to_its_end_takes_no_marks_off() -> None:
    anna = await batcher(10)
    await anna.press(MarkPage(EVENTS))
    anna.tabys.remove(EVENTS, 3)
    anna.tabys.is_whole = False
    await anna.press(ListWaiting(EVENTS, fresh=True))
    assert len(await marked(anna)) == 8
    assert RU("marking.not_whole", count=9) in words_of(anna.screen)


async def test_what_does_not_wait_cannot_be_marked() -> None:
    anna = await batcher(3)
    await anna.press(MarkWaiting(EVENTS, 999))
    assert await marked(anna) == ()
    assert anna.screen.notice == RU("marking.not_waiting")


async def test_no_more_than_the_bound_is_marked_and_that_is_said() -> None:
    anna = await batcher(MARKED_AT_MOST + 20)
    for offset in range(0, MARKED_AT_MOST, PAGE_SIZE):
        await anna.press(MarkPage(EVENTS, offset))
    assert len(await marked(anna)) == MARKED_AT_MOST
    assert RU("marking.full", count=MARKED_AT_MOST) in words_of(anna.screen)
    kept = await marked(anna)
    await anna.press(MarkWaiting(EVENTS, MARKED_AT_MOST + 10))
    assert await marked(anna) == kept
    assert RU("marking.full", count=MARKED_AT_MOST) in words_of(anna.screen)


async def test_marks_of_another_kind_are_taken_off_and_that_is_said() -> None:
    both = [*waiting_records(EVENTS, 3), *waiting_records(Section.NEWS, 3)]
    anna = await batcher(records=both)
    await anna.press(MarkPage(EVENTS))
    await anna.press(ListWaiting(Section.NEWS))
    await anna.press(ClearMarks(Section.NEWS))
    assert len(await marked(anna)) == 3
    await anna.press(MarkWaiting(Section.NEWS, 2))
    assert RU("marking.switched", kind="📅 Мероприятия") in words_of(anna.screen)
    assert await marked(anna) == ()
    assert (await anna.desk()).marked(Section.NEWS) == (2,)


async def test_an_empty_line_says_so_and_rows_that_tabys_cannot_read_are_counted() -> None:
    anna = await batcher(0)
    await anna.press(LIST)
    assert RU("marking.empty") in words_of(anna.screen)
    anna.tabys.damaged = 2
    await anna.press(ListWaiting(EVENTS, fresh=True))
    assert RU("marking.empty") not in words_of(anna.screen)
    assert RU("list.damaged", count=2) in words_of(anna.screen)


@pytest.mark.parametrize("section", MODERATED)
async def test_every_kind_is_marked_and_offers_its_decisions(section: Section) -> None:
    anna = await batcher(9, section=section)
    await anna.press(MarkWaiting(section, 1))
    acts = {intent.act: label for intent, label in asks(anna.screen).items() if isinstance(intent, AskBatch)}
    assert acts.keys() == {act.name for act in decisions_of(section, Role.ADMINISTRATOR)} == {"approve", "reject"}
    assert all(label.endswith("(1)") for label in acts.values())
    styles = {b.intent.act: b.style for b in buttons(anna.screen) if isinstance(getattr(b, "intent", None), AskBatch)}  # type: ignore[union-attr]
    assert styles == {"approve": Style.SUCCESS, "reject": Style.DANGER}


@pytest.mark.parametrize("intent", [LIST, MarkWaiting(EVENTS, 1), MarkPage(EVENTS), ClearMarks(EVENTS)])
async def test_who_may_not_decide_marks_nothing(intent: Intent) -> None:
    anna = await batcher(3, role=Role.GOVERNMENT)
    await anna.press(intent)
    assert anna.tabys.lines_read == 0
    assert shown(anna) == []
    assert (await anna.desk()).marks is None


@pytest.mark.parametrize("section", [section for section in Section if section not in MODERATED])
async def test_what_is_not_moderated_has_no_line(section: Section) -> None:
    anna = await batcher(3, role=Role.SUPER_ADMIN)
    for intent in (ListWaiting(section), MarkWaiting(section, 1), MarkPage(section), ClearMarks(section)):
        await anna.press(intent)
    assert anna.tabys.calls == []
    assert (await anna.desk()).marks is None


async def test_a_tabys_that_is_down_is_told_of_and_takes_no_marks_off() -> None:
    anna = await batcher(3)
    await anna.press(MarkPage(EVENTS))
    anna.tabys.failing = TooSlow(REFERENCE)
    await anna.press(ListWaiting(EVENTS, fresh=True))
    assert RU("failure.TooSlow", reference=REFERENCE) in words_of(anna.screen)
    assert len(await marked(anna)) == 3


@given(st.integers(0, 40), st.integers(0, 2**31 - 1))
async def test_whatever_the_offset_a_page_of_the_line_is_shown(size: int, offset: int) -> None:
    anna = await batcher(size)
    await anna.press(ListWaiting(EVENTS, offset))
    start = min(page_start(offset), page_start(max(0, size - 1)))
    assert shown(anna) == list(range(1, size + 1))[start : start + PAGE_SIZE]


_PRESSES = st.one_of(
    st.builds(MarkWaiting, st.just(EVENTS), st.integers(1, 22), st.integers(0, 30)),
    st.builds(MarkPage, st.just(EVENTS), st.integers(0, 30)),
    st.builds(ClearMarks, st.just(EVENTS), st.integers(0, 30)),
    st.builds(ListWaiting, st.just(EVENTS), st.integers(0, 30), st.booleans()),
    st.integers(1, 20),  # that one is decided on elsewhere
)


def after(before: list[int], press: "Intent | int", line: list[int]) -> list[int]:
    """The marks after a press, said once more in the plainest way."""
    match press:
        case MarkWaiting(_, one):
            return [m for m in before if m != one] if one in before else [*before, one] if one in line else before
        case MarkPage(_, offset):
            start = min(page_start(offset), page_start(max(0, len(line) - 1)))
            page = line[start : start + PAGE_SIZE]
            more = [one for one in page if one not in before]
            return [*before, *more] if more else [one for one in before if one not in page]
        case ClearMarks():
            return []
        case _:
            return before


@given(st.lists(_PRESSES, max_size=15))
async def test_whatever_is_pressed_the_marks_are_those_that_were_made(presses: "list[Intent | int]") -> None:
    anna = await batcher(20)
    expected: list[int] = []
    for press in presses:
        if isinstance(press, int):
            anna.tabys.change(EVENTS, press, moderation="approved")
            press = ListWaiting(EVENTS, fresh=True)  # noqa: PLW2901
        await anna.press(press)
        line = [entity.id for entity in anna.tabys.records[EVENTS] if entity.values["moderation"] == "pending"]
        expected = [one for one in after(expected, press, line) if one in line]
        assert list(await marked(anna)) == expected
        assert f"отмечено: {len(expected)}" in anna.screen.title
        assert [label.startswith("☑") for label in labels(anna)] == [one in expected for one in shown(anna)]


async def test_namesakes_are_told_apart() -> None:
    values = {"volunteer": "Ерлан", "status": "pending"}
    made_at = {n: FIRST + timedelta(days=n) for n in (1, 2)}
    records = [
        Entity(Section.APPLICATIONS, n, {**values, "event": f"Форум {n}", "created_at": made_at[n]}) for n in (1, 2)
    ]
    anna = await batcher(records=records)
    await anna.press(ListWaiting(Section.APPLICATIONS))
    assert labels(anna) == ["☐ 02.10.26 · Ерлан · Форум 1", "☐ 03.10.26 · Ерлан · Форум 2"]
