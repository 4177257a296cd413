"""What one look at the lines has found, and who is to hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tabys_bot.domain.alerts import AlertChoice, Subject
from tabys_bot.domain.moderation import Lineup, Place, Waiting, moderated_by
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

LOOK_AT_MOST = timedelta(minutes=5)  # after a crash, or if it takes longer, another instance may look then


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who is signed in and wants to be told."""

    session: Session
    choice: AlertChoice

    @property
    def kinds(self) -> tuple[Section, ...]:
        """Of which he is told: those that he chose and may decide on."""
        return tuple(section for section in moderated_by(self.session.role) if section in self.choice.kinds)


@dataclass(frozen=True, slots=True)
class Look:
    """`begun`: when. `listeners`: by visitor. `away`: visitors who want to be told, but not now, for they are not
    signed in. `lines`: those that could be read, and all their `items`. `owed`, by visitor, and `told`: of what, as it
    was then; of what came later the lines know nothing."""

    begun: datetime
    listeners: Mapping[int, Listener]
    away: frozenset[int]
    lines: Mapping[Section, Lineup]
    items: Mapping[Subject, Waiting]
    owed: Mapping[int, tuple[Subject, ...]]
    told: tuple[Subject, ...]

    def is_gone(self, subject: Subject) -> bool:
        """Whether it surely waits no more."""
        line = self.lines.get(subject.section)
        return line is not None and is_sure(line) and subject not in self.items

    def place(self, subject: Subject) -> Place:
        """The oldest comes first, what is in no line before that."""
        item = self.items.get(subject)
        return Place.of(subject.section, subject.entity_id, item.since if item else None)


def is_old(begun: datetime, now: datetime) -> bool:
    """Whether another instance may have looked since then: what it has found this look must not undo."""
    return now - begun >= LOOK_AT_MOST


def is_sure(line: Lineup) -> bool:
    """Whether what is not in the line does not wait."""
    return line.is_whole and not line.damaged
