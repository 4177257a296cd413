"""`tabys-bot health`: whether the bot is of use right now. For Docker's health check."""

import asyncio
import time
from pathlib import Path

from tabys_bot.adapters.redis.connection import connected
from tabys_bot.entrypoints.settings import MEMORY, Settings

_OLDEST_CONTACT = 90  # seconds; an idle bot hears from Telegram every 25


def complaints(settings: Settings) -> list[str]:
    """What is wrong, a sentence each; empty when all is well."""
    found = []
    try:
        age = time.time() - Path(settings.heartbeat_file).stat().st_mtime
        if age > _OLDEST_CONTACT:
            found.append(f"Telegram has not answered for {age:.0f} s")
    except OSError:
        found.append("Telegram has not answered since the start")
    if settings.redis_url != MEMORY:
        problem = asyncio.run(_redis_problem(settings.redis_url))
        if problem:
            found.append(f"Redis: {problem}")
    return found


async def _redis_problem(url: str) -> str:
    try:
        async with connected(url) as redis:
            # a write: a full or read-only Redis answers PING, and nobody can be served
            await redis.set("tg_health", "1", ex=60)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what has to be told
        return f"{type(error).__name__}: cannot be written"
    return ""
