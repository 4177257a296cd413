"""Screens about several records at once: whatever their titles are and however many, Telegram takes them."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import WriteFailure
from tabys_bot.application.screens import batch as screens
from tabys_bot.application.screens import batch_asking, marking
from tabys_bot.application.screens.intents import ListWaiting, RetryBatch, ShowBatch, ShowWaiting
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.services.deciding_in_turn import BUG, SIGNED_OUT, UNDERWAY, UNKNOWN_ACT
from tabys_bot.domain.access import Role
from tabys_bot.domain.batches import MARKED_AT_MOST, TROUBLE, Batch, Item, Result
from tabys_bot.domain.moderation import MODERATED, Lineup, Waiting, decisions_of
from tabys_bot.domain.records import LARGEST_ID, Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.drawn import check
from tests.unit.hostile import TEXTS as HOSTILE
from tests.unit.hostile import hostile
from tests.unit.scene import RU, TEXTS, words_of
from tests.unit.strategies import any_text

AT = datetime(2026, 11, 22, tzinfo=UTC)
WHY = [kind.__name__ for kind in get_args(WriteFailure)] + [BUG, SIGNED_OUT, UNDERWAY, UNKNOWN_ACT, "", "Anything"]
BATCH = Batch("0123456789ab", 7, 1, Section.EVENTS, "approve", (), AT)
languages = pytest.mark.parametrize("texts", TEXTS.values(), ids=list(TEXTS))


def of(items: "list[Item]", *, act: str = "approve", section: Section = Section.EVENTS) -> Batch:
    return replace(BATCH, items=tuple(items), act=act, section=section, reason="rules" if act == "reject" else "")


@languages
@pytest.mark.parametrize("section", MODERATED)
def test_whatever_waits_the_list_and_the_question_are_drawn(section: Section, texts: Texts) -> None:
    records = [replace(entity, id=number) for number, entity in enumerate(hostile(section).values(), 1)]
    line = Lineup(tuple(Waiting(entity, AT) for entity in records))
    ids = [entity.id for entity in records]
    decisions = decisions_of(section, Role.SUPER_ADMIN)
    for offset in range(0, len(records), 8):
        check(marking.waiting(ListWaiting(section, offset), line, ids[::2], decisions, texts, remarks=["!"] * 4))
    for act in decisions:
        for start in range(len(records)):
            check(batch_asking.ask(section, act, records[start:], texts, remark="!"))
        check(batch_asking.type_reason(section, act, LARGEST_ID, texts))


@languages
@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_whatever_the_titles_progress_and_report_are_drawn(title: str, texts: Texts) -> None:
    for result in Result:
        items = [Item(number, result, title, "Broken") for number in range(1, MARKED_AT_MOST + 1)]
        for act in ("approve", "reject", "another"):
            check(screens.counted(of(items, act=act), texts))
            for offset in (0, 10, 90, LARGEST_ID):
                check(screens.shown(of(items, act=act), texts, offset=offset, is_waiting=True))
    check(screens.begun(of([Item(1, title=title)]), texts))


@given(st.lists(st.builds(Item, st.integers(1, LARGEST_ID), st.sampled_from(Result), any_text, any_text), max_size=100))
def test_whatever_is_kept_a_screen_tells_it(items: "list[Item]") -> None:
    batch = replace(of(items), reason="<b>{reason}</b>")
    for texts in TEXTS.values():
        check(screens.shown(batch, texts))


@languages
@pytest.mark.parametrize("why", WHY)
def test_every_failure_has_words(why: str, texts: Texts) -> None:
    said = words_of(screens.shown(of([Item(1, Result.FAILED, "Запись", why)]), texts))
    assert "Запись: " in said
    assert "{" not in said


def test_all_that_went_wrong_is_told_a_page_at_a_time_and_once() -> None:
    items = [Item(number, TROUBLE[number % 2], f"Запись {number}.", "Broken") for number in range(1, 26)]
    batch = of([*items, Item(99, Result.DONE, "Готово")])
    offset, told = 0, ""
    while True:
        screen = screens.shown(batch, RU, offset=offset)
        told += words_of(screen)
        further = [one.offset for one in asks(screen) if isinstance(one, ShowBatch) and one.offset > offset]
        cards = [one.entity_id for one in asks(screen) if isinstance(one, ShowWaiting)]
        assert (
            cards == [item.entity_id for item in items[offset : offset + 10] if item.result is Result.UNSURE] or cards
        )
        if not further:
            break
        (offset,) = further
    assert [told.count(f"• {item.title}") for item in items] == [1] * 25
    assert "Готово" not in told


def test_what_is_left_out_of_a_report_is_nothing_but_what_went_well() -> None:
    results = (Result.DONE, Result.DONE, Result.ALREADY, Result.FAILED, Result.UNSURE)
    batch = of([Item(number, result, f"Запись {number}", "Broken") for number, result in enumerate(results, 1)])
    said = words_of(screens.shown(batch, RU)).splitlines()
    assert said[0] == "✅ Одобрено: 2 из 5"
    for result in (Result.ALREADY, *TROUBLE):
        assert f"{RU(f'batch.result_{result}')}: 1" in said
    assert RetryBatch(batch.id) in asks(screens.shown(batch, RU))


def test_there_is_nothing_to_try_again_where_nothing_went_wrong() -> None:
    batch = of([Item(1, Result.DONE), Item(2, Result.ALREADY)])
    assert RetryBatch(batch.id) not in asks(screens.shown(batch, RU))


def test_a_title_that_nobody_can_see_is_the_number_of_the_record() -> None:
    said = words_of(screens.shown(of([Item(17, Result.FAILED, "\u200b", "Broken")]), RU))
    assert "• № 17: " in said


def test_the_bar_fills_from_nothing_to_all() -> None:
    for done in range(12):
        items = [Item(number, Result.DONE if number <= done else Result.WAITS) for number in range(1, 13)]
        assert "▓" * done + "░" * (12 - done) in words_of(screens.shown(of(items), RU)).splitlines()


def test_what_a_list_does_not_tell_may_be_so() -> None:
    act = next(act for act in decisions_of(Section.VACANCIES, Role.SUPER_ADMIN) if act.name == "reject")
    (caution,) = act.cautions
    hidden = Entity(Section.VACANCIES, 1, {"active": False})
    for records, is_said in (([hidden], False), ([hidden, replace(hidden, values={})], True)):
        said = words_of(batch_asking.ask(Section.VACANCIES, act, records, RU))
        assert (RU(f"caution.{caution.name}") in said) is is_said
