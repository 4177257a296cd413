"""The connection to Redis or Valkey: bounded, impatient, and back as soon as the server is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError

_CONNECTIONS = 50
_SECONDS = 2.0


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Redis]:
    """A client of that server; nothing is sent before the first command, so a server that is down does not stop us."""
    pool = BlockingConnectionPool.from_url(
        url,
        decode_responses=True,
        encoding_errors="replace",  # foreign bytes in a key are unreadable, not fatal
        max_connections=_CONNECTIONS,
        timeout=_SECONDS,
        socket_timeout=_SECONDS,
        socket_connect_timeout=_SECONDS,
        # once, on a fresh connection: the pooled one may have died with the server's last restart. A timeout is not
        # repeated, for the command may have been executed.
        retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
    )
    async with Redis(connection_pool=pool) as client:
        try:
            yield client
        finally:
            await pool.aclose()
