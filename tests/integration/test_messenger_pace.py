"""What is told in Telegram goes at the pace that Telegram bears, and keeps no answer to a press waiting."""

import asyncio

from tabys_bot.application.screens.intents import ShowHelp
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.outcome import Success
from tests.integration.messenger_scene import AIDA, BOLAT, NEWS, telling
from tests.unit.leaping import leaping


@leaping
async def test_a_flood_keeps_back_everybody_and_then_each_is_told_once() -> None:
    people = range(1, 61)
    async with telling(people=people) as scene:
        scene.telegram.flood("sendMessage", 30, of=lambda params: params["chat_id"] == 20)
        told = await asyncio.gather(*(scene.messenger.tell(user_id, NEWS) for user_id in people))
        assert all(isinstance(outcome, Success) for outcome in told)
        assert [scene.titles(user_id) for user_id in people] == [["New"]] * 60
        calls = [call for call in scene.telegram.calls if call.method == "sendMessage"]
        flooded = next(call.at for call in calls if call.params["chat_id"] == 20)
        later = [call.at for call in calls if call.at > flooded + 1e-6]
        assert len(calls) == 61
        assert min(later) >= flooded + 30


@leaping
async def test_answers_to_presses_do_not_wait_for_what_is_told() -> None:
    async with telling() as scene:
        scene.telegram.flood("sendMessage", 300)
        telling_her = asyncio.create_task(scene.messenger.tell(AIDA, NEWS))
        await scene.telegram.wait_for(scene.sent)
        begun = asyncio.get_running_loop().time()
        await scene.bot.send_message(BOLAT, "answer")
        assert asyncio.get_running_loop().time() - begun < 1
        assert scene.titles(AIDA) == []
        await telling_her
        assert scene.titles(AIDA) == ["New"]


@leaping
async def test_a_slow_telegram_keeps_connections_for_answers() -> None:
    people = range(1, 151)
    async with telling(people=people) as scene:
        scene.telegram.delay("sendMessage", 14)
        told = [asyncio.create_task(scene.messenger.tell(user_id, NEWS)) for user_id in people]
        await scene.telegram.wait_for(lambda: scene.sent() == 50)
        await scene.bot.get_me()
        assert scene.sent() < 60
        assert all(isinstance(outcome, Success) for outcome in await asyncio.gather(*told))


@leaping
async def test_messages_and_edits_of_a_chat_come_a_second_apart_and_in_their_order() -> None:
    async with telling() as scene:
        number = (await scene.messenger.tell(AIDA, NEWS)).unwrap()
        screens = [Screen("1 of 3"), Screen("2 of 3", rows=((Press("Help", ShowHelp()),),)), Screen("3 of 3")]
        await asyncio.gather(*(scene.messenger.change(AIDA, number, screen) for screen in screens))
        assert scene.telegram.seen(AIDA, number).text == "3 of 3"
        times = [call.at for call in scene.telegram.calls if call.method in ("sendMessage", "editMessageText")]
        assert [round(time - times[0]) for time in times] == [0, 1, 2, 3]
