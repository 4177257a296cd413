"""The language of the answers: the chosen one, else Telegram's, else the default."""

from dataclasses import replace

import pytest

from tabys_bot.application.screens import account
from tabys_bot.application.screens.intents import ChooseLanguage, OpenMenu, SetLanguage, ShowHelp
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.languages import Language
from tabys_bot.domain.session import Visitor
from tests.unit.scene import BOLAT, TEXTS, scene

KAZAKH = Visitor(id=7, language_code="kk")
ENGLISH = Visitor(id=7, language_code="en-GB")


def help_in(language: Language) -> Screen:
    return account.help_screen(TEXTS[language], is_admin=False)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("kk", Language.KK),
        ("ru", Language.RU),
        ("ru-RU", Language.RU),
        ("en-US", Language.EN),
        ("EN", Language.EN),
        ("", Language.RU),
        ("de", Language.RU),
        ("russian", Language.RU),
        ("kkk", Language.RU),
        ("\u202een", Language.RU),
    ],
)
async def test_telegrams_language_is_taken_where_the_bot_speaks_it(code: str, language: Language) -> None:
    assert await scene().conversation.say(Visitor(id=7, language_code=code), ShowHelp()) == help_in(language)


async def test_a_chosen_language_is_kept_whatever_telegram_says() -> None:
    bot = scene()
    await bot.conversation.press(KAZAKH, SetLanguage(Language.RU))
    assert await bot.conversation.say(KAZAKH, ShowHelp()) == help_in(Language.RU)
    assert await bot.conversation.say(ENGLISH, ShowHelp()) == help_in(Language.RU)


async def test_a_choice_is_one_visitors_own() -> None:
    bot = scene()
    await bot.conversation.press(KAZAKH, SetLanguage(Language.EN))
    assert await bot.conversation.say(BOLAT, ShowHelp()) == help_in(Language.RU)


async def test_a_choice_outlives_signing_in_and_out() -> None:
    bot = scene()
    await bot.conversation.press(KAZAKH, SetLanguage(Language.EN))
    await bot.sign_in(visitor=KAZAKH)
    assert await bot.leave(KAZAKH)
    assert await bot.conversation.say(KAZAKH, ShowHelp()) == help_in(Language.EN)


@pytest.mark.parametrize("language", Language)
async def test_choosing_answers_in_the_new_language_with_new_commands(language: Language) -> None:
    bot = scene()
    await bot.sign_in()
    session = (await bot.visit()).session
    assert session is not None
    texts = TEXTS[language]
    assert await bot.conversation.press(Visitor(id=7), SetLanguage(language)) == account.menu(
        session, texts, commands=account.commands_for(texts, signed_in=True), notice=texts("language.set")
    )


@pytest.mark.parametrize("language", Language)
async def test_a_stranger_may_choose_too(language: Language) -> None:
    screen = await scene().conversation.press(Visitor(id=7), SetLanguage(language))
    texts = TEXTS[language]
    commands = account.commands_for(texts, signed_in=False)
    assert screen == replace(account.welcome(Absence.NEVER, texts), commands=commands)


async def test_each_language_is_offered_in_its_own_words() -> None:
    screen = await scene().conversation.press(KAZAKH, ChooseLanguage())
    assert screen is not None
    assert screen.rows == (
        (Press("Қазақша", SetLanguage(Language.KK)),),
        (Press("Русский", SetLanguage(Language.RU)),),
        (Press("English", SetLanguage(Language.EN)),),
        (Press(TEXTS[Language.KK]("button.back"), OpenMenu()),),
    )


def test_the_commands_of_strangers_are_told_in_every_language() -> None:
    conversation = scene().conversation
    menus = {str(language): account.commands_for(TEXTS[language], signed_in=False) for language in Language}
    assert conversation.commands_of_strangers() == {"": menus["ru"], **menus}
