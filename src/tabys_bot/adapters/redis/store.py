"""What is remembered, in Redis or Valkey: sessions, visits, attempts to sign in, preferences.

Keys: `tg_session:{id}` (the documented session), `tg_login:{id}` (the mark, for ever: one that vanished would look
like lost data and let a session come back), `tg_language:{id}`, and counters under `tg_limit:`.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tabys_bot.adapters.redis import scripts
from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Allowed, Attempt, Clock, Closed, Meter, OverLimit, Repeated, Visit
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

_SESSION = TypeAdapter(Session)
_MARK = TypeAdapter(SignInMark)
_LANGUAGE_KEPT = timedelta(days=365)


def _ms(span: timedelta) -> int:
    return max(1, round(span.total_seconds() * 1000))


def _seconds(ms: object) -> int:
    """Rounded up, and at least 1: a wait that has just ended may be answered with 0 or -2."""
    return max(1, -(-int(str(ms)) // 1000))


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def dump_session(session: Session) -> str:
    """The documented JSON object; `telegram_user_id` is a string in it."""
    record = _SESSION.dump_python(session, mode="json") | {"telegram_user_id": str(session.telegram_user_id)}
    return json.dumps(record, ensure_ascii=False)


def load_session(text: str | None) -> Session | None:
    """None also for a record that this version cannot read: its owner signs in again."""
    try:
        session = _SESSION.validate_json(text) if text else None
    except ValidationError:
        return None
    times = (session.created_at, session.last_activity, session.checked_at, session.expires_at) if session else ()
    # a time without a zone would break every comparison later
    return session if all(at.tzinfo for at in times) else None


def _load_mark(text: str | None) -> SignInMark | None:
    """An unreadable mark counts as signed out: the safe side."""
    if text is None:
        return None
    try:
        mark = _MARK.validate_json(text)
    except ValidationError:
        return SignInMark(None)
    return mark if mark.valid_until is None or mark.valid_until.tzinfo else SignInMark(None)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        raise StoreUnavailableError(f"{type(error).__name__}: {error}") from error


class RedisStore:
    """Fits Visits, SessionRepository, AttemptLimiter and Preferences. The client must decode responses."""

    def __init__(self, *, redis: Redis, clock: Clock, limits: Limits) -> None:
        self._redis = redis
        self._clock = clock
        self._limits = limits
        self._bounds = {Meter.MESSAGES: limits.messages, Meter.BUTTONS: limits.buttons}
        self._open = redis.register_script(scripts.OPEN)
        self._attempt = redis.register_script(scripts.ATTEMPT)
        self._count = redis.register_script(scripts.COUNT)
        self._begin = redis.register_script(scripts.BEGIN)
        self._end = redis.register_script(scripts.END)

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        now = self._clock.now()
        keys = [f"tg_limit:{meter.value}:{visitor_id}"]
        keys += [f"tg_{kind}:{visitor_id}" for kind in ("session", "login", "language")]
        args: list[int | str] = [_ms(WINDOW), self._bounds[meter], _iso(now), _iso(now - ACTIVITY_NOTED_EVERY)]
        with _reaching():
            over, left, session, mark, language = await self._open(keys=keys, args=args)
        if over:
            return Visit(language=language, over_limit=OverLimit(_seconds(left), first=over == 1))
        return Visit(load_session(session), _load_mark(mark), language)

    async def start(self, session: Session) -> None:
        lifetime = _ms(session.expires_at - self._clock.now())
        mark = _MARK.dump_json(SignInMark(session.expires_at))
        with _reaching():
            await self._begin(
                keys=[f"tg_session:{session.telegram_user_id}", f"tg_login:{session.telegram_user_id}"],
                args=[dump_session(session), lifetime, mark],
            )

    async def renew(self, session: Session) -> bool:
        with _reaching():
            done = await self._redis.set(
                f"tg_session:{session.telegram_user_id}", dump_session(session), xx=True, keepttl=True
            )
        return bool(done)

    async def end(self, telegram_user_id: int) -> None:
        with _reaching():
            await self._end(
                keys=[f"tg_session:{telegram_user_id}", f"tg_login:{telegram_user_id}"],
                args=[_MARK.dump_json(SignInMark(None))],
            )

    async def claim_restore(self, telegram_user_id: int) -> bool:
        with _reaching():
            claimed = await self._redis.set(
                f"tg_limit:restore:{telegram_user_id}", "1", nx=True, px=_ms(RESTORE_AT_MOST_EVERY)
            )
        return bool(claimed)

    async def attempt(self, visitor_id: int, code: OtpCode) -> Attempt:
        kinds = (f"wait:{visitor_id}", "failures", f"attempts:{visitor_id}", f"closed:{visitor_id}", _code_key(code))
        bounds = (self._limits.sign_ins, self._limits.failed_sign_ins)
        spans = (_ms(SAME_CODE_WITHIN), _ms(WAITS_FORGOTTEN_AFTER), *map(_ms, WAITS))
        with _reaching():
            answer = await self._attempt(
                keys=[f"tg_limit:{kind}" for kind in kinds], args=[_ms(WINDOW), *bounds, *spans]
            )
        match answer:
            case ["allowed"]:
                return Allowed()
            case ["repeated"]:
                return Repeated()
            case [_, ms]:
                return Closed(_seconds(ms))
        raise AssertionError(answer)

    async def failed(self) -> None:
        with _reaching():
            await self._count(keys=["tg_limit:failures"], args=[_ms(WINDOW)])

    async def release(self, code: OtpCode) -> None:
        with _reaching():
            await self._redis.delete(f"tg_limit:{_code_key(code)}")

    async def succeeded(self, visitor_id: int) -> None:
        with _reaching():
            await self._redis.delete(f"tg_limit:attempts:{visitor_id}", f"tg_limit:closed:{visitor_id}")

    async def set_language(self, visitor_id: int, language: str) -> None:
        with _reaching():
            await self._redis.set(f"tg_language:{visitor_id}", language, ex=_LANGUAGE_KEPT)


def _code_key(code: OtpCode) -> str:
    """Codes are secrets: the store sees a digest."""
    return "code:" + hashlib.sha256(code.value.encode()).hexdigest()[:32]
