"""A dozen decisions at once from a phone: one message that tells how far it is, and nothing twice, whatever happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.application.screens.intents import ListWaiting
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import Tap, written
from tests.integration.moderator import OWN_WORDS, InLine, goes
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import CRASH, Reply
from tests.integration.test_redis_store_round_trips import commands
from tests.integration.whole_bot import Person, World, running_bot

NEVER = timedelta(hours=1)  # within a test
ON_THE_SECOND_PAGE = ("Кеш 9", "Кеш 10", "Кеш 11", "Кеш 12")
DOZEN = range(1, 13)
APPROVE_THEM, REJECT_THEM = Tap("✅ Одобрить (12)"), Tap("❌ Отклонить (12)")


class Starts:
    """Starts the bot, over the same servers each time: it works on what was begun, and looks for nothing new."""

    def __init__(self, telegram: BotApiServer, tabys: TabysServer, redis_url: str) -> None:
        self._telegram = telegram
        self._tabys = tabys
        self._redis_url = redis_url

    def __call__(self) -> AbstractAsyncContextManager[World]:
        return running_bot(self._telegram, self._tabys, watching_every=NEVER, redis_url=self._redis_url)


class Held:
    """A write that waits for its `answer` until it is released."""

    def __init__(self, answer: faults.Fault, *, is_carried_out: bool = True) -> None:
        self.arrived, self.released = asyncio.Event(), asyncio.Event()
        self._answer = answer
        self._is_carried_out = is_carried_out

    async def __call__(self, request: web.BaseRequest, proceed: Proceed) -> Reply | web.StreamResponse:
        reply = await proceed() if self._is_carried_out else CRASH
        self.arrived.set()
        await self.released.wait()

        async def known() -> Reply:
            return reply

        return await self._answer(request, known)


async def comes(_request: web.BaseRequest, proceed: Proceed) -> Reply:
    return await proceed()


@pytest.fixture
async def starts(telegram: BotApiServer, tabys: TabysServer, redis: Redis, redis_url: str) -> Starts:
    assert await redis.dbsize() == 0
    return Starts(telegram, tabys, redis_url)


@pytest.fixture
async def world(starts: Starts) -> AsyncIterator[World]:
    async with starts() as running:
        yield running


@pytest.fixture
def line(tabys: TabysServer) -> InLine:
    line = InLine(tabys)
    line.events(*range(1, 15))
    return line


async def marks_a_dozen(world: World) -> Person:
    """All of the first page, and four of the second."""
    admin = world.person()
    await admin.signs_in()
    await goes(admin, ListWaiting(Section.EVENTS), Tap("☑ Отметить страницу"), Tap("▶"))
    await goes(admin, *map(Tap, ON_THE_SECOND_PAGE))
    return admin


def path(number: int, act: str = "approve") -> str:
    return f"/api/v2/events/admin/moderation/{number}/{act}"


def posted(act: str = "approve", *, numbers: object = DOZEN) -> list[str]:
    assert isinstance(numbers, range | tuple)
    return [f"POST {path(number, act)}" for number in numbers]


async def shown(admin: Person, words: str) -> None:
    """The newest message says so, at some time."""
    await admin.world.telegram.wait_for(lambda: words in admin.screen.text)


async def test_a_dozen_over_two_pages_with_two_that_fail_and_are_tried_again(world: World, line: InLine) -> None:
    admin = await marks_a_dozen(world)
    assert "отмечено: 12" in admin.screen.text
    assert [label[0] for label in admin.labels[:6]] == [*"☑☑☑☑☐☐"]
    await goes(admin, APPROVE_THEM)
    assert admin.screen.text.startswith("✅ Одобрить отмеченные? 📅 Мероприятия: 12")
    for number in (3, 11):
        world.tabys.fail_next(path(number), faults.on_writes(faults.crash))
    world.tabys.fail_next(path(6), seconds_go_by(world))
    pressed, said = admin.screen.message_id, len(world.telegram.called("sendMessage"))
    await goes(admin, APPROVE_THEM)
    await shown(admin, "Одобрено: 10 из 12")
    for told in ("⚠️ Не получилось: 2", "• Кеш 3: ошибка в Tabys или в боте", "• Кеш 11: ошибка в Tabys или в боте"):
        assert told in admin.screen.text
    assert world.telegram.seen(admin.id, pressed).text.startswith("▶️ Работа начата. Записей: 12")
    assert len(world.telegram.called("sendMessage")) == said + 1, "the progress is one message"
    shown_on_the_way = [params["text"] for params in world.telegram.called("editMessageText")]
    assert any("Одобряю: 6 из 12" in text for text in shown_on_the_way)
    assert line.states(Section.EVENTS) == "aapaaaaaaapapp"
    assert written(world) == posted()
    while await admin.presses("🔄 Повторить (2)") == ["Сначала закончится эта работа"]:
        """The service has told what came of it, and is about to note that it has."""
    await shown(admin, "Одобрено: 12 из 12")
    assert written(world) == [*posted(), *posted(numbers=(3, 11))]
    assert line.states(Section.EVENTS) == "aaaaaaaaaaaapp"
    assert not any("Повторить" in label for label in admin.labels)


async def test_a_record_of_a_batch_costs_one_get_and_one_write(
    world: World, line: InLine, redis: Redis, redis_url: str
) -> None:
    admin = await marks_a_dozen(world)
    await goes(admin, APPROVE_THEM)
    world.tabys.calls.clear()

    async def approves() -> None:
        await goes(admin, APPROVE_THEM)
        await shown(admin, "Одобрено: 12 из 12")

    spent = await commands(redis, redis_url, approves)
    assert line.states(Section.EVENTS) == "aaaaaaaaaaaapp"
    assert [call.method for call in world.tabys.calls] == ["GET", "POST"] * 12
    assert len(spent) < 13 * 12, "some twelve each: claimed, read, noted as begun, decided on, noted again"


async def test_one_reason_in_his_own_words_for_all_of_them(world: World, line: InLine) -> None:
    admin = await marks_a_dozen(world)
    await goes(admin, REJECT_THEM, OWN_WORDS, "Ескірген <1>")
    await shown(admin, "Отклонено: 12 из 12")
    assert "Причина: Ескірген <1>" in admin.screen.text
    assert line.states(Section.EVENTS) == "rrrrrrrrrrrrpp"
    assert written(world) == posted("reject")


async def test_what_others_decide_on_meanwhile_is_left_as_it_is(world: World, line: InLine) -> None:
    admin = await marks_a_dozen(world)
    await goes(admin, APPROVE_THEM)
    line.decide(Section.EVENTS, 5, "rejected")
    line.drop(Section.EVENTS, 6)
    await goes(admin, APPROVE_THEM)
    await shown(admin, "Одобрено: 10 из 12")
    assert "👥 Решены ещё до этого: 2" in admin.screen.text
    assert not any("Повторить" in label for label in admin.labels)
    assert line.state(Section.EVENTS, 5) == "rejected"
    assert written(world) == posted(numbers=(1, 2, 3, 4, *range(7, 13)))


@pytest.mark.parametrize("answer", [comes, faults.reset])
async def test_a_restart_in_the_middle_does_nothing_twice_and_the_rest(
    starts: Starts, line: InLine, answer: faults.Fault
) -> None:
    async with starts() as world:
        fourth = Held(answer)
        await approves_a_dozen(world, fourth)
        said = len(world.telegram.called("sendMessage"))
        fourth.released.set()  # the bot is told to stop before the answer is on its way
    assert written(world) == posted(numbers=range(1, 5)), "the record in hand is finished, and no other begun"
    assert line.states(Section.EVENTS) == "aaaa" + "p" * 10
    async with starts() as world:
        await shown(world.person(), "Одобрено: 12 из 12")
        assert len(world.telegram.called("sendMessage")) == said, "in the same message"
    assert written(world) == posted()
    assert line.states(Section.EVENTS) == "aaaaaaaaaaaapp"


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_crash_in_the_middle_does_nothing_twice_and_the_rest(
    starts: Starts, line: InLine, redis: Redis, *, is_carried_out: bool
) -> None:
    async with starts() as world:
        fourth = Held(faults.reset, is_carried_out=is_carried_out)
        await approves_a_dozen(world, fourth)
        # all that a bot leaves which dies in this moment; its claims run out
        left = [str(key) for key in await redis.keys() if not str(key).startswith("tg_once:")]
        for key in left:
            await redis.copy(key, f"left:{key}")
        fourth.released.set()
    for key in left:
        await redis.rename(f"left:{key}", key)
    await redis.delete(*await redis.keys("tg_once:*"))
    async with starts() as world:
        await shown(world.person(), "Одобрено: 12 из 12")
    again = () if is_carried_out else (4,)
    assert written(world) == posted(numbers=(*range(1, 5), *again, *range(5, 13)))
    assert line.states(Section.EVENTS) == "aaaaaaaaaaaapp"


async def approves_a_dozen(world: World, fourth: "Held") -> None:
    """Until the fourth is in hand."""
    admin = await marks_a_dozen(world)
    world.tabys.fail_next(path(4), fourth)
    await goes(admin, APPROVE_THEM, APPROVE_THEM)
    await asyncio.wait_for(fourth.arrived.wait(), 10)


def seconds_go_by(world: World) -> faults.Fault:
    """So many that the progress is shown anew."""

    async def slow(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        world.clock.ahead += timedelta(seconds=5)
        return await proceed()

    return slow
