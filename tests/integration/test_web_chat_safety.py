"""The web chat serves its own page only: nothing for other web sites, and a sentence for garbage."""

import pytest

from tests.integration.web_chat_calls import VISITOR, Client, refusal
from tests.integration.web_chat_stand_in import client

__all__ = ["client"]  # the fixture


async def test_the_page_and_its_files_are_served_under_a_strict_policy(client: Client) -> None:
    for path, kinds in {
        "/": {"text/html"},
        "/static/chat.js": {"text/javascript", "application/javascript"},
        "/static/chat.css": {"text/css"},
        "/static/icon.svg": {"image/svg+xml"},
    }.items():
        async with client.get(path) as response:
            assert response.status == 200
            assert response.content_type in kinds
            assert response.headers["Content-Security-Policy"].startswith(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
            )
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_page_holds_no_inline_script_and_no_foreign_address(client: Client) -> None:
    async with client.get("/") as response:
        page = await response.text()
    assert "<script>" not in page
    assert "style=" not in page
    assert "://" not in page


@pytest.mark.parametrize("path", ["/static/", "/static/../chat.py", "/static/%2e%2e/chat.py", "/static/..%2fchat.py"])
async def test_nothing_but_the_files_of_the_page_is_served(client: Client, path: str) -> None:
    async with client.get(path) as response:
        assert response.status in {403, 404}
        assert "import" not in await response.text()


async def test_other_names_of_this_machine_are_refused(client: Client) -> None:
    for host in (
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.",
        "0.0.0.0:8080",
        "[::1]",
        "",
    ):
        async with client.get("/", headers={"Host": host}) as response:
            assert response.status == 403
    for host in ("localhost", "LOCALHOST:8080", "127.0.0.1:1"):
        async with client.get("/", headers={"Host": host}) as response:
            assert response.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_pages_of_other_sites_are_refused(client: Client, headers: dict[str, str]) -> None:
    status, _ = await refusal(client, '{"role": "super_admin"}', "/api/code", **headers)
    assert status == 403


async def test_the_page_of_this_server_is_let_in(client: Client) -> None:
    here = f"http://{client.host}:{client.port}"
    body = {"visitor": VISITOR, "text": "/start", "language": "en"}
    async with client.post(
        "/api/say", json=body, headers={"Origin": here, "Sec-Fetch-Site": "same-origin"}
    ) as response:
        assert response.status == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "💥"])
async def test_anything_but_json_is_refused(client: Client, kind: str) -> None:
    body = f'{{"visitor": {VISITOR}, "text": "/start", "language": "en"}}'
    assert await refusal(client, body, Content_Type=kind) == (400, "The request must be application/json.")


async def test_an_oversized_request_is_refused(client: Client) -> None:
    status, sentence = await refusal(client, b'"' + b"x" * 64 * 1024 + b'"')
    assert status == 413
    assert "Traceback" not in sentence


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 60_000,
        '{"visitor": ' + "9" * 60_000 + "}",
        b"\xff\xfe\x00",
        '{"visitor": 1, "text": "x"}',
        '{"visitor": 1, "text": 1, "language": "en"}',
        '{"visitor": 1, "text": "x", "language": null}',
        '{"visitor": 1, "text": "x", "language": "' + "x" * 36 + '"}',
        '{"visitor": 1, "text": "x", "language": "en", "id": 2}',
        '{"visitor": 1, "text": "\\ud800", "language": "en"}',
        '{"visitor": 1, "text": "x", "language": "\\udfff"}',
        '{"visitor": 1, "text": "x", "language": "en", "\\ud800": 1}',
        '{"visitor": NaN, "text": "x", "language": "en"}',
    ],
)
async def test_garbage_is_answered_with_a_sentence(client: Client, body: str | bytes) -> None:
    status, sentence = await refusal(client, body)
    assert status == 400
    assert sentence.endswith(".")
    assert len(sentence) < 300
    assert "Traceback" not in sentence


@pytest.mark.parametrize("visitor", ["0", "-1", "4503599627370496", "true", '"7"', "1.5", "null"])
async def test_a_visitor_is_a_positive_number_of_52_bits(client: Client, visitor: str) -> None:
    status, sentence = await refusal(client, f'{{"visitor": {visitor}, "text": "x", "language": "en"}}')
    assert status == 400
    assert sentence.startswith("visitor: ")


async def test_a_code_is_issued_for_a_role_that_exists(client: Client) -> None:
    status, sentence = await refusal(client, '{"role": "king"}', "/api/code")
    assert status == 400
    assert sentence.startswith("role: ")


async def test_addresses_and_methods_that_do_not_exist_are_refused(client: Client) -> None:
    async with client.get("/api/say") as get, client.delete("/") as delete, client.get("/etc") as unknown:
        assert (get.status, delete.status, unknown.status) == (405, 405, 404)
