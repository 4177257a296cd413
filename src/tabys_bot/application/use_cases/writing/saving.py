"""Saving a form: once, over what is there now, and with an honest answer about what became of it."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from tabys_bot.application.failures import (
    MAY_HAVE_HAPPENED,
    Broken,
    BrowseFailure,
    NotNow,
    RecordGone,
    SessionRejected,
    StoreUnavailableError,
    TooSlow,
    Unreachable,
    is_over,
    never_sent,
)
from tabys_bot.application.ports import Attachments, Clock, Drafts, File, Once, Order, WritingGateway, Written
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.writing.drafting import before_of, refused
from tabys_bot.application.use_cases.writing.outcomes import (
    Busy,
    Conflict,
    NotSaved,
    Saved,
    SaveOutcome,
    Unready,
    Unsure,
    Vanished,
)
from tabys_bot.application.use_cases.writing.recording import Recorder
from tabys_bot.application.use_cases.writing.verifying import FindOut, Verdict
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Ask, Way
from tabys_bot.domain.answering import value_of
from tabys_bot.domain.drafts import Draft, Stage
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.parsing import problems
from tabys_bot.domain.records import Query
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

_UTC = ZoneInfo("UTC")  # what drafts keep is told in no other
_REMEMBERED_FOR = timedelta(days=1)


class SaveForm:
    """Writes what a draft says."""

    def __init__(
        self,
        *,
        writing: WritingGateway,
        show: ShowEntity,
        drafts: Drafts,
        find_out: FindOut,
        recorder: Recorder,
        attachments: Attachments,
        clock: Clock,
        under_way: timedelta,
        once: Once,
    ) -> None:
        """`under_way`: longer than any write may take; what was sent before that is no longer at work."""
        self._writing = writing
        self._show = show
        self._drafts = drafts
        self._find_out = find_out
        self._recorder = recorder
        self._attachments = attachments
        self._clock = clock
        self._under_way = under_way
        self._once = once

    async def __call__(self, session: Session, draft: Draft) -> Outcome[SaveOutcome, SessionRejected]:
        """Write it, unless it was sent before: then only find out."""
        refusal = refused(session, Query(draft.section), draft.spec)
        if refusal:
            # what was sent before the role changed may have been done all the same
            return Success(Unsure(draft, refusal) if draft.stage is Stage.SENT else NotSaved(draft, refusal))
        if draft.stage is Stage.SENT:
            return await self.look(session, draft)
        if not draft.is_complete or problems(draft, now=self._clock.now(), zone=_UTC):
            return Success(Unready(draft))
        ready = await self._order(session, draft)
        if isinstance(ready, Failure):
            ended = ready.failure()
            return Failure(ended) if isinstance(ended, SessionRejected) else Success(await self._kept(session, ended))
        order, based = ready.unwrap()
        sent = based.sent(self._clock.now())
        if not await self._drafts.save_draft(session.telegram_user_id, sent, was=draft.revision):
            return Success(Busy(draft))
        outcome = await self._writing.write(session, order)
        if isinstance(outcome, Success):
            return Success(await self._saved(session, sent, outcome.unwrap()))
        failure = outcome.failure()
        if isinstance(failure, MAY_HAVE_HAPPENED):
            return await self._looked(session, sent, failure)
        await self._drafts.save_draft(session.telegram_user_id, draft, was=sent.revision)
        if isinstance(failure, SessionRejected):
            return Failure(failure)
        if isinstance(failure, RecordGone) and draft.entity_id:
            return Success(Vanished(draft))
        return Success(NotSaved(draft, failure))

    def is_under_way(self, draft: Draft) -> bool:
        """Whether a draft that was sent may still be written at this moment."""
        return draft.stage is Stage.SENT and self._clock.now() - draft.touched < self._under_way

    async def look(self, session: Session, draft: Draft) -> Outcome[SaveOutcome, SessionRejected]:
        """What became of a draft that was sent."""
        return await self._looked(session, draft, None) if draft.stage is Stage.SENT else Success(Busy(draft))

    async def was_saved(self, draft_id: str) -> bool:
        """Whether a draft that is there no more was saved, and not thrown away, within the last day."""
        was_free = await self._once.claim(_saved(draft_id), timedelta(seconds=1))
        if was_free:  # asking leaves no trace: the next press would take it for a save
            await self._once.unclaim(_saved(draft_id))
        return not was_free

    async def give_up(self, session: Session, draft: Draft) -> None:
        """Throw it away. What was sent may have been done, and the history tells so."""
        dropped = await self._drafts.drop_draft(session.telegram_user_id, session.admin_id, draft.id)
        if dropped and draft.stage is Stage.SENT:
            await self._recorder.of_draft(session, draft, draft.entity_id, sure=False)

    async def _kept(self, session: Session, ended: NotSaved | Conflict | Vanished) -> SaveOutcome:
        """Nothing was sent; a draft that starts from what the record says now is stored as such."""
        if not isinstance(ended, Conflict):
            return ended
        was = ended.draft.revision - 1
        stored = await self._drafts.save_draft(session.telegram_user_id, ended.draft, was=was)
        return ended if stored else Busy(ended.draft)

    async def _order(
        self, session: Session, draft: Draft
    ) -> Outcome[tuple[Order, Draft], NotSaved | Conflict | Vanished | SessionRejected]:
        """What to send, over the record as it is now, and the draft that starts from that."""
        act = draft.spec
        if act.way is not Way.CREATE:
            outcome = await self._show(session, Query(draft.section, draft.parent), draft.entity_id, near=draft.near)
            if failed_by(outcome, RecordGone):
                return Failure(Vanished(draft))
            if isinstance(outcome, Failure):
                failure = outcome.failure()
                return Failure(failure if isinstance(failure, SessionRejected) else NotSaved(draft, failure))
            current = outcome.unwrap()
            if not fits(act, current):
                return Failure(NotSaved(draft, NotNow()))
            now = before_of(act, current)
            if any(now.get(question.key) != draft.before.get(question.key) for question in act.questions):
                return Failure(Conflict(draft.rebased(now, self._clock.now()), draft.before))
            draft = replace(draft, before=now)
        values = await self._values(draft)
        if isinstance(values, Failure):
            return values
        order = Order(draft.section, act, draft.entity_id, draft.parent, values.unwrap())
        return Success((order, draft))

    async def _values(self, draft: Draft) -> Outcome[Mapping[str, Written], NotSaved]:
        keys = draft.changes if draft.spec.way is Way.EDIT else tuple(question.key for question in draft.questions)
        values: dict[str, Written] = {}
        for key in keys:
            question, answer = draft.spec.question(key), draft.value(key)
            if answer is None or not answer.text:
                if key in draft.answers and draft.spec.way is not Way.CREATE:
                    values[key] = None
            elif question.ask is Ask.PHOTO:
                fetched = await self._attachments.fetch_sent(answer.text)
                if isinstance(fetched, Failure):
                    return Failure(NotSaved(draft, fetched.failure()))
                values[key] = File(answer.shown, fetched.unwrap())
            else:
                values[key] = value_of(question, answer)
        return Success(values)

    async def _looked(
        self, session: Session, sent: Draft, failure: TooSlow | Unreachable | Broken | None
    ) -> Outcome[SaveOutcome, SessionRejected]:
        found = await self._verdict(session, sent)
        if isinstance(found, Failure) and failure and never_sent(failure):
            unsent = await self._unsent(session, sent)
            return Success(Busy(sent) if unsent is None else NotSaved(unsent, failure))
        if isinstance(found, Failure):
            why = found.failure()
            if isinstance(why, RecordGone) and sent.entity_id:
                unsent = await self._unsent(session, sent)
                return Success(Busy(sent) if unsent is None else Vanished(unsent))
            return Failure(why) if isinstance(why, SessionRejected) else Success(Unsure(sent, why))
        verdict, number = found.unwrap()
        if verdict is Verdict.DONE:
            return Success(await self._saved(session, sent, number))
        # what got no answer in time, or from an instance that went down, may still be under way
        ended = (failure and is_over(failure)) or not self.is_under_way(sent)
        if verdict is Verdict.NOT_DONE and ended:
            unsent = await self._unsent(session, sent)
            return Success(Busy(sent) if unsent is None else NotSaved(unsent, failure))
        return Success(Unsure(sent, failure))

    async def _unsent(self, session: Session, sent: Draft) -> Draft | None:
        """The draft that can be saved again, as old as it was; None if another instance has found out more."""
        unsent = replace(sent, stage=Stage.WRITING, revision=sent.revision + 1)
        return unsent if await self._drafts.save_draft(session.telegram_user_id, unsent, was=sent.revision) else None

    async def _verdict(self, session: Session, sent: Draft) -> Outcome[tuple[Verdict, int], BrowseFailure]:
        if sent.spec.way is not Way.CREATE:
            outcome = await self._find_out.update(session, sent)
            return outcome if isinstance(outcome, Failure) else Success((outcome.unwrap(), sent.entity_id))
        created = await self._find_out.creation(session, sent, sent.touched)
        if isinstance(created, Failure):
            return created
        number = created.unwrap()
        return Success((Verdict.NOT_DONE, 0) if number is None else (Verdict.DONE, number))

    async def _saved(self, session: Session, sent: Draft, number: int) -> Saved:
        entity_id = number or sent.entity_id
        try:
            # another instance may have found it out at the same time
            is_first = await self._drafts.drop_draft(session.telegram_user_id, session.admin_id, sent.id)
            await self._once.claim(_saved(sent.id), _REMEMBERED_FOR)
        except StoreUnavailableError as error:  # it is saved all the same; whoever opens the draft finds that out
            log.warning("store unavailable, draft left section=%s id=%s: %s", sent.section, entity_id, error)
            return Saved(sent, entity_id)
        if is_first:
            await self._recorder.of_draft(session, sent, entity_id)
        return Saved(sent, entity_id)


def _saved(draft_id: str) -> str:
    return f"saved:{draft_id}"
