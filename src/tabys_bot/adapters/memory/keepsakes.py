"""What is kept for convenience, in this process only: languages, desks, handles of pictures."""

from datetime import timedelta

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.adapters.memory.passing import Keeping
from tabys_bot.application.ports import Clock
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits

_KEPT = timedelta(days=30)


class MemoryKeepsakes(InMemory):
    """Fits Preferences, Desks and SentPictures."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._languages: dict[int, Language] = {}
        self._desks = Keeping[int, Desk](clock, _KEPT)
        self._handles = Keeping[str, str](clock, _KEPT)

    async def language_of(self, visitor_id: int) -> Language | None:
        self._reach()
        return self._languages.get(visitor_id)

    async def set_language(self, visitor_id: int, language: Language) -> None:
        self._reach()
        self._languages[visitor_id] = language

    async def save_desk(self, visitor_id: int, desk: Desk) -> None:
        self._reach()
        if desk == Desk(desk.admin_id):
            self._desks.drop(visitor_id)
        else:
            self._desks.put(visitor_id, desk)

    async def handle_of(self, address: str) -> str | None:
        self._reach()
        return self._handles.get(address)

    async def note_sent(self, address: str, handle: str) -> None:
        self._reach()
        self._handles.put(address, handle)

    async def forget_sent(self, address: str) -> None:
        self._reach()
        self._handles.drop(address)
