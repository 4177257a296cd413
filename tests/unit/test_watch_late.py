"""A round that takes too long undoes nothing of what others have found meanwhile."""

import asyncio
from datetime import timedelta

from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.looking import LOOK_AT_MOST
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import AlertMode, Subject
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.sections import Section
from tests.unit.alert_scene import EVENT, INTERVAL, Post, post
from tests.unit.scene import ANNA, BOLAT, RU
from tests.unit.told import Told

OTHER = Subject(Section.EVENTS, 2)


class Slow(Told):
    """Says nothing before it may; `waiting`: once somebody does."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.may = asyncio.Event(), asyncio.Event()

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        self.waiting.set()
        await self.may.wait()
        return await super().tell(visitor_id, screen)


async def two_admins() -> Post:
    """Who have seen their first look; Bolat has a digest in the evening."""
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN, AlertMode.DIGEST, hours=[20])
    await that.round()
    return that


async def test_while_telegram_makes_one_instance_wait_another_looks_and_tells() -> None:
    that, slow = await two_admins(), Slow()
    that.tabys.add(Section.EVENTS, 1)
    late = asyncio.create_task(that.another(telling=slow).round())
    await asyncio.wait_for(slow.waiting.wait(), 5)
    that.tabys.add(Section.EVENTS, 2)
    await that.round()
    assert that.heard() == [OTHER]
    slow.may.set()
    await late
    assert [screen.title for screen in slow.to(ANNA.id)] != []


async def test_what_one_instance_could_not_send_is_told_though_another_has_met_its_claim() -> None:
    that, slow = await two_admins(), Slow()
    that.tabys.add(Section.EVENTS, 1)
    late = asyncio.create_task(that.another(telling=slow).round())
    await asyncio.wait_for(slow.waiting.wait(), 5)
    await that.round()
    assert that.heard() == []
    slow.failing[ANNA.id] = Undelivered.UNSENT
    slow.may.set()
    await late
    await that.round()
    assert that.heard() == [EVENT]


async def test_what_came_after_an_old_look_stays_owed() -> None:
    that, slow = await two_admins(), Slow()
    that.tabys.add(Section.EVENTS, 1)
    late = asyncio.create_task(that.another(telling=slow).round())
    await asyncio.wait_for(slow.waiting.wait(), 5)
    that.tabys.add(Section.EVENTS, 2)
    that.told.failing[ANNA.id] = Undelivered.LOST
    await that.round(LOOK_AT_MOST + INTERVAL)
    slow.may.set()
    await late
    assert [one.subjects for one in await that.store.owed() if one.visitor_id == BOLAT.id] == [(EVENT, OTHER)]
    while not that.titles(BOLAT):
        await that.round(timedelta(hours=1))
    assert that.titles(BOLAT) == [RU("alert.new", count=2)]


async def test_lines_that_took_too_long_to_read_finish_nothing_and_the_next_look_does() -> None:
    that = await two_admins()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, 1)
    that.tabys.pause = LOOK_AT_MOST
    await that.round()
    assert that.heard() == [EVENT]
    assert len([call for call in that.tabys.calls if call.startswith("waiting")]) == 1
    that.tabys.pause = timedelta()
    await that.round(LOOK_AT_MOST)
    assert that.heard() == []
