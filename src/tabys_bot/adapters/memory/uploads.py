"""The pictures that were uploaded to the made-up Tabys."""

from collections import OrderedDict

from tabys_bot.application.failures import NotAPicture, PictureFailure, PictureGone
from tabys_bot.application.ports import File
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.pictures import kind_of_picture
from tabys_bot.domain.records import Picture
from tabys_bot.domain.sections import Section

_PLACE = "memory://uploads/"
_AT_MOST = 30  # of up to 10 MB each


class Uploads:
    """Keeps the latest; no two ever have the same address."""

    def __init__(self) -> None:
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._count = 0

    def keep(self, section: Section, file: File) -> Picture:
        self._count += 1
        address = f"{_PLACE}{section}/{self._count}"
        self._contents[address] = file.content
        if len(self._contents) > _AT_MOST:
            self._contents.popitem(last=False)
        return Picture(address)

    def find(self, address: str) -> Outcome[bytes, PictureFailure] | None:
        """None for an address where nothing was ever uploaded."""
        if not address.startswith(_PLACE):
            return None
        content = self._contents.get(address)
        if content is None:
            return Failure(PictureGone())
        return Failure(NotAPicture()) if kind_of_picture(content) is None else Success(content)
