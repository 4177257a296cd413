"""What an admin does, from his phone to Tabys and back."""

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.telegram import handlers
from tabys_bot.application.screens.intents import OpenCard, OpenList
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.whole_bot import World


async def test_an_admin_signs_in_browses_and_signs_out(world: World) -> None:
    admin = world.person()
    assert "панель администратора" in (await admin.says("/start")).text
    menu = await admin.signs_in("administrator")
    assert "✅ Вы вошли." in menu.text
    assert "Администратор" in menu.text

    await admin.presses("Мероприятия")
    assert "Записи 1–8" in admin.screen.text
    ways = ["🔎 Поиск", "🎛 Фильтры", "➕ Мероприятие", "🔄 Обновить", "☰ Меню"]
    assert admin.labels[8:] == ["стр. 1", "▶", "⏳", "✅", "❌", *ways]
    await admin.presses("▶")
    assert "Записи 9–16" in admin.screen.text
    first = admin.labels[0]
    await admin.presses(first)
    assert "Начало: " in admin.screen.text
    await admin.presses("К списку")
    assert "Записи 9–16" in admin.screen.text
    assert admin.labels[0] == first

    await admin.presses("Меню")
    await admin.presses("Выход")
    await admin.presses("Выход")
    assert "Вы вышли" in admin.screen.text
    await admin.presses("Помощь")
    assert "Как войти" in admin.screen.text
    assert len(world.telegram.chat(admin.id)) == 2 + 2  # two texts of his, one deleted, and two messages of ours


@pytest.mark.parametrize("text", ["/login {}", "{}", "/start {}", "/start login_{}", "/login@bot  {} "])
async def test_the_message_with_a_code_is_deleted_at_once(world: World, text: str) -> None:
    admin = world.person()
    await admin.says(text.format(world.tabys.issue_otp("npo").lower()))
    assert "Вы вошли" in admin.screen.text
    assert [message.deleted for message in world.telegram.chat(admin.id)] == [True, False]


@pytest.mark.parametrize("text", ["/login ABCDEFGH", "/login oops", "ABCD2345", "код: ABCD 2345", "АВСD2345"])
async def test_the_message_is_deleted_when_the_code_does_not_work_too(world: World, text: str) -> None:
    admin = world.person()
    answer = await admin.says(text)
    assert "Войти не получилось" in answer.text
    assert [message.deleted for message in world.telegram.chat(admin.id)] == [True, False]


async def test_each_wrong_code_is_told_in_its_own_words(world: World) -> None:
    admin, codes = world.person(), [world.tabys.issue_otp("msb") for _ in range(3)]
    world.tabys.use_otp(codes[0])
    world.tabys.expire_otp(codes[1])
    world.tabys.revoke_otp(codes[2])
    told = [(await admin.says(f"/login {code}")).text for code in codes]
    assert "уже использован" in told[0]
    assert "истёк" in told[1]
    assert "отозван" in told[2]
    assert "Такого кода нет" in (await admin.says("/login ABCDEFGH")).text


async def test_two_quick_sends_of_one_code_cost_one_verification(world: World) -> None:
    admin, code = world.person(), world.tabys.issue_otp("msb")
    await world.telegram.message(admin.id, f"/login {code}")
    await admin.says(f"/login {code}")
    await world.telegram.wait_for(lambda: len(world.telegram.called("sendMessage")) == 2)
    assert [call.path for call in world.tabys.calls].count("/api/v1/telegram-auth/verify-otp") == 1
    assert "уже вошли" in admin.screen.text


@pytest.mark.parametrize("role", ["client", "moderator"])
async def test_a_role_without_modules_is_refused_and_signed_out_again(world: World, role: str) -> None:
    admin = world.person()
    assert "ни одного раздела" in (await admin.signs_in(role)).text
    assert world.tabys.calls[-1].path == "/api/v1/telegram-auth/logout"


async def test_everything_is_shown_in_the_language_that_was_chosen(world: World) -> None:
    admin = world.person(language="kk")
    await admin.signs_in("administrator")
    assert "📅 Іс-шаралар" in admin.labels
    await admin.presses("🌐 Тіл")
    assert await admin.presses("English") == ["Language: English"]
    assert "📅 Events" in admin.labels
    await admin.says("/menu")
    assert "📅 Events" in admin.labels
    commands = world.telegram.commands[f"chat:{admin.id}", ""]
    assert commands[0] == ("menu", "open the menu")


async def test_the_command_menu_follows_signing_in_and_out_and_is_sent_only_when_it_changed(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    assert next(name for name, _ in world.telegram.commands[f"chat:{admin.id}", ""]) == "menu"
    await admin.says("/menu")
    await admin.says("/logout")
    assert next(name for name, _ in world.telegram.commands[f"chat:{admin.id}", ""]) == "start"
    assert len(world.telegram.called("setMyCommands")) == 2


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice"])
async def test_whatever_is_sent_gets_a_helpful_answer(world: World, kind: str) -> None:
    admin = world.person()
    await getattr(world.telegram, kind)(admin.id)
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    assert "Как войти" in admin.screen.text


async def test_a_button_on_any_message_is_answered_with_the_right_screen(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    photo = world.telegram.bot_message(admin.id, "old", photo=True)
    await admin.forges(OpenList(Section.NEWS), photo)
    assert "📰 Новости" in admin.screen.text

    gone = admin.screen.message_id
    world.telegram.delete(admin.id, gone)
    assert await admin.forges(OpenList(Section.COURSES), gone) == [""]
    assert "🎓 Курсы" in admin.screen.text
    world.telegram.refusals.clear()


@pytest.mark.parametrize(
    "data", ["0x", "menu", "1l-nothing-0-0", "1c-news-99999999999-0-0-0", "1l-events--8-0", "☠" * 20]
)
async def test_a_forged_or_outdated_button_leads_to_the_menu(world: World, data: str) -> None:
    admin = world.person()
    await admin.signs_in()
    assert await admin.forges(data) == [""]
    assert "эта кнопка из старой версии" in admin.screen.text


async def test_the_same_screen_again_is_no_error(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await admin.presses("Новости")
    assert await admin.presses("Обновить") == ["Обновлено"]
    assert await admin.presses("Обновить") == ["Обновлено"]


@pytest.mark.usefixtures("sign_of_life")
async def test_a_press_is_acknowledged_within_a_second_while_tabys_thinks(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.fail_next("/events/admin/list", faults.hang(1.2))
    assert handlers.PATIENCE < 1
    assert await admin.presses("Мероприятия") == ["⏳"]
    assert "Записи 1–8" in admin.screen.text


async def test_a_button_of_another_role_is_refused_in_words(world: World) -> None:
    admin = world.person()
    await admin.signs_in("msb")
    world.tabys.calls.clear()
    await admin.forges(OpenList(Section.EVENTS))
    assert "Раздел «Мероприятия» вашей роли не открыт" in admin.screen.text
    await admin.forges(OpenCard(Section.NEWS, 2))
    assert "Раздел «Новости» вашей роли не открыт" in admin.screen.text  # Tabys itself would have shown it
    assert world.tabys.calls == []


async def test_a_revocation_in_the_crm_ends_the_session_at_the_next_check(world: World, redis: Redis) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.revoke(admin.id)
    world.tabys.expire_tokens()
    await admin.presses("Мероприятия")
    assert "Ваш сеанс завершил администратор" in admin.screen.text
    assert await redis.exists(f"tg_session:{admin.id}") == 0
    assert next(name for name, _ in world.telegram.commands[f"chat:{admin.id}", ""]) == "start"


async def test_an_expired_token_is_renewed_without_the_admin_noticing(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.expire_tokens()
    await admin.presses("Мероприятия")
    assert "Записи 1–8" in admin.screen.text


async def test_a_session_survives_the_loss_of_the_store_but_not_a_sign_out(world: World, redis: Redis) -> None:
    admin = world.person()
    await admin.signs_in()
    await redis.flushdb()
    await admin.says("/menu")
    assert "📅 Мероприятия" in admin.labels
    await admin.says("/logout")
    await admin.says("/menu")
    assert "Вы вышли" in admin.screen.text


async def test_an_edited_message_counts_like_a_new_one(world: World) -> None:
    admin = world.person()
    message_id = await world.telegram.message(admin.id, "/logn")
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    await world.telegram.edit(admin.id, message_id, f"/login {world.tabys.issue_otp('npo')}")
    await world.telegram.wait_for(lambda: len(world.telegram.called("sendMessage")) == 2)
    assert "Вы вошли" in admin.screen.text
    assert world.telegram.chat(admin.id)[0].deleted


async def test_an_admin_who_blocked_the_bot_harms_nobody(world: World) -> None:
    admin, other = world.person(), world.person(700_000_002)
    await admin.signs_in()
    await world.telegram.block(admin.id)
    await world.telegram.press(admin.id, admin.screen.message_id, "1m")
    await other.says("/start")
    assert "Как войти" in other.screen.text
    world.telegram.refusals.clear()
