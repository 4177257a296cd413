"""What waits for a decision, and in which order it is decided on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS, acts_of, find_act
from tabys_bot.domain.acts.fitting import told
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.records import LARGEST_ID, Entity, View
from tabys_bot.domain.sections import Section

WAITING = "pending"
REJECTED = "rejected"
LINE_AT_MOST = 1_000  # records of one kind
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# in the order of their buttons
MODERATED: tuple[Section, ...] = tuple(section for section, acts in ACTS.items() if any(act.decides for act in acts))


def moderated_by(role: Role) -> tuple[Section, ...]:
    """The kinds that the role may decide on, in the order of their buttons."""
    return tuple(section for section in MODERATED if decisions_of(section, role))


def decisions_of(section: Section, role: Role) -> tuple[Act, ...]:
    """What the role may decide of a record that waits."""
    return tuple(act for act in acts_of(section, role) if act.decides)


def is_decision(section: Section, act: Act) -> bool:
    """Whether the act decides on what waits there, or turns such a decision round."""
    return act.decides or any(other.decides and other.undo == act.name for other in ACTS.get(section, ()))


def follows(section: Section, act: Act, other: Act) -> bool:
    """Whether the other act moves on what the first has been done to, as a purchase that was approved is handed out."""
    if other.when is None or is_decision(section, other):
        return False
    field, states = other.when
    return field in other.sets and act.sets.get(field) in states and field == state_field(section)


def state_field(section: Section) -> str:
    """The field that tells whether a record waits; KeyError for a section that is not moderated."""
    act = find_act(section, "approve")
    if act is None or act.when is None:
        raise KeyError(section)
    return act.when[0]


def view_of(section: Section, state: str = WAITING) -> View:
    """The list of what is in that state, which also has the records that an owner does not see elsewhere."""
    return View({state_field(section): state})


def state_of(entity: Entity) -> str:
    """What has been decided of it, `WAITING` before; empty if Tabys does not tell."""
    return told(entity.values.get(state_field(entity.section)))


def waits(entity: Entity) -> bool:
    return state_of(entity) == WAITING


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits: at least its number and what a list shows. `since`: when it was made, None if untold.

    `near`: its place in the list of Tabys, for records without a path of their own.
    """

    entity: Entity
    since: datetime | None = None
    near: int = 0

    @property
    def place(self) -> "Place":
        return Place.of(self.entity.section, self.entity.id, self.since)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record stands in the queue: the oldest first, and among those of one second by kind and number.

    It is a place also when the record stands there no more: what comes after it is what comes next. So the queue needs
    no memory, and neither skips nor repeats what shifts in it. `since`: seconds since 1970, 0 if untold; no more than
    a button carries, else what stands behind a button would not be what stands behind the record.
    """

    since: int
    kind: int
    entity_id: int

    @classmethod
    def of(cls, section: Section, entity_id: int, since: datetime | int | None) -> Self:
        if isinstance(since, datetime):
            since = int((since - _EPOCH).total_seconds())
        return cls(min(max(0, since or 0), LARGEST_ID), MODERATED.index(section), entity_id)


@dataclass(frozen=True, slots=True)
class Lineup:
    """All of one kind that waits, the oldest in front. `damaged`: rows that Tabys cannot read. `is_whole`: whether the
    list was read to its end."""

    items: tuple[Waiting, ...] = ()
    damaged: int = 0
    is_whole: bool = True

    @property
    def count(self) -> int:
        return len(self.items) + self.damaged

    def without(self, entity_id: int) -> Self:
        items = tuple(item for item in self.items if item.entity.id != entity_id)
        return type(self)(items, self.damaged, self.is_whole)


def next_after(items: Iterable[Waiting], place: Place | None) -> Waiting | None:
    """The first of these that stands behind that place; of all, the first, if there is no place."""
    behind = (item for item in items if place is None or item.place > place)
    return min(behind, key=lambda item: item.place, default=None)
