"""What every store promises about who was told of new work."""

import asyncio
from collections import Counter

from tabys_bot.domain.alerts import CLOSED_KEPT_FOR, TOLD_KEPT_FOR, Owed
from tabys_bot.domain.sections import Section
from tests.integration.moderated import EVENT, NEWS, OTHER_EVENT
from tests.integration.stores import AIDA, BOLAT, HOUR, World, world

__all__ = ["world"]  # the fixture: memory, then Redis

LARGE = 2**31 - 1


async def test_of_many_who_would_tell_him_one_may(world: World) -> None:
    claims = await asyncio.gather(*(world.store.claim_alerts([EVENT], AIDA) for _ in range(50)))
    assert Counter(claims) == {frozenset({EVENT}): 1, frozenset(): 49}


async def test_each_may_be_told_of_each_record(world: World) -> None:
    pairs = [(subject, visitor_id) for subject in (EVENT, OTHER_EVENT, NEWS) for visitor_id in (AIDA, BOLAT)]
    assert [await world.store.claim_alerts([one], who) for one, who in pairs] == [{one} for one, _ in pairs]
    assert set(await world.store.subjects_told()) == {EVENT, OTHER_EVENT, NEWS}


async def test_the_messages_that_tell_of_a_record_are_known_but_not_those_yet_to_be_sent(world: World) -> None:
    assert await world.store.alerts_of(EVENT) == {}
    for visitor_id in (AIDA, BOLAT, 9):
        await world.store.claim_alerts([EVENT], visitor_id)
    await world.store.note_alert(EVENT, AIDA, 1)
    await world.store.note_alert(EVENT, BOLAT, LARGE)
    assert await world.store.alerts_of(EVENT) == {AIDA: 1, BOLAT: LARGE}
    assert await world.store.alerts_of(NEWS) == {}
    assert [await world.store.claim_alerts([EVENT], visitor_id) for visitor_id in (AIDA, BOLAT, 9)] == [set()] * 3


async def test_what_was_decided_is_told_of_anew_if_it_waits_again_and_its_messages_are_known(world: World) -> None:
    for subject in (EVENT, NEWS):
        await world.store.claim_alerts([subject], AIDA)
        await world.store.note_alert(subject, AIDA, 5)
    await world.store.claim_alerts([EVENT], 9)
    await world.store.close_alerts(EVENT)
    await world.store.close_alerts(OTHER_EVENT)
    assert await world.store.subjects_told() == (NEWS,)
    assert [await world.store.alerts_of(subject) for subject in (EVENT, OTHER_EVENT)] == [{AIDA: 5}, {}]
    assert [await world.store.claim_alerts([EVENT], who) for who in (AIDA, 9)] == [{EVENT}] * 2
    await world.store.note_alert(EVENT, AIDA, 6)
    await world.store.note_alert(EVENT, BOLAT, 7)
    assert await world.store.alerts_of(EVENT) == {AIDA: 6, BOLAT: 7}
    await world.store.close_alerts(EVENT)
    assert await world.store.alerts_of(EVENT) == {AIDA: 6, BOLAT: 7}
    await world.wait(CLOSED_KEPT_FOR)
    assert [await world.store.alerts_of(subject) for subject in (EVENT, NEWS)] == [{}, {AIDA: 5}]


async def test_what_was_decided_is_owed_to_nobody(world: World) -> None:
    await world.store.note_waiting(Section.EVENTS, [], {AIDA: [EVENT], BOLAT: [EVENT, NEWS]})
    await world.store.close_alerts(EVENT)
    assert await world.store.owed() == (Owed(BOLAT, (NEWS,)),)


async def test_several_are_claimed_at_once_each_by_whoever_comes_first(world: World) -> None:
    await world.store.claim_alerts([EVENT], AIDA)
    assert await world.store.claim_alerts([EVENT, OTHER_EVENT, NEWS], AIDA) == {OTHER_EVENT, NEWS}
    assert await world.store.claim_alerts(iter([EVENT, NEWS]), BOLAT) == {EVENT, NEWS}
    assert await world.store.claim_alerts([], AIDA) == set()


async def test_what_was_given_back_may_be_told_by_another_but_not_what_was_told(world: World) -> None:
    await world.store.claim_alerts([EVENT, OTHER_EVENT, NEWS], AIDA)
    await world.store.claim_alerts([EVENT], BOLAT)
    await world.store.note_alert(NEWS, AIDA, 5)
    await world.store.unclaim_alerts([EVENT, OTHER_EVENT, NEWS], AIDA)
    await world.store.unclaim_alerts([], AIDA)
    assert await world.store.owed() == (Owed(AIDA, (EVENT, OTHER_EVENT)),)
    assert set(await world.store.subjects_told()) == {EVENT, NEWS}
    assert await world.store.claim_alerts([EVENT, OTHER_EVENT, NEWS], AIDA) == {EVENT, OTHER_EVENT}
    assert await world.store.claim_alerts([EVENT], BOLAT) == set()


async def test_what_was_decided_meanwhile_is_owed_to_nobody_when_it_is_given_back(world: World) -> None:
    await world.store.claim_alerts([EVENT], AIDA)
    await world.store.close_alerts(EVENT)
    await world.store.unclaim_alerts([EVENT], AIDA)
    assert await world.store.owed() == ()


async def test_a_message_that_is_sent_while_its_record_is_decided_is_known_all_the_same(world: World) -> None:
    await world.store.claim_alerts([EVENT], AIDA)
    await world.store.close_alerts(EVENT)
    await world.store.note_alert(EVENT, AIDA, 5)
    assert await world.store.alerts_of(EVENT) == {AIDA: 5}
    assert await world.store.subjects_told() == (EVENT,)


async def test_who_was_told_is_kept_for_two_months_after_the_last_of_them(world: World) -> None:
    for subject in (EVENT, NEWS):
        await world.store.claim_alerts([subject], AIDA)
        await world.store.note_alert(subject, AIDA, 5)
    await world.wait(TOLD_KEPT_FOR - HOUR)
    assert await world.store.claim_alerts([NEWS], BOLAT) == {NEWS}
    assert await world.store.claim_alerts([EVENT], AIDA) == set()
    await world.wait(HOUR)
    assert await world.store.subjects_told() == (NEWS,)
    assert [await world.store.alerts_of(subject) for subject in (EVENT, NEWS)] == [{}, {AIDA: 5}]
    assert await world.store.claim_alerts([EVENT], AIDA) == {EVENT}
    await world.wait(TOLD_KEPT_FOR)
    assert await world.store.subjects_told() == ()
