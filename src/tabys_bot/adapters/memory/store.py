"""What is remembered, in this process only: sessions, visits, attempts to sign in, preferences."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Allowed, Attempt, Clock, Closed, Meter, OverLimit, Repeated, Visit
from tabys_bot.domain.languages import Language
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


@dataclass(slots=True)
class _Count:
    number: int
    until: datetime


class _Counters:
    """Numbers that start anew some time after their first count."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counts: dict[Hashable, _Count] = {}

    def add(self, key: Hashable, window: timedelta, *, anew: bool = False) -> int:
        """The number with one more; `anew`: the time runs from this count on, not from the first."""
        until = self._clock.now() + window
        count = self._standing(key)
        if count is None:
            count = self._counts[key] = _Count(0, until)
        elif anew:
            count.until = until
        count.number += 1
        return count.number

    def get(self, key: Hashable) -> int:
        count = self._standing(key)
        return count.number if count else 0

    def seconds_left(self, key: Hashable) -> int:
        """Rounded up; 0 for a counter that is not running."""
        count = self._standing(key)
        return math.ceil((count.until - self._clock.now()).total_seconds()) if count else 0

    def drop(self, key: Hashable) -> None:
        self._counts.pop(key, None)

    def _standing(self, key: Hashable) -> _Count | None:
        count = self._counts.get(key)
        if count and count.until <= self._clock.now():
            del self._counts[key]
            return None
        return count


class MemoryStore:
    """Fits Visits, SessionRepository, AttemptLimiter and Preferences, and forgets all when the process ends.

    `down = True` makes it fail as a lost Redis does.
    """

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        self.down = False
        self._clock = clock
        self._bounds = {Meter.MESSAGES: limits.messages, Meter.BUTTONS: limits.buttons}
        self._limits = limits
        self._sessions: dict[int, Session] = {}
        self._marks: dict[int, SignInMark] = {}
        self._languages: dict[int, Language] = {}
        self._counters = _Counters(clock)

    def _reach(self) -> None:
        if self.down:
            raise StoreUnavailableError("switched off")

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        self._reach()
        visits = self._counters.add((meter, visitor_id), WINDOW)
        language = self._languages.get(visitor_id)
        bound = self._bounds[meter]
        if visits > bound:
            left = self._counters.seconds_left((meter, visitor_id))
            return Visit(language=language, over_limit=OverLimit(left, first=visits == bound + 1))
        return Visit(self._active(visitor_id), self._marks.get(visitor_id), language)

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

    async def set_language(self, visitor_id: int, language: Language) -> None:
        self._reach()
        self._languages[visitor_id] = language
