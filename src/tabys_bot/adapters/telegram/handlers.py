"""Turns updates into intents and brings the screens back. Nothing is decided here."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, InaccessibleMessage, MaybeInaccessibleMessageUnion, Message

from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.adapters.telegram.delivery import Delivery, acknowledge, delete
from tabys_bot.adapters.telegram.inline import InlineMode
from tabys_bot.adapters.telegram.messages import Albums, intent_of
from tabys_bot.adapters.telegram.visitors import visitor
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import OutdatedButton, SentPhoto
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.understanding import is_confidential, understand
from tabys_bot.application.turns import Turns

# A press is answered within a second; what takes longer is first acknowledged.
PATIENCE = 0.7
_WORKING = "⏳"


def router() -> Router:
    """The handlers: every message, press, post and inline query that can come has one."""
    routes, private = Router(), PrivateChats()
    routes.message.register(private.on_message, is_private)
    routes.edited_message.register(private.on_message, is_private)
    routes.message.register(on_public_message)
    routes.edited_message.register(on_public_message)
    routes.channel_post.register(on_public_message)
    routes.edited_channel_post.register(on_public_message)
    routes.callback_query.register(on_press)
    routes.inline_query.register(InlineMode().on_query)
    return routes


async def is_private(message: Message) -> bool:
    """Whether a person talks to the bot alone.

    A coroutine: aiogram runs other filters in threads, where one message could overtake another.
    """
    who = message.from_user
    a_person = who is not None and not who.is_bot and message.sender_chat is None
    return message.chat.type == ChatType.PRIVATE and a_person


class PrivateChats:
    """Messages and commands of persons who talk to the bot alone."""

    def __init__(self) -> None:
        self._albums = Albums()

    async def on_message(
        self, message: Message, conversation: Conversation, turns: Turns, menus: CommandMenus, delivery: Delivery
    ) -> None:
        """Of an album only the first picture is answered: nobody asks for more than one."""
        if message.from_user is None:
            return
        who, intent = visitor(message.from_user), intent_of(message)
        if isinstance(intent, SentPhoto) and self._albums.is_rest(message):
            return

        async def serve() -> None:
            async with turns.of(who.id) as admitted:
                screen = await conversation.say(who, intent) if admitted else None
                if screen is not None and screen.forget_message:
                    await delete(message)
                if screen is not None:
                    await delivery.send(message.chat.id, screen)
            await _update_menu(menus, message.chat.id, screen)

        async with asyncio.TaskGroup() as tasks:
            if is_confidential(intent):  # at once, whatever becomes of the rest
                tasks.create_task(delete(message))
            await _patiently(serve(), lambda: delivery.type(message.chat.id))


async def on_press(
    query: CallbackQuery, conversation: Conversation, turns: Turns, menus: CommandMenus, delivery: Delivery
) -> None:
    """A press of any button, on a message in whatever state."""
    where, answered = query.message, False

    async def answer(notice: str = "") -> None:
        nonlocal answered
        if not answered:  # Telegram takes one answer a press
            answered = True
            await acknowledge(query, notice)

    if where is None or where.chat.type != ChatType.PRIVATE or query.from_user.is_bot:
        return await answer()
    who, intent = visitor(query.from_user), decode(query.data or "") or OutdatedButton()

    async def serve() -> None:
        async with turns.of(who.id) as admitted:
            screen = await conversation.press(who, intent) if admitted else None
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(answer(screen.notice if screen else ""))
                if screen is not None and not (screen.passing or screen.photos):
                    tasks.create_task(_put(delivery, where, screen))
        if screen is not None and screen.photos:  # they take their time: his next press does not wait for them
            await delivery.send(where.chat.id, screen)
        await _update_menu(menus, where.chat.id, screen)

    return await _patiently(serve(), lambda: answer(_WORKING))


async def on_public_message(
    message: Message, bot: Bot, conversation: Conversation, turns: Turns, delivery: Delivery
) -> None:
    """Groups, channels, anonymous admins and bots: nobody is known there, and nothing is told.

    Only a command to this bot counts: what else is said there is none of its business.
    """
    text = message.text or ""
    if not text.startswith("/"):
        return
    command, _, addressee = text.split(maxsplit=1)[0].partition("@")
    if command.lower() != "/login" and not is_confidential(understand(text)):
        return
    me = await bot.me()
    if addressee and addressee.lower() != (me.username or "").lower():
        return
    language = message.from_user.language_code if message.from_user else None
    async with turns.of(message.chat.id) as admitted:
        if not admitted:
            return
        screen = await conversation.in_public(message.chat.id, language or "", f"https://t.me/{me.username}")
        if screen is not None:
            await delete(message)
            await delivery.send(message.chat.id, screen)


async def _patiently(serving: Coroutine[Any, Any, None], sign_of_life: Callable[[], Awaitable[None]]) -> None:
    """Serve; if that takes long, show that it goes on."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(serving)
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            await sign_of_life()


async def _put(delivery: Delivery, where: MaybeInaccessibleMessageUnion, screen: Screen) -> None:
    if isinstance(where, InaccessibleMessage):
        await delivery.send(where.chat.id, screen)
    else:
        await delivery.replace(where.chat.id, where.message_id, screen)


async def _update_menu(menus: CommandMenus, chat_id: int, screen: Screen | None) -> None:
    if screen is not None and screen.commands is not None:
        await menus.for_chat(chat_id, screen.commands)
