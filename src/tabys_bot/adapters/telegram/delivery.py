"""Brings screens to a chat, whatever has become of the message that they should replace."""

import logging
from contextlib import suppress
from functools import partial
from typing import Protocol

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

from tabys_bot.adapters.telegram.pictures import Pictures
from tabys_bot.adapters.telegram.refusals import suspect
from tabys_bot.adapters.telegram.render import MESSAGE_LIMIT, NOTICE_LIMIT, Drawing, Feature, draw, fitting
from tabys_bot.application.ports import SentPictures
from tabys_bot.application.screens.screen import Screen, Share
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

_NOT_MODIFIED = "message is not modified"
# deleted, too old, sent by somebody else, or a photo without text: a new message says the same
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "MESSAGE_ID_INVALID",
)


class _Call(Protocol):
    """`sendMessage` or `editMessageText`, with the message or chat filled in."""

    async def __call__(
        self,
        *,
        text: str,
        parse_mode: str | None,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> object: ...


class Delivery:
    """Brings screens to chats and never leaves a visitor alone with nothing.

    What this Telegram turns out not to know is left out of all later screens.
    """

    def __init__(self, *, bot: Bot, sent: SentPictures) -> None:
        self._bot = bot
        self._pictures = Pictures(bot=bot, sent=sent)
        self._unknown: frozenset[Feature] = frozenset()

    async def address(self) -> str:
        """Where the private chat with this bot is; empty while Telegram does not say."""
        try:
            me = await self._bot.me()
        except TelegramAPIError as error:
            log.warning("the bot's own name is not known: %s", error.message)
            return ""
        return f"https://t.me/{me.username}" if me.username else ""

    async def send(self, chat_id: int, screen: Screen) -> None:
        """A new message with the screen; its pictures instead, if it has any."""
        try:
            if screen.photos:
                await self._send_pictures(chat_id, screen)
            else:
                await self._show(partial(self._bot.send_message, chat_id=chat_id), screen)
        except TelegramForbiddenError as error:  # the visitor has blocked the bot meanwhile
            log.info("not delivered chat=%s: %s", chat_id, error.message)
        except TelegramAPIError as error:
            log.error("not delivered chat=%s: %s", chat_id, error.message)  # noqa: TRY400  Telegram's answer says it all

    async def replace(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """The screen in place of what that message shows; as a new message where that cannot be."""
        try:
            await self._show(partial(self._bot.edit_message_text, chat_id=chat_id, message_id=message_id), screen)
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

    async def _show(self, call: _Call, screen: Screen) -> None:
        """As drawn; without what Telegram refuses of it, else without any markup."""
        shares = any(isinstance(button, Share) for row in screen.rows for button in row)
        link_to = await self.address() if shares else ""
        without = unknown = self._unknown
        while reason := await _refused(call, drawing := draw(screen, link_to=link_to, without=without)):
            suspicion = suspect(reason, drawing)
            if suspicion is None:
                return await _show_bare(call, screen, reason)
            without |= {suspicion.feature}
            unknown |= {suspicion.feature} if suspicion.lasting else set()
        return self._remember(unknown)

    def _remember(self, unknown: frozenset[Feature]) -> None:
        """Only a screen that came through without them shows that it was them that Telegram refused."""
        new = unknown - self._unknown
        if new:
            log.warning("this Telegram does not know: %s", ", ".join(sorted(feature.name.lower() for feature in new)))
            self._unknown |= new


async def _refused(call: _Call, drawing: Drawing) -> str:
    """Show it; why Telegram does not take it, or nothing. Raises where no screen at all can be."""
    try:
        await call(
            text=drawing.html,
            parse_mode="HTML",
            reply_markup=drawing.keyboard,
            link_preview_options=drawing.preview,
        )
    except TelegramBadRequest as error:
        if any(reason in error.message for reason in _NOT_EDITABLE):
            raise
        return "" if _NOT_MODIFIED in error.message else error.message
    return ""


async def _show_bare(call: _Call, screen: Screen, reason: str) -> None:
    log.error("telegram refused a screen: %s", one_line(reason, 300))
    drawing = draw(screen, without=frozenset(Feature))
    await call(text=drawing.plain, parse_mode=None, reply_markup=drawing.keyboard, link_preview_options=drawing.preview)


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
