"""What administrators do beside the modules, each act by its own privilege."""

from tabys_bot.application.failures import Broken, GatewayFailure, NotPrivileged, PanelFailure, RecordGone
from tabys_bot.application.ports import AdministrationGateway, AuthGateway, Desks, SessionRepository
from tabys_bot.domain.access import Privilege, privileges_of
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session

LONGEST_REASON = 500


def _denied(session: Session, privilege: Privilege) -> Failure[NotPrivileged] | None:
    return None if privilege in privileges_of(session.role) else Failure(NotPrivileged(privilege))


class WhoIsSignedIn:
    """Everybody who is signed in with the bot, the most lately active first: Tabys' list with what we know better.

    Tabys' list is a 500 as soon as one of them has no role (`GET /telegram-auth/sessions`); then ours has to do.
    """

    def __init__(self, *, administration: AdministrationGateway, sessions: SessionRepository) -> None:
        self._administration = administration
        self._sessions = sessions

    async def __call__(self, session: Session) -> Outcome[tuple[SignedIn, ...], PanelFailure]:
        denied = _denied(session, Privilege.SESSIONS)
        if denied:
            return denied
        outcome = await self._administration.sessions(session)
        if isinstance(outcome, Failure) and not failed_by(outcome, Broken):
            return outcome
        known = {one.telegram_user_id: one for one in outcome.value_or(())}
        for ours in await self._sessions.standing():
            theirs = known.get(ours.telegram_user_id)
            known[ours.telegram_user_id] = SignedIn(
                ours.telegram_user_id,
                ours.admin_name,
                ours.role,
                ours.telegram_name or (theirs.telegram_name if theirs else ""),
                ours.created_at,
                ours.last_activity,
            )
        return Success(tuple(sorted(known.values(), key=_last_seen, reverse=True)))


def _last_seen(one: SignedIn) -> tuple[float, int]:
    at = one.last_activity or one.since
    return (at.timestamp() if at else 0, one.telegram_user_id)


class RevokeSession:
    """End somebody's session: at Tabys first, then here, so that he is out at his next press."""

    def __init__(self, *, administration: AdministrationGateway, sessions: SessionRepository, desks: Desks) -> None:
        self._administration = administration
        self._sessions = sessions
        self._desks = desks

    async def __call__(self, session: Session, telegram_user_id: int) -> Outcome[None, PanelFailure]:
        denied = _denied(session, Privilege.SESSIONS)
        if denied:
            return denied
        outcome = await self._administration.revoke(session, telegram_user_id)
        if isinstance(outcome, Success) or failed_by(outcome, RecordGone):
            await self._sessions.expel(telegram_user_id)
            await self._desks.save_desk(telegram_user_id, Desk())
            return Success(None)
        return outcome


class OwnSessions:
    """The other Telegram accounts in which the same admin is signed in."""

    def __init__(self, *, auth: AuthGateway, sessions: SessionRepository, desks: Desks) -> None:
        self._auth = auth
        self._sessions = sessions
        self._desks = desks

    async def list(self, session: Session) -> tuple[Session, ...]:
        standing = await self._sessions.standing(session.admin_id)
        others = (one for one in standing if one.telegram_user_id != session.telegram_user_id)
        return tuple(sorted(others, key=lambda one: one.last_activity, reverse=True))

    async def end(self, session: Session, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        """`RecordGone` for a session that is no more, or that is somebody else's."""
        if telegram_user_id not in {one.telegram_user_id for one in await self.list(session)}:
            return Failure(RecordGone())
        outcome = await self._auth.sign_out(telegram_user_id)
        if isinstance(outcome, Failure) and not failed_by(outcome, RecordGone):
            return outcome
        await self._sessions.expel(telegram_user_id)
        await self._desks.save_desk(telegram_user_id, Desk())
        return Success(None)


class Registrations:
    """The admins who wait to be let in."""

    def __init__(self, *, administration: AdministrationGateway) -> None:
        self._administration = administration

    async def list(self, session: Session) -> Outcome[tuple[Registration, ...], PanelFailure]:
        return _denied(session, Privilege.REGISTRATIONS) or await self._administration.registrations(session)

    async def one(self, session: Session, admin_id: int) -> Outcome[Registration, PanelFailure]:
        """`RecordGone` when he does not wait any more."""
        outcome = await self.list(session)
        if isinstance(outcome, Failure):
            return outcome
        for registration in outcome.unwrap():
            if registration.admin_id == admin_id:
                return Success(registration)
        return Failure(RecordGone())

    async def decide(
        self, session: Session, admin_id: int, *, approve: bool, reason: str = ""
    ) -> Outcome[Registration, PanelFailure]:
        """Who was decided on. Asked first whether he still waits: Tabys would decide on anybody again."""
        outcome = await self.one(session, admin_id)
        if isinstance(outcome, Failure):
            return outcome
        decided = await self._administration.decide(session, admin_id, approve=approve, reason=reason)
        return decided if isinstance(decided, Failure) else outcome


class ShowDashboard:
    """The numbers of the platform."""

    def __init__(self, *, administration: AdministrationGateway) -> None:
        self._administration = administration

    async def __call__(self, session: Session, stretch: Stretch) -> Outcome[Numbers, PanelFailure]:
        return _denied(session, Privilege.NUMBERS) or await self._administration.numbers(session, stretch)
