"""Two instances that watch over one Redis: whoever wants to know is told once, by whichever, and of what came of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable

import pytest

from tabys_bot.application.screens.intents import SignOut
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.alerts import AlertChoice, AlertMode, Subject
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.container import Application
from tests.integration.moderators import AIDA, ALL_CLAIMS, BOLAT, ROLES, Bots, at_work, bots, decide, press
from tests.unit.alert_scene import subjects_of
from tests.unit.scene import words_of

__all__ = ["bots"]  # the fixture

EVENTS, NEWS = Section.EVENTS, Section.NEWS
FIRST, SECOND = Subject(EVENTS, 1), Subject(EVENTS, 2)


async def subscribe(bots: Bots, *visitors: Visitor, kinds: Iterable[Section] = (EVENTS,)) -> None:
    """Told at once, at any hour; the first look is over."""
    for visitor in visitors:
        admin_id = bots.tabys.admin(ROLES[visitor])["id"]
        choice = AlertChoice(admin_id, AlertMode.AT_ONCE, frozenset(kinds), quiet=None)
        await bots.one.storage.store().save_alert_choice(visitor.id, choice)
    for section in kinds:
        bots.wait(section)
    await look(bots, bots.one)


async def look(bots: Bots, *instances: Application) -> None:
    """The next round, of these at once."""
    await bots.pass_time(bots.one.watch_interval())
    await asyncio.gather(*(bot.watch().round() for bot in instances))


def heard(bots: Bots, visitor: Visitor) -> Counter[Subject]:
    """Of what stands in his chat, to be decided on."""
    return Counter(subject for screen in bots.chat.to(visitor.id) for subject in subjects_of(screen))


def said(bots: Bots, visitor: Visitor) -> list[str]:
    return [words_of(screen) for screen in bots.chat.to(visitor.id)]


async def check_is_due(bots: Bots, visitor: Visitor) -> None:
    key = f"tg_session:{visitor.id}"
    long_ago = json.loads(await bots.redis.get(key) or "") | {"checked_at": "2026-01-01T00:00:00Z"}
    await bots.redis.set(key, json.dumps(long_ago), keepttl=True)


async def test_rounds_at_once_and_in_turn_tell_each_of_each_once(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT, kinds=[EVENTS, NEWS])
    bots.submit(EVENTS, 1, 2)
    await look(bots, bots.one, bots.two)
    bots.submit(NEWS, 1)
    await look(bots, bots.two, bots.one)
    bots.submit(EVENTS, 3)
    for bot in (bots.one, bots.two, bots.one):
        await look(bots, bot)
    new = [FIRST, SECOND, Subject(NEWS, 1), Subject(EVENTS, 3)]
    assert [heard(bots, who) for who in (AIDA, BOLAT)] == [Counter(new)] * 2


async def test_within_one_interval_tabys_is_asked_by_one_of_them(bots: Bots) -> None:
    await subscribe(bots, AIDA)
    bots.submit(EVENTS, 1)
    await look(bots, bots.one, bots.two)
    bots.tabys.calls.clear()
    await asyncio.gather(*(bot.watch().round() for bot in bots.both for _ in range(3)))
    assert bots.tabys.calls == []


async def test_rounds_at_once_tell_of_each_once_even_if_claims_are_over_in_the_middle(bots: Bots) -> None:
    """A round can take longer than its claim lasts, while Telegram makes the bot wait."""
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1, 2, 3)
    bots.chat.stick_after(1, sent=False)
    await bots.pass_time(ALL_CLAIMS)
    slow = asyncio.create_task(bots.one.watch().round())
    await bots.chat.reached.wait()
    bots.submit(EVENTS, 4)
    await bots.pass_time(ALL_CLAIMS)
    await bots.two.watch().round()
    bots.chat.release.set()
    await slow
    await look(bots, bots.one, bots.two)
    new = [Subject(EVENTS, number) for number in (1, 2, 3, 4)]
    assert [heard(bots, who) for who in (AIDA, BOLAT)] == [Counter(new)] * 2


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("good", range(6))
async def test_what_one_that_died_did_not_tell_the_other_does(bots: Bots, good: int, *, sent: bool) -> None:
    """Of the messages it was in nobody knows whether they came: they are not said again."""
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1, 2, 3)
    bots.chat.stick_after(good, sent=sent)
    await bots.pass_time(ALL_CLAIMS)
    dying = asyncio.create_task(bots.one.watch().round())
    await bots.chat.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])
    bots.submit(EVENTS, 4)  # while nobody looks
    await bots.pass_time(ALL_CLAIMS)
    await look(bots, bots.two)
    await look(bots, bots.one)
    for told in (heard(bots, AIDA), heard(bots, BOLAT)):
        assert max(told.values()) == 1
        assert told.total() >= 3
    assert heard(bots, AIDA)[Subject(EVENTS, 4)] == heard(bots, BOLAT)[Subject(EVENTS, 4)] == 1
    assert await bots.two.storage.store().owed() == ()


async def test_what_is_decided_at_one_changes_what_the_other_has_sent(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1, 2)
    await look(bots, bots.two)
    async with at_work(bots.one.outcomes().run):
        await press(bots.one, AIDA, decide(EVENTS, "approve", 1))
        await bots.chat.until(lambda: any("Одобрено" in words for words in said(bots, BOLAT)))
    (outcome,) = (words for words in said(bots, BOLAT) if "Одобрено" in words)
    assert str(bots.tabys.admin("super_admin")["name"]) in outcome
    assert heard(bots, BOLAT) == Counter([SECOND])
    await look(bots, bots.two)
    assert len(said(bots, BOLAT)) == len(said(bots, AIDA)) == 2


async def test_an_outcome_that_died_with_its_instance_is_told_by_the_other(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1)
    await look(bots, bots.one)
    await press(bots.one, AIDA, decide(EVENTS, "reject", 1))  # nobody tells of it there
    await look(bots, bots.two)
    (outcome,) = said(bots, BOLAT)
    assert "Отклонено" in outcome
    assert str(bots.tabys.admin("super_admin")["name"]) in outcome


async def test_outcomes_told_at_both_at_once_are_told_once(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1)
    await look(bots, bots.one)
    bots.desk.row(EVENTS, 1)["moderation_status"] = "approved"  # in the web panel
    await asyncio.gather(look(bots, bots.two), bots.one.outcomes().tell(FIRST))
    for who in (AIDA, BOLAT):
        (outcome,) = said(bots, who)
        assert "Одобрено" in outcome
    assert await bots.one.storage.store().subjects_told() == ()


async def test_who_signed_out_at_one_is_told_nothing_by_the_other(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1)
    await look(bots, bots.one)
    await press(bots.two, AIDA, SignOut())
    bots.submit(EVENTS, 2)
    for bot in bots.both:
        await look(bots, bot)
    assert heard(bots, AIDA) == Counter([FIRST])
    assert heard(bots, BOLAT) == Counter([FIRST, SECOND])
    await press(bots.two, BOLAT, decide(EVENTS, "approve", 1))
    await look(bots, bots.one)
    (closed,) = said(bots, AIDA)
    assert "Запись" not in closed
    assert "больше не ждёт решения" in closed


@pytest.mark.parametrize("role", [None, "client", "volunteer_admin"])
async def test_who_lost_the_role_between_two_rounds_is_told_nothing_more(bots: Bots, role: str | None) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.submit(EVENTS, 1)
    await look(bots, bots.one)
    bots.tabys.set_role(bots.tabys.admin(ROLES[AIDA])["id"], role)
    await check_is_due(bots, AIDA)
    bots.submit(EVENTS, 2)
    for bot in (bots.two, bots.one):
        await look(bots, bot)
    assert heard(bots, AIDA) == Counter([FIRST])
    assert heard(bots, BOLAT) == Counter([FIRST, SECOND])


async def test_who_blocked_the_bot_is_left_alone_by_both_until_he_chooses_again(bots: Bots) -> None:
    await subscribe(bots, AIDA, BOLAT)
    bots.chat.failing[AIDA.id] = Undelivered.GONE
    bots.submit(EVENTS, 1)
    await look(bots, bots.one)
    bots.chat.failing.clear()
    bots.submit(EVENTS, 2)
    for bot in (bots.two, bots.one):
        await look(bots, bot)
    assert said(bots, AIDA) == []
    assert heard(bots, BOLAT) == Counter([FIRST, SECOND])
    assert set(await bots.two.storage.store().alerted()) == {BOLAT.id}
