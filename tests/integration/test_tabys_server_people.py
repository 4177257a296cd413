"""Users, experts, resumes, dictionaries and technical tasks of the fake Tabys."""

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, get, outcome

__all__ = ["client"]  # the fixture

USERS = "/api/v2/auth/users"
EXPERTS = "/api/v2/experts"
RESUMES = "/api/v2/resumes"
TASKS = "/api/v2/tech-tasks"


async def test_all_users_come_at_once_in_no_order(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    rows = await get(tabys, client, USERS)
    numbers = [row["id"] for row in rows]
    assert len(rows) == 330
    assert numbers != sorted(numbers)
    assert set(rows[0]) == {"id", "phone_number", "email", "full_name", "status", "user_type"}
    tabys.touch("users", numbers[0])
    assert [row["id"] for row in await get(tabys, client, USERS)] == [*numbers[1:], numbers[0]]
    assert [row["id"] for row in await get(tabys, client, f"{USERS}?skip=329&limit=5")] == [numbers[0]]


@pytest.mark.parametrize(
    ("value", "statuses"),
    [("ACTIVE", {"active"}), ("BLOCKED", {"blocked"}), ("all", {"active", "blocked"})],
)
async def test_users_are_filtered_in_upper_case(
    tabys: TabysServer, client: httpx.AsyncClient, value: str, statuses: set[str]
) -> None:
    assert {row["status"] for row in await get(tabys, client, f"{USERS}?status_filter={value}")} == statuses


@pytest.mark.parametrize("value", ["active", "blocked", "ALL", "x", ""])
async def test_any_other_status_of_users_is_500(tabys: TabysServer, client: httpx.AsyncClient, value: str) -> None:
    assert (await client.get(f"{USERS}?status_filter={value}", headers=bearer(tabys))).status_code == 500


async def test_users_hold_nulls_and_unknown_types(tabys: TabysServer) -> None:
    rows = tabys.records("users")
    assert {None, ""} < {row["full_name"] for row in rows}
    assert None in {row["email"] for row in rows}
    assert "robot" in {row["user_type"] for row in rows}


async def test_experts_are_listed_unordered_and_shown_with_their_past(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    rows = (await client.get(f"{EXPERTS}/")).json()
    assert [row["id"] for row in rows] == [row["id"] for row in tabys.records("experts")] != sorted(range(1, 41))
    assert set(rows[0]) == {"id", "full_name", "specialization", "phone", "website", "city", "address"}
    card = (await client.get(f"{EXPERTS}/2")).json()
    assert set(card) - set(rows[0]) == {"education", "experience", "created_at", "updated_at"}
    assert (len(card["education"]), len(card["experience"])) == (1, 1)
    assert outcome(await client.get(f"{EXPERTS}/999")) == (404, "Эксперт не найден")


async def test_experts_are_searched_by_field_and_by_name(client: httpx.AsyncClient) -> None:
    found = (await client.get(f"{EXPERTS}/search?specialization=психолог&city=ҚАРАҒ")).json()
    assert {(row["specialization"], row["city"]) for row in found} == {("Психология", "Қарағанды")}
    assert {row["full_name"] for row in (await client.get(f"{EXPERTS}/search?search=Өмірзақов")).json()} == {
        "Фёдор Өмірзақов"
    }
    assert len((await client.get(f"{EXPERTS}/search?limit=3&skip=1")).json()) == 3


async def test_resumes_are_the_published_ones_unless_asked(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    rows = (await client.get(f"{RESUMES}/?limit=100")).json()
    assert len(rows) == 30
    assert all(row["is_published"] for row in rows)
    assert not {"education", "work_experience", "skills"} & set(rows[0])
    assert len((await client.get(f"{RESUMES}/")).json()) == 20
    assert len((await client.get(f"{RESUMES}/?published_only=false&limit=100")).json()) == 40
    assert (await client.get(f"{RESUMES}/?published_only=maybe")).status_code == 422
    dates = [row["updated_at"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    unpublished = next(row["id"] for row in tabys.records("resumes") if not row["is_published"])
    assert (await client.get(f"{RESUMES}/{unpublished}")).json()["is_published"] is False


async def test_resumes_are_filtered_and_name_by_number(client: httpx.AsyncClient) -> None:
    found = (await client.get(f"{RESUMES}/?profession_id=2&gender=female&city_id=2")).json()
    assert {(row["profession_id"], row["gender"], row["city_id"]) for row in found} == {(2, "female", 2)}
    card = (await client.get(f"{RESUMES}/2")).json()
    assert set(card["skills"][0]) == {"skill_id", "skill_level", "id", "resume_id", "created_at"}
    assert card["work_experience"]
    assert card["education"]
    for path in ("search", "search?query=x"):
        assert (await client.get(f"{RESUMES}/{path}")).status_code == 422
    assert (await client.get(f"{RESUMES}/999")).status_code == 404


async def test_the_dictionaries_page_each_in_its_own_way(client: httpx.AsyncClient) -> None:
    assert len((await client.get(f"{RESUMES}/professions?limit=1&skip=1")).json()) == 4
    assert len((await client.get(f"{RESUMES}/regions?limit=2")).json()) == 2
    assert [row["name_ru"] for row in (await client.get(f"{RESUMES}/skills?search=exc")).json()] == ["Excel"]
    found = (await client.get(f"{RESUMES}/professions/search?query=мұға&language=kz")).json()
    assert [row["name_ru"] for row in found] == ["Учитель"]
    assert (await client.get(f"{RESUMES}/professions/search?query=мұға")).json() == []
    assert (await client.get(f"{RESUMES}/professions/search")).status_code == 422
    assert (await client.get(f"{RESUMES}/professions/search?query=а&limit=101")).status_code == 422


async def test_the_admins_tasks_have_a_real_total_and_no_search(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    page = await get(tabys, client, f"{TASKS}/admin/list?limit=3&skip=1&keyword=nonsense&search=nonsense")
    assert (len(page["tasks"]), page["total"]) == (3, 40)
    dates = [row["created_at"] for row in page["tasks"]]
    assert dates == sorted(dates, reverse=True)
    found = await get(tabys, client, f"{TASKS}/admin/list?status=frozen&category=IT&limit=1")
    assert {(row["status"], row["category"]) for row in found["tasks"]} == {("frozen", "IT")}
    assert found["total"] == 4
    everything = (await get(tabys, client, f"{TASKS}/admin/list"))["tasks"]
    assert {row["is_active"] for row in everything} == {True, False}
    assert not any(key.startswith("_") for row in everything for key in row)


async def test_a_task_shows_solutions_to_admins_and_files_to_everyone(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    card = await get(tabys, client, f"{TASKS}/admin/4")
    assert [one["status"] for one in card["solutions"]] == ["pending", "accepted", "rejected"]
    assert [len(one["files"]) for one in card["solutions"]] == [0, 1, 0]
    assert (await get(tabys, client, f"{TASKS}/admin/1"))["solutions"] == []
    public = (await client.get(f"{TASKS}/4")).json()
    assert (len(public["files"]), "solutions" in public) == (1, False)
    assert (await client.get(f"{TASKS}/admin/999", headers=bearer(tabys))).status_code == 404


async def test_public_tasks_are_the_active_ones_with_a_count_of_solutions(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"{TASKS}/?limit=100")).json()
    assert page["total"] == len(page["tasks"]) == 32
    assert all(row["is_active"] for row in page["tasks"])
    assert {row["solutions_count"] for row in page["tasks"]} == {0, 1, 2, 3}
    found = (await client.get(f"{TASKS}/?keyword=Сарыарқа&lang=kz&preferred_technology=x")).json()["tasks"]
    assert {row["title_kz"] for row in found} == {"Сарыарқа көктемі"}
    assert (await client.get(f"{TASKS}/?keyword=Сарыарқа&lang=ru")).json()["tasks"] == []
