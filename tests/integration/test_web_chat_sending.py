"""A photo that is sent in the web chat reaches the conversation as in Telegram, within bounds."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.adapters.web.attachments import WebAttachments
from tabys_bot.application.failures import NotAPicture, PictureGone
from tabys_bot.application.ports import Attachments
from tabys_bot.application.screens.intents import SentPhoto
from tabys_bot.application.screens.screen import Screen
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tests.integration.web_chat_calls import VISITOR, Client
from tests.integration.web_chat_stand_in import StandIn, application_of, png

ABOUT = {"visitor": VISITOR, "language": "en"}
FORM = "multipart/form-data; boundary=b"


@pytest.fixture
def conversation() -> StandIn:
    return StandIn(Screen("Taken"))


@pytest.fixture
async def client(conversation: StandIn) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application_of(conversation))) as client:
        yield client


def form(content: bytes, *, name: str = "cover.png", about: object = ABOUT) -> FormData:
    data = FormData(quote_fields=False)  # as browsers do
    data.add_field("about", json.dumps(about))
    data.add_field("photo", BytesIO(content), filename=name, content_type="image/png")
    return data


async def sent(client: Client, data: FormData) -> Any:
    async with client.post("/api/photo", data=data) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def refused(client: Client, data: FormData | bytes, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.post("/api/photo", data=data, headers=named) as response:
        sentence = await response.text()
        assert "Traceback" not in sentence
        return response.status, sentence


async def test_a_photo_is_told_of_and_can_be_fetched(client: Client, conversation: StandIn) -> None:
    answer = await sent(client, form(png(4, 4)))
    assert (answer["screen"]["title"], answer["forget"]) == ("Taken", False)
    [photo] = conversation.asked
    assert isinstance(photo, SentPhoto)
    assert (photo.name, photo.size) == ("cover.png", len(png(4, 4)))
    assert photo.handle not in repr(photo)
    assert await conversation.attachments.fetch_sent(photo.handle) == Success(png(4, 4))


async def test_the_name_of_a_file_is_cleaned_and_bounded(client: Client, conversation: StandIn) -> None:
    names = {"a\u202eb.png": "ab.png", "я" * 300: "я" * 100, " ": "photo"}
    for name in names:
        await sent(client, form(png(1, 1), name=name))
    assert [photo.name for photo in conversation.asked if isinstance(photo, SentPhoto)] == list(names.values())


async def test_the_largest_photo_is_taken_and_a_larger_one_is_not(client: Client, conversation: StandIn) -> None:
    await sent(client, form(b"x" * LARGEST_PICTURE))
    assert await refused(client, form(b"x" * (LARGEST_PICTURE + 1))) == (413, f"At most {LARGEST_PICTURE} bytes.")
    assert len(conversation.asked) == 1


async def test_what_is_no_picture_is_found_out_when_it_is_fetched() -> None:
    kept = WebAttachments()
    assert await kept.fetch_sent(kept.keep(b"%PDF-1.7")) == Failure(NotAPicture())


async def test_only_the_latest_photos_are_kept() -> None:
    kept = WebAttachments()
    fitting: Attachments = kept
    handles = [kept.keep(png(1, number)) for number in range(1, 23)]
    found = [isinstance(await fitting.fetch_sent(handle), Success) for handle in handles]
    assert found == [False] * 2 + [True] * 20
    assert await kept.fetch_sent("of another day") == Failure(PictureGone())
    assert len(set(handles)) == len(handles)


@pytest.mark.parametrize(
    "about", [None, {"visitor": 0, "language": "en"}, {"visitor": VISITOR}, {**ABOUT, "text": "x"}, "x" * 2000]
)
async def test_nobody_sends_for_nobody(client: Client, conversation: StandIn, about: object) -> None:
    status, _ = await refused(client, form(png(1, 1), about=about))
    assert status in {400, 413}
    assert conversation.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"--b--\r\n",
        b"--b\r\n\r\n",
        b'--b\r\nContent-Disposition: form-data; name="photo"\r\n\r\nx\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="about"\r\n\r\n{}\r\n--b--\r\n',
        b'--b\r\nContent-Disposition: form-data; name="about"\r\n\r\n{}',
        b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n",
        b"--b\r\n\xff\xfe: \x00\r\n\r\nx\r\n--b--\r\n",
        b"--b\r\n" + b"x" * 40_000 + b"\r\n\r\nx\r\n--b--\r\n",
    ],
)
async def test_garbage_is_answered_with_a_sentence(client: Client, conversation: StandIn, body: bytes) -> None:
    status, sentence = await refused(client, body, Content_Type=FORM)
    assert status == 400
    assert sentence.endswith(".")
    assert conversation.asked == []


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/mixed; boundary=b"])
async def test_anything_but_a_form_is_refused(client: Client, kind: str) -> None:
    assert await refused(client, b"{}", Content_Type=kind) == (400, "The request must be multipart/form-data.")
    status, _ = await refused(client, b"--b--\r\n", Content_Type="multipart/form-data")
    assert status == 400


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "cross-site"}])
async def test_pages_of_other_sites_are_refused(client: Client, conversation: StandIn, headers: dict[str, str]) -> None:
    assert await refused(client, form(png(1, 1)), **headers) == (403, "Only the page of this server may ask this.")
    assert conversation.asked == []
