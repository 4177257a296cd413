"""What can be asked about records."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from tabys_bot.domain.access import Module
from tabys_bot.domain.sections import Section


class Origin(StrEnum):
    """From where a card was opened, and where "back" leads; the values stand in buttons.

    From the last three, `back` is no page of a list but the place in the line of what waits, as in ShowWaiting.
    """

    LIST = ""
    FIND = "f"
    RECENT = "r"
    QUEUE = "q"
    KIND = "k"
    ALERT = "a"


# no card has more parts; a bound of its own, so that the longest intent still fits a button
Part = NewType("Part", int)
NO_PART = Part(0)


@dataclass(frozen=True, slots=True)
class OpenModule:
    """The lists of a module that has several."""

    module: Module


@dataclass(frozen=True, slots=True)
class OpenList:
    """A page of records, inside of the record `parent` if that is one; `fresh` when asked for again on purpose.

    `back`, `origin`: of the card of that record, so that it keeps its own way back.
    """

    section: Section
    offset: int = 0
    fresh: bool = False
    parent: int = 0
    back: int = 0
    origin: Origin = Origin.LIST


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A record, seen on the list page at `back`; `part` counts the pages of a long card from 0.

    `swapped`: its texts in the language that the visitor did not choose.
    """

    section: Section
    entity_id: int
    back: int = 0
    part: Part = NO_PART
    fresh: bool = False
    parent: int = 0
    swapped: bool = False
    origin: Origin = Origin.LIST


@dataclass(frozen=True, slots=True)
class FollowLink:
    """A card by a link that somebody sent."""

    card: OpenCard


@dataclass(frozen=True, slots=True)
class ShowPictures:
    """The pictures of a record; `swapped` as in its card, which is shown where it has none."""

    section: Section
    entity_id: int
    back: int = 0
    parent: int = 0
    origin: Origin = Origin.LIST
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class FollowLookup:
    """From a record to the one that it names; `which` counts the lookups of its section from 0."""

    section: Section
    entity_id: int
    which: int
    back: int = 0
    parent: int = 0
    origin: Origin = Origin.LIST
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class ShowFilters:
    """What a list can be narrowed to; `back` is the page that one came from."""

    section: Section
    parent: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class ChooseFilter:
    """The values of one filter; `offset` pages through long ones."""

    section: Section
    name: str
    parent: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class SetFilter:
    """Narrow the list, or widen it with an empty value."""

    section: Section
    name: str
    value: str = ""
    parent: int = 0


@dataclass(frozen=True, slots=True)
class ClearFilters:
    """Show the whole list again."""

    section: Section
    parent: int = 0


@dataclass(frozen=True, slots=True)
class AskSearch:
    """Ask what to look for in a section; `back` is the page that one came from."""

    section: Section
    parent: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class SearchIn:
    """Look in one section for what was looked for everywhere; `digest` of those words, empty for the last ones."""

    section: Section
    digest: str = ""


@dataclass(frozen=True, slots=True)
class AskPage:
    """Ask which page to jump to from that at `back`; `pages` is how many there are, 0 where nobody knows."""

    section: Section
    parent: int = 0
    pages: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class AskFind:
    """Ask what to look for everywhere."""


@dataclass(frozen=True, slots=True)
class Find:
    """What there is everywhere for the words of that digest, or for those that were typed last."""

    digest: str = ""


@dataclass(frozen=True, slots=True)
class FindText:
    """Look for these words everywhere."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenRecent:
    """The records that were looked at last."""
