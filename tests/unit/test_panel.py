"""What administrators may do beside the modules, and the numbers of the platform."""

import pytest

from tabys_bot.application.failures import NotPrivileged, TooSlow
from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskApproval,
    AskRejection,
    AskRevocation,
    Intent,
    ListRegistrations,
    ListSignedIn,
    OpenMenu,
    OpenPanel,
    RejectRegistration,
    RevokeSignedIn,
    ShowNumbers,
    ShowRegistration,
    ShowSignedIn,
    TelegramId,
)
from tabys_bot.application.screens.screen import Paragraph
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Privilege, Role, privileges_of
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.languages import Language
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tests.unit.desk_scene import admin, asks, paragraphs, row_with
from tests.unit.scene import ANNA, BOLAT, REFERENCE, RU, TEXTS, words_of

ADMINS = [role for role in Role if role is not Role.CLIENT]
BY_PRIVILEGE: dict[Privilege, tuple[Intent, ...]] = {
    Privilege.SESSIONS: (
        ListSignedIn(),
        ListSignedIn(8),
        ShowSignedIn(TelegramId(8)),
        AskRevocation(TelegramId(8)),
        RevokeSignedIn(TelegramId(8)),
    ),
    Privilege.REGISTRATIONS: (
        ListRegistrations(),
        ShowRegistration(21),
        AskApproval(21),
        ApproveRegistration(21),
        AskRejection(21),
        RejectRegistration(21),
    ),
    Privilege.NUMBERS: tuple(map(ShowNumbers, Stretch)),
}
DENIED = [
    (role, intent)
    for role in ADMINS
    for privilege, intents in BY_PRIVILEGE.items()
    if privilege not in privileges_of(role)
    for intent in intents
]


def test_the_privileges_of_the_roles_are_these() -> None:
    assert {role: privileges_of(role) for role in Role if privileges_of(role)} == {
        Role.ADMINISTRATOR: (Privilege.SESSIONS, Privilege.NUMBERS),
        Role.SUPER_ADMIN: (Privilege.SESSIONS, Privilege.REGISTRATIONS, Privilege.NUMBERS),
    }


@pytest.mark.parametrize(("role", "intent"), DENIED)
async def test_who_lacks_a_privilege_is_refused_before_tabys_is_asked(role: Role, intent: Intent) -> None:
    anna = await admin(role)
    await anna.bot.sign_in(Role.VOLUNTEER_ADMIN, BOLAT)
    screen = await anna.press(intent)
    assert paragraphs(screen) == [RU("failure.NotPrivileged")]
    assert asks(screen) == {OpenMenu(): RU("button.menu")}
    assert anna.asked() == []
    assert (await anna.desk()).prompt is None
    assert anna.tabys.decisions == {}
    assert (await anna.beside(BOLAT).press(OpenMenu())).title == RU("menu.title")


@pytest.mark.parametrize("role", ADMINS)
async def test_the_panel_offers_exactly_what_the_role_may_do(role: Role) -> None:
    anna = await admin(role)
    screen, menu = await anna.press(OpenPanel()), await anna.press(OpenMenu())
    entries: dict[Privilege, Intent] = {
        Privilege.SESSIONS: ListSignedIn(),
        Privilege.REGISTRATIONS: ListRegistrations(),
        Privilege.NUMBERS: ShowNumbers(),
    }
    expected = {entries[privilege]: RU(f"panel.{privilege}") for privilege in privileges_of(role)}
    assert asks(screen) == {**expected, OpenMenu(): RU("button.menu")}
    assert (OpenPanel() in asks(menu)) is bool(expected)
    if not expected:
        assert paragraphs(screen) == [in_words(NotPrivileged(Privilege.SESSIONS), RU)]
    assert anna.asked() == []


USERS = [
    Entity(Section.USERS, number, {"user_type": "organization" if number % 4 == 0 else "individual"})
    for number in range(1, 25)
]


@pytest.mark.parametrize("stretch", Stretch)
@pytest.mark.parametrize("language", Language)
async def test_the_numbers_of_every_stretch_are_told_in_words(language: Language, stretch: Stretch) -> None:
    anna, texts = await admin(records={Section.USERS: USERS}), TEXTS[language]
    await anna.bot.store.set_language(ANNA.id, language)
    screen = await anna.press(ShowNumbers(stretch))
    assert anna.asked() == [f"numbers {stretch}"]
    assert screen.title == texts("panel.numbers")
    headings = [block.heading for block in screen.body if isinstance(block, Paragraph)]
    assert headings == [
        *(texts(f"numbers.{kind}") for kind in ("people", "roles")),
        *(
            f"{texts(f'numbers.{kind}')} · {texts(f'stretch.{stretch}')}"
            for kind in ("logins", "actions", "touched", "events")
        ),
    ]
    assert not any("_" in line for line in words_of(screen).splitlines())
    assert row_with(screen, ShowNumbers(stretch)) == [
        (f"{'• ' if one is stretch else ''}{texts(f'stretch.{one}')}", ShowNumbers(one)) for one in Stretch
    ]


async def test_the_numbers_of_a_day_are_these() -> None:
    anna = await admin(records={Section.USERS: USERS})
    lines = words_of(await anna.press(ShowNumbers(Stretch.DAY))).replace("\u00a0", " ").splitlines()
    roles, logins = RU("numbers.roles"), f"{RU('numbers.logins')} · {RU('stretch.day')}"
    assert lines[lines.index(roles) : lines.index(logins) + 5] == [
        roles,
        f"{RU('number.roles.individual')}: 18",
        f"{RU('number.roles.organization')}: 6",
        f"{RU('number.roles.admin')}: 7",
        logins,
        f"{RU('number.logins.total_logins')}: 46",
        f"{RU('number.logins.successful_logins')}: 41",
        f"{RU('number.logins.failed_logins')}: 5",
        f"{RU('number.logins.unique_users')}: 31",
    ]


async def test_numbers_that_cannot_be_read_can_be_asked_for_again() -> None:
    anna = await admin()
    anna.tabys.failing = TooSlow(REFERENCE)
    screen = await anna.press(ShowNumbers(Stretch.YEAR))
    assert paragraphs(screen) == [in_words(TooSlow(REFERENCE), RU)]
    assert asks(screen)[ShowNumbers(Stretch.YEAR)] == RU("button.retry")


async def test_whose_session_was_ended_is_not_shown_the_panel() -> None:
    anna = await admin(Role.SUPER_ADMIN)
    for intent in (ListSignedIn(), ListRegistrations(), ShowNumbers()):
        await anna.bot.sign_in(Role.SUPER_ADMIN)
        anna.tabys.revoke_session(ANNA.id)
        anna.tabys.expire_tokens()
        assert await anna.press(intent) == account.welcome(Absence.REVOKED, RU)
