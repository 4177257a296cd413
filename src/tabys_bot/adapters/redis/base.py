"""What every part of the store over Redis stands on: scripts, errors, and how times are told to Redis."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Clock
from tabys_bot.domain.limits import Limits

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def reaching() -> Iterator[None]:
    """Whatever keeps Redis from answering becomes StoreUnavailableError."""
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        raise StoreUnavailableError(f"{type(error).__name__}: {error}") from error


def in_ms(span: timedelta) -> int:
    return max(1, round(span.total_seconds() * 1000))


def in_seconds(ms: object) -> int:
    """Rounded up, and at least 1: a wait that has just ended may be answered with 0 or -2."""
    return max(1, -(-int(str(ms)) // 1000))


def epoch_ms(at: datetime) -> int:
    """Since 1970, rounded down."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class OverRedis:
    """One part of the store. The client must decode responses."""

    def __init__(self, *, redis: Redis, clock: Clock, limits: Limits) -> None:
        self._redis = redis
        self._clock = clock
        self._limits = limits

    async def _run(self, script: str, keys: Sequence[str], args: Sequence[str | int]) -> Any:  # noqa: ANN401  each its own
        """What the script answers, which is one atomic step and one round trip."""
        with reaching():
            return await self._redis.register_script(script)(keys=keys, args=args)

    async def _text(self, key: str) -> str | None:
        """What stands there; MGET, unlike GET, takes a key of another type for none."""
        with reaching():
            (text,) = await self._redis.mget(key)
        return text if isinstance(text, str) else None
