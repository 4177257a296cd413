"""What was written to each record, in Redis: a list, the latest in front."""

from tabys_bot.adapters.redis.base import OverRedis, in_ms
from tabys_bot.adapters.redis.writing_records import dump_entry, load_entry
from tabys_bot.domain.history import ENTRIES_AT_MOST, KEPT_FOR, Entry
from tabys_bot.domain.sections import Section

# KEYS: history. ARGV: entry, how many at most, kept ms. The very same entry is in front already if the connection was
# lost before the answer: then the command is sent again. DEL only where something else is: it would let the writing
# after it pass on a full server.
_NOTE = """
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'list' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
if redis.call('LINDEX', KEYS[1], 0) ~= ARGV[1] then redis.call('LPUSH', KEYS[1], ARGV[1]) end
redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[2]) - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
"""

# KEYS: history. ARGV: how many at most
_READ = """
if redis.call('TYPE', KEYS[1]).ok ~= 'list' then return {} end
return redis.call('LRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)
"""


class RedisHistory(OverRedis):
    """Fits History."""

    async def note(self, entry: Entry) -> None:
        args = (dump_entry(entry), ENTRIES_AT_MOST, in_ms(KEPT_FOR))
        await self._run(_NOTE, [_key(entry.section, entry.entity_id)], args)

    async def history_of(self, section: Section, entity_id: int) -> tuple[Entry, ...]:
        texts = await self._run(_READ, [_key(section, entity_id)], [ENTRIES_AT_MOST])
        now = self._clock.now()
        loaded = (load_entry(text, section, entity_id, now) for text in texts)
        return tuple(entry for entry in loaded if entry is not None)


def _key(section: Section, entity_id: int) -> str:
    return f"tg_history:{section}:{entity_id}"
