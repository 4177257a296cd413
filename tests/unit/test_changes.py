"""What changed at Tabys meanwhile is noticed on the next press."""

import pytest

from tabys_bot.application.failures import Broken
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    OpenCard,
    OpenList,
    OpenMenu,
)
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.sections import Section
from tests.unit.scene import ANNA, CHECK_INTERVAL, LIFETIME, REFERENCE, RU, scene, words_of

NEWS = Section.NEWS


async def test_a_session_that_ran_out_says_so() -> None:
    bot = scene()
    await bot.sign_in()
    bot.clock.advance(LIFETIME)
    assert await bot.conversation.press(ANNA, OpenList(NEWS)) == account.welcome(Absence.EXPIRED, RU)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.conversation.press(ANNA, OpenMenu()) == account.welcome(Absence.EXPIRED, RU)
    assert bot.tabys.calls == ["sign_out"]


async def test_an_old_button_is_judged_by_the_new_role() -> None:
    bot = scene()
    await bot.sign_in(Role.ADMINISTRATOR)
    bot.tabys.role_of[6] = Role.NPO
    bot.clock.advance(CHECK_INTERVAL)
    refused = await bot.conversation.press(ANNA, OpenList(NEWS))
    assert "Раздел «Новости» вашей роли не открыт" in words_of(refused)
    assert bot.tabys.calls == ["restore"]
    session = (await bot.visit()).session
    assert session is not None
    assert session.role is Role.NPO
    assert await bot.conversation.press(ANNA, OpenMenu()) == account.menu(session, RU)


async def test_a_rejected_token_is_replaced_once_and_the_press_answered() -> None:
    bot = scene()
    await bot.sign_in()
    bot.tabys.expire_tokens()
    screen = await bot.conversation.press(ANNA, OpenList(NEWS))
    assert "Записи 1–8" in words_of(screen)
    assert bot.tabys.calls == ["list news 0", "restore", "list news 0"]
    await bot.conversation.press(ANNA, OpenCard(NEWS, 1))
    assert bot.tabys.calls[3:] == ["get news 1 near 0"]


async def test_a_session_revoked_in_mid_flow_is_told() -> None:
    bot = scene()
    await bot.sign_in()
    bot.tabys.expire_tokens()
    bot.tabys.revoke_session(ANNA.id)
    assert await bot.conversation.press(ANNA, OpenList(NEWS)) == account.welcome(Absence.REVOKED, RU)


@pytest.mark.parametrize("role", [Role.CLIENT, None])
async def test_a_role_that_is_taken_away_is_told_though_tabys_breaks_over_it(role: Role | None) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.role_of[session.admin_id] = role
    bot.tabys.restore_fails = Broken(REFERENCE)
    bot.clock.advance(CHECK_INTERVAL)
    assert await bot.conversation.press(ANNA, OpenList(NEWS)) == account.welcome(Absence.NO_ACCESS, RU)
    assert bot.tabys.calls == ["restore", "role", "sign_out"]


async def test_the_role_may_have_changed_when_a_token_is_rejected() -> None:
    bot = scene()
    await bot.sign_in(Role.ADMINISTRATOR)
    bot.tabys.role_of[6] = Role.MSB
    bot.tabys.expire_tokens()
    assert "вашей роли не открыт" in words_of(await bot.conversation.press(ANNA, OpenCard(NEWS, 1)))
    assert bot.tabys.calls == ["get news 1 near 0", "restore"]
