"""A Tabys without a backend: made-up admins, codes, records and pictures, for unit tests and the demo."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from tabys_bot.adapters.memory import dashboard
from tabys_bot.adapters.memory.accounts import MemoryAccounts
from tabys_bot.adapters.memory.lining_up import lineup
from tabys_bot.adapters.memory.moderating import Author
from tabys_bot.adapters.memory.narrowing import narrowed
from tabys_bot.adapters.memory.pictures import drawn
from tabys_bot.adapters.memory.writing import Writer, options
from tabys_bot.application.failures import (
    GatewayFailure,
    NotAPicture,
    NotOffered,
    PictureFailure,
    PictureGone,
    PictureUnreachable,
    RecordGone,
    Rejected,
    RequestRefused,
    new_reference,
)
from tabys_bot.application.ports import Clock, Order
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import MODERATED, Lineup
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Page, Picture, Query, Value
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

_ZONE = ZoneInfo("Asia/Almaty")
# lists that Tabys tells the length of, and those that are read as a whole
_COUNTED = frozenset(
    {
        Section.COURSES,
        Section.CANDIDATES,
        Section.SUBMISSIONS,
        Section.PROMOTIONS,
        Section.VOLUNTEER_EVENTS,
        Section.USERS,
        Section.EXPERTS,
        Section.TECH_TASKS,
        Section.SOLUTIONS,
    }
)
_NOT_OFFERED = frozenset({Section.CERTIFICATES})
_MORE_PICTURES = 4  # a gallery has fewer than so many


class MemoryTabys(MemoryAccounts):
    """Fits AuthGateway, EntityGateway, WritingGateway, ModerationGateway, PictureGateway and AdministrationGateway.

    `failing` makes every call end in that failure; `role_of` and `records` may be changed at any time. `decisions`
    tells of each registration that was decided on whether it was approved, and why. `write_fails` makes every write end
    in that failure, with nothing done; `write_unanswered`, after it was done. `written` are those that were done.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        records: Mapping[Section, Sequence[Entity]],
        zone: ZoneInfo = _ZONE,
    ) -> None:
        super().__init__(clock=clock)
        self._zone = zone
        self.records = {section: list(entities) for section, entities in records.items()}
        self.decisions: dict[int, tuple[bool, str]] = {}
        self.write_fails: GatewayFailure | Rejected | None = None
        self.write_unanswered: GatewayFailure | None = None
        self.written: list[Order] = []
        self._writer = Writer()
        self._waiting = dict(dashboard.waiting(clock.now()))

    async def page(
        self,
        session: Session,
        query: Query,
        *,
        offset: int,
        limit: int,
        fresh: bool = False,  # noqa: ARG002  everything here is fresh
        hasty: bool = False,  # noqa: ARG002  and at hand
    ) -> Outcome[Page, GatewayFailure]:
        refusal = self._asked(f"list {query.section} {offset}", session) or self._kept_back(query.section)
        if refusal:
            return Failure(refusal)
        found = narrowed(self._within(query, session), query.view, self._clock.now(), self._zone)
        return Success(
            Page(
                tuple(found[offset : offset + limit]),
                offset,
                has_next=len(found) > offset + limit,
                total=len(found) if query.view.text or query.section in _COUNTED else None,
            )
        )

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        refusal = self._asked(f"get {query.section} {entity_id} near {near}", session)
        refusal = refusal or self._kept_back(query.section)
        if refusal:
            return Failure(refusal)
        found = next((entity for entity in self._within(query, session) if entity.id == entity_id), None)
        return Success(found) if found else Failure(RecordGone())

    def _kept_back(self, section: Section) -> NotOffered | None:
        return NotOffered() if section in _NOT_OFFERED else None

    def _within(self, query: Query, session: Session) -> list[Entity]:
        """The records of the list that is asked for: a list of all does not tell where each is inside of.

        What another admin made is kept from an owner, but for the list that tells the states of moderation.
        """
        author = self._author(session)
        return [
            replace(entity, parent=query.parent)
            for entity in self.records.get(query.section, [])
            if query.parent in {0, entity.parent}
            and ("moderation" in query.view.filters or self._writer.may_touch(author, entity))
        ]

    def _author(self, session: Session) -> Author:
        admin_id = self._tokens[session.access_token]
        return Author(admin_id, self.role_of[admin_id] or Role.CLIENT)

    async def gallery(
        self, session: Session, section: Section, entity_id: int
    ) -> Outcome[tuple[Picture, ...], GatewayFailure]:
        """None, or up to three pictures, by the number of the record."""
        refusal = self._asked(f"gallery {section} {entity_id}", session)
        if refusal:
            return Failure(refusal)
        count = entity_id % _MORE_PICTURES if CATALOGUE[section].has_gallery else 0
        addresses = (f"memory://{section}/{entity_id}/{number}.png" for number in range(1, count + 1))
        return Success(tuple(Picture(address) for address in addresses))

    async def counts(self, session: Session, section: Section) -> Outcome[Mapping[str, int], GatewayFailure]:
        refusal = self._asked(f"counts {section}", session)
        if refusal:
            return Failure(refusal)
        states = (entity.values.get("moderation") for entity in self.records.get(section, []))
        return Success(Counter(state for state in states if isinstance(state, str)))

    async def options(
        self, session: Session, section: Section, name: str
    ) -> Outcome[Mapping[int, Value], GatewayFailure]:
        refusal = self._asked(f"options {section} {name}", session)
        return Failure(refusal) if refusal else Success(options(self.records, section, name))

    async def write(self, session: Session, order: Order) -> Outcome[int, GatewayFailure | Rejected]:
        """The number of the record, of a new one, too."""
        refusal = self._asked(f"write {order.section} {order.act.name} {order.entity_id}", session) or self.write_fails
        if refusal:
            return Failure(refusal)
        outcome = self._writer.write(self.records, order, self._author(session), self._clock.now())
        if isinstance(outcome, Failure):
            return outcome
        self.written.append(order)
        name = order.values.get("full_name")
        if order.section is Section.PROFILE and isinstance(name, str):
            self._renamed[order.entity_id] = name
        return Failure(self.write_unanswered) if self.write_unanswered else outcome

    async def waiting(self, session: Session, section: Section) -> Outcome[Lineup, GatewayFailure]:
        refusal = self._asked(f"waiting {section}", session)
        refusal = refusal or (None if section in MODERATED else RequestRefused(new_reference()))
        return Failure(refusal) if refusal else Success(lineup(self.records.get(section, [])))

    def takes(self, section: Section, act: Act) -> bool:
        """All that the sections have."""
        return find_act(section, act.name) is not None

    async def fetch(self, picture: Picture) -> Outcome[bytes, PictureFailure]:
        """What was uploaded. Any other address has its picture, but those that end in `missing` or `broken`."""
        self.calls.append(f"picture {picture.address}")
        if self.failing:
            return Failure(PictureUnreachable())
        uploaded = self._writer.picture_at(picture.address)
        if uploaded is not None:
            return uploaded
        if picture.address.endswith("missing"):
            return Failure(PictureGone())
        if picture.address.endswith("broken"):
            return Failure(NotAPicture())
        return Success(drawn(picture.address))

    async def sessions(self, session: Session) -> Outcome[tuple[SignedIn, ...], GatewayFailure]:
        refusal = self._asked("sessions", session)
        return Failure(refusal) if refusal else Success(self._everybody())

    async def revoke(self, session: Session, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        refusal = self._asked(f"revoke {telegram_user_id}", session)
        if refusal:
            return Failure(refusal)
        return Failure(RecordGone()) if self._signed_in.pop(telegram_user_id, None) is None else Success(None)

    async def registrations(self, session: Session) -> Outcome[tuple[Registration, ...], GatewayFailure]:
        refusal = self._asked("registrations", session)
        return Failure(refusal) if refusal else Success(tuple(self._waiting.values()))

    async def decide(
        self, session: Session, admin_id: int, *, approve: bool, reason: str
    ) -> Outcome[None, GatewayFailure]:
        refusal = self._asked(f"decide {admin_id} {'approved' if approve else 'rejected'}", session)
        if refusal:
            return Failure(refusal)
        if self._waiting.pop(admin_id, None) is None:
            return Failure(RecordGone())
        self.decisions[admin_id] = (approve, reason)
        return Success(None)

    async def numbers(self, session: Session, stretch: Stretch) -> Outcome[Numbers, GatewayFailure]:
        refusal = self._asked(f"numbers {stretch}", session)
        if refusal:
            return Failure(refusal)
        return Success(dashboard.numbers(stretch, self.records.get(Section.USERS, []), admins=len(self.role_of)))
