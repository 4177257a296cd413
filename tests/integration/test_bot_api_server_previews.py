"""The fake Bot API shows the preview of a link as it was asked for, and refuses wrong wishes."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import LinkPreviewOptions

from tests.integration.bot_api_client import USER, bot, edit, refusal, server
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_state import LinkPreview

__all__ = ["bot", "server"]  # the fixtures

PICTURE = "https://tabys.kz/poster.jpg"
LARGE_ABOVE = LinkPreviewOptions(url=PICTURE, prefer_large_media=True, show_above_text=True)
NONE = LinkPreviewOptions(is_disabled=True)


@pytest.mark.parametrize(
    ("options", "preview"),
    [
        (LARGE_ABOVE, LinkPreview(PICTURE, "large", above_text=True)),
        (LinkPreviewOptions(url=PICTURE, prefer_small_media=True), LinkPreview(PICTURE, "small")),
        (LinkPreviewOptions(url=PICTURE, is_disabled=True), None),
        (LinkPreviewOptions(prefer_large_media=True), LinkPreview("https://a.kz/1")),
        (NONE, None),
        (None, LinkPreview("https://a.kz/1")),
    ],
)
async def test_the_preview_is_what_was_asked_for(
    server: BotApiServer, bot: Bot, options: LinkPreviewOptions | None, preview: LinkPreview | None
) -> None:
    text = '😀 <a href="tg://resolve?domain=x">a</a> <a href="https://a.kz/1">b</a> https://b.kz/2.'
    sent = await bot.send_message(USER, text, parse_mode="HTML", link_preview_options=options)
    assert server.last(USER).preview == preview
    assert (sent.link_preview_options is None) == (options is None)


async def test_a_bare_address_has_a_preview_too(server: BotApiServer, bot: Bot) -> None:
    await bot.send_message(USER, "see https://b.kz/2.")
    assert server.last(USER).preview == LinkPreview("https://b.kz/2")
    await bot.send_message(USER, "nothing to see")
    assert server.last(USER).preview is None


async def test_an_edit_changes_the_preview(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(USER, "card", link_preview_options=LARGE_ABOVE)
    same = edit(bot, sent.message_id, "card", link_preview_options=LARGE_ABOVE)
    assert (await refusal(same)).startswith("message is not modified")
    await edit(bot, sent.message_id, "card", link_preview_options=LinkPreviewOptions(url=PICTURE))
    assert server.last(USER).preview == LinkPreview(PICTURE)
    await edit(bot, sent.message_id, "card", link_preview_options=NONE)
    assert (server.last(USER).preview, server.last(USER).edits) == (None, 2)
    unseen = edit(bot, sent.message_id, "card")
    assert (await refusal(unseen)).startswith("message is not modified")


async def test_an_edit_without_options_takes_the_preview_away(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(USER, "card", link_preview_options=LARGE_ABOVE)
    await edit(bot, sent.message_id, "text")
    assert server.last(USER).preview is None


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"url": "http://localhost/a.jpg"}, "WEBPAGE_URL_INVALID"),
        ({"url": "tg://user?id=1"}, "WEBPAGE_URL_INVALID"),
        (
            {"prefer_small_media": True, "prefer_large_media": True},
            "can't prefer both small and large media in a link preview",
        ),
    ],
)
async def test_wrong_wishes_are_refused(server: BotApiServer, bot: Bot, options: dict[str, Any], reason: str) -> None:
    wrong = LinkPreviewOptions(**options)
    assert await refusal(bot.send_message(USER, "x", link_preview_options=wrong)) == reason
    sent = server.bot_message(USER, "x")
    assert await refusal(edit(bot, sent, "y", link_preview_options=wrong)) == reason
