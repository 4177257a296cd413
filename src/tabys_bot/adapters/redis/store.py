"""What is remembered, in Redis or Valkey.

Keys: `tg_session:{id}` (the documented session), `tg_sessions` (the ids of who is signed in), `tg_login:{id}` (the
mark, for ever: one that vanished would look like lost data and let a session come back), `tg_language:{id}`,
`tg_desk:{id}`, `tg_photo:{digest}` (under which handle a picture can be sent again), `tg_drafts:{id}:{admin id}` (what
an admin is writing in a chat), `tg_once:{digest}` (claims), `tg_history:{section}:{id}` (what was written to a record),
`tg_alerts:{id}` (of what new work a visitor wants to be told), `tg_waiting:{section}` (what waited at the last look),
`tg_owed:{id}` (of what he is still to be told), `tg_told:{section}:{id}` (who was told of a record, in which message),
`tg_batch:{id}` (a decision about several records), and counters under `tg_limit:`. The indexes `tg_alerted`,
`tg_owing`, `tg_told` and `tg_batches` list which there are.
"""

from tabys_bot.adapters.redis.alerts import RedisAlerts
from tabys_bot.adapters.redis.attempts import RedisAttempts
from tabys_bot.adapters.redis.batches import RedisBatches
from tabys_bot.adapters.redis.drafts import RedisDrafts
from tabys_bot.adapters.redis.history import RedisHistory
from tabys_bot.adapters.redis.keepsakes import RedisKeepsakes
from tabys_bot.adapters.redis.once import RedisOnce
from tabys_bot.adapters.redis.sessions import RedisSessions
from tabys_bot.adapters.redis.visits import RedisVisits


class RedisStore(
    RedisVisits,
    RedisSessions,
    RedisAttempts,
    RedisKeepsakes,
    RedisDrafts,
    RedisOnce,
    RedisHistory,
    RedisAlerts,
    RedisBatches,
):
    """Fits Store: whoever holds it can reach all that is remembered."""
