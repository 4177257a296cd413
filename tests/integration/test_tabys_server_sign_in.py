"""Codes and sessions of the fake Tabys have the quirks of the contract."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.integration.servers import tabys_auth
from tests.integration.servers.tabys import TabysServer
from tests.integration.tabys_http import AUTH, EVENTS, bearer, client, get, outcome, verify

__all__ = ["client"]  # the fixture


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


async def test_two_of_twelve_simultaneous_logins_win(
    tabys: TabysServer, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tabys_auth, "RACE_SECONDS", 1)  # on a busy machine the second comes late
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
