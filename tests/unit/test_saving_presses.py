"""Presses that come too early, too late or once more: nothing is sent for them, and each is told why."""

from datetime import datetime, timedelta

import pytest

from tabys_bot.application.failures import TooSlow
from tabys_bot.application.screens.intents import (
    AskQuestion,
    DiscardDraft,
    How,
    Intent,
    LookAgain,
    OpenMenu,
    Reply,
    SaveDraft,
    ShowSheet,
    StartAct,
    StartAnew,
)
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.records import Bilingual, Entity
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, intents, is_busy, is_done, is_sent, is_unsure
from tests.unit.saving_scene import UNDER_WAY, Desk, desk
from tests.unit.scene import REFERENCE, RU, words_of

NEWS, PROJECTS = Section.NEWS, Section.PROJECTS
PARK = Entity(NEWS, 1, {"title": Bilingual("Саябақ", "Парк"), "publication": "draft"})
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOMENT = timedelta(seconds=1)


async def under_way() -> tuple[Desk, Draft]:
    """A form that was sent a moment ago, and nobody knows what came of it."""
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    admin.tabys.on_its_way = TooSlow(REFERENCE)
    assert is_unsure(await admin.save(draft))
    return admin, await admin.draft()


def presses(draft: Draft) -> list[Intent]:
    """All that would write in it, send it, or begin another of it."""
    at = [question.key for question in draft.questions].index("title_ru")
    return [
        SaveDraft(draft.id, draft.revision),
        AskQuestion(draft.id, at),
        Reply(draft.id, at, How.CLEAR),
        StartAct(NEWS, "edit", 1),
        StartAnew(draft.id),
    ]


async def test_what_may_be_under_way_is_only_looked_at() -> None:
    admin, sent = await under_way()
    admin.bot.clock.advance(UNDER_WAY - MOMENT)
    for intent in presses(sent):
        screen = await admin.elsewhere().press(intent)
        assert is_busy(screen), intent
        assert intents(screen) == [LookAgain(sent.id), OpenMenu()]
    assert await admin.draft() == sent
    assert len(admin.tabys.wire) == 1
    assert admin.tabys.attempts == []


async def test_it_can_be_begun_anew_as_soon_as_it_cannot_be_under_way_any_more() -> None:
    admin, sent = await under_way()
    admin.bot.clock.advance(UNDER_WAY)
    assert not is_busy(await admin.press(StartAnew(sent.id)))
    assert not is_sent(await admin.draft())
    assert (await admin.draft()).answers == sent.answers


async def test_what_was_sent_can_be_read_all_the_while() -> None:
    admin, sent = await under_way()
    screen = await admin.press(ShowSheet(sent.id))
    assert "Сквер" in words_of(screen)
    assert RU("sheet.sent") in words_of(screen)
    assert [one for one in intents(screen) if isinstance(one, SaveDraft)] == []


async def test_save_on_what_was_found_to_be_saved_says_that_it_is_saved() -> None:
    admin, sent = await under_way()
    await admin.tabys.arrive()
    assert is_done(await admin.press(LookAgain(sent.id)))
    for _ in range(2):
        assert (await admin.press(SaveDraft(sent.id, sent.revision))).title == RU("already.saved")
    assert len(admin.tabys.attempts) == 1


async def test_save_on_what_was_thrown_away_does_not_say_that_it_is_saved() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "edit", 1, title_ru="Сквер")
    await admin.press(DiscardDraft(draft.id))
    for _ in range(2):
        assert (await admin.save(draft)).title == RU("drafts.gone")
    assert admin.tabys.attempts == []


async def refused(admin: Desk, draft: Draft) -> str:
    """What the sheet says, that is shown because it cannot be saved so."""
    screen = await admin.save(draft)
    assert RU("sheet.refused") in words_of(screen)
    assert [one for one in intents(screen) if isinstance(one, SaveDraft)] == []
    assert admin.tabys.attempts == []
    assert await admin.draft() == draft
    return words_of(screen)


def iso(moment: datetime) -> str:
    return moment.isoformat()


@pytest.mark.parametrize("moved", ["starts_at", "ends_at"])
async def test_an_end_before_its_start_is_not_saved_whichever_of_them_was_moved(moved: str) -> None:
    admin = await desk()
    number, now = admin.subject(PROJECTS, "edit"), admin.bot.clock.now()
    admin.tabys.change(PROJECTS, number, starts_at=now + 5 * DAY, ends_at=now + 6 * DAY)
    to = {"starts_at": now + 7 * DAY, "ends_at": now + 4 * DAY}[moved]
    draft = await admin.filled(PROJECTS, "edit", number, **{moved: iso(to)})
    assert f"❗ {RU('field.ends_at')}" in await refused(admin, draft)


async def test_news_whose_hour_has_passed_are_not_planned() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "schedule", 1, publish_at=iso(admin.bot.clock.now() + HOUR))
    admin.bot.clock.advance(HOUR)
    assert "❗" in await refused(admin, draft)
    screen = await admin.press(ShowSheet(draft.id))
    assert [one for one in intents(screen) if isinstance(one, SaveDraft)] == []


async def test_what_was_put_right_is_saved() -> None:
    admin = await desk(records=[PARK])
    draft = await admin.filled(NEWS, "schedule", 1, publish_at=iso(admin.bot.clock.now() + DAY))
    assert is_done(await admin.press(asked_by(await admin.press(ShowSheet(draft.id)), SaveDraft)))
