"""What every store promises about what waits, and who is still to be told of it."""

import asyncio

from tabys_bot.domain.alerts import OWED_AT_MOST, OWED_KEPT_FOR, WAITING_KEPT_FOR, Owed, Subject
from tabys_bot.domain.moderation import LINE_AT_MOST
from tabys_bot.domain.sections import Section
from tests.integration.moderated import EVENT, NEWS, OTHER_EVENT
from tests.integration.stores import AIDA, BOLAT, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis


async def owed(world: World) -> dict[int, tuple[Subject, ...]]:
    return {one.visitor_id: one.subjects for one in await world.store.owed()}


async def test_that_nothing_waits_is_not_that_nobody_ever_looked(world: World) -> None:
    assert await world.store.known_waiting(Section.EVENTS) is None
    await world.store.note_waiting(Section.EVENTS, [], {})
    assert await world.store.known_waiting(Section.EVENTS) == frozenset()
    assert await world.store.known_waiting(Section.NEWS) is None


async def test_what_waited_at_the_last_look_is_known(world: World) -> None:
    await world.store.note_waiting(Section.EVENTS, [17, 18, 17], {})
    await world.store.note_waiting(Section.NEWS, iter([1]), {})
    await world.store.note_waiting(Section.EVENTS, [18, 2**31 - 1], {})
    assert await world.store.known_waiting(Section.EVENTS) == frozenset({18, 2**31 - 1})
    assert await world.store.known_waiting(Section.NEWS) == frozenset({1})


async def test_what_waits_is_bounded_and_made_of_numbers_of_records(world: World) -> None:
    await world.store.note_waiting(Section.EVENTS, range(-5, LINE_AT_MOST + 8), {})
    assert await world.store.known_waiting(Section.EVENTS) == frozenset(range(8, LINE_AT_MOST + 8))
    await world.store.note_waiting(Section.EVENTS, [0, 5, 2**31, 2**64], {})
    assert await world.store.known_waiting(Section.EVENTS) == frozenset({5})


async def test_the_last_look_is_known_for_a_month(world: World) -> None:
    await world.store.note_waiting(Section.EVENTS, [17], {})
    await world.wait(WAITING_KEPT_FOR - HOUR)
    await world.store.note_waiting(Section.NEWS, [17], {})
    assert await world.store.known_waiting(Section.EVENTS) == frozenset({17})
    await world.wait(HOUR)
    assert await world.store.known_waiting(Section.EVENTS) is None
    assert await world.store.known_waiting(Section.NEWS) == frozenset({17})


async def test_what_each_is_owed_comes_by_kind_and_number_and_once(world: World) -> None:
    await world.store.note_waiting(Section.NEWS, [17], {AIDA: [NEWS], BOLAT: iter([NEWS]), 9: []})
    await world.store.note_waiting(Section.EVENTS, [17, 18], {AIDA: [OTHER_EVENT, EVENT, EVENT]})
    assert await owed(world) == {AIDA: (EVENT, OTHER_EVENT, NEWS), BOLAT: (NEWS,)}


async def test_what_was_told_is_owed_no_more(world: World) -> None:
    await world.store.note_waiting(Section.NEWS, [17], {AIDA: [EVENT, OTHER_EVENT, NEWS], BOLAT: [NEWS]})
    await world.store.settle_owed(AIDA, [OTHER_EVENT, NEWS])
    assert await owed(world) == {AIDA: (EVENT,), BOLAT: (NEWS,)}
    await world.store.settle_owed(AIDA, iter([EVENT, NEWS]))
    await world.store.settle_owed(AIDA, [NEWS])
    await world.store.settle_owed(BOLAT, [])
    assert await world.store.owed() == (Owed(BOLAT, (NEWS,)),)


async def test_nobody_is_owed_more_than_is_kept(world: World) -> None:
    many = [Subject(Section.EVENTS, number) for number in range(1, OWED_AT_MOST + 100)]
    await world.store.note_waiting(Section.EVENTS, [], {AIDA: many})
    await world.store.note_waiting(Section.EVENTS, [], {AIDA: [Subject(Section.NEWS, n) for n in range(1, 100)]})
    (one,) = await world.store.owed()
    assert len(one.subjects) == OWED_AT_MOST


async def test_what_is_owed_is_kept_for_two_weeks_after_the_last_that_came(world: World) -> None:
    await world.store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT], BOLAT: [EVENT, OTHER_EVENT]})
    await world.wait(OWED_KEPT_FOR - HOUR)
    await world.store.note_waiting(Section.NEWS, [17], {AIDA: [NEWS]})
    await world.store.settle_owed(BOLAT, [EVENT])
    assert await owed(world) == {AIDA: (EVENT, NEWS), BOLAT: (OTHER_EVENT,)}
    await world.wait(HOUR)
    assert await owed(world) == {AIDA: (EVENT, NEWS)}
    await world.wait(OWED_KEPT_FOR)
    assert await world.store.owed() == ()


async def test_none_is_lost_of_what_is_noted_at_once(world: World) -> None:
    subjects = [Subject(Section.EVENTS, number) for number in range(1, 31)]
    await asyncio.gather(
        *(world.store.note_waiting(Section.EVENTS, [17], {AIDA: [subject], BOLAT: [subject]}) for subject in subjects)
    )
    assert await owed(world) == {AIDA: tuple(subjects), BOLAT: tuple(subjects)}
