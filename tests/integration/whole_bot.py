"""The whole bot on real parts: the strict fake Telegram, the fake Tabys, a real Redis, and one person with a phone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dependency_injector.providers import Object

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.tabys.client import longest_write
from tabys_bot.adapters.telegram.attachments import TelegramAttachments
from tabys_bot.adapters.telegram.messenger import TelegramMessenger
from tabys_bot.adapters.telegram.polling import Poller
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import Intent
from tabys_bot.entrypoints.bot import dispatcher
from tabys_bot.entrypoints.runtime import opened
from tabys_bot.entrypoints.services import services_of, serving
from tabys_bot.entrypoints.settings import Settings
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import SeenMessage
from tests.integration.servers.tabys import TabysServer

# a busy machine needs seconds; and if they pass at once, no call to Telegram runs out of its 15 s
TABYS_TIMEOUT = 10


@dataclass
class LeapingClock:
    """The time of the machine, and what the bot believes has passed besides; the store does not."""

    ahead: timedelta = timedelta()
    real: SystemClock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        return self.real.now() + self.ahead


@dataclass(frozen=True)
class World:
    """The servers around a running bot, and what a test needs to act in it."""

    telegram: BotApiServer
    tabys: TabysServer
    poller: Poller
    clock: LeapingClock
    messenger: TelegramMessenger

    def no_write_is_under_way_any_more(self) -> None:
        self.clock.ahead += longest_write(TABYS_TIMEOUT)

    def person(self, user_id: int = 700_000_001, *, language: str = "ru") -> "Person":
        return Person(self, user_id, language)


@asynccontextmanager
async def running_bot(
    telegram: BotApiServer, tabys: TabysServer, *, watching_every: timedelta | None = None, **settings: object
) -> AsyncIterator[World]:
    """A bot that polls, over these servers; `settings` as in entrypoints/settings.py.

    `watching_every`: the interval of the watch, as short as a test needs it; without it no service runs, and the bot
    asks nothing that nobody has pressed for.
    """
    chosen = Settings.model_validate(
        {
            "telegram_bot_token": telegram.token,
            "tabys_api_url": tabys.url,
            "tabys_api_timeout": TABYS_TIMEOUT,
            **settings,
        }
    )
    stop = asyncio.Event()
    bot = make_bot(chosen.telegram_bot_token.get_secret_value(), telegram.url)
    clock = LeapingClock()
    attachments, messenger = TelegramAttachments(bot=bot), TelegramMessenger(bot=bot)
    async with opened(chosen, attachments=attachments, messenger=messenger) as application, bot.session:
        application.clock.override(Object(clock))
        if watching_every is not None:
            application.watch_interval.override(Object(watching_every))
        services = () if watching_every is None else services_of(application)
        dispatching = dispatcher(bot, application.conversation(), application.sent_pictures())
        poller = Poller(bot=bot, dispatcher=dispatching, on_contact=lambda: None)
        polling = asyncio.create_task(poller.run(stop))
        async with serving(stop, *services):
            try:
                yield World(telegram, tabys, poller, clock, messenger)
            finally:
                stop.set()
                await polling


@dataclass(frozen=True)
class Person:
    """Somebody with Telegram on a phone: does a thing and waits until the bot has answered it."""

    world: World
    id: int
    language: str

    @property
    def screen(self) -> SeenMessage:
        """The newest message of the bot."""
        return self.world.telegram.last(self.id)

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.screen.markup for button in row]

    async def says(self, text: str) -> SeenMessage:
        """Send a text; the bot's answer to it."""
        before = self._from_bot()
        await self.world.telegram.message(self.id, text, language_code=self.language)
        await self.world.telegram.wait_for(lambda: self._from_bot() > before)
        await self.world.poller.idle()
        return self.screen

    async def presses(self, label: str) -> list[str]:
        """Press a button of the newest message; what the press was answered with."""
        return await self._until_answered(await self.world.telegram.press_label(self.id, label))

    async def forges(self, data: str | Intent, message_id: int | None = None) -> list[str]:
        """Press with any data, on any message; what the press was answered with."""
        text = data if isinstance(data, str) else encode(data)
        where = self.screen.message_id if message_id is None else message_id
        return await self._until_answered(await self.world.telegram.press(self.id, where, text))

    async def _until_answered(self, callback_id: str) -> list[str]:
        telegram = self.world.telegram
        await telegram.wait_for(lambda: telegram.answers[callback_id])
        await self.world.poller.idle()
        return list(telegram.answers[callback_id])

    async def signs_in(self, role: str = "administrator") -> SeenMessage:
        return await self.says(f"/login {self.world.tabys.issue_otp(role)}")

    def _from_bot(self) -> int:
        return sum(message.sender_id != self.id for message in self.world.telegram.chat(self.id))
