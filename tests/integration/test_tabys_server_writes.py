"""The fake Tabys: what is written has the quirks of the real one."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_files import PNG, WEBP
from tests.integration.tabys_http import bearer, client, outcome

__all__ = ["client"]  # the fixture

EVENT = {"title": "", "event_date": "2027-03-01T10:00:00Z", "location": "x", "format": "Online", "description": ""}
COURSE = {
    "title": "x",
    "description": "x",
    "course_url": "x",
    "language": "kz",
    "duration": "5",
    "skills": "x",
    "currency": "KZT",
    "price": "0",
    "is_free": "true",
}
PROJECT = dict.fromkeys(("title", "title_ru", "description", "description_ru", "author", "project_type"), "x")
PROJECT |= {"start_date": "2027-01-01T00:00:00", "end_date": "2027-02-01T00:00:00"}
VACANCY: dict[str, Any] = dict.fromkeys(("title_kz", "title_ru", "description_kz", "description_ru"), "x")
VACANCY |= {"profession_id": 1, "city_id": 1, "employment_type": "", "work_type": "", "contact_email": "a@tabys.kz"}
TICKET = dict.fromkeys(("title", "title_ru", "description", "description_ru", "address"), "x")
TICKET |= {"event_date": "2027-03-01T10:00:00"}
ROLES = ("client", "volunteer_admin", "msb", "npo", "government", "administrator", "super_admin")
X = 99_999
# The statuses of the contract's matrix, by role; no body or an empty one goes along.
MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("POST", "/api/v2/admin/volunteer/events"): (403, 422, 403, 403, 403, 422, 422),
    ("PUT", f"/api/v2/admin/volunteer/events/{X}"): (403, 422, 403, 403, 403, 422, 422),
    ("DELETE", f"/api/v2/admin/volunteer/events/{X}"): (403, 404, 403, 403, 403, 404, 404),
    ("PATCH", f"/api/v2/admin/volunteer/applications/{X}/attendance?attended=true"): (
        *(403, 404, 403, 403, 403, 404, 404),
    ),
    ("PUT", f"/api/v2/admin/volunteer/volunteers/{X}"): (403, 404, 403, 403, 403, 404, 404),
    ("POST", f"/api/v2/admin/volunteer/volunteers/{X}/coins?amount=1&reason=x&type=add"): (
        *(403, 404, 403, 403, 403, 404, 404),
    ),
    ("POST", "/api/v2/admin/volunteer/benefits"): (403, 422, 403, 403, 403, 422, 422),
    ("POST", "/api/v2/vacancies/admin/create"): (403, 403, 422, 403, 403, 422, 422),
    ("PUT", f"/api/v2/vacancies/admin/{X}"): (403, 403, 404, 403, 403, 404, 404),
    ("DELETE", f"/api/v2/vacancies/admin/{X}"): (403, 403, 404, 403, 403, 404, 404),
    ("PUT", f"/api/v2/leisure/admin/places/{X}"): (403, 403, 404, 403, 403, 404, 404),
    ("DELETE", f"/api/v2/leisure/admin/promo/{X}"): (403, 403, 404, 403, 403, 404, 404),
    ("POST", "/api/v2/projects/admin/create"): (403, 403, 403, 422, 403, 422, 422),
    ("PUT", f"/api/v2/projects/admin/{X}"): (403, 403, 403, 404, 403, 404, 404),
    ("DELETE", f"/api/v2/projects/admin/{X}"): (403, 403, 403, 404, 403, 404, 404),
    ("PUT", f"/api/v2/projects/1/submissions/{X}/status"): (403, 403, 403, 403, 403, 404, 404),
    ("POST", "/api/v2/events/admin/create"): (403, 403, 403, 422, 403, 422, 422),
    ("PUT", f"/api/v2/events/admin/{X}"): (403, 403, 403, 404, 403, 404, 404),
    ("DELETE", f"/api/v2/events/admin/{X}"): (403, 403, 403, 404, 403, 404, 404),
    ("POST", f"/api/v2/events/{X}/upload-photo"): (422,) * 7,
    ("DELETE", f"/api/v2/events/{X}/photo"): (404,) * 7,
    ("PUT", f"/api/v2/admin/news/{X}"): (404,) * 7,
    ("DELETE", f"/api/v2/admin/news/{X}"): (404,) * 7,
    ("POST", f"/api/v2/admin/news/{X}/schedule"): (422,) * 7,
    ("POST", f"/api/v2/admin/news/{X}/publish-now"): (404,) * 7,
    ("POST", "/api/v2/courses/admin/create"): (403, 403, 403, 403, 403, 422, 422),
    ("DELETE", f"/api/v2/courses/admin/{X}"): (405,) * 7,
    ("DELETE", f"/api/v2/courses/{X}"): (404,) * 7,
    ("POST", "/api/v2/experts/"): (422,) * 7,
    ("PUT", f"/api/v2/experts/{X}"): (405,) * 7,
    ("DELETE", f"/api/v2/experts/{X}"): (405,) * 7,
    ("DELETE", f"/api/v2/tech-tasks/admin/{X}"): (403, 403, 403, 403, 403, 404, 404),
}


@pytest.mark.parametrize(("method", "path"), MATRIX)
async def test_a_write_opens_for_its_roles_only(
    tabys: TabysServer, client: httpx.AsyncClient, method: str, path: str
) -> None:
    body: dict[str, str] | None = None if method == "DELETE" or "?" in path else {}
    answered = [
        (await client.request(method, path, json=body, headers=bearer(tabys, role))).status_code for role in ROLES
    ]
    assert tuple(answered) == MATRIX[method, path]


async def sent(
    tabys: TabysServer, client: httpx.AsyncClient, method: str, path: str, *, role: str = "super_admin", **more: Any
) -> httpx.Response:
    return await client.request(method, path, headers=bearer(tabys, role), **more)


async def test_a_422_echoes_what_was_sent(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    answer = await sent(tabys, client, "POST", "/api/v2/events/admin/create", json={**EVENT, "format": "x"})
    (problem,) = answer.json()["detail"]
    assert (problem["type"], problem["loc"], problem["input"]) == ("enum", ["body", "format"], "x")
    answer = await sent(tabys, client, "POST", "/api/v2/events/admin/create", json={"title": "x"})
    assert {tuple(one["loc"]) for one in answer.json()["detail"]} == {
        ("body", name) for name in EVENT if name != "title"
    }
    assert answer.json()["detail"][0]["input"] == {"title": "x"}


async def test_an_event_keeps_an_aware_moment_naive_and_no_null(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    made = await sent(tabys, client, "POST", "/api/v2/events/admin/create", json=EVENT)
    assert (made.status_code, made.json()["event_date"]) == (201, "2027-03-01T10:00:00")
    for body in ({"title": None}, {"title": "a\x00"}):
        assert (await sent(tabys, client, "PUT", "/api/v2/events/admin/1", json=body)).status_code == 500


async def test_a_course_is_a_whole_form_or_nothing(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/courses/admin/1"
    assert (await sent(tabys, client, "POST", "/api/v2/courses/admin/create", json=COURSE)).status_code == 422
    assert (await sent(tabys, client, "PUT", path, data={"title": "x"})).status_code == 500
    for odd in ({"language": "xx"}, {"level": "x"}, {"duration": "0"}, {"price": "-1"}, {"currency": "BTC"}):
        assert (await sent(tabys, client, "PUT", path, data={**COURSE, **odd})).status_code == 500
    assert (await sent(tabys, client, "PUT", path, data={**COURSE, "duration": "x"})).status_code == 422


async def test_a_course_loses_its_cover_and_its_place(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    assert tabys.records("courses")[0]["cover_image"]
    answer = await sent(tabys, client, "PUT", "/api/v2/courses/admin/1", data=COURSE)
    assert (answer.status_code, answer.json()["cover_image"]) == (200, None)
    assert tabys.records("courses")[-1]["id"] == 1
    for content, status in ((PNG, 200), (WEBP, 400)):
        files = {"cover_image": ("x.png" if content == PNG else "x.webp", content)}
        answer = await sent(tabys, client, "PUT", "/api/v2/courses/admin/1", data=COURSE, files=files)
        assert answer.status_code == status
    served = await client.get("/" + tabys.records("courses")[-1]["cover_image"])
    assert served.content == PNG


async def test_a_paid_course_needs_a_code_and_unknown_categories_are_dropped(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    path = "/api/v2/courses/admin/create"
    assert (await sent(tabys, client, "POST", path, data={**COURSE, "is_free": "false"})).status_code == 400
    made = await sent(tabys, client, "POST", path, data={**COURSE, "categories": ["2", "0", "99"]})
    assert [one["id"] for one in made.json()["categories"]] == [2]


async def test_a_project_needs_a_text_and_dates_alike(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/projects/admin/1"
    for body in ({}, {"status": "active"}, {"photo_url": "x"}, {"end_date": "2027-01-01T00:00:00"}):
        assert (await sent(tabys, client, "PUT", path, json=body)).status_code == 500
    assert (await sent(tabys, client, "PUT", path, json={"title": "x", "status": "active"})).status_code == 200
    create = "/api/v2/projects/admin/create"
    for body in ({"start_date": "2027-01-01T00:00:00Z"}, {"project_type": "x" * 51}, {"video_url": "x" * 501}):
        assert (await sent(tabys, client, "POST", create, json={**PROJECT, **body})).status_code == 500
    backwards = {**PROJECT, "end_date": "2026-01-01T00:00:00"}
    assert (await sent(tabys, client, "POST", create, json=backwards)).status_code == 422
    made = await sent(tabys, client, "POST", create, json={**PROJECT, "status": "active"}, role="npo")
    assert made.json()["status"] == "draft"


async def test_a_deleted_project_drops_the_connection(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.crash_linger = 5
    assert (await sent(tabys, client, "DELETE", "/api/v2/projects/admin/1")).status_code == 204
    with pytest.raises(httpx.TransportError):
        await client.get("/api/v2/projects/1")
    assert (await client.get("/api/v2/projects/1")).status_code == 404


async def test_leisure_takes_every_column_and_nothing_else(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/leisure/admin/tickets"
    for body in ({}, {**TICKET, "x": 1}, {**TICKET, "admin_id": 1}, {**TICKET, "title": "x" * 256}):
        assert (await sent(tabys, client, "POST", f"{path}/create", json=body)).status_code == 500
    odd = {**TICKET, "event_date": "01.01.2027", "status": "anything", "title": ""}
    assert (await sent(tabys, client, "POST", f"{path}/create", json=odd)).status_code == 201
    own = next(row for row in tabys.records("tickets") if row["admin_id"] == 5)
    body = {"id": 77_777, "moderation_status": "approved", "moderated_by": 99}
    answer = await sent(tabys, client, "PUT", f"{path}/{own['id']}", json=body, role="msb")
    assert (answer.json()["id"], answer.json()["moderated_by"]) == (77_777, 99)


async def test_news_may_be_empty_but_an_update_may_not(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/admin/news"
    made = await sent(tabys, client, "POST", f"{path}/", json={}, role="client")
    assert (made.status_code, made.json()["title_kz"], made.json()["status"]) == (201, None, "draft")
    assert (await sent(tabys, client, "POST", path, json={})).status_code == 405
    number = made.json()["id"]
    for body in ({}, {"title_kz": "x" * 256}, {"category": "x" * 101}, {"photo_url": "x" * 501}):
        assert (await sent(tabys, client, "PUT", f"{path}/{number}", json=body)).status_code == 500
    assert (await sent(tabys, client, "POST", f"{path}/", json={"status": "scheduled"})).status_code == 422
    aware = {"news_id": 1, "publish_at": "2090-01-01T00:00:00Z"}
    assert (await sent(tabys, client, "POST", f"{path}/{number}/schedule", json=aware)).status_code == 500
    past = {"news_id": 1, "publish_at": "2020-01-01T00:00:00"}
    assert (await sent(tabys, client, "POST", f"{path}/{number}/schedule", json=past)).status_code == 422
    assert (await sent(tabys, client, "POST", f"{path}/{number}/publish-now")).status_code == 200
    again = await sent(tabys, client, "POST", f"{path}/{number}/publish-now")
    assert outcome(again) == (400, "News is already published")
    back = await sent(tabys, client, "PUT", f"{path}/{number}", json={"status": "draft"})
    assert back.status_code == 400


async def test_the_titles_of_a_vacancy_are_dropped(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/vacancies/admin"
    made = await sent(tabys, client, "POST", f"{path}/create", json=VACANCY)
    assert (made.status_code, made.json()["title_kz"]) == (201, None)
    number = made.json()["id"]
    renamed = await sent(tabys, client, "PUT", f"{path}/{number}", json={"title_kz": "x", "title_ru": "x"})
    assert (renamed.status_code, renamed.json()["title_ru"]) == (200, None)
    for body in ({"description_kz": None}, {"profession_id": 0}, {"required_skills": [99]}, {"salary_min": 10**11}):
        assert (await sent(tabys, client, "PUT", f"{path}/{number}", json=body)).status_code == 500


async def test_coins_and_attendance_count_each_time(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    base = "/api/v2/admin/volunteer"
    params = {"amount": 5, "reason": "x", "type": "add"}
    for balance in (5, 10):
        answer = await sent(tabys, client, "POST", f"{base}/volunteers/1/coins", params=params)
        assert answer.json()["new_balance"] == balance
    assert (await sent(tabys, client, "POST", f"{base}/volunteers/1/coins", json=params)).status_code == 422
    path = f"{base}/applications/2/attendance"
    assert (await sent(tabys, client, "PATCH", path, json={"attended": True})).status_code == 422
    row = tabys.records("applications")[1]
    volunteer = next(one for one in tabys.records("volunteers") if one["id"] == row["_volunteer_id"])
    balances = [volunteer["v_coins_balance"]]
    for _ in range(2):
        await sent(tabys, client, "PATCH", path, params={"attended": "true"})
        balances.append(volunteer["v_coins_balance"])
    assert balances[2] - balances[1] == balances[1] - balances[0] > 0


async def test_a_json_body_is_ignored_where_parameters_are_taken(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    before = dict(tabys.records("volunteers")[0])
    path = "/api/v2/admin/volunteer/volunteers/1"
    assert (await sent(tabys, client, "PUT", path, json={"full_name": "x"})).status_code == 200
    assert tabys.records("volunteers")[0] == before


async def test_what_is_not_sent_of_a_benefit_is_lost(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    path = "/api/v2/admin/volunteer/benefits/2"
    body = {"title": "x", "description": "x", "v_coins_cost": 1}
    assert (await sent(tabys, client, "PUT", path, json=body)).status_code == 200
    row = tabys.records("benefits")[1]
    assert (row["category"], row["min_status"]) == (None, "VOLUNTEER")
    assert (await sent(tabys, client, "PUT", path, json={"v_coins_cost": 1})).status_code == 422


@pytest.mark.parametrize(
    ("path", "rows", "role"),
    [
        ("/api/v2/events/admin", "events", "npo"),
        ("/api/v2/projects/admin", "projects", "npo"),
        ("/api/v2/vacancies/admin", "vacancies", "msb"),
        ("/api/v2/leisure/admin/places", "places", "msb"),
        ("/api/v2/leisure/admin/tickets", "tickets", "msb"),
        ("/api/v2/leisure/admin/promo", "promo", "msb"),
    ],
)
async def test_a_record_of_somebody_else_is_404(
    tabys: TabysServer, client: httpx.AsyncClient, path: str, rows: str, role: str
) -> None:
    foreign = next(row["id"] for row in tabys.records(rows) if row["admin_id"] != tabys.admin(role)["id"])
    for method, body in (("PUT", {"title": "x"}), ("DELETE", None)):
        answer = await sent(tabys, client, method, f"{path}/{foreign}", json=body, role=role)
        assert answer.status_code == 404
