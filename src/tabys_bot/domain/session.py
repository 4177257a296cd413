"""Signing in: the one-time code, the person, the session and what is remembered after it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.outcome import Failure, Outcome, Success

OTP_LENGTH = 8
NEVER_IN_OTPS = "OIL01"  # Tabys leaves out what is easily misread


@dataclass(frozen=True, slots=True)
class MalformedOtp:
    """What was sent is not eight letters or digits."""


@dataclass(frozen=True, slots=True)
class OtpCode:
    """An eight-character code, upper-cased, issued by the Tabys web panel."""

    value: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Outcome[Self, MalformedOtp]:
        code = text.strip()
        if len(code) == OTP_LENGTH and code.isascii() and code.isalnum():
            return Success(cls(code.upper()))
        return Failure(MalformedOtp())


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person in a private chat, as the transport introduces him; nothing of it is proven but the id."""

    id: int
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""

    @property
    def telegram_name(self) -> str:
        """What others may know him by: `@name`, else his first and last name."""
        return f"@{self.username}" if self.username else f"{self.first_name} {self.last_name}".strip().lstrip("@")


@dataclass(frozen=True, slots=True)
class Session:
    """An admin who is signed in, until `expires_at` at the latest; times are aware UTC.

    `sign_in_id` tells one sign-in from the next, so that what is late for one cannot touch the other.
    """

    telegram_user_id: int
    admin_id: int
    role: Role
    access_token: str = field(repr=False)
    admin_name: str
    created_at: datetime
    last_activity: datetime
    checked_at: datetime
    expires_at: datetime
    sign_in_id: str
    telegram_name: str = ""

    def may(self, permission: Permission, module: Module) -> bool:
        return may(self.role, permission, module)

    def is_expired(self, now: datetime) -> bool:
        return now >= self.expires_at

    def needs_check(self, now: datetime, interval: timedelta) -> bool:
        """Whether the backend was last asked about this session longer ago than `interval`."""
        return now - self.checked_at >= interval


@dataclass(frozen=True, slots=True)
class SignInMark:
    """What is left of a sign-in when its session is gone: until when it was valid, None after signing out.

    `told`: whether Tabys knows that it is over. `was_in`: False for somebody who signed out without our ever having
    signed him in. `revoked`: it was ended by somebody else, or from another device.
    """

    valid_until: datetime | None
    told: bool = False
    was_in: bool = True
    revoked: bool = False

    def is_over(self, now: datetime) -> bool:
        return self.valid_until is None or self.valid_until <= now
