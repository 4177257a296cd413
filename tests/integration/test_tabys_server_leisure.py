"""Leisure of the fake Tabys: three kinds, two faces, and no order in moderation."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, get, outcome

__all__ = ["client"]  # the fixture

BASE = "/api/v2/leisure"
KINDS = ("places", "tickets", "promo")
PHOTOS = {"places": "main_photo_url", "tickets": "main_photo_url", "promo": "promo_image_url"}
HIDDEN = {"moderation_status", "moderated_at", "moderated_by", "moderation_comment", "is_admin_created", "admin_id"}


def ids(rows: list[Any]) -> list[int]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_admin_list_comes_newest_first_and_moderation_as_stored(
    tabys: TabysServer, client: httpx.AsyncClient, kind: str
) -> None:
    listed = await get(tabys, client, f"{BASE}/admin/{kind}/list")
    assert [row["created_at"] for row in listed] == sorted((row["created_at"] for row in listed), reverse=True)
    moderated = await get(tabys, client, f"{BASE}/admin/{kind}/moderation/all-statuses?limit=100")
    assert ids(moderated) == ids(tabys.records(kind)) != ids(listed)
    assert sorted(ids(moderated)) == list(range(1, 41))


async def test_a_touched_row_goes_to_the_end_and_paging_loses_another(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = f"{BASE}/admin/places/moderation/all-statuses?limit=5"
    first, second = await get(tabys, client, path), await get(tabys, client, f"{path}&skip=5")
    tabys.touch("places", first[0]["id"])
    assert ids(await get(tabys, client, f"{path}&skip=5"))[:-1] == ids(second)[1:]
    assert tabys.records("places")[-1]["id"] == first[0]["id"]


@pytest.mark.parametrize("kind", KINDS)
async def test_msb_has_its_own_list_and_everyones_moderation(
    tabys: TabysServer, client: httpx.AsyncClient, kind: str
) -> None:
    me = tabys.admin("msb")["id"]
    own = await get(tabys, client, f"{BASE}/admin/{kind}/list", "msb")
    assert {row["admin_id"] for row in own} == {me}
    pending = await get(tabys, client, f"{BASE}/admin/{kind}/moderation/pending", "msb")
    assert {row["moderation_status"] for row in pending} == {"pending"}
    assert {None, 55} <= {row["admin_id"] for row in pending}
    stats = await get(tabys, client, f"{BASE}/admin/{kind}/moderation/stats", "msb")
    assert (stats["total"], stats["pending"]) == (40, len(pending))
    assert stats["total"] == stats["pending"] + stats["approved"] + stats["rejected"]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_public_face_has_no_moderation_and_the_host_of_production(
    tabys: TabysServer, client: httpx.AsyncClient, kind: str
) -> None:
    column = PHOTOS[kind]
    raw = {row["id"]: row[column] for row in tabys.records(kind)}
    for row in (await client.get(f"{BASE}/{kind}?limit=100")).json():
        card = (await client.get(f"{BASE}/{kind}/{row['id']}")).json()
        assert not HIDDEN & (set(row) | set(card))
        assert row[column] == card[column]
        expected = raw[row["id"]]
        if expected and "://" not in expected:
            expected = f"https://tabys.example.invalid/{expected.lstrip('/')}"
        assert row[column] == expected
    assert {None, ""} < set(raw.values())
    assert (await client.get(f"{BASE}/{kind}/999")).status_code == 404
    assert (await client.get(f"{BASE}/{kind}/{10**12}")).status_code == 404
    assert (await client.get(f"{BASE}/{kind}/x")).status_code == 422


async def test_a_look_at_a_place_counts_and_a_look_at_a_ticket_does_not(client: httpx.AsyncClient) -> None:
    views = [(await client.get(f"{BASE}/places/3")).json()["views_count"] for _ in range(3)]
    assert views == [7, 8, 9]
    assert "views_count" not in (await client.get(f"{BASE}/tickets/3")).json()


async def test_a_place_without_a_rating_breaks_the_public_list_and_not_the_admins(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    tabys.records("places")[2]["rating"] = None
    assert (await client.get(f"{BASE}/places?limit=3")).status_code == 500
    assert (await client.get(f"{BASE}/places?limit=2")).status_code == 200
    assert len(await get(tabys, client, f"{BASE}/admin/places/list")) == 40


async def test_filters_belong_to_their_kinds(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    async def found(query: str) -> list[Any]:
        rows: list[Any] = await get(tabys, client, f"{BASE}/admin/{query}")
        return rows

    assert {row["category_id"] for row in await found("places/list?category_id=2")} == {2}
    assert len(await found("tickets/list?category_id=2")) == 40
    assert {row["status"] for row in await found("tickets/list?status=sold_out")} == {"sold_out"}
    assert {row["related_type"] for row in await found("promo/list?related_type=ticket")} == {"ticket"}
    assert len(await found("promo/list?search=Сарыарқа")) == 40
    assert {row["title"] for row in await found("tickets/list?search=САРЫАРҚА")} == {"Сарыарқа көктемі"}
    assert await found("places/list?status=nonsense") == []
    bad = await client.get(f"{BASE}/admin/places/moderation/all-statuses?moderation_status=x", headers=bearer(tabys))
    assert bad.status_code == 422


async def test_a_decision_ignores_ownership_and_government_may_not_make_it(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    foreign = next(row for row in tabys.records("tickets") if row["admin_id"] == 55)
    path = f"{BASE}/admin/tickets/moderation/{foreign['id']}"
    decided = await client.post(f"{path}/reject", headers=bearer(tabys, "msb"))
    assert (decided.status_code, decided.json()["moderation_status"]) == (200, "rejected")
    refused = await client.post(f"{path}/approve", headers=bearer(tabys, "government"))
    assert outcome(refused) == (403, "У вас нет прав для выполнения действия 'moderate' в модуле 'leisure'")


async def test_categories_and_statistics_are_open(client: httpx.AsyncClient) -> None:
    categories = (await client.get(f"{BASE}/categories")).json()
    assert set(categories[0]) == {"id", "name", "name_ru", "icon_url"}
    stats = (await client.get(f"{BASE}/stats")).json()
    assert (stats["total_places"], stats["total_tickets"], stats["total_categories"]) == (40, 40, len(categories))
    assert [row["views_count"] for row in stats["top_places"]] == [117, 114, 111, 108, 105]


async def test_leisure_holds_values_that_no_list_names(tabys: TabysServer) -> None:
    for kind in KINDS:
        rows = tabys.records(kind)
        assert {row["status"] for row in rows} & {"moved", "refunded", "paused"}
        everything = str(rows)
        for shape in ("\\u202e", "\\u200d", "🇰🇿", "<b>", "\\u200b", "\\r\\n"):
            assert shape in everything
        assert max(len(row["description"]) for row in rows) > 6000
        assert "" in {row["title"] for row in rows}
    assert 99 in {row["category_id"] for row in tabys.records("places")}
    assert "festival" in {row["related_type"] for row in tabys.records("promo")}
