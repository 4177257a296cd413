"""The bot goes for pictures to Tabys and its media host, and nowhere else, however it is asked to."""

import socket
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from tabys_bot.adapters.tabys.pictures import HttpPictures, pictures_connected
from tabys_bot.application.failures import ForeignPicture, PictureUnreachable
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Picture
from tests.integration.servers.pictures import PNG, PicturesServer, file, redirect

NOT_PUBLIC = [
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  nobody listens there, and nothing may be fetched from there
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "2001:db8::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "fd00::1",
    "ff02::1",
]


class Names(AbstractResolver):
    """A name service of a few names."""

    def __init__(self, addresses: Mapping[str, Sequence[str]]) -> None:
        self._addresses = addresses
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if host not in self._addresses:
            raise OSError(f"no such host for {family!r}")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses[host]
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
async def server() -> AsyncIterator[PicturesServer]:
    async with PicturesServer() as server:
        server.files["/uploads/a.png"] = file()
        yield server


@pytest.fixture
async def elsewhere() -> AsyncIterator[PicturesServer]:
    """What must never be asked, though it would answer."""
    async with PicturesServer() as elsewhere:
        elsewhere.files["/uploads/a.png"] = file()
        yield elsewhere
        assert elsewhere.paths == []


@pytest.fixture
async def pictures(server: PicturesServer) -> AsyncIterator[HttpPictures]:
    async with pictures_connected(server.url) as pictures:
        yield pictures


async def test_tabys_itself_may_be_on_this_machine(server: PicturesServer, pictures: HttpPictures) -> None:
    assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Success(PNG)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/uploads/a.png",
        "a.png",
        "//127.0.0.1:{here}/uploads/a.png",
        "http:///a.png",
        "http://127.0.0.1/a.png",
        "http://127.0.0.1:{there}/uploads/a.png",
        "https://127.0.0.1:{here}/uploads/a.png",
        "ftp://127.0.0.1:{here}/uploads/a.png",
        "file:///etc/passwd",
        "data:image/png;base64,iVBORw0KGgo=",
        "javascript:alert(1)",
        "http://localhost:{here}/uploads/a.png",
        "http://localhost:{there}/uploads/a.png",
        "http://127.0.0.1.:{here}/uploads/a.png",
        "http://127.1:{here}/uploads/a.png",
        "http://127.1:{there}/uploads/a.png",
        "http://2130706433:{here}/uploads/a.png",
        "http://2130706433:{there}/uploads/a.png",
        "http://0x7f000001:{there}/uploads/a.png",
        "http://0177.0.0.1:{there}/uploads/a.png",
        "http://0:{there}/uploads/a.png",
        "http://[::1]:{there}/uploads/a.png",
        "http://[::ffff:127.0.0.1]:{here}/uploads/a.png",
        "http://[::ffff:127.0.0.1]:{there}/uploads/a.png",
        "http://[fe80::1%25lo]:{there}/uploads/a.png",
        "http://127.0.0.1:{here}@127.0.0.1:{there}/uploads/a.png",
        "http://tabys@127.0.0.1:{there}/uploads/a.png",
        "http://tabys@127.0.0.1:{here}/uploads/a.png",
        "http://tabys:secret@127.0.0.1:{here}/uploads/a.png",
        "http://127.0.0.1:{there}\\@127.0.0.1:{here}/uploads/a.png",
        "http://127.0.0.1:{there}#@127.0.0.1:{here}/uploads/a.png",
        "http://127.0.0.1:{there}?@127.0.0.1:{here}/uploads/a.png",
        "http://127.0.0.1:99999/a.png",
        "http://[::1/a.png",
        "http://" + "x" * 70_000,
    ],
    ids=lambda address: ascii(address[:50]),
)
async def test_no_other_address_is_asked(
    server: PicturesServer, elsewhere: PicturesServer, pictures: HttpPictures, address: str
) -> None:
    address = address.replace("{here}", str(server.port)).replace("{there}", str(elsewhere.port))
    assert await pictures.fetch(Picture(address)) == Failure(ForeignPicture())
    assert server.paths == []


async def test_no_redirect_leads_elsewhere(
    server: PicturesServer, elsewhere: PicturesServer, pictures: HttpPictures
) -> None:
    for place in (
        f"{elsewhere.url}/uploads/a.png",
        f"//127.0.0.1:{elsewhere.port}/uploads/a.png",
        f"http://tabys@127.0.0.1:{server.port}/uploads/a.png",
        "file:///etc/passwd",
        "http://[",
    ):
        server.files["/uploads/go"] = redirect(place)
        assert await pictures.fetch(Picture(f"{server.url}/uploads/go")) == Failure(ForeignPicture())
    assert server.paths == ["/uploads/go"] * 5


async def test_a_host_may_be_written_in_capitals(server: PicturesServer) -> None:
    names = Names({"tabys.example": ["127.0.0.1"]})
    async with pictures_connected(f"http://Tabys.Example:{server.port}", resolver=names) as pictures:
        assert await pictures.fetch(Picture(f"HTTP://TABYS.EXAMPLE:{server.port}/uploads/a.png")) == Success(PNG)
    assert names.asked == ["tabys.example"]


async def test_a_port_may_be_written_though_it_is_the_usual_one() -> None:
    names = Names({})
    async with pictures_connected("http://tabys.example", "https://media.example", resolver=names) as pictures:
        for address in ("http://tabys.example:80/uploads/a", "https://media.example:443/a"):
            assert await pictures.fetch(Picture(address)) == Failure(PictureUnreachable())  # for there are no names
        for address in ("https://tabys.example/a", "http://media.example/a", "http://tabys.example:443/a"):
            assert await pictures.fetch(Picture(address)) == Failure(ForeignPicture())
    assert names.asked == ["tabys.example", "media.example"]


async def test_pictures_and_redirects_may_lie_on_the_media_host(server: PicturesServer) -> None:
    async with PicturesServer() as media, pictures_connected(server.url, media.url + "/uploads") as pictures:
        media.files["/uploads/a.png"] = file(PNG + b"media")
        server.files["/uploads/moved.png"] = redirect(f"{media.url}/uploads/a.png")
        assert await pictures.fetch(Picture(f"{media.url}/uploads/a.png")) == Success(PNG + b"media")
        assert await pictures.fetch(Picture(f"{server.url}/uploads/moved.png")) == Success(PNG + b"media")
        assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Success(PNG)


@pytest.mark.parametrize("address", NOT_PUBLIC)
async def test_the_media_host_has_no_private_address(elsewhere: PicturesServer, address: str) -> None:
    names = Names({"media.example": ["93.184.216.34", address]})
    media = f"http://media.example:{elsewhere.port}"
    async with pictures_connected("https://tabys.example", media, resolver=names) as pictures:
        assert await pictures.fetch(Picture(f"{media}/a.png")) == Failure(ForeignPicture())
    assert names.asked == ["media.example"]


@pytest.mark.parametrize("host", [*NOT_PUBLIC, "2130706433", "127.1", "0"])
async def test_the_media_host_is_no_private_address(elsewhere: PicturesServer, host: str) -> None:
    media = f"http://[{host}]:{elsewhere.port}" if ":" in host else f"http://{host}:{elsewhere.port}"
    async with pictures_connected("https://tabys.example", media) as pictures:
        assert await pictures.fetch(Picture(f"{media}/a.png")) == Failure(ForeignPicture())


@pytest.mark.parametrize("host", ["0x7f000001", "0x7f.1", "localhost"])
async def test_no_name_service_of_this_machine_is_believed(elsewhere: PicturesServer, host: str) -> None:
    media = f"http://{host}:{elsewhere.port}"
    async with pictures_connected("https://tabys.example", media) as pictures:
        assert await pictures.fetch(Picture(f"{media}/a.png")) == Failure(ForeignPicture())


async def test_a_private_address_is_none_for_a_redirect_of_tabys_either(
    server: PicturesServer, elsewhere: PicturesServer
) -> None:
    names = Names({"media.example": ["127.0.0.1"]})
    media = f"http://media.example:{elsewhere.port}"
    server.files["/uploads/go"] = redirect(f"{media}/a.png")
    async with pictures_connected(server.url, media, resolver=names) as pictures:
        assert await pictures.fetch(Picture(f"{server.url}/uploads/go")) == Failure(ForeignPicture())


async def test_tabys_may_have_an_address_of_the_sixth_version() -> None:
    async with PicturesServer("::1") as server, pictures_connected(server.url) as pictures:
        server.files["/uploads/a.png"] = file()
        assert await pictures.fetch(Picture(f"{server.url}/uploads/a.png")) == Success(PNG)
        assert await pictures.fetch(Picture(f"http://[0:0::1]:{server.port}/uploads/a.png")) == Success(PNG)
        assert await pictures.fetch(Picture(f"http://127.0.0.1:{server.port}/uploads/a.png")) == Failure(
            ForeignPicture()
        )
