"""The conversation from end to end: sign in, browse, be renewed or refused, sign out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tabys_bot.application.failures import Unreachable, WrongOtp
from tabys_bot.application.screens import account, listing, trouble
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import (
    AskFind,
    AskSearch,
    AskSignOut,
    Find,
    FindText,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OpenModule,
    OpenPanel,
    OpenRecent,
    OutdatedButton,
    ShowFilters,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.application.screens.screen import Fact, Paragraph, Press
from tabys_bot.application.screens.understanding import understand
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.sections import Section
from tests.unit.scene import ANNA, BOLAT, RU, buttons, pressed, scene, words_of

NEWS = Section.NEWS
WITH_SEVERAL_LISTS = (Module.VOLUNTEERS, Module.LEISURE)


async def test_signing_in_shows_name_role_and_menu_and_the_commands_of_admins() -> None:
    bot = scene()
    screen = await bot.sign_in(Role.MSB)
    assert screen is not None
    assert screen.body == (
        Paragraph("✅ Вы вошли."),
        Paragraph(RU("alerts.offer")),
        Fact("Имя", "Тимур Жаксыбеков"),
        Fact("Роль", "Бизнес (МСБ)"),
    )
    assert screen.commands == account.commands_for(RU, signed_in=True)
    assert ["💼 Вакансии", "🎡 Досуг"] in [[button.label for button in row] for row in screen.rows]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
async def test_the_menu_has_a_button_for_each_module_of_the_role_and_no_other(role: Role) -> None:
    menu = await scene().sign_in(role)
    offered = [button.intent for button in buttons(menu) if isinstance(button, Press)]
    assert [intent for intent in offered if isinstance(intent, OpenList | OpenModule)] == [
        OpenModule(module) if module in WITH_SEVERAL_LISTS else OpenList(Section(module.value))
        for module in Module
        if may(role, Permission.READ, module) and module is not Module.PROFILE
    ]
    assert (OpenPanel() in offered) == (role in (Role.ADMINISTRATOR, Role.SUPER_ADMIN))
    assert {AskFind(), OpenRecent(), ShowStatus(), ShowHelp(), AskSignOut()} <= set(offered)


async def test_somebody_signed_in_keeps_his_session_and_his_second_code() -> None:
    bot = scene()
    await bot.sign_in(Role.NPO)
    code = bot.tabys.issue_code(Role.MSB)
    screen = await bot.conversation.say(ANNA, SignIn(code))
    assert screen is not None
    assert screen.title == "Вы уже вошли как Марина Ким"
    assert pressed(screen, "Выход") == AskSignOut()
    assert bot.tabys.calls == []
    await bot.conversation.press(ANNA, SignOut())
    assert "Тимур Жаксыбеков" in words_of(await bot.conversation.say(ANNA, SignIn(code)))


async def test_eight_cyrillic_capitals_are_words_and_no_code() -> None:
    bot = scene()
    await bot.sign_in()
    await bot.conversation.press(ANNA, AskSearch(NEWS))
    assert "🔎 «ВОЛОНТЁР»" in words_of(await bot.conversation.say(ANNA, understand("ВОЛОНТЁР")))
    assert bot.tabys.calls == ["list news 0"]
    assert "Ничего не нашлось" in words_of(await bot.conversation.say(ANNA, understand("ВОЛОНТЁР")))


async def test_eight_latin_capitals_are_words_for_who_is_in_and_a_code_for_a_stranger() -> None:
    bot = scene()
    stranger = await bot.conversation.say(ANNA, understand("ABCDEFGH"))
    assert stranger == trouble.sign_in_failed(WrongOtp(), RU)
    await bot.sign_in()
    assert "🔎 «ABCDEFGH»" in words_of(await bot.conversation.say(ANNA, understand("ABCDEFGH")))


@pytest.mark.parametrize("written", ["{}", "{}.", "Код: {}", "Мой код: {}", "/login {}.", "/start login_{}"])
async def test_a_stranger_is_let_in_however_the_code_is_written(written: str) -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.NPO)
    while code.isdigit():  # one in 50,000, which alone is a number
        code = bot.tabys.issue_code(Role.NPO)
    assert "Марина Ким" in words_of(await bot.conversation.say(ANNA, understand(written.format(code))))


async def test_a_stranger_is_let_in_by_a_code_of_letters_in_lower_case() -> None:
    bot = scene()
    codes = iter(lambda: bot.tabys.issue_code(Role.NPO).lower(), "")
    code = next(code for code in codes if code.isalpha())  # one in ten
    answer = await bot.conversation.say(ANNA, understand(f" {code} "))
    assert answer is not None
    assert "Марина Ким" in words_of(answer)
    assert answer.forget_message


async def test_a_code_of_digits_alone_is_one_for_a_stranger() -> None:
    answer = await scene().conversation.say(ANNA, understand("23456789"))
    assert answer == replace(trouble.sign_in_failed(WrongOtp(), RU), forget_message=True)


async def test_a_word_in_lower_case_is_no_code_for_who_is_in() -> None:
    bot = scene()
    await bot.sign_in()
    answer = await bot.conversation.say(ANNA, understand("fetghpst"))
    assert answer is not None
    assert "🔎 «fetghpst»" in words_of(answer)
    assert not answer.forget_message


async def test_signing_out_asks_once_more_and_is_final() -> None:
    bot = scene()
    await bot.sign_in()
    asked = await bot.conversation.press(ANNA, AskSignOut())
    done = await bot.conversation.press(ANNA, pressed(asked, "Выход"))
    assert done == account.signed_out(RU, was_in=True)
    assert bot.tabys.calls == ["sign_out"]
    assert await bot.conversation.press(ANNA, OpenMenu()) == account.welcome(Absence.SIGNED_OUT, RU)


async def test_signing_out_works_while_tabys_is_down() -> None:
    bot = scene()
    await bot.sign_in()
    bot.tabys.failing = Unreachable("A1B2C3")
    assert await bot.conversation.say(ANNA, SignOut()) == account.signed_out(RU, was_in=True)
    bot.tabys.failing = None
    assert await bot.conversation.press(ANNA, OpenMenu()) == account.welcome(Absence.SIGNED_OUT, RU)


async def test_a_stranger_who_signs_out_is_told_that_he_was_not_in() -> None:
    assert await scene().conversation.say(ANNA, SignOut()) == account.signed_out(RU, was_in=False)


@pytest.mark.parametrize("intent", [OpenMenu(), ShowStatus(), AskFind(), OpenRecent(), FindText("слово")])
async def test_a_stranger_is_told_how_to_sign_in_whatever_he_asks(intent: Intent) -> None:
    assert await scene().conversation.say(ANNA, intent) == account.welcome(Absence.NEVER, RU)


LINK = "/start 1c-news-1"


async def test_a_stranger_who_follows_a_link_to_a_card_is_told_to_sign_in_first() -> None:
    answer = await scene().conversation.say(ANNA, understand(LINK))
    assert answer == account.welcome(Absence.NEVER, RU, Paragraph(RU("welcome.card")))


async def test_who_is_in_no_more_is_told_so_and_to_sign_in_when_he_follows_a_link_to_a_card() -> None:
    bot = scene()
    await bot.sign_in()
    await bot.conversation.press(ANNA, SignOut())
    answer = await bot.conversation.say(ANNA, understand(LINK))
    assert answer == account.welcome(Absence.SIGNED_OUT, RU, Paragraph(RU("welcome.card")))
    unchecked = scene()
    unchecked.tabys.failing = Unreachable("A1B2C3")
    answer = await unchecked.conversation.say(ANNA, understand(LINK))
    assert answer == account.welcome(Absence.UNCHECKED, RU, Paragraph(RU("welcome.card")))


async def test_a_link_that_is_followed_while_the_store_is_down_can_be_tried_again() -> None:
    bot = scene()
    await bot.sign_in()
    bot.store.down = True
    down = await bot.conversation.say(ANNA, understand(LINK))
    bot.store.down = False
    card = await bot.conversation.press(ANNA, pressed(down, "Повторить"))
    assert card == await bot.conversation.say(ANNA, understand(LINK))
    assert words_of(card).startswith("📰 Запись 1")


async def test_a_link_to_a_card_opens_it_for_whoever_may_see_it_and_tells_others_why_not() -> None:
    bot = scene()
    await bot.sign_in(Role.GOVERNMENT)
    await bot.sign_in(Role.NPO, BOLAT)
    assert words_of(await bot.conversation.say(ANNA, understand(LINK))).startswith("📰 Запись 1")
    refused = words_of(await bot.conversation.say(BOLAT, understand(LINK)))
    assert "Раздел «Новости» вашей роли не открыт" in refused
    assert "Запись 1" not in refused


@pytest.mark.parametrize("intent", [Unclear(), UnknownCommand(), Typed("Сәлем!")])
async def test_a_stranger_who_is_not_understood_is_told_so(intent: Intent) -> None:
    answer = await scene().conversation.say(ANNA, intent)
    assert answer == account.welcome(Absence.NEVER, RU, Paragraph("Не понял сообщение."))


@pytest.mark.parametrize(
    "intent",
    [OutdatedButton(), OpenList(NEWS), OpenCard(NEWS, 1), AskSignOut(), OpenPanel(), ShowFilters(NEWS), Find()],
)
async def test_who_presses_our_buttons_was_here_before_and_is_told_that_it_is_lost(intent: Intent) -> None:
    assert await scene().conversation.press(ANNA, intent) == account.welcome(Absence.LOST, RU)


@pytest.mark.parametrize("intent", [OpenMenu(), ShowStatus(), OpenList(NEWS), OpenCard(NEWS, 1), OutdatedButton()])
async def test_who_cannot_be_looked_up_at_tabys_is_told_so(intent: Intent) -> None:
    bot = scene()
    bot.tabys.failing = Unreachable("A1B2C3")
    assert await bot.conversation.press(ANNA, intent) == account.welcome(Absence.UNCHECKED, RU)


async def test_a_record_that_is_gone_leads_back_to_its_page() -> None:
    bot = scene()
    await bot.sign_in()
    bot.tabys.records[NEWS] = bot.tabys.records[NEWS][:10]
    screen = await bot.conversation.press(ANNA, OpenCard(NEWS, 12, back=8))
    assert screen == listing.gone(OpenCard(NEWS, 12, back=8), RU)
    assert pressed(screen, "К списку") == OpenList(NEWS, 8)


async def test_an_outdated_button_gives_the_menu_with_a_sentence() -> None:
    bot = scene()
    await bot.sign_in()
    screen = await bot.conversation.press(ANNA, decode("0list:news") or OutdatedButton())
    assert screen is not None
    assert (screen.title, screen.body[0]) == ("☰ Меню", Paragraph(RU("menu.outdated")))


async def test_small_talk_and_unknown_commands_get_a_helpful_answer() -> None:
    bot = scene()
    await bot.sign_in()
    assert RU("menu.unclear") in words_of(await bot.conversation.say(ANNA, Unclear()))
    unknown = await bot.conversation.say(ANNA, UnknownCommand())
    assert unknown == account.help_screen(RU, is_admin=True, remark=RU("help.unknown_command"))
    assert await bot.conversation.say(ANNA, ShowHelp()) == account.help_screen(RU, is_admin=True)


async def test_the_status_tells_since_when_and_until_when() -> None:
    bot = scene()
    await bot.sign_in(Role.GOVERNMENT)
    bot.clock.advance(timedelta(hours=2))
    told = words_of(await bot.conversation.press(ANNA, ShowStatus()))
    assert told.replace("\u202f", " ").splitlines() == [  # CLDR keeps the year and its «г.» together
        "👤 Статус",
        "Имя: Ғабит Өтегенұлы",
        "Роль: Госорган (просмотр)",
        "ID администратора: 5",
        "Telegram ID: 7",
        "Вход выполнен: 22 ноября 2026 г., 14:00",
        "Действует до: 23 ноября 2026 г., 14:00",
        "Последнее действие: 22 ноября 2026 г., 16:00",
        "Права вашей роли в Tabys",
        "смотреть: Мероприятия, Курсы, Вакансии, Новости, Проекты, Волонтёры, Досуг, Пользователи, Сертификаты, "
        "Эксперты, Резюме, Техзадания",
        "смотреть, изменять: Мой профиль",
    ]
