"""A hurried thumb does not decide on what nobody has looked at, and no forged button decides at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Meter
from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    Intent,
    Line,
    NextWaiting,
    OpenCard,
    OpenMenu,
    OpenQueue,
    Origin,
    Reason,
    ShowWaiting,
    StartKind,
    StartQueue,
    Typed,
    TypeReason,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.desk import Desk as Table
from tabys_bot.domain.moderation import MODERATED, is_decision, moderated_by
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.queue_scene import decision, events, moderator, place, press, shown, waiting
from tests.unit.saving_scene import Desk
from tests.unit.scene import CHECK_INTERVAL, RU, words_of

EVENTS = Section.EVENTS
ADMINS = [role for role in Role if role is not Role.CLIENT]
APPROVE, NEXT = (Decide(EVENTS, "approve", number, place(at)) for number, at in ((1, 0), (2, 1)))
SOON, THEN = timedelta(milliseconds=790), timedelta(milliseconds=800)


async def table(desk: Desk) -> Table:
    return (await desk.bot.store.open(desk.visitor.id, Meter.BUTTONS)).desk


@pytest.mark.parametrize("line", [Line.ALL, Line.KIND])
async def test_a_second_tap_does_not_decide_on_the_record_that_has_just_come(line: Line) -> None:
    anna = await moderator(events(1, 2, 3))
    screen = await press(anna, Decide(EVENTS, "approve", 1, place(), line))
    hasty = decision(screen)
    for passed in (timedelta(0), SOON):
        anna.bot.clock.advance(passed)
        stopped = await anna.press(hasty)
        assert (stopped.passing, stopped.notice) == (True, RU("queue.too_fast"))
    assert len(anna.written()) == 1
    anna.bot.clock.advance(THEN - SOON)
    assert shown(await anna.press(hasty)) == (EVENTS, 3)
    assert len(anna.written()) == 2


@pytest.mark.parametrize("line", [Line.ALL, Line.KIND])
async def test_a_second_tap_does_not_choose_a_reason(line: Line) -> None:
    anna = await moderator(events(1, 2))
    await press(anna, AskReason(EVENTS, "reject", 1, place(), line))
    reject = Decide(EVENTS, "reject", 1, place(), line, Reason("rules"))
    assert (await anna.press(reject)).passing
    assert shown(await press(anna, reject)) == (EVENTS, 2)


async def test_a_button_of_another_record_is_not_held_back() -> None:
    anna = await moderator(events(1, 2, 3))
    await anna.press(StartQueue())
    assert not (await anna.press(NEXT)).passing
    assert anna.written() == [(EVENTS, "approve", 2)]


async def test_what_was_decided_can_be_taken_back_at_once() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, APPROVE)
    assert not (await anna.press(Decide(EVENTS, "unapprove", 1, place()))).passing
    assert [name for _, name, _ in anna.written()] == ["approve", "unapprove"]


@pytest.mark.parametrize("line", [Line.ALERT, Line.CARD])
async def test_an_alert_or_a_card_is_not_held_back(line: Line) -> None:
    anna = await moderator(events(1, 2))
    assert shown(await anna.press(StartQueue())) == (EVENTS, 1)
    assert (await anna.press(Decide(EVENTS, "approve", 1, place()))).passing
    await anna.press(Decide(EVENTS, "approve", 1, place(), line))
    assert anna.written() == [(EVENTS, "approve", 1)]


async def test_nobody_is_held_back_for_long_where_the_clocks_of_two_instances_differ() -> None:
    anna = await moderator(events(1, 2))
    await anna.press(StartQueue())
    for ahead, is_held in ((SOON, True), (timedelta(minutes=5), False)):
        seen = (await table(anna)).in_hand
        assert seen is not None
        desk = replace(await table(anna), in_hand=replace(seen, at=anna.bot.clock.now() + ahead))
        await anna.bot.store.save_desk(anna.visitor.id, desk)
        assert (await anna.press(APPROVE)).passing == is_held


async def test_the_time_counts_from_when_it_was_shown_on_whatever_instance() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.on_done = lambda: anna.bot.clock.advance(timedelta(seconds=5))  # Tabys is slow
    await press(anna, APPROVE)
    assert (await anna.elsewhere().press(NEXT)).passing


async def test_a_press_in_the_queue_writes_the_desk_once_and_what_was_seen_is_among_the_recent() -> None:
    anna = await moderator(events(1, 2))
    writes: list[Table] = []
    save = anna.bot.store.save_desk

    async def counted(visitor_id: int, desk: Table) -> None:
        writes.append(desk)
        await save(visitor_id, desk)

    anna.bot.store.save_desk = counted  # type: ignore[method-assign]
    for intent in (StartQueue(), NextWaiting(EVENTS, 1, place()), NEXT, AskReason(EVENTS, "reject", 1, place())):
        writes.clear()
        await press(anna, intent)
        assert len(writes) <= 1
    assert [(one.section, one.id) for one in (await table(anna)).recent] == [(EVENTS, 1), (EVENTS, 2)]


async def test_a_store_that_is_lost_after_a_decision_costs_nothing_but_the_note() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.on_done = lambda: setattr(anna.bot.store, "down", True)
    screen = await press(anna, APPROVE)
    assert screen.title == "✅ Одобрено: Запись 1"
    assert shown(screen) == (EVENTS, 2)
    with pytest.raises(StoreUnavailableError):
        await table(anna)


FORGED: tuple[Intent, ...] = (
    *(Decide(EVENTS, name, 1, line=line) for name in ("delete", "edit", "nonsense", "") for line in Line),
    Decide(EVENTS, "approve", 0),
    Decide(EVENTS, "no_photo", 1),
    Decide(Section.APPLICATIONS, "came", 2),
    Decide(Section.PURCHASES, "complete", 3),
    *(Decide(section, "approve", 1) for section in Section if section not in MODERATED),
    *(kind(EVENTS, "approve", 1) for kind in (AskReason, TypeReason)),
    *(kind(EVENTS, "reject", 0) for kind in (AskReason, TypeReason)),
    *(kind(EVENTS, "nonsense", 1) for kind in (AskReason, TypeReason)),
    *(kind(section, 1) for kind in (NextWaiting, ShowWaiting) for section in (Section.USERS, Section.PROFILE)),
    StartKind(Section.USERS),
    OpenCard(Section.USERS, 1, LARGEST_ID, origin=Origin.QUEUE),
)


@pytest.mark.parametrize("intent", FORGED, ids=repr)
async def test_a_forged_button_is_refused_in_words_and_sends_nothing(intent: Intent) -> None:
    applied = waiting(Section.APPLICATIONS, 2, status="approved")
    anna = await moderator([*events(1), applied, waiting(Section.PURCHASES, 3, status="approved")])
    screen = await press(anna, intent)
    assert screen.rows
    assert anna.tabys.attempts == []
    await anna.say(Typed("Потому что"))
    assert anna.tabys.attempts == []


@pytest.mark.parametrize("role", ADMINS)
async def test_nobody_decides_on_what_his_role_may_not_change(role: Role) -> None:
    anna = await moderator([waiting(section, 1) for section in MODERATED], role)
    for section in set(MODERATED) - set(moderated_by(role)):
        decisions = [act.name for act in ACTS[section] if is_decision(section, act)]
        for line in Line:
            intents: list[Intent] = [Decide(section, name, 1, line=line, reason=Reason("unfit")) for name in decisions]
            intents += [kind(section, "reject", 1, line=line) for kind in (AskReason, TypeReason)]
            intents += [NextWaiting(section, 1, line=line), ShowWaiting(section, 1, line=line)]
            for intent in (*intents, StartKind(section), Typed("Потому что")):
                pressed = anna.say(intent) if isinstance(intent, Typed) else press(anna, intent)
                assert "Запись 1" not in words_of(await pressed)
    assert anna.tabys.attempts == []
    assert [call for call in anna.tabys.calls if call.startswith(("write", "waiting"))] == []


@pytest.mark.parametrize("role", [role for role in ADMINS if moderated_by(role)])
async def test_who_may_decides_by_the_same_presses(role: Role) -> None:
    """Else the test above would prove nothing."""
    anna = await moderator([waiting(section, 1) for section in MODERATED], role)
    for section in moderated_by(role):
        await press(anna, Decide(section, "approve", 1))
    assert anna.written() == [(section, "approve", 1) for section in moderated_by(role)]


async def test_a_role_that_is_taken_away_meanwhile_decides_nothing() -> None:
    anna = await moderator(events(1, 2), Role.NPO)
    await press(anna, TypeReason(EVENTS, "reject", 1, place()))
    anna.tabys.role_of[(await anna.session()).admin_id] = Role.GOVERNMENT
    anna.bot.clock.advance(CHECK_INTERVAL)
    for screen in (await anna.say(Typed("Дубль")), await press(anna, APPROVE)):
        assert shown(screen) is None
    assert anna.tabys.attempts == []
    assert RU("forbidden.update", module=RU("module.events")) in words_of(await press(anna, APPROVE))


async def test_an_alert_ends_with_what_was_done_and_leads_on() -> None:
    anna = await moderator(events(1, 2))
    alert = ShowWaiting(EVENTS, 1, place(), Line.ALERT)
    screen = await anna.press(alert)
    assert decision(screen) == Decide(EVENTS, "approve", 1, place(), Line.ALERT)
    assert not any(isinstance(one, NextWaiting) for one in asks(screen))
    screen = await press(anna, decision(screen))
    undo, card = Decide(EVENTS, "unapprove", 1, place(), Line.ALERT), OpenCard(EVENTS, 1, place(), origin=Origin.ALERT)
    assert screen.title == "✅ Одобрено: Запись 1"
    assert RU("decision.yours", when=RU.moment(anna.bot.clock.now())) in words_of(screen)
    assert list(asks(screen)) == [undo, card, OpenQueue(), OpenMenu()]
    assert asks(screen)[undo] == "↩ Изменить на «отклонено»"
    again = await press(anna, Decide(EVENTS, "reject", 1, place(), Line.ALERT, Reason("rules")))
    assert again.title == "Уже решено: Запись 1"
    assert list(asks(again)) == [card, OpenQueue(), OpenMenu()]
    later = await press(anna, alert)
    assert later.title == "Уже решено: Запись 1"
    assert undo not in asks(later)
    assert AskReason(EVENTS, "unapprove", 1, place(), Line.ALERT) in asks(later)
    anna.tabys.remove(EVENTS, 1)
    assert (await press(anna, alert)).title == RU("queue.gone")


async def test_rejecting_from_an_alert_asks_why_and_ends_there_too() -> None:
    anna = await moderator(events(1, 2))
    asked = await anna.press(AskReason(EVENTS, "reject", 1, place(), Line.ALERT))
    assert ShowWaiting(EVENTS, 1, place(), Line.ALERT) in asks(asked)
    screen = await press(anna, Decide(EVENTS, "reject", 1, place(), Line.ALERT, Reason("rules")))
    assert screen.title == "❌ Отклонено: Запись 1"
    assert f"Причина: {RU('reason.rules')}" in words_of(screen)
    assert shown(screen) is None


async def test_places_from_long_ago_and_from_the_far_future_are_places_too() -> None:
    anna = await moderator(events(1, 2))
    for at in (0, 1, LARGEST_ID):
        assert (await press(anna, NextWaiting(EVENTS, LARGEST_ID, at))).rows
        assert (await press(anna, ShowWaiting(EVENTS, 1, at))).rows
