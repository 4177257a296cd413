"""Connections to Redis that break on the way back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


@asynccontextmanager
async def losing_one_answer(redis_url: str) -> AsyncIterator[str]:
    """The address of a way to the server on which the first answer to a script is lost with its connection."""
    there = urlsplit(redis_url)
    lost: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection(there.hostname, there.port)
        writers.extend((writer, server_writer))
        while command := await reader.read(65_536):
            server_writer.write(command)
            answer = await server_reader.read(65_536)
            if b"EVALSHA" in command and not lost:
                lost.append(answer)
                break
            writer.write(answer)
        writer.close()
        server_writer.close()

    way = await asyncio.start_server(carry, "127.0.0.1", 0)
    try:
        yield f"redis://127.0.0.1:{way.sockets[0].getsockname()[1]}{there.path}"
    finally:
        assert len(lost) == 1
        for writer in writers:
            writer.close()
        way.close()
