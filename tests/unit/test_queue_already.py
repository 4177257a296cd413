"""Two moderators do not trip over each other, and nothing is said that is not known."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    RequestRefused,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    Line,
    NextWaiting,
    OpenCard,
    ShowWaiting,
    StartQueue,
    TypeReason,
)
from tabys_bot.application.screens.trouble import write_in_words
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import asks
from tests.unit.endings import intents
from tests.unit.queue_scene import decision, events, joined, moderator, place, press, rejecting, shown, waiting
from tests.unit.saving_scene import UNDER_WAY
from tests.unit.scene import BOLAT, REFERENCE, RU, words_of

EVENTS, VACANCIES = Section.EVENTS, Section.VACANCIES
APPROVE = Decide(EVENTS, "approve", 1, place())
LOST: tuple[GatewayFailure, ...] = (TooSlow(REFERENCE), Unreachable(REFERENCE), Broken(REFERENCE))


def is_already(screen_title: str) -> bool:
    return screen_title.startswith(RU("decision.already", name=""))


@pytest.mark.parametrize("second", [APPROVE, rejecting(EVENTS, 1, reason="rules", at=place())])
async def test_who_comes_second_is_told_who_was_first_and_when_and_goes_on(second: Decide) -> None:
    anna = await moderator(events(1, 2))
    bolat = await joined(anna, BOLAT)
    await press(bolat, APPROVE)
    decided_at = anna.bot.clock.now()
    name = (await bolat.session()).admin_name
    screen = await press(anna, second)
    assert screen.title == "Уже решено: Запись 1"
    assert f"Одобрено. Кто решил: {name}, {RU.moment(decided_at)}." in words_of(screen)
    assert RU("decision.nothing_sent") in words_of(screen)
    assert shown(screen) == (EVENTS, 2)
    assert anna.written() == [(EVENTS, "approve", 1)]
    # what another has decided is not taken back by a hurried press
    assert [one for one in intents(screen) if isinstance(one, Decide) and one.entity_id == 1] == []


async def test_a_second_tap_is_told_that_it_was_his_own_and_can_take_it_back() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, APPROVE)
    screen = await anna.press(APPROVE)
    assert RU("decision.yours", when=RU.moment(anna.bot.clock.now())) in words_of(screen)
    assert shown(screen) == (EVENTS, 2)
    assert Decide(EVENTS, "unapprove", 1, place()) in asks(screen)
    assert len(anna.tabys.attempts) == 1


@pytest.mark.parametrize("at", [None, datetime(2026, 11, 21, 9, 0, tzinfo=UTC)])
async def test_what_was_decided_elsewhere_is_said_to_be(at: datetime | None) -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.change(EVENTS, 1, moderation="rejected", moderated_at=at)
    told = words_of(await press(anna, APPROVE))
    words = RU("decision.elsewhere_at", when=RU.moment(at)) if at else RU("decision.elsewhere")
    assert f"Отклонено. {words}" in told
    assert anna.tabys.attempts == []


async def test_whom_the_web_panel_has_overruled_is_not_named() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, APPROVE)
    anna.tabys.change(EVENTS, 1, moderation="rejected", moderated_at=None)
    told = words_of(await press(anna, APPROVE))
    assert f"Отклонено. {RU('decision.elsewhere')}" in told


@pytest.mark.parametrize("kind", [AskReason, TypeReason])
async def test_nobody_is_asked_why_he_rejects_what_is_decided(kind: type[AskReason | TypeReason]) -> None:
    anna = await moderator(events(1, 2))
    await press(await joined(anna, BOLAT), APPROVE)
    screen = await press(anna, kind(EVENTS, "reject", 1, place()))
    assert is_already(screen.title)
    assert shown(screen) == (EVENTS, 2)
    assert (await anna.bot.visit(anna.visitor)).desk.prompt is None


async def test_a_purchase_that_another_has_approved_is_not_cancelled_from_the_queue() -> None:
    anna = await moderator([waiting(Section.PURCHASES, 1), waiting(Section.PURCHASES, 2, 1)])
    await press(await joined(anna, BOLAT), Decide(Section.PURCHASES, "approve", 1, place()))
    screen = await press(anna, rejecting(Section.PURCHASES, 1, reason="unfit", at=place()))
    assert is_already(screen.title)
    assert anna.tabys.said(Section.PURCHASES, 1).values["status"] == "approved"


@pytest.mark.parametrize("section", MODERATED)
async def test_of_two_who_press_at_once_one_decides(section: Section) -> None:
    anna = await moderator([waiting(section, 1), waiting(section, 2, 1)])
    other = await joined(anna.elsewhere(), BOLAT)
    approve = Decide(section, "approve", 1, place())
    anna.tabys.gate = asyncio.Event()
    first = asyncio.create_task(press(anna, approve))
    await anna.tabys.at_the_gate.wait()
    busy = await press(other, approve)
    assert busy.title == RU("busy.title")
    assert {ShowWaiting(section, 1, place()), NextWaiting(section, 1, place())} <= asks(busy).keys()
    assert shown(busy) is None
    anna.tabys.gate.set()
    assert shown(await first) == (section, 2)
    assert is_already((await press(other, approve)).title)
    assert anna.written() == [(section, "approve", 1)]


async def test_who_comes_between_a_decision_and_its_note_is_not_told_of_the_web_panel() -> None:
    anna = await moderator(events(1, 2))
    other = await joined(anna.elsewhere(), BOLAT)
    anna.tabys.gate = asyncio.Event()
    first = asyncio.create_task(press(anna, APPROVE))
    await anna.tabys.at_the_gate.wait()
    anna.tabys.change(EVENTS, 1, moderation="approved")  # done there, its answer on the way
    told = words_of(await press(other, APPROVE))
    assert RU("decision.just_now") in told
    assert RU("decision.elsewhere") not in told
    anna.tabys.gate.set()
    await first


@pytest.mark.parametrize("loss", LOST, ids=lambda loss: type(loss).__name__)
async def test_a_decision_whose_answer_is_lost_is_found_to_be_done(loss: GatewayFailure) -> None:
    anna = await moderator([waiting(VACANCIES, 1), waiting(VACANCIES, 2, 1)])
    anna.tabys.write_unanswered = loss
    screen = await press(anna, rejecting(VACANCIES, 1, reason="rules", at=place()))
    assert screen.title == "❌ Отклонено: Запись 1"
    assert shown(screen) == (VACANCIES, 2)


@pytest.mark.parametrize("loss", LOST, ids=lambda loss: type(loss).__name__)
async def test_a_decision_of_which_nobody_knows_can_be_looked_at_and_not_repeated(loss: GatewayFailure) -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.on_its_way = loss
    screen = await press(anna, APPROVE)
    assert screen.title == RU("unsure.title", name="Запись 1")
    assert write_in_words(loss, RU) in words_of(screen)
    assert [one for one in intents(screen) if isinstance(one, Decide | AskReason)] == []
    look = ShowWaiting(EVENTS, 1, place())
    assert {look, NextWaiting(EVENTS, 1, place())} <= asks(screen).keys()
    assert (await press(anna, APPROVE)).title == RU("busy.title")
    await anna.tabys.arrive()
    found = await press(anna, look)
    assert is_already(found.title)
    assert RU("decision.yours", when="\0").partition("\0")[0] in words_of(found)
    assert anna.written() == [(EVENTS, "approve", 1)]


async def test_what_was_surely_not_done_can_be_decided_by_another_press() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.write_fails = Broken(REFERENCE, crashed=True)
    screen = await press(anna, APPROVE)
    assert screen.title == RU("not_done.title", name="Запись 1")
    assert write_in_words(Broken(REFERENCE), RU) in words_of(screen)
    assert shown(screen) == (EVENTS, 1)
    anna.tabys.write_fails = None
    assert shown(await press(anna, decision(screen))) == (EVENTS, 2)


@pytest.mark.parametrize("failure", [AccessRefused(REFERENCE), RequestRefused(REFERENCE)])
async def test_what_tabys_refuses_stays_as_it_is(failure: GatewayFailure) -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.write_fails = failure
    screen = await press(anna, APPROVE)
    assert write_in_words(failure, RU) in words_of(screen)
    assert shown(screen) == (EVENTS, 1)


async def test_what_is_gone_is_said_to_be_gone_and_the_next_is_shown() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.remove(EVENTS, 1)
    for intent in (APPROVE, ShowWaiting(EVENTS, 1, place()), AskReason(EVENTS, "reject", 1, place())):
        screen = await press(anna, intent)
        assert screen.title == RU("queue.gone")
        assert shown(screen) == (EVENTS, 2)
    assert anna.tabys.attempts == []


async def test_a_record_that_cannot_be_read_is_told_of_and_can_be_passed() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.record_fails = TooSlow(REFERENCE)
    for intent in (StartQueue(), APPROVE, AskReason(EVENTS, "reject", 1, place())):
        screen = await press(anna, intent)
        assert shown(screen) is None
        assert {ShowWaiting(EVENTS, 1, place()), NextWaiting(EVENTS, 1, place())} <= asks(screen).keys()
    anna.tabys.record_fails = None
    assert shown(await press(anna, NextWaiting(EVENTS, 1, place()))) == (EVENTS, 2)


async def test_what_was_done_is_told_although_nothing_more_can_be_read() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.on_done = lambda: setattr(anna.tabys, "failing", Unreachable(REFERENCE))
    screen = await press(anna, APPROVE)
    assert screen.title == "✅ Одобрено: Запись 1"
    assert NextWaiting(EVENTS, 1, place()) in asks(screen)
    assert shown(screen) is None


async def test_a_record_that_was_decided_long_ago_is_shown_with_the_decision_and_how_to_turn_it() -> None:
    anna = await moderator(events(1, 2))
    await press(anna, rejecting(EVENTS, 1, reason="duplicate", at=place()))
    anna.bot.clock.advance(UNDER_WAY)
    screen = await press(anna, ShowWaiting(EVENTS, 1, place()))
    assert is_already(screen.title)
    assert f"Причина: {RU('reason.duplicate')}" in words_of(screen)
    assert {Decide(EVENTS, "reapprove", 1, place()), NextWaiting(EVENTS, 1, place())} <= asks(screen).keys()
    assert any(isinstance(one, OpenCard) for one in intents(screen))
    screen = await press(anna, decision(screen, "reapprove"))
    assert screen.title == "✅ Теперь одобрено: Запись 1"
    assert shown(screen) == (EVENTS, 2)


async def test_taking_back_what_somebody_else_has_taken_back_shows_how_it_is() -> None:
    anna = await moderator(events(1, 2))
    bolat = await joined(anna, BOLAT)
    await press(anna, APPROVE)
    undo = Decide(EVENTS, "unapprove", 1, place())
    await press(bolat, replace(undo, line=Line.CARD))
    screen = await press(anna, undo)
    assert is_already(screen.title)
    assert [name for _, name, _ in anna.written()] == ["approve", "unapprove"]
    anna.tabys.change(EVENTS, 1, moderation="pending")
    again = await press(anna, Decide(EVENTS, "reapprove", 1, place()))
    assert RU("failure.NotNow") in words_of(again)
    assert shown(again) == (EVENTS, 1)


async def test_a_session_that_is_over_decides_nothing() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.expire_tokens()
    anna.tabys.revoke_session(anna.visitor.id)
    assert (await press(anna, APPROVE)).title == RU("welcome.title")
    assert anna.tabys.attempts == []


async def test_a_token_that_has_run_out_is_renewed_and_it_is_decided_once() -> None:
    anna = await moderator(events(1, 2))
    anna.tabys.expire_tokens()
    assert shown(await press(anna, APPROVE)) == (EVENTS, 2)
    assert anna.written() == [(EVENTS, "approve", 1)]


@pytest.mark.parametrize("section", MODERATED)
async def test_a_record_of_no_state_is_left_alone(section: Section) -> None:
    anna = await moderator([Entity(section, 1, {"title": "Запись"})])
    await press(anna, Decide(section, "approve", 1))
    assert anna.tabys.attempts == []


async def test_an_old_undo_does_not_overwrite_what_another_has_decided_since() -> None:
    anna = await moderator(events(1, 2))
    bolat = await joined(anna, BOLAT)
    await press(anna, APPROVE)
    anna.tabys.change(EVENTS, 1, moderation="pending")  # it was edited, and waits again
    await press(bolat, APPROVE)
    screen = await press(anna, Decide(EVENTS, "unapprove", 1, place()))
    assert screen.title == "Уже решено: Запись 1"
    assert (await bolat.session()).admin_name in words_of(screen)
    assert anna.written() == [(EVENTS, "approve", 1)] * 2


async def test_what_another_has_decided_is_turned_round_as_from_a_card_only() -> None:
    anna = await moderator(events(1, 2))
    bolat = await joined(anna, BOLAT)
    await press(bolat, rejecting(EVENTS, 1, at=place()))
    (turn_round,) = (
        one for one in intents(await press(anna, ShowWaiting(EVENTS, 1, place()))) if isinstance(one, Decide)
    )
    assert turn_round == Decide(EVENTS, "reapprove", 1, line=Line.CARD)
    await press(anna, turn_round)
    assert anna.written() == [(EVENTS, "reject", 1), (EVENTS, "reapprove", 1)]
