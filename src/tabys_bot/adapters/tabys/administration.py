"""The admin panel at Tabys: sessions of the bot, registrations that wait, and the dashboard."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from tabys_bot.adapters.tabys import routes
from tabys_bot.adapters.tabys.client import Json, TabysClient, broken
from tabys_bot.adapters.tabys.contacts import email
from tabys_bot.adapters.tabys.reading import is_number_of_a_record, line, moment, whole
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.domain.access import Role
from tabys_bot.domain.administration import Numbers, Registration, SignedIn, Stretch
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Session

T = TypeVar("T")

_LARGEST_TELEGRAM_ID = 2**63
_COUNTED_AT_MOST = 30
_LONGEST_ID = 19


class HttpAdministration:
    """Fits AdministrationGateway. Nothing that changes Tabys is ever sent twice."""

    def __init__(self, *, client: TabysClient) -> None:
        self._client = client

    async def sessions(self, session: Session) -> Outcome[tuple[SignedIn, ...], GatewayFailure]:
        return await self._listed(session, routes.SESSIONS, "sessions", _signed_in)

    async def revoke(self, session: Session, telegram_user_id: int) -> Outcome[None, GatewayFailure]:
        return await self._done(session, "DELETE", routes.SESSION.format(id=telegram_user_id))

    async def registrations(self, session: Session) -> Outcome[tuple[Registration, ...], GatewayFailure]:
        return await self._listed(session, routes.REGISTRATIONS, "", _registration)

    async def decide(
        self, session: Session, admin_id: int, *, approve: bool, reason: str
    ) -> Outcome[None, GatewayFailure]:
        body = {"approval_status": "approved" if approve else "rejected"}
        if reason:
            body["approval_reason"] = reason
        return await self._done(session, "PATCH", routes.REGISTRATION.format(id=admin_id), body)

    async def numbers(self, session: Session, stretch: Stretch) -> Outcome[Numbers, GatewayFailure]:
        outcome = await self._client.get(routes.DASHBOARD, token=session.access_token, params={"period": stretch.value})
        if isinstance(outcome, Failure):
            return outcome
        body = outcome.unwrap()
        return Success(_numbers(body)) if isinstance(body, dict) else broken("GET", routes.DASHBOARD, "200, no numbers")

    async def _done(
        self, session: Session, method: str, path: str, body: Mapping[str, Json] | None = None
    ) -> Outcome[None, GatewayFailure]:
        outcome = await self._client.send(method, path, token=session.access_token, body=body)
        return outcome if isinstance(outcome, Failure) else Success(None)

    async def _listed(
        self, session: Session, path: str, key: str, read: Callable[[Mapping[str, Json]], T | None]
    ) -> Outcome[tuple[T, ...], GatewayFailure]:
        """What can be read of the rows of a list; an odd one is left out."""
        outcome = await self._client.get(path, token=session.access_token)
        if isinstance(outcome, Failure):
            return outcome
        body = outcome.unwrap()
        rows = body.get(key) if isinstance(body, dict) else body
        if not isinstance(rows, list):
            return broken("GET", path, "200, no list in it")
        found = (read(row) for row in rows if isinstance(row, dict))
        return Success(tuple(one for one in found if one is not None))


def _signed_in(row: Mapping[str, Json]) -> SignedIn | None:
    text = row.get("telegram_user_id")
    is_number = isinstance(text, str) and text.isdecimal() and len(text) <= _LONGEST_ID
    number = int(text) if isinstance(text, str) and is_number else 0
    if not 0 < number < _LARGEST_TELEGRAM_ID or row.get("is_active") is False:
        return None
    return SignedIn(
        telegram_user_id=number,
        admin_name=line(row.get("admin_name")) or "",
        role=Role.parse(row.get("admin_role")),
        telegram_name=_telegram_name(row.get("telegram_username")),
        since=moment([row.get("created_at")]),
        last_activity=moment([row.get("last_activity_at")]),
    )


def _telegram_name(raw: Json) -> str:
    name = line(raw)
    return f"@{name.lstrip('@')}" if name else ""


def _registration(row: Mapping[str, Json]) -> Registration | None:
    number = row.get("id")
    if not isinstance(number, int) or not is_number_of_a_record(number):
        return None
    return Registration(
        admin_id=number,
        name=line(row.get("name")) or "",
        login=line(row.get("login")) or "",
        email=email([row.get("email")]) or "",
        role=Role.parse(row.get("role")),
        created_at=moment([row.get("created_at")]),
    )


def _numbers(body: Mapping[str, Json]) -> Numbers:
    actions = body.get("activity_stats")
    return Numbers(
        people=_counts(body.get("user_stats")),
        roles=_by(body.get("role_distribution"), "role"),
        logins=_counts(body.get("login_activity")),
        actions=_counts(actions),
        touched=_by(actions.get("by_resource_type") if isinstance(actions, dict) else None, "resource_type"),
        events=_counts(body.get("system_events")),
    )


def _counts(raw: Json) -> Mapping[str, int]:
    """The numbers of an object by their names; whatever else is in it is left out."""
    named = raw if isinstance(raw, dict) else {}
    read = ((line(name), whole([value])) for name, value in named.items() if not isinstance(value, str))
    return dict([(name, count) for name, count in read if name and count is not None][:_COUNTED_AT_MOST])


def _by(raw: Json, key: str) -> Mapping[str, int]:
    """Counts by what each row is of."""
    read = ((line(row.get(key)), whole([row.get("count")])) for row in _rows(raw))
    return dict([(name, count) for name, count in read if name and count is not None][:_COUNTED_AT_MOST])


def _rows(raw: Json) -> list[Mapping[str, Json]]:
    return [row for row in raw if isinstance(row, dict)] if isinstance(raw, list) else []
