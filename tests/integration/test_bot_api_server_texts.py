"""The fake Bot API parses texts as Telegram does, and refuses what Telegram refuses."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import DisabledButton, MessageEntity

from tests.integration.bot_api_client import USER, bot, button, edit, keyboard, plain, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import Button

__all__ = ["bot", "server"]  # the fixtures


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
        ('<tg-time format="r">x</tg-time>', "Invalid date and time specified"),
        ('<tg-time unix="1" format="rt">x</tg-time>', "Invalid date and time specified"),
        ('<tg-time unix="1" format="TD">x</tg-time>', "Invalid date and time specified"),
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
        '<tg-time unix="1700000000" format="r">then</tg-time> <tg-time unix="1700000000" format="dt">then</tg-time>',
        "1 &lt; 2 &gt; 0 &amp; all",
    ],
)
async def test_right_html_is_kept(server: BotApiServer, bot: Bot, html: str) -> None:
    await bot.send_message(USER, html, parse_mode="HTML")
    assert server.last(USER).html == html


async def test_an_address_is_kept_unescaped(bot: Bot) -> None:
    sent = await bot.send_message(USER, '<a href="https://t.me/x?a=1&amp;b=2">x</a>', parse_mode="HTML")
    assert plain(sent.entities) == [{"type": "text_link", "offset": 0, "length": 1, "url": "https://t.me/x?a=1&b=2"}]


@pytest.mark.parametrize(
    "address",
    ["tel:+77011234567", "mailto:a@tabys.kz", "javascript:alert(1)", "ftp://tabys.kz", "http://localhost/", "/path"],
)
async def test_a_link_telegram_cannot_use_stays_as_text(server: BotApiServer, bot: Bot, address: str) -> None:
    sent = await bot.send_message(USER, f'<a href="{address}">x</a>', parse_mode="HTML")
    assert (sent.text, sent.entities, server.last(USER).html) == ("x", None, "x")


@pytest.mark.parametrize(
    "address", ["https://tabys.kz", "http://sub.tabys.kz:8080/a?b#c", "tabys.kz/x", "tg://resolve?domain=a"]
)
async def test_a_link_telegram_can_use_is_kept(server: BotApiServer, bot: Bot, address: str) -> None:
    await bot.send_message(USER, f'<a href="{address}">x</a>', parse_mode="HTML")
    assert server.last(USER).html == f'<a href="{address}">x</a>'


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


@pytest.mark.parametrize("moment", [{}, {"unix_time": 1, "date_time_format": "rt"}])
async def test_a_moment_needs_its_time_and_a_known_format(bot: Bot, moment: dict[str, Any]) -> None:
    entity = MessageEntity(type="date_time", offset=0, length=1, **moment)
    expected = "can't parse MessageEntity: invalid date and time specified"
    assert await refusal(bot.send_message(USER, "!", entities=[entity])) == expected


async def test_entities_format_a_text(server: BotApiServer, bot: Bot) -> None:
    await bot.send_message(USER, "😀!", entities=[MessageEntity(type="bold", offset=0, length=2)])
    assert server.last(USER).html == "<b>😀</b>!"
