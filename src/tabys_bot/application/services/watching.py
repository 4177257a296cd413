"""Watches what waits, and sees to it that admins are told of new work, and of what became of it."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from tabys_bot.application.failures import BrowseFailure, StoreUnavailableError, TooSlow, Unreachable
from tabys_bot.application.ports import Alerts, Clock, Once, SessionRepository
from tabys_bot.application.services.delivering import Deliver
from tabys_bot.application.services.looking import LOOK_AT_MOST, Listener, Look, is_old, is_sure
from tabys_bot.application.services.outcomes import Outcomes
from tabys_bot.application.services.reading import read_by_any
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED, Lineup
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.sections import Section

log = logging.getLogger(__name__)

_TICK, _LOOK = "watch tick", "watch look"
_TICK_SHARE = 0.9  # of the interval: whoever comes a moment early must not lose his turn
_FINISHED_AT_MOST = 50  # outcomes in one round
_DOUBTED_AT_MOST = 10  # of a line that cannot be read to its end


class Watch:
    """Looks at the lines once in an interval for everybody, by one instance at a time."""

    def __init__(
        self,
        *,
        lists: WaitingLists,
        deliver: Deliver,
        alerts: Alerts,
        outcomes: Outcomes,
        sessions: SessionRepository,
        recognise: RecogniseVisitor,
        once: Once,
        clock: Clock,
        interval: timedelta,
    ) -> None:
        self._lists = lists
        self._deliver = deliver
        self._alerts = alerts
        self._outcomes = outcomes
        self._sessions = sessions
        self._recognise = recognise
        self._once = once
        self._clock = clock
        self._interval = interval
        self._silent: list[Section] = []  # whose lines kept a look waiting in vain, the latest last

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; the round in hand is ended where that can be done."""
        while not stop.is_set():
            try:
                await self.round(stop)
            except StoreUnavailableError as error:
                log.warning("store unavailable, nobody is told of new work: %s", error)
            except Exception:  # the next round may do better
                log.exception("bug in a round of the watch")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), self._interval.total_seconds())

    async def round(self, stop: asyncio.Event | None = None) -> None:
        """Look once, and tell of what is new; by one instance at a time, and not again before the interval is over.

        Only the look is of one instance: what is told is claimed, and Telegram may keep that waiting for long.
        """
        stop = stop or asyncio.Event()
        if not await self._once.claim(_TICK, self._interval * _TICK_SHARE):
            return
        if not await self._once.claim(_LOOK, LOOK_AT_MOST):
            return
        try:
            look = await self._look(stop)
        finally:
            await self._once.unclaim(_LOOK)
        await self._deliver(look, stop)
        await self._finish(look, stop)

    async def _look(self, stop: asyncio.Event) -> Look:
        begun, (listeners, _) = self._clock.now(), await self._who()
        lines = await self._lines(listeners, begun, stop)
        if is_old(begun, self._clock.now()):
            lines = {}  # they tell of what was, and no more of what is gone
        items = {Subject(kind, item.entity.id): item for kind, line in lines.items() for item in line.items}
        owed = {one.visitor_id: one.subjects for one in await self._alerts.owed()}
        # somebody may have left meanwhile, or turned out to be gone
        return Look(begun, *await self._who(), lines, items, owed, await self._alerts.subjects_told())

    async def _lines(
        self, listeners: Mapping[int, Listener], begun: datetime, stop: asyncio.Event
    ) -> dict[Section, Lineup]:
        """Those that can be read. Once Tabys is silent, the rest waits for the next look: a dozen of such waits would
        outlast this one. What was silent comes last then, and holds up no other."""
        lines = dict[Section, Lineup]()
        for section in (*(kind for kind in MODERATED if kind not in self._silent), *self._silent):
            wanting = [one for one in listeners.values() if section in one.kinds]
            if not wanting:
                continue
            if stop.is_set() or is_old(begun, self._clock.now()):
                break
            outcome = await self._line(section, wanting)
            if isinstance(outcome, Failure):
                log.info("line not read section=%s failure=%s", section, type(outcome.failure()).__name__)
            self._silent = [kind for kind in self._silent if kind is not section]
            if failed_by(outcome, TooSlow) or failed_by(outcome, Unreachable):
                self._silent.append(section)
                break
            if isinstance(outcome, Success):
                lines[section] = outcome.unwrap()
                await self._note(section, lines[section], wanting)
        return lines

    async def _who(self) -> tuple[dict[int, Listener], frozenset[int]]:
        """Who can be told of something, and who wants to be but is not signed in here, or is somebody else by now."""
        standing = {session.telegram_user_id: session for session in await self._sessions.standing()}
        listeners, away = dict[int, Listener](), set[int]()
        for visitor_id, choice in (await self._alerts.alerted()).items():
            session = standing.get(visitor_id)
            if session and session.admin_id == choice.admin_id:
                listeners[visitor_id] = Listener(session, choice)
            else:
                away.add(visitor_id)
        return listeners, frozenset(away)

    async def _line(self, section: Section, wanting: Sequence[Listener]) -> Outcome[Lineup, BrowseFailure]:
        return await read_by_any(
            [one.session for one in wanting],
            self._recognise,
            lambda who: self._lists.of(who, section, fresh=True),
        )

    async def _note(self, section: Section, line: Lineup, wanting: Sequence[Listener]) -> None:
        """The first look ever tells nobody: all of that waited before. What such a line does not show may still wait,
        and must not be new when it shows again."""
        now = [item.entity.id for item in line.items]
        known = await self._alerts.known_waiting(section)
        new = [Subject(section, entity_id) for entity_id in now if known is not None and entity_id not in known]
        hidden = [] if is_sure(line) or known is None else sorted(known.difference(now), reverse=True)
        still = (*now, *hidden)[:LINE_AT_MOST]  # no more is kept, and what is seen must be
        news = {one.session.telegram_user_id: new for one in wanting} if new else {}
        await self._alerts.note_waiting(section, still, news)

    async def _finish(self, look: Look, stop: asyncio.Event) -> None:
        """What was told of and is not in its line any more was decided on; of some lines, only its record can say."""
        told = [one for one in look.told if one.section in look.lines and one not in look.items]
        gone = [subject for subject in told if look.is_gone(subject)][:_FINISHED_AT_MOST]
        doubted = [subject for subject in told if not look.is_gone(subject)][:_DOUBTED_AT_MOST]
        for subject in (*gone, *doubted):
            if stop.is_set() or is_old(look.begun, self._clock.now()):
                return
            await self._outcomes.tell(subject, is_gone=look.is_gone(subject))
