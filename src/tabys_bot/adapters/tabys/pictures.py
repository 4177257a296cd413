"""Pictures over HTTP: only from Tabys and its media host, only so large, and only if they are some."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Network, ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from tabys_bot.application.failures import (
    ForeignPicture,
    NotAPicture,
    PictureFailure,
    PictureGone,
    PictureTooLarge,
    PictureUnreachable,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.pictures import LARGEST_PICTURE, kind_of_picture
from tabys_bot.domain.records import Picture
from tabys_bot.domain.text import one_line

log = logging.getLogger(__name__)

FETCHES_AT_ONCE = 4
_REDIRECTS_AT_MOST = 2
_SECONDS_IN_ALL = 10.0
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {404, 405, 410}  # 405 is how Tabys answers paths that it does not know
_MOUNTS = ("/uploads/", "/static/", "/certificates/", "/courses/")
_GLOBAL_UNICAST = IPv6Network("2000::/3")


class _UnusableError(Exception):
    """There will be no picture; `failure` is what the admin is told, the message what the log is told."""

    def __init__(self, failure: PictureFailure, reason: str) -> None:
        super().__init__(reason)
        self.failure = failure


class _GuardedResolver(AbstractResolver):
    """Gives the connector only addresses that were checked, so that it cannot connect to any other.

    The host of Tabys itself may be anywhere; every other name must lead to the public Internet, with all its addresses.
    """

    def __init__(self, names: AbstractResolver, *, trusted_host: str | None) -> None:
        self._names = names
        self._trusted_host = trusted_host

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        if host != self._trusted_host and not all(_is_public(one["host"]) for one in found):
            raise _UnusableError(ForeignPicture(), f"{host} leads to a private address")
        return found

    async def close(self) -> None:
        await self._names.close()


class HttpPictures:
    """Plain GETs without the admin's token: the pictures of Tabys are open to everybody who knows their address."""

    def __init__(self, session: aiohttp.ClientSession, *, tabys_url: str, media_url: str, seconds: float) -> None:
        self._session = session
        self._trusted_host = URL(tabys_url).raw_host
        self._tabys = _place(URL(tabys_url))
        self._places = {_place(URL(url)) for url in (tabys_url, media_url) if url}
        self._seconds = seconds
        self._room = asyncio.Semaphore(FETCHES_AT_ONCE)

    async def fetch(self, picture: Picture) -> Outcome[bytes, PictureFailure]:
        """The content, which begins as a PNG, JPEG, GIF or WebP does, whatever the server calls it."""
        try:
            async with self._room, asyncio.timeout(self._seconds):
                return Success(await self._follow(_parsed(picture.address)))
        except _UnusableError as error:
            return _failed(picture, error.failure, str(error))
        except TimeoutError:
            return _failed(picture, PictureUnreachable(), "no answer in time")
        except (aiohttp.ClientError, OSError) as error:
            return _failed(picture, PictureUnreachable(), type(error).__name__)

    async def _follow(self, url: URL) -> bytes:
        for _ in range(1 + _REDIRECTS_AT_MOST):
            self._refuse_foreign(url)
            async with self._session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await _picture_in(response)
                url = url.join(_parsed(response.headers.get("Location", "")))
        raise _UnusableError(PictureUnreachable(), "too many redirects")

    def _refuse_foreign(self, url: URL) -> None:
        if url.raw_user is not None or url.raw_password is not None:
            raise _UnusableError(ForeignPicture(), "credentials in the address")
        if _place(url) not in self._places:
            raise _UnusableError(ForeignPicture(), f"{url.scheme}://{url.raw_host}:{url.port} is not a place of Tabys")
        if _place(url) == self._tabys and not url.path.startswith(_MOUNTS):  # the rest are routes, some of which act
            raise _UnusableError(ForeignPicture(), "not where Tabys keeps files")
        # no resolver is asked about a literal
        if url.raw_host != self._trusted_host and _is_numeric(url.raw_host) and not _is_public(url.raw_host):
            raise _UnusableError(ForeignPicture(), f"{url.raw_host} is a private address")


@asynccontextmanager
async def pictures_connected(
    tabys_url: str,
    media_url: str = "",
    *,
    resolver: AbstractResolver | None = None,
    seconds: float = _SECONDS_IN_ALL,
) -> AsyncIterator[HttpPictures]:
    """The pictures of that backend and of that media host, if there is one; nothing is sent yet.

    `seconds`: what one picture may take in all, redirects and waiting for room included.
    """
    names = _GuardedResolver(resolver or aiohttp.ThreadedResolver(), trusted_host=URL(tabys_url).raw_host)
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=names, use_dns_cache=False, limit=FETCHES_AT_ONCE),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept": "image/*", "Accept-Encoding": "identity"},
        auto_decompress=False,  # what is counted is what comes: nothing can grow behind the count
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
    )
    try:
        async with session:
            yield HttpPictures(session, tabys_url=tabys_url, media_url=media_url, seconds=seconds)
    finally:
        await names.close()  # the connector leaves open what it did not make


def _parsed(address: str) -> URL:
    """The address as the one who connects to it reads it: two readings of one address are a way around any check."""
    try:
        return URL(address)
    except ValueError:
        raise _UnusableError(ForeignPicture(), "no address at all") from None


def _place(url: URL) -> tuple[str, str | None, int | None]:
    return url.scheme, url.raw_host, url.port


def _is_numeric(host: str | None) -> bool:
    """Whether it may be an address rather than a name; also the old forms, such as 2130706433 for 127.0.0.1."""
    return host is not None and (":" in host or host.replace(".", "").isdigit())


def _is_public(host: str | None) -> bool:
    try:
        address = ip_address(host or "")
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    # outside of 2000::/3, and in 2002::/16, other addresses are wrapped up
    return address in _GLOBAL_UNICAST and address.is_global and address.sixtofour is None


async def _picture_in(response: aiohttp.ClientResponse) -> bytes:
    if response.status in _GONE:
        raise _UnusableError(PictureGone(), str(response.status))
    if response.status != HTTPStatus.OK:
        raise _UnusableError(PictureUnreachable(), str(response.status))
    content = await _read(response)
    if kind_of_picture(content) is None:
        raise _UnusableError(NotAPicture(), f"not a picture, {len(content)} bytes")
    return content


async def _read(response: aiohttp.ClientResponse) -> bytes:
    size, chunks = response.content_length or 0, []
    if size <= LARGEST_PICTURE:
        size = 0
        async for chunk in response.content.iter_any():
            size += len(chunk)
            if size > LARGEST_PICTURE:
                break
            chunks.append(chunk)
    if size > LARGEST_PICTURE:
        raise _UnusableError(PictureTooLarge(), f"more than {LARGEST_PICTURE} bytes")
    return b"".join(chunks)


def _failed(picture: Picture, failure: PictureFailure, reason: str) -> Failure[PictureFailure]:
    log.warning("picture %s: %s", _without_secrets(picture.address), one_line(reason, 200))
    return Failure(failure)


def _without_secrets(address: str) -> str:
    """The address without what may be secret in it: who asks, and the query."""
    try:
        url = URL(address)
        return one_line(f"{url.scheme}://{url.raw_host}:{url.port}{url.raw_path}", 200)
    except ValueError:
        return "?"
