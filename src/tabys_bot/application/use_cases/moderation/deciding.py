"""Deciding on one record that waits, and seeing who has decided on it before."""

from dataclasses import dataclass
from functools import partial

from tabys_bot.application.failures import BrowseFailure, NotNow, RecordGone, SessionRejected
from tabys_bot.application.ports import History
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.application.use_cases.writing.acting import ActOutcome, Already, Done, Doubtful, NotDone, PerformAct
from tabys_bot.application.use_cases.writing.drafting import Naming
from tabys_bot.domain.acts.shape import Act, Given
from tabys_bot.domain.history import Entry
from tabys_bot.domain.moderation import MODERATED, is_decision, state_field, state_of, view_of, waits
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of it. `by`: of what was decided before, what the history knows of that: None for the web panel."""

    outcome: ActOutcome
    by: Entry | None = None


class LastDecision:
    """Who has decided last, as far as the history of the bot knows: None for the web panel."""

    def __init__(self, *, history: History) -> None:
        self._history = history

    async def __call__(self, section: Section, entity_id: int) -> Entry | None:
        entries = await self._history.history_of(section, entity_id)
        return next((entry for entry in entries if state_field(section) in entry.changes), None)

    async def behind(self, entity: Entity) -> Entry | None:
        """Who has made of it what it is now; None also for what is in no queue."""
        if entity.section not in MODERATED:
            return None
        entry = await self(entity.section, entity.id)
        return entry if entry and entry.changes[state_field(entity.section)].after == state_of(entity) else None


class Decide:
    """Approves and rejects. Whether the record still waits is looked at first, so two moderators do not trip over each
    other; and a decision is final for whoever comes second."""

    def __init__(self, *, perform: PerformAct, show: ShowEntity, by: LastDecision, lists: WaitingLists) -> None:
        self._perform = perform
        self._show = show
        self._by = by
        self._lists = lists

    async def look(self, session: Session, section: Section, entity_id: int) -> Outcome[Entity, BrowseFailure]:
        """The record as it is now, whoever owns it."""
        outcome = await self._show(session, in_line(section), entity_id, near=self._lists.near(section, entity_id))
        if failed_by(outcome, RecordGone) or (isinstance(outcome, Success) and not waits(outcome.unwrap())):
            self._lists.drop(section, entity_id)
        return outcome

    async def __call__(
        self,
        session: Session,
        section: Section,
        act: Act,
        entity_id: int,
        *,
        called: Naming,
        reason: Given | None,
        only_waiting: bool = True,
    ) -> Outcome[Decided, SessionRejected]:
        """Also of what was decided before, by the acts that turn a decision round.

        `only_waiting`: what decides is done to a record that waits, and what turns a decision round to one of his own:
        a button of the queue or of an alert may be old, and somebody else may have decided since.
        """
        if not is_decision(section, act):
            return Success(Decided(NotDone(NotNow())))
        outcome = await self._perform(
            session,
            in_line(section),
            act,
            entity_id,
            near=self._lists.near(section, entity_id),
            called=called,
            reason=reason,
            only_waiting=only_waiting,
            is_his=partial(self._is_his, session) if only_waiting and not act.decides else None,
        )
        if isinstance(outcome, Failure):
            return outcome
        ended = outcome.unwrap()
        is_gone = isinstance(ended, NotDone) and isinstance(ended.failure, RecordGone)
        if is_gone or isinstance(ended, Done | Already | Doubtful):
            self._lists.drop(section, entity_id)
        return Success(Decided(ended, await self._by.behind(ended.entity) if isinstance(ended, Already) else None))

    async def _is_his(self, session: Session, entity: Entity) -> bool:
        entry = await self._by.behind(entity)
        return entry is not None and entry.admin_id == session.admin_id


def in_line(section: Section) -> Query:
    """Where a record is read by whoever decides on it, whose ever it is."""
    return Query(section, view=view_of(section))
