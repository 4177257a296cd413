"""Links that open a card in the private chat, for whoever may see it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import Unreachable
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import (
    FollowLink,
    Intent,
    OpenCard,
    OpenMenu,
    Origin,
    SignIn,
    TelegramId,
)
from tabys_bot.application.screens.screen import Share
from tabys_bot.application.screens.understanding import understand
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs
from tests.unit.scene import ANNA, BOLAT, LISTED, REFERENCE, RU, inside_of

WHO = TelegramId(8)
# everything that a button can carry and a link must not do
OTHERS: tuple[Intent, ...] = (
    ask.SignOut(),
    ask.AskSignOut(),
    ask.RevokeSignedIn(WHO),
    ask.AskRevocation(WHO),
    ask.ShowSignedIn(WHO),
    ask.ListSignedIn(),
    ask.EndOwnSession(WHO),
    ask.AskEndOwnSession(WHO),
    ask.ListOwnSessions(),
    ask.ApproveRegistration(21),
    ask.RejectRegistration(21),
    ask.AskApproval(21),
    ask.AskRejection(21),
    ask.ShowRegistration(21),
    ask.ListRegistrations(),
    ask.OpenPanel(),
    ask.ShowNumbers(Stretch.DAY),
    ask.SetLanguage(Language.EN),
    ask.SetFilter(Section.NEWS, "moderation", "pending"),
    ask.ClearFilters(Section.NEWS),
    ask.SearchIn(Section.NEWS),
    ask.AskSearch(Section.NEWS),
    ask.AskPage(Section.NEWS),
    ask.ShowPictures(Section.NEWS, 1),
    ask.FollowLookup(Section.PURCHASES, 1, 0),
    ask.OpenList(Section.NEWS),
    ask.OpenModule(Module.LEISURE),
    ask.Find(),
    ask.AskFind(),
    ask.OpenRecent(),
    ask.ShowStatus(),
)


def link(intent: Intent) -> str:
    """What Telegram sends for somebody who follows the link."""
    return f"/start {encode(intent)}"


def shared(section: Section, number: int = 2) -> OpenCard:
    return OpenCard(section, number, parent=inside_of(section))


@given(st.sampled_from(Section), st.integers(0, LARGEST_ID), st.integers(0, LARGEST_ID))
def test_every_link_is_short_enough_and_leads_to_its_card(section: Section, number: int, parent: int) -> None:
    card = OpenCard(section, number, parent=parent)
    assert len(encode(card)) <= 64
    assert understand(link(card)) == FollowLink(card)


@pytest.mark.parametrize("section", [section for section in LISTED if section is not Section.CERTIFICATES])
async def test_the_link_of_a_card_opens_the_same_card(section: Section) -> None:
    anna = await admin(Role.SUPER_ADMIN)
    card = await anna.press(shared(section))
    (button,) = [one for row in card.rows for one in row if isinstance(one, Share)]
    assert (button.label, button.intent) == (RU("button.share"), shared(section))
    assert await anna.type(link(button.intent)) == await anna.press(replace(shared(section), origin=Origin.RECENT))


@pytest.mark.parametrize(
    "reached",
    [
        OpenCard(Section.NEWS, 2, swapped=True),
        OpenCard(Section.NEWS, 2, origin=Origin.FIND),
        OpenCard(Section.NEWS, 2, origin=Origin.RECENT, fresh=True),
    ],
)
async def test_a_card_is_shared_without_the_way_there(reached: OpenCard) -> None:
    anna = await admin()
    card = await anna.press(reached)
    assert [one.intent for row in card.rows for one in row if isinstance(one, Share)] == [OpenCard(Section.NEWS, 2)]


@pytest.mark.parametrize("other", OTHERS)
def test_nothing_but_a_card_is_opened_by_a_link(other: Intent) -> None:
    assert understand(link(other)) == OpenMenu()


@pytest.mark.parametrize(
    "payload", ["1c-news-17-", "1c-nonsense-1", "1c-news", "2c-news-17", "1c-news-99999999999", "%"]
)
def test_a_link_that_the_bot_did_not_make_opens_the_menu(payload: str) -> None:
    assert understand(f"/start {payload}") == OpenMenu()


def test_a_link_may_also_carry_a_code() -> None:
    assert [understand(f"/start {payload}") for payload in ("A7B9C3D5", "login_A7B9C3D5")] == [SignIn("A7B9C3D5")] * 2


async def test_a_link_to_signing_out_leaves_an_admin_signed_in() -> None:
    anna = await admin()
    assert await anna.type(link(ask.SignOut())) == await anna.press(OpenMenu())
    assert anna.asked() == []


async def test_a_link_to_ending_a_session_ends_none() -> None:
    anna = await admin(Role.SUPER_ADMIN)
    bolat = await anna.joined_by(BOLAT, Role.MSB)
    await anna.type(link(ask.RevokeSignedIn(TelegramId(bolat.visitor.id))))
    assert anna.asked() == []
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


async def test_a_link_that_met_a_lost_store_can_be_followed_again() -> None:
    anna = await admin()
    anna.bot.store.down = True
    screen = await anna.type(link(shared(Section.NEWS)))
    assert asks(screen)[OpenCard(Section.NEWS, 2, origin=Origin.RECENT)] == RU("button.retry")


async def test_a_link_that_met_a_tabys_that_is_down_can_be_followed_again() -> None:
    anna = await admin()
    anna.tabys.failing = Unreachable(REFERENCE)
    screen = await anna.type(link(shared(Section.NEWS)))
    assert asks(screen)[OpenCard(Section.NEWS, 2, origin=Origin.RECENT)] == RU("button.retry")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
async def test_a_link_opens_only_what_the_role_may_see(role: Role) -> None:
    anna = await admin(role)
    for section in LISTED:
        anna.asked()
        screen = await anna.type(link(shared(section)))
        if may_see(role, section):
            assert anna.asked(), section
        else:
            spec = CATALOGUE[section]
            lacks = spec.needs if may(role, Permission.READ, spec.module) else Permission.READ
            assert paragraphs(screen) == [RU(f"forbidden.{lacks}", module=RU(f"module.{spec.module}"))]
            assert anna.asked() == []


async def test_a_link_to_a_record_that_is_gone_leads_to_the_recent_ones() -> None:
    anna = await admin()
    screen = await anna.type(link(shared(Section.NEWS, 999)))
    assert paragraphs(screen) == [RU("failure.RecordGone")]
    assert asks(screen) == {ask.OpenRecent(): RU("button.back_to_recent"), OpenMenu(): RU("button.menu")}


async def test_a_link_to_a_record_inside_of_one_that_is_not_named_opens_nothing() -> None:
    anna = await admin()
    screen = await anna.type(link(OpenCard(Section.PARTICIPANTS, 2)))
    assert paragraphs(screen) == [RU("failure.RecordGone")]
    assert list(asks(screen)) == [ask.OpenRecent(), OpenMenu()]


async def test_a_link_to_the_foreign_record_of_somebody_else_is_not_opened() -> None:
    anna = await admin(Role.NPO)
    anna.tabys.records[Section.EVENTS] = anna.tabys.records[Section.EVENTS][3:]
    screen = await anna.type(link(shared(Section.PARTICIPANTS)))
    assert paragraphs(screen) == [RU("failure.RecordGone")]
    assert anna.asked() == ["get events 3 near 0"]


async def test_a_followed_link_answers_no_question() -> None:
    anna = await admin()
    await anna.press(ask.AskSearch(Section.NEWS))
    await anna.type(link(shared(Section.USERS)))
    assert (await anna.desk()).prompt is None
    assert (await anna.bot.visit(ANNA)).desk.views == {}
