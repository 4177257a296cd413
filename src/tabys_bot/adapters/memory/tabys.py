"""A Tabys without a backend: made-up admins, codes and records, for unit tests and the demo."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tabys_bot.application.failures import (
    ExpiredOtp,
    GatewayFailure,
    RecordGone,
    RevokedOtp,
    SessionRejected,
    UsedOtp,
    WrongOtp,
)
from tabys_bot.application.ports import Admission, Clock
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.modules import Entity, Page
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import OtpCode, Session, Visitor

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # as the backend's: no O, I, L, 0, 1
_CODE_LIFETIME = timedelta(minutes=10)
_NAMES: Mapping[Role, str] = {
    Role.CLIENT: "Клиент Сынақов",
    Role.VOLUNTEER_ADMIN: "Айдана Серікқызы",
    Role.MSB: "Тимур Жаксыбеков",
    Role.NPO: "Марина Ким",
    Role.GOVERNMENT: "Ғабит Өтегенұлы",
    Role.ADMINISTRATOR: "Иван Щёголев",
    Role.SUPER_ADMIN: "Айгүл Жұмабаева",
}


@dataclass(slots=True)
class _Code:
    admin_id: int
    expires_at: datetime
    spoiled: UsedOtp | RevokedOtp | None = None


class MemoryTabys:
    """Fits AuthGateway and EntityGateway over one admin of each role.

    `failing` makes every call end in that failure; `role_of` and `records` may be changed at any time.
    """

    def __init__(self, *, clock: Clock, records: Mapping[Module, Sequence[Entity]]) -> None:
        self._clock = clock
        self.records = {module: list(entities) for module, entities in records.items()}
        self.role_of: dict[int, Role | None] = dict(enumerate(Role, start=1))
        self.failing: GatewayFailure | None = None
        self.calls: list[str] = []
        self._codes: dict[str, _Code] = {}
        self._signed_in: dict[int, int] = {}
        self._tokens: dict[str, int] = {}

    def issue_code(self, role: Role, *, lifetime: timedelta = _CODE_LIFETIME) -> str:
        """A code as from the web panel, of the admin who holds that role."""
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))
        admin_id = list(Role).index(role) + 1
        self._codes[code] = _Code(admin_id, self._clock.now() + lifetime)
        return code

    def revoke_code(self, code: str) -> None:
        self._codes[code].spoiled = RevokedOtp()

    def revoke_session(self, telegram_user_id: int) -> None:
        """As an administrator does in the CRM."""
        self._signed_in.pop(telegram_user_id, None)

    def expire_tokens(self) -> None:
        """Every token issued so far is rejected from now on."""
        self._tokens.clear()

    async def sign_in(
        self, code: OtpCode, visitor: Visitor
    ) -> Outcome[Admission, GatewayFailure | WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp]:
        self.calls.append("sign_in")
        if self.failing:
            return Failure(self.failing)
        issued = self._codes.get(code.value)
        if issued is None:
            return Failure(WrongOtp())
        if issued.spoiled:
            return Failure(issued.spoiled)
        if issued.expires_at <= self._clock.now():
            return Failure(ExpiredOtp())
        issued.spoiled = UsedOtp()
        self._signed_in[visitor.id] = issued.admin_id
        return Success(self._admission(issued.admin_id))

    def _admission(self, admin_id: int) -> Admission:
        token = secrets.token_urlsafe()
        self._tokens[token] = admin_id
        role = self.role_of[admin_id]
        return Admission(admin_id, _NAMES[role or Role.CLIENT], role, token)

    async def restore(self, telegram_user_id: int) -> Outcome[Admission, GatewayFailure]:
        self.calls.append("restore")
        if self.failing:
            return Failure(self.failing)
        admin_id = self._signed_in.get(telegram_user_id)
        return Failure(RecordGone()) if admin_id is None else Success(self._admission(admin_id))

    async def role(self, session: Session) -> Outcome[Role | None, GatewayFailure]:
        self.calls.append("role")
        refusal = self._refusal(session)
        return Failure(refusal) if refusal else Success(self.role_of[self._tokens[session.access_token]])

    async def sign_out(self, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        self.calls.append("sign_out")
        if self.failing:
            return Failure(self.failing)
        return Failure(RecordGone()) if self._signed_in.pop(telegram_user_id, None) is None else Success(None)

    async def page(self, session: Session, module: Module, *, offset: int, limit: int) -> Outcome[Page, GatewayFailure]:
        self.calls.append(f"list {module} {offset}")
        refusal = self._refusal(session)
        if refusal:
            return Failure(refusal)
        found = self.records.get(module, [])[offset : offset + limit + 1]
        return Success(Page(tuple(found[:limit]), offset, has_next=len(found) > limit))

    async def record(
        self, session: Session, module: Module, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        self.calls.append(f"get {module} {entity_id} near {near}")
        refusal = self._refusal(session)
        if refusal:
            return Failure(refusal)
        for entity in self.records.get(module, []):
            if entity.id == entity_id:
                return Success(replace(entity))
        return Failure(RecordGone())

    def _refusal(self, session: Session) -> GatewayFailure | None:
        return self.failing or (None if session.access_token in self._tokens else SessionRejected())
