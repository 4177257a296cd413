"""A messenger over the strict fake Telegram, and people to tell something."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot

from tabys_bot.adapters.telegram.messenger import TelegramMessenger
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.screens.intents import OpenMenu
from tabys_bot.application.screens.screen import Fact, Press, Screen
from tests.integration.servers.bot_api import BotApiServer

AIDA, BOLAT = 700_000_001, 700_000_002
NEWS = Screen("New", (Fact("Kind", "event"),), ((Press("Open", OpenMenu()),),))


@dataclass(frozen=True)
class Scene:
    telegram: BotApiServer
    bot: Bot
    messenger: TelegramMessenger

    def titles(self, chat_id: int = AIDA) -> list[str]:
        """Of what the bot has said there."""
        messages = [message for message in self.telegram.chat(chat_id) if message.sender_id != chat_id]
        return [message.text.partition("\n")[0] for message in messages]

    def sent(self) -> int:
        return len(self.telegram.called("sendMessage"))


@asynccontextmanager
async def telling(telegram: BotApiServer | None = None, people: Iterable[int] = (AIDA, BOLAT)) -> AsyncIterator[Scene]:
    """A messenger, and people who have begun a chat with the bot once."""
    async with telegram or BotApiServer() as running:
        for user_id in people:
            await running.message(user_id, "/start")
        bot = make_bot(running.token, running.url)
        async with bot.session:
            yield Scene(running, bot, TelegramMessenger(bot=bot))
