"""What was written through the bot: by whom, when, what it was before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Self

from tabys_bot.domain.sections import Section
from tabys_bot.domain.text import ELLIPSIS, clean, cut, one_line

ENTRIES_AT_MOST = 20
KEPT_FOR = timedelta(days=180)
LONGEST_SIDE = 200
CHANGES_AT_MOST = 40
_LONGEST_LINE = 200
_LONGEST_KEY = 64
_LOOKED_AT = 4 * LONGEST_SIDE  # of a side, however long it is


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in the words of drafts; empty for nothing."""

    before: str = ""
    after: str = ""

    def bounded(self) -> Self:
        """With as much of both sides as is kept."""
        return replace(self, before=_side(self.before), after=_side(self.after))


@dataclass(frozen=True, slots=True)
class Entry:
    """One write. `changes`: by the keys of the form's questions. `sure`: whether it is known to have been done."""

    section: Section
    entity_id: int
    act: str
    admin_id: int
    admin_name: str
    at: datetime
    title: str = ""
    changes: Mapping[str, Change] = field(default_factory=dict)
    sure: bool = True

    def is_kept(self, now: datetime) -> bool:
        return now - self.at < KEPT_FOR

    def bounded(self) -> Self:
        """With as much of it as is kept: lines, the first changes, the beginning of each side."""
        some = islice(self.changes.items(), CHANGES_AT_MOST)
        return replace(
            self,
            admin_name=one_line(self.admin_name, _LONGEST_LINE),
            title=one_line(self.title, _LONGEST_LINE),
            changes={one_line(key, _LONGEST_KEY): change.bounded() for key, change in some},
        )


def _side(text: str) -> str:
    """Clean, its lines as they are; a mark shows that it was cut."""
    tidy = clean(text[:_LOOKED_AT]).strip()
    return tidy if len(tidy) <= LONGEST_SIDE else cut(tidy, LONGEST_SIDE - 1)[0].rstrip() + ELLIPSIS
