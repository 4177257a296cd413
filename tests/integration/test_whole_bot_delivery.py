"""How screens reach the chat when Telegram is particular about them."""

import asyncio

import pytest

from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.application.screens.screen import Command
from tabys_bot.domain.sections import Section
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import Person, World, running_bot

REFUSED_LINK = {"ok": False, "error_code": 400, "description": "Bad Request: BUTTON_URL_INVALID"}
REFUSED_TEXT = {"ok": False, "error_code": 400, "description": "Bad Request: can't parse entities: oops"}


async def news_with_a_link(world: World) -> tuple[Person, OpenCard]:
    admin = world.person()
    await admin.signs_in()
    row = next(row for row in world.tabys.records("news") if row["source_url"] and row["title_ru"])
    return admin, OpenCard(Section.NEWS, row["id"])


async def test_a_link_that_telegram_refuses_costs_the_card_nothing_but_the_link(world: World) -> None:
    admin, card = await news_with_a_link(world)
    await admin.forges(card)
    with_link, labels = admin.screen.html, admin.labels
    await admin.says("/menu")
    world.telegram.fail_next("editMessageText", 400, REFUSED_LINK)
    await admin.forges(card)
    assert admin.screen.html == with_link
    assert admin.labels == [label for label in labels if label != "🔗 Открыть источник"]


async def test_a_text_that_telegram_cannot_read_is_sent_plain(world: World, caplog: pytest.LogCaptureFixture) -> None:
    admin, card = await news_with_a_link(world)
    world.telegram.fail_next("editMessageText", 400, REFUSED_TEXT, times=2)  # with times, and without
    await admin.forges(card)
    assert "ID: " in admin.screen.text
    assert "<b>" not in admin.screen.html
    assert "telegram refused a screen" in caplog.text


async def test_a_notice_about_the_limit_leaves_the_screen_as_it_is(telegram: BotApiServer, tabys: TabysServer) -> None:
    async with running_bot(telegram, tabys, redis_url="memory://", button_rate_limit=1) as world:
        admin = world.person()
        await admin.signs_in()
        await admin.presses("Помощь")
        shown = admin.screen
        assert (await admin.forges("1m"))[0].startswith("Слишком часто")
        assert admin.screen == shown


async def test_who_is_a_bot_is_nobody_in_a_private_chat_too(world: World) -> None:
    await world.telegram.message(700_000_077, "/start", is_bot=True)
    admin = world.person()
    await admin.signs_in()
    press = await world.telegram.press(700_000_077, admin.screen.message_id, "1m", is_bot=True, chat_id=admin.id)
    await world.telegram.wait_for(lambda: world.telegram.answers[press])
    assert [chat["chat_id"] for chat in world.telegram.called("sendMessage")] == [admin.id]
    assert world.telegram.called("editMessageText") == []


async def test_a_wait_of_an_hour_is_not_waited_for(world: World, caplog: pytest.LogCaptureFixture) -> None:
    admin = world.person()
    await admin.signs_in()
    world.telegram.flood("sendMessage", 3600)
    await world.telegram.message(admin.id, "/menu")
    await world.telegram.wait_for(lambda: len(world.telegram.called("sendMessage")) == 2)
    async with asyncio.timeout(30):
        await world.poller.idle()
    assert "not delivered" in caplog.text


async def test_menus_that_telegram_has_already_are_not_sent_again(telegram: BotApiServer) -> None:
    menus = {
        "": (Command("start", "начать"),),
        "kk": (Command("start", "бастау"),),
        "en": (Command("start", "start"), Command("help", "help")),
    }
    bot = make_bot(telegram.token, telegram.url)
    async with bot.session:
        await CommandMenus(bot=bot).for_everybody(menus)
        await CommandMenus(bot=bot).for_everybody(menus)
    assert dict(telegram.commands) == {
        ("all_private_chats", ""): [("start", "начать")],
        ("all_private_chats", "kk"): [("start", "бастау")],
        ("all_private_chats", "en"): [("start", "start"), ("help", "help")],
    }
    assert len(telegram.called("setMyCommands")) == 3


async def test_names_that_two_presses_need_at_once_are_asked_for_once(world: World) -> None:
    first, second = world.person(), world.person(700_000_002)
    await first.signs_in()
    await second.signs_in()
    world.tabys.latency = 0.1
    await asyncio.gather(first.presses("Вакансии"), second.presses("Вакансии"))
    assert [call.path for call in world.tabys.calls].count("/api/v2/resumes/professions") == 1
