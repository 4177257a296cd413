"""What the bot says of itself reaches the page of the web chat over HTTP."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenMenu
from tabys_bot.application.screens.screen import Press, Screen
from tests.integration.web_chat_calls import VISITOR, Client, refusal
from tests.integration.web_chat_stand_in import StandIn, application_of, client

__all__ = ["client"]  # the fixture

NEWS = Screen("New", rows=((Press("Open", OpenMenu()),),))


async def news(client: Client, seen: int = 0, *, visitor: int = VISITOR) -> Any:
    async with client.post("/api/inbox", json={"visitor": visitor, "language": "en", "seen": seen}) as response:
        assert response.status == 200
        return await response.json()


async def test_a_page_is_given_what_is_new_and_then_what_changed() -> None:
    conversation = StandIn(Screen("Menu"))
    async with TestClient(TestServer(application_of(conversation))) as client:
        nothing = await news(client)
        assert nothing["events"] == []
        number = (await conversation.inbox.tell(VISITOR, NEWS)).unwrap()
        told = await news(client, nothing["last"])
        assert [(event["kind"], event["message"], event["screen"]["title"]) for event in told["events"]] == [
            ("new", number, "New")
        ]
        screen = told["events"][0]["screen"]
        assert screen["rows"] == [[{"label": "Open", "button": encode(OpenMenu()), "style": "plain"}]]
        assert screen["photos"] == []
        await conversation.inbox.change(VISITOR, number, Screen("Decided"))
        changed = await news(client, told["last"])
        assert [(event["kind"], event["message"]) for event in changed["events"]] == [("change", number)]
        assert (await news(client, changed["last"]))["events"] == []
        assert (await news(client, visitor=VISITOR + 1))["events"] == []


@pytest.mark.parametrize("seen", ["-1", "9007199254740992", '"1"', "1.5", "null", "true"])
async def test_what_was_seen_is_a_number_of_an_event(client: Client, seen: str) -> None:
    status, sentence = await refusal(client, f'{{"visitor": 1, "language": "en", "seen": {seen}}}', "/api/inbox")
    assert status == 400
    assert sentence.startswith("seen: ")


async def test_other_sites_are_told_nothing(client: Client) -> None:
    body = f'{{"visitor": {VISITOR}, "language": "en", "seen": 0}}'
    assert (await refusal(client, body, "/api/inbox", Origin="http://evil.example"))[0] == 403
