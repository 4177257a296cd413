"""A small fake Tabys backend over real HTTP: the contract with its quirks, for tests and benchmarks."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

from tests.integration.servers.tabys_accounts import Accounts, seeded_admins
from tests.integration.servers.tabys_admins import admin_routes
from tests.integration.servers.tabys_auth import auth_routes
from tests.integration.servers.tabys_faults import Fault, cut, stalled
from tests.integration.servers.tabys_files import served
from tests.integration.servers.tabys_modules import module_routes
from tests.integration.servers.tabys_records import NOW, seeded_records
from tests.integration.servers.tabys_routing import Table
from tests.integration.servers.tabys_wire import CRASH, Call, Crash, Refusal, Reply, Request, Row, reply

# `OPTIONS /{path:path}` is registered first and half-matches everything: an unknown path is 405, never 404 or 307.
NO_ROUTE = reply({"detail": "Method Not Allowed"}, 405)
RECORDED = (
    "authorization",
    "content-type",
    "accept",
    "accept-language",
    "cookie",
    "user-agent",
    "x-request-id",
    "x-bot-secret",
)
HOST = "127.0.0.1"


@dataclass(slots=True)
class Planned:
    """A fault waiting for calls whose path holds `path_part`."""

    path_part: str
    fault: Fault
    times: int


class TabysServer:
    """Serves between `async with` and its end; everything may be inspected and changed from the same loop.

    `latency` is how many seconds every answer takes; at 0 no two calls are ever in flight together.
    `crash_linger` is how many seconds a connection outlives a 500; a call sent on it meanwhile is never answered.
    """

    def __init__(self, *, latency: float = 0.0, crash_linger: float = 0.0) -> None:
        self.latency = latency
        self.crash_linger = crash_linger
        self.calls: list[Call] = []
        self.in_flight_peak = 0
        self.accounts = Accounts(seeded_admins(NOW))
        self._records = seeded_records()
        self._table = Table((*auth_routes(self.accounts), *admin_routes(self.accounts), *module_routes(self._records)))
        self._planned: list[Planned] = []
        self._doomed: set[asyncio.BaseTransport] = set()
        self._in_flight = 0
        self._port = 0
        self._web: web.Server | None = None
        self._listener: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.down()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._port}"

    async def up(self) -> None:
        """Listen, again on the same port after `down`. Nothing is forgotten in between."""
        if self._listener is None:
            self._web = web.Server(self._handle, handler_cancellation=True, access_log=None)
            self._listener = await asyncio.get_running_loop().create_server(self._web, HOST, self._port)
            self._port = self._listener.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Refuse new connections and cut the open ones."""
        if self._listener is None or self._web is None:
            return
        self._listener.close()
        self._listener = None
        for connection in self._web.connections:
            cut(connection.transport)
        while self._web.connections:  # noqa: ASYNC110 - nothing signals the end of their handlers
            await asyncio.sleep(0)

    def records(self, module: str) -> list[Row]:
        """The live rows of a module: what a test changes here is what the next call reads."""
        return self._records[module]

    def touch(self, module: str, row_id: int) -> None:
        """What an UPDATE does to a table read without an order: the row goes to the end."""
        rows = self._records[module]
        place = next(place for place, row in enumerate(rows) if row_id in {row.get("id"), row.get("request_id")})
        rows.append(rows.pop(place))

    def withdraw(self, method: str, path: str) -> None:
        """From now on the route, written as in its table, is unknown: 405."""
        self._table.withdraw(method, path)

    def serve_also(self, method: str, path: str, *, like: str) -> None:
        """Another address of the route `like`, also of one that was withdrawn."""
        self._table.serve_also(method, path, like=like)

    def envelope(self, path: str, key: str | None = "items") -> None:
        """The list at `path` comes as `{key: [...], "total": n}` from now on, or bare without a key."""
        self._table.envelop(path, key)

    def admin(self, role: str | None) -> Row:
        """The first admin who has this role now."""
        return self.accounts.with_role(role)

    def set_role(self, admin_id: int, role: str | None) -> None:
        self.accounts.admins[admin_id]["role"] = role

    def issue_otp(self, role: str | None, *, expires_in: float = 600) -> str:
        return self.accounts.issue_otp(self.admin(role)["id"], expires_in)[0]

    def expire_otp(self, code: str) -> None:
        self.accounts.otps[code].expires_at = datetime.min.replace(tzinfo=self.accounts.otps[code].expires_at.tzinfo)

    def revoke_otp(self, code: str) -> None:
        self.accounts.otps[code].revoked = True

    def use_otp(self, code: str) -> None:
        self.accounts.otps[code].used = True

    def token(self, role: str | None) -> str:
        """A token as a login would give, without the login."""
        return self.accounts.tokens.issue(self.admin(role))

    def forge(self, payload: Row) -> str:
        """A well-signed token with any payload (an ordinary user's, the web login's)."""
        return self.accounts.tokens.sign(payload)

    def revoke(self, telegram_id: str | int) -> None:
        """End a Telegram session; as in Tabys, its token stays good until it expires."""
        self.accounts.sessions[str(telegram_id)]["is_active"] = False

    def expire_tokens(self) -> None:
        """Every token issued so far is too old from now on."""
        self.accounts.tokens.expire_all()

    def fail_next(self, path_part: str, fault: Fault, times: int = 1) -> None:
        """Spoil the next `times` calls whose path holds `path_part`; earlier plans go first."""
        self._planned.append(Planned(path_part, fault, times))

    def heal(self) -> None:
        """Forget the faults that have not struck yet."""
        self._planned.clear()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self._in_flight += 1
        self.in_flight_peak = max(self.in_flight_peak, self._in_flight)
        try:
            return await self._serve(request)
        finally:
            self._in_flight -= 1

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        # Also a connection that was still being accepted while the server went down.
        if request.transport in self._doomed or self._listener is None:
            cut(request.transport)
            return web.Response()
        call = await _read(request)
        self.calls.append(call)
        if self.latency:
            await asyncio.sleep(self.latency)
        fault = self._fault(call.path)
        answer = await self._answer(call) if fault is None else await fault(request, lambda: self._answer(call))
        if isinstance(answer, web.StreamResponse):
            return answer
        response = web.Response(
            status=answer.status, body=answer.body, headers={**answer.headers, "Content-Type": answer.content_type}
        )
        if answer.crash:
            await self._send_and_drop(request, response)
        return await stalled(request, answer) if answer.stalls else response

    async def _send_and_drop(self, request: web.BaseRequest, response: web.Response) -> None:
        """After a 500 uvicorn closes the connection, and the client has not been told."""
        await response.prepare(request)
        await response.write_eof()
        if (transport := request.transport) is not None:
            self._doomed.add(transport)
            asyncio.get_running_loop().call_later(self.crash_linger, self._drop, transport)

    def _drop(self, transport: asyncio.Transport) -> None:
        self._doomed.discard(transport)
        transport.close()

    def _fault(self, path: str) -> Fault | None:
        planned = next((one for one in self._planned if one.path_part in path), None)
        if planned is None:
            return None
        planned.times -= 1
        if planned.times <= 0:
            self._planned.remove(planned)
        return planned.fault

    async def _answer(self, call: Call) -> Reply:
        if call.method == "OPTIONS":
            return Reply(200, b"")
        if call.path.startswith("/uploads/") and call.method in {"GET", "HEAD"}:
            return served(call.path, self._records["uploads"])
        found = self._table.find(call.method, call.path)
        if found is None:
            return NO_ROUTE
        route, params = found
        try:
            header = call.headers.get("authorization", "")
            admin = None if route.access is None else self.accounts.admit(route.access, header)
            return await route.answer(Request(call, admin, params))
        except Refusal as refusal:
            return refusal.reply
        except Crash:
            return CRASH


async def _read(request: web.BaseRequest) -> Call:
    query: dict[str, Any] = dict(parse_qsl(request.query_string, keep_blank_values=True))
    headers = {name: value for name in RECORDED if (value := request.headers.get(name)) is not None}
    # Read past aiohttp's limit of one megabyte: Tabys has none.
    raw = await request.content.read() if request.can_read_body else b""
    return Call(request.method, request.path, query, raw, headers)
