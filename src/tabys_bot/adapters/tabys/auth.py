"""Signs admins in and out at Tabys (`/api/v1/telegram-auth`)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tabys_bot.adapters.tabys import routes
from tabys_bot.adapters.tabys.client import Answer, Json, TabysClient, broken, judge
from tabys_bot.application.failures import ExpiredOtp, GatewayFailure, RevokedOtp, UsedOtp, WrongOtp
from tabys_bot.application.ports import Admission
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import OtpCode, Session, Visitor
from tabys_bot.domain.text import one_line

_UNAUTHORIZED = 401
_NOT_FOUND = 404
_NAME_LIMIT = 64
# an admin waits for these without having asked for them
_ANSWERED_WITHIN = 5.0
# verify-otp joins all that is wrong with a code; the first of these that it names is told
_SPOILED = (("already used", UsedOtp()), ("revoked", RevokedOtp()), ("expired", ExpiredOtp()))


class _Admitted(BaseModel):
    """What we rely on of a 200 of verify-otp and restore-session."""

    model_config = ConfigDict(hide_input_in_errors=True)

    access_token: Annotated[str, Field(min_length=1, max_length=4096, pattern=r"^[!-~]+$", repr=False)]
    admin_id: int
    admin_name: str | None = None
    role: str | None = None


class HttpAuth:
    """Fits AuthGateway."""

    def __init__(self, *, client: TabysClient) -> None:
        self._client = client

    async def sign_in(
        self, code: OtpCode, visitor: Visitor
    ) -> Outcome[Admission, GatewayFailure | WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp]:
        body = {
            "otp_token": code.value,
            "telegram_user_id": str(visitor.id),  # a number is a 422
            # what is not sent is overwritten with null
            "telegram_username": _name(visitor.username),
            "telegram_first_name": _name(visitor.first_name),
            "telegram_last_name": _name(visitor.last_name),
        }
        outcome = await self._client.post(routes.VERIFY_OTP, body)
        if isinstance(outcome, Failure):
            return outcome
        answer = outcome.unwrap()
        if answer.status == _UNAUTHORIZED:
            return Failure(_what_is_wrong(answer))
        return _admission(routes.VERIFY_OTP, answer)

    async def restore(self, telegram_user_id: int) -> Outcome[Admission, GatewayFailure]:
        outcome = await self._client.post(
            routes.RESTORE_SESSION, {"telegram_user_id": str(telegram_user_id)}, within=_ANSWERED_WITHIN
        )
        if isinstance(outcome, Failure):
            return outcome
        return _admission(routes.RESTORE_SESSION, outcome.unwrap())

    async def role(self, session: Session) -> Outcome[Role | None, GatewayFailure]:
        outcome = await self._client.get(routes.PROFILE, token=session.access_token, within=_ANSWERED_WITHIN)
        if isinstance(outcome, Failure):
            return outcome
        body = outcome.unwrap()
        if not isinstance(body, dict) or "role" not in body:
            return broken("GET", routes.PROFILE, "200, no role in it")
        return Success(Role.parse(body["role"]))

    async def sign_out(self, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        outcome = await self._client.post(
            routes.LOGOUT, {"telegram_user_id": str(telegram_user_id)}, within=_ANSWERED_WITHIN
        )
        if isinstance(outcome, Failure):
            return outcome
        judged = _judge(routes.LOGOUT, outcome.unwrap())
        return judged if isinstance(judged, Failure) else Success(None)


def _name(text: str) -> str | None:
    return one_line(text, _NAME_LIMIT) or None


def _what_is_wrong(answer: Answer) -> WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp:
    detail = answer.body.get("detail") if isinstance(answer.body, dict) else None
    for words, failure in _SPOILED:
        if isinstance(detail, str) and words in detail:
            return failure
    return WrongOtp()


def _judge(path: str, answer: Answer) -> Outcome[Json, GatewayFailure]:
    """The usual meaning, but for a 404 that is not Tabys' own: a proxy's page must not sign everybody out."""
    detail = answer.body.get("detail") if isinstance(answer.body, dict) else None
    if answer.status == _NOT_FOUND and not (isinstance(detail, str) and "session" in detail):
        return broken("POST", path, "404, not about a session")
    return judge("POST", path, answer)


def _admission(path: str, answer: Answer) -> Outcome[Admission, GatewayFailure]:
    judged = _judge(path, answer)
    if isinstance(judged, Failure):
        return judged
    try:
        admitted = _Admitted.model_validate(judged.unwrap())
    except ValidationError as error:
        wrong = ", ".join(str(item["loc"]) for item in error.errors(include_input=False))
        return broken("POST", path, f"200, unusable: {wrong}")
    return Success(
        Admission(
            admin_id=admitted.admin_id,
            admin_name=admitted.admin_name or "",
            role=Role.parse(admitted.role),
            access_token=admitted.access_token,
        )
    )
