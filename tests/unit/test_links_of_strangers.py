"""A link to a card that somebody follows who is not signed in, for whatever reason."""

from collections.abc import Awaitable, Callable

import pytest

from tabys_bot.application.failures import Unreachable
from tabys_bot.application.screens import account
from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenCard
from tabys_bot.application.screens.screen import Paragraph
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Role
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import Admin, admin, desk_scene
from tests.unit.scene import ANNA, CHECK_INTERVAL, LIFETIME, REFERENCE, RU

CARD = OpenCard(Section.NEWS, 2)


async def never_in() -> Admin:
    return desk_scene()


async def signed_out() -> Admin:
    anna = await admin()
    await anna.bot.leave()
    return anna


async def expired() -> Admin:
    anna = await admin()
    anna.bot.clock.advance(LIFETIME)
    return anna


async def revoked() -> Admin:
    anna = await admin()
    anna.tabys.revoke_session(ANNA.id)
    anna.bot.clock.advance(CHECK_INTERVAL)
    return anna


async def removed() -> Admin:
    anna = await admin()
    anna.bot.store._sessions.clear()
    return anna


async def without_access() -> Admin:
    anna = await admin()
    anna.tabys.role_of[6] = Role.CLIENT
    anna.bot.clock.advance(CHECK_INTERVAL)
    return anna


async def unchecked() -> Admin:
    anna = desk_scene()
    anna.tabys.failing = Unreachable(REFERENCE)
    return anna


STRANGERS: dict[Absence, Callable[[], Awaitable[Admin]]] = {
    Absence.NEVER: never_in,
    Absence.SIGNED_OUT: signed_out,
    Absence.EXPIRED: expired,
    Absence.REVOKED: revoked,
    Absence.REMOVED: removed,
    Absence.NO_ACCESS: without_access,
    Absence.UNCHECKED: unchecked,
}


@pytest.mark.parametrize("absence", STRANGERS)
async def test_every_stranger_is_told_what_the_link_is_and_why_he_is_out(absence: Absence) -> None:
    stranger = await STRANGERS[absence]()
    told = await stranger.type(f"/start {encode(CARD)}")
    assert told == account.welcome(absence, RU, Paragraph(RU("welcome.card")))
    assert not any(call.startswith(("get", "list")) for call in stranger.asked())


@pytest.mark.parametrize("absence", STRANGERS)
async def test_the_button_of_a_card_is_no_link(absence: Absence) -> None:
    stranger = await STRANGERS[absence]()
    told = Absence.LOST if absence is Absence.NEVER else absence
    assert await stranger.press(CARD) == account.welcome(told, RU)
