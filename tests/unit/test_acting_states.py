"""Acts on records in this state and that: what does not fit, what is undone, what must never be doubled."""

import asyncio
from datetime import timedelta

import pytest

from tabys_bot.application.failures import Broken, GatewayFailure, TooSlow, Unreachable
from tabys_bot.application.screens.intents import DoAct, StartAct
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Entity, Picture, Value
from tabys_bot.domain.sections import Section
from tests.unit.endings import asked_by, is_busy, is_done, is_not_done, is_unsure
from tests.unit.saving_scene import UNDER_WAY, desk
from tests.unit.scene import REFERENCE, RU

LOST: tuple[GatewayFailure, ...] = (TooSlow(REFERENCE), Unreachable(REFERENCE), Broken(REFERENCE))
PAUSE = timedelta(minutes=10)


def a_record(section: Section, **values: Value) -> Entity:
    return Entity(section, 1, {"title": "Запись", **values})


UNFIT: list[tuple[str, Entity]] = [
    ("publish", a_record(Section.NEWS)),
    ("no_photo", a_record(Section.EVENTS)),
    ("deactivate", a_record(Section.VACANCIES)),
    ("came", a_record(Section.APPLICATIONS, status="pending")),
    ("missed", a_record(Section.APPLICATIONS, status="rejected")),
]


@pytest.mark.parametrize(("act", "entity"), UNFIT, ids=[act for act, _ in UNFIT])
async def test_a_record_that_is_in_no_state_for_it_is_left_alone(act: str, entity: Entity) -> None:
    admin = await desk(records=[entity])
    asked = await admin.press(StartAct(entity.section, act, 1))
    assert asked.title == RU("not_now.title")
    assert is_not_done(await admin.press(DoAct(entity.section, act, 1)))
    assert admin.tabys.attempts == []


async def test_a_photo_is_removed_although_somebody_changes_the_event_meanwhile() -> None:
    admin = await desk(records=[a_record(Section.EVENTS, photo=Picture("https://a.kz/1.png"))])
    admin.tabys.write_fails = Unreachable(REFERENCE, refused=True)
    admin.tabys.gate = asyncio.Event()
    removing = asyncio.create_task(admin.press(DoAct(Section.EVENTS, "no_photo", 1)))
    await admin.tabys.at_the_gate.wait()
    admin.tabys.change(Section.EVENTS, 1, place="Парк")
    admin.tabys.gate.set()
    assert is_not_done(await removing)


async def test_what_was_hidden_is_shown_again_by_one_press_and_hidden_once_more() -> None:
    admin = await desk(records=[a_record(Section.VACANCIES, active=True)])
    screen = await admin.press(DoAct(Section.VACANCIES, "deactivate", 1))
    for active in (True, False, True):
        undo = asked_by(screen, DoAct)
        screen = await admin.press(undo)
        assert is_done(screen)
        assert admin.tabys.said(Section.VACANCIES, 1).values["active"] is active
    assert len(admin.tabys.attempts) == 4


APPLIED = Entity(Section.APPLICATIONS, 1, {"volunteer": "Айгерим", "status": "approved"}, 3)
PAID = Entity(Section.VOLUNTEERS, 5, {"full_name": "Айгерим", "coins": 0})


@pytest.mark.parametrize("loss", [None, *LOST])
@pytest.mark.parametrize("forgets", [False, True])
async def test_nobody_is_paid_twice_for_having_come(loss: GatewayFailure | None, *, forgets: bool) -> None:
    admin = await desk(records=[APPLIED, PAID])
    press = DoAct(Section.APPLICATIONS, "came", 1, parent=3)
    admin.tabys.write_unanswered = loss
    await admin.press(press)
    admin.tabys.write_unanswered = None
    if forgets:  # as a Tabys whose flag was set back
        admin.tabys.change(Section.APPLICATIONS, 1, attended=None)
    for one in (admin, admin.elsewhere(), admin):
        assert not is_done(await one.press(press))
    assert admin.tabys.said(Section.VOLUNTEERS, 5).values["coins"] == 10
    admin.bot.clock.advance(PAUSE)
    assert is_done(await admin.press(press)) == forgets


@pytest.mark.parametrize(("mine", "theirs"), [("came", "missed"), ("missed", "came")])
async def test_nobody_has_come_and_been_missed_at_once(mine: str, theirs: str) -> None:
    admin = await desk(records=[APPLIED, PAID])
    first, second = (DoAct(Section.APPLICATIONS, act, 1, parent=3) for act in (mine, theirs))
    admin.tabys.gate = asyncio.Event()
    doing = asyncio.create_task(admin.press(first))
    await admin.tabys.at_the_gate.wait()
    assert is_busy(await admin.elsewhere().press(second))
    admin.tabys.gate.set()
    assert is_done(await doing)
    assert admin.written() == [(Section.APPLICATIONS, mine, 1)]
    assert len(admin.tabys.attempts) == 1
    assert is_done(await admin.elsewhere().press(second))  # whoever was wrong about it can say so


@pytest.mark.parametrize(("mine", "theirs"), [("came", "missed"), ("missed", "came")])
async def test_what_may_be_under_way_keeps_its_opposite_back(mine: str, theirs: str) -> None:
    admin = await desk(records=[APPLIED, PAID])
    first, second = (DoAct(Section.APPLICATIONS, act, 1, parent=3) for act in (mine, theirs))
    admin.tabys.write_fails = TooSlow(REFERENCE)
    assert is_unsure(await admin.press(first))
    admin.tabys.write_fails = None
    admin.bot.clock.advance(UNDER_WAY - timedelta(seconds=1))
    assert is_busy(await admin.elsewhere().press(second))
    assert len(admin.tabys.attempts) == 1
    admin.bot.clock.advance(timedelta(seconds=1))
    assert is_done(await admin.elsewhere().press(second))


async def test_a_store_that_is_lost_after_an_act_does_not_undo_it() -> None:
    admin = await desk(records=[a_record(Section.NEWS, publication="draft")])
    admin.tabys.on_done = lambda: setattr(admin.bot.store, "down", True)
    assert is_done(await admin.press(DoAct(Section.NEWS, "publish", 1)))


async def test_a_store_that_is_lost_before_an_act_stops_it() -> None:
    admin = await desk(records=[a_record(Section.NEWS, publication="draft")])
    admin.bot.store.down = True
    assert not is_done(await admin.press(DoAct(Section.NEWS, "publish", 1)))
    assert admin.tabys.attempts == []


async def test_a_role_that_may_not_is_refused_whatever_its_button_says() -> None:
    admin = await desk(Role.GOVERNMENT, records=[a_record(Section.NEWS, publication="draft")])
    for intent in (StartAct(Section.NEWS, "publish", 1), DoAct(Section.NEWS, "publish", 1)):
        assert not is_done(await admin.press(intent))
    assert admin.tabys.attempts == []
