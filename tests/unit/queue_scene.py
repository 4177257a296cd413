"""Moderators at the queue, over a Tabys whose lines a test can bend."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.screens.intents import Decide, Intent, Reason, ShowWaiting
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.use_cases.moderation.lineup import KEPT_FOR
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import Lineup, state_field
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.records import Entity, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, Visitor
from tests.unit.desk_scene import ROOMY
from tests.unit.endings import intents
from tests.unit.far_tabys import FarTabys
from tests.unit.saving_scene import Desk
from tests.unit.scene import scene_over

FIRST = datetime(2026, 5, 12, 6, 0, tzinfo=UTC)
LOOK = timedelta(seconds=2)  # as long as one looks at a record at least


class QueuedTabys(FarTabys):
    """`lines`: what the line of a kind is said to be, whatever waits. `on_read` happens once a record was read."""

    lines: dict[Section, Outcome[Lineup, GatewayFailure]]
    on_read: Callable[[], None] | None = None

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        outcome = await super().record(session, query, entity_id, near=near)
        if self.on_read:
            self.on_read()
        return outcome

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        outcome = await super().waiting(session, section)
        return self.lines.get(section, outcome)


def waiting(section: Section, number: int, minutes: int = 0, **values: Value) -> Entity:
    """A record that waits since so many minutes after the first."""
    said: dict[str, Value] = {
        CATALOGUE[section].titles[0]: f"Запись {number}",
        state_field(section): "pending",
        "created_at": FIRST + timedelta(minutes=minutes),
    }
    return Entity(section, number, {**said, **values})


def place(minutes: int = 0) -> int:
    """The place of such a record, as buttons carry it."""
    return int((FIRST + timedelta(minutes=minutes)).timestamp())


def events(*numbers: int) -> list[Entity]:
    """Events that wait, each a minute longer than the next."""
    return [waiting(Section.EVENTS, number, minutes) for minutes, number in enumerate(numbers)]


async def moderator(records: Iterable[Entity], role: Role = Role.SUPER_ADMIN) -> Desk:
    """Anna, signed in, over these records."""
    clock, kept = ManualClock(), list(records)
    held = {section: [one for one in kept if one.section is section] for section in Section}
    tabys = QueuedTabys(clock=clock, records=held)
    tabys.lines = {}
    bot = scene_over(tabys, clock, ROOMY)
    await bot.sign_in(role)
    attachments = bot.application.attachments()
    assert isinstance(attachments, WebAttachments)
    return Desk(bot, tabys, bot.conversation, attachments)


async def joined(desk: Desk, visitor: Visitor, role: Role = Role.ADMINISTRATOR) -> Desk:
    """Another moderator at the same instance, of another account."""
    await desk.bot.sign_in(role, visitor)
    return desk.of(visitor)


async def press(desk: Desk, intent: Intent) -> Screen:
    """A press after a look at what is shown."""
    desk.bot.clock.advance(LOOK)
    return await desk.press(intent)


def tabys_of(desk: Desk) -> QueuedTabys:
    assert isinstance(desk.tabys, QueuedTabys)
    return desk.tabys


def lines_of(desk: Desk) -> dict[Section, Outcome[Lineup, GatewayFailure]]:
    return tabys_of(desk).lines


def forget_lines(desk: Desk) -> None:
    """Long enough for the lines to be read anew."""
    desk.bot.clock.advance(KEPT_FOR)


def decision(screen: Screen, act: str = "approve") -> Decide:
    """The press that decides so on the record that is shown."""
    (found,) = (one for one in intents(screen) if isinstance(one, Decide) and one.act == act)
    return found


def shown(screen: Screen) -> tuple[Section, int] | None:
    """The record that can be decided on; None where there is none."""
    every = [one for one in intents(screen) if isinstance(one, Decide) and one.act == "approve"]
    return (every[0].section, every[0].entity_id) if every else None


def last(screen: Screen) -> ShowWaiting:
    """The way back to the record before."""
    (found,) = (one for one in intents(screen) if isinstance(one, ShowWaiting))
    return found


def rejecting(section: Section, number: int, *, reason: str = "", at: int = 0) -> Decide:
    return Decide(section, "reject", number, at, reason=Reason(reason))
