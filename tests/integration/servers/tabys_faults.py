"""Ways in which one call to the fake Tabys can go wrong on the wire."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

from tests.integration.servers.leaping import leap
from tests.integration.servers.tabys_wire import CRASH, JSON, Reply

# `proceed` carries out the call as usual and returns its reply; a fault that never awaits it leaves no trace in Tabys.
Proceed: TypeAlias = Callable[[], Awaitable[Reply]]
Fault: TypeAlias = Callable[[web.BaseRequest, Proceed], Awaitable[Reply | web.StreamResponse]]

HUGE = 32 * 1024 * 1024


def answer(status: int, body: bytes | str = b"", content_type: str = JSON, **headers: str) -> Fault:
    raw = body.encode() if isinstance(body, str) else body

    async def fault(_request: web.BaseRequest, _proceed: Proceed) -> Reply:
        return Reply(status, raw, content_type, {name.replace("_", "-"): value for name, value in headers.items()})

    return fault


def wrong_type(value: Any) -> Fault:
    """Sound JSON of a shape nobody expects: a list instead of an object, a string instead of a number."""
    return answer(200, json.dumps(value, ensure_ascii=False))


def redirect(location: str = "https://example.invalid/login", status: int = 307) -> Fault:
    return answer(status, b"", "text/html; charset=utf-8", location=location)


def huge(size: int = HUGE) -> Fault:
    """Valid JSON of `size` bytes: one very long string."""
    return answer(200, b'"' + b"x" * (size - 2) + b'"')


def hang(seconds: float) -> Fault:
    """Stays silent, then answers as if nothing had happened (the call is carried out after the silence)."""

    async def fault(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        await asyncio.sleep(seconds)
        return await proceed()

    return fault


def out_of_time(timeout: float) -> Fault:
    """Silence past the client's `timeout`, which passes as soon as the call has arrived."""

    async def fault(request: web.BaseRequest, proceed: Proceed) -> Reply | web.StreamResponse:
        leap(timeout)
        return await hang(1)(request, proceed)  # the client, on the same loop, notices at once how late it is

    return fault


def drip(seconds: float, pieces: int = 20, *, leaping: bool = False) -> Fault:
    """The right answer, spread over `seconds`: each piece arrives in time, the whole does not.

    `leaping`: the time between two pieces passes at once.
    """

    async def fault(request: web.BaseRequest, proceed: Proceed) -> web.StreamResponse:
        reply = await proceed()
        headers = {**reply.headers, "Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
        response = web.StreamResponse(status=reply.status, headers=headers)
        await response.prepare(request)
        step = max(1, -(-len(reply.body) // pieces))
        for start in range(0, len(reply.body), step):
            await response.write(reply.body[start : start + step])
            if leaping:
                leap(seconds / pieces)
            await asyncio.sleep(0.005 if leaping else seconds / pieces)
        await response.write_eof()
        return response

    return fault


async def reset(request: web.BaseRequest, _proceed: Proceed) -> web.StreamResponse:
    """The connection dies before a byte of the answer."""
    cut(request.transport)
    return web.Response()


async def crash(_request: web.BaseRequest, _proceed: Proceed) -> Reply:
    """The backend's own 500, dropped connection included."""
    return CRASH


async def truncated(request: web.BaseRequest, proceed: Proceed) -> web.StreamResponse:
    """The connection dies in the middle of the answer."""
    reply = await proceed()
    headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
    response = web.StreamResponse(status=reply.status, headers=headers)
    await response.prepare(request)
    await response.write(reply.body[: len(reply.body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def stalled(request: web.BaseRequest, reply: Reply) -> web.StreamResponse:
    """The headers and half of the body, and then nothing until the client gives up or the server goes down."""
    headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
    response = web.StreamResponse(status=reply.status, headers=headers)
    await response.prepare(request)
    await response.write(reply.body[: len(reply.body) // 2])
    await asyncio.Event().wait()
    return response


def after(fault: Fault) -> Fault:
    """The call is carried out first: its side effect stays although the answer is lost."""

    async def carried_out(request: web.BaseRequest, proceed: Proceed) -> Reply | web.StreamResponse:
        await proceed()
        return await fault(request, proceed)

    return carried_out


def on_writes(fault: Fault) -> Fault:
    """What only reads goes well."""

    async def choosy(request: web.BaseRequest, proceed: Proceed) -> Reply | web.StreamResponse:
        return await proceed() if request.method == "GET" else await fault(request, proceed)

    return choosy


def cut(transport: asyncio.BaseTransport | None) -> None:
    """A TCP reset, not a polite close: no lingering, nothing flushed."""
    if not isinstance(transport, asyncio.Transport):
        return
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


garbled: Fault = answer(200, b'{"items": [{"id": 1, "title": "\xd0')
empty: Fault = answer(200)
