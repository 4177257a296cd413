"""A store over the Redis of the tests, its clock, and a session to put into it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import Session, SignInMark

AIDA = 7
DAY = timedelta(days=1)
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MANY = 1_000_000
LIMITS = Limits(messages=MANY, buttons=MANY, inline=MANY, sign_ins=MANY, failed_sign_ins=MANY)
SESSION = Session(
    telegram_user_id=AIDA,
    admin_id=41,
    role=Role.SUPER_ADMIN,
    access_token="eyJh.eyJi.c",
    admin_name='Айгүл "Жұмабаева" 👩‍👧',
    created_at=START,
    last_activity=START,
    checked_at=START,
    expires_at=START + DAY,
    sign_in_id="0a1b2c3d4e5f6071",
)
VISITED = Visit(SESSION, SignInMark(SESSION.expires_at))
# the fixtures are a client and a clock: nothing of one example harms the next
ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def store(redis: Redis, clock: ManualClock) -> RedisStore:
    return RedisStore(redis=redis, clock=clock, limits=LIMITS)


async def stored(redis: Redis) -> Any:
    return json.loads(await redis.get("tg_session:7") or "null")
