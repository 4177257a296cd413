"""A small server of files that behaves as well or as badly as a test wants."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self, TypeAlias

from aiohttp import web

from tests.integration.servers.leaping import leap

Answer: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 100


def file(content: bytes = PNG, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=content, status=status, headers=headers)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    return file(b"", status=status, headers={"Location": to})


def endless(total: int) -> Answer:
    """A picture of that many bytes whose length is not told."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(PNG)
        for _ in range((total - len(PNG)) // 65536):
            await response.write(b"x" * 65536)
        await response.write(b"x" * ((total - len(PNG)) % 65536))
        return response

    return answer


def stall(*, after: int, leaping: float = 0) -> Answer:
    """Falls silent after so many bytes; with 0 even before the status. `leaping`: seconds that then pass at once."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(PNG))})
        if after:
            await response.prepare(request)
            await response.write(PNG[:after])
        leap(leaping)
        await asyncio.Event().wait()
        return response

    return answer


def reset(*, after: int) -> Answer:
    """Cuts the connection after so many bytes; with 0 even before the status."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(PNG))})
        if after:
            await response.prepare(request)
            await response.write(PNG[:after])
        if request.transport:
            request.transport.abort()
        return response

    return answer


def in_groups(size: int) -> Answer:
    """Answers nobody until so many wait."""
    barrier = asyncio.Barrier(size)

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        await barrier.wait()
        return web.Response(body=PNG)

    return answer


class PicturesServer:
    """Serves `files` by their paths between `async with` and its end; 404 for every other path."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.files: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, Mapping[str, str]]] = []
        self.in_flight_peak = 0
        self.port = 0
        self._host = host
        self._in_flight = 0
        self._web = web.Server(self._handle, handler_cancellation=True, access_log=None)
        self._listener: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.get_running_loop().create_server(self._web, self._host, 0)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listener:
            self._listener.close()
        await self._web.shutdown(0)

    @property
    def url(self) -> str:
        return f"http://[{self._host}]:{self.port}" if ":" in self._host else f"http://{self._host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.requests]

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests.append((request.method, request.path_qs, dict(request.headers)))
        self._in_flight += 1
        self.in_flight_peak = max(self.in_flight_peak, self._in_flight)
        try:
            return await self.files.get(request.path, file(b"{}", status=404))(request)
        finally:
            self._in_flight -= 1
