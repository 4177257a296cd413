"""What an admin wants to be told of new work, and when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import LINE_AT_MOST
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section

DIGEST_HOURS = tuple(range(7, 23))  # which can be chosen, in the zone of the bot
QUIET_HOURS = ((22, 8), (23, 7), (20, 9), (18, 9))
_AT_FIRST = (9, 14, 18)
CHOICE_KEPT_FOR = timedelta(days=365)  # after its last change
WAITING_KEPT_FOR = timedelta(days=30)  # after the last look
OWED_KEPT_FOR = timedelta(days=14)  # after the last that an admin is owed
OWED_AT_MOST = 500  # by one admin
TOLD_KEPT_FOR = timedelta(days=60)  # after the last who was told of that record
CLOSED_KEPT_FOR = timedelta(days=14)  # after the decision: the messages in which an undo of it is shown


class AlertMode(StrEnum):
    """How an admin is told; the values stand in buttons and in the store."""

    OFF = "off"
    AT_ONCE = "now"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class AlertChoice:
    """What one admin chose in one chat; another who signs in there chooses for himself.

    `kinds`: of which he is told. `hours`: of a digest. `quiet`: from and to which hour he is not disturbed, None for
    never; hours are of the bot's zone. `language`: in which he chose, for a chat whose language nobody set.
    """

    admin_id: int
    mode: AlertMode = AlertMode.OFF
    kinds: frozenset[Section] = frozenset()
    hours: frozenset[int] = frozenset(_AT_FIRST)
    quiet: tuple[int, int] | None = QUIET_HOURS[0]
    language: Language = Language.RU

    @property
    def is_on(self) -> bool:
        return self.mode is not AlertMode.OFF and bool(self.kinds)

    def switched(self, mode: AlertMode, kinds: Iterable[Section]) -> Self:
        """Told in that way; of all these kinds, if he has chosen none of them."""
        offered = frozenset(kinds)
        return replace(self, mode=mode, kinds=self.kinds if self.kinds & offered else self.kinds | offered)

    def toggled_kind(self, section: Section) -> Self:
        return replace(self, kinds=self.kinds ^ {section})

    def toggled_hour(self, hour: int) -> Self:
        """Never without any hour: that would be off without saying so."""
        hours = self.hours ^ {hour} if hour in DIGEST_HOURS else self.hours
        return replace(self, hours=hours or self.hours)

    def undisturbed(self, start: int, end: int) -> Self:
        """Not to be disturbed from that hour to that, never if they are the same; as it is for hours not offered."""
        if start == end:
            return replace(self, quiet=None)
        return replace(self, quiet=(start, end)) if (start, end) in QUIET_HOURS else self

    @property
    def heard_hours(self) -> tuple[int, ...]:
        """The hours at which a digest really comes."""
        return tuple(hour for hour in sorted(self.hours) if not self._is_quiet_at(hour))

    def is_quiet(self, local: datetime) -> bool:
        """Whether he is not to be disturbed at that local time."""
        return self._is_quiet_at(local.hour)

    def _is_quiet_at(self, hour: int) -> bool:
        if self.quiet is None:
            return False
        start, end = self.quiet
        return start <= hour < end if start < end else hour >= start or hour < end

    def is_due(self, local: datetime) -> bool:
        """Whether a digest belongs to that local hour."""
        return self.mode is AlertMode.DIGEST and local.hour in self.hours


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A record that alerts are about."""

    section: Section
    entity_id: int


@dataclass(frozen=True, slots=True)
class Owed:
    """What an admin is still to be told of."""

    visitor_id: int
    subjects: tuple[Subject, ...]

    @classmethod
    def of(cls, visitor_id: int, subjects: Iterable[Subject]) -> Self:
        """These by kind and number, each once."""
        return cls(visitor_id, tuple(sorted(set(subjects))))


def kept_waiting(ids: Iterable[int]) -> frozenset[int]:
    """As much as is kept of what waits: `LINE_AT_MOST` that can be numbers of records, the latest."""
    return frozenset(sorted({id_ for id_ in ids if 0 < id_ <= LARGEST_ID})[-LINE_AT_MOST:])
