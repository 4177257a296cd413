"""Admins of the fake Tabys, their one-time codes, sessions and tokens, and who is let in."""

import base64
import hashlib
import hmac
import json
import math
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.integration.servers.tabys_wire import Access, Crash, Refusal, Row, stamp

OTP_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TOKEN_LIFE = 24 * 60 * 60
# POST /verify-otp locks no row: of twelve simultaneous calls with one code two succeeded.
RACE_WINNERS = 2

ADMINS: tuple[tuple[str, str | None], ...] = (
    ("Айгүл Серікқызы Жұмабаева", "super_admin"),
    ("Иван Петрович Щёголев", "administrator"),
    ("Әкімдік өкілі — Ғабит Өтегенұлы", "government"),
    ("ҮЕҰ «Жас қанат» <npo> & К°", "npo"),
    ('ТОО "Дала" Ёлкин', "msb"),
    ("Жанерке Әбілда 🇰🇿", "volunteer_admin"),
    ("Клиент", "client"),
    ("Модератор со старой ролью", "moderator"),
    ("Рөлсіз", None),
)
# They registered and wait for a super admin; as in Tabys, nothing but the password login minds.
APPLICANTS: tuple[tuple[str, str | None], ...] = (
    ("Ожидающий Одобрения", "administrator"),
    ("Тіркелу өтінімі №0 🎓 <b>", "msb"),
    ("", "client"),
    ("\u202eӨтінім\u202c & К°", "npo"),
    ("Ұзын есім " * 25, "wizard"),
    ("Рөлсіз өтінім", None),
)
WAITING: Row = {"approval_status": "pending"}

ANY_ADMIN = Access(None)
MANAGERS = Access(
    frozenset({"super_admin", "administrator"}),
    "Доступ запрещен. Требуется одна из ролей: super_admin, administrator",
)
USERS = Access(None, for_users=True)
SUPER_ADMIN = Access(frozenset({"super_admin"}), "У вас нет доступа к этому разделу")


@dataclass(slots=True)
class Otp:
    """A one-time code; `readers` counts the calls that saw it unused."""

    admin_id: int
    expires_at: datetime
    used: bool = False
    revoked: bool = False
    readers: int = 0

    def troubles(self) -> list[str]:
        states = {
            "already used": self.used or self.readers >= RACE_WINNERS,
            "expired": self.expires_at <= datetime.now(UTC),
            "revoked": self.revoked,
        }
        return [name for name, holds in states.items() if holds]


class Tokens:
    """HS256 tokens without `jti` or `iat`: two made in one second for one admin are byte-identical."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._known: dict[str, Row] = {}
        self._expired: set[str] = set()

    def issue(self, admin: Row, life: int = TOKEN_LIFE) -> str:
        payload = {"admin_id": admin["id"], "user_type": "admin", "role": admin["role"], "exp": int(time.time()) + life}
        while (token := self.sign(payload)) in self._expired:  # a new login must not revive into an expired twin
            payload["exp"] += 1
        return token

    def sign(self, payload: Row) -> str:
        """Any payload at all, so that a test can forge the web login's or a user's token."""
        head = ".".join(_encode(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, payload))
        token = f"{head}.{_encode(hmac.digest(self._secret, head.encode(), hashlib.sha256))}"
        self._known[token] = payload
        return token

    def read(self, token: str) -> Row:
        payload = self._known.get(token)
        # A token of an ordinary user is well signed, yet it names no admin.
        if payload is None or "admin_id" not in payload:
            raise Refusal(401, "Недействительный токен")
        if token in self._expired or payload.get("exp", math.inf) <= time.time():
            raise Refusal(401, "Токен истек")
        return payload

    def good(self, token: str) -> bool:
        """Whether it is an admin's."""
        try:
            self.read(token)
        except Refusal:
            return False
        return True

    def expire_all(self) -> None:
        self._expired.update(self._known)


def _encode(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@dataclass(slots=True)
class Accounts:
    """The rows behind authentication. Every call reads the admin row again, so a changed role works at once."""

    admins: dict[int, Row]
    otps: dict[str, Otp] = field(default_factory=dict)
    sessions: dict[str, Row] = field(default_factory=dict)
    tokens: Tokens = field(default_factory=Tokens)

    def with_role(self, role: str | None) -> Row:
        return next(row for row in self.admins.values() if row["role"] == role)

    def issue_otp(self, admin_id: int, seconds: float) -> tuple[str, Otp]:
        code = "".join(secrets.choice(OTP_ALPHABET) for _ in range(8))
        self.otps[code] = otp = Otp(admin_id, datetime.now(UTC) + timedelta(seconds=seconds))
        return code, otp

    def admit(self, access: Access, header: str) -> Row:
        """The admin who asks, or 403 without a usable header, 401 with a bad token, 403 for the role."""
        scheme, _, token = header.partition(" ")
        if access.for_users:
            raise self._turned_away(token if scheme.lower() == "bearer" else "")
        if scheme.lower() == "basic" and token:
            raise Refusal(403, "Invalid authentication credentials")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(403, "Not authenticated")
        # The web login writes admin_id as a string; the role inside the token is ignored.
        admin = self.admins.get(int(self.tokens.read(token)["admin_id"]))
        if admin is None:
            raise Refusal(401, "Администратор не найден")
        if access.roles is not None and admin["role"] not in access.roles:
            raise Refusal(403, access.refusal)
        return admin

    def _turned_away(self, token: str) -> Refusal | Crash:
        """A route for users tells admins so; a bad token, and a user who owns nothing here, makes it crash."""
        if not token:
            return Refusal(401, "Not authenticated", WWW_Authenticate="Bearer")
        return Refusal(401, "Невозможно проверить учетные данные") if self.tokens.good(token) else Crash()


def seeded_admins(created: datetime) -> dict[int, Row]:
    """The approved ones come first, so that the first of a role is one of them."""
    approved = {number: _admin(number, name, role, created) for number, (name, role) in enumerate(ADMINS, 1)}
    waiting = {
        number: _admin(number, name, role, created) | {"login": f"pend{number}", "email": None} | WAITING
        for number, (name, role) in enumerate(APPLICANTS, len(ADMINS) + 1)
    }
    return approved | waiting


def _admin(number: int, name: str, role: str | None, created: datetime) -> Row:
    login = role or "norole"
    made = {"id": number, "name": name, "login": login, "email": f"{login}@example.invalid", "role": role}
    approval = {"approval_reason": None, "approved_at": None, "approved_by": None}
    return {**made, "created_at": stamp(created), "approval_status": "approved", **approval}
