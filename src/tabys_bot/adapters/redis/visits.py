"""Receiving a visitor: all that is known of him, in one round trip to Redis."""

from collections.abc import Mapping

from tabys_bot.adapters.redis.base import OverRedis, in_ms, in_seconds, iso
from tabys_bot.adapters.redis.records import load_desk, load_mark, load_session
from tabys_bot.application.ports import Meter, OverLimit, Visit
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import ACTIVITY_NOTED_EVERY, WINDOW

# Count a visit; note the activity of a session, at most once a minute and without a longer life; look up the rest.
# The counter starts with its first count and vanishes with its window, so nothing has to be swept up.
# KEYS: counter, session, mark, language, desk. ARGV: window ms, bound, now, note activity if last before (both ISO;
# without the Z they sort as text). Answers: {over by, ms left, session, mark, language, desk}
_OPEN = """
local visits = redis.call('INCR', KEYS[1])
if visits == 1 or redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
local over = visits - tonumber(ARGV[2])
if over > 0 then
  return {over, redis.call('PTTL', KEYS[1]), false, false, redis.call('GET', KEYS[4]), false}
end
local known = redis.call('MGET', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
if known[1] then
  local readable, session = pcall(cjson.decode, known[1])
  if readable and type(session) == 'table' and type(session.last_activity) == 'string'
      and string.gsub(session.last_activity, 'Z$', '') < string.gsub(ARGV[4], 'Z$', '') then
    session.last_activity = ARGV[3]
    local writable, noted = pcall(cjson.encode, session)
    if writable then
      known[1] = noted
      redis.call('SET', KEYS[2], noted, 'XX', 'KEEPTTL')
    end
  end
end
return {0, 0, known[1], known[2], known[3], known[4]}
"""


class RedisVisits(OverRedis):
    """Fits Visits."""

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        now, bound = self._clock.now(), self._bounds[meter]
        keys = [f"tg_limit:{meter.value}:{visitor_id}"]
        keys += [f"tg_{kind}:{visitor_id}" for kind in ("session", "login", "language", "desk")]
        args: list[str | int] = [in_ms(WINDOW), bound, iso(now), iso(now - ACTIVITY_NOTED_EVERY)]
        over, left, session, mark, language, desk = await self._run(_OPEN, keys, args)
        chosen = Language.parse(language)
        if over:
            return Visit(language=chosen, over_limit=OverLimit(in_seconds(left), first=over == 1))
        return Visit(load_session(session, visitor_id), load_mark(mark), chosen, desk=load_desk(desk))

    @property
    def _bounds(self) -> Mapping[Meter, int]:
        limits = self._limits
        return {Meter.MESSAGES: limits.messages, Meter.BUTTONS: limits.buttons, Meter.INLINE: limits.inline}
