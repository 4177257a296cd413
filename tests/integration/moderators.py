"""Admins who moderate at two instances of the bot, over one Redis, one Tabys and one Telegram."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.screens.intents import Decide, Intent, Line, MarkWaiting, Reason, SignIn, StartBatch
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.batches import digest_of_records
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.runtime import opened
from tabys_bot.entrypoints.settings import Settings
from tests.integration.moderation_worlds import FIRST, HttpDesk
from tests.integration.servers.bot_api import TOKEN
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.unit.told import Told

AIDA, BOLAT = Visitor(7, "Айда", language_code="ru"), Visitor(8, "Болат", language_code="ru")
ROLES = {AIDA: "super_admin", BOLAT: "administrator"}
ALL_CLAIMS = timedelta(minutes=15)  # longer than any is held
PATIENCE = 60.0  # seconds; nothing here takes as long on a machine that is not stuck


class Chat(Told):
    """The Telegram of both. An instance that is stuck in a message goes on only when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.release = asyncio.Event(), asyncio.Event()
        self._changed = asyncio.Event()
        self._good = 0
        self._stuck: str | None = None

    def stick_after(self, good: int, *, sent: bool) -> None:
        """After so many that went well, the next message gets stuck: before it is `sent`, or after."""
        self._good, self._stuck = good, "sent" if sent else "unsent"

    async def _pass(self, where: str) -> None:
        if self._stuck == where and self._good == 0:
            self._stuck = None
            self.reached.set()
            await self.release.wait()

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        await self._pass("unsent")
        outcome = await super().tell(visitor_id, screen)
        self._changed.set()
        await self._pass("sent")
        self._good -= 1
        return outcome

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        outcome = await super().change(visitor_id, message_id, screen)
        self._changed.set()
        return outcome

    async def until(self, holds: Callable[[], bool]) -> None:
        """Something is said after which that holds."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                self._changed.clear()
                await self._changed.wait()


@dataclass(frozen=True)
class Bots:
    """Two instances of the bot, and the servers behind them."""

    one: Application
    two: Application
    tabys: TabysServer
    desk: HttpDesk
    chat: Chat
    redis: Redis

    @property
    def both(self) -> tuple[Application, Application]:
        return self.one, self.two

    @property
    def writes(self) -> list[str]:
        """What reached Tabys, but for signing in and out."""
        calls = [call for call in self.tabys.calls if call.method != "GET" and "/telegram-auth/" not in call.path]
        return [call.path.rpartition("/admin/")[2] or call.path for call in calls]

    def wait(self, section: Section, *numbers: int) -> None:
        """These alone wait, the first for the longest time."""
        self.desk.clear(section)
        self.submit(section, *numbers)

    def submit(self, section: Section, *numbers: int) -> None:
        for number in numbers:
            self.desk.put(section, number, FIRST + timedelta(minutes=number))

    def state(self, section: Section, number: int) -> Any:
        row = self.desk.row(section, number)
        return row["status"] if section in (Section.PROMOTIONS, Section.PURCHASES) else row["moderation_status"]

    async def pass_time(self, span: timedelta) -> None:
        """Claims age by it; a server's own clock cannot be moved."""
        for key in await self.redis.keys("tg_once:*"):
            left = timedelta(milliseconds=await self.redis.pttl(key)) - span
            await (self.redis.pexpire(key, left) if left > timedelta(0) else self.redis.delete(key))

    @asynccontextmanager
    async def gate(self, part: str, *, carried_out: bool = True, good: int = 0) -> AsyncIterator[asyncio.Event]:
        """A write whose path holds that part, after so many `good` ones, is answered only at the end; what it asks for
        is `carried_out` at once or at the end. Set when it came."""
        reached, release = asyncio.Event(), asyncio.Event()
        left = good

        async def late(request: web.BaseRequest, proceed: Proceed) -> Reply:
            nonlocal left
            if request.method == "GET" or reached.is_set() or left:
                left -= request.method != "GET" and left > 0
                return await proceed()
            reply = await proceed() if carried_out else None
            reached.set()
            await release.wait()
            return reply or await proceed()

        self.tabys.fail_next(part, late, times=10_000)
        async with asyncio.timeout(PATIENCE):
            yield reached
            release.set()


@pytest.fixture
async def bots(redis: Redis, redis_url: str, tabys: TabysServer) -> AsyncIterator[Bots]:
    """With two admins who are signed in."""
    assert await redis.dbsize() == 0
    settings = Settings.model_validate(
        {"telegram_bot_token": TOKEN, "tabys_api_url": tabys.url, "tabys_api_timeout": 20, "redis_url": redis_url}
    )
    sent, chat = WebAttachments(), Chat()
    async with (
        opened(settings, attachments=sent, messenger=chat) as one,
        opened(settings, attachments=sent, messenger=chat) as two,
    ):
        for visitor, role in ROLES.items():
            assert await one.conversation().say(visitor, SignIn(tabys.issue_otp(role)))
        yield Bots(one, two, tabys, HttpDesk(tabys), chat, redis)


async def press(bot: Application, visitor: Visitor, intent: Intent) -> Screen:
    screen = await bot.conversation().press(visitor, intent)
    assert screen is not None
    return screen


def decide(section: Section, act: str, number: int, *, line: Line = Line.ALERT) -> Decide:
    """With the reason that Tabys wants."""
    needs_one = (section, act) in {(Section.PURCHASES, "reject"), (Section.PROMOTIONS, "reject")}
    return Decide(section, act, number, line=line, reason=Reason("unfit" if needs_one else ""))


async def begin(bots: Bots, section: Section, act: str, *numbers: int) -> str:
    """Айда marks these and begins; the batch."""
    for number in numbers:
        await press(bots.one, AIDA, MarkWaiting(section, number))
    await press(bots.one, AIDA, StartBatch(section, act, digest_of_records(numbers)))
    (name,) = await bots.one.storage.store().open_batches()
    return str(name)


def once_each(paths: list[str]) -> bool:
    return set(Counter(paths).values()) <= {1}


@asynccontextmanager
async def at_work(*running: Callable[[asyncio.Event], Any]) -> AsyncIterator[None]:
    """These services go on until the end of the block, and end what they have in hand."""
    stop = asyncio.Event()
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        for run in running:
            tasks.create_task(run(stop))
        yield
        stop.set()
