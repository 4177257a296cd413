"""What a module is made of, and the records that come out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

from tabys_bot.domain.access import Module

PAGE_SIZE = 8
LARGEST_ID = 2**31 - 1  # ids are int4 at the backend


class Kind(Enum):
    """How a field is read and shown."""

    LINE = auto()  # one line of text, perhaps in two languages
    TEXT = auto()  # long text, perhaps in two languages
    CHOICE = auto()  # one of a named set of values
    COUNT = auto()
    RATING = auto()
    MINUTES = auto()
    YEARS = auto()
    MONEY = auto()
    FLAG = auto()  # yes or no
    DATE = auto()
    MOMENT = auto()  # a point in time
    LINK = auto()


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


Value: TypeAlias = str | int | Decimal | bool | date | datetime | Bilingual | Money


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a card shows. `choices` names the set whose values have words in the catalogues."""

    name: str
    kind: Kind = Kind.LINE
    choices: str = ""


@dataclass(frozen=True, slots=True)
class ModuleSpec:
    """A module as data: its fields in card order, and the names of those that stand for a record in a list.

    `titles`: the first that is not empty is the record's title. `hint` tells records of one title apart.
    `marks`: the choices that a list shows as signs.
    """

    module: Module
    icon: str
    fields: tuple[Field, ...]
    titles: tuple[str, ...] = ("title",)
    hint: str = ""
    marks: tuple[str, ...] = ()

    @property
    def label_fields(self) -> tuple[Field, ...]:
        """The fields that a list shows."""
        shown = {*self.titles, self.hint, *self.marks}
        return tuple(field for field in self.fields if field.name in shown)


@dataclass(frozen=True, slots=True)
class Entity:
    """One record. A field that is absent from `values` has nothing to show."""

    module: Module
    id: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list that starts `offset` records after its beginning."""

    items: tuple[Entity, ...]
    offset: int
    has_next: bool

    @property
    def first(self) -> int:
        """The number of the first record shown, counted from 1."""
        return self.offset + 1

    @property
    def last(self) -> int:
        return self.offset + len(self.items)

    @property
    def previous_offset(self) -> int | None:
        return max(0, self.offset - PAGE_SIZE) if self.offset > 0 else None

    @property
    def next_offset(self) -> int | None:
        return self.offset + PAGE_SIZE if self.has_next else None


def page_start(offset: int) -> int:
    """The start of the page that holds the record at `offset`."""
    return max(0, offset) // PAGE_SIZE * PAGE_SIZE
