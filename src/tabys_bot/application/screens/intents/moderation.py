"""What can be asked about what waits for a decision: the queue, several at once, and alerts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from tabys_bot.domain.alerts import AlertMode
from tabys_bot.domain.sections import Section

# the name of a ready one; shorter than other words, so that the longest intent still fits a button
Reason = NewType("Reason", str)
NO_REASON = Reason("")


class Line(StrEnum):
    """From where one decides, and what comes after it; the values stand in buttons that live for ever."""

    ALL = ""  # the queue of all kinds: the next of whatever kind
    KIND = "k"  # the queue of one kind: the next of that
    ALERT = "a"  # an alert: nothing comes after it
    CARD = "c"  # a card: back to it


@dataclass(frozen=True, slots=True)
class OpenQueue:
    """How many wait of each kind; `fresh` when asked for again on purpose."""

    fresh: bool = False


@dataclass(frozen=True, slots=True)
class StartQueue:
    """The oldest of all that wait."""


@dataclass(frozen=True, slots=True)
class StartKind:
    """The oldest of one kind."""

    section: Section


@dataclass(frozen=True, slots=True)
class NextWaiting:
    """What stands behind that record in the line; `place`: since when it waits, in seconds since 1970, 0 if untold."""

    section: Section
    entity_id: int
    place: int = 0
    line: Line = Line.ALL


@dataclass(frozen=True, slots=True)
class ShowWaiting:
    """That very record, also if it waits no more; `place` as in NextWaiting."""

    section: Section
    entity_id: int
    place: int = 0
    line: Line = Line.ALL


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide on a record. `place` as in NextWaiting; on a card, the page of the list where it was seen."""

    section: Section
    act: str
    entity_id: int
    place: int = 0
    line: Line = Line.ALL
    reason: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class AskReason:
    """Ask why, before that is decided; `place` as in Decide."""

    section: Section
    act: str
    entity_id: int
    place: int = 0
    line: Line = Line.ALL


@dataclass(frozen=True, slots=True)
class TypeReason:
    """Take the next message as the reason, and decide; `place` as in Decide."""

    section: Section
    act: str
    entity_id: int
    place: int = 0
    line: Line = Line.ALL


@dataclass(frozen=True, slots=True)
class ListWaiting:
    """A page of what waits of one kind, to mark some of it; `fresh` when asked for again on purpose."""

    section: Section
    offset: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class MarkWaiting:
    """Mark that record, or take the mark off; `offset` is the page that shows it."""

    section: Section
    entity_id: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MarkPage:
    """Mark all of a page; if all of it is marked, take the marks off."""

    section: Section
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ClearMarks:
    """Take off all marks."""

    section: Section
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AskBatch:
    """Before that is decided of all that is marked."""

    section: Section
    act: str


@dataclass(frozen=True, slots=True)
class TypeBatchReason:
    """Take the next message as the reason for all that is marked, and decide; `digest` as in StartBatch."""

    section: Section
    act: str
    digest: int


@dataclass(frozen=True, slots=True)
class StartBatch:
    """Decide on all that is marked; `digest`: of what was marked when it was asked about (`digest_of_records`)."""

    section: Section
    act: str
    digest: int
    reason: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class ShowBatch:
    """How far that decision about several has come, or what came of it; `offset`: of what went wrong."""

    batch: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class RetryBatch:
    """Decide once more on what failed of it."""

    batch: str


@dataclass(frozen=True, slots=True)
class ShowAlerts:
    """Of what new work one is told, and when."""


@dataclass(frozen=True, slots=True)
class SetAlertMode:
    """At once, as a digest, or not at all."""

    mode: AlertMode


@dataclass(frozen=True, slots=True)
class ToggleAlertKind:
    """Be told of that kind, or no more."""

    section: Section


@dataclass(frozen=True, slots=True)
class ToggleAlertHour:
    """Have a digest at that hour, or no more."""

    hour: int


@dataclass(frozen=True, slots=True)
class SetQuietHours:
    """Not to be disturbed from that hour to that; never, if they are the same."""

    start: int
    end: int
