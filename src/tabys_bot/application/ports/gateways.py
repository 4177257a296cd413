"""What Tabys and the transports do for us. A gateway answers with a value or with what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from tabys_bot.application.failures import (
    ExpiredOtp,
    GatewayFailure,
    PictureFailure,
    Rejected,
    RevokedOtp,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.moderation import Lineup
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.records import Entity, Page, Picture, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor


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


@dataclass(frozen=True, slots=True)
class File:
    """A picture to be sent to Tabys."""

    name: str
    content: bytes = field(repr=False)


Written: TypeAlias = Value | tuple[int, ...] | File | None


@dataclass(frozen=True, slots=True)
class Order:
    """A write. `values`: by the keys of the act's questions, and `REASON` where it has one; None clears."""

    section: Section
    act: Act
    entity_id: int = 0
    parent: int = 0
    values: Mapping[str, Written] = field(default_factory=dict, repr=False)


class WritingGateway(Protocol):
    """Writes records on behalf of an admin. After a failure a write may have happened or not; nothing is repeated."""

    async def write(self, session: Session, order: Order) -> Outcome[int, GatewayFailure | Rejected]:
        """The number of the record; 0 where Tabys does not tell that of a new one."""
        ...

    def takes(self, section: Section, act: Act) -> bool:
        """Whether there is a way to do this at this backend."""
        ...


class ModerationGateway(Protocol):
    """Tells what waits for a decision, of everybody's, on behalf of an admin."""

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        """All of that kind, the oldest in front, `LINE_AT_MOST` of them; each `near` its place in the list of Tabys."""
        ...


class Attachments(Protocol):
    """Fetches what a visitor sent, by the transport's own handle of it."""

    async def fetch_sent(self, handle: str) -> Outcome[bytes, PictureFailure]: ...


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
