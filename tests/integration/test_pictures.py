"""A picture is fetched whole or there is a reason why not, and nothing but a picture ever is one."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from tabys_bot.adapters.tabys.pictures import FETCHES_AT_ONCE, HttpPictures, pictures_connected
from tabys_bot.application.failures import (
    ForeignPicture,
    NotAPicture,
    PictureFailure,
    PictureGone,
    PictureTooLarge,
    PictureUnreachable,
)
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.pictures import LARGEST_PICTURE
from tabys_bot.domain.records import Picture
from tests.integration.servers.pictures import PNG, PicturesServer, endless, file, in_groups, redirect, reset, stall

SECONDS = 20.0
JPEG = b"\xff\xd8\xff\xe0" + b"j" * 50
WEBP = b"RIFF\x20\x00\x00\x00WEBPVP8 " + b"w" * 50


@pytest.fixture
async def server() -> AsyncIterator[PicturesServer]:
    async with PicturesServer() as server:
        yield server


@pytest.fixture
async def pictures(server: PicturesServer) -> AsyncIterator[HttpPictures]:
    async with pictures_connected(server.url, seconds=SECONDS) as pictures:
        yield pictures


@pytest.mark.parametrize("content", [PNG, JPEG, WEBP, b"GIF87a...", b"GIF89a..."], ids=lambda content: content[:6])
async def test_a_picture_is_known_by_its_content(
    server: PicturesServer, pictures: HttpPictures, content: bytes
) -> None:
    server.files["/uploads/a.bin"] = file(content, headers={"Content-Type": "text/html"})
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.bin")) == Success(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"RIFF\x20\x00\x00\x00WAVEfmt ",
        PNG[:4],
    ],
    ids=lambda content: content[:6],
)
async def test_nothing_else_is_one_whatever_it_is_called(
    server: PicturesServer, pictures: HttpPictures, content: bytes
) -> None:
    server.files["/uploads/a.jpg"] = file(content, headers={"Content-Type": "image/jpeg"})
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.jpg")) == Failure(NotAPicture())


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (404, PictureGone()),
        (405, PictureGone()),
        (410, PictureGone()),
        (204, PictureUnreachable()),
        (206, PictureUnreachable()),
        (304, PictureUnreachable()),
        (401, PictureUnreachable()),
        (403, PictureUnreachable()),
        (429, PictureUnreachable()),
        (500, PictureUnreachable()),
        (503, PictureUnreachable()),
    ],
)
async def test_a_status_says_why_there_is_none(
    server: PicturesServer, pictures: HttpPictures, status: int, failure: PictureFailure
) -> None:
    server.files["/uploads/a.png"] = file(PNG if status not in {204, 304} else b"", status=status)
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Failure(failure)


async def test_a_picture_may_have_ten_megabytes_and_no_byte_more(
    server: PicturesServer, pictures: HttpPictures
) -> None:
    server.files |= {
        "/uploads/told": file(PNG.ljust(LARGEST_PICTURE, b"x")),
        "/uploads/told-more": file(PNG.ljust(LARGEST_PICTURE + 1, b"x")),
        "/uploads/untold": endless(LARGEST_PICTURE),
        "/uploads/untold-more": endless(LARGEST_PICTURE + 1),
        "/uploads/without-end": endless(LARGEST_PICTURE * 30),
    }
    outcomes = {path: await pictures.fetch(Picture(server.url + path)) for path in server.files}
    sizes = {path: len(outcome.unwrap()) for path, outcome in outcomes.items() if isinstance(outcome, Success)}
    assert sizes == {"/uploads/told": LARGEST_PICTURE, "/uploads/untold": LARGEST_PICTURE}
    others = [outcome for outcome in outcomes.values() if isinstance(outcome, Failure)]
    assert others == [Failure(PictureTooLarge())] * 3


async def test_a_packed_answer_is_not_unpacked(server: PicturesServer, pictures: HttpPictures) -> None:
    server.files["/uploads/a.png"] = file(b"\x1f\x8b\x08\x00", headers={"Content-Encoding": "gzip"})
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Failure(NotAPicture())


@pytest.mark.parametrize("after", [0, 20])
async def test_a_cut_connection_is_no_picture(server: PicturesServer, pictures: HttpPictures, after: int) -> None:
    server.files["/uploads/a.png"] = reset(after=after)
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Failure(PictureUnreachable())


@pytest.mark.parametrize("after", [0, 20])
async def test_a_silent_server_is_not_waited_for_long(server: PicturesServer, after: int) -> None:
    server.files["/uploads/a.png"] = stall(after=after)
    async with asyncio.timeout(SECONDS), pictures_connected(server.url, seconds=0.1) as pictures:
        assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Failure(PictureUnreachable())


async def test_a_server_that_is_down_is_no_picture() -> None:
    async with PicturesServer() as gone:
        url = gone.url
    async with pictures_connected(url) as pictures:
        assert await pictures.fetch(Picture(f"{url}/uploads/a.png")) == Failure(PictureUnreachable())


async def test_at_most_four_are_fetched_at_once_and_the_others_wait(
    server: PicturesServer, pictures: HttpPictures
) -> None:
    server.files["/uploads/a.png"] = in_groups(FETCHES_AT_ONCE)
    outcomes = await asyncio.gather(*(pictures.fetch(Picture(f"{server.url}/uploads/a.png?{n}")) for n in range(20)))
    assert outcomes == [Success(PNG)] * 20
    assert server.in_flight_peak == FETCHES_AT_ONCE == 4


async def test_pictures_that_failed_give_their_room_back(server: PicturesServer) -> None:
    server.files |= {
        "/uploads/stall": stall(after=20, leaping=SECONDS),
        "/uploads/reset": reset(after=20),
        "/uploads/large": endless(LARGEST_PICTURE * 2),
    }
    server.files["/uploads/a.png"] = file()
    async with pictures_connected(server.url, seconds=SECONDS) as pictures:
        for path in ("/uploads/large", "/uploads/reset", "/uploads/stall"):
            await asyncio.gather(*(pictures.fetch(Picture(server.url + path)) for _ in range(6)))
        assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Success(PNG)


async def test_redirects_are_followed_twice_and_no_further(server: PicturesServer, pictures: HttpPictures) -> None:
    server.files |= {
        "/uploads/3": redirect("/uploads/2", 301),
        "/uploads/2": redirect(f"{server.url}/uploads/1?x=1", 307),
        "/uploads/1": redirect("2.png"),
        "/uploads/2.png": file(),
        "/uploads/loop": redirect("/uploads/loop"),
        "/uploads/nowhere": file(b"", status=302),
    }
    assert await pictures.fetch(Picture(f"{server.url}/uploads/2")) == Success(PNG)
    assert server.paths == ["/uploads/2", "/uploads/1?x=1", "/uploads/2.png"]
    for path in ("/uploads/3", "/uploads/loop", "/uploads/nowhere"):
        server.requests.clear()
        assert await pictures.fetch(Picture(server.url + path)) == Failure(PictureUnreachable())
        assert len(server.paths) == 3


async def test_nothing_is_sent_but_a_plain_get(server: PicturesServer, pictures: HttpPictures) -> None:
    server.files |= {
        "/uploads/first": redirect("/uploads/a.png"),
        "/uploads/a.png": file(headers={"Set-Cookie": "who=me; Path=/"}),
    }
    for _ in range(2):
        await pictures.fetch(Picture(f"{server.url}/uploads/first"))
    sent = {(method, frozenset(headers) - {"Host", "User-Agent"}) for method, _, headers in server.requests}
    assert sent == {("GET", frozenset({"Accept", "Accept-Encoding"}))}
    assert server.requests[0][2]["Accept-Encoding"] == "identity"


async def test_the_log_has_one_line_without_the_query(
    server: PicturesServer, pictures: HttpPictures, caplog: pytest.LogCaptureFixture
) -> None:
    server.files["/uploads/a.png"] = file(status=500)
    with caplog.at_level(logging.WARNING):
        await pictures.fetch(Picture(f"{server.url}/uploads/a.png?token=secret#part"))
        await pictures.fetch(Picture(f"http://me:hunter2@127.0.0.1:{server.port}/b.png\n\u202e{'x' * 500}"))
    first, second = [record.getMessage() for record in caplog.records]
    assert first == f"picture {server.url}/uploads/a.png: 500"
    assert second.startswith(f"picture {server.url}/b.png")
    assert second.endswith("…: credentials in the address")
    assert not any(part in first + second for part in ("secret", "me:", "hunter2", "\n", "\u202e"))


@pytest.mark.parametrize("path", ["/api/v2/courses/5", "/api/v2/projects/new", "/", "/uploads", "/uploadsecrets/a.png"])
async def test_the_routes_of_tabys_are_no_pictures(server: PicturesServer, pictures: HttpPictures, path: str) -> None:
    assert await pictures.fetch(Picture(f"{server.url}{path}")) == Failure(ForeignPicture())
    assert server.paths == []
