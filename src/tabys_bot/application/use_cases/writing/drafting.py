"""Beginning a form, going on with it, throwing it away."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from tabys_bot.application.failures import BrowseFailure, Forbidden, NoRoom, NotNow, RecordGone
from tabys_bot.application.ports import Clock, Drafts
from tabys_bot.application.use_cases.browsing import ShowEntity, forbidden
from tabys_bot.domain.acts import creation, find_act, may_do
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act, Ask, Question, Way
from tabys_bot.domain.answering import answers_from, value_of
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.drafts import DRAFTS_AT_MOST, SHEET, Answer, Draft, begin
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.session import Session

# how a record is called for the reader
Naming: TypeAlias = Callable[[Entity], str]


@dataclass(frozen=True, slots=True)
class Begun:
    """A form to be filled; `is_new`: whether it was begun just now."""

    draft: Draft
    is_new: bool


class BeginDraft:
    """Opens a form, on a record if it is about one; the same form is not begun twice, but gone on with."""

    def __init__(self, *, show: ShowEntity, drafts: Drafts, clock: Clock) -> None:
        self._show = show
        self._drafts = drafts
        self._clock = clock

    async def __call__(
        self, session: Session, query: Query, act: Act, entity_id: int, *, near: int, called: Naming
    ) -> Outcome[Begun, BrowseFailure | NotNow | NoRoom]:
        refusal = refused(session, query, act)
        if refusal:
            return Failure(refusal)
        now, entity_id = self._clock.now(), 0 if act.way is Way.CREATE else entity_id
        others = await self._drafts.drafts(session.telegram_user_id, session.admin_id)
        for draft in others:
            same = (draft.section, draft.act, draft.entity_id) == (query.section, act.name, entity_id)
            if same and not draft.is_old(now):
                return Success(Begun(draft, is_new=False))
        for untouched in (draft for draft in others if draft.is_untouched):
            await self._drafts.drop_draft(session.telegram_user_id, session.admin_id, untouched.id)
        if sum(not draft.is_untouched for draft in others) >= DRAFTS_AT_MOST:
            return Failure(NoRoom())
        begun = await self._begun(session, query, act, entity_id, near=near, called=called)
        if isinstance(begun, Success):
            await self._drafts.save_draft(session.telegram_user_id, begun.unwrap(), was=None)
            return Success(Begun(begun.unwrap(), is_new=True))
        return begun

    async def _begun(
        self, session: Session, query: Query, act: Act, entity_id: int, *, near: int, called: Naming
    ) -> Outcome[Draft, BrowseFailure | NotNow]:
        new = begin(new_id(), session.admin_id, query.section, act, self._clock.now(), entity_id=entity_id)
        new = replace(new, parent=query.parent, near=near)
        if act.way is Way.CREATE:
            return Success(new)
        outcome = await self._show(session, query, entity_id, near=near)
        if isinstance(outcome, Failure):
            return outcome
        entity = outcome.unwrap()
        if not fits(act, entity):
            return Failure(NotNow())
        return Success(replace(new, before=before_of(act, entity), title=called(entity)))

    async def anew(self, session: Session, old: Draft, *, called: Naming) -> Outcome[Draft, BrowseFailure | NotNow]:
        """The same answers in a new form; where the record is gone, in that of a new record."""
        query = Query(old.section, old.parent)
        refusal = refused(session, query, old.spec)
        if refusal:
            return Failure(refusal)
        begun = await self._begun(session, query, old.spec, old.entity_id, near=old.near, called=called)
        create = creation(old.section)
        if failed_by(begun, RecordGone) and create is not None and may_do(session.role, old.section, create):
            begun = await self._begun(session, query, create, 0, near=0, called=called)
        if isinstance(begun, Failure):
            return begun
        new = _carried(begun.unwrap(), old, self._clock.now())
        await self._give_way(session, old)
        if await self._drafts.save_draft(session.telegram_user_id, new, was=None):
            await self._drafts.drop_draft(session.telegram_user_id, session.admin_id, old.id)
        return Success(new)

    async def _give_way(self, session: Session, old: Draft) -> None:
        """Where there is no room for another one, let the old one be the one that goes, and at no moment be lost."""
        drafts = await self._drafts.drafts(session.telegram_user_id, session.admin_id)
        if len(drafts) >= DRAFTS_AT_MOST:
            first = min(draft.touched for draft in drafts) - timedelta(seconds=1)
            last = replace(old, touched=first, revision=old.revision + 1)
            await self._drafts.save_draft(session.telegram_user_id, last, was=old.revision)


def _carried(new: Draft, old: Draft, now: datetime) -> Draft:
    """With the answers of the old one; of names that were read only the words are known: they are asked again."""
    asked = {question.key for question in new.spec.questions}
    # a picture that stands at Tabys is none that was sent
    sent = {question.key for question in old.spec.questions if question.ask is Ask.PHOTO}
    before = {key: answer for key, answer in old.before.items() if key not in sent}
    said = old.answers if new.entity_id else {**before, **old.answers}
    # of a record that is there, what was cleared stays so
    answers = {key: answer for key, answer in said.items() if key in asked and (answer.text or new.entity_id)}
    # a record may hold what no form would take: that is asked again
    answers = {key: answer for key, answer in answers.items() if _is_taken(new.spec.question(key), answer)}
    new = replace(new, answers={**new.answers, **answers}, seen=tuple(answers))
    return new.moved(new.missing[0] if new.missing else SHEET, now)


def _is_taken(question: Question, answer: Answer) -> bool:
    """Whether the form itself could have this answer."""
    try:
        value = value_of(question, answer)
    except ValueError:
        return False
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return len(answer.text) <= question.longest or question.ask not in (Ask.LINE, Ask.TEXT, Ask.LINK)
    return (question.least is None or value >= question.least) and (question.most is None or value <= question.most)


def new_id() -> str:
    return secrets.token_hex(4)


def refused(session: Session, query: Query, act: Act) -> Forbidden | None:
    """Whatever a button says, the role decides."""
    if not may_see(session.role, query.section):
        return forbidden(session, query.section)
    if find_act(query.section, act.name) is act and may_do(session.role, query.section, act):
        return None
    return Forbidden(act.permission, CATALOGUE[query.section].module)


def before_of(act: Act, entity: Entity) -> Mapping[str, Answer]:
    """What the record says to the questions, and the balance that the act would move."""
    balance = entity.values.get(act.balance)
    moved = {act.balance: Answer(str(balance))} if isinstance(balance, int) else {}
    return {**answers_from(act, entity), **moved}
