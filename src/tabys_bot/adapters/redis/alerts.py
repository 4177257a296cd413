"""Who wants to be told of new work, what he was told, and what he still must be."""

from tabys_bot.adapters.redis.alert_choices import RedisAlertChoices
from tabys_bot.adapters.redis.owed import RedisOwed
from tabys_bot.adapters.redis.told import RedisTold


class RedisAlerts(RedisAlertChoices, RedisOwed, RedisTold):
    """Fits Alerts."""
