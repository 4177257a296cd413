"""Signing in with a one-time code, and signing out."""

import logging
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import assert_never

from tabys_bot.application.failures import (
    Broken,
    ExpiredOtp,
    NoAccess,
    NotRemembered,
    RecordGone,
    RepeatedOtp,
    RevokedOtp,
    SignInFailure,
    StoreUnavailableError,
    TooManyAttempts,
    TooSlow,
    Unreachable,
    UsedOtp,
    WrongOtp,
    new_reference,
)
from tabys_bot.application.ports import (
    Admission,
    Allowed,
    AttemptLimiter,
    AuthGateway,
    Clock,
    Closed,
    Repeated,
    SessionRepository,
    Visit,
)
from tabys_bot.domain.access import readable_modules
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import OtpCode, Session, SignInMark, Visitor

log = logging.getLogger(__name__)


def begin_session(
    telegram_user_id: int, admission: Admission, now: datetime, lifetime: timedelta, telegram_name: str = ""
) -> Session | None:
    """A session that starts now; None when the role opens no module."""
    role = admission.role
    if role is None or not readable_modules(role):
        return None
    return Session(
        telegram_user_id=telegram_user_id,
        admin_id=admission.admin_id,
        role=role,
        access_token=admission.access_token,
        admin_name=admission.admin_name,
        created_at=now,
        last_activity=now,
        checked_at=now,
        expires_at=now + lifetime,
        sign_in_id=secrets.token_hex(8),
        telegram_name=telegram_name,
    )


class LoginWithOtp:
    """Trade a one-time code for a session, spending the code only when the session can be kept."""

    def __init__(
        self,
        *,
        attempts: AttemptLimiter,
        auth: AuthGateway,
        sessions: SessionRepository,
        clock: Clock,
        lifetime: timedelta,
    ) -> None:
        self._attempts = attempts
        self._auth = auth
        self._sessions = sessions
        self._clock = clock
        self._lifetime = lifetime

    async def __call__(self, visitor: Visitor, text: str) -> Outcome[Session, SignInFailure]:
        parsed = OtpCode.parse(text)
        if isinstance(parsed, Failure):
            return parsed
        code = parsed.unwrap()
        match await self._attempts.attempt(visitor.id, code):
            case Closed(seconds):
                return Failure(TooManyAttempts(seconds))
            case Repeated():
                return Failure(RepeatedOtp())
            case Allowed():
                return await self._verify(visitor, code)
            case never:
                assert_never(never)

    async def _verify(self, visitor: Visitor, code: OtpCode) -> Outcome[Session, SignInFailure]:
        outcome = await self._auth.sign_in(code, visitor)
        if isinstance(outcome, Success):
            return await self._admit(visitor, outcome.unwrap())
        match outcome.failure():
            case WrongOtp() | UsedOtp() | ExpiredOtp() | RevokedOtp():
                await self._attempts.failed(visitor.id)
            case Broken() | TooSlow() | Unreachable() as unsure:
                if isinstance(unsure, Unreachable):
                    await self._attempts.release(code)
                # the code may be spent and a session open at Tabys all the same: verify-otp does so with its 500 for
                # an admin without a role, and when its answer is lost
                await self._auth.sign_out(visitor.id)
            case _:
                pass
        return outcome

    async def _admit(self, visitor: Visitor, admission: Admission) -> Outcome[Session, SignInFailure]:
        session = begin_session(visitor.id, admission, self._clock.now(), self._lifetime, visitor.telegram_name)
        if session is None:
            await self._auth.sign_out(visitor.id)
            log.info("sign-in refused user=%s admin=%s: no module for the role", visitor.id, admission.admin_id)
            return Failure(NoAccess())
        try:
            await self._sessions.start(session)
        except StoreUnavailableError:
            reference = new_reference()
            log.exception("sign-in lost user=%s reference=%s: the session was not stored", visitor.id, reference)
            await self._auth.sign_out(visitor.id)
            return Failure(NotRemembered(reference))
        with suppress(StoreUnavailableError):
            await self._attempts.succeeded(visitor.id)
        log.info("signed in user=%s admin=%s role=%s", visitor.id, session.admin_id, session.role)
        return Success(session)


class LogOut:
    """End a session for good: here first, then at Tabys, whose silence does not keep the admin in."""

    def __init__(self, *, auth: AuthGateway, sessions: SessionRepository) -> None:
        self._auth = auth
        self._sessions = sessions

    async def __call__(self, telegram_user_id: int, visit: Visit) -> bool:
        """Whether there was anything to end. Of a stranger nothing is known here, but Tabys may hold a session."""
        is_stranger = visit.session is None and visit.mark is None
        if visit.session is None and not await self._sessions.claim_restore(telegram_user_id):
            # Tabys was asked a moment ago, and is told at a later visit
            await self._sessions.end(telegram_user_id, was_in=_was_in(visit))
            return False
        if not is_stranger:
            await self._sessions.end(telegram_user_id, was_in=_was_in(visit))
        outcome = await self._auth.sign_out(telegram_user_id)
        nothing_there = failed_by(outcome, RecordGone)
        if is_stranger and nothing_there:
            return False
        if is_stranger:
            await self._sessions.end(telegram_user_id, was_in=False)
        if isinstance(outcome, Success) or nothing_there:
            await self._sessions.settle(telegram_user_id, SignInMark(None, was_in=_was_in(visit)))
        log.info("signed out user=%s", telegram_user_id)
        return visit.session is not None or is_stranger


def _was_in(visit: Visit) -> bool:
    return visit.session is not None or (visit.mark is not None and visit.mark.was_in)
