"""The web chat: a page on this machine that holds the same conversation as Telegram."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.adapters.web.guard import harden, only_here
from tabys_bot.adapters.web.inbox import WebInbox
from tabys_bot.adapters.web.photos import photos_as_json
from tabys_bot.adapters.web.screens import as_json, commands_as_json
from tabys_bot.adapters.web.uploading import uploaded
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import Intent, OutdatedButton, SentPhoto
from tabys_bot.application.screens.screen import Command, Screen
from tabys_bot.application.screens.understanding import is_confidential, understand
from tabys_bot.application.turns import Turns
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import Visitor

_STATIC = Path(__file__).parent / "static"
_LARGEST_REQUEST = 64 * 1024  # a photo has a bound of its own
_PHOTO = "/api/photo"


class Answering(Protocol):
    """What the page needs of a conversation."""

    async def press(self, visitor: Visitor, intent: Intent) -> Screen | None: ...

    async def say(self, visitor: Visitor, intent: Intent) -> Screen | None: ...

    def commands_of_strangers(self) -> Mapping[str, tuple[Command, ...]]: ...


class _Request(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _FromVisitor(_Request):
    # the page makes the number up; 52 bits are what Telegram promises for its own
    visitor: Annotated[int, Field(gt=0, lt=2**52)]
    language: Annotated[str, Field(max_length=35)]


class _Message(_FromVisitor):
    text: str | None


class _Press(_FromVisitor):
    button: str


class _NewsWanted(_FromVisitor):
    seen: Annotated[int, Field(ge=0, lt=2**53)]  # what JavaScript counts exactly


class _CommandsWanted(_Request):
    language: Annotated[str, Field(max_length=35)]


class _CodeWanted(_Request):
    role: Role


_R = TypeVar("_R", bound=_Request)


def web_chat(
    conversation: Answering,
    issue_code: Callable[[Role], str],
    *,
    attachments: WebAttachments,
    inbox: WebInbox,
    hosts: Collection[str] = ("127.0.0.1", "localhost"),
) -> web.Application:
    """The page and what it asks of the server; `issue_code` plays the web panel, `hosts` are without ports.

    `attachments`: where the conversation finds the photos that were sent; `inbox`: what the bot says of itself.
    """
    chat = _Chat(conversation, issue_code, attachments, inbox)
    app = web.Application(middlewares=[only_here(hosts, forms={_PHOTO})], client_max_size=_LARGEST_REQUEST)
    app.on_response_prepare.append(harden)
    app.router.add_get("/", chat.page)
    app.router.add_static("/static/", _STATIC)
    app.router.add_post("/api/say", chat.say)
    app.router.add_post(_PHOTO, chat.photo)
    app.router.add_post("/api/press", chat.press)
    app.router.add_post("/api/inbox", chat.inbox)
    app.router.add_post("/api/code", chat.code)
    app.router.add_post("/api/commands", chat.commands)
    return app


class _Chat:
    """Answers each visitor's presses and messages in the order in which they came."""

    def __init__(
        self, conversation: Answering, issue_code: Callable[[Role], str], attachments: WebAttachments, inbox: WebInbox
    ) -> None:
        self._conversation = conversation
        self._issue_code = issue_code
        self._attachments = attachments
        self._inbox = inbox
        self._turns = Turns()

    async def page(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_STATIC / "index.html")

    async def say(self, request: web.Request) -> web.Response:
        message = await _read(request, _Message)
        return await self._answer(self._conversation.say, message, understand(message.text))

    async def photo(self, request: web.Request) -> web.Response:
        upload = await uploaded(request)
        by = _checked(upload.about, _FromVisitor)
        handle = self._attachments.keep(upload.content)
        return await self._answer(self._conversation.say, by, SentPhoto(handle, upload.name, len(upload.content)))

    async def press(self, request: web.Request) -> web.Response:
        press = await _read(request, _Press)
        return await self._answer(self._conversation.press, press, decode(press.button) or OutdatedButton())

    async def inbox(self, request: web.Request) -> web.Response:
        """What the bot has said of itself, or changed of that, since the page asked last."""
        wanted = await _read(request, _NewsWanted)
        events, last = self._inbox.since(wanted.visitor, wanted.seen)
        told = [
            {"kind": event.kind, "message": event.message_id, "screen": {**as_json(event.screen), "photos": []}}
            for event in events
        ]
        return web.json_response({"events": told, "last": last})

    async def code(self, request: web.Request) -> web.Response:
        wanted = await _read(request, _CodeWanted)
        code = self._issue_code(wanted.role)
        return web.json_response({"code": code, "command": f"/login {code}"})

    async def commands(self, request: web.Request) -> web.Response:
        """The command menu before anything was said."""
        wanted = await _read(request, _CommandsWanted)
        menus = self._conversation.commands_of_strangers()
        return web.json_response({"commands": commands_as_json(menus.get(wanted.language, menus[""]))})

    async def _answer(
        self, ask: Callable[[Visitor, Intent], Awaitable[Screen | None]], by: _FromVisitor, intent: Intent
    ) -> web.Response:
        async with self._turns.of(by.visitor) as admitted:
            screen = await ask(Visitor(by.visitor, language_code=by.language), intent) if admitted else None
            drawn = screen and {**as_json(screen), "photos": await photos_as_json(screen)}
        forget = is_confidential(intent) or (screen is not None and screen.forget_message)
        return web.json_response({"screen": drawn, "forget": forget})


async def _read(request: web.Request, shape: type[_R]) -> _R:
    return _checked(await request.read(), shape)


def _checked(body: bytes, shape: type[_R]) -> _R:
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise web.HTTPBadRequest(text=_in_words(error)) from None


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}." if where else f"{first['msg']}."
