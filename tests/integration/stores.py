"""Every store, to be held to the same promises: in the memory of this process, and in a real Redis."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.ports import Store
from tabys_bot.domain.access import Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.session import OtpCode, Session

AIDA, BOLAT = 7, 2**52 - 1
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(messages=3, buttons=5, inline=4, sign_ins=2, failed_sign_ins=3)
CODES = [OtpCode(f"CODE{number:04}") for number in range(100)]


@dataclass
class World:
    """A store, and the time that passes for it: a server's own clock cannot be moved, so its keys age instead."""

    store: Store
    clock: ManualClock
    redis: Redis | None

    async def wait(self, span: timedelta) -> None:
        self.clock.advance(span)
        if self.redis is not None:
            for key in await self.redis.keys():
                await self._age(self.redis, key, span // timedelta(milliseconds=1))

    @staticmethod
    async def _age(redis: Redis, key: bytes | str, by: int) -> None:
        left = await redis.pttl(key)
        if left > by:
            await redis.pexpire(key, left - by)
        elif left >= 0:
            await redis.delete(key)

    def session(self, **changed: Any) -> Session:
        now = self.clock.now()
        session = Session(
            telegram_user_id=AIDA,
            admin_id=41,
            role=Role.NPO,
            access_token="token",
            admin_name="Айда",
            created_at=now,
            last_activity=now,
            checked_at=now,
            expires_at=now + DAY,
            sign_in_id="this time",
        )
        return replace(session, **changed)


@pytest.fixture(params=["memory", "redis"])
def world(request: pytest.FixtureRequest, redis: Redis) -> World:
    clock = ManualClock()
    if request.param == "memory":
        return World(MemoryStore(clock=clock, limits=LIMITS), clock, None)
    return World(RedisStore(redis=redis, clock=clock, limits=LIMITS), clock, redis)
