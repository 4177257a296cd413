"""An admin's own sessions in other accounts of Telegram."""

import pytest

from tabys_bot.application.failures import Unreachable
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    AskEndOwnSession,
    EndOwnSession,
    ListOwnSessions,
    OpenMenu,
    ShowStatus,
    TelegramId,
)
from tabys_bot.application.screens.screen import Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.session import Visitor
from tests.unit.desk_scene import Admin, admin, asks, paragraphs
from tests.unit.scene import ANNA, BOLAT, REFERENCE, RU

SAULE = Visitor(id=9, first_name="Сауле", username="saule")
DINARA = Visitor(id=10, first_name="Динара")


def bolat_is() -> TelegramId:
    return TelegramId(BOLAT.id)


async def twice() -> tuple[Admin, Admin, Admin]:
    """The same business admin in two accounts of Telegram, and a non-profit one."""
    anna = await admin(Role.MSB)
    return anna, await anna.joined_by(BOLAT, Role.MSB), await anna.joined_by(SAULE, Role.NPO)


async def test_every_admin_sees_where_else_he_is_signed_in() -> None:
    anna, bolat, _ = await twice()
    session = (await anna.bot.visit(bolat.visitor)).session
    assert session is not None
    screen = await anna.press(ListOwnSessions())
    assert screen.body == (
        Fact(RU("sessions.here"), "Анна"),
        Fact("Болат", RU.moment(session.last_activity), at=session.last_activity),
    )
    assert asks(screen) == {
        AskEndOwnSession(bolat_is()): RU("button.end_session", where="Болат"),
        ListOwnSessions(): RU("button.refresh"),
        ShowStatus(): RU("button.back"),
        OpenMenu(): RU("button.menu"),
    }
    assert asks(await anna.press(ShowStatus()))[ListOwnSessions()] == RU("button.own_sessions")
    assert anna.asked() == []


async def test_who_is_signed_in_nowhere_else_is_told_so() -> None:
    _, _, saule = await twice()
    assert paragraphs(await saule.press(ListOwnSessions())) == [RU("sessions.nowhere_else")]


async def test_before_an_own_session_is_ended_it_is_asked_once_more() -> None:
    anna, bolat, _ = await twice()
    assert await anna.press(AskEndOwnSession(bolat_is())) == Screen(
        RU("panel.ask_revoke", name="Болат"),
        (Paragraph(RU("sessions.end_hint")),),
        (
            (Press(RU("button.back"), ListOwnSessions()), Press(RU("button.menu"), OpenMenu())),
            (Press(RU("button.revoke"), EndOwnSession(bolat_is()), Style.DANGER),),
        ),
    )
    assert anna.asked() == []
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


@pytest.mark.parametrize("who", [SAULE.id, ANNA.id, 12345])
async def test_what_is_not_one_s_own_other_session_is_not_even_asked_about(who: int) -> None:
    anna, _, _ = await twice()
    screen = await anna.press(AskEndOwnSession(TelegramId(who)))
    assert (screen.notice, paragraphs(screen)) == (RU("panel.not_there"), [RU("panel.not_there")])
    assert EndOwnSession(TelegramId(who)) not in asks(screen)
    assert AskEndOwnSession(bolat_is()) in asks(screen)


async def test_a_double_press_ends_only_one_own_session() -> None:
    anna, bolat, _ = await twice()
    third = await anna.joined_by(DINARA, Role.MSB)
    await anna.press(EndOwnSession(bolat_is()))
    screen = await anna.press(EndOwnSession(bolat_is()))
    assert screen.notice == RU("panel.not_there")
    assert AskEndOwnSession(TelegramId(DINARA.id)) in asks(screen)
    assert anna.asked() == ["sign_out"]
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)
    assert (await third.press(OpenMenu())).title == RU("menu.title")


async def test_an_own_session_is_ended_here_and_at_tabys() -> None:
    anna, bolat, _ = await twice()
    screen = await anna.press(EndOwnSession(bolat_is()))
    assert screen.notice == RU("sessions.ended")
    assert paragraphs(screen) == [RU("sessions.ended"), RU("sessions.nowhere_else")]
    assert anna.asked() == ["sign_out"]
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)


@pytest.mark.parametrize("who", [SAULE.id, ANNA.id, 12345])
async def test_what_is_not_one_s_own_other_session_is_not_ended(who: int) -> None:
    anna, bolat, saule = await twice()
    screen = await anna.press(EndOwnSession(TelegramId(who)))
    assert screen.notice == RU("panel.not_there")
    assert anna.asked() == []
    for one in (anna, bolat, saule):
        assert (await one.press(OpenMenu())).title == RU("menu.title")


async def test_an_own_session_stands_while_tabys_cannot_be_told() -> None:
    anna, bolat, _ = await twice()
    anna.tabys.failing = Unreachable(REFERENCE)
    screen = await anna.press(EndOwnSession(bolat_is()))
    assert paragraphs(screen) == [in_words(Unreachable(REFERENCE), RU)]
    assert asks(screen)[ListOwnSessions()] == RU("button.retry")
    anna.tabys.failing = None
    assert (await bolat.press(OpenMenu())).title == RU("menu.title")


async def test_an_own_session_that_tabys_has_no_more_is_ended_here() -> None:
    anna, bolat, _ = await twice()
    anna.tabys.revoke_session(BOLAT.id)
    assert (await anna.press(EndOwnSession(bolat_is()))).notice == RU("sessions.ended")
    assert await bolat.press(OpenMenu()) == account.welcome(Absence.REVOKED, RU)
