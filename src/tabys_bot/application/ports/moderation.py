"""What must be remembered of moderation. Every port raises `StoreUnavailableError` when the store cannot be reached."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from tabys_bot.domain.alerts import AlertChoice, Owed, Subject
from tabys_bot.domain.batches import Batch
from tabys_bot.domain.sections import Section


class Alerts(Protocol):
    """Remembers who wants to be told of new work, what he was told, and what he still must be."""

    async def alert_choice(self, visitor_id: int, admin_id: int) -> AlertChoice | None:
        """None if he never chose, nor was offered to."""
        ...

    async def save_alert_choice(self, visitor_id: int, choice: AlertChoice) -> None:
        """In place of the one before, whoever's that was; for `CHOICE_KEPT_FOR`. It outlives signing out."""
        ...

    async def alerted(self) -> Mapping[int, AlertChoice]:
        """The choices that are on, by visitor."""
        ...

    async def end_alerts(self, visitor_id: int) -> None:
        """He cannot be reached any more: his choice is off, and he is owed nothing."""
        ...

    async def known_waiting(self, section: Section) -> frozenset[int] | None:
        """What waited when it was looked at last; None if it never was."""
        ...

    async def note_waiting(self, section: Section, ids: Iterable[int], news: Mapping[int, Iterable[Subject]]) -> None:
        """What waits now (`kept_waiting`, for `WAITING_KEPT_FOR`) and, in the same step, what more each visitor is owed
        (`OWED_AT_MOST` in all, for `OWED_KEPT_FOR`): neither is kept without the other."""
        ...

    async def owed(self) -> tuple[Owed, ...]:
        """What each is still to be told of, by kind and number; nobody who is owed nothing."""
        ...

    async def settle_owed(self, visitor_id: int, subjects: Iterable[Subject]) -> None:
        """He is owed these no more."""
        ...

    async def claim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> frozenset[Subject]:
        """Those of which whoever asks may tell him, each once until `close_alerts` or for `TOLD_KEPT_FOR`: nobody else
        will."""
        ...

    async def unclaim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> None:
        """He was surely not told of these: they can be claimed again and, in the same step, he is owed them again if
        somebody has settled that meanwhile. Of those that he was told of, or that were closed, nothing changes."""
        ...

    async def note_alert(self, subject: Subject, visitor_id: int, message_id: int) -> None:
        """In which message he was told."""
        ...

    async def alerts_of(self, subject: Subject) -> Mapping[int, int]:
        """The messages that tell of it, by visitor, also of those that are closed; of those that are yet to be sent
        there is none."""
        ...

    async def close_alerts(self, subject: Subject) -> None:
        """It is decided, and in the same step owed to nobody. If it ever waits again, it can be claimed again; until
        then its messages are kept (`CLOSED_KEPT_FOR`), for what is decided later."""
        ...

    async def subjects_told(self) -> tuple[Subject, ...]:
        """All that alerts were claimed or stand open for, in no order."""
        ...


class Batches(Protocol):
    """Remembers decisions about several records, each for `BATCH_KEPT_FOR`."""

    async def save_batch(self, batch: Batch, *, was: int | None) -> bool:
        """Store it, `bounded`, if the one that stands there has the revision `was` (None: if none does); whether it
        stands there now. The very same may be stored again."""
        ...

    async def batch(self, batch_id: str) -> Batch | None: ...

    async def open_batches(self) -> tuple[str, ...]:
        """The ids of those that are not over, in no order."""
        ...
