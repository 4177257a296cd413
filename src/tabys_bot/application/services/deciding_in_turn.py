"""Decides on one record of several, for the admin who has begun it, whoever watches."""

import logging
from dataclasses import dataclass, replace

from tabys_bot.application.failures import (
    AccessRefused,
    Forbidden,
    GatewayFailure,
    RecordGone,
    SessionRejected,
    StoreUnavailableError,
    TooSlow,
    Unreachable,
    WriteFailure,
)
from tabys_bot.application.ports import Clock, SessionRepository, Visit
from tabys_bot.application.screens.reasons import Reasons
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.services.outgoing import Words
from tabys_bot.application.use_cases.moderation.deciding import Decide, Decided
from tabys_bot.application.use_cases.recognition import RecogniseVisitor, Stranger
from tabys_bot.application.use_cases.writing.acting import Already, Done, Doubtful, NotDone
from tabys_bot.domain.acts.fitting import is_done
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.batches import Batch, Item, Result
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

SIGNED_OUT, UNKNOWN_ACT, UNDERWAY, BUG = "SignedOut", "UnknownAct", "Underway", "Bug"


@dataclass(frozen=True, slots=True)
class Step:
    """What came of one record. `is_silent`: Tabys did not answer. `is_last`: nothing more can be decided for him."""

    item: Item
    is_silent: bool = False
    is_last: bool = False


class DecideInTurn:
    """Never raises but for a lost store; what may have been done then is looked at before it is done again."""

    def __init__(
        self,
        *,
        decide: Decide,
        sessions: SessionRepository,
        recognise: RecogniseVisitor,
        words: Words,
        reasons: Reasons,
        clock: Clock,
    ) -> None:
        self._decide = decide
        self._sessions = sessions
        self._recognise = recognise
        self._words = words
        self._reasons = reasons
        self._clock = clock

    async def __call__(self, batch: Batch, item: Item) -> Step:
        try:
            return await self._step(batch, item)
        except StoreUnavailableError:
            raise
        except Exception:  # a bug must not stop the others; nor does anybody know what it left behind
            log.exception("bug batch=%s record=%s", batch.id, item.entity_id)
            return Step(_noted(item, Result.UNSURE, BUG))

    async def _step(self, batch: Batch, item: Item) -> Step:
        act = batch.spec
        if act is None or not act.decides:
            return Step(_noted(item, Result.FAILED, UNKNOWN_ACT), is_last=True)
        session = await self._session(batch)
        if session is None:
            return Step(_noted(item, Result.FAILED, SIGNED_OUT), is_last=True)
        texts = await self._words.of(batch.visitor_id)
        outcome = await self._decided(session, batch, act, item, texts)
        if isinstance(outcome, Failure):
            return _not_let(item, outcome.failure())
        return _step(batch, act, item, outcome.unwrap(), texts)

    async def _session(self, batch: Batch) -> Session | None:
        """His, as it stands now; None if he is signed out, or somebody else is in his place."""
        session = await session_of(batch, self._sessions, self._clock)
        if session is None:
            return None
        who = await self._recognise(batch.visitor_id, Visit(session=session))
        return who if isinstance(who, Session) and who.admin_id == batch.admin_id else None

    async def _decided(
        self, session: Session, batch: Batch, act: Act, item: Item, texts: Texts
    ) -> Outcome[Decided, Stranger | GatewayFailure]:
        """A session that Tabys rejects is checked once."""

        def called(entity: Entity) -> str:
            return _title(entity, texts)

        reason = self._reasons.given(act, batch.reason)
        outcome = await self._decide(session, batch.section, act, item.entity_id, called=called, reason=reason)
        if isinstance(outcome, Success):
            return outcome
        checked = await self._recognise.check(session)
        if isinstance(checked, Failure):
            return checked
        fresh = checked.unwrap()
        return await self._decide(fresh, batch.section, act, item.entity_id, called=called, reason=reason)


async def session_of(batch: Batch, sessions: SessionRepository, clock: Clock) -> Session | None:
    """The one in his chat of the admin who has begun it."""
    for session in await sessions.standing(batch.admin_id):
        if session.telegram_user_id == batch.visitor_id and not session.is_expired(clock.now()):
            return session
    return None


def _title(entity: Entity, texts: Texts) -> str:
    return title_of(entity, CATALOGUE[entity.section], texts)


def _noted(item: Item, result: Result, why: str = "") -> Item:
    return replace(item, result=result, why=why)


def _not_let(item: Item, failure: Stranger | GatewayFailure) -> Step:
    """Nothing was decided, for want of a session."""
    match failure:
        case Stranger() | SessionRejected():
            return Step(_noted(item, Result.FAILED, SIGNED_OUT), is_last=True)
        case _:
            return _failed(item, Result.FAILED, failure)


def _step(batch: Batch, act: Act, item: Item, decided: Decided, texts: Texts) -> Step:
    match decided.outcome:
        case Done(entity):
            return Step(_noted(_titled(item, entity, texts), Result.DONE))
        case Already(entity):
            result = Result.DONE if _is_own(batch, act, item, decided, entity) else Result.ALREADY
            return Step(_noted(_titled(item, entity, texts), result))
        case NotDone(RecordGone() as failure, _):
            return Step(_noted(item, Result.ALREADY, type(failure).__name__))
        case NotDone(failure, entity):
            return _failed(_titled(item, entity, texts), Result.FAILED, failure)
        case Doubtful(entity, failure):
            return _failed(_titled(item, entity, texts), Result.UNSURE, failure)
        case _:
            return Step(_noted(item, Result.UNSURE, UNDERWAY))


def _titled(item: Item, entity: Entity | None, texts: Texts) -> Item:
    return item if entity is None else replace(item, title=_title(entity, texts))


def _is_own(batch: Batch, act: Act, item: Item, decided: Decided, entity: Entity) -> bool:
    """Whether it is this very decision that was found: its answer was lost, or the bot stopped before it was noted."""
    by = decided.by
    if not is_done(act, entity):
        return False
    if by is None or by.at < batch.begun_at:
        return item.result is Result.BEGUN
    return (by.admin_id, by.act) == (batch.admin_id, batch.act)


def _failed(item: Item, result: Result, failure: WriteFailure) -> Step:
    return Step(
        _noted(item, result, type(failure).__name__),
        is_silent=isinstance(failure, TooSlow | Unreachable),
        is_last=isinstance(failure, Forbidden | AccessRefused),
    )
