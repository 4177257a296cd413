"""The fake Bot API, driven by a real aiogram bot, refuses what Telegram refuses."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    DisabledButton,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
)

from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button
from tests.integration.servers.bot_api_users import ANONYMOUS_ADMIN_ID, GROUP_ID

USER = 7
OTHER_TOKEN = "42:WRONG"
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


class QuickSession(AiohttpSession):
    """aiogram waits a quarter of a second for TLS connections to close; there are none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def bot_of(server: BotApiServer, token: str) -> Bot:
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(server.url)))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        await running.message(USER, "/start")
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with bot_of(server, server.token) as client:
        yield client


async def refusal(request: Awaitable[Any], error: type[TelegramAPIError] = TelegramBadRequest) -> str:
    with pytest.raises(error) as caught:
        await request
    return caught.value.message.removeprefix("Bad Request: ")


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str = "Open", **action: Any) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, **(action or {"callback_data": "open"}))


def plain(objects: Sequence[TelegramObject] | None) -> list[dict[str, Any]]:
    """Objects that came from a bot know it, and so never equal those that did not."""
    return [one.model_dump(exclude_none=True) for one in objects or ()]


def edit(bot: Bot, message_id: int, text: str, **rest: Any) -> Awaitable[Message | bool]:
    return bot.edit_message_text(text, chat_id=USER, message_id=message_id, **rest)


async def test_a_sent_message_is_seen_parsed(server: BotApiServer, bot: Bot) -> None:
    markup = keyboard([button(callback_data="open", style="danger"), button("3/12", disabled=DisabledButton())])
    sent = await bot.send_message(USER, "  <b>Hi</b> &amp; 👋 <i>you</i>\n", parse_mode="HTML", reply_markup=markup)
    seen = server.last(USER)
    assert (seen.text, seen.html) == ("Hi & 👋 you", "<b>Hi</b> &amp; 👋 <i>you</i>")
    assert seen.markup == ((Button("Open", "open", style="danger"), Button("3/12", disabled=True)),)
    assert plain(sent.entities) == [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 8, "length": 3},
    ]
    assert sent.reply_markup is not None
    assert plain([sent.reply_markup]) == plain([markup])


async def test_the_bot_learns_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot) == (bot.id, True)


async def test_a_wrong_token_is_unauthorized(server: BotApiServer) -> None:
    async with bot_of(server, OTHER_TOKEN) as stranger:
        assert await refusal(stranger.get_me(), TelegramUnauthorizedError) == "Unauthorized"


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    assert await refusal(bot.get_user_profile_photos(USER), TelegramNotFound) == "Not Found"


@pytest.mark.parametrize(
    "encoding",
    [
        {"json": {"chat_id": USER, "text": "hi", "reply_markup": {"inline_keyboard": []}}},
        {"data": {"chat_id": str(USER), "text": "hi", "reply_markup": '{"inline_keyboard": []}'}},
        {"params": {"chat_id": USER, "text": "hi", "reply_markup": '{"inline_keyboard": []}'}},
    ],
    ids=["json", "form", "query"],
)
async def test_parameters_may_come_in_any_encoding(server: BotApiServer, encoding: dict[str, Any]) -> None:
    url = f"{server.url}/bot{server.token}/SENDmessage"
    async with aiohttp.ClientSession() as client, client.post(url, **encoding) as response:
        assert (await response.json())["ok"] is True
    assert server.called("sendMessage") == [{"chat_id": USER, "text": "hi", "reply_markup": {"inline_keyboard": []}}]


@pytest.mark.parametrize(
    "encoding",
    [{"data": b"chat_id=7&text=%ff"}, {"data": b'{"chat_id":7,"text":"\\ud83d"}'}, {"data": b'{"text":"\xff"}'}],
    ids=["form", "json surrogate", "json bytes"],
)
async def test_text_that_is_not_utf8_is_refused(server: BotApiServer, encoding: dict[str, Any]) -> None:
    kind = "application/json" if encoding["data"].startswith(b"{") else "application/x-www-form-urlencoded"
    url = f"{server.url}/bot{server.token}/sendMessage"
    async with (
        aiohttp.ClientSession(headers={"Content-Type": kind}) as client,
        client.post(url, **encoding) as response,
    ):
        answer = await response.json()
    description = "Bad Request: strings must be encoded in UTF-8"
    assert answer == {"ok": False, "error_code": 400, "description": description}


async def test_a_lone_surrogate_in_a_button_is_refused(bot: Bot) -> None:
    markup = keyboard([button("\ud83d")])
    assert await refusal(bot.send_message(USER, "hi", reply_markup=markup)) == "strings must be encoded in UTF-8"


@pytest.mark.parametrize("text", ["", " \n\t", "<b> </b>", "<i></i>"])
async def test_an_empty_text_is_refused(bot: Bot, text: str) -> None:
    assert await refusal(bot.send_message(USER, text, parse_mode="HTML")) == "message text is empty"


async def test_length_is_counted_in_utf16_after_parsing(server: BotApiServer, bot: Bot) -> None:
    await bot.send_message(USER, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert await refusal(bot.send_message(USER, "😀" * 2048 + "!")) == "message is too long"
    assert await refusal(edit(bot, server.last(USER).message_id, "x" * 4097)) == "MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("я < b", 'Unsupported start tag "" at byte offset 3'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a href=http://x.kz>x</a>", "Unexpected end of name token at byte offset 7"),
        ("a&nbsp;b", 'Unsupported character reference "&nbsp;" at byte offset 1'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ('<tg-time unix="now">x</tg-time>', "Invalid date and time specified"),
    ],
)
async def test_wrong_html_is_refused(bot: Bot, html: str, reason: str) -> None:
    expected = f"can't parse entities: {reason}"
    assert await refusal(bot.send_message(USER, html, parse_mode="HTML")) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><tg-spoiler>x</tg-spoiler>",
        '<a href="https://t.me/x?a=1">link</a> <b>bold <i>both</i></b>',
        "<blockquote expandable>long</blockquote> <blockquote>short</blockquote>",
        '<tg-time unix="1700000000" format="wDT">then</tg-time>',
        "1 &lt; 2 &gt; 0 &amp; all",
    ],
)
async def test_right_html_is_kept(server: BotApiServer, bot: Bot, html: str) -> None:
    await bot.send_message(USER, html, parse_mode="HTML")
    assert server.last(USER).html == html


async def test_an_address_is_kept_unescaped(bot: Bot) -> None:
    sent = await bot.send_message(USER, '<a href="https://t.me/x?a=1&amp;b=2">x</a>', parse_mode="HTML")
    assert plain(sent.entities) == [{"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/x?a=1&b=2"}]


async def test_synonymous_tags_mean_the_same(server: BotApiServer, bot: Bot) -> None:
    html = '<strong>a</strong><em>b</em><ins>c</ins><del>d</del><span class="tg-spoiler">e</span>&#33;'
    await bot.send_message(USER, html, parse_mode="HTML")
    assert server.last(USER).html == "<b>a</b><i>b</i><u>c</u><s>d</s><tg-spoiler>e</tg-spoiler>!"


@pytest.mark.parametrize(
    ("offset", "length", "reason"),
    [
        (4, 1, "entity begins after the end of the text at UTF-16 offset 4"),
        (1, 5, "entity beginning at UTF-16 offset 1 ends after the end of the text at 6"),
        (1, 2, "entity beginning at UTF-16 offset 1 begins or ends in a middle of a UTF-16 symbol"),
    ],
)
async def test_entities_outside_the_text_are_refused(bot: Bot, offset: int, length: int, reason: str) -> None:
    entity = MessageEntity(type="bold", offset=offset, length=length)
    assert await refusal(bot.send_message(USER, "😀!", entities=[entity])) == reason


async def test_entities_format_a_text(server: BotApiServer, bot: Bot) -> None:
    await bot.send_message(USER, "😀!", entities=[MessageEntity(type="bold", offset=0, length=2)])
    assert server.last(USER).html == "<b>😀</b>!"


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


async def test_a_stranger_cannot_be_written_to(bot: Bot) -> None:
    assert await refusal(bot.send_message(404, "hi")) == "chat not found"
    assert await refusal(bot.send_chat_action(404, "typing")) == "chat not found"


async def test_a_user_who_blocked_the_bot_is_out_of_reach(server: BotApiServer, bot: Bot) -> None:
    await server.block(USER)
    forbidden = await refusal(bot.send_message(USER, "hi"), TelegramForbiddenError)
    assert forbidden == "Forbidden: bot was blocked by the user"
    await server.unblock(USER)
    await bot.send_message(USER, "hi")


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


async def test_a_missing_button_cannot_be_pressed(server: BotApiServer) -> None:
    server.bot_message(USER, "hi", markup=[[{"text": "Open", "callback_data": "open"}]])
    with pytest.raises(LookupError, match="no button 'Close' among"):
        await server.press_label(USER, "Close")


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


async def test_a_photo_is_uploaded_or_named(server: BotApiServer, bot: Bot) -> None:
    upload = BufferedInputFile(b"\x89PNG", filename="card.png")
    sent = await bot.send_photo(USER, upload, caption="<b>Card</b>", parse_mode="HTML")
    assert sent.photo
    await bot.send_photo(USER, sent.photo[0].file_id)
    assert await refusal(bot.send_photo(USER, "no-such-file")) == "wrong file identifier/HTTP URL specified"
    assert await refusal(bot.send_photo(USER, upload, caption="x" * 1025)) == "message caption is too long"
    first, second = server.chat(USER)[-2:]
    assert (first.has_photo, first.html, second.has_photo) == (True, "<b>Card</b>", True)


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


async def test_a_flood_passes_after_its_calls(server: BotApiServer, bot: Bot) -> None:
    server.flood("sendMessage", 3, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as caught:
            await bot.send_message(USER, "hi")
        assert caught.value.retry_after == 3
    await bot.send_message(USER, "hi")
    assert [message.text for message in server.chat(USER)] == ["/start", "hi"]


async def test_answers_can_be_broken(server: BotApiServer, bot: Bot) -> None:
    server.fail_next("getMe", 502, "<html>Bad Gateway</html>")
    with pytest.raises(ClientDecodeError):
        await bot.get_me()
    server.fail_next("getMe", 500, {"ok": False}, headers={"Retry-After": "1"})
    with pytest.raises((TelegramAPIError, ClientDecodeError, TypeError)):
        await bot.get_me()
    await bot.get_me()


async def test_a_connection_can_be_cut_before_or_after_the_effect(server: BotApiServer, bot: Bot) -> None:
    server.reset_next("sendMessage")
    server.reset_next("sendMessage", after_effect=True)
    for _ in range(2):
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(USER, "hi")
    assert [message.text for message in server.chat(USER)] == ["/start", "hi"]


async def test_a_slow_answer_comes_after_its_effect(server: BotApiServer, bot: Bot) -> None:
    server.delay("sendMessage", 0.05)
    started = time.monotonic()
    await bot.send_message(USER, "hi")
    assert time.monotonic() - started >= 0.05
    server.delay("sendMessage", 60)
    bot.session.timeout = 0.05
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(USER, "late")
    assert server.last(USER).text == "late"


async def test_waiting_for_what_never_happens_ends(server: BotApiServer) -> None:
    with pytest.raises(TimeoutError):
        await server.wait_for(lambda: server.called("sendMessage"), timeout=0.01)


async def test_every_refusal_is_remembered(server: BotApiServer, bot: Bot) -> None:
    await refusal(bot.send_message(404, "hi"))
    assert server.refusals == [("sendMessage", 400, "Bad Request: chat not found")]
    assert [(call.method, call.params) for call in server.calls] == [("sendMessage", {"chat_id": 404, "text": "hi"})]
