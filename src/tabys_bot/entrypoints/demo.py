"""`tabys-bot demo`: the local web chat over made-up data."""

import asyncio
import signal

from aiohttp import web

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.adapters.web.chat import web_chat
from tabys_bot.adapters.web.inbox import WebInbox
from tabys_bot.entrypoints.runtime import opened, sample_tabys
from tabys_bot.entrypoints.services import services_of, serving
from tabys_bot.entrypoints.settings import for_demo

HOST = "127.0.0.1"


async def serve(port: int) -> None:
    """Serve until SIGTERM or SIGINT; port 0 takes a free one. The address is printed when the page can be opened."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    clock = SystemClock()
    tabys, attachments, inbox = sample_tabys(clock), WebAttachments(), WebInbox(clock=clock)
    async with (
        opened(for_demo(), attachments=attachments, messenger=inbox, tabys=tabys) as application,
        serving(stop, *services_of(application)),
    ):
        chat = web_chat(application.conversation(), tabys.issue_code, attachments=attachments, inbox=inbox)
        runner = web.AppRunner(chat, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            print(f"The demo is at http://{HOST}:{runner.addresses[0][1]}  (Ctrl+C stops it)", flush=True)  # noqa: T201
            await stop.wait()
        finally:
            await runner.cleanup()
