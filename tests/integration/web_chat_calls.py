"""What the page asks of the server of the web chat."""

from typing import Any, TypeAlias

from aiohttp import web
from aiohttp.test_utils import TestClient

from tabys_bot.domain.access import Role

VISITOR = 1_234_567_890

Client: TypeAlias = TestClient[web.Request, web.Application]


async def say(client: Client, text: str | None, *, visitor: int = VISITOR, language: str = "en") -> Any:
    body = {"visitor": visitor, "text": text, "language": language}
    async with client.post("/api/say", json=body) as response:
        assert response.status == 200
        return await response.json()


async def press(client: Client, button: str, *, visitor: int = VISITOR) -> Any:
    body = {"visitor": visitor, "button": button, "language": "en"}
    async with client.post("/api/press", json=body) as response:
        assert response.status == 200
        return await response.json()


async def sign_in(client: Client, role: Role = Role.SUPER_ADMIN) -> Any:
    async with client.post("/api/code", json={"role": role}) as response:
        assert response.status == 200
        issued = await response.json()
    assert issued["command"] == f"/login {issued['code']}"
    return await say(client, issued["command"])


async def refusal(client: Client, body: str | bytes, path: str = "/api/say", **headers: str) -> tuple[int, str]:
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): v for name, v in headers.items()}
    async with client.post(path, data=body, headers=headers) as response:
        assert response.content_type == "text/plain"
        return response.status, await response.text()
