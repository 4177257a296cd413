"""Finding out whether a write that got no clear answer was done: the record is read again, the new one looked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from tabys_bot.application.failures import BrowseFailure, RecordGone
from tabys_bot.application.ports import EntityGateway, History
from tabys_bot.domain.acts.fitting import fits, is_done
from tabys_bot.domain.acts.shape import Act, Ask, Way
from tabys_bot.domain.agreeing import NOTHING, is_picture, is_told, same, same_text, says
from tabys_bot.domain.answering import answer_from, entity_of
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Bilingual, Entity, Query, Value, View
from tabys_bot.domain.session import Session

_CLOCKS_DIFFER = timedelta(minutes=2)
_READ_AT_MOST = 4
_LISTED_AT_ONCE = 50
_CREATED = "created_at"
_BY_WORDS = (Ask.NAME, Ask.NAMES)


class Verdict(Enum):
    """What could be found out."""

    DONE = auto()
    NOT_DONE = auto()
    UNKNOWN = auto()


class FindOut:
    """Reads what a write should have changed."""

    def __init__(self, *, entities: EntityGateway, history: History) -> None:
        self._entities = entities
        self._history = history

    async def update(self, session: Session, draft: Draft) -> Outcome[Verdict, BrowseFailure]:
        """Whether the record says what the draft says."""
        act, query = draft.spec, Query(draft.section, draft.parent)
        outcome = await self._entities.record(session, query, draft.entity_id, near=draft.near)
        if isinstance(outcome, Failure):
            return outcome
        if act.balance:
            return Success(_moved(draft, outcome.unwrap().values.get(act.balance)))
        return Success(_compared(draft, outcome.unwrap()))

    async def state(self, session: Session, query: Query, act: Act, before: Entity) -> Outcome[Verdict, BrowseFailure]:
        """Whether the record is in the state that the act leads to; after a deletion, whether it is gone."""
        outcome = await self._entities.record(session, query, before.id, near=0)
        if act.way is Way.DELETE and failed_by(outcome, RecordGone):
            return Success(Verdict.DONE)
        if isinstance(outcome, Failure):
            return outcome
        now = outcome.unwrap()
        if act.way is Way.DELETE:
            hidden = now.values.get("active") is False and before.values.get("active") is not False
            return Success(Verdict.DONE if hidden else Verdict.NOT_DONE)
        if not act.sets:  # what takes something away leaves nothing to take away
            return Success(Verdict.NOT_DONE if fits(act, now) else Verdict.DONE)
        return Success(Verdict.DONE if is_done(act, now) else Verdict.NOT_DONE)

    async def creation(self, session: Session, draft: Draft, sent_at: datetime) -> Outcome[int | None, BrowseFailure]:
        """The number of the new record; None if it is not there. One that another save has made is not it."""
        query, wanted = Query(draft.section, draft.parent), entity_of(draft)
        found = await self._namesakes(session, query, wanted)
        if isinstance(found, Failure):
            return found
        unread: BrowseFailure | None = None
        # the newest has the largest number
        for number in sorted(found.unwrap(), reverse=True)[:_READ_AT_MOST]:
            record = await self._entities.record(session, query, number, near=0)
            if isinstance(record, Failure):
                gone = failed_by(record, RecordGone)
                unread = unread if gone else record.failure()
            elif await self._is_it(record.unwrap(), draft, sent_at):
                return Success(number)
        return Success(None) if unread is None else Failure(unread)

    async def _namesakes(self, session: Session, query: Query, wanted: Entity) -> Outcome[set[int], BrowseFailure]:
        """Records that are called so, at either end of the list: where they have an order, the new one is there."""
        numbers: set[int] = set()
        for view in _views(wanted):
            offset = 0
            while True:
                outcome = await self._entities.page(
                    session, replace(query, view=view), offset=offset, limit=_LISTED_AT_ONCE, fresh=not offset
                )
                if isinstance(outcome, Failure):
                    return outcome
                page = outcome.unwrap()
                numbers |= {entity.id for entity in page.items if _is_called_as(entity, wanted)}
                if offset or not page.has_next or page.total is None:
                    break
                offset = max(_LISTED_AT_ONCE, page.total - _LISTED_AT_ONCE)
        return Success(numbers)

    async def _is_it(self, record: Entity, draft: Draft, sent_at: datetime) -> bool:
        if not (_is_new(record, sent_at) and _is_made_of(record, draft)):
            return False
        entries = await self._history.history_of(draft.section, record.id)
        return all(entry.act != draft.act for entry in entries)


def _compared(draft: Draft, record: Entity) -> Verdict:
    """By the changes that a card tells."""
    told = [key for key in draft.changes if _can_tell(draft, key)]
    if not told:
        return Verdict.UNKNOWN
    if all(_is_as_answered(record, draft, key) for key in told):
        return Verdict.DONE
    stayed = all(says(draft.spec.question(key), record, draft.before.get(key, NOTHING)) for key in told)
    return Verdict.NOT_DONE if stayed else Verdict.UNKNOWN


def _can_tell(draft: Draft, key: str) -> bool:
    """Whether before and after look different on a card."""
    question, before, now = draft.spec.question(key), draft.before.get(key, NOTHING), draft.answers[key]
    texts_are_same = bool(before.text and now.text) and same(question, before.text, now.text)
    return is_told(draft.section, question) and not texts_are_same


def _is_as_answered(record: Entity, draft: Draft, key: str) -> bool:
    """Whether the record says the answer; of a picture, only that it is another than before can be told."""
    question, answer = draft.spec.question(key), draft.answers[key]
    if is_picture(draft.section, question) and answer.text:
        said = answer_from(question, record)
        return said is not None and said != draft.before.get(key)
    return says(question, record, answer)


def _moved(draft: Draft, balance: Value | None) -> Verdict:
    """By a balance: as it was, or as it would be."""
    expected = draft.balance
    if not isinstance(balance, int) or expected is None:
        return Verdict.UNKNOWN
    before, after = expected
    return {after: Verdict.DONE, before: Verdict.NOT_DONE}.get(balance, Verdict.UNKNOWN)


def _views(wanted: Entity) -> tuple[View, ...]:
    """The list as it is, and what is found by the name, where names are looked for."""
    name = next(iter(sorted(_called(wanted))), "")
    return (View(), View(text=name)) if name and CATALOGUE[wanted.section].searched else (View(),)


def _called(entity: Entity) -> set[str]:
    """All that the record may be called."""
    values = (entity.values.get(name) for name in CATALOGUE[entity.section].titles)
    return {" ".join(name.split()) for value in values for name in _names(value)}


def _is_called_as(entity: Entity, wanted: Entity) -> bool:
    return any(same_text(name, other) for name in _called(entity) for other in _called(wanted))


def _names(value: Value | None) -> tuple[str, ...]:
    called = (value.kk, value.ru) if isinstance(value, Bilingual) else (value,)
    return tuple(name for name in called if isinstance(name, str) and name)


def _is_new(record: Entity, sent_at: datetime) -> bool:
    created = record.values.get(_CREATED)
    return not isinstance(created, datetime) or created >= sent_at - _CLOCKS_DIFFER


def _is_made_of(record: Entity, draft: Draft) -> bool:
    """Whether nothing that the record tells speaks against its being what the draft made."""
    for question in draft.questions:
        said, meant = answer_from(question, record) or NOTHING, draft.value(question.key) or NOTHING
        is_plain = bool(said.text and meant.text) and not is_picture(draft.section, question)
        if is_plain and question.ask not in _BY_WORDS and not says(question, record, meant):
            return False
    return True
