"""What is done by one instance at a time, claimed in Redis: a claim passes by itself if its holder dies."""

import hashlib
from datetime import timedelta
from uuid import uuid4

from redis.asyncio import Redis

from tabys_bot.adapters.redis.base import OverRedis, in_ms
from tabys_bot.application.ports import Clock
from tabys_bot.domain.limits import Limits

# KEYS: claim. ARGV: token, lasting ms. The very same token is there already if the connection was lost before the
# answer: then the command is sent again.
_CLAIM = """
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('MGET', KEYS[1])[1] == ARGV[1] and 1 or 0
"""

# KEYS: claim. ARGV: what the tokens of this holder begin with
_UNCLAIM = """
local token = redis.call('MGET', KEYS[1])[1]
if token and string.sub(token, 1, #ARGV[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""


class RedisOnce(OverRedis):
    """Fits Once. Each instance is a holder of its own."""

    def __init__(self, *, redis: Redis, clock: Clock, limits: Limits) -> None:
        super().__init__(redis=redis, clock=clock, limits=limits)
        self._holder = f"{uuid4().hex}:"

    async def claim(self, what: str, lasting: timedelta) -> bool:
        return bool(await self._run(_CLAIM, [_key(what)], [self._holder + uuid4().hex[:8], in_ms(lasting)]))

    async def unclaim(self, what: str) -> None:
        await self._run(_UNCLAIM, [_key(what)], [self._holder])


def _key(what: str) -> str:
    """What is claimed may be long, or nobody's business: the store sees a digest."""
    return "tg_once:" + hashlib.sha256(what.encode(errors="replace")).hexdigest()[:32]
