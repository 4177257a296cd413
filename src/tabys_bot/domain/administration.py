"""The admin panel: who is signed in, who waits to be let in, and the numbers of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tabys_bot.domain.access import Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An admin in a Telegram account. `role` None: one that this bot does not know. Times are aware UTC."""

    telegram_user_id: int
    admin_name: str
    role: Role | None
    telegram_name: str = ""
    since: datetime | None = None
    last_activity: datetime | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """Somebody who has asked for an account of an admin."""

    admin_id: int
    name: str
    login: str
    email: str = ""
    role: Role | None = None
    created_at: datetime | None = None


class Stretch(StrEnum):
    """What the numbers are counted over."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The dashboard: counts by the names of the backend; what it leaves out is not there.

    `touched`: actions by the sort of record. `people` and `roles` are of today, the rest of the stretch.
    """

    people: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    logins: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    touched: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
