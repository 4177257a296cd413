"""The admin panel, and an admin's own other sessions."""

from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.failures import NotPrivileged, PanelFailure, RecordGone
from tabys_bot.application.screens import account, panel, registrations, sessions
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.use_cases.administration import (
    LONGEST_REASON,
    OwnSessions,
    Registrations,
    RevokeSession,
    ShowDashboard,
    WhoIsSignedIn,
)
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.domain.access import Privilege, privileges_of
from tabys_bot.domain.administration import Registration, SignedIn
from tabys_bot.domain.desk import Asked
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.text import bounded_line


class Panel:
    """Answers what administrators do beside the modules."""

    def __init__(
        self,
        *,
        who_is_signed_in: WhoIsSignedIn,
        revoke: RevokeSession,
        own: OwnSessions,
        registrations: Registrations,
        dashboard: ShowDashboard,
    ) -> None:
        self._who_is_signed_in = who_is_signed_in
        self._revoke = revoke
        self._own = own
        self._registrations = registrations
        self._dashboard = dashboard

    @property
    def answers(self) -> Answers:
        return {
            ask.OpenPanel: self.panel,
            ask.ListSignedIn: self.signed_in,
            ask.ShowSignedIn: self.one_signed_in,
            ask.AskRevocation: self.ask_revocation,
            ask.RevokeSignedIn: self.revoke,
            ask.ListOwnSessions: self.own_sessions,
            ask.AskEndOwnSession: self.ask_end_own,
            ask.EndOwnSession: self.end_own,
            ask.ListRegistrations: self.registrations,
            ask.ShowRegistration: self.registration,
            ask.AskApproval: self.ask_approval,
            ask.ApproveRegistration: self.approve,
            ask.AskRejection: self.ask_rejection,
            ask.RejectRegistration: self.reject,
            ask.ShowNumbers: self.numbers,
        }

    async def panel(self, turn: Turn, asked: ask.OpenPanel) -> Screen:
        privileges = privileges_of(turn.session.role)
        if not privileges:
            return panel.failed(NotPrivileged(next(iter(Privilege))), asked, turn.texts)
        return panel.panel(privileges, turn.texts)

    async def signed_in(self, turn: Turn, asked: ask.ListSignedIn, *, notice: str = "") -> Screen:
        outcome = await turn.read(self._who_is_signed_in)
        if isinstance(outcome, Failure):
            return _failed(turn, outcome.failure(), asked)
        return sessions.signed_in(
            outcome.unwrap(), asked.offset, turn.session.telegram_user_id, turn.texts, notice=notice
        )

    async def one_signed_in(self, turn: Turn, asked: ask.ShowSignedIn) -> Screen:
        found = await self._one(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        return sessions.one_signed_in(found.unwrap(), asked.back, turn.session.telegram_user_id, turn.texts)

    async def ask_revocation(self, turn: Turn, asked: ask.AskRevocation) -> Screen:
        found = await self._one(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        return sessions.ask_revocation(found.unwrap(), asked.back, turn.texts)

    async def _one(
        self, turn: Turn, asked: ask.ShowSignedIn | ask.AskRevocation | ask.RevokeSignedIn
    ) -> Outcome[SignedIn, Screen]:
        """Who is meant, or what is shown instead."""
        outcome = await turn.read(self._who_is_signed_in)
        if isinstance(outcome, Failure):
            return Failure(_failed(turn, outcome.failure(), asked))
        people, myself = outcome.unwrap(), turn.session.telegram_user_id
        for one in people:
            if one.telegram_user_id == asked.who:
                return Success(one)
        gone = turn.texts("panel.not_there")
        return Failure(sessions.signed_in(people, asked.back, myself, turn.texts, notice=gone))

    async def revoke(self, turn: Turn, asked: ask.RevokeSignedIn) -> Screen:
        found = await self._one(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        outcome = await turn.read(lambda who: self._revoke(who, asked.who))
        if isinstance(outcome, Failure):
            return _failed(turn, outcome.failure(), ask.ShowSignedIn(asked.who, asked.back))
        done = turn.texts("panel.revoked", name=panel.name_in_words(found.unwrap().admin_name, turn.texts))
        return await self.signed_in(turn, ask.ListSignedIn(asked.back), notice=done)

    async def own_sessions(self, turn: Turn, _: ask.ListOwnSessions, *, notice: str = "") -> Screen:
        return sessions.own_sessions(turn.session, await self._own.list(turn.session), turn.texts, notice=notice)

    async def ask_end_own(self, turn: Turn, asked: ask.AskEndOwnSession) -> Screen:
        for one in await self._own.list(turn.session):
            if one.telegram_user_id == asked.who:
                return sessions.ask_end_own(one, turn.texts)
        return await self.own_sessions(turn, ask.ListOwnSessions(), notice=turn.texts("panel.not_there"))

    async def end_own(self, turn: Turn, asked: ask.EndOwnSession) -> Screen:
        outcome = await self._own.end(turn.session, asked.who)
        if isinstance(outcome, Failure) and not failed_by(outcome, RecordGone):
            return _failed(turn, outcome.failure(), ask.ListOwnSessions())
        words = "panel.not_there" if isinstance(outcome, Failure) else "sessions.ended"
        return await self.own_sessions(turn, ask.ListOwnSessions(), notice=turn.texts(words))

    async def registrations(self, turn: Turn, asked: ask.ListRegistrations, *, notice: str = "") -> Screen:
        outcome = await turn.read(self._registrations.list)
        if isinstance(outcome, Failure):
            return _failed(turn, outcome.failure(), asked)
        return registrations.registrations(outcome.unwrap(), asked.offset, turn.texts, notice=notice)

    async def registration(self, turn: Turn, asked: ask.ShowRegistration) -> Screen:
        found = await self._waiting(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        return registrations.registration(found.unwrap(), asked.back, turn.texts)

    async def ask_approval(self, turn: Turn, asked: ask.AskApproval) -> Screen:
        found = await self._waiting(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        return registrations.ask_approval(found.unwrap(), asked.back, turn.texts)

    async def ask_rejection(self, turn: Turn, asked: ask.AskRejection) -> Screen:
        found = await self._waiting(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        await turn.ask(Asked.REASON, number=asked.admin_id, back=asked.back)
        return registrations.ask_rejection(found.unwrap(), asked.back, turn.texts)

    async def _waiting(
        self, turn: Turn, asked: ask.ShowRegistration | ask.AskApproval | ask.AskRejection
    ) -> Outcome[Registration, Screen]:
        """Who is meant, or what is shown instead."""
        outcome = await turn.read(lambda who: self._registrations.one(who, asked.admin_id))
        if isinstance(outcome, Failure):
            return Failure(await self._not_waiting(turn, outcome.failure(), asked, asked.back))
        return outcome

    async def approve(self, turn: Turn, asked: ask.ApproveRegistration) -> Screen:
        return await self._decide(turn, asked.admin_id, asked.back, approve=True)

    async def reject(self, turn: Turn, asked: ask.RejectRegistration) -> Screen:
        return await self._decide(turn, asked.admin_id, asked.back, approve=False)

    async def _decide(self, turn: Turn, admin_id: int, back: int, *, approve: bool, reason: str = "") -> Screen:
        outcome = await turn.read(
            lambda who: self._registrations.decide(who, admin_id, approve=approve, reason=reason),
        )
        if isinstance(outcome, Failure):
            return await self._not_waiting(turn, outcome.failure(), ask.ShowRegistration(admin_id, back), back)
        words = "registrations.approved" if approve else "registrations.rejected"
        done = turn.texts(words, name=panel.name_in_words(outcome.unwrap().name, turn.texts))
        return await self.registrations(turn, ask.ListRegistrations(back), notice=done)

    async def _not_waiting(self, turn: Turn, failure: PanelFailure | Stranger, again: ask.Intent, back: int) -> Screen:
        """Somebody else has decided meanwhile, or it could not be found out."""
        if isinstance(failure, RecordGone):
            return await self.registrations(
                turn, ask.ListRegistrations(back), notice=turn.texts("registrations.decided")
            )
        return _failed(turn, failure, again)

    async def numbers(self, turn: Turn, asked: ask.ShowNumbers) -> Screen:
        outcome = await turn.read(lambda who: self._dashboard(who, asked.stretch))
        if isinstance(outcome, Failure):
            return _failed(turn, outcome.failure(), asked)
        return panel.numbers(outcome.unwrap(), asked.stretch, turn.texts)

    async def typed(self, turn: Turn, text: str) -> Screen | None:
        """The answer to the question that stands; None if none of ours does."""
        prompt = turn.desk.prompt
        if prompt is None or prompt.asked is not Asked.REASON or not prompt.stands(turn.now):
            return None
        reason = bounded_line(text, LONGEST_REASON)
        if not reason:
            return await self.ask_rejection(turn, ask.AskRejection(prompt.number, prompt.back))
        await turn.keep(turn.desk.asking(None))
        return await self._decide(turn, prompt.number, prompt.back, approve=False, reason=reason)


def _failed(turn: Turn, failure: PanelFailure | Stranger, again: ask.Intent) -> Screen:
    if isinstance(failure, Stranger):
        return account.welcome(failure.absence, turn.texts)
    return panel.failed(failure, again, turn.texts)
