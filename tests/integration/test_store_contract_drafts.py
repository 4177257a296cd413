"""What every store promises about drafts."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tabys_bot.domain.drafts import DRAFTS_AT_MOST, Answer, Draft, Stage
from tests.integration.stores import AIDA, BOLAT, DAY, HOUR, MINUTE, World, world
from tests.integration.written import ADMIN, COLLEAGUE, draft

__all__ = ["world"]  # the fixture: memory, then Redis

MONTH = 30 * DAY


async def kept(world: World, visitor_id: int = AIDA, admin_id: int = ADMIN) -> list[Draft]:
    return list(await world.store.drafts(visitor_id, admin_id))


async def saved(world: World, *ids: str) -> list[Draft]:
    """Drafts of these ids, each begun and stored a minute after the one before."""
    drafts = []
    for draft_id in ids:
        await world.wait(MINUTE)
        drafts.append(draft(draft_id, world.clock.now()))
        assert await world.store.save_draft(AIDA, drafts[-1], was=None) is True
    return drafts


async def test_a_draft_comes_back_as_it_was(world: World) -> None:
    await world.wait(timedelta(microseconds=1234))
    begun = draft(now=world.clock.now(), stage=Stage.SENT, revision=3, entity_id=5, parent=6, title="Дом «7»")
    assert await world.store.save_draft(AIDA, begun, was=None) is True
    assert await world.store.draft(AIDA, ADMIN, begun.id) == begun
    assert await kept(world) == [begun]


async def test_where_nothing_was_begun_there_is_nothing(world: World) -> None:
    assert await kept(world) == []
    assert await world.store.draft(AIDA, ADMIN, "a1B2") is None
    assert await world.store.drop_draft(AIDA, ADMIN, "a1B2") is False


async def test_the_draft_touched_last_stands_in_front(world: World) -> None:
    first, second = await saved(world, "first", "second")
    assert await kept(world) == [second, first]
    await world.wait(MINUTE)
    touched = first.moved("city", world.clock.now())
    assert await world.store.save_draft(AIDA, touched, was=0) is True
    assert await kept(world) == [touched, second]


async def test_a_change_of_a_state_that_is_no_longer_there_is_refused(world: World) -> None:
    (begun,) = await saved(world, "a1B2")
    newer = begun.answered("profession", Answer("18", "Повар"), world.clock.now())
    older = begun.answered("profession", Answer("19", "Водитель"), world.clock.now())
    assert await world.store.save_draft(AIDA, newer, was=0) is True
    assert await world.store.save_draft(AIDA, older, was=0) is False
    assert await world.store.save_draft(AIDA, replace(older, revision=9), was=8) is False
    assert await kept(world) == [newer]


async def test_what_is_new_does_not_take_the_place_of_what_stands(world: World) -> None:
    (begun,) = await saved(world, "a1B2")
    assert await world.store.save_draft(AIDA, replace(begun, title="другой"), was=None) is False
    assert await kept(world) == [begun]


async def test_a_change_of_what_is_not_there_is_refused(world: World) -> None:
    assert await world.store.save_draft(AIDA, draft(now=world.clock.now(), revision=1), was=0) is False
    assert await kept(world) == []


async def test_what_was_dropped_is_not_brought_back_by_a_late_change(world: World) -> None:
    begun, other = await saved(world, "a1B2", "other")
    assert await world.store.drop_draft(AIDA, ADMIN, begun.id) is True
    assert await world.store.drop_draft(AIDA, ADMIN, begun.id) is False
    assert await world.store.save_draft(AIDA, begun.moved("city", world.clock.now()), was=0) is False
    assert await kept(world) == [other]


@pytest.mark.parametrize("was", [None, 0])
async def test_of_many_who_save_the_same_at_once_one_does(world: World, was: int | None) -> None:
    begun = draft(now=world.clock.now())
    if was is not None:
        await world.store.save_draft(AIDA, begun, was=None)
        begun = begun.sent(world.clock.now())
    outcomes = await asyncio.gather(*(world.store.save_draft(AIDA, begun, was=was) for _ in range(30)))
    assert Counter(outcomes) == {True: 1, False: 29}
    assert await kept(world) == [begun]


async def test_a_draft_belongs_to_one_admin_in_one_chat(world: World) -> None:
    (begun,) = await saved(world, "a1B2")
    theirs = replace(begun, admin_id=COLLEAGUE, title="чужой")
    assert await world.store.save_draft(AIDA, theirs, was=None) is True
    assert await world.store.save_draft(BOLAT, replace(begun, title="в другом чате"), was=None) is True
    assert await kept(world) == [begun]
    assert await world.store.draft(AIDA, COLLEAGUE, "a1B2") == theirs
    assert await world.store.draft(BOLAT, COLLEAGUE, "a1B2") is None
    assert await world.store.drop_draft(BOLAT, COLLEAGUE, "a1B2") is False
    assert await world.store.drop_draft(AIDA, COLLEAGUE, "a1B2") is True
    assert (await kept(world), len(await kept(world, BOLAT))) == ([begun], 1)


async def test_of_more_than_five_the_one_touched_longest_ago_goes(world: World) -> None:
    first, second, *others = await saved(world, *(f"draft{number}" for number in range(DRAFTS_AT_MOST)))
    await world.wait(MINUTE)
    touched = first.moved("city", world.clock.now())
    await world.store.save_draft(AIDA, touched, was=0)
    (sixth,) = await saved(world, "sixth")
    assert await kept(world) == [sixth, touched, *reversed(others)]
    assert await world.store.draft(AIDA, ADMIN, second.id) is None
    assert await world.store.save_draft(AIDA, second.moved("city", world.clock.now()), was=0) is False


async def test_the_one_just_saved_stays_though_its_clock_is_behind(world: World) -> None:
    now = world.clock.now()
    others = await saved(world, *(f"draft{number}" for number in range(DRAFTS_AT_MOST)))
    late = draft("late", now - MINUTE)
    assert await world.store.save_draft(AIDA, late, was=None) is True
    assert await kept(world) == [*reversed(others[1:]), late]


async def test_each_draft_is_kept_for_a_month_after_its_last_change(world: World) -> None:
    first, second = await saved(world, "first", "second")
    await world.wait(MONTH - HOUR)
    touched = second.moved("city", world.clock.now())
    await world.store.save_draft(AIDA, touched, was=0)
    assert await kept(world) == [touched, first]
    await world.wait(HOUR)
    assert await kept(world) == [touched]
    assert await world.store.draft(AIDA, ADMIN, first.id) is None
    assert await world.store.drop_draft(AIDA, ADMIN, first.id) is False
    await world.wait(MONTH - HOUR)
    assert await kept(world) == []


async def test_a_draft_that_is_gone_leaves_its_place_to_a_new_one(world: World) -> None:
    first, second = await saved(world, "first", "second")
    await world.wait(MONTH - MINUTE)
    assert await world.store.save_draft(AIDA, first.moved("city", world.clock.now()), was=0) is False
    anew = draft("first", world.clock.now())
    assert await world.store.save_draft(AIDA, anew, was=None) is True
    assert await kept(world) == [anew, second]


@pytest.mark.parametrize("days", [-30, 31])
async def test_what_was_touched_too_long_ago_or_in_days_to_come_is_not_stored(world: World, days: int) -> None:
    assert await world.store.save_draft(AIDA, draft(now=world.clock.now() + days * DAY), was=None) is False
    assert await kept(world) == []


@pytest.mark.parametrize(
    ("symbol", "sides"), [("ұ", ("answers", "before")), ("👩", ("answers",)), ("\n", ("answers",))]
)
async def test_twenty_long_texts_fit_in_any_script(world: World, symbol: str, sides: tuple[str, ...]) -> None:
    texts = {f"text{number}": Answer(symbol * 20_000) for number in range(20)}
    changed: dict[str, Any] = dict.fromkeys(sides, texts)
    large = draft(now=world.clock.now(), **changed)
    assert await world.store.save_draft(AIDA, large, was=None) is True
    assert await world.store.draft(AIDA, ADMIN, large.id) == large


async def test_a_draft_that_is_too_large_leaves_the_one_before(world: World) -> None:
    (begun,) = await saved(world, "a1B2")
    large = replace(begun, answers={"company": Answer("ұ" * 1024 * 1024)}, revision=1)
    assert large.is_too_large
    assert await world.store.save_draft(AIDA, large, was=0) is False
    assert await kept(world) == [begun]


@pytest.mark.parametrize("changed", [{"act": "no_such"}, {"act": "deactivate"}, {"at": "no_such"}])
async def test_a_draft_of_a_form_that_is_no_more_is_left_out_and_stays(world: World, changed: dict[str, str]) -> None:
    known = draft(now=world.clock.now())
    assert await world.store.save_draft(AIDA, draft(now=known.begun, **changed), was=None) is True
    assert (await kept(world), await world.store.draft(AIDA, ADMIN, known.id)) == ([], None)
    assert await world.store.save_draft(AIDA, known, was=None) is False
    assert await world.store.drop_draft(AIDA, ADMIN, known.id) is True


async def test_drafts_outlive_the_session(world: World) -> None:
    await world.store.start(world.session())
    (begun,) = await saved(world, "a1B2")
    await world.store.end(AIDA)
    assert await kept(world) == [begun]
