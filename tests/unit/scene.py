"""The whole bot in memory, with a clock, a store and a Tabys that a test can move."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    ExpiredOtp,
    Forbidden,
    GatewayFailure,
    NotOffered,
    NotServed,
    OutOfReach,
    RecordGone,
    RequestRefused,
    RevokedOtp,
    SessionRejected,
    TooSlow,
    Unreachable,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.application.ports import Admission, Clock, Meter, Visit
from tabys_bot.application.screens.intents import Intent, SignIn
from tabys_bot.application.screens.screen import Button, Fact, Press, Screen
from tabys_bot.application.screens.texts import every_language
from tabys_bot.application.use_cases.recognition import Recognised, RecogniseVisitor
from tabys_bot.application.use_cases.signing_in import LoginWithOtp, LogOut
from tabys_bot.domain.access import Permission, Role, may
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import MemoryBackend, MemoryStorage
from tests.unit.told import Told

ZONE = ZoneInfo("Asia/Almaty")
TEXTS = every_language(ZONE)
RU = TEXTS[Language.RU]
LIFETIME = timedelta(days=1)
CHECK_INTERVAL = timedelta(minutes=5)
ANNA = Visitor(id=7, first_name="Анна")
BOLAT = Visitor(id=8, first_name="Болат")
REFERENCE = "A1B2C3"
GATEWAY_FAILURES: tuple[GatewayFailure, ...] = (
    SessionRejected(),
    AccessRefused(REFERENCE),
    RecordGone(),
    OutOfReach(),
    RequestRefused(REFERENCE),
    NotServed(REFERENCE),
    Broken(REFERENCE),
    TooSlow(REFERENCE),
    Unreachable(REFERENCE),
    NotOffered(),
)
# the record that holds all that is inside of one
PARENT = 3


# all but the admin himself, of whom there is no list
LISTED = [section for section, spec in CATALOGUE.items() if not spec.is_own]


# the record of everybody's own profile, whose number is the admin's in a made-up Tabys
OWN = {role: number for number, role in enumerate(Role, 1)}


def inside_of(section: Section) -> int:
    """The record that a list of the section has to be inside of; 0 where there also is a list of all."""
    return PARENT if CATALOGUE[section].parent and not CATALOGUE[section].alone else 0


def is_open(role: Role, section: Section) -> bool:
    """Whether the role may look at the section: read its module, and for the forms of projects also change it."""
    needed = Permission.UPDATE if section is Section.SUBMISSIONS else Permission.READ
    return may(role, needed, CATALOGUE[section].module)


def query(section: Section) -> Query:
    """The list of all, or of all that is inside of the one record."""
    return Query(section, inside_of(section))


def entities(section: Section, count: int, *, parent: int = 0) -> list[Entity]:
    """Records with the numbers from 1 on."""
    title = CATALOGUE[section].titles[0]
    return [Entity(section, number, {title: f"Запись {number}"}, parent) for number in range(1, count + 1)]


def everything() -> dict[Section, list[Entity]]:
    """Twenty records in each section; those that are inside of others all are inside of the same one."""
    return {section: entities(section, 20, parent=PARENT if spec.parent else 0) for section, spec in CATALOGUE.items()}


Happening: TypeAlias = Callable[[], Awaitable[object]]


class MovableTabys(MemoryTabys):
    """A Tabys of which single calls can be moved.

    `restore_fails` makes `restore` alone fail. `answer_lost` stands in for the answer of a `sign_in` that was done all
    the same. `meanwhile` happens once, after `restore` or `role` has found its answer and before it arrives.
    """

    def __init__(self, *, clock: Clock, records: Mapping[Section, Sequence[Entity]]) -> None:
        super().__init__(clock=clock, records=records)
        self.restore_fails: GatewayFailure | None = None
        self.answer_lost: GatewayFailure | None = None
        self.meanwhile: Happening | None = None

    async def sign_in(
        self, code: OtpCode, visitor: Visitor
    ) -> Outcome[Admission, GatewayFailure | WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp]:
        outcome = await super().sign_in(code, visitor)
        return Failure(self.answer_lost) if self.answer_lost else outcome

    async def restore(self, telegram_user_id: int) -> Outcome[Admission, GatewayFailure]:
        outcome = await super().restore(telegram_user_id)
        if self.restore_fails:
            return Failure(self.restore_fails)
        await self._let_happen()
        return outcome

    async def role(self, session: Session) -> Outcome[Role | None, GatewayFailure]:
        outcome = await super().role(session)
        await self._let_happen()
        return outcome

    async def _let_happen(self) -> None:
        happening, self.meanwhile = self.meanwhile, None
        if happening:
            await happening()


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a test may move or look at."""

    clock: ManualClock
    store: MemoryStore
    tabys: MovableTabys
    application: Application

    @property
    def conversation(self) -> Conversation:
        return self.application.conversation()

    @property
    def log_in(self) -> LoginWithOtp:
        return self.application.log_in()

    @property
    def log_out(self) -> LogOut:
        return self.application.log_out()

    @property
    def recognise(self) -> RecogniseVisitor:
        return self.application.recognise()

    async def admitted(self, role: Role = Role.ADMINISTRATOR, visitor: Visitor = ANNA) -> Session:
        """The session of a visitor who signs in with a good code; the calls to Tabys are forgotten."""
        session = (await self.log_in(visitor, self.tabys.issue_code(role))).unwrap()
        self.tabys.calls.clear()
        return session

    async def sign_in(self, role: Role = Role.ADMINISTRATOR, visitor: Visitor = ANNA) -> Screen | None:
        """The screen that answers a good code; the calls to Tabys are forgotten."""
        screen = await self.conversation.say(visitor, SignIn(self.tabys.issue_code(role)))
        self.tabys.calls.clear()
        return screen

    async def visit(self, visitor: Visitor = ANNA) -> Visit:
        return await self.store.open(visitor.id, Meter.BUTTONS)

    async def arrive(self, visitor: Visitor = ANNA) -> Recognised:
        """Who the visitor turns out to be when he presses a button now."""
        return await self.recognise(visitor.id, await self.visit(visitor))

    async def leave(self, visitor: Visitor = ANNA) -> bool:
        """Sign out; whether there was anything to end."""
        return await self.log_out(visitor.id, await self.visit(visitor))

    async def arrive_after_losing_the_store(self) -> tuple[MemoryStore, Recognised]:
        """An empty store, and who Anna is for a bot that has just got it."""
        empty = MemoryStore(clock=self.clock, limits=Limits())
        recognise = RecogniseVisitor(
            auth=self.tabys, sessions=empty, clock=self.clock, check_interval=CHECK_INTERVAL, lifetime=LIFETIME
        )
        return empty, await recognise(ANNA.id, await empty.open(ANNA.id, Meter.BUTTONS))


def scene(*, limits: Limits | None = None, records: Mapping[Section, Sequence[Entity]] | None = None) -> Scene:
    """A bot with twenty records in each section, unless told otherwise."""
    clock = ManualClock()
    return scene_over(MovableTabys(clock=clock, records=everything() if records is None else records), clock, limits)


def scene_over(tabys: MovableTabys, clock: ManualClock, limits: Limits | None = None) -> Scene:
    """A bot over that Tabys."""
    storage = MemoryStorage(clock=clock, limits=limits or Limits())
    application = Application(
        clock=clock,
        texts=TEXTS,
        default_language=Language.RU,
        session_lifetime=LIFETIME,
        check_interval=CHECK_INTERVAL,
        storage=storage,
        attachments=WebAttachments(),
        zone=ZONE,
        watch_interval=timedelta(minutes=1),
        messenger=Told(),
        under_way=timedelta(seconds=180),
        backend=MemoryBackend(tabys=tabys),
    )
    kept = storage.store()
    assert isinstance(kept, MemoryStore)
    return Scene(clock, kept, tabys, application)


def refusal(role: Role, section: Section) -> Forbidden:
    """Why a role may not see a section: Tabys gives form submissions only to those who may change projects."""
    reads = role is Role.GOVERNMENT and section is Section.SUBMISSIONS
    return Forbidden(Permission.UPDATE if reads else Permission.READ, CATALOGUE[section].module)


def words_of(screen: Screen | None) -> str:
    """The title and body of a screen, a line each."""
    if screen is None:
        return ""
    lines = (
        f"{block.label}: {block.value}" if isinstance(block, Fact) else f"{block.heading}\n{block.text}".strip()
        for block in screen.body
    )
    return "\n".join((screen.title, *lines))


def buttons(screen: Screen | None) -> list[Button]:
    return [button for row in screen.rows for button in row] if screen else []


def pressed(screen: Screen | None, label: str) -> Intent:
    """What the button with that label, or with a label that ends so, asks for."""
    found = [b.intent for b in buttons(screen) if isinstance(b, Press) and b.label.endswith(label)]
    assert len(found) == 1, [button.label for button in buttons(screen)]
    return found[0]
