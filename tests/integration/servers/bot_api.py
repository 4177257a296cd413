"""A strict Telegram Bot API over real HTTP: it refuses what Telegram refuses."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from tests.integration.servers.bot_api_faults import Body, Fault, Faults
from tests.integration.servers.bot_api_files import PREFIX, file_at
from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_inline_users import InlinePeople
from tests.integration.servers.bot_api_methods import METHODS
from tests.integration.servers.bot_api_request import read_params
from tests.integration.servers.bot_api_rules import RefusedError
from tests.integration.servers.bot_api_state import Call, Refusal
from tests.integration.servers.bot_api_updates import poll_limits

TOKEN = "42424242:TEST-TOKEN-of-the-fake-Telegram"
_UPLOAD_LIMIT = 50 * 2**20
# Zero would mean "as long as it takes" to aiohttp.
_SHUTDOWN_SECONDS = 0.05


class BotApiServer(InlinePeople):
    """Telegram for one bot, between `async with` and its end; it shares the event loop of its user."""

    def __init__(self, token: str = TOKEN, *, port: int = 0) -> None:
        super().__init__(token)
        self._port = port
        self.token = token
        self.url = ""
        self.calls: list[Call] = []
        self.refusals: list[Refusal] = []
        self._faults = Faults()
        self._runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        server = web.Server(self._answer, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.state.updates.release()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def answers(self) -> Mapping[str, Sequence[str]]:
        """Each press with the texts it was answered with, refused second answers too; empty is a plain answer."""
        return self.state.answers

    @property
    def commands(self) -> Mapping[tuple[str, str], Sequence[tuple[str, str]]]:
        """(name, description) pairs by scope (`default`, `chat:7`, …) and language code (empty for all)."""
        return self.state.commands

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return len(self.state.updates)

    def called(self, method: str) -> list[Json]:
        """The parameters of every call of one method."""
        return [call.params for call in self.calls if call.method.lower() == method.lower()]

    def fail_next(
        self,
        method: str,
        status: int,
        body: Body,
        *,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
        after_effect: bool = False,
    ) -> None:
        """Answer the next calls with this: a mapping as JSON, a string as an HTML page."""
        self._faults.add(method, Fault(status, body, headers or {}, after_effect), times)

    def flood(
        self, method: str, retry_after: int, *, times: int = 1, of: Callable[[Json], bool] = lambda _params: True
    ) -> None:
        """`of`: only calls with such parameters, for Telegram slows down one chat and not all."""
        description = f"Too Many Requests: retry after {retry_after}"
        body = {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": retry_after}}
        self._faults.add(method, Fault(429, body, strikes=of), times)

    def reset_next(self, method: str, *, times: int = 1, after_effect: bool = False) -> None:
        """Cut the connection instead of answering."""
        self._faults.add(method, Fault(None, after_effect=after_effect), times)

    def delay(self, method: str, seconds: float) -> None:
        """Carry out the calls at once and answer them late, from now on."""
        self._faults.slow(method, seconds)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        method = ""
        try:
            if request.path.startswith(PREFIX):
                return await self._download(request)
            method = self._method(request.path)
            params = await read_params(request)
            self.calls.append(Call(method, params, asyncio.get_running_loop().time()))
            return await self._carry_out(request, method, params)
        except RefusedError as refused:
            self.refusals.append(Refusal(method, refused.code, refused.description))
            await self._notify()
            return _refusal(refused)

    def _method(self, path: str) -> str:
        token, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not method:
            raise RefusedError(404, "Not Found")
        if token != self.token:
            raise RefusedError(401, "Unauthorized")
        return method

    async def _carry_out(self, request: web.BaseRequest, method: str, params: Json) -> web.StreamResponse:
        name = method.lower()
        fault = self._faults.take(name, params)
        result = None if fault and not fault.after_effect else await self._result(name, params)
        await self._notify()
        if seconds := self._faults.delay(name):
            await asyncio.sleep(seconds)
        return _faulty(request, fault) if fault else _json(200, {"ok": True, "result": result})

    async def _download(self, request: web.BaseRequest) -> web.StreamResponse:
        """A file; its faults and delays are those of the method `download`."""
        fault = self._faults.take("download", {})
        content = file_at(self.state, self.token, request.path)
        if seconds := self._faults.delay("download"):
            await asyncio.sleep(seconds)
        return _faulty(request, fault) if fault else web.Response(body=content)

    async def _result(self, name: str, params: Json) -> Any:
        if name == "getupdates":
            return await self._updates(params)
        if name not in METHODS:
            raise RefusedError(404, "Not Found")
        return METHODS[name](self.state, params)

    async def _updates(self, params: Json) -> list[Json]:
        limit, seconds = poll_limits(params)
        ticket = self.state.updates.open(offset=params.get("offset", 0), allowed=params.get("allowed_updates"))
        await self._notify()
        return await self.state.updates.take(ticket, limit=limit, seconds=seconds)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    """A request that may carry a file as large as Telegram takes; aiohttp's default is one megabyte."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_UPLOAD_LIMIT)


def _json(status: int, content: Json) -> web.Response:
    return web.Response(status=status, body=json.dumps(content).encode(), content_type="application/json")


def _refusal(refused: RefusedError) -> web.Response:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    return _json(refused.code, body)


def _faulty(request: web.BaseRequest, fault: Fault) -> web.Response:
    if fault.status is None:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    return web.Response(
        status=fault.status, body=fault.payload(), content_type=fault.content_type, headers=fault.headers
    )
