"""What the application needs of the outside world. Adapters fit these by shape; they do not subclass them.

Every port over the store raises `StoreUnavailableError` when the store cannot be reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeAlias

from tabys_bot.application.failures import (
    ExpiredOtp,
    GatewayFailure,
    PictureFailure,
    RevokedOtp,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.records import Entity, Page, Picture, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, SignInMark, Visitor


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime: ...


class Meter(Enum):
    """What is counted: each has its own limit a minute for each visitor."""

    MESSAGES = "messages"
    BUTTONS = "buttons"
    INLINE = "inline"


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
    desk: Desk = field(default_factory=Desk)


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

    async def expel(self, telegram_user_id: int) -> None:
        """Drop the session of somebody else, with a mark that tells him so; Tabys knows of it."""
        ...

    async def standing(self, admin_id: int | None = None) -> tuple[Session, ...]:
        """The sessions that stand, of that admin or of all, in no order."""
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


class Desks(Protocol):
    """Remembers what an admin has on his desk, for a month after the last change."""

    async def save_desk(self, visitor_id: int, desk: Desk) -> None: ...


class SentPictures(Protocol):
    """Remembers under which handle a transport can show a picture again without its content."""

    async def handle_of(self, address: str) -> str | None: ...

    async def note_sent(self, address: str, handle: str) -> None: ...

    async def forget_sent(self, address: str) -> None: ...


class Store(Visits, SessionRepository, AttemptLimiter, Preferences, Desks, SentPictures, Protocol):
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
    """Reads the records of any section on behalf of an admin. Those of a page need only hold what a list shows."""

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        """A stretch of a list. Lists without an order are read as a whole and remembered for the pages that follow;
        `fresh` reads them anew. A `hasty` search for words looks no further than one answer of Tabys goes."""
        ...

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        """One record; `near` is the offset in the list of `query` where it was seen, for records without a route."""
        ...

    async def gallery(
        self, session: Session, section: Section, entity_id: int
    ) -> Outcome[tuple[Picture, ...], GatewayFailure]:
        """The pictures that a record has beside those in its fields."""
        ...

    async def counts(self, session: Session, section: Section) -> Outcome[Mapping[str, int], GatewayFailure]:
        """How many records there are in each state of moderation; empty where Tabys does not tell."""
        ...

    async def options(
        self, session: Session, section: Section, name: str
    ) -> Outcome[Mapping[int, Value], GatewayFailure]:
        """The names that a filter can be set to, by number, in the order of Tabys."""
        ...


class PictureGateway(Protocol):
    """Fetches pictures, from Tabys and its media host only."""

    async def fetch(self, picture: Picture) -> Outcome[bytes, PictureFailure]: ...


class AdministrationGateway(Protocol):
    """What administrators do beside the modules."""

    async def sessions(self, session: Session) -> Outcome[tuple[SignedIn, ...], GatewayFailure]:
        """Who is signed in with a bot, as Tabys knows it."""
        ...

    async def revoke(self, session: Session, telegram_user_id: int) -> Outcome[None, GatewayFailure]: ...

    async def registrations(self, session: Session) -> Outcome[tuple[Registration, ...], GatewayFailure]:
        """The admins who wait to be let in."""
        ...

    async def decide(
        self, session: Session, admin_id: int, *, approve: bool, reason: str
    ) -> Outcome[None, GatewayFailure]: ...

    async def numbers(self, session: Session, stretch: Stretch) -> Outcome[Numbers, GatewayFailure]: ...
