"""Brings screens to a chat, whatever has become of the message that they should replace."""

import logging
from contextlib import suppress
from functools import partial

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message

from tabys_bot.adapters.telegram.pictures import Pictures
from tabys_bot.adapters.telegram.render import MESSAGE_LIMIT, NOTICE_LIMIT, fitting
from tabys_bot.adapters.telegram.showing import Showing
from tabys_bot.application.ports import SentPictures
from tabys_bot.application.screens.screen import Screen

log = logging.getLogger(__name__)


class Delivery:
    """Brings screens to chats and never leaves a visitor alone with nothing."""

    def __init__(self, *, bot: Bot, sent: SentPictures) -> None:
        self._bot = bot
        self._showing = Showing(bot=bot)
        self._pictures = Pictures(bot=bot, sent=sent)

    async def address(self) -> str:
        """Where the private chat with this bot is; empty while Telegram does not say."""
        return await self._showing.address()

    async def send(self, chat_id: int, screen: Screen) -> None:
        """A new message with the screen; its pictures instead, if it has any."""
        try:
            if screen.photos:
                await self._send_pictures(chat_id, screen)
            else:
                await self._showing.send(partial(self._bot.send_message, chat_id=chat_id), screen)
        except TelegramForbiddenError as error:  # the visitor has blocked the bot meanwhile
            log.info("not delivered chat=%s: %s", chat_id, error.message)
        except TelegramAPIError as error:
            log.error("not delivered chat=%s: %s", chat_id, error.message)  # noqa: TRY400  Telegram's answer says it all

    async def replace(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """The screen in place of what that message shows; as a new message where that cannot be."""
        try:
            edit = partial(self._bot.edit_message_text, chat_id=chat_id, message_id=message_id)
            await self._showing.edit(edit, screen)
        except TelegramAPIError as error:
            log.info("message=%s of chat=%s not edited: %s", message_id, chat_id, error.message)
            await self.send(chat_id, screen)

    async def type(self, chat_id: int) -> None:
        """Show for a few seconds that an answer is on its way."""
        with suppress(TelegramAPIError):
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)

    async def _send_pictures(self, chat_id: int, screen: Screen) -> None:
        """What could not be shown is said in one message under the rest."""
        remarks = await self._pictures.send(chat_id, screen)
        if remarks:
            await self._bot.send_message(chat_id, fitting("\n".join(remarks), MESSAGE_LIMIT), parse_mode=None)


async def acknowledge(query: CallbackQuery, notice: str = "") -> None:
    """End the spinner on the button, perhaps with a remark. Too late is no error: the screen has come anyway."""
    try:
        await query.answer(notice[:NOTICE_LIMIT] or None)
    except TelegramAPIError as error:
        log.info("press not answered user=%s: %s", query.from_user.id, error.message)


async def delete(message: Message) -> None:
    """Delete a message that must not stay; where Telegram does not let us, there is nothing more to do."""
    try:
        await message.delete()
    except TelegramAPIError as error:
        log.warning("message with a code not deleted chat=%s: %s", message.chat.id, error.message)
