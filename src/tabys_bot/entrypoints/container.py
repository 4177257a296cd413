"""The wiring of the application, over one storage and one backend (parts.py).

Connections come in from outside (runtime.py), so that everything here is synchronous.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, DependenciesContainer, Dependency, Provider, Singleton

from tabys_bot.application.answers.alerting import Alerting
from tabys_bot.application.answers.browsing import Browsing
from tabys_bot.application.answers.filling import Filling
from tabys_bot.application.answers.marking import Marking
from tabys_bot.application.answers.moderating import Moderating
from tabys_bot.application.answers.narrowing import Narrowing
from tabys_bot.application.answers.offering import Offering
from tabys_bot.application.answers.panel import Panel
from tabys_bot.application.answers.writing import Writing
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.ports import (
    Attachments,
    Clock,
    SentPictures,
    Store,
)
from tabys_bot.application.screens.reasons import Reasons
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.services.batching import BatchWorker
from tabys_bot.application.services.delivering import Deliver
from tabys_bot.application.services.outcomes import Outcomes
from tabys_bot.application.services.outgoing import Messenger, Words
from tabys_bot.application.services.watching import Watch
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
from tabys_bot.application.use_cases.moderation.deciding import Decide, LastDecision
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.application.use_cases.writing.acting import PerformAct
from tabys_bot.application.use_cases.writing.drafting import BeginDraft
from tabys_bot.application.use_cases.writing.looking_back import ReadHistory
from tabys_bot.application.use_cases.writing.recording import Recorder
from tabys_bot.application.use_cases.writing.saving import SaveForm
from tabys_bot.application.use_cases.writing.verifying import FindOut
from tabys_bot.domain.languages import Language


def _sent_pictures(store: Store) -> SentPictures:
    return store


class Application(DeclarativeContainer):
    """Everything inside the ports, over one storage and one backend."""

    clock: Dependency[Clock] = Dependency()
    texts: Dependency[dict[Language, Texts]] = Dependency(instance_of=dict)
    default_language: Dependency[Language] = Dependency(instance_of=Language)
    session_lifetime: Dependency[timedelta] = Dependency(instance_of=timedelta)
    check_interval: Dependency[timedelta] = Dependency(instance_of=timedelta)
    zone: Dependency[ZoneInfo] = Dependency(instance_of=ZoneInfo)
    watch_interval: Dependency[timedelta] = Dependency(instance_of=timedelta)
    attachments: Dependency[Attachments] = Dependency()
    messenger: Dependency[Messenger] = Dependency()
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
    last_decision: Provider[LastDecision] = Singleton(LastDecision, history=storage.store)
    browsing: Provider[Browsing] = Singleton(
        Browsing,
        list_entities=list_entities,
        show_entity=show_entity,
        show_pictures=Singleton(ShowPicturesOf, entities=backend.entities, show=show_entity),
        find_named=Singleton(FindNamedRecord, show=show_entity, find=list_entities),
        list_options=list_options,
        count_records=Singleton(CountRecords, entities=backend.entities),
        pictures=backend.pictures,
        last_decision=last_decision,
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
    words: Provider[Words] = Singleton(Words, preferences=storage.store, texts=texts, default=default_language)
    outcomes: Provider[Outcomes] = Singleton(
        Outcomes,
        alerts=storage.store,
        show=show_entity,
        last_decision=last_decision,
        sessions=storage.store,
        recognise=recognise,
        messenger=messenger,
        words=words,
    )
    recorder: Provider[Recorder] = Singleton(
        Recorder, history=storage.store, clock=clock, announce=outcomes.provided.note
    )
    find_out: Provider[FindOut] = Singleton(FindOut, entities=backend.entities, history=storage.store)
    perform: Provider[PerformAct] = Singleton(
        PerformAct,
        writing=backend.writing,
        show=show_entity,
        once=storage.store,
        find_out=find_out,
        recorder=recorder,
        under_way=under_way,
    )
    lists: Provider[WaitingLists] = Singleton(WaitingLists, moderation=backend.moderation, clock=clock)
    decide: Provider[Decide] = Singleton(Decide, perform=perform, show=show_entity, by=last_decision, lists=lists)
    reasons: Provider[Reasons] = Singleton(Reasons, texts=texts)
    batch_worker: Provider[BatchWorker] = Singleton(
        BatchWorker,
        batches=storage.store,
        decide=decide,
        sessions=storage.store,
        recognise=recognise,
        once=storage.store,
        messenger=messenger,
        words=words,
        reasons=reasons,
        clock=clock,
        under_way=under_way,
    )
    watch: Provider[Watch] = Singleton(
        Watch,
        lists=lists,
        deliver=Singleton(
            Deliver,
            show=show_entity,
            alerts=storage.store,
            sessions=storage.store,
            recognise=recognise,
            once=storage.store,
            messenger=messenger,
            words=words,
            clock=clock,
            zone=zone,
        ),
        alerts=storage.store,
        outcomes=outcomes,
        sessions=storage.store,
        recognise=recognise,
        once=storage.store,
        clock=clock,
        interval=watch_interval,
    )
    moderating: Provider[Moderating] = Singleton(
        Moderating, lists=lists, decide=decide, last_decision=last_decision, reasons=reasons, clock=clock
    )
    marking: Provider[Marking] = Singleton(
        Marking, lists=lists, batches=storage.store, worker=batch_worker, reasons=reasons
    )
    alerting: Provider[Alerting] = Singleton(Alerting, alerts=storage.store)
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
        perform=perform,
        read_history=Singleton(ReadHistory, history=storage.store, show=show_entity),
        drafts=storage.store,
        last_decision=last_decision,
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
        moderating=moderating,
        marking=marking,
        alerting=alerting,
        texts=texts,
        default_language=default_language,
    )
