"""What a press costs: one GET, one trip to Redis, one edit and one answer sent together."""

from redis.asyncio import Redis

from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.domain.sections import Section
from tests.integration.servers.leaping import leap
from tests.integration.whole_bot import Person, World


class Bill:
    """Counts what goes out between `open` and `total`."""

    def __init__(self, world: World, redis: Redis) -> None:
        self._world = world
        self._redis = redis

    async def of(self, admin: Person, label: str) -> tuple[list[str], list[str], int]:
        """Paths asked of Tabys, methods called at Telegram, commands sent to Redis, for one press."""
        self._world.tabys.calls.clear()
        self._world.telegram.calls.clear()
        before = await self._commands()
        await admin.presses(label)
        spent = await self._commands() - before
        methods = sorted(call.method for call in self._world.telegram.calls if call.method != "getUpdates")
        return [call.path for call in self._world.tabys.calls], methods, spent

    async def _commands(self) -> int:
        """Commands of clients so far, but those of this count; what scripts call is not a trip."""
        stats = await self._redis.info("commandstats")
        return sum(stats.get(f"cmdstat_{name}", {"calls": 0})["calls"] for name in CLIENT_COMMANDS)


# the script that opens a visit calls none of these but the first
CLIENT_COMMANDS = ("evalsha", "eval", "get", "set", "del", "exists", "exec")
TELEGRAM = ["answerCallbackQuery", "editMessageText"]


async def test_a_press_costs_what_it_must_and_no_more(world: World, redis: Redis) -> None:
    admin, bill = world.person(), Bill(world, redis)
    await admin.signs_in()
    assert await bill.of(admin, "Мероприятия") == (["/api/v2/events/admin/list"], TELEGRAM, 1)
    assert await bill.of(admin, "▶") == (["/api/v2/events/admin/list"], TELEGRAM, 1)
    assert await bill.of(admin, "Меню") == ([], TELEGRAM, 1)
    assert await bill.of(admin, "Статус") == ([], TELEGRAM, 1)


async def test_a_card_costs_one_get(world: World, redis: Redis) -> None:
    admin, bill = world.person(), Bill(world, redis)
    await admin.signs_in()
    await admin.forges(OpenCard(Section.EVENTS, world.tabys.records("events")[3]["id"]))
    paths, methods, commands = await bill.of(admin, "Обновить")
    assert paths == [f"/api/v2/events/admin/{world.tabys.records('events')[3]['id']}"]
    assert (methods, commands) == (TELEGRAM, 1)


async def test_names_are_asked_for_once_and_then_known(world: World, redis: Redis) -> None:
    admin, bill = world.person(), Bill(world, redis)
    await admin.signs_in()
    assert await bill.of(admin, "Вакансии") == (
        ["/api/v2/vacancies/admin/list", "/api/v2/resumes/professions"],
        TELEGRAM,
        1,
    )
    assert await bill.of(admin, "▶") == (["/api/v2/vacancies/admin/list"], TELEGRAM, 1)


async def test_the_edit_and_the_answer_are_sent_together(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    world.telegram.calls.clear()
    for method in TELEGRAM:
        world.telegram.delay(method, 9)
    press = await world.telegram.press_label(admin.id, "Новости")
    # both have been sent before either is answered
    await world.telegram.wait_for(lambda: all(world.telegram.called(method) for method in TELEGRAM), 8)
    leap(9)
    await world.poller.idle()
    assert list(world.telegram.answers[press]) == [""]
