"""What an admin has on his desk: how he narrowed his lists, what he was asked for, where he was last."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from hashlib import blake2s
from typing import Self

from tabys_bot.domain.batches import MARKED_AT_MOST
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.text import bounded_line

RECENT_AT_MOST = 10
LONGEST_SEARCH = 100
FINDS_KEPT = 9
PROMPT_LASTS = timedelta(minutes=15)
_DIGEST_SIZE = 4
_NOTHING = View()


class Asked(Enum):
    """What the next message of an admin is meant to be."""

    SEARCH = "search"  # words to look for in a section
    FIND = "find"  # words to look for everywhere
    PAGE = "page"  # the number of a page
    REASON = "reason"  # why a registration is refused
    FORM = "form"  # an answer to the question of a form
    WHY = "why"  # why a record is decided on so, or all that is marked


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that waits for a typed answer.

    `number`: the page count or registration that it is about; `back`: the page of the list from which it was asked;
    `draft`: the form that asks, which waits for as long as it is the last thing that was looked at; `act`, `line`: what
    is to be done for the reason that is asked for, and from where (Asked.WHY: `number` is the record, 0 for all that is
    marked, whose `digest_of_records` `back` is then).
    """

    asked: Asked
    at: datetime
    section: Section | None = None
    parent: int = 0
    number: int = 0
    back: int = 0
    draft: str = ""
    act: str = ""
    line: str = ""

    def stands(self, now: datetime) -> bool:
        return self.asked is Asked.FORM or now - self.at < PROMPT_LASTS


@dataclass(frozen=True, slots=True)
class Recent:
    """A record that was looked at, under the title that was shown; `near`: where in the list of all it may be."""

    section: Section
    id: int
    title: str
    parent: int = 0
    near: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """The records of one kind that are marked, in the order in which they were."""

    section: Section
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InHand:
    """The record that the queue shows, and since when: a second tap that comes too fast is not meant for it."""

    section: Section
    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """Of one admin in one chat; another admin who signs in there begins with an empty one."""

    admin_id: int = 0
    views: Mapping[Section, View] = field(default_factory=dict)
    prompt: Prompt | None = None
    find: str = ""
    recent: tuple[Recent, ...] = ()
    found_before: tuple[str, ...] = ()  # what was looked for everywhere before `find`, newest first
    marks: Marks | None = None
    in_hand: InHand | None = None

    def of(self, admin_id: int) -> Self:
        """This desk if it is that admin's, else an empty one of his."""
        return self if self.admin_id == admin_id else type(self)(admin_id)

    def view(self, section: Section) -> View:
        return self.views.get(section, _NOTHING)

    def narrowed(self, section: Section, name: str, value: str) -> Self:
        """With that filter set, or taken off for an empty value; those that do not go with it are taken off too."""
        view, beside = self.view(section), CATALOGUE[section].filters_beside(name)
        filters = {kept: chosen for kept, chosen in view.filters.items() if kept in beside and kept != name}
        return self._with_view(section, replace(view, filters=filters | ({name: value} if value else {})))

    def searching(self, section: Section, text: str) -> Self:
        """Looking for these words in the section, beside the filters that are set."""
        return self._with_view(section, replace(self.view(section), text=searchable(text)))

    def cleared(self, section: Section) -> Self:
        return self._with_view(section, _NOTHING)

    def _with_view(self, section: Section, view: View) -> Self:
        others = {other: kept for other, kept in self.views.items() if other is not section}
        return replace(self, views=others | ({section: view} if view else {}))

    def asking(self, prompt: Prompt | None) -> Self:
        return replace(self, prompt=prompt)

    def finding(self, text: str) -> Self:
        """Looking for these words everywhere; those of earlier messages are kept for the buttons of these."""
        words = searchable(text)
        before = tuple(other for other in (self.find, *self.found_before) if other and other != words)
        return replace(self, find=words, found_before=before[:FINDS_KEPT])

    def words_of(self, digest: str) -> str:
        """The words that a button was made for; empty if they are kept no more."""
        return next((words for words in (self.find, *self.found_before) if words and digest_of(words) == digest), "")

    def put_away(self) -> Self:
        """What stays when the admin leaves: how he likes his lists, not what he looked at or for."""
        views = {section: replace(view, text="") for section, view in self.views.items() if view.filters}
        return type(self)(self.admin_id, views)

    def marked(self, section: Section) -> tuple[int, ...]:
        return self.marks.ids if self.marks and self.marks.section is section else ()

    def marking(self, section: Section, ids: tuple[int, ...]) -> Self:
        """With these marked and no others."""
        return replace(self, marks=Marks(section, ids[:MARKED_AT_MOST]) if ids else None)

    def having_seen(self, record: Recent) -> Self:
        """With the record in front, once."""
        key = (record.section, record.id, record.parent)
        others = (other for other in self.recent if (other.section, other.id, other.parent) != key)
        return replace(self, recent=(record, *others)[:RECENT_AT_MOST])


def digest_of(words: str) -> str:
    """A mark of these words that fits a button; empty for none."""
    return blake2s(words.encode(errors="replace"), digest_size=_DIGEST_SIZE).hexdigest() if words else ""


def searchable(text: str) -> str:
    """What was typed as words to look for: one line, bounded; empty if there is nothing to see in it."""
    return bounded_line(text.rstrip("… "), LONGEST_SEARCH)
