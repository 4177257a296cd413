"""What can be asked about writing: forms, their answers, and what needs no form."""

from dataclasses import dataclass, field
from enum import StrEnum

from tabys_bot.application.screens.intents.browsing import NO_PART, Origin, Part
from tabys_bot.domain.sections import Section


class How(StrEnum):
    """What a press says to the question that is asked; the values stand in buttons."""

    VALUE = "v"
    KEEP = "p"  # leave it as it is, and go on
    CLEAR = "c"
    REVERT = "r"  # as the record said before
    TWIN = "t"  # the same as its twin
    BACK = "b"  # to the question before


@dataclass(frozen=True, slots=True)
class StartAct:
    """Begin an act, on a record if it is about one: its form, or the question whether to do it."""

    section: Section
    act: str
    entity_id: int = 0
    back: int = 0
    parent: int = 0
    origin: Origin = Origin.LIST


@dataclass(frozen=True, slots=True)
class DoAct:
    """Do what needs no form, and was asked about."""

    section: Section
    act: str
    entity_id: int
    back: int = 0
    parent: int = 0
    origin: Origin = Origin.LIST


@dataclass(frozen=True, slots=True)
class ListDrafts:
    """What was begun and not saved."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Go on where it was left."""

    draft: str


@dataclass(frozen=True, slots=True)
class ShowSheet:
    """All answers of a draft at once; `part` counts the pages of a long one from 0."""

    draft: str
    part: Part = NO_PART


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Ask that question of the form, counted from 0 in its table.

    `view` turns what is offered: the offset among names; of a calendar the month as 202611, or the day as 20261125,
    whose times are offered then.
    """

    draft: str
    at: int
    view: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer that question by a press. `value`: what drafts keep; of a date or moment its digits, in the zone."""

    draft: str
    at: int
    how: How
    value: str = ""


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Write it, as it was shown: at that revision."""

    draft: str
    revision: int


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Find out whether what was sent has been done."""

    draft: str


@dataclass(frozen=True, slots=True)
class StartAnew:
    """Make a new record of what was to change one that is gone, or begin an old draft once more."""

    draft: str


@dataclass(frozen=True, slots=True)
class AskDiscard:
    """Ask whether to throw a draft away."""

    draft: str


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """Throw it away."""

    draft: str


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """What was written to a record through the bot; `part` as in OpenCard."""

    section: Section
    entity_id: int
    back: int = 0
    parent: int = 0
    origin: Origin = Origin.LIST
    part: Part = NO_PART


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A picture that was sent: a message, no button. `handle`: by which the transport can fetch it."""

    handle: str = field(repr=False)
    name: str
    size: int
