"""The admins of the made-up Tabys, their codes, tokens and sessions."""

import secrets
from collections.abc import Mapping
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
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import SignedIn
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import OtpCode, Session, Visitor

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # as the backend's: no O, I, L, 0, 1
_CODE_LIFETIME = timedelta(minutes=10)
NAMES: Mapping[Role, str] = {
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


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who is signed in to an account of Telegram."""

    admin_id: int
    telegram_name: str
    since: datetime
    last_activity: datetime


class MemoryAccounts:
    """Fits AuthGateway over one admin of each role.

    `failing` makes every call end in that failure; `role_of` may be changed at any time; `calls` tells what was asked.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self.role_of: dict[int, Role | None] = dict(enumerate(Role, start=1))
        self.failing: GatewayFailure | None = None
        self.calls: list[str] = []
        self._codes: dict[str, _Code] = {}
        self._signed_in: dict[int, _Standing] = {}
        self._tokens: dict[str, int] = {}
        self._renamed: dict[int, str] = {}

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
        issued, now = self._codes.get(code.value), self._clock.now()
        if issued is None:
            return Failure(WrongOtp())
        if issued.spoiled:
            return Failure(issued.spoiled)
        if issued.expires_at <= now:
            return Failure(ExpiredOtp())
        issued.spoiled = UsedOtp()
        self._signed_in[visitor.id] = _Standing(issued.admin_id, visitor.telegram_name, now, now)
        return Success(self._admission(issued.admin_id))

    def _admission(self, admin_id: int) -> Admission:
        token = secrets.token_urlsafe()
        self._tokens[token] = admin_id
        role = self.role_of[admin_id]
        return Admission(admin_id, self._name_of(admin_id), role, token)

    def _name_of(self, admin_id: int) -> str:
        return self._renamed.get(admin_id) or NAMES[self.role_of[admin_id] or Role.CLIENT]

    async def restore(self, telegram_user_id: int) -> Outcome[Admission, GatewayFailure]:
        self.calls.append("restore")
        if self.failing:
            return Failure(self.failing)
        standing = self._signed_in.get(telegram_user_id)
        if standing is None:
            return Failure(RecordGone())
        self._signed_in[telegram_user_id] = replace(standing, last_activity=self._clock.now())
        return Success(self._admission(standing.admin_id))

    async def role(self, session: Session) -> Outcome[Role | None, GatewayFailure]:
        refusal = self._asked("role", session)
        return Failure(refusal) if refusal else Success(self.role_of[self._tokens[session.access_token]])

    async def sign_out(self, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        self.calls.append("sign_out")
        if self.failing:
            return Failure(self.failing)
        return Failure(RecordGone()) if self._signed_in.pop(telegram_user_id, None) is None else Success(None)

    def _asked(self, call: str, session: Session) -> GatewayFailure | None:
        """Note the call; why it is refused, if it is."""
        self.calls.append(call)
        return self.failing or (None if session.access_token in self._tokens else SessionRejected())

    def _everybody(self) -> tuple[SignedIn, ...]:
        """Who is signed in, in the order of signing in."""
        return tuple(self._known(telegram_user_id, one) for telegram_user_id, one in self._signed_in.items())

    def _known(self, telegram_user_id: int, one: _Standing) -> SignedIn:
        return SignedIn(
            telegram_user_id,
            self._name_of(one.admin_id),
            self.role_of[one.admin_id],
            one.telegram_name,
            one.since,
            one.last_activity,
        )
