"""Telling somebody in Telegram what he has not asked for: it comes once, or it is known why not."""

import asyncio
import logging

import pytest

from tabys_bot.adapters.telegram.messenger import TelegramMessenger
from tabys_bot.adapters.telegram.session import make_bot
from tabys_bot.application.screens.intents import OpenMenu
from tabys_bot.application.screens.screen import Inert, Link, Press, Screen
from tabys_bot.application.services.outgoing import NeverSent, Undelivered
from tabys_bot.domain.outcome import Failure, Success
from tests.integration.bot_with import OldTelegram
from tests.integration.messenger_scene import AIDA, BOLAT, NEWS, Scene, telling
from tests.integration.servers.bot_api import TOKEN, BotApiServer
from tests.integration.servers.redis import free_port
from tests.unit.leaping import leaping

NOBODY = 700_000_099
DECIDED = Screen("Decided", rows=((Press("Open", OpenMenu()),),))
LOST, GONE = Failure(Undelivered.LOST), Failure(Undelivered.GONE)
REFUSED, UNSENT = Failure(Undelivered.REFUSED), Failure(Undelivered.UNSENT)


@leaping
async def test_a_screen_is_told_and_changed() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        told = scene.telegram.seen(AIDA, number)
        assert (told.html, told.markup[0][0].text) == ("<b>New</b>\n\nKind: <b>event</b>", "Open")
        assert await scene.messenger.change(AIDA, number, DECIDED) == Success(None)
        assert scene.telegram.seen(AIDA, number).text == "Decided"
        assert scene.sent() == 1


@leaping
async def test_a_message_that_shows_it_already_is_changed() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        assert await scene.messenger.change(AIDA, number, NEWS) == Success(None)
        assert scene.telegram.seen(AIDA, number).edits == 0


@leaping
async def test_what_this_telegram_does_not_know_is_left_out_from_then_on() -> None:
    screen = Screen("New", rows=((Inert("1 of 2"),), (Press("Open", OpenMenu()),)))
    async with telling(OldTelegram(unknown=frozenset({"disabled"}))) as scene:
        for _ in range(2):
            number = (await scene.messenger.tell(AIDA, screen)).unwrap()
            assert [[button.text for button in row] for row in scene.telegram.seen(AIDA, number).markup] == [["Open"]]
        assert scene.sent() == 3


@leaping
async def test_a_link_that_telegram_refuses_costs_nothing_but_the_link() -> None:
    screen = Screen("New", rows=((Link("Source", "https://example.com"),), (Press("Open", OpenMenu()),)))
    async with telling() as scene:
        scene.telegram.fail_next("sendMessage", 400, refusal("Bad Request: BUTTON_URL_INVALID"))
        assert isinstance(await scene.messenger.tell(AIDA, screen), Success)
        assert len(scene.telegram.last(AIDA).markup) == 1


def refusal(description: str, code: int = 400) -> dict[str, object]:
    return {"ok": False, "error_code": code, "description": description}


@leaping
async def test_who_has_blocked_the_bot_is_gone() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        await scene.telegram.block(AIDA)
        assert await scene.messenger.tell(AIDA, NEWS) == GONE
        assert await scene.messenger.change(AIDA, number, DECIDED) == GONE
        assert await scene.messenger.tell(NOBODY, NEWS) == GONE
        scene.telegram.fail_next("sendMessage", 403, refusal("Forbidden: user is deactivated", 403))
        assert await scene.messenger.tell(BOLAT, NEWS) == GONE
        assert scene.sent() == 4  # nobody was asked twice


@leaping
async def test_a_message_that_cannot_be_edited_is_refused_and_not_sent_anew() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        scene.telegram.delete(AIDA, number)
        assert await scene.messenger.change(AIDA, number, DECIDED) == REFUSED
        assert await scene.messenger.change(AIDA, number + 77, DECIDED) == REFUSED
        assert await scene.messenger.change(AIDA, 1, DECIDED) == REFUSED  # his own
        assert scene.titles() == ["New"]


@leaping
async def test_what_is_refused_in_whatever_form_is_refused() -> None:
    async with telling() as scene:
        scene.telegram.fail_next("sendMessage", 400, refusal("Bad Request: something new"), times=2)
        assert await scene.messenger.tell(AIDA, NEWS) == REFUSED
        assert scene.titles() == []


@pytest.mark.parametrize(("code", "why"), [(401, "Unauthorized"), (404, "Not Found"), (409, "Conflict: x")])
@leaping
async def test_what_the_bot_itself_is_refused_for_may_be_told_later(code: int, why: str) -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        for method in ("sendMessage", "editMessageText"):
            scene.telegram.fail_next(method, code, refusal(why, code))
        assert await scene.messenger.tell(AIDA, NEWS) == UNSENT
        assert await scene.messenger.change(AIDA, number, DECIDED) == LOST


@pytest.mark.parametrize("came_through", [False, True])
@leaping
async def test_after_a_reset_nothing_is_said_again(*, came_through: bool) -> None:
    async with telling() as scene:
        scene.telegram.reset_next("sendMessage", after_effect=came_through)
        assert await scene.messenger.tell(AIDA, NEWS) == LOST
        assert (scene.sent(), scene.titles()) == (1, ["New"] if came_through else [])


@pytest.mark.parametrize("body", ["<html>Bad Gateway</html>", refusal("Internal Server Error", 500)])
@leaping
async def test_after_an_error_of_telegram_nothing_is_said_again(body: dict[str, object] | str) -> None:
    async with telling() as scene:
        scene.telegram.fail_next("sendMessage", 502, body, after_effect=True)
        assert await scene.messenger.tell(AIDA, NEWS) == LOST
        assert scene.titles() == ["New"]


@leaping
async def test_after_a_timeout_nothing_is_said_again() -> None:
    async with telling() as scene:
        scene.telegram.delay("sendMessage", 60)
        assert await scene.messenger.tell(AIDA, NEWS) == LOST
        assert scene.titles() == ["New"]


@leaping
async def test_an_edit_that_may_have_come_through_is_made_again() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        scene.telegram.reset_next("editMessageText", after_effect=True)
        assert await scene.messenger.change(AIDA, number, DECIDED) == Success(None)
        scene.telegram.reset_next("editMessageText", times=3)
        assert await scene.messenger.change(AIDA, number, NEWS) == LOST
        assert (scene.telegram.seen(AIDA, number).text, scene.sent()) == ("Decided", 1)


@leaping
async def test_where_telegram_cannot_be_reached_nothing_is_lost() -> None:
    """No connection was made, so nothing can come twice."""
    port = free_port()
    bot = make_bot(TOKEN, f"http://127.0.0.1:{port}")
    async with bot.session:
        messenger = TelegramMessenger(bot=bot)
        telling_him = asyncio.create_task(messenger.tell(AIDA, NEWS))
        await asyncio.sleep(60)
        assert not telling_him.done()
        async with BotApiServer(port=port) as telegram:
            await telegram.message(AIDA, "/start")
            assert isinstance(await telling_him, Success)
            assert len(telegram.called("sendMessage")) == 1


@leaping
async def test_a_message_that_is_not_taken_within_an_hour_is_given_up_and_surely_unsent() -> None:
    async with telling() as scene:
        scene.telegram.flood("sendMessage", 600, times=100)
        assert await scene.messenger.tell(AIDA, NEWS) == UNSENT
        assert scene.sent() == 6


@leaping
async def test_after_a_flood_of_more_than_an_hour_all_that_waited_is_unsent() -> None:
    async with telling() as scene:
        scene.telegram.flood("sendMessage", 4000)
        told = await asyncio.gather(*(scene.messenger.tell(who, NEWS) for who in (AIDA, BOLAT, AIDA)))
        assert told == [UNSENT] * 3
        assert scene.sent() == 1


@leaping
async def test_who_is_told_to_stop_waiting_knows_that_nothing_was_sent() -> None:
    async with telling() as scene:
        scene.telegram.flood("sendMessage", 600)
        waiting = [asyncio.create_task(how_it_is_cancelled(scene, who)) for who in (AIDA, BOLAT, AIDA)]
        await scene.telegram.wait_for(scene.sent)
        await asyncio.sleep(1)
        for task in waiting:
            task.cancel()
        assert await asyncio.gather(*waiting) == [NeverSent] * 3


async def how_it_is_cancelled(scene: Scene, chat_id: int) -> type[BaseException]:
    try:
        await scene.messenger.tell(chat_id, NEWS)
    except asyncio.CancelledError as error:
        return type(error)
    raise AssertionError


@leaping
async def test_a_message_on_its_way_that_is_cancelled_may_have_come_through() -> None:
    async with telling() as scene:
        scene.telegram.delay("sendMessage", 10)
        going = asyncio.create_task(how_it_is_cancelled(scene, AIDA))
        await scene.telegram.wait_for(scene.sent)
        going.cancel()
        assert await going is asyncio.CancelledError


@leaping
async def test_no_log_tells_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bot = make_bot(TOKEN, f"http://127.0.0.1:{free_port()}")
    async with bot.session:
        messenger = TelegramMessenger(bot=bot)
        waiting = asyncio.create_task(messenger.tell(AIDA, Screen("Айгерим")))
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.wait({waiting})
    async with telling() as scene:
        scene.telegram.fail_next("sendMessage", 400, refusal("Bad Request: x\ny"), times=2)
        scene.telegram.reset_next("editMessageText", times=3)
        await scene.messenger.tell(AIDA, Screen("Айгерим"))
    assert "cannot be reached" in caplog.text
    mine = [record.getMessage() for record in caplog.records if record.name.startswith("tabys_bot.")]
    assert mine
    assert not [line for line in mine if TOKEN in line or "Айгерим" in line or "\n" in line]
