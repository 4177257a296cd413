"""Where a picture comes from: Telegram's own memory, an address that Telegram can fetch, or its content."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import BufferedInputFile, Message

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import SentPictures
from tabys_bot.application.screens.screen import Photo
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.pictures import kind_of_picture

log = logging.getLogger(__name__)

_LOADS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A picture as Telegram can be given it: by a handle if Telegram has had it before, an address, or its content."""

    photo: Photo
    media: str | BufferedInputFile
    by_handle: bool = False

    @property
    def by_address(self) -> bool:
        return isinstance(self.media, str) and not self.by_handle


class PictureSources:
    """Finds the cheapest source of each picture. It works without the handles of earlier times, too."""

    def __init__(self, *, sent: SentPictures) -> None:
        self._sent = sent

    async def of_all(self, photos: Sequence[Photo], unshown: str) -> list[Source | str]:
        """The sources in order; in place of one that cannot be had, a sentence that says why."""
        slots = asyncio.Semaphore(_LOADS_AT_ONCE)

        async def of_one(photo: Photo) -> Source | str:
            async with slots:
                handle = await self._handle_of(photo)
                return Source(photo, handle, by_handle=True) if handle else await self.anew(photo, unshown)

        return await asyncio.gather(*map(of_one, photos))

    async def anew(self, photo: Photo, unshown: str) -> Source | str:
        """As if Telegram had never had it."""
        return Source(photo, photo.url) if photo.url else await self.loaded(photo, unshown)

    @staticmethod
    async def loaded(photo: Photo, unshown: str) -> Source | str:
        """With its content."""
        try:
            loaded = await photo.load()
        except Exception:  # a bug must cost the admin neither the other pictures nor an answer
            log.exception("picture not loaded")
            return unshown
        if isinstance(loaded, Success):
            return Source(photo, _file(loaded.unwrap()))
        return loaded.failure()

    async def note(self, source: Source, message: Message) -> None:
        """Remember the picture that Telegram has made of it, in its largest size."""
        if source.by_handle or not message.photo:
            return
        largest = max(message.photo, key=lambda size: size.width * size.height)
        try:
            await self._sent.note_sent(source.photo.address, largest.file_id)
        except StoreUnavailableError as error:
            log.warning("handle of a picture not remembered: %s", error)

    async def forget(self, source: Source) -> None:
        try:
            await self._sent.forget_sent(source.photo.address)
        except StoreUnavailableError as error:
            log.warning("handle of a picture not forgotten: %s", error)

    async def _handle_of(self, photo: Photo) -> str | None:
        try:
            return await self._sent.handle_of(photo.address)
        except StoreUnavailableError as error:
            log.warning("handle of a picture not found: %s", error)
            return None


def _file(content: bytes) -> BufferedInputFile:
    """Under a name that tells nothing but what kind of picture it is."""
    return BufferedInputFile(content, filename=f"picture.{kind_of_picture(content) or 'jpeg'}")
