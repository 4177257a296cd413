"""What needs no form is done once, on a record that fits, and told as it is."""

import asyncio

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    NotServed,
    RecordGone,
    RequestRefused,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens.intents import DoAct, StartAct
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, intents, is_already, is_already_gone, is_busy, is_done, is_not_done, is_unsure
from tests.unit.saving_scene import Desk, desk
from tests.unit.scene import REFERENCE, RU, words_of

QUICK = [(section, act) for section, acts in ACTS.items() for act in acts if not act.is_form]
# what cannot be done without a reason is not done without one
DEEDS = [(section, act) for section, act in QUICK if not (act.why and act.why.required)]
FOUNDED = [deed for deed in QUICK if deed not in DEEDS]
every_deed = pytest.mark.parametrize(("section", "act"), DEEDS, ids=[f"{section}-{act.name}" for section, act in DEEDS])
LOST: tuple[GatewayFailure, ...] = (TooSlow(REFERENCE), Unreachable(REFERENCE), Broken(REFERENCE))
every_loss = pytest.mark.parametrize("loss", LOST, ids=[type(loss).__name__ for loss in LOST])
# Tabys has surely done with what it was sent: nothing got there, or it crashed
OVER: tuple[GatewayFailure, ...] = (Unreachable(REFERENCE, refused=True), Broken(REFERENCE, crashed=True))
every_end = pytest.mark.parametrize("loss", OVER, ids=["refused", "crashed"])


async def a_press(section: Section, act: Act) -> tuple[Desk, DoAct]:
    """The press that confirms it, on a record that it can be done to."""
    admin = await desk()
    number = admin.subject(section, act.name)
    asked = StartAct(section, act.name, number, parent=admin.tabys.said(section, number).parent)
    screen = await admin.press(asked)
    admin.tabys.calls.clear()
    press = asked_by(screen, DoAct)
    assert isinstance(press, DoAct)
    return admin, press


@every_deed
async def test_it_is_done_once_and_a_second_press_is_told_so(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    assert is_done(await admin.press(press))
    second = await admin.press(press)
    if act.way is Way.DELETE:
        assert is_already_gone(second)
    else:
        assert is_already(second) if act.sets else is_not_done(second)
    assert admin.written() == [(section, act.name, press.entity_id)]
    assert len(admin.tabys.attempts) == 1


@every_deed
async def test_two_instances_do_it_once(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    other = admin.elsewhere()
    admin.tabys.gate = asyncio.Event()
    first = asyncio.create_task(admin.press(press))
    await admin.tabys.at_the_gate.wait()
    assert is_busy(await other.press(press))
    admin.tabys.gate.set()
    assert is_done(await first)
    assert not is_done(await other.press(press))
    assert len(admin.tabys.attempts) == 1


@every_deed
async def test_whoever_read_the_record_before_it_was_done_does_not_do_it_again(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    other = admin.elsewhere()
    screens = await asyncio.gather(*(one.press(press) for one in (admin, other, admin, other)))
    assert [is_done(screen) for screen in screens].count(True) == 1
    assert len(admin.tabys.attempts) == 1


@pytest.mark.parametrize(("section", "act"), [deed for deed in DEEDS if deed[1].once and deed[1].when])
async def test_what_would_count_again_is_not_done_again_even_if_tabys_forgot_that_it_was(
    section: Section, act: Act
) -> None:
    admin, press = await a_press(section, act)
    assert is_done(await admin.press(press))
    assert act.when is not None
    forgotten = {**dict.fromkeys(act.sets), act.when[0]: act.when[1][0]}
    admin.tabys.change(section, press.entity_id, **forgotten)
    assert is_busy(await admin.press(press))
    assert len(admin.tabys.attempts) == 1


@every_loss
@every_deed
async def test_what_was_done_without_an_answer_is_found(section: Section, act: Act, loss: GatewayFailure) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.write_unanswered = loss
    assert is_done(await admin.press(press))
    admin.tabys.write_unanswered = None
    assert not is_done(await admin.press(press))
    assert len(admin.tabys.attempts) == 1


@every_end
@every_deed
async def test_what_was_not_done_is_said_not_to_be_and_done_by_another_press(
    section: Section, act: Act, loss: GatewayFailure
) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.write_fails = loss
    assert is_not_done(await admin.press(press))
    admin.tabys.write_fails = None
    assert is_done(await admin.press(press))
    assert len(admin.written()) == 1


@every_loss
@every_deed
async def test_what_may_still_be_under_way_is_left_open(section: Section, act: Act, loss: GatewayFailure) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.on_its_way = loss
    screen = await admin.press(press)
    assert is_unsure(screen)
    assert (RU("unsure.once") in words_of(screen)) == act.once
    assert [one for one in intents(screen) if isinstance(one, DoAct)] == []
    assert is_busy(await admin.elsewhere().press(press))  # a hurried second press has no second effect
    await admin.tabys.arrive()
    assert not is_done(await admin.press(press))
    assert len(admin.written()) == 1


@every_deed
async def test_nothing_is_claimed_while_nothing_can_be_read(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.unreadable = Unreachable(REFERENCE)
    assert is_not_done(await admin.press(press))
    assert admin.tabys.attempts == []
    admin.tabys.unreadable, admin.tabys.write_unanswered = None, TooSlow(REFERENCE)
    admin.tabys.on_done = lambda: setattr(admin.tabys, "unreadable", TooSlow(REFERENCE))
    assert is_unsure(await admin.press(press))
    assert len(admin.tabys.attempts) == 1


@pytest.mark.parametrize("failure", [AccessRefused(REFERENCE), RequestRefused(REFERENCE), NotServed(REFERENCE)])
@every_deed
async def test_what_is_refused_is_not_done(section: Section, act: Act, failure: GatewayFailure) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.write_fails = failure
    screen = await admin.press(press)
    assert is_not_done(screen)
    assert REFERENCE in words_of(screen)
    admin.tabys.write_fails = None
    assert is_done(await admin.press(press))


@every_deed
async def test_a_token_that_has_run_out_is_renewed_and_it_is_done_once(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.expire_tokens()
    assert is_done(await admin.press(press))
    assert len(admin.written()) == 1


@every_deed
async def test_a_session_that_is_over_does_nothing_and_hinders_nothing(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.expire_tokens()
    admin.tabys.revoke_session(admin.visitor.id)
    assert not is_done(await admin.press(press))
    await admin.bot.sign_in(Role.SUPER_ADMIN)
    assert is_done(await admin.press(press))
    assert len(admin.written()) == 1


@every_deed
async def test_a_record_that_is_gone_is_told_to_be_gone(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.remove(section, press.entity_id)
    screen = await admin.press(press)
    if act.way is Way.DELETE:
        assert is_already_gone(screen)
    else:
        assert is_not_done(screen)
        assert RU("failure.RecordGone") in words_of(screen)
    assert admin.tabys.attempts == []


@pytest.mark.parametrize(("section", "act"), FOUNDED, ids=[section for section, _ in FOUNDED])
async def test_what_needs_a_reason_is_not_done_without_one(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    screen = await admin.press(press)
    assert is_not_done(screen)
    assert RU("failure.NoReason") in words_of(screen)
    assert admin.tabys.attempts == []


DELETIONS = [(section, act) for section, act in DEEDS if act.way is Way.DELETE]
every_deletion = pytest.mark.parametrize(("section", "act"), DELETIONS, ids=[section for section, _ in DELETIONS])


@every_deletion
async def test_a_deletion_names_what_is_gone_and_offers_no_card_of_it(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    entity = admin.tabys.said(section, press.entity_id)
    asked = await admin.press(StartAct(section, act.name, press.entity_id))
    screen = await admin.press(press)
    name = screen.title.partition(": ")[2]
    assert name
    assert name in asked.title
    assert entity not in admin.tabys.records[section]


@every_deletion
async def test_a_record_that_somebody_else_deletes_in_this_moment_is_deleted(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.gate = asyncio.Event()
    deleting = asyncio.create_task(admin.press(press))
    await admin.tabys.at_the_gate.wait()
    admin.tabys.remove(section, press.entity_id)
    admin.tabys.gate.set()
    assert is_done(await deleting)


@every_deletion
async def test_a_record_that_is_there_is_not_said_to_be_deleted(section: Section, act: Act) -> None:
    admin, press = await a_press(section, act)
    admin.tabys.write_fails = RecordGone()
    assert is_not_done(await admin.press(press))
