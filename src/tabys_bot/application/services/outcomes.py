"""Tells everybody who was told of new work what became of it."""

import asyncio
import logging

from tabys_bot.application.failures import BrowseFailure, RecordGone, StoreUnavailableError
from tabys_bot.application.ports import Alerts, SessionRepository, Visit
from tabys_bot.application.screens import alert
from tabys_bot.application.services.outgoing import Messenger, Undelivered, Words
from tabys_bot.application.services.reading import PASSING, read_by_any
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.moderation.deciding import LastDecision, in_line
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.moderation import MODERATED, decisions_of, waits
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

_NOTED_AT_MOST = 1_000


class Outcomes:
    """Edits alerts to what was decided. What is lost in a crash, the next look at the lines finds."""

    def __init__(
        self,
        *,
        alerts: Alerts,
        show: ShowEntity,
        last_decision: LastDecision,
        sessions: SessionRepository,
        recognise: RecogniseVisitor,
        messenger: Messenger,
        words: Words,
    ) -> None:
        self._alerts = alerts
        self._show = show
        self._last_decision = last_decision
        self._sessions = sessions
        self._recognise = recognise
        self._messenger = messenger
        self._words = words
        self._noted: dict[Subject, None] = {}
        self._is_any = asyncio.Event()

    def note(self, subject: Subject) -> None:
        """That record may have been decided on just now; never waits."""
        if subject.section in MODERATED and len(self._noted) < _NOTED_AT_MOST:
            self._noted[subject] = None
            self._is_any.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                noted = asyncio.create_task(self._is_any.wait())
                await asyncio.wait({noted, stopped}, return_when=asyncio.FIRST_COMPLETED)
                noted.cancel()
                await self._tell_noted(stop)
        finally:
            stopped.cancel()

    async def _tell_noted(self, stop: asyncio.Event) -> None:
        while self._noted and not stop.is_set():
            subject = next(iter(self._noted))
            del self._noted[subject]
            try:
                await self.tell(subject)
            except StoreUnavailableError as error:
                log.warning("store unavailable, outcome not told id=%s: %s", subject.entity_id, error)
            except Exception:  # the others are told all the same
                log.exception("bug in telling an outcome section=%s id=%s", subject.section, subject.entity_id)
        if not self._noted:
            self._is_any.clear()

    async def tell(self, subject: Subject, *, is_gone: bool = False) -> None:
        """Everybody who was told of it, if it is decided; again, if that is turned round later. `is_gone`: its line has
        it no more."""
        messages = await self._alerts.alerts_of(subject)
        if not messages and not is_gone:
            return
        standing = {session.telegram_user_id: session for session in await self._sessions.standing()}
        readers = [one for one in standing.values() if decisions_of(subject.section, one.role)]
        decision = await self._decision(subject, readers, is_gone=is_gone)
        if decision is None:
            return
        for visitor_id, message_id in messages.items():
            await self._change(visitor_id, message_id, decision, standing.get(visitor_id))
        await self._alerts.close_alerts(subject)

    async def _decision(self, subject: Subject, readers: list[Session], *, is_gone: bool) -> alert.Decision | None:
        """None if it still waits, or nobody knows. Who decided is taken from the history only if that is how it is."""
        query = in_line(subject.section)
        outcome = await read_by_any(
            readers, self._recognise, lambda who: self._show(who, query, subject.entity_id, near=0)
        )
        entity = outcome.value_or(None)
        if waits(entity) if entity else not _is_told(outcome.failure(), is_gone=is_gone):
            return None
        known = self._last_decision
        by = await (known.behind(entity) if entity else known(subject.section, subject.entity_id))
        return alert.Decision(subject, entity, by)

    async def _change(
        self, visitor_id: int, message_id: int, decision: alert.Decision, session: Session | None
    ) -> None:
        """Also of who has decided: he may have done so elsewhere. He can undo it there."""
        reader = await self._reader(session, decision.subject)
        choice = await self._alerts.alert_choice(visitor_id, session.admin_id) if session else None
        texts = await self._words.of(visitor_id, choice.language if choice else None)
        screen = alert.outcome(decision, reader, texts) if reader else alert.closed(texts)
        outcome = await self._messenger.change(visitor_id, message_id, screen)
        if isinstance(outcome, Failure) and outcome.failure() is Undelivered.GONE:
            await self._alerts.end_alerts(visitor_id)

    async def _reader(self, session: Session | None, subject: Subject) -> Session | None:
        """Who he is now, if he may see it: somebody sent away in Tabys is not to learn what became of a record."""
        if session is None:
            return None
        who = await self._recognise(session.telegram_user_id, Visit(session))
        return who if isinstance(who, Session) and decisions_of(subject.section, who.role) else None


def _is_told(failure: BrowseFailure, *, is_gone: bool) -> bool:
    """Whether a record that cannot be read is known to wait no more, and is not likely to be read later."""
    return isinstance(failure, RecordGone) or (is_gone and not isinstance(failure, PASSING))
