"""What must be remembered. Every port raises `StoreUnavailableError` when the store cannot be reached."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Protocol, TypeAlias

from tabys_bot.application.ports.moderation import Alerts, Batches
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.history import Entry
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, SignInMark


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

    async def language_of(self, visitor_id: int) -> Language | None:
        """For what is said to him without his having asked."""
        ...

    async def set_language(self, visitor_id: int, language: Language) -> None: ...


class Desks(Protocol):
    """Remembers what an admin has on his desk, for a month after the last change."""

    async def save_desk(self, visitor_id: int, desk: Desk) -> None: ...


class SentPictures(Protocol):
    """Remembers under which handle a transport can show a picture again without its content."""

    async def handle_of(self, address: str) -> str | None: ...

    async def note_sent(self, address: str, handle: str) -> None: ...

    async def forget_sent(self, address: str) -> None: ...


class Drafts(Protocol):
    """Remembers what an admin has begun to write in a chat, each draft for a month after its last change."""

    async def drafts(self, visitor_id: int, admin_id: int) -> tuple[Draft, ...]:
        """All that can still be read, the one touched last in front."""
        ...

    async def draft(self, visitor_id: int, admin_id: int, draft_id: str) -> Draft | None: ...

    async def save_draft(self, visitor_id: int, draft: Draft, *, was: int | None) -> bool:
        """Store it if the one that stands there has the revision `was` (None: if none does); whether it was stored.

        Of more than `DRAFTS_AT_MOST` the one that was touched longest ago goes, never the one just stored. What
        `is_too_large` or is not kept any more (`is_kept`) is not stored.
        """
        ...

    async def drop_draft(self, visitor_id: int, admin_id: int, draft_id: str) -> bool:
        """Whether there was one."""
        ...


class Once(Protocol):
    """Lets one thing be done by one instance at a time, and not again for a while."""

    async def claim(self, what: str, lasting: timedelta) -> bool:
        """True for the first who asks, until the time is over or he gives it back."""
        ...

    async def unclaim(self, what: str) -> None:
        """Give it back; what another instance claims by now stays claimed."""
        ...


class History(Protocol):
    """Remembers what was written: of each record the last `ENTRIES_AT_MOST`, for half a year."""

    async def note(self, entry: Entry) -> None:
        """Keep it, `bounded`; not again if it is the very one that was noted last."""
        ...

    async def history_of(self, section: Section, entity_id: int) -> tuple[Entry, ...]:
        """The latest in front."""
        ...


class Store(
    Visits,
    SessionRepository,
    AttemptLimiter,
    Preferences,
    Desks,
    SentPictures,
    Drafts,
    Once,
    History,
    Alerts,
    Batches,
    Protocol,
):
    """All that must be remembered, in one place: a visit touches most of it at once. Use cases see only their part."""
