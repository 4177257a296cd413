"""Who is asking: the session that stands, checked with Tabys now and then, or why there is none."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TypeAlias

from tabys_bot.application.failures import GatewayFailure, RecordGone
from tabys_bot.application.ports import Admission, AuthGateway, Clock, SessionRepository, Visit
from tabys_bot.application.use_cases.signing_in import begin_session
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

_TRY_AGAIN = timedelta(seconds=30)


class Absence(Enum):
    """Why a visitor has no session."""

    NEVER = "never"  # or so long ago that nothing is left of it
    SIGNED_OUT = "signed_out"
    EXPIRED = "expired"
    REVOKED = "revoked"  # in the CRM
    REMOVED = "removed"  # from our store, by an operator
    NO_ACCESS = "no_access"  # the role was changed to one without modules


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody without a session."""

    absence: Absence


Recognised: TypeAlias = Session | Stranger


class RecogniseVisitor:
    """Tell who a visitor is, so that a session never outlives its time, a sign-out or a revocation."""

    def __init__(
        self,
        *,
        auth: AuthGateway,
        sessions: SessionRepository,
        clock: Clock,
        check_interval: timedelta,
        lifetime: timedelta,
    ) -> None:
        self._auth = auth
        self._sessions = sessions
        self._clock = clock
        self._check_interval = check_interval
        self._lifetime = lifetime

    async def __call__(self, visitor_id: int, visit: Visit) -> Recognised:
        now = self._clock.now()
        session = visit.session
        if session is not None and not session.is_expired(now):
            return await self._checked(session) if session.needs_check(now, self._check_interval) else session
        if visit.mark is None:
            return await self._restored(visitor_id)
        until = visit.mark.valid_until
        if until is None:
            return Stranger(Absence.SIGNED_OUT)
        return Stranger(Absence.EXPIRED if until <= now else Absence.REMOVED)

    async def _checked(self, session: Session) -> Recognised:
        outcome = await self.check(session)
        if isinstance(outcome, Success):
            return outcome.unwrap()
        failure = outcome.failure()
        if isinstance(failure, Stranger):
            return failure
        # Tabys cannot say: the session stays, and is not asked about again with every press
        later = replace(session, checked_at=self._clock.now() - self._check_interval + _TRY_AGAIN)
        return later if await self._sessions.renew(later) else Stranger(Absence.SIGNED_OUT)

    async def check(self, session: Session) -> Outcome[Session, Stranger | GatewayFailure]:
        """Ask Tabys about a session: with a fresh token and today's role, or a stranger, or Tabys cannot say."""
        outcome = await self._auth.restore(session.telegram_user_id)
        if isinstance(outcome, Success):
            return await self._renewed(session, outcome.unwrap())
        if not isinstance(outcome.failure(), RecordGone):
            return outcome
        await self._sessions.end(session.telegram_user_id)
        log.info("session revoked user=%s admin=%s", session.telegram_user_id, session.admin_id)
        return Failure(Stranger(Absence.REVOKED))

    async def _renewed(self, session: Session, admission: Admission) -> Outcome[Session, Stranger | GatewayFailure]:
        now = self._clock.now()
        fresh = begin_session(session.telegram_user_id, admission, now, self._lifetime)
        if fresh is None:
            await self._sessions.end(session.telegram_user_id)
            await self._auth.sign_out(session.telegram_user_id)
            return Failure(Stranger(Absence.NO_ACCESS))
        renewed = replace(fresh, created_at=session.created_at, expires_at=session.expires_at)
        if renewed.role is not session.role:
            log.info("role changed user=%s from=%s to=%s", session.telegram_user_id, session.role, renewed.role)
        if not await self._sessions.renew(renewed):
            return Failure(Stranger(Absence.SIGNED_OUT))
        return Success(renewed)

    async def _restored(self, visitor_id: int) -> Recognised:
        """Our store knows nothing: it may have lost its data, so Tabys is asked, rarely and silently."""
        if not await self._sessions.claim_restore(visitor_id):
            return Stranger(Absence.NEVER)
        outcome = await self._auth.restore(visitor_id)
        if isinstance(outcome, Failure):
            return Stranger(Absence.NEVER)
        session = begin_session(visitor_id, outcome.unwrap(), self._clock.now(), self._lifetime)
        if session is None:
            return Stranger(Absence.NO_ACCESS)
        await self._sessions.start(session)
        log.info("session restored user=%s admin=%s", visitor_id, session.admin_id)
        return session
