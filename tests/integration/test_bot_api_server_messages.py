"""Messages at the fake Bot API are edited, deleted and replied to as in Telegram."""

from aiogram import Bot
from aiogram.types import ReplyKeyboardRemove, ReplyParameters

from tests.integration.bot_api_client import USER, bot, button, edit, keyboard, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button
from tests.integration.servers.bot_api_users import GROUP_ID

__all__ = ["bot", "server"]  # the fixtures

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def test_a_message_is_edited_in_place(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(USER, "one", reply_markup=keyboard([button()]))
    await edit(bot, sent.message_id, "two")
    await bot.edit_message_reply_markup(chat_id=USER, message_id=sent.message_id, reply_markup=keyboard([button("X")]))
    seen = server.last(USER)
    assert (seen.text, seen.markup, seen.edits) == ("two", ((Button("X", "open"),),), 2)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    markup = keyboard([button()])
    sent = await bot.send_message(USER, "<b>one</b>", parse_mode="HTML", reply_markup=markup)
    same = edit(bot, sent.message_id, "<strong>one</strong>\n", parse_mode="HTML", reply_markup=markup)
    assert await refusal(same) == NOT_MODIFIED
    keys = bot.edit_message_reply_markup(chat_id=USER, message_id=sent.message_id, reply_markup=markup)
    assert await refusal(keys) == NOT_MODIFIED
    await edit(bot, sent.message_id, "one", reply_markup=markup)


async def test_only_the_bots_own_text_messages_can_be_edited(server: BotApiServer, bot: Bot) -> None:
    assert await refusal(edit(bot, 999, "x")) == "message to edit not found"
    deleted = server.bot_message(USER, "gone")
    server.delete(USER, deleted)
    assert await refusal(edit(bot, deleted, "x")) == "message to edit not found"
    assert await refusal(edit(bot, await server.message(USER, "mine"), "x")) == "message can't be edited"
    photo = server.bot_message(USER, "a photo", photo=True)
    assert await refusal(edit(bot, photo, "x")) == "there is no text in the message to edit"
    keys = await bot.send_message(USER, "bye", reply_markup=ReplyKeyboardRemove())
    assert await refusal(edit(bot, keys.message_id, "x")) == "message can't be edited"


async def test_a_message_is_deleted_once_and_within_two_days(server: BotApiServer, bot: Bot) -> None:
    mine = await server.message(USER, "secret")
    await bot.delete_message(USER, mine)
    assert server.chat(USER)[-1].deleted
    assert await refusal(bot.delete_message(USER, mine)) == "message to delete not found"
    old = server.bot_message(USER, "old")
    server.make_old(USER, old)
    assert await refusal(bot.delete_message(USER, old)) == "message can't be deleted"


async def test_a_group_may_forbid_deleting(server: BotApiServer, bot: Bot) -> None:
    theirs = await server.message(USER, "hi", chat_type="supergroup")
    server.state.may_delete_in_groups = False
    assert await refusal(bot.delete_message(GROUP_ID, theirs)) == "message can't be deleted"


async def test_a_reply_needs_the_message_it_replies_to(server: BotApiServer, bot: Bot) -> None:
    reply = ReplyParameters(message_id=999)
    assert await refusal(bot.send_message(USER, "x", reply_parameters=reply)) == "message to be replied not found"
    asked = await server.message(USER, "question")
    sent = await bot.send_message(USER, "x", reply_parameters=ReplyParameters(message_id=asked))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "question"
