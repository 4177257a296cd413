"""The conversation from end to end: sign in, browse, be renewed or refused, sign out."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import Unreachable
from tabys_bot.application.screens import account, records
from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import (
    AskSignOut,
    Intent,
    OpenCard,
    OpenList,
    OpenMenu,
    OutdatedButton,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Unclear,
    UnknownCommand,
    understand,
)
from tabys_bot.application.screens.screen import Button, Fact, Paragraph, Press, Screen
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.catalogue import CATALOGUE
from tests.unit.scene import ANNA, RU, scene, words_of

NEWS = Module.NEWS


def buttons(screen: Screen | None) -> list[Button]:
    return [button for row in screen.rows for button in row] if screen else []


def pressed(screen: Screen | None, label: str) -> Intent:
    """What the button with that label, or with a label that ends so, asks for."""
    found = [b.intent for b in buttons(screen) if isinstance(b, Press) and b.label.endswith(label)]
    assert len(found) == 1, [button.label for button in buttons(screen)]
    return found[0]


async def test_an_admin_signs_in_reads_a_card_and_comes_back_by_the_buttons_alone() -> None:
    bot = scene()
    code = bot.tabys.issue_code(Role.NPO)
    menu = await bot.conversation.say(ANNA, understand(f"/login {code}"))
    events = await bot.conversation.press(ANNA, pressed(menu, "Мероприятия"))
    second = await bot.conversation.press(ANNA, pressed(events, "Следующие ▶"))
    card = await bot.conversation.press(ANNA, pressed(second, "Запись 12"))
    back = await bot.conversation.press(ANNA, pressed(card, "К списку"))
    end = await bot.conversation.press(ANNA, pressed(back, "Меню"))
    assert [screen.title if screen else None for screen in (menu, events, second, card, back, end)] == [
        "☰ Меню",
        "📅 Мероприятия",
        "📅 Мероприятия",
        "📅 Запись 12",
        "📅 Мероприятия",
        "☰ Меню",
    ]
    assert back == second
    assert "Записи 9–16" in words_of(second)


async def test_signing_in_shows_name_role_and_menu_and_the_commands_of_admins() -> None:
    bot = scene()
    screen = await bot.sign_in(Role.MSB)
    assert screen is not None
    assert screen.body == (Paragraph("✅ Вы вошли."), Fact("Имя", "Тимур Жаксыбеков"), Fact("Роль", "Бизнес (МСБ)"))
    assert screen.commands == account.commands_for(RU, signed_in=True)
    assert [button.label for button in screen.rows[0]] == ["💼 Вакансии"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
async def test_the_menu_has_a_button_for_each_open_module_of_the_role_and_no_other(role: Role) -> None:
    menu = await scene().sign_in(role)
    offered = [button.intent for button in buttons(menu) if isinstance(button, Press)]
    assert [intent.module for intent in offered if isinstance(intent, OpenList)] == [
        module for module in CATALOGUE if may(role, Permission.READ, module)
    ]


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


@pytest.mark.parametrize("intent", [OpenMenu(), ShowStatus()])
async def test_a_stranger_is_told_how_to_sign_in_whatever_he_asks(intent: Intent) -> None:
    assert await scene().conversation.say(ANNA, intent) == account.welcome(Absence.NEVER, RU)


@pytest.mark.parametrize("intent", [Unclear(), UnknownCommand()])
async def test_a_stranger_who_is_not_understood_is_told_so(intent: Intent) -> None:
    answer = await scene().conversation.say(ANNA, intent)
    assert answer == account.welcome(Absence.NEVER, RU, Paragraph("Не понял сообщение."))


@pytest.mark.parametrize("intent", [OutdatedButton(), OpenList(NEWS), OpenCard(NEWS, 1), AskSignOut()])
async def test_who_presses_our_buttons_was_here_before_and_is_told_that_it_is_lost(intent: Intent) -> None:
    assert await scene().conversation.press(ANNA, intent) == account.welcome(Absence.LOST, RU)


@pytest.mark.parametrize("intent", [OpenMenu(), ShowStatus(), OpenList(NEWS), OutdatedButton()])
async def test_who_cannot_be_looked_up_at_tabys_is_told_so(intent: Intent) -> None:
    bot = scene()
    bot.tabys.failing = Unreachable("A1B2C3")
    assert await bot.conversation.press(ANNA, intent) == account.welcome(Absence.UNCHECKED, RU)


async def test_a_record_that_is_gone_leads_back_to_its_page() -> None:
    bot = scene()
    await bot.sign_in()
    bot.tabys.records[NEWS] = bot.tabys.records[NEWS][:10]
    screen = await bot.conversation.press(ANNA, OpenCard(NEWS, 12, back=8))
    assert screen == records.gone(NEWS, 8, RU)
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
        "Что вам доступно",
        "смотреть: Мероприятия, Курсы, Вакансии, Новости, Проекты, Волонтёры, Досуг, Пользователи, Сертификаты, "
        "Эксперты, Резюме, Техзадания",
    ]
