"""Sends the pictures of a screen as messages of their own, alone or in albums."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
)
from aiogram.types import InputMediaPhoto, Message

from tabys_bot.adapters.telegram.picture_sources import PictureSources, Source
from tabys_bot.adapters.telegram.render import fitting
from tabys_bot.application.ports import SentPictures
from tabys_bot.application.screens.screen import Photo, Screen
from tabys_bot.application.turns import Turns

log = logging.getLogger(__name__)

_AT_MOST = 30
_IN_AN_ALBUM = 5  # of at most 10 MB each: sendMediaGroup takes ten, but 50 MB in all, and we hold them meanwhile
_ALBUMS_AT_ONCE = 2  # of everybody together: an album may be 50 MB in memory
_SECONDS_IN_ALL = 20
_CAPTION_LIMIT = 1024  # UTF-16 code units
_SECONDS_FOR_AN_UPLOAD = 60
_ACTION_AFTER, _ACTION_AGAIN = 0.3, 4.5  # seconds; Telegram shows an action for five
_REFUSED = (TelegramBadRequest, TelegramEntityTooLarge)


class Pictures:
    """Shows pictures; one that cannot be shown costs the others nothing."""

    def __init__(self, *, bot: Bot, sent: SentPictures) -> None:
        self._bot = bot
        self._sources = PictureSources(sent=sent)
        self._turns = Turns()
        self._room = asyncio.Semaphore(_ALBUMS_AT_ONCE)

    async def send(self, chat_id: int, screen: Screen) -> tuple[str, ...]:
        """Send the first thirty; what is to be said of those that could not be shown.

        Raises TelegramForbiddenError where nothing can be sent.
        """
        remarks: list[str] = []
        async with self._turns.of(chat_id) as admitted:
            if not admitted:
                return ()
            try:
                async with asyncio.timeout(_SECONDS_IN_ALL), self._at_work(chat_id):
                    await self._send(chat_id, screen, remarks)
            except TimeoutError:
                log.warning("pictures given up chat=%s: %s s", chat_id, _SECONDS_IN_ALL)
                remarks.append(screen.unshown)
        return tuple(dict.fromkeys(filter(None, remarks)))

    async def _send(self, chat_id: int, screen: Screen, remarks: list[str]) -> None:
        photos = screen.photos[:_AT_MOST]
        for start in range(0, len(photos), _IN_AN_ALBUM):
            async with self._room:
                album = _Album(self._bot, self._sources, chat_id, screen)
                remarks += await album.show(photos[start : start + _IN_AN_ALBUM])

    @asynccontextmanager
    async def _at_work(self, chat_id: int) -> AsyncIterator[None]:
        showing = asyncio.create_task(self._show_work(chat_id))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.wait({showing})

    async def _show_work(self, chat_id: int) -> None:
        await asyncio.sleep(_ACTION_AFTER)
        while True:
            with suppress(TelegramAPIError):
                await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO)
            await asyncio.sleep(_ACTION_AGAIN)


class _Album:
    """Up to ten pictures on their way to a chat, the title of their screen under the first that arrives."""

    def __init__(self, bot: Bot, sources: PictureSources, chat_id: int, screen: Screen) -> None:
        self._bot = bot
        self._sources = sources
        self._chat_id = chat_id
        self._caption = fitting(screen.title, _CAPTION_LIMIT)
        self._unshown = screen.unshown

    async def show(self, photos: Sequence[Photo]) -> list[str]:
        """The sentences about those that could not be shown."""
        found = await self._sources.of_all(photos, self._unshown)
        remarks = [one for one in found if isinstance(one, str)]
        sources = [one for one in found if isinstance(one, Source)]
        try:
            return remarks + await self._send(sources)
        except TelegramForbiddenError:
            raise
        except TelegramAPIError as error:  # no fault of one picture: to try the others would not help
            log.error("pictures not delivered chat=%s: %s", self._chat_id, error.message)  # noqa: TRY400  Telegram's answer says it all
            return [*remarks, self._unshown]

    async def _send(self, sources: Sequence[Source]) -> list[str]:
        if len(sources) > 1:
            try:
                return await self._send_together(sources)
            except _REFUSED as error:  # it does not say which of them it means
                log.info("album of chat=%s refused: %s", self._chat_id, error.message)
        return [remark for source in sources if (remark := await self._send_alone(source))]

    async def _send_together(self, sources: Sequence[Source]) -> list[str]:
        media = [
            InputMediaPhoto(media=source.media, caption=None if number else self._caption, parse_mode=None)
            for number, source in enumerate(sources)
        ]
        messages = await self._bot.send_media_group(self._chat_id, list(media), request_timeout=_SECONDS_FOR_AN_UPLOAD)
        for source, message in zip(sources, messages, strict=False):
            await self._sources.note(source, message)
        return []

    async def _send_alone(self, source: Source) -> str:
        """A sentence if it could not be shown.

        A handle may be of another bot, or too old: then once more without. What Telegram cannot fetch from an address
        (it takes 5 MB that way), we may.
        """
        try:
            message = await self._send_photo(source)
        except _REFUSED as error:
            log.info("picture of chat=%s refused: %s", self._chat_id, error.message)
            again = await self._other_source(source)
            return again if isinstance(again, str) else await self._send_alone(again)
        self._caption = ""
        await self._sources.note(source, message)
        return ""

    async def _other_source(self, refused: Source) -> Source | str:
        if refused.by_handle:
            await self._sources.forget(refused)
            return await self._sources.anew(refused.photo, self._unshown)
        if refused.by_address:
            loaded = await self._sources.loaded(refused.photo, self._unshown)
            return loaded if isinstance(loaded, Source) else self._unshown
        return self._unshown

    async def _send_photo(self, source: Source) -> Message:
        return await self._bot.send_photo(
            self._chat_id,
            source.media,
            caption=self._caption or None,
            parse_mode=None,
            request_timeout=_SECONDS_FOR_AN_UPLOAD,
        )
