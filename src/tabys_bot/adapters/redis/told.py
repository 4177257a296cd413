"""Who was told of which record, and in which message, in Redis: a hash for each, from the visitors to the messages.

Until its message is sent, `?` and a token stand in its place. Once the record is decided, the messages are in another
hash, of which no index tells.
"""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from tabys_bot.adapters.redis.base import in_ms
from tabys_bot.adapters.redis.indexed import ENLIST, LISTED, LISTED_AT_MOST, Indexed
from tabys_bot.adapters.redis.moderation_records import name_of, number_of, subject_of
from tabys_bot.adapters.redis.owed import OWING, owed_key
from tabys_bot.domain.alerts import CLOSED_KEPT_FOR, OWED_KEPT_FOR, TOLD_KEPT_FOR, Subject

_TOLD = "tg_told"

_STANDS = (
    ENLIST
    + """
local function stands(told, index, name, ms)
  redis.call('PEXPIRE', told, ms)
  enlist(index, ms, name)
end
"""
)

# KEYS: index, told ... ARGV: kept ms, visitor, token, names of what is told ... Answers: {name ...} of what was won.
# The very same token is there already if the connection was lost before the answer: then the command is sent again.
_CLAIM = (
    _STANDS
    + """
local won = {}
for i = 2, #KEYS do
  heal(KEYS[i], 'hash')
  local is_first = redis.call('HSETNX', KEYS[i], ARGV[2], ARGV[3]) == 1
  if is_first or redis.call('HGET', KEYS[i], ARGV[2]) == ARGV[3] then
    stands(KEYS[i], KEYS[1], ARGV[i + 2], ARGV[1])
    won[#won + 1] = ARGV[i + 2]
  end
end
return won
"""
)

# KEYS: index, owed, index of who is owed, told ... ARGV: kept ms, visitor, names of what is told ...
_UNCLAIM = (
    ENLIST
    + """
for i = 4, #KEYS do
  local name = ARGV[i - 1]
  local there = redis.call('TYPE', KEYS[i]).ok == 'hash' and redis.call('HGET', KEYS[i], ARGV[2])
  if there and string.sub(there, 1, 1) == '?' then
    enlist(KEYS[2], ARGV[1], name)
    enlist(KEYS[3], ARGV[1], ARGV[2])
    redis.call('HDEL', KEYS[i], ARGV[2])
  end
  if redis.call('EXISTS', KEYS[i]) == 0 then redis.pcall('SREM', KEYS[1], name) end
end
"""
)

# KEYS: index, told. ARGV: kept ms, visitor, message, name
_NOTE = (
    _STANDS
    + """
heal(KEYS[2], 'hash')
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
stands(KEYS[2], KEYS[1], ARGV[4], ARGV[1])
"""
)

_READ = """
local function messages(told, most)
  if redis.call('TYPE', told).ok ~= 'hash' or redis.call('HLEN', told) > tonumber(most) then return {} end
  return redis.call('HGETALL', told)
end
"""

# KEYS: closed, told. ARGV: how many at most. Answers: {{visitor, message ...}, {visitor, message ...}}
_MESSAGES = _READ + "return {messages(KEYS[1], ARGV[1]), messages(KEYS[2], ARGV[1])}"

# KEYS: index, told, closed, index of who is owed. ARGV: name, kept ms, how many at most, what the keys of owed begin
# with. A full server refuses to keep the messages; the rest is done all the same.
_CLOSE = (
    LISTED
    + _READ
    + """
local sent = messages(KEYS[2], ARGV[3])
if redis.call('TYPE', KEYS[3]).ok ~= 'hash' then redis.call('DEL', KEYS[3]) end
for i = 1, #sent, 2 do
  if string.sub(sent[i + 1], 1, 1) ~= '?' then redis.pcall('HSET', KEYS[3], sent[i], sent[i + 1]) end
end
redis.call('PEXPIRE', KEYS[3], ARGV[2])
redis.call('DEL', KEYS[2])
redis.pcall('SREM', KEYS[1], ARGV[1])
for _, id in ipairs(listed(KEYS[4], ARGV[3])) do
  redis.pcall('SREM', ARGV[4] .. id, ARGV[1])
  if redis.call('EXISTS', ARGV[4] .. id) == 0 then redis.pcall('SREM', KEYS[4], id) end
end
"""
)


class RedisTold(Indexed):
    """Fits the part of Alerts that is about who was told."""

    async def claim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> frozenset[Subject]:
        names = {name_of(subject): subject for subject in subjects}
        args: list[str | int] = [in_ms(TOLD_KEPT_FOR), visitor_id, f"?{uuid4().hex}", *names]
        won = await self._run(_CLAIM, [_TOLD, *map(_told_key, names)], args) if names else ()
        return frozenset(names[str(name)] for name in won)

    async def unclaim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> None:
        names = list(map(name_of, subjects))
        if names:
            keys = [_TOLD, owed_key(visitor_id), OWING, *map(_told_key, names)]
            await self._run(_UNCLAIM, keys, [in_ms(OWED_KEPT_FOR), visitor_id, *names])

    async def note_alert(self, subject: Subject, visitor_id: int, message_id: int) -> None:
        name = name_of(subject)
        await self._run(_NOTE, [_TOLD, _told_key(name)], [in_ms(TOLD_KEPT_FOR), visitor_id, message_id, name])

    async def alerts_of(self, subject: Subject) -> Mapping[int, int]:
        name, messages = name_of(subject), dict[int, int]()
        for answer in await self._run(_MESSAGES, [_closed_key(name), _told_key(name)], [LISTED_AT_MOST]):
            found = ((number_of(id_), number_of(text)) for id_, text in zip(answer[::2], answer[1::2], strict=True))
            messages |= {visitor_id: message_id for visitor_id, message_id in found if visitor_id and message_id}
        return messages

    async def close_alerts(self, subject: Subject) -> None:
        name = name_of(subject)
        keys = [_TOLD, _told_key(name), _closed_key(name), OWING]
        await self._run(_CLOSE, keys, [name, in_ms(CLOSED_KEPT_FOR), LISTED_AT_MOST, owed_key("")])

    async def subjects_told(self) -> tuple[Subject, ...]:
        found = map(subject_of, await self._names(_TOLD, _told_key("")))
        return tuple(subject for subject in found if subject is not None)


def _told_key(name: str) -> str:
    return f"{_TOLD}:{name}"


def _closed_key(name: str) -> str:
    return f"tg_closed:{name}"
