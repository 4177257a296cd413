"""One call to Tabys: bounded in number, time and size, and every way it can end turned into a value."""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

import aiohttp
import httpx

from tabys_bot.adapters.tabys import routes
from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    NotServed,
    RecordGone,
    RequestRefused,
    SessionRejected,
    TooSlow,
    Unreachable,
    new_reference,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

# Tabys freezes for 30 s when about 100 calls are under way (its pool of connections to the database runs dry)
CALLS_AT_ONCE = 20
# ten megabytes take their time to go up: a call with a file is bounded by so many times the timeout of others
UPLOAD_TAKES = 3
_PICTURE_TAKES = timedelta(seconds=30)  # a cover that is fetched to be sent again
_LARGEST_ANSWER = 2 * 1024 * 1024  # parsing it must not be felt by others
_RESETS = (
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
    httpx.ConnectTimeout,  # so httpx-aiohttp 0.2 calls a reset or dropped connection; the fresh client tells better
)

Json: TypeAlias = object
Params: TypeAlias = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What Tabys said: the status, and the parsed JSON of the body; None for an empty body of a 204."""

    status: int
    body: Json


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a write carries, none of it for the log: a JSON object, a form, or parameters of the address.

    `files`: by the name of the field, what the file is called and what is in it.
    """

    json: Mapping[str, Json] | None = field(default=None, repr=False)
    form: Mapping[str, str | Sequence[str]] | None = field(default=None, repr=False)
    files: Mapping[str, tuple[str, bytes]] | None = field(default=None, repr=False)
    params: Params | None = field(default=None, repr=False)


class _UnusableError(Exception):
    """The answer cannot be read as JSON."""


class TabysClient:
    """Speaks HTTP with Tabys. Reads share pooled connections; whatever must not happen twice gets a fresh one.

    After each 500 Tabys closes the connection without saying so, and the next request on it dies. A GET is then
    repeated once, on a fresh connection; nothing else is ever repeated.
    """

    def __init__(self, *, pooled: httpx.AsyncClient, fresh: httpx.AsyncClient, timeout: float) -> None:
        self._pooled = pooled
        self._fresh = fresh
        self._timeout = timeout
        self._room = asyncio.Semaphore(CALLS_AT_ONCE)

    async def get(
        self, path: str, *, token: str = "", params: Params | None = None, within: float | None = None
    ) -> Outcome[Json, GatewayFailure]:
        """What a 2xx answered, else a failure. `within`: seconds, if less than the usual timeout."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if not _fits_a_header(token):
            return broken("GET", path, "no header can hold the token")
        request = self._pooled.build_request("GET", path, params=params, headers=headers)
        answer = await self._ask(request, self._bound(within))
        return answer if isinstance(answer, Failure) else judge(request.method, path, answer.unwrap())

    async def post(
        self, path: str, body: Mapping[str, Json], *, within: float | None = None
    ) -> Outcome[Answer, TooSlow | Unreachable | Broken]:
        """The bare answer, whatever its status, for routes that give statuses a meaning of their own."""
        return await self._ask(self._fresh.build_request("POST", path, json=body), self._bound(within))

    async def send(
        self, method: str, path: str, *, token: str, body: Mapping[str, Json] | None = None
    ) -> Outcome[Json, GatewayFailure]:
        """A write: sent once, and what a 2xx answered, else a failure. After a failure it may have happened or not."""
        answer = await self.deliver(method, path, Parcel(json=body), token=token)
        return answer if isinstance(answer, Failure) else judge(method, path, answer.unwrap())

    async def deliver(
        self, method: str, path: str, parcel: Parcel, *, token: str
    ) -> Outcome[Answer, TooSlow | Unreachable | Broken]:
        """A write: sent once, and the bare answer. One with files may take `UPLOAD_TAKES` times as long as others."""
        if not _fits_a_header(token):
            return broken(method, path, "no header can hold the token")
        seconds = self._timeout * (UPLOAD_TAKES if parcel.files else 1)
        request = self._fresh.build_request(
            method,
            path,
            json=parcel.json,
            data=parcel.form,
            files=parcel.files,
            params=parcel.params,
            headers={"Authorization": f"Bearer {token}"},
            timeout=seconds,
        )
        return await self._ask(request, seconds)

    def _bound(self, within: float | None) -> float:
        return min(within or self._timeout, self._timeout)

    async def _ask(self, request: httpx.Request, seconds: float) -> Outcome[Answer, TooSlow | Unreachable | Broken]:
        try:
            async with asyncio.timeout(seconds), self._room:
                return Success(await self._send(request))
        except (TimeoutError, httpx.TimeoutException):
            return Failure(TooSlow(noted(request.method, request.url.path, "no answer in time")))
        except (httpx.TransportError, aiohttp.ClientError) as error:
            what = f"{type(error).__name__} at {request.url.netloc.decode()}"
            refused = isinstance(error, httpx.ConnectError | aiohttp.ClientConnectorError)
            return Failure(Unreachable(noted(request.method, request.url.path, what), refused=refused))
        except (_UnusableError, httpx.DecodingError) as error:
            return Failure(Broken(noted(request.method, request.url.path, str(error))))

    async def _send(self, request: httpx.Request) -> Answer:
        if request.method != "GET":
            return await self._read(self._fresh, request)
        try:
            return await self._read(self._pooled, request)
        except _RESETS:
            return await self._read(self._fresh, request)

    @staticmethod
    async def _read(client: httpx.AsyncClient, request: httpx.Request) -> Answer:
        response = await client.send(request, stream=True)
        try:
            chunks, size = [], 0
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > _LARGEST_ANSWER:
                    raise _UnusableError(f"{response.status_code}, more than {_LARGEST_ANSWER} bytes")
                chunks.append(chunk)
        finally:
            await response.aclose()
        return Answer(response.status_code, _parse(response.status_code, b"".join(chunks)))


def _fits_a_header(token: str) -> bool:
    return token.isascii() and token.isprintable()


def _parse(status: int, body: bytes) -> Json:
    """JSON where a meaning may be in it; a refusal without JSON, such as a proxy's, still has its status."""
    if status == httpx.codes.NO_CONTENT or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return None
    try:
        parsed: Json = json.loads(body)
    except (ValueError, RecursionError):
        if httpx.codes.is_success(status):
            raise _UnusableError(f"{status}, not JSON, {len(body)} bytes") from None
        return None
    return parsed


def judge(method: str, path: str, answer: Answer) -> Outcome[Json, GatewayFailure]:
    """The usual meaning of a status."""
    match answer.status:
        case status if httpx.codes.is_success(status):
            return Success(answer.body)
        case 401:
            return Failure(SessionRejected())
        case 404:
            return Failure(RecordGone())
        case 403:
            return Failure(AccessRefused(noted(method, path, f"403 {_detail(path, answer.body)}")))
        case 405:
            return Failure(NotServed(noted(method, path, "405, no such route")))
        case 422 if _is_shadowed(answer.body):
            return Failure(NotServed(noted(method, path, "422, another route stands in the way")))
        case status if httpx.codes.is_client_error(status):
            return Failure(RequestRefused(noted(method, path, f"{status} {_detail(path, answer.body)}")))
        case status:
            crashed = status == httpx.codes.INTERNAL_SERVER_ERROR
            return Failure(Broken(noted(method, path, str(status)), crashed=crashed))


def _is_shadowed(body: Json) -> bool:
    """Whether a word of the path was taken for a number: where a list is not served, the record's route answers."""
    detail = body.get("detail") if isinstance(body, dict) else None
    places = [item.get("loc") for item in detail if isinstance(item, dict)] if isinstance(detail, list) else []
    return any(isinstance(place, list) and place[:1] == ["path"] for place in places)


def longest_write(timeout: float) -> timedelta:
    """No write takes longer, with all that is read beforehand; `timeout`: of one call, in seconds."""
    return timedelta(seconds=timeout * (2 + UPLOAD_TAKES)) + _PICTURE_TAKES


def broken(method: str, path: str, what: str) -> Failure[Broken]:
    """An answer of the wrong shape."""
    return Failure(Broken(noted(method, path, what)))


def refused(method: str, path: str, what: str) -> Failure[RequestRefused]:
    """What nobody can put into words for Tabys."""
    return Failure(RequestRefused(noted(method, path, what)))


def not_served(method: str, path: str) -> Failure[NotServed]:
    """A collection that is not there: 404 for a list."""
    return Failure(NotServed(noted(method, path, "404, no such list")))


def refusal_noted(method: str, path: str, answer: Answer) -> str:
    """The reference of a refusal that the caller gives a meaning of its own."""
    return noted(method, path, f"{answer.status} {_detail(path, answer.body)}")


def noted(method: str, path: str, what: str) -> str:
    """The reference under which the log tells what happened."""
    reference = new_reference()
    log.warning("tabys %s %s: %s reference=%s", method, path, what, reference)
    return reference


def _detail(path: str, body: Json) -> str:
    """What is wrong, for the log. A 422 echoes what was sent, perhaps a code: only places and kinds are taken."""
    detail = body.get("detail") if isinstance(body, dict) else None
    if isinstance(detail, list):
        places = (f"{item.get('type')} at {item.get('loc')}" for item in detail[:5] if isinstance(item, dict))
        return one_line("; ".join(places), 300)
    speaks_of_codes = path.startswith(routes.TELEGRAM_AUTH)
    return one_line(detail, 200) if isinstance(detail, str) and not speaks_of_codes else ""
