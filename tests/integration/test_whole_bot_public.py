"""Groups, channels, bots and anonymous admins: nothing is told there, and nobody signs in."""

import pytest

from tests.integration.servers.bot_api_users import GROUP_ID, Sender
from tests.integration.whole_bot import World

STRANGERS: dict[str, Sender] = {
    "a person in a group": {"chat_type": "supergroup"},
    "an anonymous admin": {"chat_type": "supergroup", "sender_chat": GROUP_ID},
    "a channel in a group": {"chat_type": "supergroup", "sender_chat": -100_200},
    "a bot in a group": {"chat_type": "group", "is_bot": True},
}


@pytest.mark.parametrize("sender", STRANGERS.values(), ids=STRANGERS)
async def test_a_code_in_public_is_deleted_and_leads_to_the_private_chat(world: World, sender: Sender) -> None:
    code = world.tabys.issue_otp("administrator")
    await world.telegram.message(700_000_009, f"/login {code}", **sender)
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    await world.poller.idle()
    login, answer = world.telegram.chat(GROUP_ID)
    assert login.deleted
    assert answer.text == "Я работаю только в личном чате. Напишите мне туда."
    assert [button.url for row in answer.markup for button in row] == ["https://t.me/a_bot"]
    assert world.tabys.calls == []


async def test_where_the_bot_may_not_delete_it_still_answers(world: World) -> None:
    world.telegram.state.may_delete_in_groups = False
    await world.telegram.message(700_000_009, "/login ABCDEFGH", chat_type="group")
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    assert "личном чате" in world.telegram.last(GROUP_ID).text
    world.telegram.refusals.clear()


async def test_a_code_in_a_channel_is_deleted_too(world: World) -> None:
    await world.telegram.channel_post(-100_300, f"/login {world.tabys.issue_otp('npo')}")
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    assert world.telegram.chat(-100_300)[0].deleted
    assert world.tabys.calls == []


@pytest.mark.parametrize("text", ["/start", "/menu", "/status", "hello", "/help"])
async def test_nothing_else_in_public_is_answered(world: World, text: str) -> None:
    admin = world.person()
    await admin.signs_in()
    await world.telegram.message(admin.id, text, chat_type="supergroup")
    await admin.says("/menu")
    assert [message.sender_id for message in world.telegram.chat(GROUP_ID)] == [admin.id]


async def test_a_press_in_a_group_shows_nothing(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await world.telegram.message(admin.id, "hi", chat_type="supergroup")
    message_id = world.telegram.bot_message(GROUP_ID, "forwarded")
    press = await world.telegram.press(admin.id, message_id, "1l-events-0-0", chat_type="supergroup", chat_id=GROUP_ID)
    await world.telegram.wait_for(lambda: world.telegram.answers[press])
    await world.poller.idle()
    assert world.telegram.last(GROUP_ID).text == "forwarded"
    assert world.telegram.answers[press] == [""]


async def test_a_press_on_an_inline_message_is_answered(world: World) -> None:
    press = await world.telegram.press(700_000_001, None, "1m")
    await world.telegram.wait_for(lambda: world.telegram.answers[press])
    assert world.telegram.answers[press] == [""]
