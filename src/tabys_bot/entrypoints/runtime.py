"""Opens what the settings name, and closes it again in the reverse order."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from zoneinfo import ZoneInfo

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.redis.connection import connected as redis_connected
from tabys_bot.adapters.tabys.client import longest_write
from tabys_bot.adapters.tabys.connection import connected as tabys_connected
from tabys_bot.adapters.tabys.pictures import pictures_connected
from tabys_bot.application.ports import Attachments, Clock
from tabys_bot.application.screens.texts import every_language
from tabys_bot.application.services.outgoing import Messenger
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import HttpBackend, MemoryBackend, MemoryStorage, RedisStorage
from tabys_bot.entrypoints.settings import MEMORY, Settings


def sample_tabys(clock: Clock) -> MemoryTabys:
    """A made-up Tabys with dozens of records in each module."""
    return MemoryTabys(clock=clock, records=sample_records(clock.now()))


@asynccontextmanager
async def opened(
    settings: Settings, *, attachments: Attachments, messenger: Messenger, tabys: MemoryTabys | None = None
) -> AsyncIterator[Application]:
    """The application over what the settings name; with `tabys` as the backend instead, if it is given.

    `attachments`: where what visitors send can be fetched; `messenger`: what brings them what they have not asked for.
    Nothing is sent to Redis or Tabys yet: a server that is down does not keep the bot from starting.
    """
    clock, zone = SystemClock(), ZoneInfo(settings.timezone)
    async with AsyncExitStack() as stack:
        storage: MemoryStorage | RedisStorage
        backend: MemoryBackend | HttpBackend
        if settings.redis_url == MEMORY:
            storage = MemoryStorage(clock=clock, limits=settings.limits)
        else:
            redis = await stack.enter_async_context(redis_connected(settings.redis_url))
            storage = RedisStorage(clock=clock, limits=settings.limits, redis=redis)
        if tabys is not None:
            backend = MemoryBackend(tabys=tabys)
        else:
            client = await stack.enter_async_context(
                tabys_connected(settings.tabys_api_url, timeout=settings.tabys_api_timeout)
            )
            media_url = settings.media_url or settings.tabys_api_url
            pictures = await stack.enter_async_context(pictures_connected(settings.tabys_api_url, settings.media_url))
            backend = HttpBackend(clock=clock, zone=zone, client=client, media_url=media_url, pictures=pictures)
        yield Application(
            clock=clock,
            texts=every_language(zone),
            default_language=settings.default_language,
            session_lifetime=settings.session_lifetime,
            check_interval=settings.check_interval,
            zone=zone,
            watch_interval=settings.watch_interval,
            attachments=attachments,
            messenger=messenger,
            under_way=longest_write(settings.tabys_api_timeout),
            storage=storage,
            backend=backend,
        )
