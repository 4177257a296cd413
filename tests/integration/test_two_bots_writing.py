"""Two instances of the bot over one Redis: what is pressed at both at once is written once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.intents import (
    AskQuestion,
    Intent,
    LookAgain,
    SaveDraft,
    ShowSheet,
    SignIn,
    StartAct,
    Typed,
)
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.runtime import opened
from tabys_bot.entrypoints.settings import Settings
from tests.integration.servers.bot_api import TOKEN
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.unit.told import Told

NEW = 42  # the number that Tabys gives to the next
AIDA = Visitor(7, "Айда", language_code="ru")


class Bots:
    """Two instances of the bot over one Redis and one Tabys."""

    def __init__(self, one: Conversation, two: Conversation, tabys: TabysServer) -> None:
        self.one, self.two, self.tabys = one, two, tabys

    @property
    def writes(self) -> list[str]:
        calls = (call for call in self.tabys.calls if call.method != "GET" and "/telegram-auth/" not in call.path)
        return [f"{call.method} {call.path}" for call in calls]

    @asynccontextmanager
    async def gate(self, part: str) -> AsyncIterator[asyncio.Event]:
        """Writes whose path holds that part are carried out at once and answered at the end; set when one came."""
        reached, release = asyncio.Event(), asyncio.Event()

        async def late(request: web.BaseRequest, proceed: Proceed) -> Reply:
            reply = await proceed()
            if request.method != "GET":
                reached.set()
                await release.wait()
            return reply

        self.tabys.fail_next(part, late, times=100)
        async with asyncio.timeout(30):
            yield reached
            release.set()


@pytest.fixture
async def bots(redis: Redis, redis_url: str, tabys: TabysServer) -> AsyncIterator[Bots]:
    assert await redis.dbsize() == 0
    settings = Settings.model_validate(
        {"telegram_bot_token": TOKEN, "tabys_api_url": tabys.url, "tabys_api_timeout": 20, "redis_url": redis_url}
    )
    sent = WebAttachments()
    async with (
        opened(settings, attachments=sent, messenger=Told()) as one,
        opened(settings, attachments=sent, messenger=Told()) as two,
    ):
        bots = Bots(one.conversation(), two.conversation(), tabys)
        await shown(bots.one, SignIn(tabys.issue_otp("administrator")))
        yield bots


async def shown(bot: Conversation, intent: Intent) -> Screen:
    screen = await (bot.say if isinstance(intent, Typed | SignIn) else bot.press)(AIDA, intent)
    assert screen is not None
    return screen


def found(screen: Screen, kind: type[Intent]) -> Intent:
    """The press of that kind that the screen offers."""
    intents = (button.intent for line in screen.rows for button in line if isinstance(button, Press))
    return next(intent for intent in intents if isinstance(intent, kind))


async def filled(bot: Conversation) -> Screen:
    """News that are ready to be saved."""
    await shown(bot, StartAct(Section.NEWS, "create"))
    await shown(bot, Typed("Атау"))
    return await shown(bot, found(await shown(bot, Typed("Открыт парк")), ShowSheet))


async def test_save_pressed_at_two_instances_at_once_makes_one_record(bots: Bots) -> None:
    save = found(await filled(bots.one), SaveDraft)
    screens = await asyncio.gather(*(shown(bot, save) for bot in (bots.one, bots.two) for _ in range(3)))
    assert bots.writes == ["POST /api/v2/admin/news/"]
    assert len(bots.tabys.records("news")) == NEW
    assert sum("Создано" in screen.title for screen in screens) >= 1
    assert not any("Не сохранено" in screen.title for screen in screens)


async def test_save_pressed_while_another_instance_saves_waits_for_its_answer(bots: Bots) -> None:
    save = found(await filled(bots.one), SaveDraft)
    async with bots.gate("/admin/news/") as reached:
        first = asyncio.create_task(shown(bots.one, save))
        await reached.wait()
        second = await shown(bots.two, save)
        assert "Создано" not in second.title
        assert "Не сохранено" not in second.title
    assert "Создано" in (await first).title
    assert bots.writes == ["POST /api/v2/admin/news/"]
    assert "Уже сохранено" in (await shown(bots.two, save)).title
    assert bots.writes == ["POST /api/v2/admin/news/"]


async def test_what_an_instance_sent_before_it_died_is_found_by_the_next(bots: Bots) -> None:
    save = found(await filled(bots.one), SaveDraft)
    assert isinstance(save, SaveDraft)
    async with bots.gate("/admin/news/") as reached:
        dying = asyncio.create_task(shown(bots.one, save))
        await reached.wait()
        dying.cancel()
        await asyncio.wait([dying])
    assert "Создано: Открыт парк" in (await shown(bots.two, LookAgain(save.draft))).title
    assert bots.writes == ["POST /api/v2/admin/news/"]


async def test_coins_pressed_at_two_instances_at_once_are_given_once(bots: Bots) -> None:
    screen = await shown(bots.one, StartAct(Section.VOLUNTEERS, "coins", 2))
    ways = [b.intent for line in screen.rows for b in line if isinstance(b, Press) and b.label == "начислить"]
    await shown(bots.one, ways[0])
    await shown(bots.one, Typed("50"))
    save = found(await shown(bots.two, Typed("Көмек")), SaveDraft)
    await asyncio.gather(*(shown(bot, save) for bot in (bots.one, bots.two) for _ in range(3)))
    assert len(bots.writes) == 1
    assert next(one for one in bots.tabys.records("volunteers") if one["id"] == 2)["v_coins_balance"] == 54


async def test_attendance_pressed_at_two_instances_at_once_is_credited_once(bots: Bots) -> None:
    screen = await shown(bots.one, StartAct(Section.APPLICATIONS, "came", 2))
    doing = next(b.intent for line in screen.rows for b in line if isinstance(b, Press) and "Пришёл" in b.label)
    await asyncio.gather(*(shown(bot, doing) for bot in (bots.one, bots.two) for _ in range(3)))
    assert len(bots.writes) == 1


async def test_two_devices_on_one_draft_do_not_mix(bots: Bots) -> None:
    sheet = await filled(bots.one)
    save = found(sheet, SaveDraft)
    ask_title = found(sheet, AskQuestion)
    assert isinstance(ask_title, AskQuestion)
    await shown(bots.two, AskQuestion(ask_title.draft, 1))
    await shown(bots.two, Typed("Другой парк"))
    told = await shown(bots.one, save)
    assert bots.writes == [], "what stood on the first screen is not what would be saved"
    await shown(bots.one, found(await shown(bots.one, found(told, ShowSheet)), SaveDraft))
    assert bots.tabys.records("news")[-1]["title_ru"] == "Другой парк"
