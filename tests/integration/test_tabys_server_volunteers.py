"""Volunteers of the fake Tabys: five envelopes, false totals and two names for one filter."""

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, get

__all__ = ["client"]  # the fixture

ADMIN = "/api/v2/admin/volunteer"
EVENTS = "/api/v2/volunteer/events"


@pytest.mark.parametrize(
    ("path", "keys", "module"),
    [
        ("applications", {"applications", "total"}, "applications"),
        ("events/1/applications", {"applications"}, "applications"),
        ("task-reports", {"reports", "total"}, "task_reports"),
        ("promotion-requests", {"requests"}, "promotion_requests"),
        ("purchases", {"purchases"}, "purchases"),
        ("benefits", {"benefits", "total"}, "benefits"),
        ("status-requirements", {"status_requirements"}, "status_requirements"),
    ],
)
async def test_each_list_has_its_envelope_and_a_total_is_the_length_of_the_page(
    tabys: TabysServer, client: httpx.AsyncClient, path: str, keys: set[str], module: str
) -> None:
    page = await get(tabys, client, f"{ADMIN}/{path}?limit=3")
    (name,) = keys - {"total"}
    assert set(page) == keys
    assert page.get("total", len(page[name])) == len(page[name])
    assert not any(key.startswith("_") for row in page[name] for key in row)
    if path in {"promotion-requests", "status-requirements"}:
        assert len(page[name]) == len(tabys.records(module)) > 3
    elif "/" not in path:
        assert len(page[name]) == 3


async def test_applications_are_filtered_by_status_and_not_by_status_filter(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = f"{ADMIN}/applications"
    found = (await get(tabys, client, f"{path}?status=pending"))["applications"]
    assert {row["status"] for row in found} == {"pending"}
    ignored = (await get(tabys, client, f"{path}?status_filter=pending"))["applications"]
    assert {"pending", "approved", "rejected", "cancelled", "waitlisted"} == {row["status"] for row in ignored}
    assert (await get(tabys, client, f"{path}?status=nonsense"))["applications"] == []
    dates = [row["created_at"] for row in ignored]
    assert dates == sorted(dates, reverse=True)
    of_event = (await get(tabys, client, f"{path}?event_id=2"))["applications"]
    assert {row["id"] for row in of_event} == {2, 30}


async def test_an_application_under_its_event_has_another_shape(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = f"{ADMIN}/events/2/applications"
    rows = (await get(tabys, client, path))["applications"]
    assert [row["application_id"] for row in rows] == [2, 30]
    assert set(rows[0]) == {
        "application_id", "volunteer", "applied_role", "status", "attended", "report_submitted", "created_at",
    }  # fmt: skip
    assert set(rows[0]["volunteer"]) == {"id", "name", "status"}
    approved = (await get(tabys, client, f"{path}?status_filter=approved"))["applications"]
    assert {row["status"] for row in approved} == {"approved"}
    assert await get(tabys, client, f"{ADMIN}/events/999/applications") == {"applications": []}


async def test_an_application_without_its_volunteer_breaks_its_page(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    tabys.records("applications")[2]["_orphan"] = True
    path = f"{ADMIN}/applications"
    codes = [(await client.get(f"{path}?{page}", headers=bearer(tabys))).status_code for page in ("limit=3", "limit=2")]
    assert codes == [500, 200]
    assert len((await get(tabys, client, f"{path}?skip=3"))["applications"]) == 37


async def test_an_application_can_be_traced_by_name_phone_and_title(tabys: TabysServer) -> None:
    people = {(row["full_name"], row["phone_number"]) for row in tabys.records("volunteers")}
    titles = {row["title"] for row in tabys.records("volunteer_events")}
    for module in ("applications", "task_reports"):
        rows = tabys.records(module)
        assert {(row["volunteer_name"], row["volunteer_phone"]) for row in rows} <= people
        assert {row["event_title"] for row in rows} - titles == {"Удалено"}
    assert {(row["volunteer_name"], row["volunteer_phone"]) for row in tabys.records("purchases")} <= people
    numbers = {row["volunteer"]["id"] for row in tabys.records("promotion_requests")}
    assert numbers <= {row["id"] for row in tabys.records("volunteers")}
    assert None in {row["volunteer_phone"] for row in tabys.records("applications")}


async def test_the_event_filter_of_reports_comes_after_paging(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = f"{ADMIN}/task-reports?event_id=12"
    assert [row["id"] for row in (await get(tabys, client, path))["reports"]] == [12, 40]
    assert (await get(tabys, client, f"{path}&limit=10"))["reports"] == []
    assert (await get(tabys, client, f"{path}&skip=10&limit=10"))["reports"][0]["id"] == 12
    pending = (await get(tabys, client, f"{ADMIN}/task-reports?status_filter=pending"))["reports"]
    assert {row["report_status"] for row in pending} == {"pending"}


async def test_promotion_requests_are_named_by_request_id_and_touched_by_it(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = f"{ADMIN}/promotion-requests"
    row = (await get(tabys, client, path))["requests"][0]
    assert "id" not in row
    assert set(row["volunteer"]) == {"id", "name", "current_status"}
    tabys.touch("promotion_requests", row["request_id"])
    assert (await get(tabys, client, path))["requests"][-1] == row
    assert {one["status"] for one in (await get(tabys, client, f"{path}?status_filter=approved"))["requests"]} == {
        "approved"
    }


async def test_statuses_and_benefits_hold_what_no_list_names(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    purchases = (await get(tabys, client, f"{ADMIN}/purchases?status_filter=completed"))["purchases"]
    assert {row["status"] for row in purchases} == {"completed"}
    assert "refunded" in {row["status"] for row in tabys.records("purchases")}
    assert "LEGEND" in {row["min_status"] for row in tabys.records("benefits")}
    assert "MASCOT" in {row["role"] for row in tabys.records("applications")}
    levels = (await get(tabys, client, f"{ADMIN}/status-requirements"))["status_requirements"]
    assert [row["status"] for row in levels] == ["VOLUNTEER", "TEAM_LEADER", "SUPERVISOR", "COORDINATOR"]


async def test_the_overview_counts_everyone(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    overview = await get(tabys, client, f"{ADMIN}/stats/overview")
    assert overview["total_volunteers"] == sum(overview["volunteers_by_status"].values()) == 40
    assert overview["total_applications"] == 40
    assert overview["total_events"] == (await client.get(f"{EVENTS}?status=")).json()["total"]


async def test_public_events_are_the_upcoming_ones_unless_asked_and_their_total_is_real(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    upcoming = (await client.get(EVENTS)).json()
    assert {row["status"] for row in upcoming["events"]} == {"upcoming"}
    everything = (await client.get(f"{EVENTS}?status=&limit=3&skip=2")).json()
    assert (len(everything["events"]), everything["events"][0]["id"]) == (3, 3)
    assert everything["total"] == sum(row["_is_active"] for row in tabys.records("volunteer_events")) > 20
    assert not any(key.startswith("_") for row in everything["events"] for key in row)
    found = (await client.get(f"{EVENTS}?status=&direction_id=1&location=ҚАРАҒАНДЫ")).json()["events"]
    assert {(row["direction_id"], row["location"]) for row in found} == {(1, "Қарағанды")}
    late = (await client.get(f"{EVENTS}?status=&date_from=2026-11-22&date_to=2026-12-10")).json()["events"]
    assert late
    assert all("2026-11-22" <= row["event_date"] <= "2026-12-10" for row in late)
