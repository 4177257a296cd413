"""Everybody who is let in sees and changes himself, and nobody else."""

import pytest

from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.application.failures import RecordGone, Unreachable
from tabys_bot.application.screens.intents import (
    AskQuestion,
    DoAct,
    FollowLink,
    FollowLookup,
    How,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    Reply,
    SaveDraft,
    ShowHistory,
    ShowPictures,
    ShowSheet,
    ShowStatus,
    StartAct,
)
from tabys_bot.application.screens.screen import Screen, Share
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.records import Entity, Query, Value
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import Admin, admin, asks, paragraphs
from tests.unit.scene import BOLAT, CHECK_INTERVAL, REFERENCE, RU, pressed, scene, words_of

PROFILE = Section.PROFILE
ROLES = [role for role in Role if role is not Role.CLIENT]
roles = pytest.mark.parametrize("role", ROLES)
NUMBER = {role: number for number, role in enumerate(Role, 1)}
NAME, EMAIL = 0, 1  # the questions in their order
NEW = "Айдана С. <&>"


async def at_desk(role: Role = Role.GOVERNMENT) -> Admin:
    """An admin of that role, with the profiles that the demo has."""
    return await admin(role, records=sample_records(scene().clock.now()))


def said(anna: Admin, role: Role) -> dict[str, Value]:
    return dict(next(one.values for one in anna.tabys.records[PROFILE] if one.id == NUMBER[role]))


async def asked_for(anna: Admin, question: int) -> Screen:
    """The question of an update of his own profile, reached by the buttons."""
    card = await anna.press(pressed(await anna.press(ShowStatus()), RU("one.profile")))
    sheet = await anna.press(pressed(card, RU("act.edit")))
    return await anna.press(next(one for one in asks(sheet) if isinstance(one, AskQuestion) and one.at == question))


def clears(intent: Intent) -> bool:
    return isinstance(intent, Reply) and intent.how is How.CLEAR


async def saved(anna: Admin, sheet: Screen) -> Screen:
    return await anna.press(next(one for one in asks(sheet) if isinstance(one, SaveDraft)))


@roles
async def test_the_status_leads_to_the_own_card_and_that_back_to_the_status(role: Role) -> None:
    anna = await at_desk(role)
    card = await anna.press(pressed(await anna.press(ShowStatus()), RU("one.profile")))
    assert anna.asked() == [f"get profile {NUMBER[role]} near 0"]
    shown = said(anna, role)
    assert card.title == f"👤 {shown['full_name']}"
    told = words_of(card).splitlines()
    assert f"Логин: {role}" in told
    assert f"Роль: {RU(f'choice.role.{role}')}" in told
    assert asks(card)[ShowStatus()] == RU("button.back")
    assert not any(isinstance(button, Share) for row in card.rows for button in row)


@roles
async def test_a_new_name_is_saved_told_in_the_history_and_known_at_the_next_check(role: Role) -> None:
    anna = await at_desk(role)
    before = said(anna, role)
    await asked_for(anna, NAME)
    sheet = await anna.type(NEW)
    assert NEW in words_of(sheet)
    assert str(before["full_name"]) in words_of(sheet)
    done = await saved(anna, sheet)
    assert done.title.startswith(f"✅ {RU('done.edit')}")
    assert said(anna, role) == {**before, "full_name": NEW}
    own = OpenCard(PROFILE, NUMBER[role])
    assert (await anna.press(own)).title == f"👤 {NEW}"
    history = words_of(await anna.press(ShowHistory(PROFILE, NUMBER[role])))
    assert f"{before['full_name']} → {NEW}" in history
    anna.bot.clock.advance(CHECK_INTERVAL)
    assert NEW in words_of(await anna.press(OpenMenu()))


async def test_an_address_is_given_and_taken_away_again() -> None:
    anna = await at_desk(Role.MSB)
    await asked_for(anna, EMAIL)
    await saved(anna, await anna.type("timur@example.com"))
    assert said(anna, Role.MSB)["email"] == "timur@example.com"
    question = await asked_for(anna, EMAIL)
    await saved(anna, await anna.press(next(filter(clears, asks(question)))))
    assert "email" not in said(anna, Role.MSB)


async def test_a_name_can_neither_be_cleared_nor_be_of_more_than_a_hundred_characters() -> None:
    anna = await at_desk()
    question = await asked_for(anna, NAME)
    assert not any(map(clears, asks(question)))
    screen = await anna.type("А" * 101)
    assert RU("invalid.too_long", bound=100) in words_of(screen)


async def test_a_lost_answer_is_looked_into() -> None:
    anna = await at_desk()
    await asked_for(anna, NAME)
    sheet = await anna.type(NEW)
    anna.tabys.write_unanswered = Unreachable(REFERENCE)
    assert (await saved(anna, sheet)).title.startswith(f"✅ {RU('done.edit')}")
    assert said(anna, Role.GOVERNMENT)["full_name"] == NEW


def forged(number: int) -> list[Intent]:
    return [
        OpenCard(PROFILE, number),
        OpenCard(PROFILE, number, parent=5),
        FollowLink(OpenCard(PROFILE, number)),
        ShowPictures(PROFILE, number),
        FollowLookup(PROFILE, number, 0),
        StartAct(PROFILE, "edit", number),
        ShowHistory(PROFILE, number),
    ]


@pytest.mark.parametrize("role", [Role.GOVERNMENT, Role.NPO, Role.SUPER_ADMIN])
async def test_a_forged_button_neither_shows_nor_changes_anybody_else(role: Role) -> None:
    anna = await at_desk(role)
    for number in (*(NUMBER[other] for other in Role if other is not role), 0, 999):
        for intent in forged(number):
            assert paragraphs(await anna.press(intent)) == [RU("failure.RecordGone")], intent
    assert anna.asked() == []


async def test_there_is_no_list_and_no_other_act() -> None:
    anna = await at_desk(Role.SUPER_ADMIN)
    for intent in (OpenList(PROFILE), OpenList(PROFILE, parent=NUMBER[Role.SUPER_ADMIN])):
        assert paragraphs(await anna.press(intent)) == [RU("failure.RecordGone")]
    forgery = await anna.press(DoAct(PROFILE, "delete", NUMBER[Role.SUPER_ADMIN]))
    assert paragraphs(forgery) == [RU("menu.outdated")]
    assert anna.asked() == []


async def test_a_form_of_one_admin_is_no_form_of_the_next_in_the_same_chat() -> None:
    anna = await at_desk(Role.GOVERNMENT)
    await asked_for(anna, NAME)
    sheet = await anna.type(NEW)
    await anna.bot.leave()
    await anna.bot.sign_in(Role.NPO)
    for intent in asks(sheet):
        if isinstance(intent, SaveDraft | ShowSheet | AskQuestion):
            await anna.press(intent)
    assert anna.tabys.written == []


async def test_two_admins_change_themselves_only() -> None:
    anna = await at_desk(Role.GOVERNMENT)
    bolat = await anna.joined_by(BOLAT, Role.NPO)
    for who, name in ((anna, "Анна"), (bolat, "Болат")):
        await asked_for(who, NAME)
        await saved(who, await who.type(name))
    assert (said(anna, Role.GOVERNMENT)["full_name"], said(anna, Role.NPO)["full_name"]) == ("Анна", "Болат")


async def test_the_made_up_tabys_has_only_oneself_too() -> None:
    bot = scene(records={PROFILE: [Entity(PROFILE, number, {"full_name": "Имя"}) for number in range(1, 8)]})
    session = await bot.admitted(Role.NPO)
    assert (await bot.tabys.record(session, Query(PROFILE), session.admin_id, near=0)).unwrap().id == session.admin_id
    assert await bot.tabys.record(session, Query(PROFILE), 7, near=0) == Failure(RecordGone())
