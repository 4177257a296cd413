"""Admins who want to be told of new work, a Tabys where it waits, and watches that tell them."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar, cast

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.application.failures import GatewayFailure, StoreUnavailableError
from tabys_bot.application.screens.intents import AskReason, Decide
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.application.services.delivering import Deliver
from tabys_bot.application.services.outcomes import Outcomes
from tabys_bot.application.services.outgoing import Words
from tabys_bot.application.services.watching import Watch
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.moderation.deciding import LastDecision
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import AlertChoice, AlertMode, Subject
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import Lineup, Waiting, moderated_by, state_field, waits
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tests.unit.scene import ANNA, TEXTS, ZONE, MovableTabys, Scene, scene_over
from tests.unit.told import Told

INTERVAL = timedelta(minutes=1)
AFTER_A_CRASH = timedelta(minutes=6)
EVENT = Subject(Section.EVENTS, 1)
T = TypeVar("T")


class LinedTabys(MovableTabys):
    """A Tabys whose lines can be damaged. `unlisted` rows are in no line, and count as damaged; `cut`: lines that are
    not read to their end; `unread`: lines, and `unreadable` records, that end in a failure; `pause`: how
    long each line takes."""

    def __init__(self, *, clock: ManualClock) -> None:
        super().__init__(clock=clock, records={})
        self.unlisted: set[Subject] = set()
        self.cut: set[Section] = set()
        self.unread: dict[Section, GatewayFailure] = {}
        self.unreadable: dict[Subject, GatewayFailure] = {}
        self.pause = timedelta()
        self._manual = clock

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        self._manual.advance(self.pause)
        refusal = self._asked(f"waiting {section}", session) or self.unread.get(section)
        if refusal:
            return Failure(refusal)
        waiting = [entity for entity in self.records.get(section, []) if waits(entity)]
        shown = [Waiting(one) for one in waiting if Subject(section, one.id) not in self.unlisted]
        return Success(Lineup(tuple(shown), len(waiting) - len(shown), section not in self.cut))

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        outcome = await super().record(session, query, entity_id, near=near)
        failure = self.unreadable.get(Subject(query.section, entity_id))
        return Failure(failure) if failure else outcome

    def add(self, section: Section, *ids: int, **values: str) -> None:
        """Records that wait."""
        title = CATALOGUE[section].titles[0]
        among = self.records.setdefault(section, [])
        for number in ids:
            among.append(Entity(section, number, {title: called(number), state_field(section): "pending", **values}))

    def decide_in_panel(self, section: Section, entity_id: int, state: str = "approved") -> None:
        """As somebody in the web panel does."""
        among = self.records[section]
        at = next(at for at, entity in enumerate(among) if entity.id == entity_id)
        among[at] = replace(among[at], values={**among[at].values, state_field(section): state})

    def remove(self, section: Section, entity_id: int) -> None:
        self.records[section] = [entity for entity in self.records[section] if entity.id != entity_id]


class Trip:
    """Fails the call with that number, of all that go through it; nothing of that call is done."""

    def __init__(self, at: int, error: Exception | None = None) -> None:
        self.left = at
        self.error = error or StoreUnavailableError("tripped")

    def over(self, thing: T) -> T:
        return cast("T", _Tripping(self, thing))


class _Tripping:
    def __init__(self, trip: Trip, thing: object) -> None:
        self._trip = trip
        self._thing = thing

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def call(*args: Any, **kwargs: Any) -> Any:
            self._trip.left -= 1
            if self._trip.left == 0:
                raise self._trip.error
            return await getattr(self._thing, name)(*args, **kwargs)

        return call


@dataclass(frozen=True, slots=True)
class Post:
    """`watch`, `outcomes`: of one instance."""

    bot: Scene
    tabys: LinedTabys
    told: Told
    watch: Watch
    outcomes: Outcomes

    @property
    def clock(self) -> ManualClock:
        return self.bot.clock

    @property
    def store(self) -> MemoryStore:
        return self.bot.store

    async def subscribed(
        self,
        visitor: Visitor = ANNA,
        role: Role = Role.ADMINISTRATOR,
        mode: AlertMode = AlertMode.AT_ONCE,
        *,
        kinds: Iterable[Section] | None = None,
        hours: Iterable[int] = (),
        quiet: tuple[int, int] | None = None,
        language: Language = Language.RU,
    ) -> Session:
        """Somebody who has signed in and chosen."""
        session = await self.bot.admitted(role, visitor)
        wanted = frozenset(moderated_by(role) if kinds is None else kinds)
        choice = AlertChoice(session.admin_id, mode, wanted, frozenset(hours), quiet, language)
        await self.store.save_alert_choice(visitor.id, choice)
        return session

    async def round(self, after: timedelta = INTERVAL) -> None:
        """The next look."""
        self.clock.advance(after)
        self.tabys.calls.clear()
        await self.watch.round()

    def another(self, trip: Trip | None = None, *, telling: Told | None = None) -> "Post":
        """Another instance over the same store, Tabys and Telegram, or one whose store and Telegram fail once.

        `telling`: in place of that Telegram."""
        shown = telling or self.told
        store = trip.over(self.store) if trip else self.store
        told = trip.over(shown) if trip else shown
        return replace(self, told=shown, **_instance(self.bot, self.tabys, store, told))

    def heard(self, visitor: Visitor = ANNA) -> list[Subject]:
        """Of what alerts of his tell, the oldest in front."""
        return [subject for screen in self.told.to(visitor.id) for subject in subjects_of(screen)]

    def titles(self, visitor: Visitor = ANNA) -> list[str]:
        return [screen.title for screen in self.told.to(visitor.id)]


def subjects_of(screen: Screen) -> list[Subject]:
    """The record that an alert lets decide on; none for other screens."""
    intents = [button.intent for row in screen.rows for button in row if isinstance(button, Press)]
    found = [Subject(one.section, one.entity_id) for one in intents if isinstance(one, Decide | AskReason)]
    return list(dict.fromkeys(found))


def called(number: int) -> str:
    return f"Запись {number}"


def post() -> Post:
    """Nobody is signed in, nothing waits, and nobody has looked yet."""
    clock = ManualClock()  # two in the afternoon
    tabys = LinedTabys(clock=clock)
    bot, told = scene_over(tabys, clock), Told()
    return Post(bot, tabys, told, **_instance(bot, tabys, bot.store, told))


def _instance(bot: Scene, tabys: LinedTabys, store: MemoryStore, told: Told) -> Any:
    show, recognise = ShowEntity(entities=tabys), bot.recognise
    words = Words(preferences=store, texts=TEXTS, default=Language.RU)
    outcomes = Outcomes(
        alerts=store,
        show=show,
        last_decision=LastDecision(history=store),
        sessions=store,
        recognise=recognise,
        messenger=told,
        words=words,
    )
    watch = Watch(
        lists=WaitingLists(moderation=tabys, clock=bot.clock),
        deliver=Deliver(
            show=show,
            alerts=store,
            sessions=store,
            recognise=recognise,
            once=store,
            messenger=told,
            words=words,
            clock=bot.clock,
            zone=ZONE,
        ),
        alerts=store,
        outcomes=outcomes,
        sessions=store,
        recognise=recognise,
        once=store,
        clock=bot.clock,
        interval=INTERVAL,
    )
    return {"watch": watch, "outcomes": outcomes}
