"""`tabys-bot run`: the bot in Telegram, until it is told to stop."""

import asyncio
import logging
import signal
from datetime import timedelta
from pathlib import Path

from aiogram import Bot, Dispatcher

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.adapters.telegram.handlers import router
from tabys_bot.adapters.telegram.polling import Poller
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.adapters.telegram.turns import Turns
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.languages import Language
from tabys_bot.domain.access import Role
from tabys_bot.entrypoints.runtime import opened, sample_tabys
from tabys_bot.entrypoints.settings import MEMORY, Settings

log = logging.getLogger(__name__)


def dispatcher(bot: Bot, conversation: Conversation) -> Dispatcher:
    """aiogram's part: handlers, and what they are given. The bot keeps no state of its own in Telegram."""
    dispatching = Dispatcher(disable_fsm=True, conversation=conversation, turns=Turns(), menus=CommandMenus(bot=bot))
    dispatching.include_router(router())
    return dispatching


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises TokenRefusedError."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    tabys = sample_tabys(SystemClock())
    async with opened(settings, tabys=tabys) as application:
        if settings.tabys_api_url == MEMORY:
            for role in Role:
                print(f"{role}: /login {tabys.issue_code(role, lifetime=timedelta(days=1))}", flush=True)  # noqa: T201  the only way into a made-up Tabys
        bot = make_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
        async with bot.session:
            await serve(bot, application.conversation(), stop, heartbeat=Path(settings.heartbeat_file))
    log.info("stopped")


async def serve(bot: Bot, conversation: Conversation, stop: asyncio.Event, *, heartbeat: Path) -> None:
    """Poll until `stop`, and touch the heartbeat file each time Telegram has answered."""
    dispatching = dispatcher(bot, conversation)
    poller = Poller(bot=bot, dispatcher=dispatching, on_contact=_Heartbeat(heartbeat).beat)
    log.info("started")
    setting_menus = asyncio.create_task(_set_menus(dispatching["menus"], conversation))
    try:
        await poller.run(stop)
    finally:
        setting_menus.cancel()
        await asyncio.wait({setting_menus})


class _Heartbeat:
    """Touches a file, for `tabys-bot health`; where that cannot be, says so once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._told = False

    def beat(self) -> None:
        try:
            self._file.touch()
        except OSError as error:
            if not self._told:
                log.warning("HEARTBEAT_FILE cannot be written, the health check will fail: %s", error.strerror)
            self._told = True


async def _set_menus(menus: CommandMenus, conversation: Conversation) -> None:
    commands = {str(language): conversation.commands_of_strangers(language) for language in Language}
    await menus.for_everybody({"": conversation.commands_of_strangers(conversation.default_language), **commands})
