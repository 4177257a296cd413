"""Turns updates into intents and brings the screens back. Nothing is decided here."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatAction, ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InaccessibleMessage, MaybeInaccessibleMessageUnion, Message, User

from tabys_bot.adapters.telegram import delivery
from tabys_bot.adapters.telegram.commands import CommandMenus
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import OutdatedButton, is_confidential, understand
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.turns import Turns
from tabys_bot.domain.session import Visitor

# A press is answered within a second; what takes longer is first acknowledged.
PATIENCE = 0.7
_WORKING = "⏳"

_PRIVATE = F.chat.type == ChatType.PRIVATE
_A_PERSON = F.from_user & ~F.from_user.is_bot & ~F.sender_chat


def router() -> Router:
    """The handlers: every message, press and post that can come has one."""
    routes = Router()
    routes.message.register(on_message, _PRIVATE, _A_PERSON)
    routes.edited_message.register(on_message, _PRIVATE, _A_PERSON)
    routes.message.register(on_public_message)
    routes.edited_message.register(on_public_message)
    routes.channel_post.register(on_public_message)
    routes.edited_channel_post.register(on_public_message)
    routes.callback_query.register(on_press)
    return routes


def visitor(user: User) -> Visitor:
    return Visitor(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username or "",
        language_code=user.language_code or "",
    )


async def on_message(message: Message, bot: Bot, conversation: Conversation, turns: Turns, menus: CommandMenus) -> None:
    """A message or command in a private chat."""
    if message.from_user is None:
        return
    who, intent = visitor(message.from_user), understand(message.text or message.caption)

    async def serve() -> None:
        async with turns.of(who.id) as admitted:
            screen = await conversation.say(who, intent) if admitted else None
            if screen is not None:
                await delivery.send(bot, message.chat.id, screen)
        await _update_menu(menus, message.chat.id, screen)

    async with asyncio.TaskGroup() as tasks:
        if is_confidential(intent):  # at once, whatever becomes of the rest
            tasks.create_task(delivery.delete(message))
        await _patiently(serve(), lambda: _type(bot, message.chat.id))


async def on_press(
    query: CallbackQuery, bot: Bot, conversation: Conversation, turns: Turns, menus: CommandMenus
) -> None:
    """A press of any button, on a message in whatever state."""
    where, answered = query.message, False

    async def answer(notice: str = "") -> None:
        nonlocal answered
        if not answered:  # Telegram takes one answer a press
            answered = True
            await delivery.answer(query, notice)

    if where is None or where.chat.type != ChatType.PRIVATE or query.from_user.is_bot:
        return await answer()
    who, intent = visitor(query.from_user), decode(query.data or "") or OutdatedButton()

    async def serve() -> None:
        async with turns.of(who.id) as admitted:
            screen = await conversation.press(who, intent) if admitted else None
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(answer(screen.notice if screen else ""))
                if screen is not None and not screen.passing:
                    tasks.create_task(_put(bot, where, screen))
        await _update_menu(menus, where.chat.id, screen)

    return await _patiently(serve(), lambda: answer(_WORKING))


async def on_public_message(message: Message, bot: Bot, conversation: Conversation, turns: Turns) -> None:
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
            await delivery.delete(message)
            await delivery.send(bot, message.chat.id, screen)


async def _patiently(serving: Coroutine[Any, Any, None], sign_of_life: Callable[[], Awaitable[None]]) -> None:
    """Serve; if that takes long, show that it goes on."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(serving)
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            await sign_of_life()


async def _put(bot: Bot, where: MaybeInaccessibleMessageUnion, screen: Screen) -> None:
    if isinstance(where, InaccessibleMessage):
        await delivery.send(bot, where.chat.id, screen)
    else:
        await delivery.replace(bot, where.chat.id, where.message_id, screen)


async def _type(bot: Bot, chat_id: int) -> None:
    with suppress(TelegramAPIError):
        await bot.send_chat_action(chat_id, ChatAction.TYPING)


async def _update_menu(menus: CommandMenus, chat_id: int, screen: Screen | None) -> None:
    if screen is not None and screen.commands is not None:
        await menus.for_chat(chat_id, screen.commands)
