"""The fake Tabys lets in whom the contract lets in, and serves its own addresses only."""

from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import COURSES, EVENTS, NEWS, PROJECTS, VACANCIES, VOLUNTEERS, bearer, client, outcome

__all__ = ["client"]  # the fixture

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
