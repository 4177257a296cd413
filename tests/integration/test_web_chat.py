"""The web chat over HTTP gives the same answers as in Telegram."""

import asyncio

import pytest

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenCard, OpenList, OpenMenu, SignOut
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.integration.web_chat_calls import Client, press, say, sign_in
from tests.integration.web_chat_client import GatedTabys, client, tabys

__all__ = ["client", "tabys"]  # the fixtures


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
    listing = (await press(client, encode(OpenList(Section.NEWS))))["screen"]
    first = listing["rows"][0][0]
    assert first == {"label": first["label"], "button": encode(OpenCard(Section.NEWS, 1)), "style": "plain"}
    card = (await press(client, first["button"]))["screen"]
    assert "Бірінші" in card["title"]
    assert card["commands"] is None


@pytest.mark.parametrize("button", ["", "1z", "9m", "💥", "1c-news", "1c-news-1-0-0-0", "x" * 5000])
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
    slow = asyncio.create_task(press(client, encode(OpenList(Section.NEWS))))
    await tabys.asked.wait()
    quick = asyncio.create_task(press(client, encode(SignOut())))
    await say(client, "/help", visitor=5)  # somebody else need not wait
    assert tabys.calls == []
    tabys.gate.set()
    await asyncio.gather(slow, quick)
    assert tabys.calls == ["list news 0", "sign_out"]


async def test_a_lone_surrogate_from_tabys_does_not_break_the_answer(client: Client, tabys: GatedTabys) -> None:
    tabys.records[Section.NEWS] = [Entity(Section.NEWS, 3, {"title": "a\ud800b"})]
    await sign_in(client)
    assert (await press(client, encode(OpenCard(Section.NEWS, 3))))["screen"]


@pytest.mark.parametrize(("language", "description"), [("kk", "бастау"), ("en", "start"), ("de", "начать")])
async def test_the_commands_of_everybody_are_there_before_anything_was_said(
    client: Client, language: str, description: str
) -> None:
    response = await client.post("/api/commands", json={"language": language})
    assert (await response.json())["commands"][0] == {"name": "start", "description": description}
