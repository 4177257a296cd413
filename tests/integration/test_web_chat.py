"""The web chat over HTTP: the same answers as in Telegram, and nothing for other web sites."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.adapters.web.chat import web_chat
from tabys_bot.adapters.web.screens import as_json
from tabys_bot.application.conversation import Conversation
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenCard, OpenList, OpenMenu, SignOut
from tabys_bot.application.screens.languages import Language
from tabys_bot.application.screens.screen import Command, Fact, Link, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import every_language
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.modules import Entity, Page
from tabys_bot.domain.outcome import Outcome
from tabys_bot.domain.session import Session
from tabys_bot.entrypoints.container import Application, MemoryBackend, MemoryStorage

VISITOR = 1_234_567_890
NEWS = [Entity(Module.NEWS, 1, {"title": "Бірінші"}), Entity(Module.NEWS, 2, {"title": "Second"})]

Client: TypeAlias = TestClient[web.Request, web.Application]


class GatedTabys(MemoryTabys):
    """Answers lists only once the gate is open."""

    def __init__(self) -> None:
        super().__init__(clock=ManualClock(), records={Module.NEWS: NEWS})
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()

    async def page(self, session: Session, module: Module, *, offset: int, limit: int) -> Outcome[Page, GatewayFailure]:
        self.asked.set()
        await self.gate.wait()
        return await super().page(session, module, offset=offset, limit=limit)


def conversation_over(tabys: MemoryTabys, limits: Limits) -> Conversation:
    clock = ManualClock()
    application = Application(
        clock=clock,
        texts=every_language(ZoneInfo("Asia/Almaty")),
        default_language=Language.RU,
        session_lifetime=timedelta(days=1),
        check_interval=timedelta(hours=1),
        storage=MemoryStorage(clock=clock, limits=limits),
        backend=MemoryBackend(tabys=tabys),
    )
    return application.conversation()


@pytest.fixture
def tabys() -> GatedTabys:
    return GatedTabys()


@pytest.fixture
async def client(tabys: GatedTabys) -> AsyncIterator[Client]:
    app = web_chat(conversation_over(tabys, Limits(messages=5)), tabys.issue_code)
    async with TestClient(TestServer(app)) as client:
        yield client


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
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
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


async def test_a_stranger_is_welcomed_in_the_language_of_his_telegram(client: Client) -> None:
    titles = [(await say(client, "/start", language=code))["screen"]["title"] for code in ("kk", "ru-RU", "en", "de")]
    assert len(set(titles)) == 3
    assert titles[1] == titles[3]


async def test_a_code_signs_in_and_its_message_is_to_be_deleted(client: Client) -> None:
    answer = await sign_in(client)
    assert answer["forget"]
    assert "menu" in [command["name"] for command in answer["screen"]["commands"]]


async def test_a_message_without_a_code_stays(client: Client) -> None:
    assert not (await say(client, "hello"))["forget"]
    assert not (await say(client, None))["forget"]


async def test_a_code_is_to_be_deleted_even_when_the_bot_keeps_silent(client: Client) -> None:
    for _ in range(6):
        await say(client, "/start")
    assert await say(client, "/login ABCD2345") == {"screen": None, "forget": True}


async def test_buttons_lead_from_the_menu_to_a_list_and_to_a_card(client: Client) -> None:
    await sign_in(client)
    listing = (await press(client, encode(OpenList(Module.NEWS))))["screen"]
    first = listing["rows"][0][0]
    assert first == {"label": first["label"], "button": encode(OpenCard(Module.NEWS, 1)), "style": "plain"}
    card = (await press(client, first["button"]))["screen"]
    assert "Бірінші" in card["title"]
    assert card["commands"] is None


@pytest.mark.parametrize("button", ["", "1z", "9m", "💥", "1c-news-1", "x" * 5000])
async def test_an_unknown_button_leads_to_the_menu_with_a_remark(client: Client, button: str) -> None:
    await sign_in(client)
    menu = (await press(client, encode(OpenMenu())))["screen"]
    answer = (await press(client, button))["screen"]
    assert answer["rows"] == menu["rows"]
    assert len(answer["body"]) == len(menu["body"]) + 1


async def test_visitors_do_not_share_a_session(client: Client) -> None:
    await sign_in(client)
    mine, other = await press(client, encode(OpenMenu())), await press(client, encode(OpenMenu()), visitor=5)
    assert mine["screen"]["title"] != other["screen"]["title"]


async def test_quick_presses_of_one_visitor_are_answered_in_their_order(client: Client, tabys: GatedTabys) -> None:
    await sign_in(client)
    tabys.gate.clear()
    tabys.calls.clear()
    slow = asyncio.create_task(press(client, encode(OpenList(Module.NEWS))))
    await tabys.asked.wait()
    quick = asyncio.create_task(press(client, encode(SignOut())))
    await say(client, "/help", visitor=5)  # somebody else need not wait
    assert tabys.calls == []
    tabys.gate.set()
    await asyncio.gather(slow, quick)
    assert tabys.calls == ["list news 0", "sign_out"]


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


def test_a_screen_is_drawn_whole_but_for_links_that_are_not_web_pages() -> None:
    screen = Screen(
        title="Title",
        body=(Fact("Label", "value"), Paragraph("text", "Heading")),
        rows=(
            (Press("Menu", OpenMenu(), Style.PRIMARY), Link("Site", "https://example.kz/a?b")),
            (Link("Script", "javascript:alert(1)"), Link("Broken", "http://[")),
            (Link("Nowhere", "https:///path"), Press("Sign out", SignOut(), Style.DANGER)),
        ),
        notice="Notice",
        passing=True,
        commands=(Command("menu", "open the menu"),),
    )
    assert as_json(screen) == {
        "title": "Title",
        "body": [
            {"kind": "fact", "label": "Label", "value": "value"},
            {"kind": "paragraph", "heading": "Heading", "text": "text"},
        ],
        "rows": [
            [
                {"label": "Menu", "button": "1m", "style": "primary"},
                {"label": "Site", "url": "https://example.kz/a?b"},
            ],
            [{"label": "Sign out", "button": "1o", "style": "danger"}],
        ],
        "notice": "Notice",
        "passing": True,
        "commands": [{"name": "menu", "description": "open the menu"}],
    }


async def test_a_lone_surrogate_from_tabys_does_not_break_the_answer(client: Client, tabys: GatedTabys) -> None:
    tabys.records[Module.NEWS] = [Entity(Module.NEWS, 3, {"title": "a\ud800b"})]
    await sign_in(client)
    assert (await press(client, encode(OpenCard(Module.NEWS, 3))))["screen"]
