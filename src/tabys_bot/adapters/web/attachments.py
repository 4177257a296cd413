"""The pictures that visitors of the web chat sent, kept in memory for as long as there is room."""

import secrets
from collections import OrderedDict

from tabys_bot.application.failures import NotAPicture, PictureFailure, PictureGone
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.pictures import kind_of_picture

_AT_MOST = 20  # of up to 10 MB each


class WebAttachments:
    """Fits Attachments. Of more than twenty pictures the oldest is forgotten."""

    def __init__(self) -> None:
        self._contents: OrderedDict[str, bytes] = OrderedDict()

    def keep(self, content: bytes) -> str:
        """Its handle, which nobody can guess."""
        handle = secrets.token_urlsafe(16)
        self._contents[handle] = content
        if len(self._contents) > _AT_MOST:
            self._contents.popitem(last=False)
        return handle

    async def fetch_sent(self, handle: str) -> Outcome[bytes, PictureFailure]:
        content = self._contents.get(handle)
        if content is None:
            return Failure(PictureGone())
        return Failure(NotAPicture()) if kind_of_picture(content) is None else Success(content)
