"""Who is asking: the session that stands, checked with Tabys now and then, or why there is none."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TypeAlias

from tabys_bot.application.failures import Broken, GatewayFailure, RecordGone
from tabys_bot.application.ports import Admission, AuthGateway, Clock, SessionRepository, Visit
from tabys_bot.application.use_cases.signing_in import begin_session
from tabys_bot.domain.access import Role, readable_modules
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session, SignInMark

log = logging.getLogger(__name__)

_TRY_AGAIN = timedelta(seconds=30)


class Absence(Enum):
    """Why a visitor has no session."""

    NEVER = "never"  # or so long ago that nothing is left of it
    SIGNED_OUT = "signed_out"
    EXPIRED = "expired"
    REVOKED = "revoked"  # in the CRM
    LOST = "lost"  # was here, for he presses our buttons, and nothing is left of it
    UNCHECKED = "unchecked"  # nothing is left of it, and Tabys cannot say
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
        if visit.mark.is_over(now) and not visit.mark.told:
            await self._tell_tabys(visitor_id, visit.mark)
        if visit.mark.valid_until is None:
            return Stranger(Absence.REVOKED if visit.mark.revoked else Absence.SIGNED_OUT)
        return Stranger(Absence.EXPIRED if visit.mark.is_over(now) else Absence.REMOVED)

    async def _tell_tabys(self, visitor_id: int, mark: SignInMark) -> None:
        """Tabys never ends a session by itself, and would give it back if our store lost its data."""
        if not await self._sessions.claim_restore(visitor_id):
            return
        outcome = await self._auth.sign_out(visitor_id)
        if isinstance(outcome, Success) or failed_by(outcome, RecordGone):
            await self._sessions.settle(visitor_id, mark)

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
        match outcome.failure():
            case RecordGone():
                await self._sessions.revoke(session)
                log.info("session revoked user=%s admin=%s", session.telegram_user_id, session.admin_id)
                return Failure(Stranger(Absence.REVOKED))
            case Broken():
                # restore-session is a 500 for an admin whose role was taken away
                role = await self._auth.role(session)
                if isinstance(role, Success) and not readable_modules(role.unwrap() or Role.CLIENT):
                    return await self._without_access(session)
        return outcome

    async def _without_access(self, session: Session) -> Failure[Stranger]:
        if await self._sessions.revoke(session):  # else Tabys may hold a newer sign-in by now
            await self._auth.sign_out(session.telegram_user_id)
        log.info("access lost user=%s admin=%s", session.telegram_user_id, session.admin_id)
        return Failure(Stranger(Absence.NO_ACCESS))

    async def _renewed(self, session: Session, admission: Admission) -> Outcome[Session, Stranger | GatewayFailure]:
        now = self._clock.now()
        fresh = begin_session(session.telegram_user_id, admission, now, self._lifetime)
        if fresh is None:
            return await self._without_access(session)
        renewed = replace(
            fresh,
            created_at=session.created_at,
            expires_at=session.expires_at,
            sign_in_id=session.sign_in_id,
            telegram_name=session.telegram_name,
        )
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
            return Stranger(Absence.NEVER if failed_by(outcome, RecordGone) else Absence.UNCHECKED)
        session = begin_session(visitor_id, outcome.unwrap(), self._clock.now(), self._lifetime)
        if session is None:
            await self._auth.sign_out(visitor_id)
            return Stranger(Absence.NO_ACCESS)
        if not await self._sessions.revive(session):
            return Stranger(Absence.SIGNED_OUT)  # or signed in anew, elsewhere, a moment ago
        log.info("session restored user=%s admin=%s", visitor_id, session.admin_id)
        return session
