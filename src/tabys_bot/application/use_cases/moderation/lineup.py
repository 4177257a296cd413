"""What waits for a decision, kept for a moment so that a queue does not ask Tabys for all of it at each press."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tabys_bot.application.failures import Broken, BrowseFailure, Forbidden, TooSlow, Unreachable
from tabys_bot.application.ports import Clock, ModerationGateway
from tabys_bot.domain.access import Permission
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import Lineup, decisions_of, moderated_by
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

KEPT_FOR = timedelta(seconds=30)
_OF_EVERYBODY = (Broken, TooSlow, Unreachable)  # whoever asked would have got the same


@dataclass(slots=True)
class _Line:
    """What is known of one kind. `begun`: how many reads have begun; `ended`: the number of the last that was answered.

    `kept`: the last line that could be read, as it was `at` the beginning of its read. `dropped`: what was decided on
    while it is read, and may still be in it.
    """

    begun: int = 0
    ended: int = 0
    failure: BrowseFailure | None = None
    kept: Lineup | None = None
    at: datetime | None = None
    dropped: set[int] = field(default_factory=set)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def young(self, now: datetime) -> Lineup | None:
        """What is kept, if it is not too old; a clock that was set back makes everything old."""
        is_young = self.at is not None and timedelta(0) <= now - self.at < KEPT_FOR
        return self.kept if is_young else None


class WaitingLists:
    """The line of each kind, read once for everybody: Tabys shows all of it to whoever may decide on it.

    A line may be older than it seems: whether a record really waits is seen when it is read.
    """

    def __init__(self, *, moderation: ModerationGateway, clock: Clock) -> None:
        self._moderation = moderation
        self._clock = clock
        self._lines: defaultdict[Section, _Line] = defaultdict(_Line)

    async def of(self, session: Session, section: Section, *, fresh: bool = False) -> Outcome[Lineup, BrowseFailure]:
        """All of that kind, the oldest in front; `fresh`: as it is at this moment."""
        if not decisions_of(section, session.role):
            return Failure(Forbidden(Permission.UPDATE, CATALOGUE[section].module))
        line = self._lines[section]
        kept = None if fresh else line.young(self._clock.now())
        if kept is not None:  # whoever may see it as it was does not wait for whoever reads it anew
            return Success(kept)
        # a read under way is good enough, unless it must be one that begins after this moment
        wanted = line.begun if line.reading.locked() and not fresh else line.begun + 1
        async with line.reading:
            if line.ended >= wanted and line.failure is None and line.kept is not None:
                return Success(line.kept)
            if line.ended >= wanted and isinstance(line.failure, _OF_EVERYBODY):
                return Failure(line.failure)
            return await self._read(session, section, line)

    async def _read(self, session: Session, section: Section, line: _Line) -> Outcome[Lineup, BrowseFailure]:
        line.begun += 1
        line.dropped.clear()
        number, at = line.begun, self._clock.now()
        outcome = await self._moderation.waiting(session, section)
        line.ended = number
        if isinstance(outcome, Failure):
            line.failure = outcome.failure()
            return outcome
        line.failure, line.at, line.kept = None, at, outcome.unwrap()
        for entity_id in line.dropped:
            line.kept = line.kept.without(entity_id)
        return Success(line.kept)

    async def all(
        self, session: Session, kinds: Iterable[Section] | None = None, *, fresh: bool = False
    ) -> Mapping[Section, Outcome[Lineup, BrowseFailure]]:
        """The lines of these kinds, of all that the role decides on if none are named; side by side."""
        wanted = tuple(moderated_by(session.role) if kinds is None else kinds)
        read = await asyncio.gather(*(self.of(session, kind, fresh=fresh) for kind in wanted))
        return dict(zip(wanted, read, strict=True))

    def near(self, section: Section, entity_id: int) -> int:
        """Where the record stood in the list of Tabys; 0 if that is not known."""
        kept = self._lines[section].kept or Lineup()
        return next((item.near for item in kept.items if item.entity.id == entity_id), 0)

    def drop(self, section: Section, entity_id: int) -> None:
        """It waits no more."""
        line = self._lines[section]
        line.dropped.add(entity_id)
        if line.kept is not None:
            line.kept = line.kept.without(entity_id)
