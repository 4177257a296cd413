"""Who may not write sees no buttons for it, and whatever he presses, nothing is changed."""

import json
from collections.abc import Iterator
from copy import deepcopy

import pytest
from redis.asyncio import Redis

from tabys_bot.application.screens.intents import DoAct, Intent, OpenCard, OpenList, SaveDraft, ShowHistory, StartAct
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS, may_do
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section
from tests.integration.filled_form import READY, SAVE, Tap, creates, fills, on_card, row, said, writes
from tests.integration.servers.tabys_records import seeded_records
from tests.integration.servers.tabys_wire import Row
from tests.integration.whole_bot import Person, World

SIGNS = {act.icon for acts in ACTS.values() for act in acts}
LOOKING = ("Фото", "Участники", "Бонус")  # the same signs on what only shows
LISTS = [section for section in ACTS if CATALOGUE[section].alone]


def everything(world: World) -> dict[str, list[Row]]:
    """All records of all sections, as they are now."""
    return {name: deepcopy(world.tabys.records(name)) for name in seeded_records()}


async def signed_in(world: World, role: str, user_id: int = 700_000_001) -> Person:
    person = world.person(user_id)
    await person.signs_in(role)
    return person


def offers_to_write(person: Person) -> set[str]:
    # the signs of decisions also tell the states of the records of a list, and its quick filters
    signed = (label for label in person.labels if label.partition(" ")[0] in SIGNS - {"✅", "❌"})
    return {label for label in signed if label.partition(" ")[2] not in LOOKING}


def forged(role: Role) -> Iterator[Intent]:
    """Every press that the role has no button for."""
    for section, acts in ACTS.items():
        for act in acts:
            if not may_do(role, section, act):
                yield StartAct(section, act.name, 2, parent=1)
                yield DoAct(section, act.name, 2, parent=1)


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.VOLUNTEER_ADMIN])
async def test_forged_presses_change_nothing(world: World, role: Role) -> None:
    person = await signed_in(world, role)
    before = everything(world)
    for press in forged(role):
        await person.forges(press)
        assert not offers_to_write(person), press
    assert everything(world) == before
    assert writes(world) == []
    await person.says("/menu")
    assert not any("✏️" in label for label in person.labels), "not even a draft was begun"


async def test_who_only_reads_sees_no_buttons_to_write(world: World) -> None:
    reader = await signed_in(world, Role.GOVERNMENT)
    for section in LISTS:
        await reader.forges(OpenList(section))
        assert offers_to_write(reader) == set()
        await reader.presses(reader.labels[0])
        assert "ID: " in reader.screen.text
        assert offers_to_write(reader) == set()
        assert not {"🕓 История", "✅ Одобрить", "❌ Отклонить"} & set(reader.labels)
    await reader.forges(ShowHistory(Section.NEWS, 2))
    assert writes(world) == []


async def test_an_npo_writes_its_own_events_only(world: World) -> None:
    npo = await signed_in(world, "npo")
    await creates(npo, Section.EVENTS, "Марафон", "31.12.2030 18:30", "Саябақ", Tap("офлайн"), "Жүгіреміз", READY, SAVE)
    mine = row(world, "events", 41)
    told = ("title", "admin_id", "moderation_status")
    assert said(mine, *told) == ("Марафон", world.tabys.admin("npo")["id"], "pending")
    await on_card(npo, Section.EVENTS, 1, Tap("✏️ Изменить"), Tap("Название"), "Моё", SAVE)
    assert said(row(world, "events", 1), "title", "moderation_status") == ("Моё", "pending"), "moderated anew"
    before, sent = everything(world), len(writes(world))
    for foreign in (2, 3):
        for press in (
            OpenCard(Section.EVENTS, foreign),
            StartAct(Section.EVENTS, "edit", foreign),
            StartAct(Section.EVENTS, "photo", foreign),
            DoAct(Section.EVENTS, "no_photo", foreign),
            DoAct(Section.EVENTS, "delete", foreign),
        ):
            await npo.forges(press)
            assert "✅" not in npo.screen.text, press
    assert everything(world) == before
    assert len(writes(world)) == sent


async def test_an_msb_writes_its_own_vacancies_only(world: World) -> None:
    msb = await signed_in(world, "msb")
    await on_card(msb, Section.VACANCIES, 4, Tap("✏️ Изменить"), Tap("Компания"), "ТОО", SAVE)
    assert row(world, "vacancies", 4)["company_name"] == "ТОО"
    before, sent = everything(world), len(writes(world))
    for foreign in (2, 3):
        for press in (
            OpenCard(Section.VACANCIES, foreign),
            StartAct(Section.VACANCIES, "edit", foreign),
            DoAct(Section.VACANCIES, "deactivate", foreign),
        ):
            await msb.forges(press)
            assert "✅" not in msb.screen.text, press
    await msb.forges(DoAct(Section.NEWS, "delete", 2))
    assert everything(world) == before
    assert len(writes(world)) == sent


async def test_a_draft_is_nobody_elses(world: World) -> None:
    one, two = await signed_in(world, "administrator"), await signed_in(world, "super_admin", 700_000_002)
    await creates(one, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"))
    presses = [button.callback_data for line in one.screen.markup for button in line]
    for press in presses:
        if press and not press.startswith("1m"):
            await two.forges(press)
            assert "Этого черновика больше нет" in two.screen.text
            assert "Заголовок" not in two.screen.text
    assert writes(world) == []
    await fills(one, SAVE)
    assert len(writes(world)) == 1


async def test_a_role_that_was_taken_away_while_the_form_was_filled_saves_nothing(world: World, redis: Redis) -> None:
    admin = await signed_in(world, "administrator")
    await creates(admin, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"))
    key = f"tg_session:{admin.id}"
    session = json.loads(await redis.get(key) or "")
    await redis.set(key, json.dumps(session | {"role": "government"}), keepttl=True)
    await fills(admin, SAVE)
    assert "Ваша роль не может создавать записи в разделе «Новости»" in admin.screen.text
    assert writes(world) == []


async def test_an_old_save_of_a_draft_that_went_on_saves_nothing(world: World) -> None:
    admin = await signed_in(world, "administrator")
    await creates(admin, Section.NEWS, "Атау", "Заголовок", Tap("Все ответы"))
    (save,) = [button.callback_data for line in admin.screen.markup for button in line if "Сохранить" in button.text]
    assert save is not None
    await fills(admin, Tap("Название на русском"), "Другой")
    await admin.forges(save)
    assert writes(world) == []
    assert "с другого устройства" in admin.screen.text
    await admin.forges(SaveDraft("nothing", 3))
    assert "Этого черновика больше нет" in admin.screen.text
