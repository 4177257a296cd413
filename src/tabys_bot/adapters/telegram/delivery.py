"""Brings screens to a chat, whatever has become of the message that they should replace."""

import logging
from functools import partial
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message

from tabys_bot.adapters.telegram.render import NOTICE_LIMIT, draw
from tabys_bot.application.screens.screen import Screen

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_MODIFIED = "message is not modified"
# deleted, too old, sent by somebody else, or a photo without text: a new message says the same
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "MESSAGE_ID_INVALID",
)
_LINK_REFUSED = "BUTTON_URL_INVALID"


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


async def send(bot: Bot, chat_id: int, screen: Screen) -> None:
    """A new message with the screen."""
    try:
        await _show(partial(bot.send_message, chat_id=chat_id), screen)
    except TelegramForbiddenError as error:  # the visitor has blocked the bot meanwhile
        log.info("not delivered chat=%s: %s", chat_id, error.message)
    except TelegramAPIError as error:
        log.error("not delivered chat=%s: %s", chat_id, error.message)  # noqa: TRY400  Telegram's answer says it all


async def replace(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> None:
    """The screen in place of what that message shows; as a new message where that cannot be."""
    try:
        await _show(partial(bot.edit_message_text, chat_id=chat_id, message_id=message_id), screen)
    except TelegramAPIError as error:
        log.info("message=%s of chat=%s not edited: %s", message_id, chat_id, error.message)
        await send(bot, chat_id, screen)


async def _show(call: _Call, screen: Screen) -> None:
    """As drawn; without its links or its markup if Telegram refuses these, so that the visitor is never left alone."""
    drawing = draw(screen)
    try:
        await call(
            text=drawing.html, parse_mode="HTML", reply_markup=drawing.keyboard, link_preview_options=_NO_PREVIEW
        )
    except TelegramBadRequest as error:
        if _NOT_MODIFIED in error.message:
            return
        if any(reason in error.message for reason in _NOT_EDITABLE):
            raise
        html = _LINK_REFUSED in error.message
        if not html:
            log.exception("telegram refused a screen")
        bare = draw(screen, with_links=False)
        await call(
            text=bare.html if html else bare.plain,
            parse_mode="HTML" if html else None,
            reply_markup=bare.keyboard,
            link_preview_options=_NO_PREVIEW,
        )


async def answer(query: CallbackQuery, notice: str = "") -> None:
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
