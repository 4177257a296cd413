"""What can be listed, in Redis: beside the keys stands an index of them, a set that forgets by itself what is gone."""

from datetime import timedelta

from tabys_bot.adapters.redis.base import OverRedis, in_ms

LISTED_AT_MOST = 5000

# DEL only where something else is: it would let the writing after it pass on a full server.
HEAL = """
local function heal(key, wanted)
  local kind = redis.call('TYPE', key).ok
  if kind ~= wanted and kind ~= 'none' then redis.call('DEL', key) end
end
"""

# A set lives as long as what is in it and lives longest.
ENLIST = (
    HEAL
    + """
local function enlist(set, ms, ...)
  heal(set, 'set')
  redis.call('SADD', set, ...)
  if redis.call('PTTL', set) < tonumber(ms) then redis.call('PEXPIRE', set, ms) end
end
"""
)

LISTED = """
local function listed(set, most)
  if redis.call('TYPE', set).ok ~= 'set' then return {} end
  return redis.call('SRANDMEMBER', set, most)
end
"""

TEXT = """
local function text(key, largest)
  if redis.call('TYPE', key).ok ~= 'string' or redis.call('STRLEN', key) > tonumber(largest) then return false end
  return redis.call('GET', key)
end
"""

# KEYS: key, index. ARGV: text, lifetime ms, what the index calls it, 1 if it belongs there
_KEEP = (
    ENLIST
    + """
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[4] == '1' then
  enlist(KEYS[2], ARGV[2], ARGV[3])
else
  redis.pcall('SREM', KEYS[2], ARGV[3])
end
"""
)

# KEYS: key. ARGV: largest in bytes
_KEPT = TEXT + "return text(KEYS[1], ARGV[1])"

# KEYS: index. ARGV: how many at most, what the keys begin with. Whose key is gone is struck off.
_STANDING = (
    LISTED
    + """
local standing = {}
for _, name in ipairs(listed(KEYS[1], ARGV[1])) do
  if redis.call('EXISTS', ARGV[2] .. name) == 1 then
    standing[#standing + 1] = name
  else
    redis.pcall('SREM', KEYS[1], name)
  end
end
return standing
"""
)


class Indexed(OverRedis):
    """A part of the store in which one can ask what there is."""

    async def _keep(self, key: str, text: str, span: timedelta, *, index: str, name: str, listed: bool) -> None:
        """In place of what stood there; the index has it under that name, or has it no more."""
        await self._run(_KEEP, [key, index], [text, in_ms(span), name, int(listed)])

    async def _kept(self, key: str, largest: int) -> str | None:
        """None also for a key of another type, or a text of more bytes."""
        text = await self._run(_KEPT, [key], [largest])
        return text if isinstance(text, str) else None

    async def _names(self, index: str, prefix: str) -> list[str]:
        """The names under which something stands, as foreign as everything in Redis."""
        return [str(name) for name in await self._run(_STANDING, [index], [LISTED_AT_MOST, prefix])]
