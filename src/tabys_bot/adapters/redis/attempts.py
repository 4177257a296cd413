"""Attempts to sign in, counted in Redis: in a minute, of one visitor and of everybody, and the waits after too many.

Counters start with their first count and vanish with their window, so nothing has to be swept up.
"""

import hashlib

from tabys_bot.adapters.redis.base import OverRedis, in_ms, in_seconds, reaching
from tabys_bot.application.ports import Allowed, Attempt, Closed, Repeated
from tabys_bot.domain.limits import SAME_CODE_WITHIN, WAITS, WAITS_FORGOTTEN_AFTER, WINDOW
from tabys_bot.domain.session import OtpCode

_CLOSE = """
local function close(wait, attempts, closed, forget, waits)
  local times = redis.call('INCR', closed)
  redis.call('PEXPIRE', closed, forget)
  local ms = waits[math.min(times, #waits)]
  redis.call('SET', wait, '1', 'PX', ms)
  redis.call('DEL', attempts)
  return {'closed', tonumber(ms)}
end
local function heal(key, ms)
  if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ms) end
end
"""

# Count an attempt to sign in. KEYS: wait, failures of all, attempts, times closed, code, mark. ARGV: window ms, forget
# closings ms, attempts allowed, same code ms, failures allowed, waits ms ... The answer is 'allowed', 'repeated', or
# 'closed' and for how many ms
_ATTEMPT = (
    _CLOSE
    + """
local wait = redis.call('PTTL', KEYS[1])
if wait > 0 then return {'closed', wait} end
local mark = redis.call('GET', KEYS[6])
local stranger = not mark or string.find(mark, '"was_in":false', 1, true)
if stranger and tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[5]) then
  heal(KEYS[2], ARGV[1])
  return {'closed', redis.call('PTTL', KEYS[2])}
end
if redis.call('EXISTS', KEYS[5]) == 1 then return {'repeated'} end
local attempts = redis.call('INCR', KEYS[3])
heal(KEYS[3], ARGV[1])
if attempts > tonumber(ARGV[3]) then
  return close(KEYS[1], KEYS[3], KEYS[4], ARGV[2], {unpack(ARGV, 6)})
end
redis.call('SET', KEYS[5], '1', 'PX', ARGV[4])
return {'allowed'}
"""
)

# Count a wrong code. KEYS: wait, failures of all, attempts, times closed, failures of the visitor. ARGV: window ms,
# forget closings ms, attempts allowed, waits ms ...
_FAILED = (
    _CLOSE
    + """
redis.call('INCR', KEYS[2])
heal(KEYS[2], ARGV[1])
local failures = redis.call('INCR', KEYS[5])
redis.call('PEXPIRE', KEYS[5], ARGV[2])
if failures % tonumber(ARGV[3]) == 0 and redis.call('PTTL', KEYS[1]) < 0 then
  close(KEYS[1], KEYS[3], KEYS[4], ARGV[2], {unpack(ARGV, 4)})
end
"""
)

_SPANS = (in_ms(WINDOW), in_ms(WAITS_FORGOTTEN_AFTER))


class RedisAttempts(OverRedis):
    """Fits AttemptLimiter."""

    async def attempt(self, visitor_id: int, code: OtpCode) -> Attempt:
        keys = [*_sign_in_keys(visitor_id), f"tg_limit:{_code_key(code)}", f"tg_login:{visitor_id}"]
        bounds = (self._limits.sign_ins, in_ms(SAME_CODE_WITHIN), self._limits.failed_sign_ins)
        answer = await self._run(_ATTEMPT, keys, [*_SPANS, *bounds, *map(in_ms, WAITS)])
        match answer:
            case ["allowed"]:
                return Allowed()
            case ["repeated"]:
                return Repeated()
            case [_, ms]:
                return Closed(in_seconds(ms))
        raise AssertionError(answer)

    async def failed(self, visitor_id: int) -> None:
        keys = [*_sign_in_keys(visitor_id), f"tg_limit:failed:{visitor_id}"]
        await self._run(_FAILED, keys, [*_SPANS, self._limits.sign_ins, *map(in_ms, WAITS)])

    async def release(self, code: OtpCode) -> None:
        with reaching():
            await self._redis.delete(f"tg_limit:{_code_key(code)}")

    async def succeeded(self, visitor_id: int) -> None:
        with reaching():
            await self._redis.delete(*(f"tg_limit:{kind}:{visitor_id}" for kind in ("attempts", "closed", "failed")))


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
