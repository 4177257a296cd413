"""What is saved is written once, however often and wherever Save is pressed, and whatever becomes of the answer."""

import asyncio

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, TooSlow, Unreachable
from tabys_bot.application.screens.intents import LookAgain, OpenDraft, SaveDraft
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.drafts import forms
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, is_busy, is_done, is_not_saved, is_sent, is_unsure
from tests.unit.saving_scene import UNDER_WAY, Desk, desk
from tests.unit.scene import REFERENCE, RU

FORMS = forms()
every_form = pytest.mark.parametrize(("section", "act"), FORMS, ids=[f"{section}-{act.name}" for section, act in FORMS])
LOST: tuple[GatewayFailure, ...] = (TooSlow(REFERENCE), Unreachable(REFERENCE), Broken(REFERENCE))
every_loss = pytest.mark.parametrize("loss", LOST, ids=[type(loss).__name__ for loss in LOST])
# Tabys has surely done with what it was sent: nothing got there, or it crashed
OVER: tuple[GatewayFailure, ...] = (Unreachable(REFERENCE, refused=True), Broken(REFERENCE, crashed=True))
every_end = pytest.mark.parametrize("loss", OVER, ids=["refused", "crashed"])
# no card tells of a task, so nobody can find out whether it was added
UNTOLD = (Section.VOLUNTEER_EVENTS, "add_task")


async def a_filled(section: Section, act: Act) -> tuple[Desk, SaveDraft, int]:
    """Somebody at a filled form, his press on Save, and the number of the record."""
    admin = await desk()
    number = admin.subject(section, act.name)
    draft = await admin.filled(section, act.name, number)
    admin.tabys.calls.clear()
    return admin, SaveDraft(draft.id, draft.revision), number


@every_form
async def test_a_form_is_written_once_and_is_no_draft_any_more(section: Section, act: Act) -> None:
    admin, save, number = await a_filled(section, act)
    assert is_done(await admin.press(save))
    assert admin.written() == [(section, act.name, number)]
    assert await admin.drafts() == ()
    for one in (admin, admin.elsewhere()):
        assert (await one.press(save)).title == RU("already.saved")
    assert len(admin.tabys.attempts) == 1


@every_form
async def test_two_presses_at_two_instances_are_one_write(section: Section, act: Act) -> None:
    admin, save, _ = await a_filled(section, act)
    other = admin.elsewhere()
    admin.tabys.gate = asyncio.Event()
    first = asyncio.create_task(admin.press(save))
    await admin.tabys.at_the_gate.wait()
    assert is_busy(await other.press(save))
    assert is_unsure(await other.press(LookAgain(save.draft)))
    admin.tabys.gate.set()
    assert is_done(await first)
    assert len(admin.tabys.attempts) == 1
    assert (await other.press(LookAgain(save.draft))).title == RU("drafts.gone")


async def test_two_that_have_read_the_same_draft_write_it_once() -> None:
    admin, save, _ = await a_filled(*FORMS[0])
    other = admin.elsewhere()
    admin.tabys.gate = asyncio.Event()
    presses = [asyncio.create_task(one.press(save)) for one in (admin, other, admin, other)]
    await admin.tabys.at_the_gate.wait()
    admin.tabys.gate.set()
    screens = await asyncio.gather(*presses)
    assert [is_done(screen) for screen in screens].count(True) == 1
    assert len(admin.tabys.attempts) == 1


@every_loss
@every_form
async def test_what_was_done_without_an_answer_is_found(section: Section, act: Act, loss: GatewayFailure) -> None:
    admin, save, number = await a_filled(section, act)
    admin.tabys.write_unanswered = loss
    screen = await admin.press(save)
    if (section, act.name) == UNTOLD:
        assert is_unsure(screen)
    else:
        assert is_done(screen), screen
        assert await admin.drafts() == ()
        noted = number or max(entity.id for entity in admin.tabys.records[section])
        assert [entry.act for entry in await admin.entries(section, noted)] == [act.name]
    assert len(admin.tabys.attempts) == 1


@every_end
@every_form
async def test_what_was_not_done_is_said_not_to_be_and_saved_by_another_press(
    section: Section, act: Act, loss: GatewayFailure
) -> None:
    admin, save, number = await a_filled(section, act)
    before = await admin.draft()
    admin.tabys.write_fails = loss
    screen = await admin.press(save)
    assert (await admin.draft()).answers == before.answers
    assert admin.written() == []
    admin.tabys.write_fails = None
    if (section, act.name) == UNTOLD:
        assert is_unsure(screen)
        return
    assert is_not_saved(screen)
    assert len(admin.tabys.attempts) == 1
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))
    assert admin.written() == [(section, act.name, number)]
    assert len(admin.tabys.attempts) == 2


@every_form
async def test_what_arrives_late_is_found_by_looking_again(section: Section, act: Act) -> None:
    admin, save, number = await a_filled(section, act)
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.press(save))
    assert is_sent(await admin.draft())
    assert is_unsure(await admin.press(LookAgain(save.draft)))
    await admin.tabys.arrive()
    if (section, act.name) != UNTOLD:
        assert is_done(await admin.press(LookAgain(save.draft)))
        assert await admin.drafts() == ()
    assert admin.written() == [(section, act.name, number)]
    assert len(admin.tabys.attempts) == 1


@every_loss
@every_form
async def test_what_never_arrives_can_be_saved_once_it_cannot_be_under_way_any_more(
    section: Section, act: Act, loss: GatewayFailure
) -> None:
    admin, save, number = await a_filled(section, act)
    answers = (await admin.draft()).answers
    admin.tabys.write_fails = loss
    assert is_unsure(await admin.press(save))
    assert is_unsure(await admin.press(LookAgain(save.draft)))
    admin.tabys.write_fails = None
    admin.bot.clock.advance(UNDER_WAY)
    screen = await admin.press(LookAgain(save.draft))
    assert (await admin.draft()).answers == answers
    if (section, act.name) == UNTOLD:
        assert is_unsure(screen)
        return
    assert is_not_saved(screen)
    assert is_done(await admin.press(asked_by(screen, SaveDraft)))
    assert admin.written() == [(section, act.name, number)]


@every_loss
@every_form
async def test_nothing_is_claimed_while_nothing_can_be_read(section: Section, act: Act, loss: GatewayFailure) -> None:
    admin, save, _ = await a_filled(section, act)
    answers = (await admin.draft()).answers
    admin.tabys.write_unanswered = loss
    if act.way is Way.CREATE:
        admin.tabys.unreadable = loss
        assert is_unsure(await admin.press(save))
    else:
        admin.tabys.gate = asyncio.Event()
        saving = asyncio.create_task(admin.press(save))
        await admin.tabys.at_the_gate.wait()
        admin.tabys.unreadable = loss
        admin.tabys.gate.set()
        assert is_unsure(await saving)
    admin.bot.clock.advance(UNDER_WAY)
    assert is_unsure(await admin.press(LookAgain(save.draft)))
    assert (await admin.draft()).answers == answers
    assert len(admin.tabys.attempts) == 1


@every_form
async def test_a_crash_before_the_answer_is_looked_into_and_never_sent_again(section: Section, act: Act) -> None:
    admin, save, _ = await a_filled(section, act)
    admin.tabys.gate = asyncio.Event()
    saving = asyncio.create_task(admin.press(save))
    await admin.tabys.at_the_gate.wait()
    saving.cancel()
    await asyncio.gather(saving, return_exceptions=True)
    admin.tabys.gate = None
    after = admin.elsewhere()
    assert is_sent(await after.draft())
    assert is_unsure(await after.press(OpenDraft(save.draft)))
    assert is_busy(await after.press(save))
    after.bot.clock.advance(UNDER_WAY)
    screen = await after.press(OpenDraft(save.draft))
    assert admin.tabys.attempts == []
    assert is_unsure(screen) if (section, act.name) == UNTOLD else is_not_saved(screen)


@every_form
async def test_a_crash_after_it_was_done_is_found_out_by_opening_the_draft(section: Section, act: Act) -> None:
    admin, save, _ = await a_filled(section, act)
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    await admin.press(save)
    await admin.tabys.arrive()
    screen = await admin.elsewhere().press(OpenDraft(save.draft))
    assert is_unsure(screen) if (section, act.name) == UNTOLD else is_done(screen)
    assert len(admin.written()) == 1


async def test_a_save_on_an_older_screen_writes_nothing() -> None:
    admin, save, _ = await a_filled(*FORMS[0])
    assert not is_done(await admin.press(SaveDraft(save.draft, save.revision - 1)))
    assert admin.tabys.attempts == []
