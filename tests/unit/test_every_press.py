"""Whoever asks for whatever, in whatever state Tabys and the store are, gets a screen that says something."""

from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given

from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import (
    ChooseLanguage,
    Intent,
    OpenList,
    OpenMenu,
    OutdatedButton,
    SentPhoto,
    ShowHelp,
    SignIn,
    SignOut,
    Typed,
)
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.application.screens.understanding import understand
from tabys_bot.domain.access import Role
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Visitor
from tests.unit import drawn
from tests.unit.asking import FEW, INTENTS
from tests.unit.scene import CHECK_INTERVAL, GATEWAY_FAILURES, TEXTS, Scene, scene, words_of
from tests.unit.strategies import any_text

ADMINS = [role for role in Role if role is not Role.CLIENT]
STATES: Mapping[str, GatewayFailure | None] = {"up": None} | {type(f).__name__: f for f in GATEWAY_FAILURES}
PATIENT = Limits(messages=10**6, buttons=10**6, inline=10**6)
# with the reference left out: it is another one each time
BUGS = {texts("trouble.bug", reference="\0").partition("\0")[0] for texts in TEXTS.values()}


def check(screen: Screen | None, intent: Intent) -> Screen:
    """A screen with words and a way on, and not the confession of a bug."""
    assert screen is not None, intent
    assert screen.title, intent
    assert screen.rows or screen.photos, intent
    assert not any(bug in words_of(screen) for bug in BUGS), intent
    return screen


async def signed_in(role: Role, language: Language) -> tuple[Scene, Visitor]:
    bot, visitor = scene(limits=PATIENT), Visitor(id=7, language_code=language)
    await bot.sign_in(role, visitor)
    return bot, visitor


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ADMINS)
async def test_every_role_gets_a_screen_for_every_intent(role: Role, state: str, language: Language) -> None:
    bot, visitor = await signed_in(role, language)
    bot.tabys.failing = STATES[state]
    for intent in INTENTS:
        check(await bot.conversation.press(visitor, intent), intent)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("role", [Role.SUPER_ADMIN, Role.NPO])
async def test_telegram_takes_every_screen(role: Role, language: Language) -> None:
    bot, visitor = await signed_in(role, language)
    for intent in INTENTS:
        drawn.check(check(await bot.conversation.press(visitor, intent), intent))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ADMINS)
async def test_every_check_of_a_session_ends_in_a_screen(role: Role, state: str) -> None:
    for intent in FEW:
        bot, visitor = await signed_in(role, Language.KK)
        bot.tabys.failing = STATES[state]
        bot.clock.advance(CHECK_INTERVAL)
        check(await bot.conversation.press(visitor, intent), intent)


@pytest.mark.parametrize("state", STATES)
async def test_strangers_get_a_screen_for_every_intent(state: str) -> None:
    bot = scene(limits=PATIENT)
    bot.tabys.failing = STATES[state]
    for intent in INTENTS:
        check(await bot.conversation.press(Visitor(id=9), intent), intent)


@pytest.mark.parametrize("language", Language)
async def test_with_the_store_down_everybody_gets_a_screen_for_every_intent(language: Language) -> None:
    bot, visitor = await signed_in(Role.ADMINISTRATOR, language)
    bot.store.down = True
    down = TEXTS[language]("trouble.store_down", reference="\0").partition("\0")[0]
    for intent in INTENTS:
        assert down in words_of(check(await bot.conversation.press(visitor, intent), intent))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_each_failure_of_tabys_has_a_sentence_of_its_own_in_every_language(
    failure: GatewayFailure, language: Language
) -> None:
    bot, visitor = await signed_in(Role.GOVERNMENT, language)
    bot.tabys.failing = failure
    told = words_of(await bot.conversation.press(visitor, OpenList(Section.NEWS)))
    assert in_words(failure, TEXTS[language]) in told
    others = [in_words(other, TEXTS[language]) for other in GATEWAY_FAILURES if other != failure]
    assert [sentence for sentence in others if sentence in told] == []


@given(any_text, any_text)
async def test_any_text_and_any_button_data_get_a_screen(text: str, button: str) -> None:
    bot, visitor = await signed_in(Role.SUPER_ADMIN, Language.EN)
    check(await bot.conversation.say(visitor, understand(text)), understand(text))
    intent = decode(button) or OutdatedButton()
    check(await bot.conversation.press(visitor, intent), intent)
    check(await bot.conversation.say(Visitor(id=9, first_name=text, language_code=button), SignIn(text)), SignIn(text))


async def test_a_bug_is_told_in_words_and_stops_nothing() -> None:
    bot, visitor = await signed_in(Role.MSB, Language.RU)
    role_of, bot.tabys.role_of = bot.tabys.role_of, {}
    bot.clock.advance(CHECK_INTERVAL)
    told = words_of(await bot.conversation.press(visitor, OpenMenu()))
    assert [bug for bug in BUGS if bug in told] == [
        TEXTS[Language.RU]("trouble.bug", reference="\0").partition("\0")[0]
    ]
    bot.tabys.role_of = role_of
    check(await bot.conversation.press(visitor, OpenMenu()), OpenMenu())


def test_every_intent_has_one_answer() -> None:
    """Either in the table, or before anybody asks who the visitor is."""
    table = scene().conversation._answers
    asked_of_anybody = {SignIn, SignOut, ShowHelp, ChooseLanguage, Typed, SentPhoto}
    assert table.keys() | asked_of_anybody == set(get_args(Intent))
    assert table.keys() & asked_of_anybody == set()


def test_all_intents_and_all_failures_are_tried_here() -> None:
    assert {type(intent) for intent in INTENTS} == {type(intent) for intent in FEW} == set(get_args(Intent))
    assert {type(failure) for failure in GATEWAY_FAILURES} == set(get_args(GatewayFailure))
    assert len(BUGS) == len(Language)
