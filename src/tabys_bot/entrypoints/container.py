"""The wiring: which adapter stands behind which port.

The annotated providers are the proof that the adapters fit. Connections come in from outside (runtime.py), so that
everything here is synchronous. To swap a storage or a backend, write a container with the same providers.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, DependenciesContainer, Dependency, Provider, Singleton
from redis.asyncio import Redis

from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.adapters.tabys.administration import HttpAdministration
from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.adapters.tabys.client import TabysClient
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.pictures import HttpPictures
from tabys_bot.adapters.tabys.records import HttpEntities
from tabys_bot.adapters.tabys.writing import HttpWriting
from tabys_bot.application.answers.browsing import Browsing
from tabys_bot.application.answers.filling import Filling
from tabys_bot.application.answers.narrowing import Narrowing
from tabys_bot.application.answers.offering import Offering
from tabys_bot.application.answers.panel import Panel
from tabys_bot.application.answers.writing import Writing
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.ports import (
    AdministrationGateway,
    Attachments,
    AuthGateway,
    Clock,
    EntityGateway,
    PictureGateway,
    SentPictures,
    Store,
    WritingGateway,
)
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.use_cases import administration
from tabys_bot.application.use_cases.browsing import (
    CountRecords,
    FindNamedRecord,
    ListEntities,
    ListOptions,
    ShowEntity,
    ShowPicturesOf,
)
from tabys_bot.application.use_cases.finding import FindEverywhere
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.application.use_cases.writing.acting import PerformAct
from tabys_bot.application.use_cases.writing.drafting import BeginDraft
from tabys_bot.application.use_cases.writing.looking_back import ReadHistory
from tabys_bot.application.use_cases.writing.recording import Recorder
from tabys_bot.application.use_cases.writing.saving import SaveForm
from tabys_bot.application.use_cases.writing.verifying import FindOut
from tabys_bot.domain.languages import Language
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
    writing: Provider[WritingGateway] = Singleton(
        HttpWriting, client=client, pictures=pictures, clock=clock, zone=zone, media_url=media_url
    )


def _sent_pictures(store: Store) -> SentPictures:
    return store


class Application(DeclarativeContainer):
    """Everything inside the ports, over one storage and one backend."""

    clock: Dependency[Clock] = Dependency()
    texts: Dependency[dict[Language, Texts]] = Dependency(instance_of=dict)
    default_language: Dependency[Language] = Dependency(instance_of=Language)
    session_lifetime: Dependency[timedelta] = Dependency(instance_of=timedelta)
    check_interval: Dependency[timedelta] = Dependency(instance_of=timedelta)
    attachments: Dependency[Attachments] = Dependency()
    under_way: Dependency[timedelta] = Dependency(instance_of=timedelta)
    storage = DependenciesContainer()
    backend = DependenciesContainer()

    sent_pictures: Provider[SentPictures] = Callable(_sent_pictures, storage.store)
    recognise: Provider[RecogniseVisitor] = Singleton(
        RecogniseVisitor,
        auth=backend.auth,
        sessions=storage.store,
        clock=clock,
        check_interval=check_interval,
        lifetime=session_lifetime,
    )
    log_in: Provider[LoginWithOtp] = Singleton(
        LoginWithOtp,
        attempts=storage.store,
        auth=backend.auth,
        sessions=storage.store,
        clock=clock,
        lifetime=session_lifetime,
    )
    log_out: Provider[LogOut] = Singleton(LogOut, auth=backend.auth, sessions=storage.store)
    list_entities: Provider[ListEntities] = Singleton(ListEntities, entities=backend.entities)
    show_entity: Provider[ShowEntity] = Singleton(ShowEntity, entities=backend.entities)
    list_options: Provider[ListOptions] = Singleton(ListOptions, entities=backend.entities)
    browsing: Provider[Browsing] = Singleton(
        Browsing,
        list_entities=list_entities,
        show_entity=show_entity,
        show_pictures=Singleton(ShowPicturesOf, entities=backend.entities, show=show_entity),
        find_named=Singleton(FindNamedRecord, show=show_entity, find=list_entities),
        list_options=list_options,
        count_records=Singleton(CountRecords, entities=backend.entities),
        pictures=backend.pictures,
    )
    narrowing: Provider[Narrowing] = Singleton(
        Narrowing,
        browsing=browsing,
        find=Singleton(FindEverywhere, entities=backend.entities),
    )
    panel: Provider[Panel] = Singleton(
        Panel,
        who_is_signed_in=Singleton(
            administration.WhoIsSignedIn, administration=backend.administration, sessions=storage.store
        ),
        revoke=Singleton(
            administration.RevokeSession,
            administration=backend.administration,
            sessions=storage.store,
            desks=storage.store,
        ),
        own=Singleton(administration.OwnSessions, auth=backend.auth, sessions=storage.store, desks=storage.store),
        registrations=Singleton(administration.Registrations, administration=backend.administration),
        dashboard=Singleton(administration.ShowDashboard, administration=backend.administration),
    )
    filling: Provider[Filling] = Singleton(
        Filling,
        drafts=storage.store,
        under_way=under_way,
        offering=Singleton(Offering, list_options=list_options, list_entities=list_entities, show_entity=show_entity),
    )
    recorder: Provider[Recorder] = Singleton(Recorder, history=storage.store, clock=clock)
    find_out: Provider[FindOut] = Singleton(FindOut, entities=backend.entities, history=storage.store)
    writing: Provider[Writing] = Singleton(
        Writing,
        filling=filling,
        begin=Singleton(BeginDraft, show=show_entity, drafts=storage.store, clock=clock),
        save=Singleton(
            SaveForm,
            writing=backend.writing,
            show=show_entity,
            drafts=storage.store,
            find_out=find_out,
            recorder=recorder,
            attachments=attachments,
            clock=clock,
            once=storage.store,
            under_way=under_way,
        ),
        perform=Singleton(
            PerformAct,
            writing=backend.writing,
            show=show_entity,
            once=storage.store,
            find_out=find_out,
            recorder=recorder,
            under_way=under_way,
        ),
        read_history=Singleton(ReadHistory, history=storage.store, show=show_entity),
        drafts=storage.store,
    )
    conversation: Provider[Conversation] = Singleton(
        Conversation,
        visits=storage.store,
        desks=storage.store,
        preferences=storage.store,
        clock=clock,
        recognise=recognise,
        log_in=log_in,
        log_out=log_out,
        browsing=browsing,
        narrowing=narrowing,
        panel=panel,
        filling=filling,
        writing=writing,
        texts=texts,
        default_language=default_language,
    )
