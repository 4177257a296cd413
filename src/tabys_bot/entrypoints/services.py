"""The tasks that go on beside the transport, for as long as the bot runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.entrypoints.container import Application

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_GRACE = 25.0  # seconds after a stop, beside those for presses in hand; Docker's stop_grace_period must be longer


class Service(Protocol):
    """Goes on until it is told to stop, and ends what it has in hand then."""

    async def run(self, stop: asyncio.Event) -> None: ...


def services_of(application: Application) -> tuple[Service, ...]:
    """What the bot does of itself."""
    return application.watch(), application.batch_worker(), application.outcomes()


@asynccontextmanager
async def serving(stop: asyncio.Event, *services: Service) -> AsyncIterator[None]:
    """Run them until `stop`, which the end of the block sets too, and wait until they have ended.

    A service that dies is begun anew after a pause, and does not end the process: what it was at stands in the store,
    so the next run goes on with it, while a process that ends with each bug of one service would answer no admin any
    more. Each death is an error in the log.
    """
    running = [asyncio.create_task(_kept_going(service, stop)) for service in services]
    ending = asyncio.create_task(_ended(running, stop))
    try:
        yield
    finally:
        stop.set()
        await ending


async def _kept_going(service: Service, stop: asyncio.Event) -> None:
    loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE
    while not stop.is_set():
        begun = loop.time()
        try:
            await service.run(stop)
            why = "" if stop.is_set() else "it ended of itself"
        except StoreUnavailableError as error:  # no bug of ours: one line
            why = f"store unavailable: {error}"
        except Exception as error:  # whatever it is, the others and the transport go on
            log.exception("bug service=%s", type(service).__name__)
            why = type(error).__name__
        if not why:
            return
        pause = _FIRST_PAUSE if loop.time() - begun > _LONGEST_PAUSE else pause
        log.error("a service died, it begins anew in %.0f s service=%s: %s", pause, type(service).__name__, why)
        await _stopped(stop, pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


async def _stopped(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until `stop`."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({waiting}, timeout=seconds)
    waiting.cancel()


async def _ended(running: list[asyncio.Task[None]], stop: asyncio.Event) -> None:
    """From the stop on they have as long as the presses in hand."""
    await stop.wait()
    if not running:
        return
    _, late = await asyncio.wait(running, timeout=_GRACE)
    for task in late:
        task.cancel()
    if late:
        log.error("%s services were not done within %.0f s", len(late), _GRACE)
        await asyncio.wait(late)
