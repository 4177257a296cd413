"""Telegram's command menus: one for everybody in each language, one for each chat that has signed in or out."""

import logging
from collections import OrderedDict
from collections.abc import Mapping

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, BotCommandScopeUnion

from tabys_bot.application.screens.screen import Command
from tabys_bot.application.turns import Turns

log = logging.getLogger(__name__)

_CHATS_REMEMBERED = 10_000


class CommandMenus:
    """Sets menus, and only when they differ from what Telegram has: setMyCommands is rate limited."""

    def __init__(self, *, bot: Bot) -> None:
        self._bot = bot
        self._turns = Turns()
        self._sent: OrderedDict[int, tuple[Command, ...]] = OrderedDict()

    async def for_everybody(self, commands: Mapping[str, tuple[Command, ...]]) -> None:
        """By two-letter language code; the empty one is for every other language."""
        for language, entries in commands.items():
            await self._set(BotCommandScopeAllPrivateChats(), language or None, entries)

    async def for_chat(self, chat_id: int, commands: tuple[Command, ...]) -> None:
        async with self._turns.of(chat_id):
            await self._update_chat(chat_id, commands)

    async def _update_chat(self, chat_id: int, commands: tuple[Command, ...]) -> None:
        if self._sent.get(chat_id) == commands:
            return
        if await self._set(BotCommandScopeChat(chat_id=chat_id), None, commands):
            self._sent[chat_id] = commands
            self._sent.move_to_end(chat_id)
            if len(self._sent) > _CHATS_REMEMBERED:
                self._sent.popitem(last=False)

    async def _set(self, scope: BotCommandScopeUnion, language: str | None, commands: tuple[Command, ...]) -> bool:
        wanted = [BotCommand(command=entry.name, description=entry.description) for entry in commands]
        try:
            there = await self._bot.get_my_commands(scope=scope, language_code=language)
            if tuple(Command(entry.command, entry.description) for entry in there) != commands:
                await self._bot.set_my_commands(wanted, scope=scope, language_code=language)
        except TelegramAPIError as error:  # a menu is a convenience: the bot works without it
            log.warning("command menu not set scope=%s: %s", scope.type, error.message)
            return False
        return True
