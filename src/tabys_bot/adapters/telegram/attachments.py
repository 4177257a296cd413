"""Fetches the pictures that visitors sent, from Telegram: only so large, only in time, and only if they are some."""

import asyncio
import logging
from contextlib import aclosing

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramEntityTooLarge
from aiohttp import ClientError, ClientResponseError

from tabys_bot.application.failures import (
    NotAPicture,
    PictureFailure,
    PictureGone,
    PictureTooLarge,
    PictureUnreachable,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.pictures import LARGEST_PICTURE, kind_of_picture
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

_SECONDS_IN_ALL = 20.0
_AT_ONCE = 3  # of everybody together: each may be 10 MB in memory
_CHUNK = 65_536
_TOO_LARGE = "file is too big"  # getFile: more than 20 MB
_GONE = {404, 410}


class _UnusableError(Exception):
    """There will be no picture; the message is what the log is told."""

    def __init__(self, failure: PictureFailure, reason: str) -> None:
        super().__init__(reason)
        self.failure = failure


class TelegramAttachments:
    """Fits Attachments over a bot's own session.

    The address of a file holds the bot's token, and so do the errors of a download: none of them is logged or raised.
    """

    def __init__(self, *, bot: Bot, seconds: float = _SECONDS_IN_ALL) -> None:
        """`seconds`: what one picture may take in all, waiting for room included."""
        self._bot = bot
        self._seconds = seconds
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def fetch_sent(self, handle: str) -> Outcome[bytes, PictureFailure]:
        """The content, which begins as a PNG, JPEG, GIF or WebP does, whatever it was sent as."""
        try:
            async with asyncio.timeout(self._seconds), self._room:
                return Success(await self._download(await self._place_of(handle)))
        except _UnusableError as error:
            return _failed(error.failure, str(error))
        except TimeoutError:
            return _failed(PictureUnreachable(), "no answer in time")
        except TelegramAPIError as error:
            return _failed(_meaning(error), one_line(error.message, 200))
        except ClientResponseError as error:
            gone = error.status in _GONE
            return _failed(PictureGone() if gone else PictureUnreachable(), str(error.status))
        except (ClientError, OSError) as error:
            return _failed(PictureUnreachable(), type(error).__name__)

    async def _place_of(self, handle: str) -> str:
        file = await self._bot.get_file(handle)
        if (file.file_size or 0) > LARGEST_PICTURE:
            raise _UnusableError(PictureTooLarge(), f"{file.file_size} bytes")
        if not file.file_path:
            raise _UnusableError(PictureGone(), "no path")
        return file.file_path

    async def _download(self, path: str) -> bytes:
        url = self._bot.session.api.file_url(self._bot.token, path)
        content = bytearray()
        async with aclosing(self._bot.session.stream_content(url, chunk_size=_CHUNK)) as chunks:
            async for chunk in chunks:
                content += chunk
                if len(content) > LARGEST_PICTURE:
                    raise _UnusableError(PictureTooLarge(), f"more than {LARGEST_PICTURE} bytes")
        if kind_of_picture(bytes(content[:16])) is None:
            raise _UnusableError(NotAPicture(), f"not a picture, {len(content)} bytes")
        return bytes(content)


def _meaning(error: TelegramAPIError) -> PictureFailure:
    if isinstance(error, TelegramEntityTooLarge) or _TOO_LARGE in error.message:
        return PictureTooLarge()
    return PictureGone() if isinstance(error, TelegramBadRequest) else PictureUnreachable()


def _failed(failure: PictureFailure, reason: str) -> Failure[PictureFailure]:
    log.warning("a picture that was sent is not had: %s", reason)
    return Failure(failure)
