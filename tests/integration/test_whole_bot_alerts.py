"""The whole bot tells admins of new work, and of what became of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.application.screens.intents import SetAlertMode, SetQuietHours, ToggleAlertKind
from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.integration.whole_bot import Person, World, running_bot

TITLE = "Жаңа іс-шара"
OF_THE_QUEUE = "/api/v1/moderation/queue"


@pytest.fixture
async def watching(telegram: BotApiServer, tabys: TabysServer, redis: Redis, redis_url: str) -> AsyncIterator[World]:
    """A bot that looks what waits again and again."""
    await redis.ping()
    async with running_bot(telegram, tabys, watching_every=timedelta(milliseconds=200), redis_url=redis_url) as world:
        yield world


async def wants_to_know(world: World, user_id: int, role: str) -> Person:
    """Signed in, told at once and at any hour of events only."""
    admin = world.person(user_id)
    await admin.signs_in(role)
    await admin.forges(SetAlertMode(AlertMode.AT_ONCE))
    await admin.forges(SetQuietHours(0, 0))
    for section in MODERATED:
        if section is not Section.EVENTS:
            await admin.forges(ToggleAlertKind(section))
    return admin


def submit(tabys: TabysServer) -> None:
    """Somebody submits an event that waits for a decision."""
    rows = tabys.records("events")
    new = {"id": 99_001, "title": TITLE, "moderation_status": "pending", "moderated_at": None, "moderated_by": None}
    rows.append({**rows[0], **new})


async def looked(world: World) -> None:
    """The lines were read and noted: what waits then is not new. The second look shows that the first is over."""
    looks, again = count(1), asyncio.Event()

    async def look(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        if next(looks) > 1:
            again.set()
        return await proceed()

    world.tabys.fail_next(OF_THE_QUEUE, look, times=2)
    async with asyncio.timeout(30):
        await again.wait()


async def test_what_is_new_is_told_once_to_each_and_changed_to_what_was_decided(watching: World) -> None:
    first = await wants_to_know(watching, 700_000_001, "administrator")
    second = await wants_to_know(watching, 700_000_002, "super_admin")
    telegram = watching.telegram
    await looked(watching)
    submit(watching.tabys)
    await telegram.wait_for(lambda: all(TITLE in one.screen.text for one in (first, second)))
    alert = second.screen.message_id
    await first.presses("✅")
    await telegram.wait_for(lambda: telegram.seen(second.id, alert).edits)
    assert "Одобрено" in telegram.seen(second.id, alert).text
    told = [params for params in telegram.called("sendMessage") if TITLE in params["text"]]
    assert sorted(params["chat_id"] for params in told) == [first.id, second.id]
