"""Who wants to be told of new work, in Redis: the choice of each, and an index of those that are on."""

from collections.abc import Mapping

from tabys_bot.adapters.redis.base import in_ms
from tabys_bot.adapters.redis.indexed import LISTED, LISTED_AT_MOST, TEXT, Indexed
from tabys_bot.adapters.redis.moderation_records import LARGEST_CHOICE, dump_choice, load_choice, number_of
from tabys_bot.adapters.redis.owed import OWING, owed_key
from tabys_bot.domain.alerts import CHOICE_KEPT_FOR, AlertChoice

_ALERTED = "tg_alerted"

# KEYS: index. ARGV: how many at most, what the keys begin with, largest in bytes. Answers: {id, choice, id,
# choice ...}; whose choice is gone is struck off.
_READ = (
    LISTED
    + TEXT
    + """
local alerted = {}
for _, id in ipairs(listed(KEYS[1], ARGV[1])) do
  local choice = text(ARGV[2] .. id, ARGV[3])
  if choice then
    alerted[#alerted + 1] = id
    alerted[#alerted + 1] = choice
  else
    redis.pcall('SREM', KEYS[1], id)
  end
end
return alerted
"""
)

# KEYS: owed, choice, index of choices, index of who is owed. ARGV: id, largest in bytes, kept ms. The mode is changed
# in the text, for decoded and encoded again an empty list would be an object. Writing the choice comes first: a full
# server refuses that, or nothing.
_END = (
    TEXT
    + """
local off, found = string.gsub(text(KEYS[2], ARGV[2]) or '', '("mode"%s*:%s*)"[^"]*"', '%1"off"', 1)
if found > 0 then redis.call('SET', KEYS[2], off, 'PX', ARGV[3]) end
redis.call('DEL', KEYS[1])
redis.pcall('SREM', KEYS[3], ARGV[1])
redis.pcall('SREM', KEYS[4], ARGV[1])
"""
)


class RedisAlertChoices(Indexed):
    """Fits the part of Alerts that is about choices."""

    async def alert_choice(self, visitor_id: int, admin_id: int) -> AlertChoice | None:
        choice = load_choice(await self._kept(_key(visitor_id), LARGEST_CHOICE))
        return choice if choice is not None and choice.admin_id == admin_id else None

    async def save_alert_choice(self, visitor_id: int, choice: AlertChoice) -> None:
        await self._keep(
            _key(visitor_id),
            dump_choice(choice),
            CHOICE_KEPT_FOR,
            index=_ALERTED,
            name=str(visitor_id),
            listed=choice.is_on,
        )

    async def alerted(self) -> Mapping[int, AlertChoice]:
        answer = await self._run(_READ, [_ALERTED], [LISTED_AT_MOST, _key(""), LARGEST_CHOICE])
        loaded = ((number_of(id_), load_choice(text)) for id_, text in zip(answer[::2], answer[1::2], strict=True))
        return {visitor_id: choice for visitor_id, choice in loaded if visitor_id and choice and choice.is_on}

    async def end_alerts(self, visitor_id: int) -> None:
        keys = [owed_key(visitor_id), _key(visitor_id), _ALERTED, OWING]
        await self._run(_END, keys, [visitor_id, LARGEST_CHOICE, in_ms(CHOICE_KEPT_FOR)])


def _key(visitor_id: int | str) -> str:
    return f"tg_alerts:{visitor_id}"
