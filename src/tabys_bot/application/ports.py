"""What the application needs of the outside world. Adapters fit these by shape; they do not subclass them.

Every port over the store raises `StoreUnavailableError` when the store cannot be reached.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeAlias

from tabys_bot.application.failures import (
    ExpiredOtp,
    GatewayFailure,
    RevokedOtp,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.languages import Language
from tabys_bot.domain.modules import Entity, Page
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.session import OtpCode, Session, SignInMark, Visitor


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime: ...


class Meter(Enum):
    """What is counted: each has its own limit a minute for each visitor."""

    MESSAGES = "messages"
    BUTTONS = "buttons"


@dataclass(frozen=True, slots=True)
class OverLimit:
    """Too much within a minute; `first` once in that minute, for the one notice."""

    seconds: int
    first: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """All that is known of a visitor when he presses or writes."""

    session: Session | None = None
    mark: SignInMark | None = None
    language: Language | None = None
    over_limit: OverLimit | None = None


class Visits(Protocol):
    """Receives a visitor in one round trip, however much there is to look up."""

    async def open(self, visitor_id: int, meter: Meter) -> Visit:
        """Count the visit, note the activity (at most once a minute, never longer life), tell who it is."""
        ...


class SessionRepository(Protocol):
    """Remembers who is signed in. A session may vanish at any time; only `start` and `revive` bring one into being."""

    async def start(self, session: Session) -> None:
        """Store a session until it expires, and the mark that it was begun; whatever was there is replaced."""
        ...

    async def revive(self, session: Session) -> bool:
        """Like `start`, but only where neither a session nor a mark is left; False, and nothing stored, otherwise."""
        ...

    async def renew(self, session: Session) -> bool:
        """Replace the session of the same sign-in, its end unchanged; False, and nothing stored, if it is gone."""
        ...

    async def end(self, telegram_user_id: int, *, was_in: bool = True) -> None:
        """Drop the session and mark the visitor as signed out, both or neither.

        The mark of somebody who never was in is forgotten after a month: strangers must not fill the store.
        """
        ...

    async def revoke(self, session: Session) -> bool:
        """`end`, if the session that stands is of the same sign-in; whether it was."""
        ...

    async def settle(self, telegram_user_id: int, mark: SignInMark) -> None:
        """Note that Tabys knows of the end that this mark tells of, if the mark is still the same."""
        ...

    async def claim_restore(self, telegram_user_id: int) -> bool:
        """True at most once in ten minutes for one visitor: whether to ask Tabys for a lost session."""
        ...


@dataclass(frozen=True, slots=True)
class Allowed:
    """The code may be verified."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The same code was let through moments ago."""


@dataclass(frozen=True, slots=True)
class Closed:
    """No attempts for so many seconds."""

    seconds: int


Attempt: TypeAlias = Allowed | Repeated | Closed


class AttemptLimiter(Protocol):
    """Slows down guessing of codes, for one visitor and for all together."""

    async def attempt(self, visitor_id: int, code: OtpCode) -> Attempt:
        """Count an attempt. It writes to the store, so a code is never spent while the store is down.

        The bound for everybody together does not hold for who has been signed in before: strangers lock out strangers.
        """
        ...

    async def failed(self, visitor_id: int) -> None:
        """Count a code that was not right: for everybody together, and at whatever pace for the visitor."""
        ...

    async def release(self, code: OtpCode) -> None:
        """Let the same code be sent again at once: it never reached Tabys."""
        ...

    async def succeeded(self, visitor_id: int) -> None:
        """Forget the visitor's attempts."""
        ...


class Preferences(Protocol):
    """Remembers what a visitor chose."""

    async def set_language(self, visitor_id: int, language: Language) -> None: ...


class Store(Visits, SessionRepository, AttemptLimiter, Preferences, Protocol):
    """All that must be remembered, in one place: a visit touches most of it at once. Use cases see only their part."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What Tabys says of an admin who is let in; `role` is None for one that this bot does not know."""

    admin_id: int
    admin_name: str
    role: Role | None
    access_token: str = field(repr=False)


class AuthGateway(Protocol):
    """Signs admins in and out at Tabys."""

    async def sign_in(
        self, code: OtpCode, visitor: Visitor
    ) -> Outcome[Admission, GatewayFailure | WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp]: ...

    async def restore(self, telegram_user_id: int) -> Outcome[Admission, GatewayFailure]:
        """A fresh token and today's role; `RecordGone` when Tabys holds no session for the visitor."""
        ...

    async def role(self, session: Session) -> Outcome[Role | None, GatewayFailure]:
        """Today's role by the session's own token, for when `restore` cannot say; None as in `Admission`."""
        ...

    async def sign_out(self, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        """`RecordGone` when there was nothing to end."""
        ...


class EntityGateway(Protocol):
    """Reads records of any module on behalf of an admin. The records of a page need only hold what a list shows."""

    async def page(
        self, session: Session, module: Module, *, offset: int, limit: int
    ) -> Outcome[Page, GatewayFailure]: ...

    async def record(
        self, session: Session, module: Module, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        """One record; `near` is the offset of the page it was seen on, for modules whose records have no route."""
        ...
