"""Two moderators at two instances of the bot: each decision is made once, and whoever comes second is told of it."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from tabys_bot.application.screens.intents import Line
from tabys_bot.application.screens.screen import Screen
from tabys_bot.domain.sections import Section
from tests.integration.moderators import AIDA, ALL_CLAIMS, BOLAT, Bots, bots, decide, press
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_wire import Reply
from tests.unit.scene import words_of

__all__ = ["bots"]  # the fixture

EVENTS, PROMOTIONS, PURCHASES = Section.EVENTS, Section.PROMOTIONS, Section.PURCHASES
ONCE = [(PROMOTIONS, "approve"), (PURCHASES, "reject")]  # Tabys would do these again

of_once = pytest.mark.parametrize(("section", "act"), ONCE)
when_lost = pytest.mark.parametrize("carried_out", [True, False])


def is_done(screen: Screen) -> bool:
    return "Одобрено:" in words_of(screen) or "Отклонено:" in words_of(screen) or "Отменено:" in words_of(screen)


def balance(bots: Bots) -> int:
    owner = bots.desk.row(PURCHASES, 1)["_volunteer_id"]
    return int(next(row for row in bots.tabys.records("volunteers") if row["id"] == owner)["v_coins_balance"])


def effects(bots: Bots, section: Section, before: int) -> int:
    """How often Tabys did what it would do again."""
    row = bots.desk.row(section, 1)
    if section is PROMOTIONS:
        return int(row.get("_promotions", 0))
    return (balance(bots) - before) // int(row["cost"])


def and_then_all(bots: Bots, lose: faults.Fault) -> faults.Fault:
    """From that call on Tabys is not to be reached by anybody, until it is healed."""

    async def last(request: web.BaseRequest, proceed: faults.Proceed) -> Reply | web.StreamResponse:
        bots.tabys.fail_next("/admin/volunteer/", faults.reset, times=1_000)
        return await lose(request, proceed)

    return last


def name_of(bots: Bots, role: str) -> str:
    return str(bots.tabys.admin(role)["name"])


@pytest.mark.parametrize("line", [Line.ALL, Line.ALERT, Line.CARD])
async def test_the_same_decision_at_both_at_once_is_sent_once(bots: Bots, line: Line) -> None:
    bots.wait(EVENTS, 1)
    intent = decide(EVENTS, "approve", 1, line=line)
    screens = await asyncio.gather(
        *(press(bot, who, intent) for bot, who in ((bots.one, AIDA), (bots.two, BOLAT)) for _ in range(3))
    )
    assert bots.writes == ["moderation/1/approve"]
    assert not any("Не " in screen.title for screen in screens)


async def test_whoever_comes_second_is_told_who_was_first(bots: Bots) -> None:
    bots.wait(EVENTS, 1)
    assert is_done(await press(bots.one, AIDA, decide(EVENTS, "approve", 1)))
    for act in ("approve", "reject"):
        told = words_of(await press(bots.two, BOLAT, decide(EVENTS, act, 1)))
        assert "Уже решено" in told
        assert name_of(bots, "super_admin") in told
    assert len(bots.writes) == 1


async def test_of_opposite_decisions_at_once_one_wins_and_the_other_is_told_who(bots: Bots) -> None:
    bots.wait(EVENTS, 1)
    pressed = ((bots.one, AIDA, "approve"), (bots.two, BOLAT, "reject"))
    first = await asyncio.gather(*(press(bot, who, decide(EVENTS, act, 1)) for bot, who, act in pressed))
    assert len(bots.writes) == 1
    won = [is_done(screen) and "Уже" not in screen.title for screen in first].index(True)
    assert bots.state(EVENTS, 1) == ("approved", "rejected")[won]
    bot, who, act = pressed[1 - won]
    told = words_of(await press(bot, who, decide(EVENTS, act, 1)))
    assert name_of(bots, ("super_admin", "administrator")[won]) in told
    assert len(bots.writes) == 1


@pytest.mark.parametrize("carried_out", [True, False])
async def test_while_one_decides_the_other_is_told_so_and_afterwards_by_whom(bots: Bots, *, carried_out: bool) -> None:
    bots.wait(EVENTS, 1)
    async with bots.gate("/approve", carried_out=carried_out) as reached:
        deciding = asyncio.create_task(press(bots.one, AIDA, decide(EVENTS, "approve", 1)))
        await reached.wait()
        told = words_of(await press(bots.two, BOLAT, decide(EVENTS, "reject", 1)))
        assert ("Это только что решили через бота" if carried_out else "Уже выполняется") in told
    assert is_done(await deciding)
    assert name_of(bots, "super_admin") in words_of(await press(bots.two, BOLAT, decide(EVENTS, "reject", 1)))
    assert bots.writes == ["moderation/1/approve"]


@of_once
async def test_what_tabys_would_do_again_is_done_once_though_pressed_at_both_at_once(
    bots: Bots, section: Section, act: str
) -> None:
    bots.wait(section, 1)
    before = balance(bots) if section is PURCHASES else 0
    pressed = ((bots.one, AIDA), (bots.two, BOLAT))
    await asyncio.gather(*(press(bot, who, decide(section, act, 1)) for bot, who in pressed for _ in range(3)))
    assert effects(bots, section, before) == 1
    for after in (timedelta(0), ALL_CLAIMS):
        await bots.pass_time(after)
        for bot, who in pressed:
            assert "Уже решено" in words_of(await press(bot, who, decide(section, act, 1)))
    assert len(bots.writes) == 1


@of_once
async def test_opposite_decisions_where_one_cannot_be_repeated_have_one_effect(
    bots: Bots, section: Section, act: str
) -> None:
    bots.wait(section, 1)
    before = balance(bots) if section is PURCHASES else 0
    other = {"approve": "reject", "reject": "approve"}[act]
    pressed = ((bots.one, AIDA, act), (bots.two, BOLAT, other))
    await asyncio.gather(*(press(bot, who, decide(section, name, 1)) for bot, who, name in pressed))
    assert len(bots.writes) == 1
    has_won = bots.state(section, 1) == ("approved" if section is PROMOTIONS else "cancelled")
    assert effects(bots, section, before) == has_won


@of_once
@when_lost
async def test_a_decision_whose_answer_is_lost_is_not_made_again_by_the_other(
    bots: Bots, section: Section, act: str, *, carried_out: bool
) -> None:
    """Nor can the first look what came of it."""
    bots.wait(section, 1)
    before = balance(bots) if section is PURCHASES else 0

    lose = faults.after(faults.reset) if carried_out else faults.reset
    bots.tabys.fail_next(f"/{'approve' if act == 'approve' else 'cancel'}", and_then_all(bots, lose))
    first = await press(bots.one, AIDA, decide(section, act, 1))
    assert not is_done(first)
    bots.tabys.heal()
    for _ in range(2):
        second = words_of(await press(bots.two, BOLAT, decide(section, act, 1)))
        assert ("Уже решено" if carried_out else "Уже выполняется") in second
    assert effects(bots, section, before) == carried_out
    await bots.pass_time(ALL_CLAIMS)
    pressed = ((bots.one, AIDA), (bots.two, BOLAT))
    await asyncio.gather(*(press(bot, who, decide(section, act, 1)) for bot, who in pressed))
    assert effects(bots, section, before) == 1


@of_once
async def test_what_an_instance_sent_before_it_died_is_not_sent_by_the_other(
    bots: Bots, section: Section, act: str
) -> None:
    bots.wait(section, 1)
    before = balance(bots) if section is PURCHASES else 0
    async with bots.gate("/1/") as reached:
        dying = asyncio.create_task(press(bots.one, AIDA, decide(section, act, 1)))
        await reached.wait()
        dying.cancel()
        await asyncio.wait([dying])
    for after in (timedelta(0), ALL_CLAIMS):
        await bots.pass_time(after)
        assert "Уже решено" in words_of(await press(bots.two, BOLAT, decide(section, act, 1)))
    assert effects(bots, section, before) == 1
