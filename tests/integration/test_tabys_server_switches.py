"""The fake Tabys may become another version of itself, and its files may be good, missing, false or endless."""

import asyncio

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import EVENTS, NEWS, PATIENCE, VOLUNTEERS, bearer, client, get, outcome

__all__ = ["client"]  # the fixture

GONE = (405, "Method Not Allowed")


async def test_a_withdrawn_route_is_405_and_the_others_stay(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.withdraw("GET", EVENTS)
    tabys.withdraw("GET", "/api/v2/news/{news_id}")
    assert outcome(await client.get("/api/v2/news/1")) == GONE
    assert (await client.get("/api/v2/news/")).status_code == 200
    # what is left of events/admin/list is events/admin/{event_id}, as with courses
    assert (await client.get(EVENTS, headers=bearer(tabys))).status_code == 422
    tabys.withdraw("GET", VOLUNTEERS)
    assert outcome(await client.get(VOLUNTEERS, headers=bearer(tabys))) == GONE


async def test_nothing_but_a_served_route_can_be_withdrawn(tabys: TabysServer) -> None:
    for method, path in (("GET", "/api/v1/events/"), ("POST", EVENTS)):
        with pytest.raises(KeyError):
            tabys.withdraw(method, path)


@pytest.mark.parametrize(
    ("path", "like"),
    [
        ("/api/v1/events/", EVENTS),
        ("/api/v1/news/", NEWS),
        ("/api/v1/admin/volunteers/", VOLUNTEERS),
        ("/api/v2/admin/volunteers/", VOLUNTEERS),
        ("/api/v2/analytics/", "/api/v2/admin/analytics/dashboard"),
    ],
)
async def test_a_route_may_move_with_its_rights(
    tabys: TabysServer, client: httpx.AsyncClient, path: str, like: str
) -> None:
    before = await get(tabys, client, f"{like}?limit=3")
    assert outcome(await client.get(path)) == GONE
    tabys.withdraw("GET", like)
    tabys.serve_also("GET", path, like=like)
    assert await get(tabys, client, f"{path}?limit=3") == before
    assert outcome(await client.get(path)) == (403, "Not authenticated")


async def test_a_card_may_be_served_under_another_pattern(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.serve_also("GET", "/api/v2/events/{event_id}/", like="/api/v2/events/{event_id}")
    assert (await client.get("/api/v2/events/5/")).json() == (await client.get("/api/v2/events/5")).json()


async def test_a_bare_list_may_come_in_an_envelope_with_the_total_of_all_pages(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    bare = await get(tabys, client, f"{EVENTS}?limit=3")
    tabys.envelope(EVENTS)
    assert await get(tabys, client, f"{EVENTS}?limit=3") == {"items": bare, "total": 40}
    tabys.envelope(EVENTS, "results")
    assert await get(tabys, client, f"{EVENTS}?limit=3") == {"results": bare, "total": 40}
    tabys.envelope(EVENTS, None)
    assert await get(tabys, client, f"{EVENTS}?limit=3") == bare
    assert (await client.get(EVENTS, headers=bearer(tabys, "msb"))).status_code == 403
    assert (await client.get(f"{EVENTS}?limit=0", headers=bearer(tabys))).status_code == 422


async def test_an_envelope_may_change_its_name_and_follow_its_route(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    rows = (await get(tabys, client, f"{VOLUNTEERS}?limit=2"))["volunteers"]
    tabys.envelope(VOLUNTEERS)
    tabys.serve_also("GET", "/api/v1/admin/volunteers/", like=VOLUNTEERS)
    for path in (VOLUNTEERS, "/api/v1/admin/volunteers/"):
        assert await get(tabys, client, f"{path}?limit=2") == {"items": rows, "total": 40}


@pytest.mark.parametrize(
    ("path", "kind", "start"),
    [
        ("/uploads/events/seed.png", "image/png", b"\x89PNG"),
        ("/uploads/gallery/seed.png", "image/png", b"\x89PNG"),
        ("/uploads/events/seed.jpg", "image/jpeg", b"\xff\xd8\xff"),
        ("/uploads/places/seed.webp", "image/webp", b"RIFF"),
        ("/uploads/volunteer/icon.gif", "image/gif", b"GIF8"),
        ("/uploads/events/a b қазақ.png", "image/png", b"\x89PNG"),
        ("/uploads/events/text.jpg", "image/jpeg", "это".encode()),
        ("/uploads/events/empty.jpg", "image/jpeg", b""),
    ],
)
async def test_a_file_is_typed_by_its_name(client: httpx.AsyncClient, path: str, kind: str, start: bytes) -> None:
    file = await client.get(path)
    assert (file.status_code, file.headers["content-type"]) == (200, kind)
    assert file.content.startswith(start)
    assert (await client.head(path)).status_code == 200


async def test_a_file_may_be_missing_huge_or_elsewhere(client: httpx.AsyncClient) -> None:
    assert outcome(await client.get("/uploads/events/missing.jpg")) == (404, "Not Found")
    huge = await client.get("/uploads/events/huge.jpg")
    assert len(huge.content) > 12 * 1024 * 1024
    assert int(huge.headers["content-length"]) == len(huge.content)
    moved = await client.get("/uploads/events/moved.jpg")
    assert (moved.status_code, moved.headers["location"]) == (302, "/uploads/events/seed.jpg")
    assert (await client.get("/uploads/events/moved.jpg", follow_redirects=True)).content[:3] == b"\xff\xd8\xff"
    abroad = await client.get("/uploads/events/abroad.jpg")
    assert abroad.headers["location"].startswith("https://example.invalid/")
    with pytest.raises(httpx.TooManyRedirects):
        await client.get("/uploads/events/circle.jpg", follow_redirects=True)


async def test_a_stalled_file_begins_and_never_ends(tabys: TabysServer) -> None:
    async with httpx.AsyncClient(base_url=tabys.url, timeout=PATIENCE) as client:
        async with client.stream("GET", "/uploads/events/stalled.jpg") as answer:
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await answer.aread()
        assert (await client.get("/uploads/events/seed.jpg")).status_code == 200
