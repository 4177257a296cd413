"""The whole bot tells somebody what he has not asked for, and he answers it."""

import asyncio
from datetime import timedelta

from tabys_bot.application.screens.intents import OpenList, OpenMenu
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import World, running_bot

NEWS = Screen("A new event", rows=((Press("Open", OpenList(Section.EVENTS)), Press("Menu", OpenMenu())),))


async def test_buttons_of_a_told_message_work(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    number = (await world.messenger.tell(admin.id, NEWS)).unwrap()
    assert (admin.screen.message_id, admin.screen.html) == (number, "<b>A new event</b>")
    await admin.presses("Open")
    assert admin.screen.message_id == number
    assert "Записи 1–8" in admin.screen.text
    assert await world.messenger.change(admin.id, number, Screen("Decided")) == Success(None)
    assert admin.screen.text == "Decided"


async def test_who_blocks_the_bot_is_told_nothing_more(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await world.telegram.block(admin.id)
    assert await world.messenger.tell(admin.id, NEWS) == Failure(Undelivered.GONE)
    world.telegram.refusals.clear()  # the one that was provoked


async def test_presses_are_answered_while_telegram_lets_nothing_be_told(world: World) -> None:
    admin, other = world.person(), world.person(700_000_002)
    await admin.signs_in()
    await other.signs_in()
    world.telegram.flood("sendMessage", 3600, of=lambda params: params["text"] == "<b>A new event</b>")
    telling = asyncio.create_task(world.messenger.tell(admin.id, NEWS))
    await world.telegram.wait_for(
        lambda: any(params["text"] == "<b>A new event</b>" for params in world.telegram.called("sendMessage"))
    )
    await admin.presses("Мероприятия")
    assert "Записи 1–8" in admin.screen.text
    await other.says("/menu")
    assert not telling.done()
    telling.cancel()
    await asyncio.wait({telling})


async def test_services_run_beside_the_bot_and_end_with_it(telegram: BotApiServer, tabys: TabysServer) -> None:
    async with running_bot(telegram, tabys, watching_every=timedelta(hours=1), redis_url="memory://") as world:
        admin = world.person()
        await admin.signs_in()
        await admin.presses("Мероприятия")
        assert "Записи 1–8" in admin.screen.text
