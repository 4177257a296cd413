"""What is kept for convenience, in Redis, and may be lost: languages, desks, handles of pictures."""

import hashlib
from datetime import timedelta

from tabys_bot.adapters.redis.base import OverRedis, reaching
from tabys_bot.adapters.redis.records import dump_desk
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language

_LANGUAGE_KEPT = timedelta(days=365)
_DESK_KEPT = timedelta(days=30)
_HANDLE_KEPT = timedelta(days=30)


class RedisKeepsakes(OverRedis):
    """Fits Preferences, Desks and SentPictures."""

    async def language_of(self, visitor_id: int) -> Language | None:
        return Language.parse(await self._text(f"tg_language:{visitor_id}"))

    async def set_language(self, visitor_id: int, language: Language) -> None:
        with reaching():
            await self._redis.set(f"tg_language:{visitor_id}", language, ex=_LANGUAGE_KEPT)

    async def save_desk(self, visitor_id: int, desk: Desk) -> None:
        key, text = f"tg_desk:{visitor_id}", dump_desk(desk)
        with reaching():
            if desk == Desk(desk.admin_id):
                await self._redis.delete(key)
            elif text is not None:
                await self._redis.set(key, text, ex=_DESK_KEPT)

    async def handle_of(self, address: str) -> str | None:
        return await self._text(_handle_key(address)) or None

    async def note_sent(self, address: str, handle: str) -> None:
        with reaching():
            await self._redis.set(_handle_key(address), handle, ex=_HANDLE_KEPT)

    async def forget_sent(self, address: str) -> None:
        with reaching():
            await self._redis.delete(_handle_key(address))


def _handle_key(address: str) -> str:
    """Addresses of pictures may be secrets: the store sees a digest."""
    return "tg_photo:" + hashlib.sha256(address.encode(errors="replace")).hexdigest()[:32]
