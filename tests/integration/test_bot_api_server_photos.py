"""Photos at the fake Bot API are uploaded, fetched, named again and grouped as in Telegram."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendMediaGroup
from aiogram.types import InputMediaAnimation, InputMediaDocument, InputMediaPhoto, Message, ReplyParameters

from tests.integration.bot_api_client import PNG, USER, bot, button, edit, keyboard, plain, refusal, server, upload
from tests.integration.servers.bot_api import BotApiServer

__all__ = ["bot", "server"]  # the fixtures

URL = "https://tabys.kz/poster.jpg"
UNREACHABLE = "failed to get HTTP URL content"
WRONG_FILE = "wrong file identifier/HTTP URL specified"


def photo_id(message: Message) -> str:
    assert message.photo
    return message.photo[-1].file_id


def group(bot: Bot, *items: InputMediaPhoto, reply_to: int | None = None) -> SendMediaGroup:
    """The request itself, for aiogram's own method asks for more kinds of media."""
    reply = ReplyParameters(message_id=reply_to) if reply_to else None
    return SendMediaGroup(chat_id=USER, media=list(items), reply_parameters=reply).as_(bot)


def picture(media: str = URL, caption: str | None = None) -> InputMediaPhoto:
    return InputMediaPhoto(media=media, caption=caption, parse_mode="HTML")


@pytest.mark.parametrize("content", [PNG, b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x00\x00\x00\x00WEBPVP8 "])
async def test_a_picture_is_uploaded(server: BotApiServer, bot: Bot, content: bytes) -> None:
    sent = await bot.send_photo(USER, upload(content), caption="<b>Card</b>", parse_mode="HTML")
    seen = server.last(USER)
    assert (seen.has_photo, seen.photo_id, seen.html) == (True, photo_id(sent), "<b>Card</b>")
    assert server.source(photo_id(sent)) == content


async def test_a_photo_is_named_again_by_its_id(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_photo(USER, upload())
    for _ in range(2):
        assert photo_id(await bot.send_photo(USER, photo_id(sent))) == photo_id(sent)
    assert await refusal(bot.send_photo(USER, "no-such-file")) == WRONG_FILE
    document = await bot.send_document(USER, upload(b"a table"))
    assert document.document is not None
    wrong_kind = bot.send_photo(USER, document.document.file_id)
    assert await refusal(wrong_kind) == "can't use file of type Document as Photo"
    again = await bot.send_document(USER, document.document.file_id)
    assert plain([again.document or again]) == plain([document.document])
    theirs = server.seen(USER, await server.photo(USER)).photo_id
    assert theirs is not None
    assert photo_id(await bot.send_photo(USER, theirs)) == theirs


async def test_a_photo_is_fetched_from_an_address(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_photo(USER, URL)
    assert server.source(photo_id(sent)) == URL
    assert await refusal(bot.send_photo(USER, "http://localhost/a.jpg")) == WRONG_FILE
    assert await refusal(bot.send_photo(USER, "tg://resolve?domain=x")) == WRONG_FILE
    server.break_url(URL)
    assert await refusal(bot.send_photo(USER, URL)) == UNREACHABLE
    server.break_url(URL, "not a picture")
    assert await refusal(bot.send_photo(USER, URL)) == "wrong type of the web page content"
    server.break_url(URL, "refused")
    assert await refusal(bot.send_photo(USER, URL)) == WRONG_FILE


async def test_what_is_no_photo_is_refused(bot: Bot) -> None:
    assert await refusal(bot.send_photo(USER, upload(b"<html>404</html>"))) == "IMAGE_PROCESS_FAILED"
    assert await refusal(bot.send_photo(USER, upload(b"\x89PNG"))) == "IMAGE_PROCESS_FAILED"
    assert await refusal(bot.send_photo(USER, upload(b""))) == "file must be non-empty"
    limit = 10 * 2**20
    await bot.send_photo(USER, upload(PNG.ljust(limit)))
    expected = f"file of size {limit + 1} bytes is too big for a photo; the maximum size is {limit} bytes"
    assert await refusal(bot.send_photo(USER, upload(PNG.ljust(limit + 1)))) == expected
    assert await refusal(bot.send_photo(USER, upload(), caption="x" * 1025)) == "message caption is too long"


async def test_an_album_is_sent_whole(server: BotApiServer, bot: Bot) -> None:
    known = photo_id(await bot.send_photo(USER, upload()))
    items = [
        InputMediaPhoto(media=upload(b"GIF87a"), caption="<i>one</i>", parse_mode="HTML"),
        picture(known, "x" * 1024),
        picture(URL),
    ]
    question = await server.message(USER, "show me")
    sent = await group(bot, *items, reply_to=question)
    seen = server.chat(USER)[-3:]
    assert [photo_id(message) for message in sent] == [one.photo_id for one in seen]
    assert [one.html for one in seen] == ["<i>one</i>", "x" * 1024, ""]
    assert [server.source(photo_id(message)) for message in sent] == [b"GIF87a", PNG, URL]
    assert photo_id(sent[1]) == known
    assert {one.album for one in seen} == {sent[0].media_group_id}
    assert sent[0].media_group_id is not None
    await group(bot, picture(), picture())
    assert server.last(USER).album != sent[0].media_group_id


async def test_an_album_has_two_to_ten_photos(server: BotApiServer, bot: Bot) -> None:
    assert await refusal(group(bot)) == "there are no messages to send"
    assert await refusal(group(bot, picture())) == "there must be at least 2 messages in an album"
    assert await refusal(group(bot, *[picture()] * 11)) == "too many messages to send as an album"
    assert len(await group(bot, *[picture()] * 10)) == 10
    assert len(server.chat(USER)) == 11


async def test_an_album_with_one_wrong_photo_is_refused_whole(server: BotApiServer, bot: Bot) -> None:
    server.break_url(f"{URL}?2")
    reason = f'failed to send message #2 with the error message "{UNREACHABLE}"'
    assert await refusal(group(bot, picture(), picture(f"{URL}?2"))) == reason
    broken = InputMediaPhoto(media=upload(b"text"))
    reason = 'failed to send message #1 with the error message "IMAGE_PROCESS_FAILED"'
    assert await refusal(group(bot, broken, picture())) == reason
    assert await refusal(group(bot, picture(), picture("no-such-file"))) == WRONG_FILE
    assert await refusal(group(bot, picture(), picture("attach://nothing"))) == WRONG_FILE
    assert await refusal(group(bot, picture(), picture(caption="x" * 1025))) == "message caption is too long"
    unclosed = group(bot, picture(), picture(caption="<b>x"))
    assert (await refusal(unclosed)).startswith("can't parse entities")
    lost = group(bot, picture(), picture(), reply_to=999)
    assert await refusal(lost) == "message to be replied not found"
    assert len(server.chat(USER)) == 1


async def test_other_media_are_not_for_albums(bot: Bot) -> None:
    animations: Any = [InputMediaAnimation(media=URL), InputMediaAnimation(media=URL)]
    request = SendMediaGroup.model_construct(chat_id=USER, media=animations).as_(bot)
    reason = "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup"
    assert await refusal(request) == reason
    documents = bot.send_media_group(USER, [InputMediaDocument(media=URL), InputMediaDocument(media=URL)])
    assert await refusal(documents) == 'can\'t parse InputMedia: type "document" is unsupported'


async def test_a_photo_is_changed_but_has_no_text(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_photo(USER, upload(), caption="one", reply_markup=keyboard([button()]))
    assert await refusal(edit(bot, sent.message_id, "two")) == "there is no text in the message to edit"
    await bot.edit_message_caption(chat_id=USER, message_id=sent.message_id, caption="two")
    same = bot.edit_message_caption(chat_id=USER, message_id=sent.message_id, caption="two")
    assert (await refusal(same)).startswith("message is not modified")
    await bot.edit_message_media(picture(URL, "<b>3</b>"), chat_id=USER, message_id=sent.message_id)
    seen = server.last(USER)
    assert (seen.html, seen.markup, seen.edits) == ("<b>3</b>", (), 2)
    assert server.source(seen.photo_id or "") == URL


async def test_a_text_becomes_a_photo_and_stays_one(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(USER, "text")
    server.break_url(f"{URL}?lost")
    lost = bot.edit_message_media(picture(f"{URL}?lost"), chat_id=USER, message_id=sent.message_id)
    assert await refusal(lost) == UNREACHABLE
    uploaded = InputMediaPhoto(media=upload(), caption="card")
    await bot.edit_message_media(uploaded, chat_id=USER, message_id=sent.message_id)
    assert (server.last(USER).text, server.last(USER).has_photo) == ("card", True)
    assert await refusal(edit(bot, sent.message_id, "text")) == "there is no text in the message to edit"
