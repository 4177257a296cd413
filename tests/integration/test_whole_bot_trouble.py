"""What an admin is told when something is down, slow, broken or too much."""

import asyncio
import logging

import pytest

from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.redis import RedisServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.whole_bot import World, running_bot

LIST = "/events/admin/list"
TROUBLE = {
    "401 twice": (faults.answer(401, b'{"detail":"x"}'), "не принимает ваш вход"),
    "403": (faults.answer(403, b'{"detail":"x"}'), "не даёт вашей роли"),
    "405": (faults.answer(405, b'{"detail":"Method Not Allowed"}'), "разных версий"),
    "422": (faults.answer(422, b'{"detail":[{"type":"missing","loc":["query"],"msg":"m"}]}'), "не принял запрос"),
    "500": (faults.crash, "произошла ошибка"),
    "502 page": (faults.answer(502, b"<html>Bad Gateway</html>", "text/html"), "произошла ошибка"),
    "redirect": (faults.redirect(), "произошла ошибка"),
    "garbled": (faults.garbled, "произошла ошибка"),
    "empty": (faults.empty, "произошла ошибка"),
    "wrong type": (faults.wrong_type({"items": 1}), "произошла ошибка"),
    "reset": (faults.reset, "недоступен"),
    "slow": (faults.hang(3), "не ответил вовремя"),
}


@pytest.mark.parametrize(("fault", "sentence"), TROUBLE.values(), ids=TROUBLE)
async def test_each_trouble_of_tabys_becomes_one_sentence_and_a_retry(
    world: World, fault: faults.Fault, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.fail_next(LIST, fault, times=2)
    await admin.presses("Мероприятия")
    assert sentence in admin.screen.text
    if "код " in admin.screen.text:
        reference = admin.screen.text.split("код ")[1][:6]
        assert reference in caplog.text
    world.tabys.heal()
    await admin.presses("Повторить")
    assert "Записи 1–8" in admin.screen.text


async def test_a_reset_is_repeated_once_and_not_noticed(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.fail_next(LIST, faults.reset)
    await admin.presses("Мероприятия")
    assert "Записи 1–8" in admin.screen.text


async def test_an_admin_without_a_role_is_told_and_leaves_no_session_behind(world: World) -> None:
    admin = world.person()
    assert "произошла ошибка" in (await admin.says(f"/login {world.tabys.issue_otp(None)}")).text
    assert world.tabys.calls[-1].path.endswith("/logout")
    assert world.tabys.accounts.sessions[str(admin.id)]["is_active"] is False


async def test_signing_out_works_while_tabys_is_down(world: World) -> None:
    admin = world.person()
    await admin.signs_in()
    await world.tabys.down()
    assert "Вы вышли" in (await admin.says("/logout")).text
    await world.tabys.up()
    assert "Вы вышли" in (await admin.says("/menu")).text


async def test_a_lost_redis_is_told_and_found_again(
    telegram: BotApiServer, tabys: TabysServer, caplog: pytest.LogCaptureFixture
) -> None:
    with RedisServer() as redis:
        async with running_bot(telegram, tabys, redis_url=redis.url) as world:
            admin = world.person()
            await admin.signs_in()
            redis.stop()
            code = tabys.issue_otp("administrator")
            assert "хранилище недоступно" in (await admin.says(f"/login {code}")).text
            await admin.presses("Повторить")
            assert "хранилище недоступно" in admin.screen.text
            assert code not in caplog.text
            assert [call.path for call in tabys.calls].count("/api/v1/telegram-auth/verify-otp") == 1
            redis.start()
            await admin.presses("Повторить")
            assert "📅 Мероприятия" in admin.labels  # the session was restored


async def test_over_the_limit_there_is_one_notice_and_then_quiet(telegram: BotApiServer, tabys: TabysServer) -> None:
    async with running_bot(telegram, tabys, redis_url="memory://", general_rate_limit=3, button_rate_limit=2) as world:
        admin = world.person()
        for _ in range(6):
            await telegram.message(admin.id, "/start")
        await telegram.wait_for(lambda: len(telegram.called("sendMessage")) == 4)
        assert "Слишком часто. Осталось подождать: " in admin.screen.text
        before = telegram.chat(admin.id)[-2].message_id
        answers = [await admin.forges("1h", before) for _ in range(4)]
        assert answers[0] == answers[1] == answers[3] == [""]
        assert answers[2][0].startswith("Слишком часто. Осталось подождать: ")
        assert len(telegram.called("sendMessage")) == 4


async def test_a_flood_of_one_does_not_slow_another(world: World) -> None:
    flooder, admin = world.person(), world.person(700_000_002)
    await flooder.signs_in()
    await admin.signs_in()
    world.tabys.fail_next("/news/", faults.hang(1), times=100)
    message_id = flooder.screen.message_id
    flood = [await world.telegram.press(flooder.id, message_id, "1l-news-0-0") for _ in range(60)]
    async with asyncio.timeout(1):
        press = await world.telegram.press_label(admin.id, "Мероприятия")
        await world.telegram.wait_for(lambda: world.telegram.answers[press])
    await world.telegram.wait_for(lambda: all(world.telegram.answers[press] for press in flood), timeout=30)


async def test_when_telegram_asks_to_wait_the_answer_comes_later(world: World) -> None:
    admin = world.person()
    world.telegram.flood("sendMessage", 1)
    await admin.says("/start")
    assert "Как войти" in admin.screen.text


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, "<html>502</html>"),
        (500, {"ok": False, "error_code": 500}),
        (500, {"ok": False, "description": "restart"}),
    ],
)
async def test_a_hiccup_of_telegram_is_tried_again(world: World, status: int, body: dict[str, object] | str) -> None:
    world.telegram.fail_next("sendMessage", status, body)
    await world.person().says("/start")
    assert "Как войти" in world.person().screen.text


async def test_nothing_secret_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    admin, code = world.person(), world.tabys.issue_otp("administrator")
    await admin.says(f"/login {code}")
    world.tabys.fail_next(LIST, faults.crash, times=2)
    await admin.presses("Мероприятия")
    assert "signed in user=" in caplog.text
    tokens = [
        call.headers["authorization"].removeprefix("Bearer ")
        for call in world.tabys.calls
        if call.headers.get("authorization")
    ]
    assert tokens
    assert not any(secret in caplog.text for secret in (code, world.telegram.token, *tokens))
