"""The fake Tabys keeps the contract's quirks, seen through a plain HTTP client."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys import TabysServer

AUTH = "/api/v1/telegram-auth"
EVENTS = "/api/v2/events/admin/list"
COURSES = "/api/v2/courses/admin/moderation/all-statuses"
VACANCIES = "/api/v2/vacancies/admin/list"
NEWS = "/api/v2/admin/news/all-statuses"
PROJECTS = "/api/v2/projects/admin/list"
VOLUNTEERS = "/api/v2/admin/volunteer/volunteers"
ROLES = ("client", "volunteer_admin", "msb", "npo", "government", "administrator", "super_admin", "moderator", None)
READERS = {
    EVENTS: {"npo", "government", "administrator", "super_admin"},
    COURSES: {"government", "administrator", "super_admin"},
    VACANCIES: {"msb", "government", "administrator", "super_admin"},
    PROJECTS: {"npo", "government", "administrator", "super_admin"},
    VOLUNTEERS: {"volunteer_admin", "government", "administrator", "super_admin"},
    NEWS: set(ROLES),
}
WRONG_PATHS = (
    "/api/v1/events/",
    "/api/v1/news/",
    "/api/v1/admin/volunteers/",
    "/api/v2/admin/volunteers/",
    "/api/v2/analytics/",
    "/api/v2/admin/news/1",
    "/api/v2/leisure/admin/places/1",
    f"{EVENTS}/",
    "/api/v2/events/admin/5/",
    "/api/v2/news/2/",
    "/api/v2//events/admin/list",
)


@pytest.fixture
async def tabys() -> AsyncIterator[TabysServer]:
    async with TabysServer() as server:
        yield server


@pytest.fixture
async def client(tabys: TabysServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=tabys.url, timeout=5) as http:
        yield http


def bearer(tabys: TabysServer, role: str | None = "super_admin") -> dict[str, str]:
    return {"Authorization": f"Bearer {tabys.token(role)}"}


async def verify(client: httpx.AsyncClient, code: Any, telegram_id: Any = "71001") -> httpx.Response:
    return await client.post(f"{AUTH}/verify-otp", json={"otp_token": code, "telegram_user_id": telegram_id})


async def get(tabys: TabysServer, client: httpx.AsyncClient, path: str, role: str | None = "super_admin") -> Any:
    response = await client.get(path, headers=bearer(tabys, role))
    return response.json()


def outcome(response: httpx.Response) -> tuple[int, Any]:
    return response.status_code, response.json().get("detail")


@pytest.mark.parametrize("path", WRONG_PATHS)
async def test_an_unknown_path_or_a_wrong_slash_is_405_and_never_a_redirect(
    tabys: TabysServer, client: httpx.AsyncClient, path: str
) -> None:
    assert outcome(await client.get(path, headers=bearer(tabys))) == (405, "Method Not Allowed")


async def test_options_is_always_fine_and_head_never_is(client: httpx.AsyncClient) -> None:
    assert (await client.options("/anything")).status_code == 200
    assert (await client.head(EVENTS)).status_code == 405
    assert (await client.head("/uploads/events/seed.png")).status_code == 200


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, (403, "Not authenticated")),
        ("raw-token", (403, "Not authenticated")),
        ("Token x", (403, "Not authenticated")),
        ("Basic YTpi", (403, "Invalid authentication credentials")),
        ("Bearer garbage", (401, "Недействительный токен")),
    ],
)
async def test_a_call_without_a_good_token_is_refused(
    client: httpx.AsyncClient, header: str | None, expected: tuple[int, str]
) -> None:
    headers = {} if header is None else {"Authorization": header}
    assert outcome(await client.get(NEWS, headers=headers)) == expected


async def test_an_expired_token_says_so_and_a_new_login_is_good_again(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    old = bearer(tabys)
    assert old == bearer(tabys), "two tokens of one second are identical"
    tabys.expire_tokens()
    assert outcome(await client.get(NEWS, headers=old)) == (401, "Токен истек")
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_tokens_of_users_and_of_deleted_admins_are_refused_and_the_web_login_is_accepted(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    def forged(payload: dict[str, Any]) -> dict[str, str]:
        return {"Authorization": f"bearer {tabys.forge({**payload, 'exp': 4102444800})}"}

    assert outcome(await client.get(NEWS, headers=forged({"user_id": "1"}))) == (401, "Недействительный токен")
    assert outcome(await client.get(NEWS, headers=forged({"admin_id": 99}))) == (401, "Администратор не найден")
    assert (await client.get(NEWS, headers=forged({"admin_id": "1"}))).status_code == 200


@pytest.mark.parametrize("path", READERS)
async def test_each_list_opens_for_its_roles_only(tabys: TabysServer, client: httpx.AsyncClient, path: str) -> None:
    responses = {role: await client.get(path, headers=bearer(tabys, role)) for role in ROLES}
    assert {role for role, response in responses.items() if response.status_code == 200} == READERS[path]
    assert {response.status_code for response in responses.values()} <= {200, 403}


async def test_a_refused_role_is_told_the_module(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    refused = await client.get(EVENTS, headers=bearer(tabys, "msb"))
    assert outcome(refused) == (403, "У вас нет доступа к модулю 'events'")


async def test_a_change_of_role_works_at_once_on_an_old_token(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    headers = bearer(tabys, "npo")
    assert (await client.get(EVENTS, headers=headers)).status_code == 200
    tabys.set_role(tabys.admin("npo")["id"], "client")
    assert (await client.get(EVENTS, headers=headers)).status_code == 403


async def test_a_code_opens_a_session_once_also_in_lower_case(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    code = tabys.issue_otp("npo")
    first = (await verify(client, code.lower())).json()
    token = first.pop("access_token")
    admin = tabys.admin("npo")
    assert first == {
        "token_type": "bearer",
        "admin_id": admin["id"],
        "admin_name": admin["name"],
        "role": "npo",
        "telegram_user_id": "71001",
        "session_created": True,
    }
    assert (await client.get(EVENTS, headers={"Authorization": f"Bearer {token}"})).status_code == 200
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: already used")
    assert (await verify(client, tabys.issue_otp("msb"))).json()["session_created"] is False


async def test_a_code_that_is_wrong_expired_or_revoked_is_401(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    assert outcome(await verify(client, "ЖЖЖЖЖЖЖЖ")) == (401, "Invalid OTP token")
    code = tabys.issue_otp("npo", expires_in=-1)
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: expired")
    tabys.revoke_otp(code)
    tabys.use_otp(code)
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: already used, expired, revoked")
    fresh = tabys.issue_otp("npo")
    tabys.expire_otp(fresh)
    assert outcome(await verify(client, fresh)) == (401, "OTP token is invalid: expired")


@pytest.mark.parametrize(
    ("code", "telegram_id", "kind", "echo"),
    [
        ("SHORT", "1", "string_too_short", "SHORT"),
        ("NINECHARS", "1", "string_too_long", "NINECHARS"),
        (" ABCDEFGH ", "1", "string_too_long", " ABCDEFGH "),
        ("ABCDEFGH", 71001, "string_type", 71001),
        ("ABCDEFGH", "abc", "value_error", "abc"),
        ("ABCDEFGH", "", "value_error", ""),
        ("ABCDEFGH", "-100", "value_error", "-100"),
    ],
)
async def test_a_malformed_login_is_422_and_echoes_what_was_sent(
    client: httpx.AsyncClient, code: str, telegram_id: Any, kind: str, echo: Any
) -> None:
    response = await verify(client, code, telegram_id)
    (problem,) = response.json()["detail"]
    assert (response.status_code, problem["type"], problem["input"]) == (422, kind, echo)


async def test_a_missing_field_echoes_the_whole_body(client: httpx.AsyncClient) -> None:
    response = await client.post(f"{AUTH}/verify-otp", json={"otp_token": "ABCDEFGH"})
    loc = ["body", "telegram_user_id"]
    given = {"otp_token": "ABCDEFGH"}
    assert outcome(response) == (422, [{"type": "missing", "loc": loc, "msg": "Field required", "input": given}])
    for raw, kind in ((b"", "missing"), (b"{", "json_invalid"), (b"[]", "model_attributes_type")):
        bad = await client.post(f"{AUTH}/verify-otp", content=raw, headers={"Content-Type": "application/json"})
        assert (bad.status_code, bad.json()["detail"][0]["type"]) == (422, kind)


async def test_a_nul_or_a_too_long_id_crashes_and_leaves_the_code_good(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    code = tabys.issue_otp("npo")
    assert (await verify(client, "ABC\0EFGH")).status_code == 500
    assert (await verify(client, code, "1" * 21)).status_code == 500
    assert (await verify(client, code, "٣٤٥")).status_code == 200


async def test_an_unknown_role_may_log_in(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    assert (await verify(client, tabys.issue_otp("moderator"))).json()["role"] == "moderator"


async def test_a_null_role_crashes_after_burning_the_code_and_breaks_the_session_list(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    code = tabys.issue_otp(None)
    assert (await verify(client, code)).status_code == 500
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: already used")
    assert (await client.get(f"{AUTH}/sessions", headers=bearer(tabys))).status_code == 500


async def test_two_of_twelve_simultaneous_logins_win(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    await asyncio.gather(*(client.options("/") for _ in range(12)))
    code = tabys.issue_otp("npo")
    statuses = [response.status_code for response in await asyncio.gather(*(verify(client, code) for _ in range(12)))]
    assert sorted(statuses) == [200] * 2 + [401] * 10


async def test_logout_and_revoke_end_the_session_but_not_the_token(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    who = {"telegram_user_id": "71001"}
    token = (await verify(client, tabys.issue_otp("npo"))).json()["access_token"]
    assert (await client.post(f"{AUTH}/restore-session", json=who)).json()["role"] == "npo"
    assert (await client.post(f"{AUTH}/logout", json=who)).status_code == 200
    assert outcome(await client.post(f"{AUTH}/logout", json=who)) == (404, "No active session found")
    gone = "No active session found for this Telegram user"
    assert outcome(await client.post(f"{AUTH}/restore-session", json=who)) == (404, gone)
    assert (await client.get(EVENTS, headers={"Authorization": f"Bearer {token}"})).status_code == 200
    await verify(client, tabys.issue_otp("npo"))
    tabys.revoke(71001)
    assert outcome(await client.post(f"{AUTH}/restore-session", json=who)) == (404, gone)


async def test_sessions_are_listed_and_revoked_by_managers_only(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    await verify(client, tabys.issue_otp("government"), "71003")
    listed = await get(tabys, client, f"{AUTH}/sessions")
    assert (listed["total"], listed["sessions"][0]["admin_role"]) == (1, "government")
    path = f"{AUTH}/sessions/71003"
    refusal = "Доступ запрещен. Требуется одна из ролей: super_admin, administrator"
    assert outcome(await client.delete(path, headers=bearer(tabys, "npo"))) == (403, refusal)
    assert (await client.delete(path, headers=bearer(tabys))).status_code == 200
    assert outcome(await client.delete(path, headers=bearer(tabys))) == (404, "Active session not found")
    assert await get(tabys, client, f"{AUTH}/sessions") == {"sessions": [], "total": 0}


async def test_codes_are_generated_and_revoked_by_their_owner(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    made = (await client.post(f"{AUTH}/generate-otp", json={}, headers=bearer(tabys, "npo"))).json()
    assert (made["command"], made["expires_in_seconds"]) == (f"/login {made['otp_token']}", 599)
    body = {"otp_token": made["otp_token"]}

    async def revoke(role: str) -> int:
        return (await client.post(f"{AUTH}/revoke-otp", json=body, headers=bearer(tabys, role))).status_code

    assert [await revoke("msb"), await revoke("npo"), await revoke("npo")] == [404, 200, 200]
    assert outcome(await verify(client, made["otp_token"])) == (401, "OTP token is invalid: revoked")
    early = await client.post(f"{AUTH}/generate-otp", json={"expires_in_minutes": 4}, headers=bearer(tabys))
    assert (early.status_code, early.json()["detail"][0]["ctx"]) == (422, {"ge": 5})


async def test_a_500_is_plain_text_and_closes_the_connection_without_saying_so(tabys: TabysServer) -> None:
    tabys.crash_linger = 0.2
    async with httpx.AsyncClient(base_url=tabys.url) as client:
        broken = await client.get(f"{VOLUNTEERS}?limit=-1", headers=bearer(tabys))
        assert (broken.status_code, broken.text) == (500, "Internal Server Error")
        assert broken.headers["content-type"] == "text/plain; charset=utf-8"
        assert "connection" not in broken.headers
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await client.get(NEWS, headers=bearer(tabys))
        assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


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


async def test_calls_are_kept_in_order_and_can_be_forgotten(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    await client.get(f"{NEWS}?limit=2&category=Спорт")
    await verify(client, "ABCDEFGH")
    first, second = tabys.calls
    assert (first.method, first.path, first.query) == ("GET", NEWS, {"limit": "2", "category": "Спорт"})
    assert (first.body, first.headers["accept"]) == (None, "*/*")
    assert second.body == {"otp_token": "ABCDEFGH", "telegram_user_id": "71001"}
    tabys.calls.clear()
    assert tabys.calls == []


@pytest.mark.parametrize(
    ("fault", "status", "content"),
    [
        (faults.answer(502, "<html>Bad gateway", "text/html"), 502, b"<html>Bad gateway"),
        (faults.empty, 200, b""),
        (faults.redirect("https://example.invalid/"), 307, b""),
        (faults.wrong_type([1]), 200, b"[1]"),
        (faults.huge(3_000_000), 200, b'"' + b"x" * 2_999_998 + b'"'),
        (faults.crash, 500, b"Internal Server Error"),
    ],
)
async def test_a_spoilt_answer_comes_once(
    tabys: TabysServer, client: httpx.AsyncClient, fault: faults.Fault, status: int, content: bytes
) -> None:
    tabys.fail_next("/news/", fault)
    assert len(await get(tabys, client, EVENTS)) == len(tabys.records("events"))
    spoilt = await client.get(NEWS, headers=bearer(tabys))
    assert (spoilt.status_code, spoilt.content) == (status, content)
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_garbled_json_does_not_parse(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.fail_next(NEWS, faults.garbled)
    with pytest.raises(ValueError, match=r"codec|Unterminated"):
        (await client.get(NEWS, headers=bearer(tabys))).json()


@pytest.mark.parametrize("fault", [faults.reset, faults.truncated])
async def test_a_broken_connection_is_a_transport_error_as_often_as_asked(
    tabys: TabysServer, client: httpx.AsyncClient, fault: faults.Fault
) -> None:
    tabys.fail_next(NEWS, fault, times=2)
    for _ in range(2):
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await client.get(NEWS, headers=bearer(tabys))
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_a_silent_server_runs_into_the_clients_timeout(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.fail_next(NEWS, faults.hang(30))
    with pytest.raises(httpx.ReadTimeout):
        await client.get(NEWS, headers=bearer(tabys), timeout=0.05)
    tabys.fail_next(NEWS, faults.hang(0.01))
    assert (await client.get(NEWS, headers=bearer(tabys))).status_code == 200


async def test_a_dripping_answer_outlives_a_deadline_though_no_read_times_out(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    tabys.fail_next(NEWS, faults.drip(20, pieces=1000))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await client.get(NEWS, headers=bearer(tabys), timeout=0.2)
    tabys.fail_next(NEWS, faults.drip(0.05))
    assert len((await client.get(NEWS, headers=bearer(tabys))).json()) == len(tabys.records("news"))


async def test_a_lost_answer_leaves_its_side_effect(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    code = tabys.issue_otp("npo")
    tabys.fail_next("verify-otp", faults.after(faults.reset))
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await verify(client, code)
    assert outcome(await verify(client, code)) == (401, "OTP token is invalid: already used")


async def test_a_server_that_is_down_refuses_and_comes_back_on_its_port(
    tabys: TabysServer, client: httpx.AsyncClient
) -> None:
    url, records = tabys.url, await get(tabys, client, EVENTS)
    await tabys.down()
    with pytest.raises(httpx.ConnectError):
        await client.get(NEWS, headers=bearer(tabys))
    await tabys.up()
    assert tabys.url == url
    assert await get(tabys, client, EVENTS) == records


async def test_the_peak_of_simultaneous_calls_is_known(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    tabys.latency = 0.2
    await asyncio.gather(*(client.get(NEWS, headers=bearer(tabys)) for _ in range(7)))
    assert tabys.in_flight_peak == 7
