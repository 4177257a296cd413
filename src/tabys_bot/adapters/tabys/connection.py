"""The connections to Tabys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from tabys_bot.adapters.tabys.client import CALLS_AT_ONCE, TabysClient


def _session() -> aiohttp.ClientSession:
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CALLS_AT_ONCE), cookie_jar=aiohttp.DummyCookieJar()
    )
    # aiohttp would repeat a GET on its own, and has no public switch for it; the client repeats it once, knowingly
    session._retry_connection = False  # noqa: SLF001
    return session


def _no_cookies() -> CookieJar:
    """What one admin's answer brings must not go out with another's call."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


@asynccontextmanager
async def connected(url: str, *, timeout: float) -> AsyncIterator[TabysClient]:  # noqa: ASYNC109  the limit of each call
    """A client of that backend; nothing is sent yet."""
    pooled = httpx.AsyncClient(
        base_url=url,
        timeout=timeout,
        cookies=_no_cookies(),
        # httpx over aiohttp's connections: several times the requests a second of httpx's own
        transport=AiohttpTransport(client=_session),
    )
    fresh = httpx.AsyncClient(
        base_url=url,
        timeout=timeout,
        cookies=_no_cookies(),
        trust_env=False,  # as the pooled one: Tabys is our own server, not the Internet
        limits=httpx.Limits(max_connections=CALLS_AT_ONCE, max_keepalive_connections=0),
    )
    async with pooled, fresh:
        yield TabysClient(pooled=pooled, fresh=fresh, timeout=timeout)
