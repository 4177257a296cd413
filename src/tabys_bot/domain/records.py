"""The records that sections hold, and which of them are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from tabys_bot.domain.sections import Section

PAGE_SIZE = 8
LARGEST_ID = 2**31 - 1  # ids are int4 at the backend


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Kazakh and in Russian; either may be missing, not both."""

    kk: str | None = None
    ru: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount from `low` to `high` (equal for a price, None where open); 0 to 0 is free."""

    low: Decimal | None
    high: Decimal | None
    currency: str = "KZT"


@dataclass(frozen=True, slots=True)
class Ref:
    """Another record."""

    section: Section
    id: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is: an absolute address, and whether others than the bot can reach it."""

    address: str
    is_public: bool = False


Line: TypeAlias = str | Bilingual
Value: TypeAlias = str | int | Decimal | bool | date | datetime | Bilingual | Money | Ref | Picture | tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One record, inside of the record `parent` if that is one. A field that is absent has nothing to show."""

    section: Section
    id: int
    values: Mapping[str, Value]
    parent: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What a section is narrowed to: the value of each filter that is set, and the words that are looked for.

    The value of a choice is its own; of a flag `yes` or `no`; of a time a member of `Period`; of a name its number.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.filters or self.text)


@dataclass(frozen=True, slots=True)
class Query:
    """Which list: of a section, inside of a record if `parent` is one, narrowed to a view."""

    section: Section
    parent: int = 0
    view: View = field(default_factory=View)


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list that starts `offset` records after its beginning.

    `total`: of the whole list, None where the backend does not tell. `damaged`: rows left out because the backend
    cannot read them. `looked_at`: of a search that had to end before the end of the list, how many records it saw.
    `approved_only`: whether the backend keeps others than approved records from this search.
    """

    items: tuple[Entity, ...]
    offset: int
    has_next: bool
    total: int | None = None
    damaged: int = 0
    looked_at: int | None = None
    approved_only: bool = False

    @property
    def first(self) -> int:
        """The number of the first record shown, counted from 1."""
        return self.offset + 1

    @property
    def last(self) -> int:
        return self.offset + len(self.items) + self.damaged

    @property
    def number(self) -> int:
        """Which page it is, counted from 1."""
        return self.offset // PAGE_SIZE + 1

    @property
    def pages(self) -> int | None:
        """How many pages there are; None where nobody knows."""
        return None if self.total is None else max(1, -(-self.total // PAGE_SIZE))

    @property
    def previous_offset(self) -> int | None:
        return max(0, self.offset - PAGE_SIZE) if self.offset > 0 else None

    @property
    def next_offset(self) -> int | None:
        return self.offset + PAGE_SIZE if self.has_next else None

    @property
    def last_offset(self) -> int | None:
        """The start of the last page, where it is known and not this one."""
        last = None if self.total is None else page_start(max(0, self.total - 1))
        return last if last is not None and last > self.offset else None


def page_start(offset: int) -> int:
    """The start of the page that holds the record at `offset`."""
    return max(0, offset) // PAGE_SIZE * PAGE_SIZE
