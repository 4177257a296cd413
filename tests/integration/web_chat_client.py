"""A client of the web chat, and a Tabys behind it that can be made to wait."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.adapters.web.chat import web_chat
from tabys_bot.adapters.web.inbox import WebInbox
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.screens.texts import every_language
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.records import Entity, Page, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.entrypoints.container import Application
from tabys_bot.entrypoints.parts import MemoryBackend, MemoryStorage
from tests.integration.web_chat_calls import Client
from tests.unit.told import Told

NEWS = [Entity(Section.NEWS, 1, {"title": "Бірінші"}), Entity(Section.NEWS, 2, {"title": "Second"})]


class GatedTabys(MemoryTabys):
    """Answers lists only once the gate is open."""

    def __init__(self) -> None:
        super().__init__(clock=ManualClock(), records={Section.NEWS: NEWS})
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        self.asked.set()
        await self.gate.wait()
        return await super().page(session, query, offset=offset, limit=limit, fresh=fresh, hasty=hasty)


ZONE = ZoneInfo("Asia/Almaty")


def conversation_over(tabys: MemoryTabys, limits: Limits) -> Conversation:
    clock = ManualClock()
    application = Application(
        clock=clock,
        texts=every_language(ZONE),
        default_language=Language.RU,
        session_lifetime=timedelta(days=1),
        check_interval=timedelta(hours=1),
        storage=MemoryStorage(clock=clock, limits=limits),
        attachments=WebAttachments(),
        zone=ZONE,
        watch_interval=timedelta(minutes=1),
        messenger=Told(),
        under_way=timedelta(seconds=180),
        backend=MemoryBackend(tabys=tabys),
    )
    return application.conversation()


@pytest.fixture
def tabys() -> GatedTabys:
    return GatedTabys()


@pytest.fixture
async def client(tabys: GatedTabys) -> AsyncIterator[Client]:
    conversation = conversation_over(tabys, Limits(messages=5))
    app = web_chat(conversation, tabys.issue_code, attachments=WebAttachments(), inbox=WebInbox(clock=ManualClock()))
    async with TestClient(TestServer(app)) as client:
        yield client
