"""A client of the web chat, and a Tabys behind it that can be made to wait."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.web.chat import web_chat
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.screens.texts import every_language
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.modules import Entity, Page
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.session import Session
from tabys_bot.entrypoints.container import Application, MemoryBackend, MemoryStorage

VISITOR = 1_234_567_890
NEWS = [Entity(Module.NEWS, 1, {"title": "Бірінші"}), Entity(Module.NEWS, 2, {"title": "Second"})]

Client: TypeAlias = TestClient[web.Request, web.Application]


class GatedTabys(MemoryTabys):
    """Answers lists only once the gate is open."""

    def __init__(self) -> None:
        super().__init__(clock=ManualClock(), records={Module.NEWS: NEWS})
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()

    async def page(self, session: Session, module: Module, *, offset: int, limit: int) -> Outcome[Page, GatewayFailure]:
        self.asked.set()
        await self.gate.wait()
        return await super().page(session, module, offset=offset, limit=limit)


def conversation_over(tabys: MemoryTabys, limits: Limits) -> Conversation:
    clock = ManualClock()
    application = Application(
        clock=clock,
        texts=every_language(ZoneInfo("Asia/Almaty")),
        default_language=Language.RU,
        session_lifetime=timedelta(days=1),
        check_interval=timedelta(hours=1),
        storage=MemoryStorage(clock=clock, limits=limits),
        backend=MemoryBackend(tabys=tabys),
    )
    return application.conversation()


@pytest.fixture
def tabys() -> GatedTabys:
    return GatedTabys()


@pytest.fixture
async def client(tabys: GatedTabys) -> AsyncIterator[Client]:
    app = web_chat(conversation_over(tabys, Limits(messages=5)), tabys.issue_code)
    async with TestClient(TestServer(app)) as client:
        yield client


async def say(client: Client, text: str | None, *, visitor: int = VISITOR, language: str = "en") -> Any:
    body = {"visitor": visitor, "text": text, "language": language}
    async with client.post("/api/say", json=body) as response:
        assert response.status == 200
        return await response.json()


async def press(client: Client, button: str, *, visitor: int = VISITOR) -> Any:
    body = {"visitor": visitor, "button": button, "language": "en"}
    async with client.post("/api/press", json=body) as response:
        assert response.status == 200
        return await response.json()


async def sign_in(client: Client, role: Role = Role.SUPER_ADMIN) -> Any:
    async with client.post("/api/code", json={"role": role}) as response:
        assert response.status == 200
        issued = await response.json()
    assert issued["command"] == f"/login {issued['code']}"
    return await say(client, issued["command"])


async def refusal(client: Client, body: str | bytes, path: str = "/api/say", **headers: str) -> tuple[int, str]:
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): v for name, v in headers.items()}
    async with client.post(path, data=body, headers=headers) as response:
        assert response.content_type == "text/plain"
        return response.status, await response.text()
