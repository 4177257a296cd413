"""Shows a screen as one message, without whatever this Telegram does not take of it."""

import logging
from typing import Protocol, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, Message

from tabys_bot.adapters.telegram.refusals import suspect
from tabys_bot.adapters.telegram.render import Drawing, Feature, draw
from tabys_bot.application.screens.screen import Screen, Share
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

_NOT_MODIFIED = "message is not modified"
# no drawing of the screen would come through: there is no such chat; or the message was deleted, is too old, was sent
# by somebody else, or is a photo without text
_NOT_THE_DRAWING = (
    _NOT_MODIFIED,
    "chat not found",
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "MESSAGE_ID_INVALID",
)

_R_co = TypeVar("_R_co", covariant=True)
_R = TypeVar("_R")


class Call(Protocol[_R_co]):
    """`sendMessage` or `editMessageText`, with the message or chat filled in."""

    async def __call__(
        self,
        *,
        text: str,
        parse_mode: str | None,
        reply_markup: InlineKeyboardMarkup | None,
        link_preview_options: LinkPreviewOptions,
    ) -> _R_co: ...


class Showing:
    """What this Telegram turns out not to know is left out of all later screens."""

    def __init__(self, *, bot: Bot) -> None:
        self._bot = bot
        self._unknown: frozenset[Feature] = frozenset()

    async def send(self, call: Call[_R], screen: Screen) -> _R:
        """As drawn; without what Telegram refuses of it, else without any markup. What Telegram answered.

        Raises TelegramAPIError where no screen at all comes through.
        """
        shares = any(isinstance(button, Share) for row in screen.rows for button in row)
        link_to = await self.address() if shares else ""
        without = unknown = self._unknown
        while True:
            drawing = draw(screen, link_to=link_to, without=without)
            try:
                shown = await _put(call, drawing)
            except TelegramBadRequest as error:
                if any(reason in error.message for reason in _NOT_THE_DRAWING):
                    raise
                suspicion = suspect(error.message, drawing)
                if suspicion is None:
                    return await _put_bare(call, screen, error.message)
                without |= {suspicion.feature}
                unknown |= {suspicion.feature} if suspicion.lasting else set()
                continue
            self._remember(unknown)
            return shown

    async def edit(self, call: Call[Message | bool], screen: Screen) -> None:
        """As `send`; that the message shows the screen already is as good."""
        try:
            await self.send(call, screen)
        except TelegramBadRequest as error:
            if _NOT_MODIFIED not in error.message:
                raise

    async def address(self) -> str:
        """Where the private chat with this bot is; empty while Telegram does not say."""
        try:
            me = await self._bot.me()
        except TelegramAPIError as error:
            log.warning("the bot's own name is not known: %s", error.message)
            return ""
        return f"https://t.me/{me.username}" if me.username else ""

    def _remember(self, unknown: frozenset[Feature]) -> None:
        """Only a screen that came through without them shows that it was them that Telegram refused."""
        new = unknown - self._unknown
        if new:
            log.warning("this Telegram does not know: %s", ", ".join(sorted(feature.name.lower() for feature in new)))
            self._unknown |= new


async def _put(call: Call[_R], drawing: Drawing) -> _R:
    return await call(
        text=drawing.html, parse_mode="HTML", reply_markup=drawing.keyboard, link_preview_options=drawing.preview
    )


async def _put_bare(call: Call[_R], screen: Screen, reason: str) -> _R:
    log.error("telegram refused a screen: %s", one_line(reason, 300))
    drawing = draw(screen, without=frozenset(Feature))
    return await call(
        text=drawing.plain, parse_mode=None, reply_markup=drawing.keyboard, link_preview_options=drawing.preview
    )
