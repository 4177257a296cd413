"""`tabys-bot run`: the bot in Telegram, until it is told to stop."""

import asyncio
import gc
import logging
import signal
from contextlib import suppress
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from aiogram import Bot, Dispatcher

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.telegram.attachments import TelegramAttachments
from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.adapters.telegram.delivery import Delivery
from tabys_bot.adapters.telegram.handlers import router
from tabys_bot.adapters.telegram.messenger import TelegramMessenger
from tabys_bot.adapters.telegram.polling import Poller
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.ports import SentPictures
from tabys_bot.application.turns import Turns
from tabys_bot.domain.access import Role
from tabys_bot.entrypoints.runtime import opened, sample_tabys
from tabys_bot.entrypoints.services import services_of, serving
from tabys_bot.entrypoints.settings import MEMORY, Settings, without_secrets

log = logging.getLogger(__name__)


def dispatcher(bot: Bot, conversation: Conversation, sent: SentPictures) -> Dispatcher:
    """aiogram's part: handlers, and what they are given. The bot keeps no state of its own in Telegram."""
    dispatching = Dispatcher(
        disable_fsm=True,
        conversation=conversation,
        turns=Turns(),
        menus=CommandMenus(bot=bot),
        delivery=Delivery(bot=bot, sent=sent),
    )
    dispatching.include_router(router())
    return dispatching


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises TokenRefusedError."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    tabys = sample_tabys(SystemClock()) if settings.tabys_api_url == MEMORY else None
    bot = make_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
    attachments, messenger = TelegramAttachments(bot=bot), TelegramMessenger(bot=bot)
    async with opened(settings, attachments=attachments, messenger=messenger, tabys=tabys) as application, bot.session:
        if tabys is not None:
            for role in Role:
                print(f"{role}: /login {tabys.issue_code(role, lifetime=timedelta(days=1))}", flush=True)  # noqa: T201  the only way into a made-up Tabys
        log.info(
            "tabys-bot %s started: Telegram %s, Tabys %s, Redis %s",
            version("tabys-bot"),
            *map(without_secrets, (settings.telegram_api_url, settings.tabys_api_url, settings.redis_url)),
        )
        _spare_garbage_collection()
        heartbeat = Path(settings.heartbeat_file)
        async with serving(stop, *services_of(application)):
            await serve(bot, application.conversation(), application.sent_pictures(), stop, heartbeat=heartbeat)
    log.info("stopped")


def _spare_garbage_collection() -> None:
    """What was loaded at the start stays for good: looking through it again and again took a third of each press."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def serve(
    bot: Bot, conversation: Conversation, sent: SentPictures, stop: asyncio.Event, *, heartbeat: Path
) -> None:
    """Poll until `stop`. The heartbeat file is there while Telegram answers, and is touched each time."""
    dispatching, beating = dispatcher(bot, conversation, sent), _Heartbeat(heartbeat)
    poller = Poller(bot=bot, dispatcher=dispatching, on_contact=beating.beat)
    setting_menus = asyncio.create_task(_set_menus(dispatching["menus"], conversation, beating.begun))
    try:
        await poller.run(stop)
    finally:
        setting_menus.cancel()
        await asyncio.wait({setting_menus})
        beating.end()


class _Heartbeat:
    """A file for `tabys-bot health`; where it cannot be written, that is said once."""

    def __init__(self, file: Path) -> None:
        self.begun = asyncio.Event()
        self._file = file
        self._told = False
        self.end()  # one of an earlier run would say that all is well

    def beat(self) -> None:
        self.begun.set()
        try:
            self._file.touch()
        except OSError as error:
            if not self._told:
                log.warning("HEARTBEAT_FILE cannot be written, the health check will fail: %s", error.strerror)
            self._told = True

    def end(self) -> None:
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


async def _set_menus(menus: CommandMenus, conversation: Conversation, telegram_answers: asyncio.Event) -> None:
    await telegram_answers.wait()
    await menus.for_everybody(conversation.commands_of_strangers())
