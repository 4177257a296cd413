"""The web chat over a conversation that has nothing but fixed screens."""

import struct
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.adapters.memory.clock import SystemClock
from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.adapters.web.chat import web_chat
from tabys_bot.adapters.web.inbox import WebInbox
from tabys_bot.application.screens.intents import FollowLink, Intent
from tabys_bot.application.screens.screen import Command, Load, Photo, Screen
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Visitor
from tests.integration.web_chat_calls import Client

COMMANDS = (Command("start", "start"), Command("help", "help"))


class StandIn:
    """Answers every press of an intent with its screen, everything else with the first one."""

    def __init__(self, first: Screen, others: Mapping[Intent, Screen] | None = None) -> None:
        self.first = first
        self.others = dict(others or {})
        self.asked: list[Intent] = []
        self.attachments = WebAttachments()
        self.inbox = WebInbox(clock=SystemClock())

    async def press(self, visitor: Visitor, intent: Intent) -> Screen | None:
        return await self.say(visitor, intent)

    async def say(self, _: Visitor, intent: Intent) -> Screen | None:
        self.asked.append(intent)
        return self.others.get(intent.card if isinstance(intent, FollowLink) else intent, self.first)

    def commands_of_strangers(self) -> Mapping[str, tuple[Command, ...]]:
        return {"": COMMANDS}


def application_of(conversation: StandIn) -> web.Application:
    return web_chat(conversation, lambda _: "ABCD2345", attachments=conversation.attachments, inbox=conversation.inbox)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with TestClient(TestServer(application_of(StandIn(Screen("Menu"))))) as client:
        yield client


@asynccontextmanager
async def served(conversation: StandIn) -> AsyncIterator[str]:
    """The address of its page."""
    async with TestServer(application_of(conversation)) as server:
        yield f"http://{server.host}:{server.port}"


def photo(loaded: bytes | str) -> Photo:
    """A photo with that content, or with that sentence instead."""
    return Photo("memory", _load(Success(loaded) if isinstance(loaded, bytes) else Failure(loaded)))


def _load(outcome: Outcome[bytes, str]) -> Load:
    async def load() -> Outcome[bytes, str]:
        return outcome

    return load


def png(width: int, height: int) -> bytes:
    """A real picture: red at the left, blue at the right."""
    line = b"\0" + b"".join(bytes((255 - 255 * x // width, 60, 255 * x // width)) for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(line * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
