"""The queue goes on whatever is wrong with its lists, and whoever else decides meanwhile."""

import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from tabys_bot.application.screens.intents import OpenQueue, StartKind, StartQueue
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import Tap, writes, written
from tests.integration.moderator import APPROVE, NEXT, REJECT, InLine, goes
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.integration.whole_bot import Person, World

OF_THE_QUEUE, OF_NEWS = "/api/v1/moderation/queue", "/api/v2/admin/news/pending"
COLLEAGUE = 700_000_002
ALWAYS = 1_000
A_REST = timedelta(seconds=20)  # after which a list that failed is read in pieces again


@pytest.fixture
def line(world: World) -> InLine:
    return InLine(world.tabys)


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


@pytest.fixture
async def colleague(world: World) -> Person:
    person = world.person(COLLEAGUE)
    await person.signs_in("super_admin")
    return person


async def test_bad_rows_cost_themselves_and_are_told_of(world: World, line: InLine, admin: Person) -> None:
    line.events(1, 2, 3)
    for number in (4, 5, 6):
        line.put(Section.APPLICATIONS, number, _orphan=number == 5)
    for number in (7, 8):
        line.put(Section.VACANCIES, number, title_kz=None, title_ru=None, company_name=None, profession_id=None)
    world.tabys.fail_next(OF_THE_QUEUE, faults.crash, times=ALWAYS)
    await goes(admin, OpenQueue())
    for told in ("✋ Заявки волонтёров: 2 · ⚠️ с ошибкой: 1", "Всего: 7"):
        assert told in admin.screen.text.splitlines()
    assert {"📅 Мероприятия (3)", "💼 Вакансии (2)"} <= set(admin.labels)
    assert "Записи с ошибкой Tabys отдать не может: посмотрите их в веб-панели." in admin.screen.text
    await goes(admin, StartQueue(), *[APPROVE] * 7)
    assert "✋ Заявки волонтёров: 0 · ⚠️ с ошибкой: 1" in admin.screen.text
    assert "всё разобрано" not in admin.screen.text.lower(), "one is still there"
    assert [line.states(kind) for kind in (Section.EVENTS, Section.APPLICATIONS, Section.VACANCIES)] == [
        "aaa",
        "apa",
        "aa",
    ]
    assert len(writes(world)) == len(set(written(world))) == 7


async def test_a_kind_that_cannot_be_read_does_not_hide_the_others(world: World, line: InLine, admin: Person) -> None:
    line.events(1)
    line.put(Section.NEWS, 2)
    world.tabys.fail_next(OF_NEWS, faults.crash, times=ALWAYS)
    await goes(admin, OpenQueue())
    assert "📰 Новости: не удалось прочитать" in admin.screen.text
    assert "Часть прочитать не удалось. Обновите чуть позже." in admin.screen.text
    await goes(admin, StartQueue(), APPROVE)
    assert admin.screen.text.startswith("✅ Одобрено: Кеш 1")
    assert "📰 Новости: не удалось прочитать" in admin.screen.text, "not: all is done"
    world.tabys.heal()
    world.clock.ahead += A_REST
    await goes(admin, Tap("🔄 Обновить"), Tap("📰 Новости (1)"), APPROVE)
    assert "🎉 Всё разобрано" in admin.screen.text
    assert line.state(Section.NEWS, 2) == "approved"


async def test_what_the_web_panel_has_decided_is_told_and_nothing_is_sent(
    world: World, line: InLine, admin: Person
) -> None:
    line.events(1, 2, 3, 4)
    await goes(admin, StartKind(Section.EVENTS))
    line.decide(Section.EVENTS, 1, "rejected")
    await goes(admin, APPROVE)
    assert admin.screen.text.startswith("Уже решено: Кеш 1")
    for told in ("Отклонено. Это решили не в боте", "Сейчас ничего не отправлено.", "Кеш 2"):
        assert told in admin.screen.text
    line.decide(Section.EVENTS, 2, "approved")
    await goes(admin, REJECT)
    assert admin.screen.text.startswith("Уже решено: Кеш 2"), "before anybody chooses a reason for nothing"
    assert "Кеш 3" in admin.screen.text
    await goes(admin, REJECT)
    line.decide(Section.EVENTS, 3, "approved")
    await goes(admin, Tap("Сведения устарели"))
    assert admin.screen.text.startswith("Уже решено: Кеш 3")
    line.drop(Section.EVENTS, 4)
    await goes(admin, APPROVE)
    assert admin.screen.text.startswith("Этой записи больше нет")
    assert writes(world) == []


async def test_what_another_admin_has_decided_is_told_with_his_name(
    world: World, line: InLine, admin: Person, colleague: Person
) -> None:
    line.events(1, 2, 3, 4)
    await goes(admin, StartKind(Section.EVENTS))
    await goes(colleague, StartQueue(), REJECT, Tap("Есть ошибки"), APPROVE)
    await goes(admin, APPROVE)
    assert admin.screen.text.startswith("Уже решено: Кеш 1")
    assert f"Отклонено. Кто решил: {world.tabys.admin('super_admin')['name']}, " in admin.screen.text
    assert "Кеш 3" in admin.screen.text, "what is decided on is not shown as if it waited"
    assert not any("↩ Предыдущая" in label for label in admin.labels), "what he has not done he cannot take back"
    await goes(colleague, APPROVE)
    await goes(admin, NEXT)
    assert "Кеш 4" in admin.screen.text
    assert line.states(Section.EVENTS) == "raap"
    assert len(writes(world)) == 3


async def test_two_who_press_at_the_same_moment_decide_once(
    world: World, line: InLine, admin: Person, colleague: Person
) -> None:
    line.events(1, 2)
    for moderator in (admin, colleague):
        await goes(moderator, StartKind(Section.EVENTS))
    await goes(colleague, REJECT)
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        inside.set()
        await go_on.wait()
        return await proceed()

    world.tabys.fail_next("/moderation/1/approve", slow)
    first = asyncio.create_task(goes(admin, APPROVE))
    await asyncio.wait_for(inside.wait(), 10)
    await colleague.world.telegram.press_label(COLLEAGUE, "Сведения устарели")
    await world.telegram.wait_for(lambda: "Уже выполняется" in colleague.screen.text)
    go_on.set()
    await first
    assert written(world) == ["POST /api/v2/events/admin/moderation/1/approve"]
    await goes(colleague, Tap("🔎 Проверить"))
    assert colleague.screen.text.startswith("Уже решено: Кеш 1")
    assert f"Кто решил: {world.tabys.admin('administrator')['name']}" in colleague.screen.text
