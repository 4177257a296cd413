"""Nothing that was written is lost: not by a restart, a second instance, a lost session or another screen."""

import asyncio

from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.application.screens.intents import (
    OpenCard,
)
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import READY, SAVE, SKIP, Tap, creates, fills, on_card, row, writes
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_files import JPEG
from tests.integration.servers.tabys_wire import Reply
from tests.integration.whole_bot import World, running_bot

NEW = 42


async def test_a_form_goes_on_after_a_restart_at_every_step(
    telegram: BotApiServer, tabys: TabysServer, redis: Redis, redis_url: str
) -> None:
    steps = (
        ("Марафон",),
        (Tap("Завтра"),),  # the day is chosen, its time is not
        ("18:30",),
        ("Саябақ",),
        (Tap("офлайн"),),
        ("Бірінші",),
        ("Екінші", READY),
    )
    assert await redis.dbsize() == 0
    async with running_bot(telegram, tabys, redis_url=redis_url) as world:
        admin = world.person()
        await admin.signs_in()
        await creates(admin, Section.EVENTS)
    for step in steps:
        async with running_bot(telegram, tabys, redis_url=redis_url) as world:
            await fills(world.person(), *step)
    async with running_bot(telegram, tabys, redis_url=redis_url) as world:
        await fills(world.person(), SAVE)
        assert "✅ Создано: Марафон" in world.person().screen.text
        event = row(world, "events", 41)
        assert (event["description"], event["location"]) == ("Бірінші\nЕкінші", "Саябақ")
        assert event["event_date"].endswith("T13:30:00")
        await fills(world.person(), Tap("Открыть карточку"), Tap("Загрузить фото"), JPEG)
    async with running_bot(telegram, tabys, redis_url=redis_url) as world:
        await fills(world.person(), SAVE)
        assert [one["content"] for one in tabys.records("uploads")] == [JPEG]
        assert len(writes(world)) == 2


async def test_a_restart_while_a_save_is_under_way_writes_nothing_twice(
    telegram: BotApiServer, tabys: TabysServer, redis: Redis, redis_url: str
) -> None:
    assert await redis.dbsize() == 0
    carried_out = asyncio.Event()

    async def never_answered(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        reply = await proceed()
        carried_out.set()
        return reply

    async with running_bot(telegram, tabys, redis_url=redis_url) as world:
        admin = world.person()
        await admin.signs_in()
        await creates(admin, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"))
        tabys.fail_next("/admin/news/", never_answered)
        await telegram.press_label(admin.id, "✅ Сохранить")
        await asyncio.wait_for(carried_out.wait(), 10)
    async with running_bot(telegram, tabys, redis_url=redis_url) as world:
        admin = world.person()
        await world.poller.idle()
        assert "✅ Создано: Заголовок" in admin.screen.text, "the press in hand was finished"
        assert len(writes(world)) == 1


async def test_a_draft_waits_for_the_same_admin_after_his_session_was_revoked(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", "Открыт парк", "Қысқаша", READY)
    world.tabys.revoke(admin.id)
    world.tabys.expire_tokens()
    await admin.forges(OpenCard(Section.EVENTS, 1))
    assert "Ваш сеанс завершил администратор" in admin.screen.text
    await admin.says("это никуда не пропадёт и не попадёт")
    assert "Открыт парк" not in admin.screen.text
    await admin.signs_in("super_admin")
    assert not any("✏️" in label for label in admin.labels), "of another admin it is none"
    await admin.says("/logout")
    await admin.signs_in()
    await admin.says("/menu")
    await fills(admin, Tap("✏️ Продолжить: Открыт парк"))
    assert "4 из 11" in admin.screen.text
    await fills(admin, SKIP, Tap("Все ответы"), SAVE)
    assert "✅ Создано: Открыт парк" in admin.screen.text
    assert row(world, "news", NEW)["description_kz"] == "Қысқаша"


async def test_a_session_that_ends_at_the_save_loses_nothing(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", "Открыт парк", Tap("Все ответы"))
    world.tabys.revoke(admin.id)
    world.tabys.expire_tokens()
    await fills(admin, SAVE)
    assert "Ваш сеанс завершил администратор" in admin.screen.text
    assert len(world.tabys.records("news")) == NEW - 1
    await admin.signs_in()
    await admin.says("/menu")
    await fills(admin, Tap("✏️ Продолжить"))
    assert "Открыт парк" in admin.screen.text
    await fills(admin, SAVE)
    assert "✅ Создано" in admin.screen.text


async def test_a_token_that_ran_out_at_the_save_is_renewed_and_the_record_made_once(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await creates(admin, Section.NEWS, "Атау", "Открыт парк", Tap("Все ответы"))
    world.tabys.expire_tokens()
    await fills(admin, SAVE)
    assert "✅ Создано: Открыт парк" in admin.screen.text
    assert len(world.tabys.records("news")) == NEW


async def test_the_menu_shows_what_was_begun_and_the_card_goes_on_with_it(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Категория"), "Спорт")
    await creates(admin, Section.EVENTS, "Марафон")
    await fills(admin, Tap("✖ Отмена"), Tap("Отложить"))
    assert [label for label in admin.labels if "✏️" in label] != []
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"))
    assert "Продолжаем с того же места" in admin.screen.text
    assert "Білім → Спорт" in admin.screen.text
    await admin.says("/menu")
    (drafts,) = [label for label in admin.labels if "✏️" in label]
    assert drafts == "✏️ Черновики (2)"
    await fills(admin, Tap(drafts))
    assert any("Марафон" in label for label in admin.labels)
    assert writes(world) == []
