"""Updates come from the fake Bot API once, in order and to one poll at a time."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from tests.integration.bot_api_client import USER, article, bot, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_users import ANONYMOUS_ADMIN_ID, GROUP_ID

__all__ = ["bot", "server"]  # the fixtures


async def test_an_offset_confirms_older_updates(server: BotApiServer, bot: Bot) -> None:
    await server.message(USER, "two")
    await server.message(USER, "three")
    first = await bot.get_updates(limit=1)
    assert [update.message.text for update in first if update.message] == ["/start"]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["two", "three"]
    assert server.pending == 2
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == []
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_long_poll_ends_with_the_first_update(server: BotApiServer, bot: Bot) -> None:
    await bot.delete_webhook(drop_pending_updates=True)
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await server.wait_for(lambda: server.called("getUpdates"))
    await server.message(USER, "now")
    assert [update.message.text for update in await poll if update.message] == ["now"]


async def test_a_second_poll_ends_the_first_with_a_conflict(server: BotApiServer, bot: Bot) -> None:
    await bot.delete_webhook(drop_pending_updates=True)
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await server.wait_for(lambda: server.called("getUpdates"))
    assert await bot.get_updates() == []
    assert "terminated by other getUpdates request" in await refusal(older, TelegramConflictError)


async def test_updates_nobody_asked_for_are_not_sent(server: BotApiServer, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await server.message(USER, "ignored")
    await server.press(USER, 1, "open")
    await bot.get_updates()
    assert [update.event_type for update in await bot.get_updates()] == ["message", "callback_query"]


async def test_inline_mode_is_told_of_to_those_who_ask(server: BotApiServer, bot: Bot) -> None:
    """A list of kinds must name inline_query and chosen_inline_result; without a list they come."""
    await bot.get_updates(offset=-1, allowed_updates=["message"])
    await server.inline_query(USER, "unheard")
    await bot.get_updates(allowed_updates=["inline_query"])
    query = await server.inline_query(USER, "heard")
    await bot.answer_inline_query(query, [article()])
    await server.choose(USER, query, "1")
    await bot.get_updates(allowed_updates=["message", "chosen_inline_result"])
    await server.choose(USER, query, "1")
    await bot.get_updates(allowed_updates=[])
    await server.inline_query(USER, "heard again")
    kinds = [update.event_type for update in (await bot.get_updates())[1:]]
    assert kinds == ["inline_query", "message", "chosen_inline_result", "inline_query"]


async def test_a_deep_link_starts_the_bot(server: BotApiServer, bot: Bot) -> None:
    await server.deep_link(USER, "news_7-" + "x" * 57, language_code="kk")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.text == "/start news_7-" + "x" * 57
    assert [(one.type, one.length) for one in message.entities or ()] == [("bot_command", 6)]


@pytest.mark.parametrize("payload", ["", "x" * 65, "a b", "я", "a=1", "a\n"])
async def test_a_wrong_deep_link_leads_nowhere(server: BotApiServer, payload: str) -> None:
    with pytest.raises(ValueError, match="start_parameter"):
        await server.deep_link(USER, payload)
    assert server.pending == 1


async def test_all_kinds_of_messages_reach_the_bot(server: BotApiServer, bot: Bot) -> None:
    await server.photo(USER, caption="card", language_code="kk", first_name="Айша")
    await server.sticker(USER)
    await server.voice(USER)
    await server.forward(USER, "look")
    await server.edit(USER, 1, "/menu")
    await server.channel_post(-1001, "news")
    await server.message(USER, "psst", chat_type="supergroup", sender_chat=GROUP_ID)
    await server.block(USER)
    updates = (await bot.get_updates())[1:]
    messages = [update.message for update in updates if update.message]
    assert [message.content_type for message in messages] == ["photo", "sticker", "voice", "text", "text"]
    assert [update.event_type for update in updates[4:]] == [
        "edited_message",
        "channel_post",
        "message",
        "my_chat_member",
    ]
    authors = [message.from_user for message in messages if message.from_user]
    assert [author.id for author in authors] == [USER] * 4 + [ANONYMOUS_ADMIN_ID]
    assert [(author.first_name, author.language_code) for author in authors[:2]] == [("Айша", "kk")] * 2
    assert messages[3].forward_origin is not None
