"""A picture in a private chat is a picture, however it was sent; everything else is as it was."""

from tabys_bot.application.screens.intents import SentPhoto, SignIn, Typed, Unclear
from tests.integration.bot_with import PNG, USER, Scene, bot_with
from tests.integration.servers.bot_api import BotApiServer


def photo_of(scene: Scene, message_id: int) -> SentPhoto:
    """The largest size of the photo in that message."""
    largest = scene.telegram.state.chats[USER].messages[message_id].content["photo"][-1]
    return SentPhoto(largest["file_id"], "photo.jpg", len(PNG))


async def test_the_largest_size_of_a_photo_is_taken_whatever_stands_under_it() -> None:
    async with bot_with(BotApiServer()) as scene:
        for caption in ("", "обложка", "/menu"):
            where = await scene.telegram.photo(USER, PNG, caption=caption)
            await scene.settled()
            assert scene.talk.asked[-1] == photo_of(scene, where)
            assert not scene.telegram.seen(USER, where).deleted


async def test_a_forwarded_photo_is_one_too() -> None:
    async with bot_with(BotApiServer()) as scene:
        where = await scene.telegram.photo(USER, PNG, origin={"type": "hidden_user", "sender_user_name": "Somebody"})
        await scene.settled()
        assert scene.talk.asked[-1] == photo_of(scene, where)


async def test_a_code_under_a_photo_is_still_a_code_and_does_not_stay() -> None:
    async with bot_with(BotApiServer()) as scene:
        where = await scene.telegram.photo(USER, PNG, caption="/login ABCD2345")
        await scene.settled()
        assert scene.talk.asked[-1] == SignIn("ABCD2345")
        assert scene.telegram.seen(USER, where).deleted


async def test_an_image_that_was_sent_as_a_file_is_a_picture_under_its_own_name() -> None:
    names = {"cover.PNG": "cover.PNG", "": "photo.jpg", "a\n\u202eb.png": "a b.png", "я" * 300: "я" * 100}
    async with bot_with(BotApiServer()) as scene:
        for name, shown in names.items():
            where = await scene.telegram.document(USER, PNG, name=name, mime_type="image/png")
            await scene.settled()
            handle = scene.telegram.state.chats[USER].messages[where].content["document"]["file_id"]
            assert scene.talk.asked[-1] == SentPhoto(handle, shown, len(PNG))


async def test_other_files_and_messages_are_no_pictures() -> None:
    async with bot_with(BotApiServer()) as scene:
        await scene.telegram.document(USER, b"%PDF", name="a.png", mime_type="application/pdf")
        await scene.telegram.document(USER, PNG, name="a.png")
        await scene.telegram.sticker(USER)
        await scene.telegram.voice(USER)
        await scene.settled()
        assert scene.talk.asked[1:] == [Unclear()] * 4
        await scene.says("Жастар форумы")
        assert scene.talk.asked[-1] == Typed("Жастар форумы")


async def test_of_an_album_only_the_first_picture_is_answered() -> None:
    async with bot_with(BotApiServer()) as scene:
        before = len(scene.messages)
        for album in ("1", "2"):
            first = await scene.telegram.photo(USER, PNG, album=album)
            for _ in range(3):
                await scene.telegram.photo(USER, PNG, album=album)
            await scene.settled()
            assert scene.talk.asked[-1] == photo_of(scene, first)
        assert len(scene.messages) == before + 2
