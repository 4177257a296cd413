"""Users who press one button after the other, each as soon as the last press was answered, and a clock beside them."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice

from aiohttp import web

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenList, OpenMenu
from tabys_bot.domain.sections import Section
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_html import Json

WALK = [
    encode(intent)
    for section in (Section.EVENTS, Section.NEWS, Section.PROJECTS)
    for intent in (OpenMenu(), OpenList(section), OpenList(section, 8))
]


@dataclass
class _Waiting:
    """What of a press is still to come."""

    calls: set[str]
    done: asyncio.Event = field(default_factory=asyncio.Event)


class CrowdedTelegram(BotApiServer):
    """The strict fake Telegram, which also tells a user when his press has been answered in full."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, _Waiting] = {}
        self._user_of: dict[str, int] = {}
        self._ways: dict[int, Iterator[str]] = {}

    def way_of(self, user_id: int) -> Iterator[str]:
        """What the user presses next, for ever; not all users do the same at the same time."""
        return self._ways.setdefault(user_id, islice(cycle(WALK), user_id % len(WALK), None))

    async def _carry_out(self, request: web.BaseRequest, method: str, params: Json) -> web.StreamResponse:
        response = await super()._carry_out(request, method, params)
        callback_id = params.get("callback_query_id", "")
        self._done(self._user_of.pop(callback_id, 0) or params.get("chat_id", 0), method)
        self.calls.clear()
        return response

    def _done(self, user_id: int, method: str) -> None:
        waiting = self._waiting.get(user_id)
        if waiting is not None:
            waiting.calls.discard(method)
            if not waiting.calls:
                waiting.done.set()

    async def writes(self, user_id: int, text: str) -> None:
        """A message, until it is answered."""
        waiting = self._waiting[user_id] = _Waiting({"sendMessage"})
        await self.message(user_id, text)
        await waiting.done.wait()

    async def presses(self, user_id: int, message_id: int, data: str) -> float:
        """A press, until it is answered by an edit and a callback answer; the seconds that took."""
        waiting = self._waiting[user_id] = _Waiting({"editMessageText", "answerCallbackQuery"})
        began = time.perf_counter()
        callback_id = await self.press(user_id, message_id, data)
        if self.answers[callback_id]:  # so quick was the bot
            self._done(user_id, "answerCallbackQuery")
        else:
            self._user_of[callback_id] = user_id
        await waiting.done.wait()
        return time.perf_counter() - began


async def walk(telegram: CrowdedTelegram, users: int, seconds: float) -> tuple[float, list[float]]:
    """All users walk for so long; presses a second, and how long each took, sorted."""
    until = time.perf_counter() + seconds
    took: list[float] = []

    async def one(user_id: int) -> None:
        message_id, ways = telegram.last(user_id).message_id, telegram.way_of(user_id)
        while time.perf_counter() < until:
            took.append(await telegram.presses(user_id, message_id, next(ways)))

    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for user_id in range(1, users + 1):
            tasks.create_task(one(user_id))
    return len(took) / (time.perf_counter() - began), sorted(took)
