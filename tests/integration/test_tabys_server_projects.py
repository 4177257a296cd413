"""Projects of the fake Tabys: the public card, the forms sent in, and refusals that come as a 500."""

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, get, outcome

__all__ = ["client"]  # the fixture

BASE = "/api/v2/projects"
HOST = "https://tabys.example.invalid"
FOREIGN, OWN = 1, 2


async def test_a_card_shows_candidates_or_the_number_of_applications(client: httpx.AsyncClient) -> None:
    voting, application = [(await client.get(f"{BASE}/{number}")).json() for number in (2, 1)]
    assert (voting["project_type"], application["project_type"]) == ("voting", "application")
    assert [one["id"] for one in voting["participants"]] == [1, 21]
    assert voting["total_votes"] == sum(one["votes_count"] for one in voting["participants"])
    assert voting["gallery"][0]["image_url"] == f"{HOST}/uploads/gallery/seed.png"
    assert "applications_count" in application
    assert not {"participants", "total_votes", "admin_id", "moderation_status"} & set(application)
    assert not any(key.startswith("_") for one in (*voting["participants"], *voting["gallery"]) for key in one)
    assert (await client.get(f"{BASE}/999")).status_code == 404
    assert (await client.get(f"{BASE}/search?q=x")).status_code == 422


async def test_public_photos_are_at_the_host_of_production_and_the_admins_are_raw(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    public = {row["id"]: row["photo_url"] for row in (await client.get(f"{BASE}/?limit=100")).json()}
    raw = {row["id"]: row["photo_url"] for row in await get(tabys, client, f"{BASE}/admin/list")}
    assert len(public) == len(raw) == 40
    assert raw[1] == "/uploads/events/seed.png"
    assert (public[1], public[2]) == (f"{HOST}/uploads/events/seed.png", f"{HOST}/uploads/events/seed.png")
    assert {number for number in raw if raw[number] == public[number]} == {
        number for number, url in raw.items() if not url or "://" in url
    }
    assert len((await client.get(f"{BASE}/")).json()) == 10
    found = (await client.get(f"{BASE}/?project_type=voting&status=active")).json()
    assert {(row["project_type"], row["status"]) for row in found} == {("voting", "active")}


@pytest.mark.parametrize(
    ("role", "project", "code"),
    [
        ("client", FOREIGN, 403),
        ("msb", FOREIGN, 403),
        ("npo", FOREIGN, 500),
        ("npo", OWN, 200),
        ("npo", 999, 500),
        ("government", FOREIGN, 500),
        ("government", 999, 500),
        ("administrator", FOREIGN, 200),
        ("super_admin", OWN, 200),
        ("super_admin", 999, 500),
    ],
)
async def test_submissions_turn_their_refusals_into_a_500(
    tabys: TabysServer, client: httpx.AsyncClient, role: str, project: int, code: int
) -> None:
    assert (await client.get(f"{BASE}/{project}/submissions", headers=bearer(tabys, role))).status_code == code


async def test_submissions_come_with_a_real_total_and_page_numbers(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    page = await get(tabys, client, f"{BASE}/1/submissions?limit=5&skip=5")
    assert {key: page[key] for key in ("total", "page", "page_size")} == {"total": 12, "page": 2, "page_size": 5}
    assert [row["id"] for row in page["submissions"]] == [6, 7, 8, 9, 10]
    whole = await get(tabys, client, f"{BASE}/1/submissions")
    assert (whole["page"], whole["page_size"], len(whole["submissions"])) == (1, 50, 12)
    found = await get(tabys, client, f"{BASE}/1/submissions?status=approved&limit=1")
    assert (found["total"], found["submissions"][0]["status"]) == (4, "approved")
    assert (await get(tabys, client, f"{BASE}/1/submissions?search=Әсел №1"))["total"] == 1
    late = await get(tabys, client, f"{BASE}/1/submissions?start_date=2026-11-20&end_date=2026-11-21")
    assert [row["id"] for row in late["submissions"]] == [3]
    assert (await get(tabys, client, f"{BASE}/5/submissions"))["submissions"] == []


async def test_one_submission_and_the_statistics_refuse_properly(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    for path in ("submissions/1", "analytics"):
        assert (await client.get(f"{BASE}/1/{path}", headers=bearer(tabys, "npo"))).status_code == 403
        assert (await client.get(f"{BASE}/999/{path}", headers=bearer(tabys))).status_code == 404
    one = await get(tabys, client, f"{BASE}/2/submissions/13", "npo")
    assert (one["project_id"], set(one["responses"])) == (2, {"f1", "f2", "f9"})
    other = await client.get(f"{BASE}/1/submissions/13", headers=bearer(tabys))
    assert outcome(other) == (404, "Заявка не найдена")
    stats = await get(tabys, client, f"{BASE}/2/analytics", "npo")
    assert (stats["total_submissions"], stats["pending_count"]) == (12, 4)
    assert sum(day["count"] for day in stats["submissions_over_time"]) == 12
    assert (await get(tabys, client, f"{BASE}/5/analytics"))["total_submissions"] == 0


async def test_a_form_is_open_and_may_be_missing(client: httpx.AsyncClient) -> None:
    form = (await client.get(f"{BASE}/1/form-template")).json()
    assert [field["id"] for field in form["fields"]] == ["f1", "f2"]
    assert (await client.get(f"{BASE}/5/form-template")).status_code == 404
