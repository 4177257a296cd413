"""What is remembered, in this process only: sessions, visits, attempts and all the rest."""

from dataclasses import replace

from tabys_bot.adapters.memory.alerts import MemoryAlerts
from tabys_bot.adapters.memory.batches import MemoryBatches
from tabys_bot.adapters.memory.drafts import MemoryDrafts
from tabys_bot.adapters.memory.history import MemoryHistory
from tabys_bot.adapters.memory.keepsakes import MemoryKeepsakes
from tabys_bot.adapters.memory.once import MemoryOnce
from tabys_bot.adapters.memory.passing import Counters
from tabys_bot.application.ports import Allowed, Attempt, Clock, Closed, Meter, OverLimit, Repeated, Visit
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.limits import (
    ACTIVITY_NOTED_EVERY,
    RESTORE_AT_MOST_EVERY,
    SAME_CODE_WITHIN,
    WAITS,
    WAITS_FORGOTTEN_AFTER,
    WINDOW,
    Limits,
)
from tabys_bot.domain.session import OtpCode, Session, SignInMark


class MemoryStore(MemoryKeepsakes, MemoryDrafts, MemoryOnce, MemoryHistory, MemoryAlerts, MemoryBatches):
    """Fits Store, and forgets all when the process ends."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._bounds = {
            Meter.MESSAGES: limits.messages,
            Meter.BUTTONS: limits.buttons,
            Meter.INLINE: limits.inline,
        }
        self._sessions: dict[int, Session] = {}
        self._marks: dict[int, SignInMark] = {}
        self._counters = Counters(clock)

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        self._reach()
        visits = self._counters.add((meter, visitor_id), WINDOW)
        language = self._languages.get(visitor_id)
        bound = self._bounds[meter]
        if visits > bound:
            left = self._counters.seconds_left((meter, visitor_id))
            return Visit(language=language, over_limit=OverLimit(left, first=visits == bound + 1))
        desk = self._desks.get(visitor_id) or Desk()
        return Visit(self._active(visitor_id), self._marks.get(visitor_id), language, desk=desk)

    def _active(self, visitor_id: int) -> Session | None:
        session = self._standing(visitor_id)
        now = self._clock.now()
        if session and now - session.last_activity >= ACTIVITY_NOTED_EVERY:
            session = self._sessions[visitor_id] = replace(session, last_activity=now)
        return session

    def _standing(self, visitor_id: int) -> Session | None:
        session = self._sessions.get(visitor_id)
        if session and session.is_expired(self._clock.now()):
            del self._sessions[visitor_id]
            return None
        return session

    async def start(self, session: Session) -> None:
        self._reach()
        self._sessions[session.telegram_user_id] = session
        self._marks[session.telegram_user_id] = SignInMark(session.expires_at)

    async def revive(self, session: Session) -> bool:
        self._reach()
        if self._standing(session.telegram_user_id) or session.telegram_user_id in self._marks:
            return False
        await self.start(session)
        return True

    async def renew(self, session: Session) -> bool:
        self._reach()
        standing = self._standing(session.telegram_user_id)
        if standing is None or standing.sign_in_id != session.sign_in_id:
            return False
        self._sessions[session.telegram_user_id] = replace(session, expires_at=standing.expires_at)
        return True

    async def end(self, telegram_user_id: int, *, was_in: bool = True) -> None:
        self._reach()
        self._sessions.pop(telegram_user_id, None)
        self._marks[telegram_user_id] = SignInMark(None, was_in=was_in)

    async def revoke(self, session: Session) -> bool:
        self._reach()
        standing = self._standing(session.telegram_user_id)
        if standing is None or standing.sign_in_id != session.sign_in_id:
            return False
        await self.end(session.telegram_user_id)
        return True

    async def settle(self, telegram_user_id: int, mark: SignInMark) -> None:
        self._reach()
        if self._marks.get(telegram_user_id) == mark:
            self._marks[telegram_user_id] = replace(mark, told=True)

    async def expel(self, telegram_user_id: int) -> None:
        self._reach()
        if self._standing(telegram_user_id) or telegram_user_id in self._marks:
            self._sessions.pop(telegram_user_id, None)
            self._marks[telegram_user_id] = SignInMark(None, told=True, revoked=True)

    async def standing(self, admin_id: int | None = None) -> tuple[Session, ...]:
        self._reach()
        sessions = filter(None, map(self._standing, tuple(self._sessions)))
        return tuple(session for session in sessions if admin_id in (None, session.admin_id))

    async def claim_restore(self, telegram_user_id: int) -> bool:
        self._reach()
        return self._counters.add(("restore", telegram_user_id), RESTORE_AT_MOST_EVERY) == 1

    async def attempt(self, visitor_id: int, code: OtpCode) -> Attempt:
        self._reach()
        wait = self._counters.seconds_left(("wait", visitor_id))
        mark = self._marks.get(visitor_id)
        is_stranger = mark is None or not mark.was_in
        if not wait and is_stranger and self._counters.get("failures") >= self._limits.failed_sign_ins:
            wait = self._counters.seconds_left("failures")
        if wait:
            return Closed(wait)
        if self._counters.get(("code", code.value)):
            return Repeated()
        if self._counters.add(("attempts", visitor_id), WINDOW) > self._limits.sign_ins:
            return self._close(visitor_id)
        self._counters.add(("code", code.value), SAME_CODE_WITHIN)
        return Allowed()

    def _close(self, visitor_id: int) -> Closed:
        times = self._counters.add(("closed", visitor_id), WAITS_FORGOTTEN_AFTER, anew=True)
        self._counters.add(("wait", visitor_id), WAITS[min(times, len(WAITS)) - 1])
        self._counters.drop(("attempts", visitor_id))
        return Closed(self._counters.seconds_left(("wait", visitor_id)))

    async def failed(self, visitor_id: int) -> None:
        self._reach()
        self._counters.add("failures", WINDOW)
        failures = self._counters.add(("failed", visitor_id), WAITS_FORGOTTEN_AFTER, anew=True)
        if failures % self._limits.sign_ins == 0 and not self._counters.seconds_left(("wait", visitor_id)):
            self._close(visitor_id)

    async def release(self, code: OtpCode) -> None:
        self._reach()
        self._counters.drop(("code", code.value))

    async def succeeded(self, visitor_id: int) -> None:
        self._reach()
        for counter in ("attempts", "closed", "failed"):
            self._counters.drop((counter, visitor_id))
