"""What waited at the last look, and of what each is still to be told, in Redis."""

from collections.abc import Iterable, Mapping

from tabys_bot.adapters.redis.base import in_ms
from tabys_bot.adapters.redis.indexed import ENLIST, HEAL, LISTED, LISTED_AT_MOST, Indexed
from tabys_bot.adapters.redis.moderation_records import (
    LARGEST_WAITING,
    dump_numbers,
    load_numbers,
    name_of,
    number_of,
    subject_of,
)
from tabys_bot.domain.alerts import OWED_AT_MOST, OWED_KEPT_FOR, WAITING_KEPT_FOR, Owed, Subject, kept_waiting
from tabys_bot.domain.sections import Section

OWING = "tg_owing"

# KEYS: waiting, index of who is owed. ARGV: what waits, kept ms, owed ms, owed at most, what the keys of owed begin
# with, then of each visitor: id, names with spaces between
_NOTE = (
    ENLIST
    + """
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
for i = 6, #ARGV, 2 do
  local owed, names = ARGV[5] .. ARGV[i], {}
  for name in string.gmatch(ARGV[i + 1], '%S+') do names[#names + 1] = name end
  enlist(owed, ARGV[3], unpack(names))
  local over = redis.call('SCARD', owed) - tonumber(ARGV[4])
  if over > 0 then redis.call('SPOP', owed, over) end
  enlist(KEYS[2], ARGV[3], ARGV[i])
end
"""
)

# KEYS: index of who is owed. ARGV: how many at most, what the keys of owed begin with, how many of each at most.
# Answers: {id, {name ...}, id, {name ...} ...}; who is owed nothing is struck off.
_READ = (
    LISTED
    + """
local owing = {}
for _, id in ipairs(listed(KEYS[1], ARGV[1])) do
  local names = listed(ARGV[2] .. id, ARGV[3])
  if #names > 0 then
    owing[#owing + 1] = id
    owing[#owing + 1] = names
  else
    redis.pcall('SREM', KEYS[1], id)
  end
end
return owing
"""
)

# KEYS: owed, index of who is owed. ARGV: id, names ...
_SETTLE = (
    HEAL
    + """
heal(KEYS[1], 'set')
for i = 2, #ARGV do redis.call('SREM', KEYS[1], ARGV[i]) end
if redis.call('EXISTS', KEYS[1]) == 0 then redis.pcall('SREM', KEYS[2], ARGV[1]) end
"""
)


class RedisOwed(Indexed):
    """Fits the part of Alerts that is about what waits and who must still be told."""

    async def known_waiting(self, section: Section) -> frozenset[int] | None:
        return load_numbers(await self._kept(_waiting_key(section), LARGEST_WAITING))

    async def note_waiting(self, section: Section, ids: Iterable[int], news: Mapping[int, Iterable[Subject]]) -> None:
        spans = (in_ms(WAITING_KEPT_FOR), in_ms(OWED_KEPT_FOR))
        args: list[str | int] = [dump_numbers(kept_waiting(ids)), *spans, OWED_AT_MOST, owed_key("")]
        for visitor_id, subjects in news.items():
            names = tuple(dict.fromkeys(map(name_of, subjects)))[:OWED_AT_MOST]
            args += [visitor_id, " ".join(names)] if names else []
        await self._run(_NOTE, [_waiting_key(section), OWING], args)

    async def owed(self) -> tuple[Owed, ...]:
        answer = await self._run(_READ, [OWING], [LISTED_AT_MOST, owed_key(""), OWED_AT_MOST])
        found = (_owed(id_, names) for id_, names in zip(answer[::2], answer[1::2], strict=True))
        return tuple(owed for owed in found if owed is not None)

    async def settle_owed(self, visitor_id: int, subjects: Iterable[Subject]) -> None:
        names = list(map(name_of, subjects))
        if names:
            await self._run(_SETTLE, [owed_key(visitor_id), OWING], [visitor_id, *names])


def _owed(id_: str, names: Iterable[str]) -> Owed | None:
    """None for an id that is none, or if this version knows nothing of what he is owed."""
    visitor_id = number_of(id_)
    subjects = {subject for name in names if (subject := subject_of(name)) is not None}
    return Owed.of(visitor_id, subjects) if visitor_id and subjects else None


def owed_key(visitor_id: int | str) -> str:
    return f"tg_owed:{visitor_id}"


def _waiting_key(section: Section) -> str:
    return f"tg_waiting:{section}"
