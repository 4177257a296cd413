"""An admin who decides on several records at once, over a store, a Tabys and a chat that can fail at any moment."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dependency_injector.providers import Object

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import Meter, Order
from tabys_bot.application.screens.intents import Intent, SignIn
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.understanding import understand
from tabys_bot.application.services.batching import BatchWorker, until
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.batches import Batch, Item
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import WAITING, Lineup, state_field
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import MemoryBackend
from tests.unit.desk_scene import BUGS, ROOMY
from tests.unit.drawn import check
from tests.unit.far_tabys import FarTabys
from tests.unit.filling_scene import KeptStorage
from tests.unit.scene import ANNA, CHECK_INTERVAL, LIFETIME, TEXTS, ZONE, pressed, words_of
from tests.unit.told import Told

UNDER_WAY = timedelta(seconds=180)
_FOR_EVER = 600.0  # seconds; tests wait for what happens
FIRST = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


class Crashed(BaseException):
    """The process is no more. Nothing in the bot may catch it."""


class Steps:
    """Counts all that reaches the world outside; `last`: the process ends at that step."""

    def __init__(self) -> None:
        self.count = 0
        self.last = 0
        self.on: Callable[[str], None] | None = None

    def take(self, what: str) -> None:
        self.count += 1
        if self.on:
            self.on(what)
        if 0 < self.last <= self.count:
            raise Crashed(what)


class StepStore(MemoryStore):
    """Every write of it is two steps: before it is done, and after. `failing`: how many calls in a row find it down."""

    def __init__(self, clock: ManualClock, steps: Steps) -> None:
        super().__init__(clock=clock, limits=ROOMY)
        self.steps = steps
        self.failing = 0
        self.desks_written = 0
        self.unreadable = ""

    def _reach(self) -> None:
        if self.failing:
            self.failing -= 1
            self.down = True
        try:
            super()._reach()
        finally:
            self.down = False

    async def save_batch(self, batch: Batch, *, was: int | None) -> bool:
        self.steps.take("save")
        await asyncio.sleep(0)  # a store is far away: others go on meanwhile
        is_saved = await super().save_batch(batch, was=was)
        self.steps.take("saved")
        return is_saved

    async def batch(self, batch_id: str) -> Batch | None:
        found = await super().batch(batch_id)
        return None if batch_id == self.unreadable else found

    async def save_desk(self, visitor_id: int, desk: Desk) -> None:
        await super().save_desk(visitor_id, desk)
        self.desks_written += 1

    async def claim(self, what: str, lasting: timedelta) -> bool:
        self.steps.take("claim")
        claimed = await super().claim(what, lasting)
        self.steps.take("claimed")
        return claimed

    async def unclaim(self, what: str) -> None:
        self.steps.take("unclaim")
        await super().unclaim(what)


class StepTabys(FarTabys):
    """`refusing`: what writes to that record end in, nothing being done; `losing`: with it being done."""

    def __init__(self, clock: ManualClock, records: Mapping[Section, Sequence[Entity]], steps: Steps) -> None:
        super().__init__(clock=clock, records=records)
        self.steps = steps
        self.refusing: dict[int, GatewayFailure] = {}
        self.losing: dict[int, GatewayFailure] = {}
        self.orders: list[Order] = []
        self.lines_read = 0
        self.damaged = 0
        self.is_whole = True

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        outcome = await super().waiting(session, section)
        if isinstance(outcome, Failure):
            return outcome
        self.lines_read += 1
        return Success(Lineup(outcome.unwrap().items, self.damaged, self.is_whole))

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        self.steps.take("read")
        return await super().record(session, query, entity_id, near=near)

    async def write(self, session: Session, order: Order) -> Outcome[int, GatewayFailure | Rejected]:
        self.steps.take("write")
        if order.entity_id in self.refusing:
            return Failure(self.refusing[order.entity_id])
        outcome = await super().write(session, order)
        if isinstance(outcome, Success):
            self.orders.append(order)
        self.steps.take("wrote")
        lost = self.losing.get(order.entity_id)
        return Failure(lost) if lost else outcome

    def written_ids(self) -> list[int]:
        return [order.entity_id for order in self.orders]


class StepChat(Told):
    """Each message is two steps. `gate` holds them back until it is opened, as a 429 does."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps
        self.changed_at: list[datetime] = []
        self.told_count = 0
        self.gate: asyncio.Event | None = None

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        check(screen)
        await self._pass()
        self.steps.take("tell")
        outcome = await super().tell(visitor_id, screen)
        self.told_count += 1
        self.steps.take("told")
        return outcome

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        check(screen)
        await self._pass()
        self.steps.take("change")
        outcome = await super().change(visitor_id, message_id, screen)
        self.steps.take("changed")
        return outcome

    async def _pass(self) -> None:
        if self.gate:
            await self.gate.wait()


@dataclass(slots=True)
class Batcher:
    """Anna at one instance of the bot. Every screen is one that Telegram takes, and no confession of a bug."""

    clock: ManualClock
    steps: Steps
    store: StepStore
    tabys: StepTabys
    chat: StepChat
    visitor: Visitor = ANNA
    screen: Screen = field(default_factory=lambda: Screen(title="…"))
    pauses: list[float] = field(default_factory=list)
    on_pause: Callable[[float], None] | None = None
    stands_still: bool = False
    application: Application = field(init=False)
    worker: BatchWorker = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Only the store, Tabys and the chat are still there."""
        self.steps.last = 0
        self.application = app = Application(
            clock=self.clock,
            texts=TEXTS,
            default_language=Language.RU,
            session_lifetime=LIFETIME,
            check_interval=CHECK_INTERVAL,
            storage=KeptStorage(store=self.store),
            attachments=WebAttachments(),
            zone=ZONE,
            watch_interval=timedelta(minutes=1),
            messenger=self.chat,
            under_way=UNDER_WAY,
            backend=MemoryBackend(tabys=self.tabys),
        )
        self.worker = BatchWorker(
            batches=self.store,
            decide=app.decide(),
            sessions=self.store,
            recognise=app.recognise(),
            once=self.store,
            messenger=self.chat,
            words=app.words(),
            reasons=app.reasons(),
            clock=self.clock,
            under_way=UNDER_WAY,
            pause=self._pause,
        )
        app.batch_worker.override(Object(self.worker))

    async def _pause(self, seconds: float, *events: asyncio.Event) -> None:
        """The time passes at once; `stands_still`: not at all."""
        if self.stands_still:
            await until(_FOR_EVER, *events)
            return
        self.pauses.append(seconds)
        await asyncio.sleep(0)
        if any(event.is_set() for event in events):
            return
        self.clock.advance(timedelta(seconds=seconds))
        if self.on_pause:
            self.on_pause(seconds)

    def elsewhere(self, visitor: Visitor | None = None) -> "Batcher":
        """Another instance of the bot over the same store, or somebody else at one."""
        return Batcher(self.clock, self.steps, self.store, self.tabys, self.chat, visitor or self.visitor)

    async def sign_in(self, role: Role) -> None:
        await self.application.conversation().say(self.visitor, SignIn(self.tabys.issue_code(role)))
        self.tabys.calls.clear()

    async def press(self, what: Intent | str) -> Screen:
        """A button, by the end of its label or by what it asks for."""
        intent = pressed(self.screen, what) if isinstance(what, str) else what
        return self._seen(await self.application.conversation().press(self.visitor, intent))

    async def type(self, text: str) -> Screen:
        return self._seen(await self.application.conversation().say(self.visitor, understand(text)))

    def _seen(self, screen: Screen | None) -> Screen:
        assert screen is not None
        check(screen)
        assert not any(bug in words_of(screen) for bug in BUGS), words_of(screen)
        self.screen = screen
        return screen

    async def desk(self) -> Desk:
        return (await self.store.open(self.visitor.id, Meter.BUTTONS)).desk

    async def session(self) -> Session:
        session = (await self.store.open(self.visitor.id, Meter.BUTTONS)).session
        assert session is not None
        return session

    async def begun(
        self, ids: Sequence[int], *, section: Section = Section.EVENTS, act: str = "approve", reason: str = ""
    ) -> str:
        """A batch about these records; its id."""
        admin_id, name = (await self.session()).admin_id, f"{self.steps.count:012x}"
        items = tuple(Item(one) for one in ids)
        batch = Batch(name, self.visitor.id, admin_id, section, act, items, self.clock.now(), reason)
        await self.worker.begin(batch)
        return name

    async def kept(self, batch_id: str) -> Batch:
        batch = await self.store.batch(batch_id)
        assert batch is not None
        return batch

    async def work(self, batch_id: str, stop: asyncio.Event | None = None) -> bool:
        """What a hand of `run` does with a batch that nobody is at; False if somebody is."""
        if not await self.store.claim(f"batch {batch_id}", UNDER_WAY):
            return False
        return await self.worker.work(batch_id, stop or asyncio.Event())

    async def results(self, batch_id: str) -> list[str]:
        return [item.result.value for item in (await self.kept(batch_id)).items]

    def pass_claims(self) -> None:
        """What a process that died has claimed is free again."""
        self.clock.advance(UNDER_WAY + timedelta(minutes=2))

    def report(self) -> str:
        """The words of the only message."""
        (screen,) = self.chat.to(self.visitor.id)
        return words_of(screen)


def waiting_records(section: Section, count: int, **values: Value) -> list[Entity]:
    """Records that wait, with the numbers from 1 on."""
    title = CATALOGUE[section].titles[0]
    state = {state_field(section): WAITING, **values}
    return [
        Entity(section, number, {title: f"Запись {number}", "created_at": FIRST + timedelta(days=number), **state})
        for number in range(1, count + 1)
    ]


async def batcher(
    count: int = 12,
    *,
    section: Section = Section.EVENTS,
    role: Role = Role.ADMINISTRATOR,
    records: Sequence[Entity] | None = None,
) -> Batcher:
    """Anna, signed in, before so many records that wait."""
    clock, steps = ManualClock(), Steps()
    among = list(records) if records is not None else waiting_records(section, count)
    held = {one: [entity for entity in among if entity.section is one] for one in Section}
    tabys = StepTabys(clock, held, steps)
    anna = Batcher(clock, steps, StepStore(clock, steps), tabys, StepChat(steps))
    await anna.sign_in(role)
    return anna


async def eventually(is_so: Callable[[], Awaitable[bool]]) -> None:
    """As soon as it is so; the loop of the tests has nothing else to wait for."""
    for _ in range(10_000):
        if await is_so():
            return
        await asyncio.sleep(0)
    raise AssertionError("never came to be")
