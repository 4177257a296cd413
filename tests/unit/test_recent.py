"""The records that an admin looked at last."""

from dataclasses import replace

import pytest

from tabys_bot.application.screens.intents import (
    AskSearch,
    FindText,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenRecent,
    Origin,
    SetFilter,
    ShowPictures,
)
from tabys_bot.application.screens.screen import Paragraph, Press, Screen
from tabys_bot.domain.access import Role
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.records import Bilingual, Entity, View
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import RU


def cards(screen: Screen) -> list[tuple[OpenCard, str]]:
    return [(intent, label) for intent, label in asks(screen).items() if isinstance(intent, OpenCard)]


async def test_who_looked_at_nothing_yet_is_told_so() -> None:
    anna = await admin()
    assert await anna.press(OpenRecent()) == Screen(
        RU("recent.title"),
        (Paragraph(RU("recent.none")),),
        ((Press(RU("button.refresh"), OpenRecent()), Press(RU("button.menu"), OpenMenu())),),
    )


async def test_records_of_all_sections_stand_together_the_last_one_first() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 3, back=8))
    await anna.press(OpenCard(Section.PARTICIPANTS, 2, parent=3))
    await anna.press(OpenCard(Section.USERS, 5))
    anna.asked()
    screen = await anna.type("/recent")
    assert paragraphs(screen) == [RU("recent.hint")]
    assert cards(screen) == [
        (OpenCard(Section.USERS, 5, origin=Origin.RECENT), "👥 Запись 5"),
        (OpenCard(Section.PARTICIPANTS, 2, parent=3, origin=Origin.RECENT), "🙋 Запись 2"),
        (OpenCard(Section.NEWS, 3, back=8, origin=Origin.RECENT), "📰 Запись 3"),
    ]
    assert anna.asked() == []


@pytest.mark.parametrize("card", [OpenCard(Section.NEWS, 3, back=8), OpenCard(Section.PARTICIPANTS, 2, parent=3)])
async def test_a_recent_record_leads_back_to_the_recent_ones(card: OpenCard) -> None:
    anna = await admin()
    await anna.press(card)
    recent = await anna.press(OpenRecent())
    ((again, _),) = cards(recent)
    shown = asks(await anna.press(again))
    assert shown[OpenRecent()] == RU("button.back_to_recent")
    assert [intent for intent in shown if isinstance(intent, OpenList)] == []
    assert replace(again, fresh=True) in shown
    assert await anna.press(OpenRecent()) == recent


async def test_where_a_record_is_in_the_list_of_all_is_not_forgotten_because_of_a_filter_set_later() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 12, back=8))
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    ((again, _),) = cards(await anna.press(OpenRecent()))
    await anna.press(again)
    assert cards(await anna.press(OpenRecent())) == [(again, "📰 Запись 12")]
    assert again == OpenCard(Section.NEWS, 12, back=8, origin=Origin.RECENT)


async def test_a_recent_record_that_is_gone_leads_back_to_the_recent_ones() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 3))
    anna.tabys.records[Section.NEWS] = []
    screen = await anna.press(OpenCard(Section.NEWS, 3, origin=Origin.RECENT))
    assert paragraphs(screen) == [RU("failure.RecordGone")]
    assert asks(screen) == {OpenRecent(): RU("button.back_to_recent"), OpenMenu(): RU("button.menu")}


async def test_ten_records_are_kept_each_once() -> None:
    anna = await admin()
    for number in (*range(1, 13), 5):
        await anna.press(OpenCard(Section.NEWS, number))
    shown = [intent.entity_id for intent, _ in cards(await anna.press(OpenRecent()))]
    assert shown == [5, 12, 11, 10, 9, 8, 7, 6, 4, 3]


async def test_only_a_record_that_was_shown_is_kept() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 999))
    await anna.press(OpenCard(Section.CERTIFICATES, 1))
    await anna.press(OpenList(Section.NEWS))
    await anna.press(ShowPictures(Section.NEWS, 1))
    assert (await anna.desk()).recent == ()


async def test_a_record_is_kept_under_the_title_that_was_read() -> None:
    title = Bilingual(kk="Саябақ", ru="Парк " + "очень " * 30)
    anna = await admin(records={Section.NEWS: [Entity(Section.NEWS, 1, {"title": title})]})
    await anna.press(OpenCard(Section.NEWS, 1))
    (record,) = (await anna.desk()).recent
    assert record.title.startswith("Парк очень")
    assert record.title.endswith("очень…")
    assert len(record.title) <= 60


async def test_what_the_role_may_not_see_any_more_is_not_shown() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 3))
    await anna.press(OpenCard(Section.VACANCIES, 4))
    anna.tabys.role_of[6] = Role.MSB
    anna.bot.clock.advance(anna.bot.recognise._check_interval)
    assert cards(await anna.press(OpenRecent())) == [
        (OpenCard(Section.VACANCIES, 4, origin=Origin.RECENT), "💼 Запись 4")
    ]


async def test_another_admin_in_the_same_chat_has_looked_at_nothing() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 3))
    await anna.bot.leave()
    await anna.bot.sign_in(Role.SUPER_ADMIN)
    assert paragraphs(await anna.press(OpenRecent())) == [RU("recent.none")]


async def test_who_signs_out_leaves_nothing_of_what_he_looked_at() -> None:
    anna = await admin()
    await anna.press(OpenCard(Section.NEWS, 3))
    await anna.press(FindText("парк"))
    await anna.press(SetFilter(Section.NEWS, "moderation", "pending"))
    await anna.press(AskSearch(Section.NEWS))
    await anna.type("/logout")
    assert await anna.desk() == Desk(6, {Section.NEWS: View({"moderation": "pending"})})
    await anna.bot.sign_in()
    assert paragraphs(await anna.press(OpenRecent())) == [RU("recent.none")]
