"""The fake Tabys as a process of its own: prints its address and a code for each line that it reads."""

import asyncio
import sys

from tests.integration.servers.tabys import TabysServer


async def main() -> None:
    async with TabysServer() as server:
        print(server.url, flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            print(server.issue_otp("administrator"), flush=True)
            server.calls.clear()


if __name__ == "__main__":
    asyncio.run(main())
