"""One decision about several records: what was decided, and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2s
from secrets import randbits
from typing import Self

from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tabys_bot.domain.text import bounded_line, one_line

MARKED_AT_MOST = 100
UNSHOWN = -1
LONGEST_REASON = 500
BATCH_KEPT_FOR = timedelta(days=7)  # after its last change
_LONGEST_TITLE = 200
_LONGEST_NAME = 64
_REVISION_BITS = 48  # Lua knows no more than 53


class Result(StrEnum):
    """What came of one record; the values stand in the store."""

    WAITS = ""
    BEGUN = "begun"  # it is being done, or was when the bot stopped
    DONE = "done"
    ALREADY = "already"  # somebody else has decided on it, or it is gone
    FAILED = "failed"
    UNSURE = "unsure"


TROUBLE = (Result.FAILED, Result.UNSURE)  # what a retry is for


@dataclass(frozen=True, slots=True)
class Item:
    """One record. `title`: what a reader knows it by; `why`: of what was not done, the name of the failure."""

    entity_id: int
    result: Result = Result.WAITS
    title: str = ""
    why: str = ""

    def bounded(self) -> Self:
        """With as much of it as is kept."""
        title, why = one_line(self.title, _LONGEST_TITLE), bounded_line(self.why, _LONGEST_NAME)
        return replace(self, title=title, why=why)


@dataclass(frozen=True, slots=True)
class Batch:
    """`reason`: the name of a ready one, or words. `message_id`: where its progress is shown, 0 before it is, `UNSHOWN`
    if it cannot be. `told`: whether the admin was told what came of it. `revision`: a number of this very state."""

    id: str
    visitor_id: int
    admin_id: int
    section: Section
    act: str
    items: tuple[Item, ...]
    begun_at: datetime
    reason: str = field(default="", repr=False)
    message_id: int = 0
    told: bool = False
    revision: int = 0

    @property
    def spec(self) -> Act | None:
        """None for an act of another version."""
        return find_act(self.section, self.act)

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to be decided."""
        return not self.of(Result.WAITS, Result.BEGUN)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done for it: it is decided, and was told of."""
        return self.is_done and self.told

    def count(self, *results: Result) -> int:
        return sum(item.result in results for item in self.items)

    def of(self, *results: Result) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.result in results)

    def noting(self, item: Item) -> Self:
        """With that item in place of the one of the same record."""
        items = tuple(item if other.entity_id == item.entity_id else other for other in self.items)
        return replace(self, items=items)

    def ended(self, why: str) -> Self:
        """With all that is left failed for that reason."""
        left = (Result.WAITS, Result.BEGUN)
        items = (replace(item, result=Result.FAILED, why=why) if item.result in left else item for item in self.items)
        return replace(self, items=tuple(items))

    def again(self) -> Self:
        """What failed, and what nobody knows of, to be decided once more; shown in a message of its own."""
        items = (Item(item.entity_id, title=item.title) if item.result in TROUBLE else item for item in self.items)
        return replace(self, items=tuple(items), message_id=0, told=False)

    def anew(self) -> Self:
        """As it is to be stored next: what two make of the same state is never the same, even if it looks so."""
        return replace(self, revision=randbits(_REVISION_BITS))

    def bounded(self) -> Self:
        """With as much of it as is kept: the first `MARKED_AT_MOST` records, the beginning of each text."""
        items = tuple(item.bounded() for item in self.items[:MARKED_AT_MOST])
        return replace(self, items=items, reason=bounded_line(self.reason, LONGEST_REASON))


def digest_of_records(ids: Iterable[int]) -> int:
    """What tells these records from any others, in whatever order, and fits a button as an id does."""
    digest = blake2s(" ".join(map(str, sorted(ids))).encode(), digest_size=8)
    return int.from_bytes(digest.digest()) % LARGEST_ID
