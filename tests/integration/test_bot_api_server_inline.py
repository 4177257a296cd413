"""Inline mode of the fake Bot API: queries, what may be offered, and what choosing sends."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    InlineQueryResultPhoto,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InlineQueryResultVenue,
    InputLocationMessageContent,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    WebAppInfo,
)

from tests.integration.bot_api_client import USER, article, bot, button, keyboard, refusal, server, upload
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button, LinkPreview

__all__ = ["bot", "server"]  # the fixtures

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
URL = "https://tabys.kz/poster.jpg"


def text(html: str, **rest: Any) -> InputTextMessageContent:
    return InputTextMessageContent(message_text=html, parse_mode="HTML", **rest)


def photo(**changes: Any) -> InlineQueryResultPhoto:
    return InlineQueryResultPhoto(**({"id": "p", "photo_url": URL, "thumbnail_url": URL} | changes))


async def test_a_query_reaches_the_bot(server: BotApiServer, bot: Bot) -> None:
    asked = await server.inline_query(8, "новости", offset="20", chat_type="group", language_code="kk")
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    assert (query.id, query.query, query.offset, query.chat_type) == (asked, "новости", "20", "group")
    assert (query.from_user.id, query.from_user.language_code) == (8, "kk")
    assert server.chat(8) == []


async def test_a_query_that_telegram_would_not_send_is_an_error(server: BotApiServer) -> None:
    with pytest.raises(ValueError, match="256"):
        await server.inline_query(USER, "x" * 257)
    server.state.inline_mode = False
    with pytest.raises(LookupError, match="no inline mode"):
        await server.inline_query(USER, "x")


async def test_an_answer_is_seen(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "")
    preview = LinkPreviewOptions(url=URL, prefer_large_media=True, show_above_text=True)
    card = article(
        "7",
        "News",
        description="today",
        thumbnail_url=URL,
        content=text("<b>Hi</b>", link_preview_options=preview),
        reply_markup=keyboard([button("Open")]),
    )
    login = InlineQueryResultsButton(text="Log in", start_parameter="login")
    await bot.answer_inline_query(query, [card], cache_time=5, is_personal=True, next_offset="50", button=login)
    answer = server.inline_answers[query]
    assert (answer.cache_time, answer.is_personal, answer.next_offset) == (5, True, "50")
    assert answer.button == {"text": "Log in", "start_parameter": "login"}
    assert answer.titles == ["News"]
    result = answer.results[0]
    assert (result.id, result.kind, result.description, result.thumbnail_url) == ("7", "article", "today", URL)
    assert (result.text, result.html, result.markup) == ("Hi", "<b>Hi</b>", ((Button("Open", "open"),),))
    assert result.preview == LinkPreview(URL, "large", above_text=True)


async def test_an_empty_answer_is_kept_for_everybody_for_five_minutes(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "nothing like this")
    await bot.answer_inline_query(query, [])
    answer = server.inline_answers[query]
    assert (answer.results, answer.cache_time, answer.is_personal) == ((), 300, False)
    assert (answer.next_offset, answer.button) == ("", None)


async def test_a_query_is_answered_once_and_in_time(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "a")
    await bot.answer_inline_query(query, [article()])
    assert await refusal(bot.answer_inline_query(query, [])) == TOO_OLD
    assert await refusal(bot.answer_inline_query("1", [])) == TOO_OLD
    late = await server.inline_query(USER, "b")
    server.expire(late)
    assert await refusal(bot.answer_inline_query(late, [])) == TOO_OLD
    assert list(server.inline_answers) == [query]
    assert server.inline_answers[query].titles == ["News"]


async def test_at_most_fifty_results_are_offered(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "")
    results: list[InlineQueryResultUnion] = [article(str(number)) for number in range(51)]
    assert await refusal(bot.answer_inline_query(query, results)) == "too many inline query results specified"
    await bot.answer_inline_query(query, results[:50])
    assert len(server.inline_answers[query].results) == 50


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (article(""), "RESULT_ID_EMPTY"),
        (article("я" * 33), "RESULT_ID_INVALID"),
        (article(title=" "), "ARTICLE_TITLE_EMPTY"),
        (article(content=text("<b> </b>")), "message text is empty"),
        (article(content=text("x" * 4097)), "MESSAGE_TOO_LONG"),
        (article(content=text("<b>x")), "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        (article(content=text("x", link_preview_options=LinkPreviewOptions(url="x"))), "WEBPAGE_URL_INVALID"),
        (
            article(content=InputLocationMessageContent(latitude=43.2, longitude=76.9)),
            "can't parse InlineQueryResult: invalid message content specified",
        ),
        (article(thumbnail_url="http://localhost/a.jpg"), "WEBDOCUMENT_URL_INVALID"),
        (article(url="tg://resolve?domain=x"), "WEBDOCUMENT_URL_INVALID"),
        (article(reply_markup=keyboard([button(callback_data="x" * 65)])), "BUTTON_DATA_INVALID"),
        (article(reply_markup=keyboard([button()] * 9)), "REPLY_MARKUP_TOO_LONG"),
        (
            article(reply_markup=keyboard([button(web_app=WebAppInfo(url="https://tabys.kz/"))])),
            "BUTTON_TYPE_INVALID",
        ),
        (photo(photo_url=""), "PHOTO_CONTENT_URL_EMPTY"),
        (photo(thumbnail_url=""), "PHOTO_THUMB_URL_EMPTY"),
        (photo(photo_url="http://localhost/a.jpg"), "WEBDOCUMENT_URL_INVALID"),
        (photo(caption="x" * 1025), "message caption is too long"),
        (
            InlineQueryResultVenue(id="v", latitude=43.2, longitude=76.9, title="x", address="y"),
            'can\'t parse InlineQueryResult: type "venue" is unsupported for the inline query result',
        ),
        (
            article().model_copy(update={"input_message_content": None}),
            "input message content is not specified",
        ),
    ],
)
async def test_a_wrong_result_is_refused(
    server: BotApiServer, bot: Bot, result: InlineQueryResultUnion, reason: str
) -> None:
    query = await server.inline_query(USER, "a")
    assert await refusal(bot.answer_inline_query(query, [result])) == reason
    assert server.inline_answers == {}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"results": [article("1"), article("1")]}, "RESULT_ID_DUPLICATE"),
        ({"next_offset": "я" * 33}, "NEXT_OFFSET_INVALID"),
        ({"cache_time": -1}, "cache_time must be a non-negative number of seconds"),
        ({"button": InlineQueryResultsButton(text=" ", start_parameter="x")}, "SWITCH_PM_TEXT_EMPTY"),
        (
            {"button": InlineQueryResultsButton(text="x")},
            "InlineQueryResultsButton must have exactly one optional field",
        ),
        (
            {
                "button": InlineQueryResultsButton(
                    text="x", start_parameter="x", web_app=WebAppInfo(url="https://tabys.kz/")
                )
            },
            "InlineQueryResultsButton must have exactly one optional field",
        ),
        ({"button": InlineQueryResultsButton(text="x", start_parameter="")}, "can't use empty start_parameter"),
        (
            {"button": InlineQueryResultsButton(text="x", start_parameter="x" * 65)},
            "too long start_parameter specified",
        ),
        (
            {"button": InlineQueryResultsButton(text="x", start_parameter="a b")},
            "unallowed characters in start_parameter are used",
        ),
        (
            {"button": InlineQueryResultsButton(text="x", web_app=WebAppInfo(url="http://tabys.kz/"))},
            "SWITCH_WEBVIEW_URL_INVALID",
        ),
    ],
)
async def test_a_wrong_answer_is_refused(server: BotApiServer, bot: Bot, answer: dict[str, Any], reason: str) -> None:
    query = await server.inline_query(USER, "a")
    assert await refusal(bot.answer_inline_query(query, **({"results": []} | answer))) == reason
    assert server.inline_answers == {}
    await bot.answer_inline_query(query, [article("я" * 32)], next_offset="я" * 32, cache_time=0)


async def test_a_chosen_result_is_sent_by_the_user(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "new")
    await bot.answer_inline_query(query, [article("1"), article("2", content=text("<i>two</i>"))])
    chosen = await server.choose(USER, query, "2")
    seen = server.seen(USER, chosen)
    assert (seen.html, seen.sender_id, seen.via_bot, seen.markup) == ("<i>two</i>", USER, True, ())
    message, feedback = (await bot.get_updates())[-2:]
    assert message.message is not None
    assert message.message.via_bot is not None
    assert (message.message.message_id, message.message.via_bot.id) == (chosen, bot.id)
    assert feedback.chosen_inline_result is not None
    assert (feedback.chosen_inline_result.result_id, feedback.chosen_inline_result.query) == ("2", "new")
    assert feedback.chosen_inline_result.inline_message_id is None
    by_chat = bot.edit_message_text("x", chat_id=USER, message_id=chosen)
    assert await refusal(by_chat) == "message can't be edited"


async def test_a_chosen_photo_is_a_new_file(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "")
    await bot.answer_inline_query(
        query, [photo(caption="<b>a</b>", parse_mode="HTML"), photo(id="t", input_message_content=text("instead"))]
    )
    seen = server.seen(USER, await server.choose(USER, query, "p"))
    assert (seen.html, server.source(seen.photo_id or "")) == ("<b>a</b>", URL)
    instead = server.seen(USER, await server.choose(USER, query, "t"))
    assert (instead.text, instead.has_photo) == ("instead", False)


async def test_only_what_was_offered_can_be_chosen(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "a")
    with pytest.raises(LookupError, match="nothing was offered"):
        await server.choose(USER, query, "1")
    await bot.answer_inline_query(query, [article("1")])
    with pytest.raises(LookupError, match="no result '2' among"):
        await server.choose(USER, query, "2")
    with pytest.raises(LookupError, match="nothing was offered to user 8"):
        await server.choose(8, query, "1")


async def test_a_press_under_a_chosen_result_names_no_message(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "")
    await bot.answer_inline_query(query, [article(reply_markup=keyboard([button("Open")]))])
    chosen = await server.choose(USER, query, "1")
    feedback = (await bot.get_updates())[-1].chosen_inline_result
    press = await server.press_label(USER, "Open", message_id=chosen)
    pressed = (await bot.get_updates())[-1].callback_query
    assert pressed is not None
    assert feedback is not None
    assert (pressed.id, pressed.message, pressed.data) == (press, None, "open")
    assert pressed.inline_message_id is not None
    assert pressed.inline_message_id == feedback.inline_message_id


async def test_a_chosen_result_is_edited_by_its_inline_id(server: BotApiServer, bot: Bot) -> None:
    query = await server.inline_query(USER, "")
    await bot.answer_inline_query(query, [article(reply_markup=keyboard([button("Open")]))])
    chosen = await server.choose(USER, query, "1")
    await server.press_label(USER, "Open", message_id=chosen)
    pressed = (await bot.get_updates())[-1].callback_query
    assert pressed is not None
    inline_id = pressed.inline_message_id
    assert await bot.edit_message_text("done", inline_message_id=inline_id) is True
    assert (server.seen(USER, chosen).text, server.seen(USER, chosen).markup) == ("done", ())
    same = bot.edit_message_text("done", inline_message_id=inline_id)
    assert (await refusal(same)).startswith("message is not modified")
    await bot.edit_message_reply_markup(inline_message_id=inline_id, reply_markup=keyboard([button("More")]))
    uploaded = bot.edit_message_media(InputMediaPhoto(media=upload()), inline_message_id=inline_id)
    assert await refusal(uploaded) == "invalid message content specified"
    await bot.edit_message_media(InputMediaPhoto(media=URL), inline_message_id=inline_id)
    assert (server.seen(USER, chosen).has_photo, server.seen(USER, chosen).edits) == (True, 3)
    server.delete(USER, chosen)
    gone = bot.edit_message_caption(inline_message_id=inline_id, caption="x")
    assert await refusal(gone) == "MESSAGE_ID_INVALID"
    assert await refusal(bot.edit_message_text("x", inline_message_id="no-such")) == "MESSAGE_ID_INVALID"
