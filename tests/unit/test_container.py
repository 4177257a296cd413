"""The wiring holds together, whichever parts are behind the ports."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from dependency_injector.containers import Container
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.adapters.tabys.administration import HttpAdministration
from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.client import TabysClient
from tabys_bot.adapters.tabys.moderation import HttpModeration
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.pictures import HttpPictures, pictures_connected
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.writing import HttpWriting
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.answers.alerting import Alerting
from tabys_bot.application.answers.browsing import Browsing
from tabys_bot.application.answers.filling import Filling
from tabys_bot.application.answers.marking import Marking
from tabys_bot.application.answers.moderating import Moderating
from tabys_bot.application.answers.narrowing import Narrowing
from tabys_bot.application.answers.panel import Panel
from tabys_bot.application.answers.writing import Writing
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.reasons import Reasons
from tabys_bot.application.services.batching import BatchWorker
from tabys_bot.application.services.outcomes import Outcomes
from tabys_bot.application.services.outgoing import Words
from tabys_bot.application.services.watching import Watch
from tabys_bot.application.use_cases.browsing import ListEntities, ListOptions, ShowEntity
from tabys_bot.application.use_cases.moderation.deciding import Decide, LastDecision
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.application.use_cases.writing.acting import PerformAct
from tabys_bot.application.use_cases.writing.recording import Recorder
from tabys_bot.application.use_cases.writing.verifying import FindOut
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import HttpBackend, MemoryBackend, MemoryStorage, RedisStorage
from tabys_bot.entrypoints.services import services_of
from tests.unit.scene import TEXTS, ZONE
from tests.unit.told import Told

CLOCK = ManualClock()
LIMITS = Limits()
MEDIA = "https://media.example"


@pytest.fixture
async def pictures() -> AsyncIterator[HttpPictures]:
    """Over a connection that is never used."""
    async with pictures_connected("https://tabys.example", MEDIA) as connected:
        yield connected


def memory_storage() -> MemoryStorage:
    return MemoryStorage(clock=CLOCK, limits=LIMITS)


def redis_storage() -> RedisStorage:
    """Over a client that is never used."""
    return RedisStorage(clock=CLOCK, limits=LIMITS, redis=Redis.from_url("redis://nowhere.invalid"))


def memory_backend(_: HttpPictures) -> MemoryBackend:
    return MemoryBackend(tabys=MemoryTabys(clock=CLOCK, records={}))


def http_backend(pictures: HttpPictures) -> HttpBackend:
    """Over clients that are never used."""
    client = TabysClient(pooled=httpx.AsyncClient(), fresh=httpx.AsyncClient(), timeout=1)
    return HttpBackend(clock=CLOCK, zone=ZONE, client=client, media_url=MEDIA, pictures=pictures)


def application(
    storage: MemoryStorage | RedisStorage,
    backend: MemoryBackend | HttpBackend,
    *,
    attachments: WebAttachments | None = None,
) -> Application:
    return Application(
        clock=CLOCK,
        texts=TEXTS,
        default_language=Language.RU,
        session_lifetime=timedelta(days=1),
        check_interval=timedelta(minutes=5),
        storage=storage,
        attachments=attachments or WebAttachments(),
        zone=ZONE,
        watch_interval=timedelta(minutes=1),
        messenger=Told(),
        under_way=timedelta(seconds=180),
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


def test_the_backend_in_memory_resolves(pictures: HttpPictures) -> None:
    assert resolved(memory_backend(pictures)) == dict.fromkeys(
        ("tabys", "auth", "entities", "writing", "pictures", "administration", "moderation"), MemoryTabys
    )


def test_the_backend_over_http_resolves(pictures: HttpPictures) -> None:
    assert resolved(http_backend(pictures)) == {
        "clock": ManualClock,
        "zone": ZoneInfo,
        "client": TabysClient,
        "media_url": str,
        "names": Names,
        "auth": HttpAuth,
        "entities": HttpEntities,
        "pictures": HttpPictures,
        "administration": HttpAdministration,
        "moderation": HttpModeration,
        "writing": HttpWriting,
    }


@pytest.mark.parametrize("storage", [memory_storage, redis_storage])
@pytest.mark.parametrize("backend", [memory_backend, http_backend])
def test_the_application_resolves_over_every_mix_of_parts(
    storage: Callable[[], MemoryStorage | RedisStorage],
    backend: Callable[[HttpPictures], MemoryBackend | HttpBackend],
    pictures: HttpPictures,
) -> None:
    found = resolved(application(storage(), backend(pictures)))
    assert {name: kind for name, kind in found.items() if kind.__module__.startswith("tabys_bot.application.")} == {
        "recognise": RecogniseVisitor,
        "log_in": LoginWithOtp,
        "log_out": LogOut,
        "list_entities": ListEntities,
        "show_entity": ShowEntity,
        "list_options": ListOptions,
        "browsing": Browsing,
        "narrowing": Narrowing,
        "panel": Panel,
        "filling": Filling,
        "words": Words,
        "last_decision": LastDecision,
        "outcomes": Outcomes,
        "recorder": Recorder,
        "find_out": FindOut,
        "perform": PerformAct,
        "lists": WaitingLists,
        "decide": Decide,
        "reasons": Reasons,
        "batch_worker": BatchWorker,
        "watch": Watch,
        "moderating": Moderating,
        "marking": Marking,
        "alerting": Alerting,
        "writing": Writing,
        "conversation": Conversation,
    }


def test_there_is_one_of_each_part(pictures: HttpPictures) -> None:
    storage, backend = memory_storage(), http_backend(pictures)
    whole = application(storage, backend)
    parts = (
        *(storage.store, backend.names, backend.auth, backend.entities, backend.pictures, backend.administration),
        *(backend.writing, whole.recognise, whole.browsing, whole.narrowing, whole.panel, whole.filling, whole.writing),
        *(whole.recorder, whole.find_out, whole.perform, whole.lists, whole.decide, whole.last_decision, whole.reasons),
        *(whole.outcomes, whole.batch_worker, whole.watch, whole.words, whole.moderating, whole.marking),
        *(backend.moderation, whole.alerting, whole.conversation),
    )
    assert [part() is part() for part in parts] == [True] * len(parts)


def test_pictures_that_were_sent_are_remembered_in_the_store(pictures: HttpPictures) -> None:
    storage = memory_storage()
    whole = application(storage, memory_backend(pictures))
    assert whole.sent_pictures() is storage.store()


def test_what_visitors_send_is_fetched_from_the_transport_that_it_was_sent_to(pictures: HttpPictures) -> None:
    sent = WebAttachments()
    whole = application(memory_storage(), memory_backend(pictures), attachments=sent)
    assert whole.attachments() is sent


def test_what_visitors_have_not_asked_for_is_brought_by_the_messenger_of_the_transport(pictures: HttpPictures) -> None:
    whole = application(memory_storage(), memory_backend(pictures))
    assert isinstance(whole.messenger(), Told)


def test_the_services_are_the_same_that_the_answers_use(pictures: HttpPictures) -> None:
    whole = application(memory_storage(), memory_backend(pictures))
    services = services_of(whole)
    assert [type(service) for service in services] == [Watch, BatchWorker, Outcomes]
    assert all(again is service for again, service in zip(services_of(whole), services, strict=True))
    assert whole.batch_worker() in services
    assert whole.outcomes() in services


def test_two_applications_share_nothing() -> None:
    first, second = memory_storage(), memory_storage()
    assert first.store() is not second.store()
