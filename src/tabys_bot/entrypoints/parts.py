"""What the application stands on: where it remembers, and which Tabys it talks to.

The annotated providers are the proof that the adapters fit. To swap a storage or a backend, write a container with the
same providers.
"""

from zoneinfo import ZoneInfo

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, Dependency, Provider, Singleton
from redis.asyncio import Redis

from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.adapters.tabys.administration import HttpAdministration
from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.client import TabysClient
from tabys_bot.adapters.tabys.moderation import HttpModeration
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.pictures import HttpPictures
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.writing import HttpWriting
from tabys_bot.application.ports import (
    AdministrationGateway,
    AuthGateway,
    Clock,
    EntityGateway,
    ModerationGateway,
    PictureGateway,
    Store,
    WritingGateway,
)
from tabys_bot.domain.limits import Limits


class MemoryStorage(DeclarativeContainer):
    """Remembers in this process."""

    clock: Dependency[Clock] = Dependency()
    limits: Dependency[Limits] = Dependency(instance_of=Limits)

    store: Provider[Store] = Singleton(MemoryStore, clock=clock, limits=limits)


class RedisStorage(DeclarativeContainer):
    """Remembers in Redis or Valkey."""

    clock: Dependency[Clock] = Dependency()
    limits: Dependency[Limits] = Dependency(instance_of=Limits)
    redis: Dependency[Redis] = Dependency(instance_of=Redis)

    store: Provider[Store] = Singleton(RedisStore, redis=redis, clock=clock, limits=limits)


def _auth(tabys: MemoryTabys) -> AuthGateway:
    return tabys


def _entities(tabys: MemoryTabys) -> EntityGateway:
    return tabys


def _writing(tabys: MemoryTabys) -> WritingGateway:
    return tabys


def _pictures(tabys: MemoryTabys) -> PictureGateway:
    return tabys


def _moderation(tabys: MemoryTabys) -> ModerationGateway:
    return tabys


def _administration(tabys: MemoryTabys) -> AdministrationGateway:
    return tabys


class MemoryBackend(DeclarativeContainer):
    """A made-up Tabys."""

    tabys: Dependency[MemoryTabys] = Dependency(instance_of=MemoryTabys)

    auth: Provider[AuthGateway] = Callable(_auth, tabys)
    entities: Provider[EntityGateway] = Callable(_entities, tabys)
    pictures: Provider[PictureGateway] = Callable(_pictures, tabys)
    administration: Provider[AdministrationGateway] = Callable(_administration, tabys)
    writing: Provider[WritingGateway] = Callable(_writing, tabys)
    moderation: Provider[ModerationGateway] = Callable(_moderation, tabys)


class HttpBackend(DeclarativeContainer):
    """A real Tabys."""

    clock: Dependency[Clock] = Dependency()
    zone: Dependency[ZoneInfo] = Dependency(instance_of=ZoneInfo)
    client: Dependency[TabysClient] = Dependency(instance_of=TabysClient)
    media_url: Dependency[str] = Dependency(instance_of=str)
    pictures: Dependency[HttpPictures] = Dependency(instance_of=HttpPictures)

    names: Singleton[Names] = Singleton(Names, client=client, clock=clock)
    auth: Provider[AuthGateway] = Singleton(HttpAuth, client=client)
    entities: Provider[EntityGateway] = Singleton(
        HttpEntities, client=client, names=names, clock=clock, zone=zone, media_url=media_url
    )
    administration: Provider[AdministrationGateway] = Singleton(HttpAdministration, client=client)
    moderation: Provider[ModerationGateway] = Singleton(
        HttpModeration, client=client, names=names, clock=clock, media_url=media_url
    )
    writing: Provider[WritingGateway] = Singleton(
        HttpWriting, client=client, pictures=pictures, clock=clock, zone=zone, media_url=media_url
    )
