"""Asking once more: what a hurried second tap meets."""

import pytest

from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskApproval,
    AskEndOwnSession,
    AskRejection,
    AskRevocation,
    AskSignOut,
    EndOwnSession,
    Intent,
    ListOwnSessions,
    OpenMenu,
    RejectRegistration,
    RevokeSignedIn,
    ShowRegistration,
    ShowSignedIn,
    ShowStatus,
    SignIn,
    SignOut,
    TelegramId,
)
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.access import Role
from tests.unit.desk_scene import admin, asks
from tests.unit.scene import BOLAT

BOLATS = TelegramId(BOLAT.id)
ACTS = (SignOut, ApproveRegistration, RejectRegistration, RevokeSignedIn, EndOwnSession)


def row_of(screen: Screen, intent: Intent) -> int:
    return next(
        at
        for at, row in enumerate(screen.rows)
        if any(isinstance(button, Press) and button.intent == intent for button in row)
    )


@pytest.mark.parametrize(
    ("first", "ask", "back"),
    [
        (ShowRegistration(21), AskApproval(21), ShowRegistration(21)),
        (ShowRegistration(21), AskRejection(21), ShowRegistration(21)),
        (ShowSignedIn(BOLATS), AskRevocation(BOLATS), ShowSignedIn(BOLATS)),
        (ListOwnSessions(), AskEndOwnSession(BOLATS), ListOwnSessions()),
        (OpenMenu(), AskSignOut(), OpenMenu()),
        (ShowStatus(), AskSignOut(), OpenMenu()),
        (SignIn("A7B9C3D5"), AskSignOut(), OpenMenu()),
    ],
)
async def test_a_second_tap_where_the_first_one_was_does_nothing_that_lasts(
    first: Intent, ask: Intent, back: Intent
) -> None:
    anna = await admin(Role.SUPER_ADMIN)
    await anna.joined_by(BOLAT, Role.SUPER_ADMIN)
    before, screen = await anna.press(first), await anna.press(ask)
    tapped = row_of(before, ask)
    # the lower end of the message stays where it is, or the upper one does
    under = {tapped - len(before.rows), 0}
    acts = {at for at in range(len(screen.rows)) for button in screen.rows[at] if _acts(button)}
    assert acts
    assert not acts & {at % len(screen.rows) for at in under}
    assert next(iter(asks(screen))) == back


def _acts(button: object) -> bool:
    return isinstance(button, Press) and isinstance(button.intent, ACTS)
