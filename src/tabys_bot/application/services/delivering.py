"""Tells admins of what they are owed, each when and how he chose."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from tabys_bot.application.failures import BrowseFailure, RecordGone
from tabys_bot.application.ports import Alerts, Clock, Once, SessionRepository, Visit
from tabys_bot.application.screens import alert
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.services.looking import Listener, Look
from tabys_bot.application.services.outgoing import Messenger, NeverSent, Undelivered, Words
from tabys_bot.application.services.reading import PASSING, read_by_any
from tabys_bot.application.use_cases.browsing import ShowEntity
from tabys_bot.application.use_cases.moderation.deciding import in_line
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.domain.alerts import AlertMode, Subject
from tabys_bot.domain.moderation import Waiting, waits
from tabys_bot.domain.outcome import Outcome, Success, failed_by
from tabys_bot.domain.records import Entity
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

SINGLY_AT_MOST = 5  # more than that at one time are told of in one message
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Due:
    """What one of them is told of now. `digest`: the claim of the hour that it belongs to, if it is one."""

    listener: Listener
    subjects: tuple[Subject, ...]
    is_summary: bool
    digest: str = ""

    @property
    def visitor_id(self) -> int:
        return self.listener.session.telegram_user_id


class Deliver:
    """Claims each item for each admin before it is said, so that nobody is told twice, whatever happens meanwhile; what
    was surely not said after all is given back, and stays owed."""

    def __init__(
        self,
        *,
        show: ShowEntity,
        alerts: Alerts,
        sessions: SessionRepository,
        recognise: RecogniseVisitor,
        once: Once,
        messenger: Messenger,
        words: Words,
        clock: Clock,
        zone: ZoneInfo,
    ) -> None:
        """`zone`: of hours of digests and quiet ones."""
        self._show = show
        self._alerts = alerts
        self._sessions = sessions
        self._recognise = recognise
        self._once = once
        self._messenger = messenger
        self._words = words
        self._clock = clock
        self._zone = zone

    async def __call__(self, look: Look, stop: asyncio.Event) -> None:
        """All that is due now, side by side, for each chat has a pace of its own; until `stop`, between messages."""
        for visitor_id in look.owed.keys() - look.listeners.keys() - look.away:  # he has switched it off
            await self._alerts.settle_owed(visitor_id, look.owed[visitor_id])
        found = [await self._due(one, look.owed.get(visitor, ()), look) for visitor, one in look.listeners.items()]
        due = [one for one in found if one]
        records = await self._records([one for one in due if not one.is_summary], look)
        ended = await asyncio.gather(
            *(self._summary(one, look, stop) if one.is_summary else self._singly(one, records, stop) for one in due),
            return_exceptions=True,
        )
        for error in ended:
            if error:
                raise error

    async def _due(self, listener: Listener, subjects: tuple[Subject, ...], look: Look) -> _Due | None:
        visitor_id, choice = listener.session.telegram_user_id, listener.choice
        local = self._clock.now().astimezone(self._zone)
        digest = f"digest {visitor_id} {local:%Y-%m-%d %H}" if choice.mode is AlertMode.DIGEST else ""
        if choice.is_quiet(local) or (digest and not choice.is_due(local)):
            return None
        # of a digest once in an hour, at its beginning, also if there is nothing to tell then
        if (digest and not await self._once.claim(digest, _HOUR)) or not subjects:
            return None
        who = await self._recognise(visitor_id, Visit(listener.session))
        if not isinstance(who, Session) or who.admin_id != choice.admin_id:
            return None
        listener = replace(listener, session=who)
        kinds = listener.kinds
        due = [subject for subject in subjects if subject.section in kinds and not look.is_gone(subject)]
        others = [subject for subject in subjects if subject not in due]
        if others:
            await self._alerts.settle_owed(visitor_id, others)
        is_summary = choice.mode is AlertMode.DIGEST or len(due) > SINGLY_AT_MOST
        return _Due(listener, tuple(sorted(due, key=look.place)), is_summary, digest) if due else None

    async def _records(self, due: Sequence[_Due], look: Look) -> Mapping[Subject, Entity | None]:
        """As they are now, each read once for everybody; None for what waits no more. What cannot be read is left out,
        to be tried again."""
        readers: dict[Subject, list[Session]] = {}
        for one in due:
            for subject in one.subjects:
                readers.setdefault(subject, []).append(one.listener.session)
        records: dict[Subject, Entity | None] = {}
        for subject, sessions in readers.items():
            outcome = await self._record(subject, sessions, look.items.get(subject))
            if isinstance(outcome, Success):
                records[subject] = outcome.unwrap()
            else:
                name = type(outcome.failure()).__name__
                log.info("alert put off section=%s id=%s failure=%s", subject.section, subject.entity_id, name)
        return records

    async def _record(
        self, subject: Subject, sessions: Sequence[Session], item: Waiting | None
    ) -> Outcome[Entity | None, BrowseFailure]:
        """What the line told of it, if only the record itself is unreadable."""
        query, near = in_line(subject.section), item.near if item else 0
        outcome = await read_by_any(
            sessions, self._recognise, lambda who: self._show(who, query, subject.entity_id, near=near)
        )
        if isinstance(outcome, Success):
            return outcome if waits(outcome.unwrap()) else Success(None)
        if failed_by(outcome, RecordGone):
            return Success(None)
        return outcome if item is None or isinstance(outcome.failure(), PASSING) else Success(item.entity)

    async def _singly(self, due: _Due, records: Mapping[Subject, Entity | None], stop: asyncio.Event) -> None:
        visitor_id, texts = due.visitor_id, await self._texts(due)
        for subject in due.subjects:
            if stop.is_set():
                return
            if subject not in records:
                continue
            entity = records[subject]
            if entity and not await self._one(due, subject, alert.alert(entity, due.listener.session.role, texts)):
                return
            await self._alerts.settle_owed(visitor_id, (subject,))

    async def _one(self, due: _Due, subject: Subject, screen: Screen) -> bool:
        """False if nothing can be said to him now."""
        message_id = await self._tell(due, (subject,), lambda _: screen)
        if message_id:
            await self._alerts.note_alert(subject, due.visitor_id, message_id)
        return message_id is not None

    async def _summary(self, due: _Due, look: Look, stop: asyncio.Event) -> None:
        if stop.is_set():
            await self._take_back(due, ())
            return
        texts = await self._texts(due)
        waiting = {kind: look.lines[kind].count for kind in due.listener.kinds if kind in look.lines}

        def screen(claimed: Iterable[Subject]) -> Screen:
            return alert.summary(Counter(subject.section for subject in claimed), waiting, texts)

        if await self._tell(due, due.subjects, screen) is not None:
            await self._alerts.settle_owed(due.visitor_id, due.subjects)

    async def _tell(
        self, due: _Due, subjects: Collection[Subject], screen: Callable[[Collection[Subject]], Screen]
    ) -> int | None:
        """The number of the message; 0 if there is none and it is not to be said again; None if nothing can be said to
        him now."""
        if not await self._is_in(due.listener.session):
            return None
        claimed = await self._alerts.claim_alerts(subjects, due.visitor_id)
        if not claimed:
            return 0
        try:
            outcome = await self._messenger.tell(due.visitor_id, screen(claimed))
        except NeverSent:
            await self._take_back(due, claimed)
            raise
        if isinstance(outcome, Success):
            return outcome.unwrap()
        return await self._untold(due, claimed, outcome.failure())

    async def _untold(self, due: _Due, claimed: Collection[Subject], why: Undelivered) -> int | None:
        log.warning("alert undelivered user=%s why=%s", due.visitor_id, why.name)
        match why:
            case Undelivered.GONE:
                await self._alerts.end_alerts(due.visitor_id)
            case Undelivered.UNSENT:
                await self._take_back(due, claimed)
            case _:
                return 0
        return None

    async def _take_back(self, due: _Due, claimed: Collection[Subject]) -> None:
        """The next round tries again, also that of another instance."""
        await self._alerts.unclaim_alerts(claimed, due.visitor_id)
        if due.digest:
            await self._once.unclaim(due.digest)

    async def _is_in(self, session: Session) -> bool:
        """Whether he is signed in still: while others are told, time passes."""
        standing = await self._sessions.standing(session.admin_id)
        return any(one.sign_in_id == session.sign_in_id for one in standing)

    async def _texts(self, due: _Due) -> Texts:
        return await self._words.of(due.visitor_id, due.listener.choice.language)
