"""What a user can press at the fake Bot API: buttons, and the menu of commands."""

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    DisabledButton,
    InaccessibleMessage,
    InlineKeyboardButton,
)

from tests.integration.bot_api_client import USER, bot, button, keyboard, plain, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button

__all__ = ["bot", "server"]  # the fixtures

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("pressed", "reason"),
    [
        (button(callback_data="я" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(url="https://tabys kz"), "BUTTON_URL_INVALID"),
        (button(url="http://localhost:8000/"), "BUTTON_URL_INVALID"),
        (button(url="https://"), "BUTTON_URL_INVALID"),
        (button(url="ftp://tabys.kz"), "BUTTON_URL_INVALID"),
        (button(copy_text=CopyTextButton(text="x" * 257)), "BUTTON_COPY_TEXT_INVALID"),
        (button(copy_text=CopyTextButton(text="")), "BUTTON_COPY_TEXT_INVALID"),
        (button(" "), "inline keyboard button text must be non-empty"),
        (
            InlineKeyboardButton(text="x"),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            button(callback_data="x", url="https://tabys.kz"),
            "can't parse inline keyboard button: more than one action: url, callback_data",
        ),
        (
            button(callback_data="x", style="gold"),
            "can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_a_wrong_button_is_refused(bot: Bot, pressed: InlineKeyboardButton, reason: str) -> None:
    assert await refusal(bot.send_message(USER, "hi", reply_markup=keyboard([pressed]))) == reason


async def test_a_keyboard_has_at_most_eight_in_a_row_and_a_hundred_in_all(server: BotApiServer, bot: Bot) -> None:
    await bot.send_message(USER, "hi", reply_markup=keyboard(*[[button()] * 8] * 12, [button()] * 4))
    wide, tall = keyboard([button()] * 9), keyboard(*[[button()]] * 101)
    assert await refusal(bot.send_message(USER, "hi", reply_markup=wide)) == "REPLY_MARKUP_TOO_LONG"
    assert await refusal(bot.send_message(USER, "hi", reply_markup=tall)) == "REPLY_MARKUP_TOO_LONG"
    assert sum(map(len, server.last(USER).markup)) == 100


async def test_buttons_may_copy_search_or_do_nothing(server: BotApiServer, bot: Bot) -> None:
    row = [
        button("Copy", copy_text=CopyTextButton(text="x" * 256)),
        button("Search", switch_inline_query_current_chat=""),
        button("1/2", disabled=DisabledButton()),
    ]
    await bot.send_message(USER, "hi", reply_markup=keyboard(row))
    expected = (Button("Copy", copy_text="x" * 256), Button("Search", search=""), Button("1/2", disabled=True))
    assert server.last(USER).markup == (expected,)


async def test_a_search_button_needs_inline_mode(server: BotApiServer, bot: Bot) -> None:
    server.state.inline_mode = False
    markup = keyboard([button(switch_inline_query_current_chat="news")])
    assert await refusal(bot.send_message(USER, "hi", reply_markup=markup)) == "BUTTON_TYPE_INVALID"
    assert (await bot.get_me()).supports_inline_queries is False


async def test_a_press_is_answered_once(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(USER, "hi", reply_markup=keyboard([button("✅ Approve")]))
    press = await server.press_label(USER, "Approve")
    assert await refusal(bot.answer_callback_query(press, text="x" * 201)) == "MESSAGE_TOO_LONG"
    await bot.answer_callback_query(press, text="done")
    assert await refusal(bot.answer_callback_query(press)) == TOO_OLD
    assert await refusal(bot.answer_callback_query("1")) == TOO_OLD
    assert server.answers == {press: ["done", ""]}
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.message) == (press, "open", sent)


async def test_a_late_answer_is_refused(server: BotApiServer, bot: Bot) -> None:
    press = await server.press(USER, 1, "anything")
    server.expire(press)
    assert await refusal(bot.answer_callback_query(press)) == TOO_OLD


async def test_a_press_may_come_without_its_message(server: BotApiServer, bot: Bot) -> None:
    sent = server.bot_message(USER, "hi", markup=[[{"text": "Open", "callback_data": "open"}]])
    await server.press(USER, sent, "open", inaccessible=True)
    server.delete(USER, sent)
    await server.press(USER, sent, "open")
    await server.press(USER, None, "open")
    queries = [update.callback_query for update in (await bot.get_updates())[-3:]]
    kinds = [type(query.message) for query in queries if query is not None]
    assert kinds == [InaccessibleMessage, InaccessibleMessage, type(None)]


async def test_a_button_of_an_older_message_can_be_pressed(server: BotApiServer, bot: Bot) -> None:
    older = server.bot_message(USER, "hi", markup=[[{"text": "Open", "callback_data": "older"}]])
    server.bot_message(USER, "hi", markup=[[{"text": "Open", "callback_data": "newer"}]])
    await server.press_label(USER, "Open", message_id=older)
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "older"


async def test_a_missing_button_cannot_be_pressed(server: BotApiServer) -> None:
    server.bot_message(USER, "hi", markup=[[{"text": "Open", "callback_data": "open"}]])
    with pytest.raises(LookupError, match="no button 'Close' among"):
        await server.press_label(USER, "Close")


async def test_commands_are_kept_by_scope_and_language(server: BotApiServer, bot: Bot) -> None:
    menu = [BotCommand(command="menu", description="Меню")]
    await bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=USER), language_code="ru")
    assert server.commands == {(f"chat:{USER}", "ru"): [("menu", "Меню")]}
    assert await bot.get_my_commands() == []
    kept = await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=USER), language_code="ru")
    assert plain(kept) == plain(menu)
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=USER), language_code="ru")
    assert server.commands == {}


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("Menu", "x")], "BOT_COMMAND_INVALID"),
        ([("m" * 33, "x")], "BOT_COMMAND_INVALID"),
        ([("menu", " ")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("menu", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([("menu", "x")] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(bot: Bot, commands: list[tuple[str, str]], reason: str) -> None:
    menu = [BotCommand(command=name, description=text) for name, text in commands]
    assert await refusal(bot.set_my_commands(menu)) == reason
