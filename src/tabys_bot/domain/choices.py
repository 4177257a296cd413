"""The values that Tabys gives to choices; whatever else comes is shown as it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from tabys_bot.domain.access import Role

CHOICES: Mapping[str, tuple[str, ...]] = {
    "moderation": ("pending", "approved", "rejected"),
    "format": ("Online", "Offline"),
    "course_language": ("kz", "ru", "en"),
    "level": ("beginner", "intermediate", "advanced", "expert"),
    "employment": ("full_time", "part_time", "internship"),
    "work": ("office", "remote", "hybrid"),
    "publication": ("draft", "scheduled", "published"),
    "news_language": ("kz", "ru", "unknown"),
    "project_type": ("voting", "application"),
    "project_stage": ("draft", "active", "completed", "cancelled"),
    "volunteer_level": ("VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR"),
    "application": ("pending", "approved", "rejected", "cancelled"),
    "review": ("pending", "approved", "rejected"),
    "purchase": ("pending", "approved", "completed", "cancelled"),
    "event_stage": ("upcoming", "ongoing", "completed", "cancelled"),
    "place_status": ("active", "inactive"),
    "ticket_status": ("active", "inactive", "sold_out"),
    "promo_status": ("active", "inactive", "expired"),
    "user_status": ("active", "blocked"),
    "user_type": ("individual", "organization"),
    "gender": ("male", "female"),
    "task_status": ("collecting_offers", "in_progress", "completed"),
    "solution": ("pending", "accepted", "rejected"),
    "role": tuple(role.value for role in Role),
    "certificate": ("active", "revoked"),
    "currency": ("KZT", "USD", "EUR", "RUB"),
    "coins_act": ("add", "deduct"),
    "task_role": ("ALL", "VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR"),
}
FLAG_VALUES = ("yes", "no")


class Period(StrEnum):
    """A span of time that a list can be narrowed to, in the order of the buttons."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    UPCOMING = "upcoming"
    PAST = "past"


Span: TypeAlias = tuple[datetime | None, datetime | None]
_AHEAD: Mapping[Period, timedelta] = {
    Period.TODAY: timedelta(days=1),
    Period.WEEK: timedelta(days=7),
    Period.MONTH: timedelta(days=30),
}


def span(period: Period, now: datetime, zone: ZoneInfo) -> Span:
    """From when to when; None where it is open. Days begin at midnight in the zone; the end is still inside."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    match period:
        case Period.UPCOMING:
            return now, None
        case Period.PAST:
            return None, now
        case _:
            return midnight, midnight + _AHEAD[period] - timedelta(seconds=1)
