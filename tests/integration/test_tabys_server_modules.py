"""Every read of the fake Tabys opens for the roles of the contract's matrix, and for nobody else."""

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import bearer, client, outcome

__all__ = ["client"]  # the fixture

ROLES = ("client", "volunteer_admin", "msb", "npo", "government", "administrator", "super_admin", "moderator", None)
OVERSEERS = {"government", "administrator", "super_admin"}
VOLUNTEERS = OVERSEERS | {"volunteer_admin"}
LEISURE = VACANCIES = OVERSEERS | {"msb"}
EVENTS = PROJECTS = OVERSEERS | {"npo"}
ANYONE = set(ROLES)

READERS: dict[str, set[str | None]] = {
    **{
        f"/api/v2/admin/volunteer/{path}": set(VOLUNTEERS)
        for path in (
            "volunteers",
            "applications",
            "events/1/applications",
            "task-reports",
            "promotion-requests",
            "purchases",
            "benefits",
            "status-requirements",
            "stats/overview",
        )
    },
    **{
        f"/api/v2/leisure/admin/{kind}/{path}": set(LEISURE)
        for kind in ("places", "tickets", "promo")
        for path in ("list", "moderation/stats", "moderation/pending", "moderation/all-statuses")
    },
    **{
        f"/api/v2/{module}/admin/moderation/{path}": set(readers)
        for module, readers in (
            ("events", EVENTS),
            ("projects", PROJECTS),
            ("vacancies", VACANCIES),
            ("courses", OVERSEERS),
        )
        for path in ("stats", "pending", "all-statuses")
    },
    **{f"/api/v2/admin/news/{path}": ANYONE for path in ("all-statuses", "pending", "drafts", "scheduled", "stats")},
    "/api/v2/auth/users": ANYONE,
    "/api/v2/tech-tasks/admin/list": set(OVERSEERS),
    "/api/v2/tech-tasks/admin/1": set(OVERSEERS),
    "/api/v1/moderation/stats": ANYONE,
    "/api/v1/moderation/queue?entity_type=event": ANYONE,
    "/api/v2/admin/analytics/dashboard": ANYONE,
    "/api/v2/projects/1/analytics": {"administrator", "super_admin"},
    "/api/v2/projects/1/submissions/1": {"administrator", "super_admin"},
    "/api/v2/admin/pending/count": ANYONE,
    "/api/v2/admin/pending": {"super_admin"},
    "/api/v2/admin/list": {"super_admin"},
    "/api/v1/telegram-auth/sessions": {"administrator", "super_admin"},
}
OPEN = (
    "/api/v2/events/",
    "/api/v2/events/search",
    "/api/v2/events/1",
    "/api/v2/events/1/participants",
    "/api/v2/news/",
    "/api/v2/news/1",
    "/api/v2/news/categories",
    "/api/v2/courses/",
    "/api/v2/courses/1",
    "/api/v2/courses/categories",
    "/api/v2/courses/moderation/pending",
    "/api/v2/vacancies/",
    "/api/v2/vacancies/1",
    "/api/v2/vacancies/stats/by-city",
    "/api/v2/vacancies/stats/by-profession",
    "/api/v2/projects/",
    "/api/v2/projects/1",
    "/api/v2/projects/1/form-template",
    "/api/v2/leisure/places",
    "/api/v2/leisure/tickets",
    "/api/v2/leisure/promo",
    "/api/v2/leisure/places/1",
    "/api/v2/leisure/categories",
    "/api/v2/leisure/stats",
    "/api/v2/volunteer/events",
    "/api/v2/volunteer/directions",
    "/api/v2/experts/",
    "/api/v2/experts/1",
    "/api/v2/experts/search",
    "/api/v2/resumes/",
    "/api/v2/resumes/1",
    "/api/v2/resumes/professions",
    "/api/v2/resumes/cities",
    "/api/v2/resumes/regions",
    "/api/v2/resumes/skills",
    "/api/v2/tech-tasks/",
    "/api/v2/tech-tasks/1",
)
ABSENT = (
    "/api/v2/events",
    "/api/v2/courses",
    "/api/v2/experts",
    "/api/v2/resumes",
    "/api/v2/tech-tasks",
    "/api/v2/leisure/places/",
    "/api/v2/leisure/admin/places/1",
    "/api/v2/leisure/admin/tickets/1",
    "/api/v2/leisure/admin/promo/1",
    "/api/v2/leisure/admin/places/list/",
    "/api/v2/admin/volunteer/volunteers/1",
    "/api/v2/admin/volunteer/applications/1",
    "/api/v2/admin/volunteer/events",
    "/api/v2/auth/users/1",
    "/api/v2/auth/users/",
    "/api/v2/admin/news/1",
    "/api/v2/admin/1",
    "/api/v1/moderation/queue/",
)
FOR_USERS = (
    "/api/v2/certificates/",
    "/api/v2/certificates/my",
    "/api/v2/certificates/1",
    "/api/v2/certificates/1/download",
    "/api/v2/auth/me",
    "/api/v2/resumes/my",
    "/api/v2/projects/1/applications",
    "/api/v2/tech-tasks/1/solutions",
    "/api/v2/vacancies/1/applications",
    "/api/v2/vacancies/stats/summary",
)


@pytest.mark.parametrize("path", READERS)
async def test_a_read_opens_for_its_roles_only(tabys: TabysServer, client: httpx.AsyncClient, path: str) -> None:
    codes = {role: (await client.get(path, headers=bearer(tabys, role))).status_code for role in ROLES}
    assert {role for role, code in codes.items() if code == 200} == READERS[path]
    assert set(codes.values()) <= {200, 403}
    assert outcome(await client.get(path)) == (403, "Not authenticated")


@pytest.mark.parametrize("path", OPEN)
async def test_a_public_read_asks_nobody_and_minds_no_bad_token(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 200
    assert (await client.get(path, headers={"Authorization": "Bearer garbage"})).status_code == 200


@pytest.mark.parametrize("path", ABSENT)
async def test_what_the_contract_does_not_have_is_405(tabys: TabysServer, client: httpx.AsyncClient, path: str) -> None:
    assert outcome(await client.get(path, headers=bearer(tabys))) == (405, "Method Not Allowed")


@pytest.mark.parametrize("path", FOR_USERS)
async def test_a_route_for_users_lets_no_admin_in(tabys: TabysServer, client: httpx.AsyncClient, path: str) -> None:
    refusal = (401, "Невозможно проверить учетные данные")
    assert {outcome(await client.get(path, headers=bearer(tabys, role))) for role in ROLES} == {refusal}
    bare = await client.get(path)
    assert (outcome(bare), bare.headers["www-authenticate"]) == ((401, "Not authenticated"), "Bearer")
    assert (await client.get(path, headers={"Authorization": "Bearer garbage"})).status_code == 500


async def test_certificates_refuse_every_method_alike(tabys: TabysServer, client: httpx.AsyncClient) -> None:
    for method, path in (("POST", ""), ("DELETE", "1"), ("POST", "1/revoke")):
        refused = await client.request(method, f"/api/v2/certificates/{path}", headers=bearer(tabys))
        assert outcome(refused) == (401, "Невозможно проверить учетные данные")


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        ("/api/v2/vacancies/", 1, 1000),
        ("/api/v2/tech-tasks/admin/list", 1, 200),
        ("/api/v2/tech-tasks/", 1, 100),
        ("/api/v2/events/admin/moderation/pending", 1, 100),
        ("/api/v2/vacancies/admin/moderation/all-statuses", 1, 100),
        ("/api/v2/projects/admin/moderation/pending", 1, 100),
        ("/api/v2/courses/admin/moderation/pending", 1, 100),
        ("/api/v2/leisure/admin/promo/moderation/pending", 1, 100),
        ("/api/v2/admin/news/drafts", 1, 100),
        ("/api/v1/moderation/queue?entity_type=place", 1, 100),
    ],
)
async def test_a_checked_limit_is_422_beyond_its_bounds(
    tabys: TabysServer, client: httpx.AsyncClient, path: str, least: int, most: int
) -> None:
    join = "&" if "?" in path else "?"
    wrong = (f"limit={least - 1}", f"limit={most + 1}", "skip=-1", "limit=ten")
    codes = [(await client.get(f"{path}{join}{query}", headers=bearer(tabys))).status_code for query in wrong]
    assert codes == [422] * 4
    assert (await client.get(f"{path}{join}limit={most}", headers=bearer(tabys))).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/leisure/admin/places/list",
        "/api/v2/leisure/places",
        "/api/v2/admin/volunteer/applications",
        "/api/v2/admin/volunteer/task-reports",
        "/api/v2/admin/volunteer/purchases",
        "/api/v2/admin/volunteer/benefits",
        "/api/v2/volunteer/events",
        "/api/v2/auth/users",
        "/api/v2/experts/",
        "/api/v2/resumes/",
        "/api/v2/events/",
        "/api/v2/courses/",
        "/api/v2/projects/",
    ],
)
async def test_an_unchecked_limit_takes_anything_and_a_negative_one_is_500(
    tabys: TabysServer, client: httpx.AsyncClient, path: str
) -> None:
    queries = ("limit=100000", "limit=0", "limit=-1", "skip=-1", "skip=x")
    codes = [(await client.get(f"{path}?{query}", headers=bearer(tabys))).status_code for query in queries]
    assert codes == [200, 200, 500, 500, 422]
