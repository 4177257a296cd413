"""Pictures on their way to the chat: alone, in albums, again, and those that nobody can show."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tabys_bot.application.screens.intents import ShowPictures
from tabys_bot.application.screens.screen import Photo, Press, Screen
from tabys_bot.domain.outcome import Outcome, Success
from tabys_bot.domain.sections import Section
from tests.integration.bot_with import PNG, USER, Scene, bot_with, loading, photo
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_request import UploadedFile

ASKED = ShowPictures(Section.NEWS, 17)
UNSHOWN = "Telegram не может показать картинку."
GONE = "Картинки больше нет."


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with bot_with(BotApiServer()) as running:
        yield running


def gallery(*photos: Photo, title: str = "📰 <Новость>") -> Screen:
    return Screen(title, photos=photos, unshown=UNSHOWN)


def uploads(scene: Scene) -> list[bytes | str]:
    """What Telegram was given for each picture in the chat."""
    return [scene.telegram.source(message.photo_id) for message in scene.messages if message.photo_id]


def texts(scene: Scene) -> list[str]:
    return [message.text for message in scene.messages]


async def test_a_picture_comes_below_and_the_card_stays(scene: Scene) -> None:
    scene.talk.screen = Screen("Card", rows=((Press("🖼", ASKED),),))
    await scene.says("/menu")
    card = scene.telegram.last(USER)
    scene.talk.arranged[ASKED] = gallery(photo(1))
    assert await scene.presses(ASKED) == [""]
    assert scene.telegram.seen(USER, card.message_id) == card
    picture = scene.telegram.last(USER)
    assert (picture.has_photo, picture.text, picture.album) == (True, "📰 <Новость>", None)
    (sent,) = scene.telegram.called("sendPhoto")
    assert sent["photo"] == UploadedFile("picture.png", PNG)
    assert scene.handles.known == {"/uploads/1": picture.photo_id}


async def test_a_picture_that_was_sent_is_not_loaded_again(scene: Scene) -> None:
    await scene.shows(gallery(photo(1)))
    await scene.shows(gallery(photo(1, GONE)))
    first, second = (message.photo_id for message in scene.messages[1:])
    assert first == second
    assert scene.telegram.called("sendPhoto")[1]["photo"] == first


@pytest.mark.parametrize("number", [2, 5])
async def test_several_pictures_are_one_album_under_one_title(scene: Scene, number: int) -> None:
    await scene.shows(gallery(*map(photo, range(number))))
    pictures = scene.messages[1:]
    assert len({picture.album for picture in pictures}) == 1
    assert [picture.text for picture in pictures] == ["📰 <Новость>"] + [""] * (number - 1)
    assert [*scene.handles.known.values()] == [picture.photo_id for picture in pictures]


@pytest.mark.parametrize(("number", "albums", "alone"), [(6, [5], 1), (12, [5, 5, 2], 0), (45, [5] * 6, 0)])
async def test_many_pictures_are_several_albums(scene: Scene, number: int, albums: list[int], alone: int) -> None:
    await scene.shows(gallery(*map(photo, range(number))))
    assert [len(call["media"]) for call in scene.telegram.called("sendMediaGroup")] == albums
    assert len(scene.telegram.called("sendPhoto")) == alone


async def test_an_album_mixes_what_is_known_with_what_is_new(scene: Scene) -> None:
    await scene.shows(gallery(photo(1)))
    url = "https://media.tabys.kz/3.jpg"
    await scene.shows(gallery(photo(1, GONE), photo(2), Photo("/uploads/3", loading(GONE), url)))
    assert uploads(scene) == [PNG, PNG, PNG, url]
    assert list(scene.handles.known) == ["/uploads/1", "/uploads/2", "/uploads/3"]


@pytest.mark.parametrize("others", [0, 2])
async def test_a_handle_that_telegram_does_not_know_is_forgotten(scene: Scene, others: int) -> None:
    scene.handles.known["/uploads/1"] = "of-another-bot"
    await scene.shows(gallery(photo(1), *map(photo, range(2, 2 + others))))
    assert uploads(scene) == [PNG] * (1 + others)
    assert scene.handles.known["/uploads/1"] == scene.messages[1].photo_id
    assert scene.messages[1].text == "📰 <Новость>"


async def test_a_handle_of_what_is_gone_meanwhile_ends_in_a_sentence(scene: Scene) -> None:
    scene.handles.known["/uploads/1"] = "of-another-bot"
    await scene.shows(gallery(photo(1, GONE)))
    assert texts(scene) == ["Menu", GONE]
    assert scene.handles.known == {}


@pytest.mark.parametrize("why", ["unreachable", "not a picture", "refused"])
async def test_an_address_that_telegram_cannot_fetch_is_fetched_by_us(scene: Scene, why: str) -> None:
    scene.telegram.break_url("https://media.tabys.kz/large.jpg", why)
    await scene.shows(gallery(Photo("/uploads/1", loading(PNG), "https://media.tabys.kz/large.jpg")))
    assert texts(scene) == ["Menu", "📰 <Новость>"]
    assert uploads(scene) == [PNG]
    assert list(scene.handles.known) == ["/uploads/1"]


@pytest.mark.parametrize("why", ["unreachable", "not a picture", "refused"])
async def test_an_address_that_neither_can_fetch_is_a_sentence(scene: Scene, why: str) -> None:
    scene.telegram.break_url("https://media.tabys.kz/lost.jpg", why)
    broken = Photo("/uploads/1", loading(GONE), "https://media.tabys.kz/lost.jpg")
    await scene.shows(gallery(broken))
    assert texts(scene) == ["Menu", UNSHOWN]
    await scene.shows(gallery(broken, photo(2), photo(3)))
    assert texts(scene)[2:] == ["📰 <Новость>", "", UNSHOWN]
    assert list(scene.handles.known) == ["/uploads/2", "/uploads/3"]


async def test_what_cannot_be_loaded_is_told_once_under_the_others(scene: Scene) -> None:
    await scene.shows(gallery(photo(1, GONE), photo(2), photo(3, GONE), photo(4, "Слишком большая."), photo(5)))
    assert len({message.album for message in scene.messages[1:3]}) == 1
    assert texts(scene) == ["Menu", "📰 <Новость>", "", f"{GONE}\nСлишком большая."]


async def test_content_that_is_no_picture_costs_only_itself(scene: Scene) -> None:
    await scene.shows(gallery(photo(1), photo(2, b"<html>"), photo(3, b"\xff\xd8\xff jpeg")))
    assert uploads(scene) == [PNG, b"\xff\xd8\xff jpeg"]
    assert texts(scene) == ["Menu", "📰 <Новость>", "", UNSHOWN]
    await scene.shows(gallery(photo(9, b"\0" * (10 * 2**20 + 1))))
    assert scene.telegram.last(USER).text == UNSHOWN


async def test_an_album_that_is_too_heavy_is_sent_in_pieces(scene: Scene) -> None:
    too_large = {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}
    scene.telegram.fail_next("sendMediaGroup", 413, too_large)
    await scene.shows(gallery(photo(1), photo(2)))
    assert uploads(scene) == [PNG, PNG]
    assert len(scene.telegram.called("sendMediaGroup")) == 1


async def test_without_the_store_pictures_are_shown_and_not_remembered(scene: Scene) -> None:
    scene.handles.is_down = True
    await scene.shows(gallery(photo(1)))
    await scene.shows(gallery(photo(1), photo(2)))
    assert uploads(scene) == [PNG, PNG, PNG]
    assert scene.handles.known == {}


async def test_a_bug_while_loading_costs_neither_the_others_nor_an_answer(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async def load() -> Outcome[bytes, str]:
        raise RuntimeError("oops")

    await scene.shows(gallery(Photo("/uploads/1", load), photo(2)))
    assert texts(scene) == ["Menu", "📰 <Новость>", UNSHOWN]
    assert "picture not loaded" in caplog.text


async def test_no_more_than_three_are_loaded_at_once(scene: Scene) -> None:
    now, most, gate = 0, 0, asyncio.Event()

    async def load() -> Outcome[bytes, str]:
        nonlocal now, most
        now += 1
        most = max(most, now)
        if now == 3:
            gate.set()
        await gate.wait()
        now -= 1
        return Success(PNG)

    await scene.shows(gallery(*(Photo(f"/uploads/{number}", load) for number in range(10))))
    assert most == 3
    assert len(uploads(scene)) == 10


async def test_a_slow_picture_is_announced(scene: Scene) -> None:
    announced = asyncio.Event()

    async def load() -> Outcome[bytes, str]:
        await announced.wait()
        return Success(PNG)

    scene.talk.screen = gallery(Photo("/uploads/1", load))
    press = await scene.telegram.press(USER, scene.telegram.last(USER).message_id, "1m")
    await scene.telegram.wait_for(lambda: scene.telegram.answers[press])
    assert list(scene.telegram.answers[press]) == [""]  # the press is done with: the next one need not wait
    await scene.telegram.wait_for(lambda: scene.telegram.called("sendChatAction"))
    assert scene.telegram.called("sendChatAction")[0]["action"] == "upload_photo"
    announced.set()
    await scene.settled()
    assert uploads(scene) == [PNG]
    assert list(scene.telegram.answers[press]) == [""]


async def test_the_next_press_does_not_wait_for_pictures(scene: Scene) -> None:
    asked_for, opened = asyncio.Event(), asyncio.Event()

    async def load() -> Outcome[bytes, str]:
        asked_for.set()
        await opened.wait()
        return Success(PNG)

    scene.talk.screen = gallery(Photo("/uploads/1", load))
    await scene.telegram.press(USER, scene.telegram.last(USER).message_id, "1m")
    await asked_for.wait()
    scene.talk.screen = Screen("Menu again")
    press = await scene.telegram.press(USER, scene.telegram.last(USER).message_id, "1m")
    await scene.telegram.wait_for(lambda: scene.telegram.answers[press])
    await scene.telegram.wait_for(lambda: scene.telegram.last(USER).text == "Menu again")
    opened.set()
    await scene.settled()
    assert uploads(scene) == [PNG]


async def test_telegram_is_waited_for_when_it_asks_to(scene: Scene) -> None:
    scene.telegram.flood("sendPhoto", 1)
    scene.telegram.flood("sendMediaGroup", 1)
    await scene.shows(gallery(photo(1)))
    await scene.shows(gallery(photo(2), photo(3)))
    assert uploads(scene) == [PNG, PNG, PNG]


@pytest.mark.parametrize(("number", "method"), [(1, "sendPhoto"), (3, "sendMediaGroup")])
async def test_a_lost_upload_is_repeated_once_and_then_told(scene: Scene, number: int, method: str) -> None:
    scene.telegram.reset_next(method, times=2)
    await scene.shows(gallery(*map(photo, range(number))))
    assert texts(scene) == ["Menu", UNSHOWN]
    assert len(scene.telegram.called(method)) == 2
    assert len(scene.telegram.called("sendPhoto") + scene.telegram.called("sendMediaGroup")) == 2


async def test_who_has_blocked_the_bot_gets_nothing_and_harms_nobody(scene: Scene) -> None:
    await scene.telegram.block(USER)
    scene.talk.screen = gallery(*map(photo, range(12)))
    assert await scene.presses() == [""]
    assert len(scene.telegram.called("sendMediaGroup")) == 1
    assert len(scene.messages) == 1


async def test_a_title_of_any_length_fits_under_a_picture(scene: Scene) -> None:
    shown = await scene.shows(gallery(photo(1), title="🎉<b>" * 1000))
    assert len(shown.text.encode("utf-16-le")) // 2 <= 1024
    assert shown.text.endswith("…")


async def test_pictures_answer_a_message_too(scene: Scene) -> None:
    scene.talk.screen = gallery(photo(1))
    await scene.says("/start 1c-news-17")
    assert uploads(scene) == [PNG]
