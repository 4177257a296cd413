"""How a write can end, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tabys_bot.application.failures import WriteFailure
from tabys_bot.domain.drafts import Answer, Draft


@dataclass(frozen=True, slots=True)
class Saved:
    """It is done, and was noted. `entity_id`: 0 where Tabys does not tell the number of a new record."""

    draft: Draft
    entity_id: int


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Nothing was changed; the draft is as it was. `failure`: None if nobody knows any more why."""

    draft: Draft
    failure: WriteFailure | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have been done or not."""

    draft: Draft
    failure: WriteFailure | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the record; the draft now starts from what it says. `was`: what it said before that."""

    draft: Draft
    was: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vanished:
    """The record is gone."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Unready:
    """It is not filled in, or not right any more: the sheet tells what is wrong. Nothing was sent."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Busy:
    """It is being saved at this moment, or was changed from elsewhere."""

    draft: Draft


SaveOutcome: TypeAlias = Saved | NotSaved | Unsure | Conflict | Vanished | Unready | Busy
