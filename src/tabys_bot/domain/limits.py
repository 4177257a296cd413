"""How much one visitor may ask for, and how long he waits after too much."""

from dataclasses import dataclass
from datetime import timedelta

WINDOW = timedelta(minutes=1)
# after the first, second, and every further time that a visitor used up his attempts to sign in
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
WAITS_FORGOTTEN_AFTER = timedelta(hours=2)
SAME_CODE_WITHIN = timedelta(seconds=30)
RESTORE_AT_MOST_EVERY = timedelta(minutes=10)
ACTIVITY_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for each WINDOW: of one visitor, and `failed_sign_ins` of everybody together."""

    messages: int = 30
    buttons: int = 120
    inline: int = 60
    sign_ins: int = 5
    failed_sign_ins: int = 100
