"""Real servers for the tests: Redis once for all, the fake Telegram and the fake Tabys for each test."""

import os
import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.telegram import handlers
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.redis import RedisServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import World, running_bot


@pytest.fixture(autouse=True)
def time_to_answer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No ⏳ just because the machine is busy; tests with `sign_of_life` have it when everybody has it."""
    if "sign_of_life" not in request.fixturenames:
        monkeypatch.setattr(handlers, "PATIENCE", 20.0)


@pytest.fixture
def sign_of_life() -> None:
    """The bot says after a moment that it is at work; see `time_to_answer`."""


@pytest.fixture(scope="session", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Each client of httpx reads all certificates of this machine, though every server of the tests speaks plain HTTP.

    Reading them once saves more time than most of the tests take.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """`TEST_REDIS_URL` if it is set (its database is emptied for each test), else a server of our own."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    with RedisServer() as server:
        yield server.url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A client of an empty database."""
    async with connected(redis_url) as client:
        await client.flushdb()
        yield client


@pytest.fixture
async def telegram() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        yield server


@pytest.fixture
async def tabys() -> AsyncIterator[TabysServer]:
    async with TabysServer() as server:
        yield server


@pytest.fixture
async def world(telegram: BotApiServer, tabys: TabysServer, redis: Redis, redis_url: str) -> AsyncIterator[World]:
    """A running bot whose every call Telegram must have taken, but for those that a test provokes."""
    assert await redis.dbsize() == 0
    async with running_bot(telegram, tabys, redis_url=redis_url) as running:
        yield running
    # the last confirmation ends the poll before it, which nobody waits for any more
    fine = ("not modified", "terminated by other getUpdates")
    unexpected = [refusal for refusal in telegram.refusals if not any(words in refusal.description for words in fine)]
    assert unexpected == []
