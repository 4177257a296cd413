"""What is remembered, in Redis or Valkey: sessions, visits, attempts to sign in, preferences.

Keys: `tg_session:{id}` (the documented session), `tg_login:{id}` (the mark, for ever: one that vanished would look
like lost data and let a session come back), `tg_language:{id}`, and counters under `tg_limit:`.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from tabys_bot.adapters.redis import scripts
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

_SESSION = TypeAdapter(Session)
_MARK = TypeAdapter(SignInMark)
_LANGUAGE_KEPT = timedelta(days=365)
_STRANGERS_MARK_KEPT = timedelta(days=30)
_SIGNED_OUT = _MARK.dump_json(SignInMark(None))
_LAST_YEAR = 2200


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


def load_session(text: str | None, visitor_id: int) -> Session | None:
    """None also for a record of somebody else, or one that this version cannot read: its owner signs in again."""
    try:
        session = _SESSION.validate_json(text) if text else None
    except ValidationError:
        return None
    times = (session.created_at, session.last_activity, session.checked_at, session.expires_at) if session else ()
    # a time without a zone would break every comparison later
    if session is None or session.telegram_user_id != visitor_id:
        return None
    return session if all(at.tzinfo and at.year < _LAST_YEAR for at in times) else None


def _load_mark(text: str | None) -> SignInMark | None:
    """An unreadable mark counts as signed out: the safe side."""
    if text is None:
        return None
    try:
        mark = _MARK.validate_json(text)
    except ValidationError:
        return SignInMark(None)
    return mark if mark.valid_until is None or mark.valid_until.tzinfo else SignInMark(None)


_SPANS = (_ms(WINDOW), _ms(WAITS_FORGOTTEN_AFTER))


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
        self._failed = redis.register_script(scripts.FAILED)
        self._begin = redis.register_script(scripts.BEGIN)
        self._revive = redis.register_script(scripts.REVIVE)
        self._renew = redis.register_script(scripts.RENEW)
        self._end = redis.register_script(scripts.END)
        self._revoke = redis.register_script(scripts.REVOKE)
        self._settle = redis.register_script(scripts.SETTLE)

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        now = self._clock.now()
        keys = [f"tg_limit:{meter.value}:{visitor_id}"]
        keys += [f"tg_{kind}:{visitor_id}" for kind in ("session", "login", "language")]
        args: list[int | str] = [_ms(WINDOW), self._bounds[meter], _iso(now), _iso(now - ACTIVITY_NOTED_EVERY)]
        with _reaching():
            over, left, session, mark, language = await self._open(keys=keys, args=args)
        if over:
            return Visit(language=Language.parse(language), over_limit=OverLimit(_seconds(left), first=over == 1))
        return Visit(load_session(session, visitor_id), _load_mark(mark), Language.parse(language))

    async def start(self, session: Session) -> None:
        with _reaching():
            await self._begin(keys=_keys(session.telegram_user_id), args=self._beginning(session))

    async def revive(self, session: Session) -> bool:
        with _reaching():
            return bool(await self._revive(keys=_keys(session.telegram_user_id), args=self._beginning(session)))

    def _beginning(self, session: Session) -> list[str | bytes | int]:
        lifetime = _ms(session.expires_at - self._clock.now())
        return [dump_session(session), lifetime, _MARK.dump_json(SignInMark(session.expires_at))]

    async def renew(self, session: Session) -> bool:
        with _reaching():
            return bool(
                await self._renew(
                    keys=_keys(session.telegram_user_id)[:1], args=[dump_session(session), session.sign_in_id]
                )
            )

    async def end(self, telegram_user_id: int, *, was_in: bool = True) -> None:
        mark = SignInMark(None, was_in=was_in)
        with _reaching():
            await self._end(keys=_keys(telegram_user_id), args=[_MARK.dump_json(mark)])
            if not was_in:
                await self._redis.expire(_keys(telegram_user_id)[1], _STRANGERS_MARK_KEPT)

    async def revoke(self, session: Session) -> bool:
        with _reaching():
            return bool(
                await self._revoke(keys=_keys(session.telegram_user_id), args=[_SIGNED_OUT, session.sign_in_id])
            )

    async def settle(self, telegram_user_id: int, mark: SignInMark) -> None:
        settled = replace(mark, told=True)
        with _reaching():
            await self._settle(keys=_keys(telegram_user_id)[1:], args=[_MARK.dump_json(mark), _MARK.dump_json(settled)])

    async def claim_restore(self, telegram_user_id: int) -> bool:
        with _reaching():
            claimed = await self._redis.set(
                f"tg_limit:restore:{telegram_user_id}", "1", nx=True, px=_ms(RESTORE_AT_MOST_EVERY)
            )
        return bool(claimed)

    async def attempt(self, visitor_id: int, code: OtpCode) -> Attempt:
        keys = [*_sign_in_keys(visitor_id), f"tg_limit:{_code_key(code)}", f"tg_login:{visitor_id}"]
        bounds = (self._limits.sign_ins, _ms(SAME_CODE_WITHIN), self._limits.failed_sign_ins)
        with _reaching():
            answer = await self._attempt(keys=keys, args=[*_SPANS, *bounds, *map(_ms, WAITS)])
        match answer:
            case ["allowed"]:
                return Allowed()
            case ["repeated"]:
                return Repeated()
            case [_, ms]:
                return Closed(_seconds(ms))
        raise AssertionError(answer)

    async def failed(self, visitor_id: int) -> None:
        keys = [*_sign_in_keys(visitor_id), f"tg_limit:failed:{visitor_id}"]
        with _reaching():
            await self._failed(keys=keys, args=[*_SPANS, self._limits.sign_ins, *map(_ms, WAITS)])

    async def release(self, code: OtpCode) -> None:
        with _reaching():
            await self._redis.delete(f"tg_limit:{_code_key(code)}")

    async def succeeded(self, visitor_id: int) -> None:
        with _reaching():
            await self._redis.delete(*(f"tg_limit:{kind}:{visitor_id}" for kind in ("attempts", "closed", "failed")))

    async def set_language(self, visitor_id: int, language: Language) -> None:
        with _reaching():
            await self._redis.set(f"tg_language:{visitor_id}", language, ex=_LANGUAGE_KEPT)


def _keys(telegram_user_id: int) -> list[str]:
    """Session and mark."""
    return [f"tg_session:{telegram_user_id}", f"tg_login:{telegram_user_id}"]


def _sign_in_keys(visitor_id: int) -> list[str]:
    """Wait, failures of all, attempts, times closed."""
    return [
        f"tg_limit:wait:{visitor_id}",
        "tg_limit:failures",
        f"tg_limit:attempts:{visitor_id}",
        f"tg_limit:closed:{visitor_id}",
    ]


def _code_key(code: OtpCode) -> str:
    """Codes are secrets: the store sees a digest."""
    return "code:" + hashlib.sha256(code.value.encode()).hexdigest()[:32]
