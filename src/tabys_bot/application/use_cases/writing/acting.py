"""Doing what needs no form: once, on a record that is in a state for it, and with an honest answer."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from tabys_bot.application.failures import (
    MAY_HAVE_HAPPENED,
    BrowseFailure,
    NoReason,
    NotNow,
    RecordGone,
    SessionRejected,
    StoreUnavailableError,
    WriteFailure,
    is_over,
    never_sent,
)
from tabys_bot.application.ports import Once, Order, WritingGateway, Written
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.writing.drafting import Naming, refused
from tabys_bot.application.use_cases.writing.recording import Recorder
from tabys_bot.application.use_cases.writing.verifying import FindOut, Verdict
from tabys_bot.domain.acts.fitting import fits, is_done
from tabys_bot.domain.acts.shape import REASON, Act, Given, Way
from tabys_bot.domain.moderation import waits
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

# what would have its effect again is not done again by a forgotten button, even if Tabys forgot that it was done
_ONCE_IN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done, and was noted."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Already:
    """It was so before, or was decided on in whatever way; nothing was sent.

    `just_now`: in the moment of the press, by somebody whose doing the history may not know of yet.
    """

    entity: Entity
    just_now: bool = False


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was changed."""

    failure: WriteFailure
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """It may have been done or not."""

    entity: Entity
    failure: WriteFailure


@dataclass(frozen=True, slots=True)
class Underway:
    """It is being done at this moment, or was done moments ago."""


ActOutcome: TypeAlias = Done | Already | NotDone | Doubtful | Underway
_Settled: TypeAlias = Callable[[Entity], bool]
_Allowing: TypeAlias = Callable[[Entity], Awaitable[bool]]


class PerformAct:
    """Deletes, publishes, hides and the like."""

    def __init__(
        self,
        *,
        writing: WritingGateway,
        show: ShowEntity,
        once: Once,
        find_out: FindOut,
        recorder: Recorder,
        under_way: timedelta,
    ) -> None:
        """`under_way`: longer than any write may take."""
        self._under_way = under_way
        self._writing = writing
        self._show = show
        self._once = once
        self._find_out = find_out
        self._recorder = recorder

    async def ready(
        self, session: Session, query: Query, act: Act, entity_id: int, *, near: int
    ) -> Outcome[Entity, BrowseFailure | NotNow]:
        """The record, if it is one that this can be done to."""
        refusal = refused(session, query, act)
        if refusal:
            return Failure(refusal)
        outcome = await self._show(session, query, entity_id, near=near)
        if isinstance(outcome, Failure):
            return outcome
        return outcome if fits(act, outcome.unwrap()) or is_done(act, outcome.unwrap()) else Failure(NotNow())

    async def __call__(
        self,
        session: Session,
        query: Query,
        act: Act,
        entity_id: int,
        *,
        near: int,
        called: Naming,
        reason: Given | None = None,
        only_waiting: bool = False,
        is_his: _Allowing | None = None,
    ) -> Outcome[ActOutcome, SessionRejected]:
        """Do it, unless it is done or under way already: only who has claimed it looks, and acts on what he sees.

        `only_waiting`: only to a record that waits for a decision, even if the act would fit others. `is_his`: whether
        he may take back what was made of the record; asked once it is claimed.
        """
        refusal = refused(session, query, act) or _unfounded(act, reason)
        if refusal:
            return Success(NotDone(refusal))
        claims = self._claims(query.section, entity_id, act)
        is_settled = partial(_is_settled, act, only_waiting=only_waiting)
        for at, (claim, lasting) in enumerate(claims):
            if not await self._once.claim(claim, lasting):
                await self._unclaim(claims[:at])
                return await self._seen(session, query, entity_id, near=near, is_settled=is_settled)
        order = Order(query.section, act, entity_id, query.parent, _said(act, reason))
        ended = await self._claimed(session, query, order, near=near, is_settled=is_settled, is_his=is_his)
        outcome = ended.value_or(None)
        # noted before others are let in: whoever comes second is told who was first
        if isinstance(outcome, Done | Doubtful):
            entity, sure = outcome.entity, isinstance(outcome, Done)
            kept = reason.kept if reason and act.why else ""
            await self._recorder.of_act(session, act, entity, called(entity), sure=sure, reason=kept)
        # a repeat of what may be under way, or would count again, must be stopped; of anything else it must not
        if not isinstance(outcome, Doubtful):
            await self._unclaim(claims[1:] if isinstance(outcome, Done) and act.once else claims)
        return ended

    def _claims(self, section: Section, entity_id: int, act: Act) -> tuple[tuple[str, timedelta], ...]:
        """What is held while it is done, and for how long; the first also afterwards, if a repeat would count again.

        Acts that set the same field stand in one another's way.
        """
        state = f"{section}:{entity_id}:{'+'.join(sorted(act.sets)) or act.name}", self._under_way
        again = f"{section}:{entity_id}:{act.name} once", max(_ONCE_IN, self._under_way)
        return (again, state) if act.once else (state,)

    async def _seen(
        self, session: Session, query: Query, entity_id: int, *, near: int, is_settled: _Settled
    ) -> Outcome[ActOutcome, SessionRejected]:
        """What became of it in the hands of whoever has claimed it."""
        outcome = await self._show(session, query, entity_id, near=near)
        if failed_by(outcome, SessionRejected):
            return Failure(SessionRejected())
        entity = outcome.value_or(None)
        return Success(Already(entity, just_now=True) if entity and is_settled(entity) else Underway())

    async def _unclaim(self, claims: Sequence[tuple[str, timedelta]]) -> None:
        """What is done is done: a lost store does not turn it into a failure, and claims end by themselves."""
        for claim, _ in claims:
            try:
                await self._once.unclaim(claim)
            except StoreUnavailableError as error:
                log.warning("store unavailable, left claimed %s: %s", claim, error)

    async def _claimed(
        self,
        session: Session,
        query: Query,
        order: Order,
        *,
        near: int,
        is_settled: _Settled,
        is_his: _Allowing | None,
    ) -> Outcome[ActOutcome, SessionRejected]:
        act, outcome = order.act, await self._show(session, query, order.entity_id, near=near)
        if isinstance(outcome, Failure):
            failure = outcome.failure()
            return Failure(failure) if isinstance(failure, SessionRejected) else Success(NotDone(failure))
        entity = outcome.unwrap()
        if is_settled(entity):
            return Success(Already(entity))
        if not fits(act, entity):
            return Success(NotDone(NotNow()))
        if is_his is not None and not await is_his(entity):
            return Success(Already(entity))
        written = await self._writing.write(session, order)
        if isinstance(written, Success):
            return Success(Done(entity))
        return await self._failed(session, query, act, entity, written.failure())

    async def _failed(
        self, session: Session, query: Query, act: Act, entity: Entity, failure: WriteFailure
    ) -> Outcome[ActOutcome, SessionRejected]:
        """What became of a write that was not answered as it should be."""
        if isinstance(failure, SessionRejected):
            return Failure(failure)
        # somebody else may have deleted it in this moment; or it is not his to delete
        is_gone = isinstance(failure, RecordGone) and act.way is Way.DELETE
        if not (is_gone or isinstance(failure, MAY_HAVE_HAPPENED)):
            return Success(NotDone(failure, entity))
        found = await self._find_out.state(session, query, act, entity)
        verdict = found.value_or(Verdict.UNKNOWN)
        if verdict is Verdict.DONE:
            return Success(Done(entity))
        # what got no answer in time may still be under way
        is_certain = verdict is Verdict.NOT_DONE and isinstance(failure, MAY_HAVE_HAPPENED) and is_over(failure)
        if is_gone or is_certain or (verdict is Verdict.UNKNOWN and never_sent(failure)):
            return Success(NotDone(failure, entity))
        return Success(Doubtful(entity, failure))


def _is_settled(act: Act, entity: Entity, *, only_waiting: bool) -> bool:
    """Whether there is nothing left to do: it is so already, or has been decided on in whatever way."""
    is_decided = act.decides and (not fits(act, entity) or (only_waiting and not waits(entity)))
    return is_done(act, entity) or is_decided


def _unfounded(act: Act, reason: Given | None) -> NoReason | None:
    return NoReason() if act.why and act.why.required and not (reason and reason.sent.strip()) else None


def _said(act: Act, reason: Given | None) -> Mapping[str, Written]:
    """What goes along to Tabys."""
    return {REASON: reason.sent} if act.why and act.why.sent and reason else {}
