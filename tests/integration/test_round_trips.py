"""What a press costs: one GET, one trip to Redis, one edit and an answer beside it; and what writing costs."""

from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis

from tabys_bot.application.screens.intents import (
    Intent,
    ListWaiting,
    OpenCard,
    OpenList,
    OpenQueue,
    ShowHistory,
    StartQueue,
)
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import OPEN, SAVE, Tap, creates, fills, on_card
from tests.integration.moderator import APPROVE, LAST, NEXT, OWN_WORDS, REJECT, InLine, goes
from tests.integration.servers.leaping import leap
from tests.integration.test_redis_store_round_trips import commands
from tests.integration.whole_bot import Person, World

TELEGRAM = ["answerCallbackQuery", "editMessageText"]


class Bill:
    """Counts what goes out meanwhile."""

    def __init__(self, world: World, redis: Redis, redis_url: str) -> None:
        self._world = world
        self._redis = redis
        self._redis_url = redis_url

    async def of(self, admin: Person, label: str) -> tuple[list[str], list[str], int]:
        """Paths asked of Tabys, methods called at Telegram, commands sent to Redis, for one press."""
        calls, methods, spent = await self._meanwhile(lambda: admin.presses(label))
        return [call.partition(" ")[2] for call in calls], methods, spent

    async def of_writing(self, admin: Person, step: Tap | str | Intent) -> tuple[list[str], int]:
        """Calls of Tabys and commands sent to Redis, for one press or one text that is typed."""
        calls, _, spent = await self._meanwhile(lambda: goes(admin, step))
        return calls, spent

    async def _meanwhile(self, act: Callable[[], Awaitable[object]]) -> tuple[list[str], list[str], int]:
        self._world.tabys.calls.clear()
        self._world.telegram.calls.clear()
        spent = await commands(self._redis, self._redis_url, act)
        methods = sorted(call.method for call in self._world.telegram.calls if call.method != "getUpdates")
        return [f"{call.method} {call.path}" for call in self._world.tabys.calls], methods, len(spent)


@pytest.fixture
def bill(world: World, redis: Redis, redis_url: str) -> Bill:
    return Bill(world, redis, redis_url)


async def test_a_press_costs_what_it_must_and_no_more(world: World, bill: Bill) -> None:
    admin = world.person()
    await admin.signs_in()
    await admin.says("/menu")  # the server of Redis learns the script
    assert await bill.of(admin, "Мероприятия") == (["/api/v2/events/admin/list"], TELEGRAM, 1)
    assert await bill.of(admin, "▶") == (["/api/v2/events/admin/list"], TELEGRAM, 1)
    assert await bill.of(admin, "Меню") == ([], TELEGRAM, 2), "the drafts are looked for too"
    assert await bill.of(admin, "Статус") == ([], TELEGRAM, 1)


async def test_a_card_costs_one_get(world: World, bill: Bill) -> None:
    admin = world.person()
    await admin.signs_in()
    await admin.forges(OpenCard(Section.EVENTS, world.tabys.records("events")[3]["id"]))
    paths, methods, commands = await bill.of(admin, "Обновить")
    assert paths == [f"/api/v2/events/admin/{world.tabys.records('events')[3]['id']}"]
    assert (methods, commands) == (TELEGRAM, 1)


async def test_names_are_asked_for_once_and_then_known(world: World, bill: Bill) -> None:
    admin = world.person()
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


NEWS = "/api/v2/admin/news/"


@pytest.fixture
async def writer(world: World) -> Person:
    """An admin who has written before: the server of Redis knows the scripts."""
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"), SAVE, OPEN)
    await fills(admin, Tap("✏️ Изменить"), Tap("Категория"), "Спорт", SAVE, OPEN, Tap("🗑 Удалить"), Tap("🗑 Удалить"))
    return admin


async def test_an_answer_to_a_question_costs_three_trips_to_redis_and_asks_tabys_nothing(
    writer: Person, bill: Bill
) -> None:
    await creates(writer, Section.NEWS)
    for step in ("Атау", Tap("= Как на казахском"), "Қысқаша", "және тағы", Tap("Готово"), Tap("Пропустить")):
        assert await bill.of_writing(writer, step) == ([], 3), step
    assert await bill.of_writing(writer, Tap("◀ Назад")) == ([], 3)


async def test_a_new_form_costs_four_trips_to_redis_and_asks_tabys_nothing(writer: Person, bill: Bill) -> None:
    await writer.forges(OpenList(Section.NEWS))
    assert await bill.of_writing(writer, Tap("➕")) == ([], 4)


async def test_the_times_of_a_day_cost_one_trip_more_for_the_desk(writer: Person, bill: Bill) -> None:
    await creates(writer, Section.EVENTS, "Марафон")
    assert await bill.of_writing(writer, Tap("›")) == ([], 2)
    assert await bill.of_writing(writer, Tap("15")) == ([], 3)
    assert await bill.of_writing(writer, "18:30") == ([], 4)


async def test_a_new_record_costs_one_write(writer: Person, bill: Bill) -> None:
    await creates(writer, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"))
    assert await bill.of_writing(writer, SAVE) == ([f"POST {NEWS}"], 7)


async def test_a_change_costs_one_get_when_it_begins_and_one_when_it_is_saved(writer: Person, bill: Bill) -> None:
    await on_card(writer, Section.NEWS, 1)
    assert await bill.of_writing(writer, Tap("✏️ Изменить")) == (["GET /api/v2/news/1"], 4)
    assert await bill.of_writing(writer, Tap("Категория")) == ([], 3)
    assert await bill.of_writing(writer, "Спорт") == ([], 3)
    assert await bill.of_writing(writer, SAVE) == (["GET /api/v2/news/1", f"PUT {NEWS}1"], 7)


async def test_an_act_costs_one_get_when_it_is_asked_about_and_one_when_it_is_done(writer: Person, bill: Bill) -> None:
    await on_card(writer, Section.NEWS, 1)
    assert await bill.of_writing(writer, Tap("🗑 Удалить")) == (["GET /api/v2/news/1"], 1)
    assert await bill.of_writing(writer, Tap("🗑 Удалить")) == (["GET /api/v2/news/1", f"DELETE {NEWS}1"], 4)


async def test_the_menu_costs_one_read_more_and_asks_tabys_nothing(writer: Person, bill: Bill) -> None:
    await creates(writer, Section.NEWS, "Атау")
    assert await bill.of_writing(writer, "/menu") == ([], 3), "the question is put aside as well"
    assert await bill.of_writing(writer, "/menu") == ([], 2)


EVENT, DECISION = "/api/v2/events/admin/{}", "/api/v2/events/admin/moderation/{}/{}"


@pytest.fixture
async def moderator(writer: Person, world: World) -> Person:
    """Before events that wait, when the lines were read a moment ago."""
    line = InLine(world.tabys)
    line.events(*range(1, 13))
    await goes(writer, ShowHistory(Section.EVENTS, 1), OpenQueue())  # the server learns the script of histories
    return writer


def reads(number: int) -> str:
    return f"GET {EVENT.format(number)}"


def decides(number: int, act: str, then: int) -> list[str]:
    return [reads(number), f"POST {DECISION.format(number, act)}", reads(then)]


async def test_the_queue_costs_one_get_a_kind_and_then_none_for_a_while(moderator: Person, bill: Bill) -> None:
    assert await bill.of_writing(moderator, OpenQueue()) == ([], 1)
    calls, commands = await bill.of_writing(moderator, Tap("🔄 Обновить"))
    assert len(calls) == len(MODERATED)
    assert commands == 1
    assert await bill.of_writing(moderator, OpenQueue()) == ([], 1)


async def test_going_along_the_queue_costs_one_get_and_two_trips_to_redis(moderator: Person, bill: Bill) -> None:
    assert await bill.of_writing(moderator, StartQueue()) == ([reads(1)], 2)
    assert await bill.of_writing(moderator, NEXT) == ([reads(2)], 2)
    assert await bill.of_writing(moderator, LAST) == ([reads(1)], 2)


async def test_a_decision_in_the_queue_costs_one_write_and_a_get_of_this_record_and_of_the_next(
    moderator: Person, bill: Bill
) -> None:
    await goes(moderator, StartQueue())
    assert await bill.of_writing(moderator, APPROVE) == (decides(1, "approve", 2), 5)
    assert await bill.of_writing(moderator, Tap("↩")) == (decides(1, "reject", 2), 6), "was it his?"
    assert await bill.of_writing(moderator, REJECT) == ([reads(2)], 2)
    assert await bill.of_writing(moderator, Tap("Сведения устарели")) == (decides(2, "reject", 3), 5)


async def test_a_reason_in_own_words_costs_one_trip_more_for_the_desk(moderator: Person, bill: Bill) -> None:
    await goes(moderator, StartQueue(), REJECT)
    assert await bill.of_writing(moderator, OWN_WORDS) == ([reads(1)], 2)
    assert await bill.of_writing(moderator, "Себебі") == (decides(1, "reject", 2), 6)


async def test_marking_and_a_batch_ask_tabys_nothing_while_they_are_pressed(
    moderator: Person, bill: Bill, redis: Redis
) -> None:
    await goes(moderator, ListWaiting(Section.EVENTS), Tap("☑"), Tap("Одобрить (8)"), Tap("Одобрить (8)"))
    await redis.delete(*await redis.keys("tg_batch*"))  # nobody works on it here; but the server has learnt the script
    assert await bill.of_writing(moderator, ListWaiting(Section.EVENTS)) == ([], 1)
    for mark in (Tap("Кеш 1"), Tap("Кеш 2"), Tap("Кеш 1"), Tap("☑ Отметить страницу")):
        assert await bill.of_writing(moderator, mark) == ([], 2)
    assert await bill.of_writing(moderator, Tap("Одобрить (8)")) == ([], 1)
    assert await bill.of_writing(moderator, Tap("Одобрить (8)")) == ([], 4)
