"""Events, courses, news and vacancies of the fake Tabys: public faces, moderation lists and bad rows."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, get, outcome

__all__ = ["client"]  # the fixture

V2 = "/api/v2"
EVENTS, COURSES, NEWS, VACANCIES = f"{V2}/events", f"{V2}/courses", f"{V2}/news", f"{V2}/vacancies"


async def status(tabys: TabysServer, client: httpx.AsyncClient, path: str) -> int:
    return (await client.get(path, headers=bearer(tabys))).status_code


@pytest.mark.parametrize("module", ["events", "vacancies", "projects", "courses", "news"])
async def test_moderation_counts_and_lists_agree(tabys: TabysServer, client: httpx.AsyncClient, module: str) -> None:
    base = f"{V2}/admin/news" if module == "news" else f"{V2}/{module}/admin/moderation"
    pending = await get(tabys, client, f"{base}/pending?limit=100")
    everything = await get(tabys, client, f"{base}/all-statuses?limit=100")
    stats = await get(tabys, client, f"{base}/stats")
    assert {row["moderation_status"] for row in pending} == {"pending"}
    assert (stats["total"], stats["pending"]) == (len(everything), len(pending))
    assert stats["total"] == stats["pending"] + stats["approved"] + stats["rejected"]
    if module in {"events", "vacancies", "news"}:
        assert [row["created_at"] for row in pending] == sorted((row["created_at"] for row in pending), reverse=True)
    else:
        tabys.touch(module, pending[0]["id"])
        moved = [row["id"] for row in await get(tabys, client, f"{base}/pending?limit=100")]
        assert moved == [row["id"] for row in [*pending[1:], pending[0]]]


@pytest.mark.parametrize(("module", "code"), [("events", 422), ("projects", 422), ("courses", 422), ("vacancies", 200)])
async def test_a_status_that_does_not_exist_is_422_or_an_empty_list(
    tabys: TabysServer, client: httpx.AsyncClient, module: str, code: int
) -> None:
    response = await client.get(
        f"{V2}/{module}/admin/moderation/all-statuses?moderation_status=nonsense", headers=bearer(tabys)
    )
    assert response.status_code == code
    assert code == 422 or response.json() == []


@pytest.mark.parametrize(
    ("spoilt", "broken", "sound"),
    [
        (
            ("events", "updated_at", None),
            ("events/admin/moderation/all-statuses", "events/admin/1", "events/1"),
            ("events/admin/list", "events/", "events/admin/2"),
        ),
        (
            ("projects", "status", None),
            ("projects/admin/moderation/all-statuses",),
            ("projects/admin/list", "projects/admin/1"),
        ),
        (
            ("courses", "price", float("inf")),
            ("courses/", "courses/admin/moderation/all-statuses", "courses/search", "courses/1"),
            ("courses/2", "courses/admin/moderation/stats"),
        ),
        (
            ("news", "moderation_status", "archived"),
            ("admin/news/all-statuses", "news/", "news/1"),
            ("news/2", "admin/news/pending", "admin/news/stats"),
        ),
    ],
)
async def test_one_bad_row_breaks_whatever_shows_it(
    tabys: TabysServer,
    client: httpx.AsyncClient,
    spoilt: tuple[str, str, Any],
    broken: tuple[str, ...],
    sound: tuple[str, ...],
) -> None:
    module, column, value = spoilt
    tabys.records(module)[0][column] = value
    assert {path: await status(tabys, client, f"{V2}/{path}") for path in broken} == dict.fromkeys(broken, 500)
    assert {path: await status(tabys, client, f"{V2}/{path}") for path in sound} == dict.fromkeys(sound, 200)


async def test_public_events_are_the_approved_ones_and_a_card_is_anyones(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    approved = {row["id"] for row in tabys.records("events") if row["moderation_status"] == "approved"}
    for path in ("", "search"):
        rows = (await client.get(f"{EVENTS}/{path}")).json()
        assert {row["id"] for row in rows} == approved
        assert [row["event_date"] for row in rows] == sorted((row["event_date"] for row in rows), reverse=True)
        assert "moderation_status" not in rows[0]
    assert (await client.get(f"{EVENTS}/2")).json()["moderation_status"] == "pending"
    assert {row["format"] for row in (await client.get(f"{EVENTS}/search?format=Online")).json()} == {"Online"}
    assert (await client.get(f"{EVENTS}/search?format=online")).status_code == 500


async def test_a_participant_whose_e_mail_is_no_address_breaks_the_page(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = f"{EVENTS}/2/participants"
    rows = (await client.get(f"{path}?limit=3")).json()
    assert [row["id"] for row in rows] == [2, 6, 10]
    assert set(rows[0]) == {
        "first_name", "last_name", "company_name", "email", "id", "event_id", "registration_id", "created_at",
    }  # fmt: skip
    tabys.records("participants")[9]["email"] = "someone@local"
    codes = [(await client.get(f"{path}?{query}")).status_code for query in ("limit=3", "limit=2", "skip=3")]
    assert codes == [500, 200, 200]


async def test_a_look_at_a_course_counts_and_an_admins_does_not(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    seen = [(await client.get(f"{COURSES}/2")).json() for _ in range(2)]
    assert [row["views_count"] for row in seen] == [12, 13]
    assert {"chapters", "moderation_status"} <= set(seen[0])
    assert not {"invite_code", "admin_id"} & set(seen[0])
    assert (await get(tabys, client, f"{COURSES}/admin/2"))["views_count"] == 13
    codes = [(await client.get(f"{COURSES}/{number}")).status_code for number in ("0", "999", "x")]
    assert codes == [422, 404, 422]


async def test_public_courses_are_short_approved_and_as_stored(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    approved = [row["id"] for row in tabys.records("courses") if row["moderation_status"] == "approved"]
    rows = (await client.get(f"{COURSES}/?limit=100")).json()
    assert [row["id"] for row in rows] == approved
    assert not {"chapters", "moderation_status", "updated_at", "invite_code"} & set(rows[0])
    assert all(row["is_free"] for row in (await client.get(f"{COURSES}/free")).json())
    found = (await client.get(f"{COURSES}/search?language=ru&category_id=3&price_min=4000")).json()
    assert found
    assert all(row["language"] == "ru" and row["categories"] for row in found)
    for query in ("language=de", "level=nonsense"):
        assert (await client.get(f"{COURSES}/search?{query}")).status_code == 500
    assert len((await client.get(f"{COURSES}/categories")).json()) == 3


async def test_visible_news_are_published_or_approved_drafts_and_come_whole(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    rows = (await client.get(f"{NEWS}/?limit=1&skip=5")).json()
    assert {(row["status"], row["moderation_status"]) for row in rows} == {
        ("published", "approved"), ("published", "pending"), ("published", "rejected"), ("draft", "approved"),
    }  # fmt: skip
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)
    assert {row["category"] for row in (await client.get(f"{NEWS}/?category=Спорт")).json()} == {"Спорт"}
    assert (await client.get(f"{NEWS}/categories")).json() == ["Білім", "Культура & Искусство", "Спорт"]
    for name in ("drafts", "scheduled"):
        assert {row["status"] for row in await get(tabys, client, f"{V2}/admin/news/{name}")} == {name.rstrip("s")}
    day = next(row["publish_at"][:10] for row in tabys.records("news") if row["publish_at"])
    found = await get(tabys, client, f"{V2}/admin/news/scheduled?target_date={day}")
    assert {row["publish_at"][:10] for row in found} == {day}
    assert await status(tabys, client, f"{V2}/admin/news/scheduled?target_date=x") == 400


async def test_public_vacancies_name_profession_and_city_when_there_are_any(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    rows = (await client.get(f"{VACANCIES}/")).json()
    by_id = {row["id"]: row for row in tabys.records("vacancies")}
    assert {row["id"] for row in rows} == {number for number, row in by_id.items() if row["is_active"]}
    hidden = {"title_kz", "title_ru", "moderation_status", "admin_id", "salary", "source_channel"}
    for row in rows:
        assert not hidden & set(row)
        assert ("profession" in row) == ("city" in row) == (row["profession_id"] is not None)
    named = next(row for row in rows if "city" in row)
    assert set(named["city"]) == {"id", "name_ru", "name_kz", "region_id"}
    assert set(named["profession"]) == {"id", "name_ru", "name_kz"}
    assert {by_id[row["id"]]["moderation_status"] for row in rows} == {"approved", "pending", "rejected"}
    found = (await client.get(f"{VACANCIES}/?profession_id=2&region_id=1&min_salary=1")).json()
    assert {row["profession_id"] for row in found} == {2}
    assert (await client.get(f"{VACANCIES}/?region_id=2")).json() == []
    assert (await client.get(f"{VACANCIES}/search?search=x")).status_code == 500


async def test_a_moderated_vacancy_has_neither_title_nor_names(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    for row in await get(tabys, client, f"{VACANCIES}/admin/moderation/all-statuses"):
        assert (row["profession"], row["city"], row["required_skills"]) == (None, None, [])
        assert not {"title_kz", "title_ru", "admin_id", "profession_id", "salary"} & set(row)
    approved = await client.post(f"{VACANCIES}/admin/moderation/2/approve", headers=bearer(tabys))
    assert approved.json()["profession"] is None
    assert {"title_kz", "admin_id"} < set((await client.get(f"{VACANCIES}/2")).json())
    assert outcome(await client.get(f"{VACANCIES}/999"))[0] == 404


async def test_vacancies_are_counted_by_profession_and_city(client: httpx.AsyncClient) -> None:
    for name in ("profession", "city"):
        rows = (await client.get(f"{VACANCIES}/stats/by-{name}")).json()
        assert set(rows[0]) == {f"{name}_id", f"{name}_name_ru", f"{name}_name_kz", "vacancies_count"}
        counts = [row["vacancies_count"] for row in rows]
        assert counts == sorted(counts, reverse=True)
