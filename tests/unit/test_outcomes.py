"""What becomes of alerts when somebody has decided."""

import asyncio
from datetime import timedelta

import pytest

from tabys_bot.application.failures import Broken, OutOfReach, TooSlow
from tabys_bot.application.screens.intents import Decide, Line, OpenCard, OpenMenu, Origin
from tabys_bot.application.screens.screen import Press
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.history import Change, Entry
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tests.unit.alert_scene import EVENT, INTERVAL, Post, Trip, called, post
from tests.unit.scene import ANNA, BOLAT, CHECK_INTERVAL, REFERENCE, RU, buttons, pressed, words_of
from tests.unit.told import Told

SAULE = Visitor(id=9, first_name="Сауле")


async def told_of_an_event() -> tuple[Post, Session, Session]:
    """Two admins who have an alert of the same event."""
    that = post()
    anna = await that.subscribed(ANNA, Role.ADMINISTRATOR)
    bolat = await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([EVENT], [EVENT])
    return that, anna, bolat


async def decided_in_the_bot(that: Post, session: Session, state: str = "approved") -> None:
    that.tabys.decide_in_panel(Section.EVENTS, 1, state)
    act = {"approved": "approve", "rejected": "reject"}[state]
    assert find_act(Section.EVENTS, act)
    entry = Entry(
        Section.EVENTS,
        1,
        act,
        session.admin_id,
        session.admin_name,
        that.clock.now(),
        called(1),
        {"moderation": Change("pending", state)},
    )
    await that.store.note(entry)


async def a_while() -> None:
    """As long as anything in memory takes."""
    for _ in range(50):
        await asyncio.sleep(0)


def shown(that: Post, visitor: Visitor) -> str:
    (screen,) = that.told.to(visitor.id)
    return words_of(screen)


async def test_all_see_who_decided_and_when_and_he_himself_may_undo_it() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    await that.outcomes.tell(EVENT)
    by = RU("decision.by", name=anna.admin_name, when=RU.moment(that.clock.now()))
    assert shown(that, BOLAT) == f"✅ Одобрено: {called(1)}\n{by}"
    (screen,) = that.told.to(BOLAT.id)
    assert [one.intent for one in buttons(screen) if isinstance(one, Press)] == [
        OpenCard(Section.EVENTS, 1, origin=Origin.ALERT)
    ]
    when = RU.moment(that.clock.now())
    assert shown(that, ANNA) == f"✅ Одобрено: {called(1)}\n{RU('decision.yours', when=when)}"
    (his,) = that.told.to(ANNA.id)
    assert [one.intent for one in buttons(his) if isinstance(one, Press)] == [
        Decide(Section.EVENTS, "unapprove", 1, line=Line.ALERT),
        OpenCard(Section.EVENTS, 1, origin=Origin.ALERT),
    ]
    assert await that.store.subjects_told() == ()


async def test_a_decision_that_is_turned_round_is_shown_in_the_same_messages() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    await that.outcomes.tell(EVENT)
    await decided_in_the_bot(that, anna, "rejected")
    await that.outcomes.tell(EVENT)
    for visitor in (ANNA, BOLAT):
        assert shown(that, visitor).startswith(f"❌ Отклонено: {called(1)}")
    that.tabys.calls.clear()
    await that.round()
    assert "get events 1 near 0" not in that.tabys.calls


async def test_what_waits_again_is_told_of_anew_and_what_becomes_of_that_too() -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.decide_in_panel(Section.EVENTS, 1, "rejected")
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, 1, "pending")
    await that.round()
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([EVENT], [EVENT])
    that.tabys.decide_in_panel(Section.EVENTS, 1, "approved")
    await that.round()
    assert [title[0] for title in that.titles(BOLAT)] == ["❌", "✅"]


async def test_whoever_was_sent_away_in_the_crm_does_not_learn_what_became_of_it() -> None:
    that, _, bolat = await told_of_an_event()
    that.clock.advance(CHECK_INTERVAL)
    that.tabys.revoke_session(ANNA.id)
    await decided_in_the_bot(that, bolat)
    await that.outcomes.tell(EVENT)
    assert shown(that, ANNA) == RU("alert.closed")
    assert shown(that, BOLAT).startswith("✅")


async def test_one_outcome_is_told_for_one_reading_of_the_record_and_of_each_choice() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    that.tabys.calls.clear()
    trip = Trip(0)
    await that.another(trip).outcomes.tell(EVENT)
    assert that.tabys.calls == ["get events 1 near 0"]
    before, of_each, after = ["messages", "sessions", "history"], ["choice", "language", "edit"], ["close"]
    assert -trip.left == len(before) + 2 * len(of_each) + len(after)


async def test_what_its_line_has_no_more_but_waits_is_owed_still() -> None:
    that, _, _ = await told_of_an_event()
    await that.subscribed(SAULE, Role.NPO, quiet=(13, 16))
    new = Subject(Section.EVENTS, 2)
    that.tabys.add(Section.EVENTS, 2)
    await that.store.note_waiting(Section.EVENTS, [1, 2], {SAULE.id: [new]})
    await that.outcomes.tell(new, is_gone=True)
    assert [owed.subjects for owed in await that.store.owed()] == [(new,)]
    that.tabys.decide_in_panel(Section.EVENTS, 2)
    await that.outcomes.tell(new, is_gone=True)
    assert await that.store.owed() == ()


async def test_what_was_decided_in_the_web_panel_is_seen_at_the_next_look() -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.decide_in_panel(Section.EVENTS, 1, "rejected")
    await that.round()
    for visitor in (ANNA, BOLAT):
        assert shown(that, visitor) == f"❌ Отклонено: {called(1)}\n{RU('decision.elsewhere')}"
    changes = list(that.told.changes)
    await that.round()
    assert that.told.changes == changes


async def test_a_decision_of_the_bot_that_was_turned_round_in_the_panel_is_the_panels() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    that.tabys.decide_in_panel(Section.EVENTS, 1, "rejected")
    await that.outcomes.tell(EVENT)
    assert shown(that, ANNA) == shown(that, BOLAT) == f"❌ Отклонено: {called(1)}\n{RU('decision.elsewhere')}"


async def test_alerts_of_what_still_waits_stay_as_they_are() -> None:
    that, _, _ = await told_of_an_event()
    await that.outcomes.tell(EVENT)
    assert that.told.changes == []
    assert await that.store.subjects_told() == (EVENT,)


async def test_of_what_nobody_was_told_nothing_is_read() -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.add(Section.NEWS, 1)
    that.tabys.calls.clear()
    await that.outcomes.tell(Subject(Section.NEWS, 1))
    assert that.tabys.calls == []


async def test_what_was_deleted_waits_no_more() -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.remove(Section.EVENTS, 1)
    await that.round()
    told = f"☑️ Больше не ждёт решения: 📅 Мероприятие № 1\n{RU('alert.elsewhere')}"
    assert shown(that, ANNA) == shown(that, BOLAT) == told
    assert [one.intent for one in buttons(that.told.to(ANNA.id)[0]) if isinstance(one, Press)] == [OpenMenu()]


async def test_what_tabys_cannot_show_any_more_is_told_by_the_history() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna, "rejected")
    that.tabys.unreadable = {EVENT: OutOfReach()}
    await that.outcomes.tell(EVENT)
    assert that.told.changes == []
    await that.round()
    assert shown(that, BOLAT).startswith(f"❌ Отклонено: {called(1)}\n")


@pytest.mark.parametrize("failure", [TooSlow(REFERENCE), Broken(REFERENCE)])
async def test_while_tabys_is_slow_nothing_is_told_and_a_broken_record_does_not_hold_it_up(
    failure: TooSlow | Broken,
) -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.decide_in_panel(Section.EVENTS, 1)
    that.tabys.unreadable = {EVENT: failure}
    await that.round()
    assert bool(that.told.changes) is isinstance(failure, Broken)
    that.tabys.unreadable = {}
    await that.round()
    assert that.heard(ANNA) == that.heard(BOLAT) == []


async def test_a_line_that_hides_a_record_does_not_say_that_it_was_decided() -> None:
    that, _, _ = await told_of_an_event()
    that.tabys.add(Section.EVENTS, 2)
    await that.round()
    that.tabys.unlisted = {EVENT, Subject(Section.EVENTS, 2)}
    that.tabys.decide_in_panel(Section.EVENTS, 2)
    that.tabys.unlisted = {EVENT}
    await that.round()
    assert that.heard(ANNA) == [EVENT]
    assert len(that.told.to(ANNA.id)) == 2


async def test_whoever_may_not_see_it_any_more_is_told_only_that_it_is_over() -> None:
    that, anna, _ = await told_of_an_event()
    await that.bot.leave(BOLAT)
    await decided_in_the_bot(that, anna)
    await that.outcomes.tell(EVENT)
    assert shown(that, BOLAT) == RU("alert.closed")


async def test_who_has_blocked_the_bot_keeps_it_from_nobody_else() -> None:
    that, _, _ = await told_of_an_event()
    that.told.failing[ANNA.id] = Undelivered.GONE
    that.tabys.decide_in_panel(Section.EVENTS, 1)
    await that.round()
    assert that.heard(BOLAT) == []
    assert ANNA.id not in await that.store.alerted()


async def test_a_message_that_is_gone_keeps_it_from_nobody_else() -> None:
    that, _, _ = await told_of_an_event()
    that.told.messages = {key: screen for key, screen in that.told.messages.items() if key[0] != ANNA.id}
    that.tabys.decide_in_panel(Section.EVENTS, 1)
    await that.round()
    assert that.heard(BOLAT) == []
    assert await that.store.subjects_told() == ()


async def test_what_was_decided_is_owed_to_nobody_any_more() -> None:
    that, anna, _ = await told_of_an_event()
    await that.subscribed(SAULE, Role.NPO, quiet=(13, 16))
    await that.store.note_waiting(Section.EVENTS, [1], {SAULE.id: [EVENT]})
    await decided_in_the_bot(that, anna)
    await that.outcomes.tell(EVENT)
    assert await that.store.owed() == ()


async def test_what_is_noted_is_told_without_a_look_and_once() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    stop = asyncio.Event()
    for _ in range(3):
        that.outcomes.note(EVENT)
    running = asyncio.create_task(that.outcomes.run(stop))
    await a_while()
    stop.set()
    await asyncio.wait_for(running, 5)
    assert that.told.changes == [(ANNA.id, 1), (BOLAT.id, 2)]


async def test_a_lost_store_does_not_end_the_telling_and_the_next_look_makes_up_for_it() -> None:
    that, anna, _ = await told_of_an_event()
    await decided_in_the_bot(that, anna)
    stop = asyncio.Event()
    running = asyncio.create_task(that.outcomes.run(stop))
    that.store.down = True
    that.outcomes.note(EVENT)
    await a_while()
    that.store.down = False
    assert not running.done()
    stop.set()
    await asyncio.wait_for(running, 5)
    await that.round(timedelta(minutes=1))
    assert that.heard(BOLAT) == []


async def test_what_is_in_no_queue_is_not_noted() -> None:
    that, _, _ = await told_of_an_event()
    that.outcomes.note(Subject(Section.BENEFITS, 1))
    stop = asyncio.Event()
    running = asyncio.create_task(that.outcomes.run(stop))
    that.tabys.calls.clear()
    await a_while()
    stop.set()
    await asyncio.wait_for(running, 5)
    assert that.tabys.calls == []


async def test_a_press_on_an_alert_decides_and_the_others_are_told_of_it() -> None:
    that, stop = post(), asyncio.Event()
    application = that.bot.application
    told = application.messenger()
    assert isinstance(told, Told)
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await application.watch().round()
    that.tabys.add(Section.EVENTS, 1)
    that.clock.advance(INTERVAL)
    await application.watch().round()
    running = asyncio.create_task(application.outcomes().run(stop))
    (alert,) = told.to(ANNA.id)
    await that.bot.conversation.press(ANNA, pressed(alert, RU("act.approve")))
    await a_while()
    stop.set()
    await asyncio.wait_for(running, 5)
    assert [order.act.name for order in that.tabys.written] == ["approve"]
    assert [screen.title for screen in told.to(BOLAT.id)] == [f"✅ Одобрено: {called(1)}"]
    (his,) = told.to(ANNA.id)
    assert pressed(his, f"↩ {RU('act.unapprove')}") == Decide(Section.EVENTS, "unapprove", 1, line=Line.ALERT)
    running = asyncio.create_task(application.outcomes().run(stop := asyncio.Event()))
    await that.bot.conversation.press(ANNA, Decide(Section.EVENTS, "unapprove", 1, line=Line.ALERT))
    await a_while()
    stop.set()
    await asyncio.wait_for(running, 5)
    assert [screen.title for screen in told.to(BOLAT.id)] == [f"❌ Отклонено: {called(1)}"]
