"""Answers that are lost on the way: the bot looks what became of a write, says so, and never writes twice."""

import pytest

from tabys_bot.domain.sections import Section
from tests.integration.filled_form import OPEN, SAVE, Tap, creates, fills, on_card, row, spoil, writes, written
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.tabys_faults import Fault
from tests.integration.servers.tabys_wire import Row
from tests.integration.whole_bot import TABYS_TIMEOUT, Person, World

NEWS = "/api/v2/admin/news/"
NEW = 42
TYPED = ("Саябақ ашылды", "Открыт S3CRET парк", Tap("Все ответы"))
LOOK, TEXT = Tap("🔎 Проверить"), Tap("Мой текст")
LATE = faults.out_of_time(TABYS_TIMEOUT)


@pytest.fixture
async def admin(world: World) -> Person:
    person = world.person()
    await person.signs_in()
    return person


def created(world: World) -> list[Row]:
    return [one for one in world.tabys.records("news") if one["title_ru"] == "Открыт S3CRET парк"]


DONE = [faults.after(faults.reset), faults.after(faults.crash), faults.after(LATE), faults.truncated]
DONE_IDS = ["reset", "500", "no answer in time", "cut off"]
# nothing is done, and it may be yet
OPEN_ENDED = [faults.reset, faults.answer(502), LATE]
OPEN_ENDED_IDS = ["reset", "502", "no answer in time"]


@pytest.mark.parametrize("fault", DONE, ids=DONE_IDS)
async def test_a_new_record_whose_answer_was_lost_is_found_and_told_as_saved(
    admin: Person, world: World, fault: Fault
) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, fault)
    await fills(admin, SAVE)
    assert "✅ Создано: Открыт S3CRET парк" in admin.screen.text
    assert written(world) == [f"POST {NEWS}"]
    assert [one["id"] for one in created(world)] == [NEW]
    await fills(admin, OPEN)
    assert f"ID: {NEW}" in admin.screen.text


async def test_a_new_record_that_was_not_made_is_told_so_and_saved_by_the_next_press(
    admin: Person, world: World
) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, faults.crash)
    await fills(admin, SAVE)
    assert "Не сохранено: Открыт S3CRET парк" in admin.screen.text
    assert (len(writes(world)), created(world)) == (1, [])
    await fills(admin, TEXT)
    assert "Саябақ ашылды" in admin.screen.text
    await fills(admin, SAVE)
    assert "✅ Создано" in admin.screen.text
    assert (len(writes(world)), len(created(world))) == (2, 1)


@pytest.mark.parametrize("fault", OPEN_ENDED, ids=OPEN_ENDED_IDS)
async def test_what_may_still_be_under_way_is_not_called_failed(admin: Person, world: World, fault: Fault) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    save = next(one.callback_data for line in admin.screen.markup for one in line if "Сохранить" in one.text)
    assert save is not None
    spoil(world, fault)
    await fills(admin, SAVE)
    assert "Не удалось узнать, сделано ли это: Открыт S3CRET парк" in admin.screen.text
    assert "✅ Сохранить" not in admin.labels
    anew = Tap("Не сохранилось, вернуть черновик")
    await fills(admin, anew)
    assert "Уже выполняется" in admin.screen.text, "nor is it begun anew"
    await admin.forges(save)
    assert "Уже выполняется" in admin.screen.text, "a save that was sent is not sent again"
    await fills(admin, LOOK)
    assert "Не удалось узнать" in admin.screen.text
    await fills(admin, TEXT)
    assert "Саябақ ашылды" in admin.screen.text
    assert len(writes(world)) == 1


@pytest.mark.parametrize("fault", OPEN_ENDED, ids=OPEN_ENDED_IDS)
async def test_what_cannot_be_under_way_any_more_is_told_as_not_saved(
    admin: Person, world: World, fault: Fault
) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, fault)
    await fills(admin, SAVE)
    world.no_write_is_under_way_any_more()
    await fills(admin, LOOK)
    assert "Не сохранено: Открыт S3CRET парк" in admin.screen.text
    assert (len(writes(world)), created(world)) == (1, [])
    await fills(admin, TEXT, SAVE)
    assert "✅ Создано" in admin.screen.text
    assert (len(writes(world)), len(created(world))) == (2, 1)


async def test_what_was_not_saved_can_be_begun_anew_once_it_cannot_be_under_way(admin: Person, world: World) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    spoil(world, faults.reset)
    await fills(admin, SAVE)
    world.no_write_is_under_way_any_more()
    await fills(admin, Tap("Не сохранилось, вернуть черновик"))
    assert "Саябақ ашылды" in admin.screen.text
    await fills(admin, SAVE)
    assert (len(writes(world)), len(created(world))) == (2, 1)


@pytest.mark.parametrize("fault", DONE, ids=DONE_IDS)
async def test_an_update_whose_answer_was_lost_is_looked_for(admin: Person, world: World, fault: Fault) -> None:
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Категория"), "Спорт")
    spoil(world, fault)
    await fills(admin, SAVE)
    assert "✅ Изменено" in admin.screen.text
    assert row(world, "news", 1)["category"] == "Спорт"
    assert written(world) == [f"PUT {NEWS}1"]


@pytest.mark.parametrize("fault", [faults.reset, faults.crash], ids=["reset", "500"])
async def test_an_update_that_was_not_done_is_told_so_and_nothing_typed_is_lost(
    admin: Person, world: World, fault: Fault
) -> None:
    await on_card(admin, Section.NEWS, 1, Tap("✏️ Изменить"), Tap("Категория"), "Спорт")
    spoil(world, fault)
    await fills(admin, SAVE)
    if fault is faults.reset:
        assert "Не удалось узнать" in admin.screen.text
        world.no_write_is_under_way_any_more()
        await fills(admin, LOOK)
    assert "Не сохранено" in admin.screen.text
    await fills(admin, Tap("Сохранить ещё раз"))
    assert "✅ Изменено" in admin.screen.text
    assert written(world) == [f"PUT {NEWS}1"] * 2


@pytest.mark.parametrize("fault", [*DONE[:3], faults.reset], ids=[*DONE_IDS[:3], "not done"])
async def test_coins_are_never_given_twice(admin: Person, world: World, fault: Fault) -> None:
    volunteer = row(world, "volunteers", 2)
    await on_card(admin, Section.VOLUNTEERS, 2, Tap("V-coins"), Tap("начислить"), "50", "Көмек")
    spoil(world, fault)
    await fills(admin, SAVE)
    is_done = fault is not faults.reset
    assert ("✅ V-coins изменены" if is_done else "Не повторяйте, пока не проверите") in admin.screen.text
    assert volunteer["v_coins_balance"] == (54 if is_done else 4)
    assert len(writes(world)) == 1
    if not is_done:
        world.no_write_is_under_way_any_more()
        await fills(admin, LOOK)
        assert "Не сохранено" in admin.screen.text
        await fills(admin, Tap("Сохранить ещё раз"))
        assert volunteer["v_coins_balance"] == 54
        assert len(writes(world)) == 2


@pytest.mark.parametrize("fault", DONE[:3], ids=DONE_IDS[:3])
async def test_a_deletion_whose_answer_was_lost_is_looked_for(admin: Person, world: World, fault: Fault) -> None:
    await on_card(admin, Section.NEWS, 3, Tap("🗑 Удалить"))
    spoil(world, fault)
    await fills(admin, Tap("🗑 Удалить"))
    assert "✅ Удалено" in admin.screen.text
    assert written(world) == [f"DELETE {NEWS}3"]


async def test_a_deletion_that_may_still_be_under_way_is_not_called_failed_nor_sent_again(
    admin: Person, world: World
) -> None:
    await on_card(admin, Section.NEWS, 3, Tap("🗑 Удалить"))
    spoil(world, faults.reset)
    await fills(admin, Tap("🗑 Удалить"))
    assert "Не удалось узнать" in admin.screen.text
    await on_card(admin, Section.NEWS, 3, Tap("🗑 Удалить"), Tap("🗑 Удалить"))
    assert "Уже выполняется" in admin.screen.text
    assert written(world) == [f"DELETE {NEWS}3"]


async def test_a_deletion_that_was_not_done_is_told_so(admin: Person, world: World) -> None:
    await on_card(admin, Section.NEWS, 3, Tap("🗑 Удалить"))
    spoil(world, faults.crash)
    await fills(admin, Tap("🗑 Удалить"))
    assert "Не сделано" in admin.screen.text
    await fills(admin, OPEN, Tap("🗑 Удалить"), Tap("🗑 Удалить"))
    assert "✅ Удалено" in admin.screen.text
    assert written(world) == [f"DELETE {NEWS}3"] * 2


async def test_when_nobody_can_look_the_bot_says_how_to_check(admin: Person, world: World) -> None:
    await creates(admin, Section.NEWS, *TYPED)
    world.tabys.fail_next("/news", faults.after(faults.reset))
    world.tabys.fail_next("/news", faults.crash, times=100)
    await fills(admin, SAVE)
    assert "Не удалось узнать, сделано ли это" in admin.screen.text
    assert "Откройте список" in admin.screen.text
    world.tabys.heal()
    await fills(admin, LOOK)
    assert "✅ Создано: Открыт S3CRET парк" in admin.screen.text
    assert (len(writes(world)), len(created(world))) == (1, 1)
