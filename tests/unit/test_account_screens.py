"""The screens about the visitor himself can be shown for every role, name and language."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import (
    Broken,
    BrowseFailure,
    Forbidden,
    NotOffered,
    NotPrivileged,
    NotRemembered,
    PanelFailure,
    PictureFailure,
    SignInFailure,
    TooManyAttempts,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens import account, trouble
from tabys_bot.application.screens.intents import ListOwnSessions, OpenCard, OpenList, OpenMenu
from tabys_bot.application.screens.screen import Paragraph, Press
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Privilege, Role, privileges_of
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tests.unit.drawn import check
from tests.unit.scene import GATEWAY_FAILURES, LIFETIME, REFERENCE, TEXTS
from tests.unit.strategies import any_text

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIGN_IN_FAILURES: tuple[SignInFailure, ...] = (
    *GATEWAY_FAILURES,
    *(failure() for failure in get_args(SignInFailure) if not getattr(failure, "__match_args__", ())),
    *(TooManyAttempts(seconds) for seconds in (0, 1, 2, 5, 60, 90, 91, 1800)),
    NotRemembered(REFERENCE),
)
FAILURES: tuple[BrowseFailure | SignInFailure | PanelFailure | PictureFailure, ...] = (
    *SIGN_IN_FAILURES,
    *(Forbidden(permission, module) for permission in Permission for module in Module),
    *(NotPrivileged(privilege) for privilege in Privilege),
    *(failure() for failure in get_args(PictureFailure)),
)
MAYBE_SPENT = (Broken, TooSlow, Unreachable)
languages = pytest.mark.parametrize("language", Language)
roles = pytest.mark.parametrize("role", Role)


def session(role: Role, name: str = "Айгүл Жұмабаева") -> Session:
    return Session(2**53, 2**31 - 1, role, "token", name, NOW, NOW, NOW, NOW + LIFETIME, "5e55")


@languages
@roles
def test_every_role_can_be_shown_its_menu_status_and_greeting(role: Role, language: Language) -> None:
    texts, who = TEXTS[language], session(role)
    for screen in (
        account.menu(who, texts, notice=texts("language.set")),
        account.signed_in(who, texts),
        account.already_signed_in(who, texts),
        account.status(who, texts),
    ):
        shown = check(screen)
        assert "Айгүл Жұмабаева" in shown
        assert texts(f"choice.role.{role}") in shown


@languages
@roles
def test_the_menu_leads_across_the_modules_and_to_the_panel_who_may_do_anything_there(
    role: Role, language: Language
) -> None:
    texts = TEXTS[language]
    across = ("find", "recent"), ("status", "help", "language"), ("panel", "sign_out")
    *_, finding, himself, leaving = account.menu(session(role), texts).rows
    panel = across[2] if privileges_of(role) else across[2][1:]
    assert [[button.label for button in row] for row in (finding, himself, leaving)] == [
        [texts(f"button.{name}") for name in names] for names in (*across[:2], panel)
    ]


@languages
def test_a_screen_that_needs_no_session_can_be_shown(language: Language) -> None:
    texts = TEXTS[language]
    for screen in (
        *(account.welcome(absence, texts) for absence in Absence),
        account.help_screen(texts, is_admin=True, remark=texts("help.unknown_command")),
        account.help_screen(texts, is_admin=False),
        account.languages(texts),
        account.ask_sign_out(texts),
        account.signed_out(texts, was_in=True),
        account.signed_out(texts, was_in=False),
        account.go_private("https://t.me/tabys_bot", texts),
        trouble.over_limit(60, texts),
        trouble.store_down(REFERENCE, OpenMenu(), texts),
        trouble.bug(REFERENCE, texts),
    ):
        check(screen)


@languages
@pytest.mark.parametrize("failure", FAILURES, ids=str)
def test_every_failure_has_words_with_nothing_left_open(
    failure: BrowseFailure | SignInFailure | PanelFailure | PictureFailure, language: Language
) -> None:
    told = trouble.in_words(failure, TEXTS[language])
    assert "{" not in told
    assert (REFERENCE in told) == hasattr(failure, "reference")


@languages
@pytest.mark.parametrize("failure", [*GATEWAY_FAILURES, Forbidden(Permission.READ, Module.NEWS)], ids=str)
def test_what_could_not_be_read_can_be_tried_again_unless_that_would_change_nothing(
    failure: BrowseFailure, language: Language
) -> None:
    texts, again = TEXTS[language], OpenList(Section.NEWS, 8)
    screen = trouble.browse_failed(failure, again, texts)
    check(screen)
    assert screen.title == texts("trouble.title")
    # what is not offered is no trouble: it is called by what was asked for
    named = trouble.browse_failed(failure, again, texts, title="🏅")
    assert named.title == ("🏅" if isinstance(failure, NotOffered) else texts("trouble.title"))
    retry = [] if isinstance(failure, Forbidden | NotOffered) else [Press(texts("button.retry"), again)]
    assert screen.rows == ((*retry, Press(texts("button.menu"), OpenMenu())),)


@languages
@pytest.mark.parametrize("failure", SIGN_IN_FAILURES, ids=str)
def test_a_code_that_may_be_spent_is_said_to_be_so_and_no_other(failure: SignInFailure, language: Language) -> None:
    texts = TEXTS[language]
    maybe_spent = (Paragraph(texts("sign_in.maybe_spent")),) if isinstance(failure, MAYBE_SPENT) else ()
    screen = trouble.sign_in_failed(failure, texts)
    assert screen.title == texts("sign_in.failed")
    assert screen.body == (Paragraph(trouble.in_words(failure, texts)), *maybe_spent)
    check(screen)


@languages
@pytest.mark.parametrize("absence", Absence)
def test_who_was_never_in_keeps_the_commands_that_everybody_has(absence: Absence, language: Language) -> None:
    texts = TEXTS[language]
    screen = account.welcome(absence, texts, Paragraph("!"))
    assert screen.body == (
        Paragraph("!"),
        Paragraph(texts(f"absence.{absence.value}")),
        Paragraph(texts("welcome.how")),
    )
    never_in = absence in (Absence.NEVER, Absence.UNCHECKED)
    assert screen.commands == (None if never_in else account.commands_for(texts, signed_in=False))


@given(any_text, st.sampled_from(Role), st.sampled_from(Language))
def test_no_name_of_an_admin_spoils_a_screen(name: str, role: Role, language: Language) -> None:
    for show in (account.menu, account.status, account.already_signed_in):
        check(show(session(role, name), TEXTS[language]))


@languages
@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\x00"])
def test_an_admin_without_a_name_is_called_nameless(name: str, language: Language) -> None:
    assert TEXTS[language]("status.nameless") in check(account.status(session(Role.NPO, name), TEXTS[language]))


@languages
def test_the_commands_are_such_as_telegram_takes(language: Language) -> None:
    for signed_in in (True, False):
        for command in account.commands_for(TEXTS[language], signed_in=signed_in):
            assert command.name.isascii()
            assert command.name.islower()
            assert 1 <= len(command.description) <= 256


@languages
@roles
def test_the_status_leads_to_the_own_profile_and_the_own_sessions(role: Role, language: Language) -> None:
    texts = TEXTS[language]
    assert account.status(session(role), texts).rows[0] == (
        Press(f"👤 {texts('one.profile')}", OpenCard(Section.PROFILE, 2**31 - 1)),
        Press(texts("button.own_sessions"), ListOwnSessions()),
    )


def test_waits_are_told_in_words_that_agree_with_their_numbers() -> None:
    waits = [TEXTS[Language.RU].wait(seconds) for seconds in (0, 1, 2, 5, 21, 90, 91, 300, 1800)]
    assert waits == [
        "1 секунда",
        "1 секунда",
        "2 секунды",
        "5 секунд",
        "21 секунда",
        "90 секунд",
        "2 минуты",
        "5 минут",
        "30 минут",
    ]


def test_the_status_is_told_in_the_configured_zone() -> None:
    late = session(Role.NPO)
    shown = check(account.status(late, TEXTS[Language.EN]))
    assert "November 22, 2026, 14:00" in shown
    assert (late.expires_at - late.created_at) == timedelta(days=1)
    assert "November 23, 2026, 14:00" in shown
