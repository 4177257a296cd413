"""A plain HTTP client of the fake Tabys, and the addresses it asks."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.integration.servers.tabys import TabysServer

AUTH = "/api/v1/telegram-auth"
EVENTS = "/api/v2/events/admin/list"
COURSES = "/api/v2/courses/admin/moderation/all-statuses"
VACANCIES = "/api/v2/vacancies/admin/list"
NEWS = "/api/v2/admin/news/all-statuses"
PROJECTS = "/api/v2/projects/admin/list"
VOLUNTEERS = "/api/v2/admin/volunteer/volunteers"
PATIENCE = 20.0  # seconds


@pytest.fixture
async def client(tabys: TabysServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=tabys.url, timeout=PATIENCE) as http:
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
