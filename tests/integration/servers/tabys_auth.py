"""The telegram-auth routes of the fake Tabys (`/api/v1/telegram-auth`)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.integration.servers.tabys_accounts import ANY_ADMIN, MANAGERS, Accounts
from tests.integration.servers.tabys_wire import (
    Call,
    Crash,
    Refusal,
    Reply,
    Request,
    Route,
    Row,
    invalid,
    json_object,
    outside,
    refuse_invalid,
    reply,
    stamp,
)

# How long POST /verify-otp leaves a code readable before it is marked used: the window of the race.
RACE_SECONDS = 0.01
TELEGRAM_ID_COLUMN = 20


@dataclass(frozen=True, slots=True)
class Text:
    """A string field of a request body, checked the way pydantic does it."""

    name: str
    required: bool = True
    least: int | None = None
    most: int | None = None
    numeric: bool = False

    def problem(self, body: Row) -> Row | None:
        value, loc = body.get(self.name), ["body", self.name]
        if self.name not in body:
            return invalid("missing", loc, "Field required", body) if self.required else None
        if value is None and not self.required:
            return None
        if not isinstance(value, str):
            return invalid("string_type", loc, "Input should be a valid string", value)
        return self._length_problem(value, loc) or self._digits_problem(value, loc)

    def _length_problem(self, value: str, loc: Sequence[str]) -> Row | None:
        # The length is checked before any stripping: a code padded with spaces is too long.
        if self.least is not None and len(value) < self.least:
            message = f"String should have at least {self.least} characters"
            return invalid("string_too_short", loc, message, value, {"min_length": self.least})
        if self.most is not None and len(value) > self.most:
            message = f"String should have at most {self.most} characters"
            return invalid("string_too_long", loc, message, value, {"max_length": self.most})
        return None

    def _digits_problem(self, value: str, loc: Sequence[str]) -> Row | None:
        # str.isdigit lets Arabic digits through, and so does POST /verify-otp.
        if not self.numeric or value.isdigit():
            return None
        return invalid("value_error", loc, "Value error, telegram_user_id must be numeric", value, {"error": {}})


OTP = Text("otp_token", least=8, most=8)
VERIFY = (
    OTP,
    Text("telegram_user_id", numeric=True),
    Text("telegram_username", required=False, most=255),
    Text("telegram_first_name", required=False, most=255),
    Text("telegram_last_name", required=False, most=255),
)
TELEGRAM_ID = (Text("telegram_user_id"),)


def checked(call: Call, fields: Sequence[Text]) -> Row:
    body = json_object(call)
    refuse_invalid([problem for one in fields if (problem := one.problem(body))])
    return body


class TelegramAuth:
    """The answers of the telegram-auth routes; logout and restore-session ask for no token at all."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def generate(self, request: Request) -> Reply:
        minutes = json_object(request.call).get("expires_in_minutes", 10)
        loc = ["body", "expires_in_minutes"]
        if isinstance(minutes, bool) or not isinstance(minutes, int):
            raise Refusal(422, [invalid("int_type", loc, "Input should be a valid integer", minutes)])
        problem = outside(minutes, 5, 60, loc, minutes)
        refuse_invalid([problem] if problem else [])
        code, otp = self._accounts.issue_otp(request.asker["id"], minutes * 60)
        seconds = int((otp.expires_at - datetime.now(UTC)).total_seconds())
        answer: Row = {"otp_token": code, "command": f"/login {code}", "expires_at": stamp(otp.expires_at)}
        return reply(answer | {"expires_in_seconds": seconds})

    async def verify(self, request: Request) -> Reply:
        body = checked(request.call, VERIFY)
        if "\0" in "".join(value for value in body.values() if isinstance(value, str)):
            raise Crash  # PostgreSQL has no NUL in text
        otp = self._accounts.otps.get(body["otp_token"].upper())
        if otp is None:
            raise Refusal(401, "Invalid OTP token")
        if troubles := otp.troubles():
            raise Refusal(401, f"OTP token is invalid: {', '.join(troubles)}")
        if len(body["telegram_user_id"]) > TELEGRAM_ID_COLUMN:
            raise Crash  # the code stays good: the failed INSERT rolls it back
        otp.readers += 1
        await asyncio.sleep(RACE_SECONDS)
        otp.used = True
        created = self._bind(body, otp.admin_id)
        return self._entry(body["telegram_user_id"], created=created)

    def _bind(self, body: Row, admin_id: int) -> bool:
        """True when this Telegram user never had a row, not even a revoked one."""
        telegram_id, now = body["telegram_user_id"], stamp(datetime.now(UTC))
        before = self._accounts.sessions.get(telegram_id, {"created_at": now})
        fresh = {"admin_id": admin_id, "is_active": True, "last_activity_at": now}
        # Names that are not sent are overwritten with null.
        names = {key: body.get(key) for key in ("telegram_username", "telegram_first_name", "telegram_last_name")}
        known = telegram_id in self._accounts.sessions
        self._accounts.sessions[telegram_id] = before | fresh | names
        return not known

    def _entry(self, telegram_id: str, *, created: bool) -> Reply:
        admin = self._accounts.admins[self._accounts.sessions[telegram_id]["admin_id"]]
        if admin["role"] is None:
            raise Crash  # POST /verify-otp: by now the code is burnt and the session is live
        token = {"access_token": self._accounts.tokens.issue(admin), "token_type": "bearer"}
        who = {"admin_id": admin["id"], "admin_name": admin["name"], "role": admin["role"]}
        return reply({**token, **who, "telegram_user_id": telegram_id, "session_created": created})

    async def logout(self, request: Request) -> Reply:
        self._end(checked(request.call, TELEGRAM_ID)["telegram_user_id"], "No active session found")
        return _message("Successfully logged out")

    async def restore(self, request: Request) -> Reply:
        telegram_id = checked(request.call, TELEGRAM_ID)["telegram_user_id"]
        session = self._active(telegram_id, "No active session found for this Telegram user")
        session["last_activity_at"] = stamp(datetime.now(UTC))
        return self._entry(telegram_id, created=False)

    async def revoke_otp(self, request: Request) -> Reply:
        otp = self._accounts.otps.get(checked(request.call, (OTP,))["otp_token"].upper())
        if otp is None or otp.admin_id != request.asker["id"]:
            raise Refusal(404, "OTP token not found")
        if otp.used:
            raise Refusal(400, "OTP token has already been used")
        otp.revoked = True
        return _message("OTP token revoked")

    async def sessions(self, _request: Request) -> Reply:
        active = {key: row for key, row in self._accounts.sessions.items() if row["is_active"]}
        items = [self._listed(telegram_id, row) for telegram_id, row in active.items()]
        return reply({"sessions": items, "total": len(items)})

    def _listed(self, telegram_id: str, row: Row) -> Row:
        admin = self._accounts.admins[row["admin_id"]]
        if admin["role"] is None:
            raise Crash  # GET /sessions: one session of a NULL-role admin breaks the list for everyone
        who = {"admin_id": admin["id"], "admin_name": admin["name"], "admin_role": admin["role"]}
        shown = {"telegram_user_id": telegram_id, "telegram_username": row["telegram_username"], **who}
        return shown | {key: row[key] for key in ("is_active", "created_at", "last_activity_at")}

    async def revoke_session(self, request: Request) -> Reply:
        self._end(request.params["telegram_user_id"], "Active session not found")
        return _message("Session revoked")

    def _end(self, telegram_id: str, missing: str) -> None:
        # Tokens already handed out stay good until their 24 hours end.
        self._active(telegram_id, missing)["is_active"] = False

    def _active(self, telegram_id: str, missing: str) -> Row:
        session = self._accounts.sessions.get(telegram_id)
        if session is None or not session["is_active"]:
            raise Refusal(404, missing)
        return session


def _message(text: str) -> Reply:
    return reply({"message": text, "success": True})


def auth_routes(accounts: Accounts) -> tuple[Route, ...]:
    auth, base = TelegramAuth(accounts), "/api/v1/telegram-auth"
    return (
        Route("POST", f"{base}/generate-otp", ANY_ADMIN, auth.generate),
        Route("POST", f"{base}/verify-otp", None, auth.verify),
        Route("POST", f"{base}/logout", None, auth.logout),
        Route("POST", f"{base}/restore-session", None, auth.restore),
        Route("POST", f"{base}/revoke-otp", ANY_ADMIN, auth.revoke_otp),
        Route("GET", f"{base}/sessions", MANAGERS, auth.sessions),
        Route("DELETE", f"{base}/sessions/{{telegram_user_id}}", MANAGERS, auth.revoke_session),
    )
