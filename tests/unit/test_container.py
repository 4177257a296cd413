"""The wiring holds together, whichever parts are behind the ports."""

import asyncio
import inspect
from datetime import timedelta

import httpx
import pytest
from dependency_injector.containers import Container
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.client import TabysClient
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.use_cases.browsing import ListEntities, ShowEntity
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.entrypoints.container import Application, HttpBackend, MemoryBackend, MemoryStorage, RedisStorage
from tests.unit.scene import TEXTS

CLOCK = ManualClock()
LIMITS = Limits()


def memory_storage() -> MemoryStorage:
    return MemoryStorage(clock=CLOCK, limits=LIMITS)


def redis_storage() -> RedisStorage:
    """Over a client that is never used."""
    return RedisStorage(clock=CLOCK, limits=LIMITS, redis=Redis.from_url("redis://nowhere.invalid"))


def memory_backend() -> MemoryBackend:
    return MemoryBackend(tabys=MemoryTabys(clock=CLOCK, records={}))


def http_backend() -> HttpBackend:
    """Over clients that are never used."""
    client = TabysClient(pooled=httpx.AsyncClient(), fresh=httpx.AsyncClient(), timeout=1)
    return HttpBackend(clock=CLOCK, client=client)


def application(storage: MemoryStorage | RedisStorage, backend: MemoryBackend | HttpBackend) -> Application:
    return Application(
        clock=CLOCK,
        texts=TEXTS,
        default_language=Language.RU,
        session_lifetime=timedelta(days=1),
        check_interval=timedelta(minutes=5),
        storage=storage,
        backend=backend,
    )


def resolved(container: Container) -> dict[str, type]:
    """What each provider gives; a future or a coroutine would be an asynchronous provider in disguise."""
    given = {name: provider() for name, provider in container.providers.items()}
    assert not [name for name, value in given.items() if asyncio.isfuture(value) or inspect.iscoroutine(value)]
    assert not [name for name, provider in container.providers.items() if provider.is_async_mode_enabled()]
    return {name: type(value) for name, value in given.items()}


def test_the_storage_in_memory_resolves() -> None:
    assert resolved(memory_storage()) == {"clock": ManualClock, "limits": Limits, "store": MemoryStore}


def test_the_storage_in_redis_resolves() -> None:
    assert resolved(redis_storage()) == {"clock": ManualClock, "limits": Limits, "redis": Redis, "store": RedisStore}


def test_the_backend_in_memory_resolves() -> None:
    assert resolved(memory_backend()) == dict.fromkeys(("tabys", "auth", "entities"), MemoryTabys)


def test_the_backend_over_http_resolves() -> None:
    assert resolved(http_backend()) == {
        "clock": ManualClock,
        "client": TabysClient,
        "names": Names,
        "auth": HttpAuth,
        "entities": HttpEntities,
    }


@pytest.mark.parametrize("storage", [memory_storage, redis_storage])
@pytest.mark.parametrize("backend", [memory_backend, http_backend])
def test_the_application_resolves_over_every_mix_of_parts(storage: type, backend: type) -> None:
    found = resolved(application(storage(), backend()))
    assert {name: kind for name, kind in found.items() if kind.__module__.startswith("tabys_bot.application.")} == {
        "recognise": RecogniseVisitor,
        "log_in": LoginWithOtp,
        "log_out": LogOut,
        "list_entities": ListEntities,
        "show_entity": ShowEntity,
        "conversation": Conversation,
    }


def test_there_is_one_of_each_part() -> None:
    storage, backend = memory_storage(), http_backend()
    whole = application(storage, backend)
    parts = (storage.store, backend.names, backend.auth, backend.entities, whole.recognise, whole.conversation)
    assert [part() is part() for part in parts] == [True] * len(parts)


def test_two_applications_share_nothing() -> None:
    first, second = memory_storage(), memory_storage()
    assert first.store() is not second.store()
