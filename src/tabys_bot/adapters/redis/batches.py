"""Decisions about several records, in Redis, and an index of those that are not over."""

from tabys_bot.adapters.redis.base import in_ms
from tabys_bot.adapters.redis.indexed import ENLIST, TEXT, Indexed
from tabys_bot.adapters.redis.moderation_records import LARGEST_BATCH, dump_batch, is_batch_id, load_batch
from tabys_bot.domain.batches import BATCH_KEPT_FOR, Batch

_OPEN = "tg_batches"

# What is no object counts as absent; of an earlier version, or another, as the first of its revisions. The very same
# text is there already if an answer was lost: then the command is sent again.
# KEYS: batch, index. ARGV: text, lifetime ms, id, 1 if the index has it, revision that must stand or '' for none,
# largest in bytes
_SAVE = (
    ENLIST
    + TEXT
    + """
local function revision(standing)
  local readable, batch = pcall(cjson.decode, standing or '')
  if not readable or type(batch) ~= 'table' then return '' end
  return string.format('%.0f', tonumber(batch.revision) or 0)
end

local standing = text(KEYS[1], ARGV[6])
if standing ~= ARGV[1] and revision(standing) ~= ARGV[5] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[4] == '1' then
  enlist(KEYS[2], ARGV[2], ARGV[3])
else
  redis.pcall('SREM', KEYS[2], ARGV[3])
end
return 1
"""
)


class RedisBatches(Indexed):
    """Fits Batches."""

    async def save_batch(self, batch: Batch, *, was: int | None) -> bool:
        kept = dump_batch(batch), in_ms(BATCH_KEPT_FOR), batch.id, int(not batch.is_over)
        args = [*kept, "" if was is None else was, LARGEST_BATCH]
        return bool(await self._run(_SAVE, [_key(batch.id), _OPEN], args))

    async def batch(self, batch_id: str) -> Batch | None:
        return load_batch(await self._kept(_key(batch_id), LARGEST_BATCH), batch_id)

    async def open_batches(self) -> tuple[str, ...]:
        return tuple(filter(is_batch_id, await self._names(_OPEN, _key(""))))


def _key(batch_id: str) -> str:
    return f"tg_batch:{batch_id}"
