"""What looks over all modules of the fake Tabys: unified moderation, the dashboard, and the admins themselves."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import AUTH, bearer, client, get, outcome

__all__ = ["client"]  # the fixture

QUEUE = "/api/v1/moderation/queue"
RECENT = "/api/v1/moderation/recent"
DASHBOARD = "/api/v2/admin/analytics/dashboard"
ADMIN = "/api/v2/admin"
SEVEN = {
    "event": "events",
    "vacancy": "vacancies",
    "course": "courses",
    "project": "projects",
    "place": "places",
    "ticket": "tickets",
    "promo": "promo",
}


def give_titles(tabys: TabysServer) -> None:
    for row in tabys.records("vacancies"):
        row["title_ru"] = row["title_ru"] or "t"


async def test_the_queue_breaks_on_a_vacancy_without_a_title(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    for path in (QUEUE, f"{QUEUE}?entity_type=vacancy", f"{QUEUE}?limit=1", RECENT):
        assert (await client.get(path, headers=bearer(tabys, "client"))).status_code == 500
    give_titles(tabys)
    for path in (QUEUE, f"{QUEUE}?entity_type=vacancy", RECENT):
        assert (await client.get(path, headers=bearer(tabys, "client"))).status_code == 200


@pytest.mark.parametrize("kind", SEVEN)
async def test_the_queue_of_one_kind_is_its_pending_rows_newest_first(
    tabys: TabysServer, client: httpx.AsyncClient, kind: str
) -> None:
    give_titles(tabys)
    items = await get(tabys, client, f"{QUEUE}?entity_type={kind}&limit=100")
    pending = {row["id"] for row in tabys.records(SEVEN[kind]) if row["moderation_status"] == "pending"}
    assert {item["id"] for item in items} == pending
    assert {item["entity_type"] for item in items} == {kind}
    assert [item["created_at"] for item in items] == sorted((item["created_at"] for item in items), reverse=True)
    assert max(len(item["description"]) for item in items) == 200
    assert set(items[0]) == {
        "id", "entity_type", "title", "description", "moderation_status", "created_at", "admin_id",
    }  # fmt: skip


async def test_the_whole_queue_mixes_the_kinds_and_an_unknown_one_is_empty(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    give_titles(tabys)
    items = await get(tabys, client, f"{QUEUE}?limit=20&skip=10")
    assert (len(items), len({item["entity_type"] for item in items}) > 3) == (20, True)
    assert await get(tabys, client, f"{QUEUE}?entity_type=news") == []
    decided = await get(tabys, client, f"{RECENT}?limit=100")
    assert "pending" not in {item["moderation_status"] for item in decided}


async def test_the_counts_hold_seven_groups_and_no_news(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    stats = await get(tabys, client, "/api/v1/moderation/stats", "client")
    total = stats.pop("total_pending")
    assert set(stats) == {"events", "vacancies", "courses", "projects", "places", "tickets", "promo_actions"}
    assert total == sum(group["pending"] for group in stats.values())
    assert set(stats["promo_actions"]) == {"total", "pending", "approved", "rejected"}


async def test_the_dashboard_differs_by_period_and_its_growth_does_not(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    async def asked(query: str) -> Any:
        return await get(tabys, client, f"{DASHBOARD}?{query}", "client")

    found = {period: await asked(f"period={period}") for period in ("day", "week", "month", "year")}
    for part, column in (
        ("login_activity", "total_logins"),
        ("activity_stats", "total_actions"),
        ("system_events", "errors"),
    ):
        numbers = [board[part][column] for board in found.values()]
        assert numbers == sorted(set(numbers))
    assert len({str(board["user_growth"]) for board in found.values()}) == 1
    growth = found["day"]["user_growth"]
    assert (len(growth), growth[-1]["date"]) == (30, "2026-11-21")
    assert found["day"]["user_stats"]["total_users"] == len(tabys.records("users"))
    assert {row["name"] for row in found["week"]["top_active_users"]} == {"-"}
    assert await asked("") == found["month"]
    assert await asked("period=decade") == found["day"]
    assert await asked("period=day&start_date=2026-11-01&end_date=2026-11-08") == found["week"]
    assert await asked("period=week&start_date=2026-11-01") == found["week"]


async def test_applicants_wait_for_the_super_admin(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    waiting = await get(tabys, client, f"{ADMIN}/pending")
    assert {row["approval_status"] for row in waiting} == {"pending"}
    assert {None, "wizard", "npo"} < {row["role"] for row in waiting}
    assert set(waiting[0]) == {
        "id", "name", "login", "email", "role", "created_at",
        "approval_status", "approval_reason", "approved_at", "approved_by",
    }  # fmt: skip
    assert await get(tabys, client, f"{ADMIN}/pending/count") == {"count": len(waiting)}
    assert await get(tabys, client, f"{ADMIN}/pending/count", "administrator") == {"count": 0}
    assert len(await get(tabys, client, f"{ADMIN}/list")) == 9 + len(waiting)


async def test_an_applicant_is_decided_again_and_again(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    async def decide(body: Any, number: int = 10, role: str = "super_admin") -> httpx.Response:
        return await client.patch(f"{ADMIN}/{number}/approve", json=body, headers=bearer(tabys, role))

    for verdict, reason in (("rejected", "Құжат жоқ"), ("approved", None)):
        decided = await decide({"approval_status": verdict, "approval_reason": reason})
        admin = decided.json()["admin"]
        assert (decided.status_code, admin["approval_status"], admin["approval_reason"]) == (200, verdict, reason)
        assert (admin["approved_by"], admin["approved_at"][-1]) == (1, "Z")
        assert admin in await get(tabys, client, f"{ADMIN}/list")
    assert 10 not in {row["id"] for row in await get(tabys, client, f"{ADMIN}/pending")}
    assert (await decide({"approval_status": "pending"})).status_code == 400
    assert (await decide({})).status_code == 422
    assert (await decide({"approval_status": "approved"}, 999)).status_code == 404
    refused = await decide({"approval_status": "approved"}, role="administrator")
    assert outcome(refused) == (403, "У вас нет доступа к этому разделу")


@pytest.mark.parametrize("login", [None, "ab"])
async def test_one_short_login_breaks_the_list_of_admins(
    tabys: TabysServer, client: httpx.AsyncClient, login: str | None
) -> None:
    tabys.admin("msb")["login"] = login
    assert (await client.get(f"{ADMIN}/list", headers=bearer(tabys))).status_code == 500
    assert (await client.get(f"{ADMIN}/pending", headers=bearer(tabys))).status_code == 200


async def test_an_applicant_has_every_right_of_its_role(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    applicant = tabys.accounts.admins[10]
    headers = {"Authorization": f"Bearer {tabys.accounts.tokens.issue(applicant)}"}
    assert (await client.get(f"{AUTH}/sessions", headers=headers)).status_code == 200
