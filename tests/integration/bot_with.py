"""The handlers over real HTTP and the strict fake Telegram, with a conversation that says what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher

from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.adapters.telegram.delivery import Delivery
from tabys_bot.adapters.telegram.handlers import router
from tabys_bot.adapters.telegram.polling import Poller
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import Intent, OpenMenu
from tabys_bot.application.screens.screen import Command, Load, Photo, Screen, Suggestions
from tabys_bot.application.turns import Turns
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.session import Visitor
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_html import Json
from tests.integration.servers.bot_api_rules import bad_request
from tests.integration.servers.bot_api_state import SeenMessage

USER = 700_000_001
PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"
ADDRESS = "https://t.me/a_bot"


@dataclass
class Talk:
    """Shows one screen to everybody, or what was arranged for an intent; remembers what it was asked."""

    screen: Screen | None = field(default_factory=lambda: Screen("Menu"))
    arranged: dict[Intent, Screen] = field(default_factory=dict)
    suggestions: Suggestions | None = field(default_factory=Suggestions)
    thinking: Callable[[], Awaitable[object]] | None = None
    asked: list[Intent | str] = field(default_factory=list)

    async def press(self, visitor: Visitor, intent: Intent) -> Screen | None:
        return await self.say(visitor, intent)

    async def say(self, _visitor: Visitor, intent: Intent) -> Screen | None:
        self.asked.append(intent)
        return self.arranged.get(intent, self.screen)

    async def suggest(self, _visitor: Visitor, text: str) -> Suggestions | None:
        self.asked.append(text)
        if self.thinking:
            await self.thinking()
        return self.suggestions

    async def in_public(self, _chat_id: int, _language_code: str, _private_chat: str) -> Screen | None:
        return self.screen

    def commands_of_strangers(self) -> Mapping[str, tuple[Command, ...]]:
        return {}


@dataclass
class Handles:
    """The handles of pictures that were sent, while the store is up."""

    known: dict[str, str] = field(default_factory=dict)
    is_down: bool = False

    async def handle_of(self, address: str) -> str | None:
        self._check()
        return self.known.get(address)

    async def note_sent(self, address: str, handle: str) -> None:
        self._check()
        self.known[address] = handle

    async def forget_sent(self, address: str) -> None:
        self._check()
        self.known.pop(address, None)

    def _check(self) -> None:
        if self.is_down:
            raise StoreUnavailableError("down")


class OldTelegram(BotApiServer):
    """A Bot API server of before some day: it does not know these tags and kinds of buttons."""

    def __init__(self, *, unknown: frozenset[str]) -> None:
        super().__init__()
        self._unknown = unknown

    async def _result(self, name: str, params: Json) -> object:
        if "tg-time" in self._unknown and "<tg-time" in str(params.get("text")):
            raise bad_request('can\'t parse entities: Unsupported start tag "tg-time" at byte offset 17')
        rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
        if any(self._unknown & button.keys() for row in rows for button in row):
            text_button = "Text buttons are unallowed in the inline keyboard"
            raise bad_request(f"can't parse inline keyboard button: {text_button}")
        return await super()._result(name, params)


@dataclass(frozen=True)
class Scene:
    """A running bot, and one person who uses it."""

    telegram: BotApiServer
    talk: Talk
    handles: Handles
    poller: Poller

    @property
    def messages(self) -> list[SeenMessage]:
        """What the bot has said."""
        return [message for message in self.telegram.chat(USER) if message.sender_id != USER]

    async def says(self, text: str) -> None:
        await self.telegram.message(USER, text)
        await self.settled()

    async def presses(self, intent: Intent | None = None) -> list[str]:
        """Press on the newest message; what the press was answered with."""
        where = self.telegram.last(USER).message_id
        press = await self.telegram.press(USER, where, encode(intent or OpenMenu()))
        await self.telegram.wait_for(lambda: self.telegram.answers[press])
        await self.settled()
        return list(self.telegram.answers[press])

    async def shows(self, screen: Screen) -> SeenMessage:
        """What the person sees of the screen that answers his press."""
        self.talk.screen = screen
        await self.presses()
        return self.telegram.last(USER)

    async def asks_inline(self, text: str, *, chat_type: str = "sender") -> str:
        """The query, when the bot has nothing more to do."""
        query = await self.telegram.inline_query(USER, text, chat_type=chat_type)
        await self.settled()
        return query

    async def settled(self) -> None:
        await self.telegram.wait_for(lambda: not self.telegram.pending)
        await self.poller.idle()


@asynccontextmanager
async def bot_with(telegram: BotApiServer) -> AsyncIterator[Scene]:
    """A bot that has shown its menu to one person."""
    talk, handles, stop = Talk(), Handles(), asyncio.Event()
    async with telegram:
        bot = make_bot(telegram.token, telegram.url)
        async with bot.session:
            poller = Poller(bot=bot, dispatcher=_dispatcher(bot, talk, handles), on_contact=lambda: None)
            polling = asyncio.create_task(poller.run(stop))
            scene = Scene(telegram, talk, handles, poller)
            try:
                await scene.says("/menu")
                yield scene
            finally:
                stop.set()
                await polling


def _dispatcher(bot: Bot, talk: Talk, handles: Handles) -> Dispatcher:
    dispatcher = Dispatcher(
        disable_fsm=True,
        conversation=talk,
        turns=Turns(),
        menus=CommandMenus(bot=bot),
        delivery=Delivery(bot=bot, sent=handles),
    )
    dispatcher.include_router(router())
    return dispatcher


def photo(number: int, content: bytes | str = PNG) -> Photo:
    """A picture with this content; with a sentence instead, it cannot be loaded."""
    return Photo(f"/uploads/{number}", load=loading(content))


def loading(content: bytes | str) -> Load:
    async def load() -> Outcome[bytes, str]:
        return Success(content) if isinstance(content, bytes) else Failure(content)

    return load
