"""Drafts of one admin in one chat, in Redis: a hash from their ids, in which each change is one atomic step."""

from tabys_bot.adapters.redis.base import OverRedis, epoch_ms, in_ms
from tabys_bot.adapters.redis.writing_records import LARGEST_STORED, dump_draft, load_draft
from tabys_bot.domain.drafts import DRAFTS_AT_MOST, KEPT_FOR, Draft

_LOOKED_AT = 4 * DRAFTS_AT_MOST

# The scripts have the KEYS: drafts.

# ARGV: largest in bytes, how many at most, id or none for all. Answers: {id, draft, id, draft ...}
_READ = """
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return {} end
local ids = ARGV[3] and {ARGV[3]} or redis.call('HKEYS', KEYS[1])
local found = {}
for i = 1, math.min(#ids, tonumber(ARGV[2])) do
  local length = redis.call('HSTRLEN', KEYS[1], ids[i])
  if length > 0 and length <= tonumber(ARGV[1]) then
    found[#found + 1] = ids[i]
    found[#found + 1] = redis.call('HGET', KEYS[1], ids[i])
  end
end
return found
"""

# Drop what was touched too long ago, or claims to be of a far day to come. What is not written as this version does
# may be of a later one: it stays until there is no room. DEL only where something is: it would let the writing after
# it pass on a full server. ARGV: now ms, kept ms
_SWEEP = """
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
local now, kept = tonumber(ARGV[1]), tonumber(ARGV[2])
local touched = {}
for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do
  local at = string.match(redis.call('HGET', KEYS[1], id), '^%d+:(%d+):')
  touched[id] = at and tonumber(at) or now - kept + 1
  if math.abs(now - touched[id]) >= kept then redis.call('HDEL', KEYS[1], id) end
end
"""

# ARGV: now ms, kept ms, id, revision that must stand or '' for none, draft, how many at most. The very same draft,
# its token included, is there already if the connection was lost before the answer: then the command is sent again.
_SAVE = (
    _SWEEP
    + """
local standing = redis.call('HGET', KEYS[1], ARGV[3])
if standing == ARGV[5] then return 1 end
if (standing and (string.match(standing, '^(%d+):%d+:') or '?') or '') ~= ARGV[4] then return 0 end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local others = {}
for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do
  if id ~= ARGV[3] then others[#others + 1] = id end
end
table.sort(others, function(a, b)
  if touched[a] ~= touched[b] then return touched[a] < touched[b] end
  return a < b
end)
for i = 1, #others + 1 - tonumber(ARGV[6]) do redis.call('HDEL', KEYS[1], others[i]) end
return 1
"""
)

# ARGV: now ms, kept ms, id
_DROP = _SWEEP + "return redis.call('HDEL', KEYS[1], ARGV[3])"


class RedisDrafts(OverRedis):
    """Fits Drafts."""

    async def drafts(self, visitor_id: int, admin_id: int) -> tuple[Draft, ...]:
        readable = await self._readable(visitor_id, admin_id)
        return tuple(sorted(readable, key=lambda draft: draft.touched, reverse=True))[:DRAFTS_AT_MOST]

    async def draft(self, visitor_id: int, admin_id: int, draft_id: str) -> Draft | None:
        return next(iter(await self._readable(visitor_id, admin_id, draft_id)), None)

    async def _readable(self, visitor_id: int, admin_id: int, *only: str) -> list[Draft]:
        answer = await self._run(_READ, [_key(visitor_id, admin_id)], [LARGEST_STORED, _LOOKED_AT, *only])
        now = self._clock.now()
        loaded = (load_draft(text, id_, admin_id, now) for id_, text in zip(answer[::2], answer[1::2], strict=True))
        return [draft for draft in loaded if draft is not None]

    async def save_draft(self, visitor_id: int, draft: Draft, *, was: int | None) -> bool:
        text = dump_draft(draft)
        if text is None or not draft.is_kept(self._clock.now()):
            return False
        standing = "" if was is None else was
        args = [*self._span(), draft.id, standing, text, DRAFTS_AT_MOST]
        return bool(await self._run(_SAVE, [_key(visitor_id, draft.admin_id)], args))

    async def drop_draft(self, visitor_id: int, admin_id: int, draft_id: str) -> bool:
        return bool(await self._run(_DROP, [_key(visitor_id, admin_id)], [*self._span(), draft_id]))

    def _span(self) -> tuple[int, int]:
        """Now, and how long a draft is kept."""
        return epoch_ms(self._clock.now()), in_ms(KEPT_FOR)


def _key(visitor_id: int, admin_id: int) -> str:
    return f"tg_drafts:{visitor_id}:{admin_id}"
