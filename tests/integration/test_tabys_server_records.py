"""Lists and records of the fake Tabys have the quirks of the contract."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import (
    COURSES,
    EVENTS,
    NEWS,
    PROJECTS,
    VACANCIES,
    VOLUNTEERS,
    bearer,
    client,
    get,
    outcome,
)

__all__ = ["client"]  # the fixture


@pytest.mark.parametrize("path", [EVENTS, VACANCIES, PROJECTS])
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("limit=0", ("greater_than_equal", {"ge": 1})),
        ("limit=1001", ("less_than_equal", {"le": 1000})),
        ("skip=-1", ("greater_than_equal", {"ge": 0})),
        ("limit=ten", ("int_parsing", None)),
    ],
)
async def test_a_bad_page_is_422(
    tabys: TabysServer, client: httpx.AsyncClient, path: str, query: str, problem: tuple[str, Any]
) -> None:
    response = await client.get(f"{path}?{query}", headers=bearer(tabys))
    name, given = query.split("=")
    (told,) = response.json()["detail"]
    assert (response.status_code, (told["type"], told.get("ctx"))) == (422, problem)
    assert (told["loc"], told["input"]) == (["query", name], given)


async def test_news_and_courses_take_at_most_a_hundred_and_volunteers_anything(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    for path in (NEWS, COURSES):
        assert (await client.get(f"{path}?limit=101", headers=bearer(tabys))).status_code == 422
        assert len(await get(tabys, client, path)) == min(50, len(await get(tabys, client, f"{path}?limit=100")))
    assert (await get(tabys, client, f"{VOLUNTEERS}?limit=100000"))["total"] == len(tabys.records("volunteers"))
    assert await get(tabys, client, f"{VOLUNTEERS}?limit=0") == {"volunteers": [], "total": 0}
    assert (await client.get(f"{VOLUNTEERS}?skip=-1", headers=bearer(tabys))).status_code == 500


async def test_page_and_page_size_are_ignored_and_totals_are_page_lengths(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    assert await get(tabys, client, f"{NEWS}?page=2&page_size=5") == await get(tabys, client, NEWS)
    assert (await get(tabys, client, f"{VOLUNTEERS}?limit=3&skip=1"))["total"] == 3


@pytest.mark.parametrize(
    ("path", "column"),
    [(EVENTS, "event_date"), (VACANCIES, "created_at"), (PROJECTS, "created_at"), (NEWS, "created_at")],
)
async def test_lists_come_newest_first(tabys: TabysServer, client: httpx.AsyncClient, path: str, column: str) -> None:
    dates = [row[column] for row in await get(tabys, client, f"{path}?limit=100")]
    assert len(dates) >= 30
    assert dates == sorted(dates, reverse=True)


async def test_courses_come_as_they_are_stored(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.records("courses").insert(10, tabys.records("courses").pop(3))
    assert [row["id"] for row in await get(tabys, client, COURSES)] == [row["id"] for row in tabys.records("courses")]


@pytest.mark.parametrize(
    ("role", "path", "module"),
    [("npo", EVENTS, "events"), ("npo", PROJECTS, "projects"), ("msb", VACANCIES, "vacancies")],
)
async def test_msb_and_npo_see_their_own_rows_and_get_404_for_others(
    tabys: TabysServer, client: httpx.AsyncClient, role: str, path: str, module: str
) -> None:
    me = tabys.admin(role)["id"]
    own = {row["id"] for row in tabys.records(module) if row["admin_id"] == me}
    assert {row["id"] for row in await get(tabys, client, path, role)} == own
    foreign = next(row["id"] for row in tabys.records(module) if row["admin_id"] != me)
    detail = path.removesuffix("list")
    assert (await client.get(f"{detail}{foreign}", headers=bearer(tabys, role))).status_code == 404
    assert (await client.get(f"{detail}{min(own)}", headers=bearer(tabys, role))).status_code == 200


async def test_a_detail_shows_more_than_its_list(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    listed = next(row for row in await get(tabys, client, EVENTS) if row["id"] == 5)
    shown = await get(tabys, client, "/api/v2/events/admin/5")
    assert set(listed) == {
        "title", "event_date", "location", "format", "description", "event_photo", "id", "created_at",
    }  # fmt: skip
    assert {key: shown[key] for key in listed} == listed
    assert shown["moderation_status"] == "pending"
    assert "admin_id" not in shown
    assert "invite_code" not in (await get(tabys, client, COURSES))[1]
    assert (await get(tabys, client, "/api/v2/courses/admin/2"))["invite_code"] == "CODE1"


async def test_a_missing_row_is_404_and_a_word_for_an_id_is_422(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    text = "Мероприятие не найдено или у вас нет прав на его просмотр"
    for number in (999999, 10**15):
        assert outcome(await client.get(f"/api/v2/events/admin/{number}", headers=bearer(tabys))) == (404, text)
    shadowed = "/api/v2/courses/admin/list"
    assert (await client.get(shadowed, headers=bearer(tabys))).status_code == 422
    assert (await client.get(shadowed, headers=bearer(tabys, "npo"))).status_code == 403


async def test_one_bad_row_breaks_its_page_only(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.records("courses")[2]["price"] = float("inf")
    tabys.records("events")[0]["updated_at"] = None
    statuses = [
        (await client.get(path, headers=bearer(tabys))).status_code
        for path in (f"{COURSES}?limit=3", f"{COURSES}?limit=2", "/api/v2/events/admin/1", EVENTS)
    ]
    assert statuses == [500, 200, 500, 200]


async def test_filters_follow_their_modules(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    assert {row["format"] for row in await get(tabys, client, f"{EVENTS}?format=Online")} == {"Online"}
    assert len(await get(tabys, client, f"{EVENTS}?search=%25")) == len(tabys.records("events"))
    found = await get(tabys, client, f"{EVENTS}?search=КӨКТЕМІ&from_date=2026-11-22&to_date=2026-12-31")
    assert [row["title"] for row in found] == ["Сарыарқа көктемі"]
    assert {
        row["volunteer_status"]
        for row in (await get(tabys, client, f"{VOLUNTEERS}?status_filter=SUPERVISOR"))["volunteers"]
    } == {"SUPERVISOR"}
    assert {row["moderation_status"] for row in await get(tabys, client, f"{NEWS}?moderation_status=pending")} == {
        "pending"
    }
    bad = {
        f"{EVENTS}?format=x": 500,
        f"{EVENTS}?from_date=x": 422,
        f"{NEWS}?moderation_status=x": 422,
        f"{VACANCIES}?lang=en": 422,
    }
    assert {path: (await client.get(path, headers=bearer(tabys))).status_code for path in bad} == bad


async def test_a_rejected_vacancy_is_saved_although_the_answer_is_500(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = "/api/v2/vacancies/admin/moderation/1"
    assert (await client.post(f"{path}/approve", headers=bearer(tabys, "msb"))).json()[
        "moderation_status"
    ] == "approved"
    assert (await client.post(f"{path}/reject", headers=bearer(tabys, "msb"))).status_code == 500
    assert (await get(tabys, client, "/api/v2/vacancies/admin/1"))["moderation_status"] == "rejected"
    refused = await client.post(f"{path}/approve", headers=bearer(tabys, "government"))
    assert refused.status_code == 403


async def test_dictionaries_and_news_cards_are_open(client: httpx.AsyncClient) -> None:
    for path in ("/api/v2/resumes/professions", "/api/v2/resumes/cities", "/api/v2/volunteer/directions"):
        rows = (await client.get(path)).json()
        assert {"id", "name_ru", "name_kz"} <= set(rows[0])
    assert [row["name_kz"] for row in (await client.get("/api/v2/resumes/cities?search=Караг")).json()] == ["Қарағанды"]
    newest = (await client.get("/api/v2/news/41")).json()
    assert newest["title_kz"] is newest["title_ru"] is newest["title"] is None


async def test_the_records_hold_every_nasty_shape(tabys: TabysServer) -> None:
    everything = str([tabys.records(name) for name in ("events", "courses", "vacancies", "news", "projects")])
    for shape in ("<b>", "&amp;", "\\r\\n", "\\t", "\\u200b", "\\xa0", "🇰🇿", "👨\\u200d👩\\u200d👧\\u200d👦"):
        assert shape in everything
    titles = {row["title"] for row in tabys.records("projects")}
    assert {"", "   "} <= titles
    assert max(map(len, titles)) == 255
    assert max(len(row["description"]) for row in tabys.records("projects")) > 6000
    assert any(row["title_kz"] is None for row in tabys.records("vacancies"))
    decided = {row["moderated_at"][19:].lstrip(".0123456789") for row in tabys.records("events") if row["moderated_at"]}
    assert decided == {"", "Z", "+00:00"}
    assert {None, ""} < {row["event_photo"] for row in tabys.records("events")}


async def test_dates_of_admins_come_in_two_more_forms(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    assert (await get(tabys, client, "/api/v2/admin/profile", "npo"))["created_at"].endswith("+00:00")
    assert (await get(tabys, client, "/api/v2/admin/list"))[0]["created_at"].endswith("Z")
    refused = await client.get("/api/v2/admin/list", headers=bearer(tabys, "administrator"))
    assert outcome(refused) == (403, "У вас нет доступа к этому разделу")


async def test_uploads_are_open_and_may_lie_about_their_type(client: httpx.AsyncClient) -> None:
    picture = await client.get("/uploads/events/seed.png")
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert (await client.get("/uploads/events/text.jpg")).headers["content-type"] == "image/jpeg"
    assert outcome(await client.get("/uploads/events/missing.jpg")) == (404, "Not Found")
