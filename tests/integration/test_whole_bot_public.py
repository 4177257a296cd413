"""Groups, channels, bots and anonymous admins: nothing is told there, and nobody signs in."""

import pytest

from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_users import GROUP_ID, Sender
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import World, running_bot

STRANGERS: dict[str, Sender] = {
    "a person in a group": {"chat_type": "supergroup"},
    "an anonymous admin": {"chat_type": "supergroup", "sender_chat": GROUP_ID},
    "a channel in a group": {"chat_type": "supergroup", "sender_chat": -100_200},
    "a bot in a group": {"chat_type": "group", "is_bot": True},
}


async def everything_is_served(world: World) -> None:
    """Wait until the bot has nothing more to do."""
    await world.telegram.wait_for(lambda: not world.telegram.pending)
    await world.poller.idle()


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


INNOCENT = [
    "tomorrow",
    "Saturday",
    "87771234",
    "ABCD2345",
    "код: ABCD 2345",
    "login ABCD2345",
    "hello /login ABCD2345",
    "/menu ABCD2345",
    "/start",
    "/start@a_bot",
    "/login@other_bot ABCD2345",
    "/login@a_bot2 ABCD2345",
    "/start@other_bot ABCD2345",
    "/loginABCD2345",
]


@pytest.mark.parametrize("text", INNOCENT)
async def test_what_is_none_of_its_business_is_left_alone(world: World, text: str) -> None:
    await world.telegram.message(700_000_009, text, chat_type="supergroup")
    message_id = await world.telegram.message(700_000_009, "hi all", chat_type="supergroup")
    await world.telegram.edit(700_000_009, message_id, text, chat_type="supergroup")
    await world.telegram.photo(700_000_009, caption=text, chat_type="supergroup")
    await world.telegram.channel_post(-100_300, text)
    await everything_is_served(world)
    assert [message.deleted for message in world.telegram.chat(GROUP_ID)] == [False] * 3
    assert [message.deleted for message in world.telegram.chat(-100_300)] == [False]
    assert world.telegram.called("deleteMessage") == []


async def test_a_caption_with_a_command_is_left_alone(world: World) -> None:
    await world.telegram.photo(700_000_009, caption="/login ABCD2345", chat_type="supergroup")
    await everything_is_served(world)
    assert [message.deleted for message in world.telegram.chat(GROUP_ID)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "/login {}",
        "/login@a_bot {}",
        "/LOGIN@A_Bot\n{}",
        "/login x",
        "/start {}",
        "/start login_{}",
        "/start@a_bot {}",
    ],
)
async def test_a_command_with_a_code_to_this_bot_or_to_nobody_is_deleted(world: World, text: str) -> None:
    await world.telegram.message(
        700_000_009, text.format(world.tabys.issue_otp("administrator")), chat_type="supergroup"
    )
    await everything_is_served(world)
    assert [message.deleted for message in world.telegram.chat(GROUP_ID)] == [True, False]
    assert "личном чате" in world.telegram.last(GROUP_ID).text
    assert world.tabys.calls == []


async def test_a_command_without_a_code_leads_to_the_private_chat_too(world: World) -> None:
    await world.telegram.message(700_000_009, "/login", chat_type="supergroup")
    await everything_is_served(world)
    assert [message.text for message in world.telegram.chat(GROUP_ID)][1:] == [
        "Я работаю только в личном чате. Напишите мне туда."
    ]


@pytest.mark.parametrize("sender", STRANGERS.values(), ids=STRANGERS)
async def test_a_message_that_is_edited_into_a_code_counts(world: World, sender: Sender) -> None:
    message_id = await world.telegram.message(700_000_009, "hi all", **sender)
    await world.telegram.edit(700_000_009, message_id, f"/login {world.tabys.issue_otp('npo')}", **sender)
    await everything_is_served(world)
    assert [message.deleted for message in world.telegram.chat(GROUP_ID)] == [True, False]
    assert world.tabys.calls == []


async def test_a_post_that_is_edited_into_a_code_counts(world: World) -> None:
    channel = -100_300
    post = await world.telegram.channel_post(channel, "hi all")
    code = world.tabys.issue_otp("npo")
    await world.telegram.edit(1, post, f"/login {code}", chat_id=channel, chat_type="channel")
    await everything_is_served(world)
    assert [message.deleted for message in world.telegram.chat(channel)] == [True, False]
    assert world.tabys.calls == []


async def test_over_the_limit_nothing_is_deleted_or_answered_in_public(
    telegram: BotApiServer, tabys: TabysServer
) -> None:
    async with running_bot(telegram, tabys, redis_url="memory://", general_rate_limit=3) as world:
        for _ in range(6):
            await telegram.message(700_000_009, "/login ABCD2345", chat_type="supergroup")
            await everything_is_served(world)
        mine = [message for message in telegram.chat(GROUP_ID) if message.sender_id == 700_000_009]
        assert [message.deleted for message in mine] == [True] * 3 + [False] * 3
        assert len(telegram.called("deleteMessage")) == 3
        assert sum(str(call["chat_id"]) == str(GROUP_ID) for call in telegram.called("sendMessage")) == 3


async def test_a_press_in_a_group_shows_nothing(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await world.telegram.message(admin.id, "hi", chat_type="supergroup")
    message_id = world.telegram.bot_message(GROUP_ID, "forwarded")
    press = await world.telegram.press(admin.id, message_id, "1l-events", chat_type="supergroup", chat_id=GROUP_ID)
    await world.telegram.wait_for(lambda: world.telegram.answers[press])
    await world.poller.idle()
    assert world.telegram.last(GROUP_ID).text == "forwarded"
    assert world.telegram.answers[press] == [""]


async def test_a_press_on_an_inline_message_is_answered(world: World) -> None:
    press = await world.telegram.press(700_000_001, None, "1m")
    await world.telegram.wait_for(lambda: world.telegram.answers[press])
    assert world.telegram.answers[press] == [""]
