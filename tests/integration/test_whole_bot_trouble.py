"""What an admin is told when something is down, slow, broken or too much."""

import asyncio
import json
import logging

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.application.screens.codec import encode
from tabys_bot.application.screens.intents import OpenList, ShowHelp
from tabys_bot.domain.sections import Section
from tests.integration.servers import tabys_faults as faults
from tests.integration.servers.bot_api import BotApiServer
from tests.integration.servers.bot_api_users import Sender
from tests.integration.servers.leaping import leap
from tests.integration.servers.redis import RedisServer
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_wire import Reply
from tests.integration.whole_bot import TABYS_TIMEOUT, World, running_bot

LIST = "/events/admin/list"
TROUBLE = {
    "401 twice": (faults.answer(401, b'{"detail":"x"}'), "не принимает ваш сеанс"),
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
    "slow": (faults.out_of_time(TABYS_TIMEOUT), "не ответил вовремя"),
}


@pytest.mark.parametrize(("fault", "sentence"), TROUBLE.values(), ids=TROUBLE)
async def test_each_trouble_of_tabys_becomes_one_sentence_and_a_retry(
    world: World, fault: faults.Fault, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    admin = world.person()
    await admin.signs_in()
    world.tabys.fail_next(LIST, fault, times=40)  # a 500 is asked for again in halves
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


@pytest.mark.usefixtures("sign_of_life")
async def test_a_flood_of_one_does_not_slow_another(world: World, caplog: pytest.LogCaptureFixture) -> None:
    flooder, admin = world.person(), world.person(700_000_002)
    await flooder.signs_in()
    await admin.signs_in()
    over = asyncio.Event()

    async def kept_waiting(_request: web.BaseRequest, proceed: faults.Proceed) -> Reply:
        await over.wait()
        return await proceed()

    world.tabys.fail_next("/news/", kept_waiting, times=100)
    message_id = flooder.screen.message_id
    flood = [await world.telegram.press(flooder.id, message_id, encode(OpenList(Section.NEWS))) for _ in range(60)]
    press = await world.telegram.press_label(admin.id, "Мероприятия")
    await world.telegram.wait_for(lambda: world.telegram.answers[press] and "Записи 1–8" in admin.screen.text)
    over.set()  # until now not one press of the flood could be done with
    await world.poller.idle()
    # those that came at once, up to what one sender may have in hand
    assert [len(world.telegram.answers[press]) for press in flood] == [1] * 40 + [0] * 20
    left_out = [record for record in caplog.messages if record.startswith("an update of a flood was left out")]
    assert left_out == [f"an update of a flood was left out sender={flooder.id}"] * 20
    world.tabys.heal()
    await flooder.presses("Меню")
    assert "📅 Мероприятия" in flooder.labels


GROUP_OF_HIS = -1_009_009_009


@pytest.mark.parametrize("kind", ["codes", "presses", "codes in a group of his"])
async def test_a_flood_that_telegram_slows_down_does_not_slow_another(world: World, kind: str) -> None:
    flooder, admin, telegram = world.person(), world.person(700_000_002), world.telegram
    await flooder.says("/start")
    await admin.signs_in()
    chat_id = GROUP_OF_HIS if kind == "codes in a group of his" else flooder.id
    where: Sender = {"chat_id": chat_id, "chat_type": "private" if chat_id == flooder.id else "supergroup"}
    presses: set[str] = set()
    telegram.flood("deleteMessage", 20, times=1000, of=lambda params: str(params["chat_id"]) == str(chat_id))
    telegram.flood("answerCallbackQuery", 20, times=1000, of=lambda params: params["callback_query_id"] in presses)
    message_id = flooder.screen.message_id
    for _ in range(520):
        if kind == "presses":
            presses.add(await telegram.press(flooder.id, message_id, encode(ShowHelp())))
        else:
            await telegram.message(flooder.id, "/login ABCDEFGH", **where)
    async with asyncio.timeout(15):  # behind the whole flood, which must be taken from Telegram first
        press = await telegram.press_label(admin.id, "Новости")
        await telegram.wait_for(lambda: telegram.answers[press] and "Записи 1–8" in admin.screen.text)
    assert telegram.answers[press] == [""]
    async with asyncio.timeout(10):
        press = await telegram.press_label(admin.id, "Меню")
        await telegram.wait_for(lambda: telegram.answers[press] and "📅 Мероприятия" in admin.labels)
    async with asyncio.timeout(10):
        await world.poller.idle()


async def test_a_command_menu_that_telegram_refuses_for_now_does_not_delay_the_next_press(world: World) -> None:
    admin = world.person()
    world.telegram.flood("setMyCommands", 20)
    await world.telegram.message(admin.id, f"/login {world.tabys.issue_otp('administrator')}")
    await world.telegram.wait_for(lambda: world.telegram.called("sendMessage"))
    async with asyncio.timeout(10):
        await admin.presses("Новости")
    assert "Записи 1–8" in admin.screen.text
    await admin.says("/logout")  # and it is set as soon as there is another
    assert next(name for name, _ in world.telegram.commands[f"chat:{admin.id}", ""]) == "start"


@pytest.mark.parametrize("method", ["getMyCommands", "setMyCommands"])
async def test_a_slow_command_menu_does_not_delay_the_next_press(world: World, method: str) -> None:
    admin = world.person()
    world.telegram.delay(method, 9)
    await world.telegram.message(admin.id, f"/login {world.tabys.issue_otp('administrator')}")
    await world.telegram.wait_for(lambda: world.telegram.called(method))
    async with asyncio.timeout(8):
        press = await world.telegram.press_label(admin.id, "Новости")
        await world.telegram.wait_for(lambda: "Записи 1–8" in admin.screen.text)
        await world.telegram.wait_for(lambda: world.telegram.answers[press])
    leap(9)
    await world.poller.idle()
    assert world.telegram.commands[f"chat:{admin.id}", ""][0][0] == "menu"


_PRIVATE = {
    "message_id": 5,
    "date": 1,
    "chat": {"id": 9, "type": "private", "first_name": "Айгерим"},
    "from": {"id": 9, "is_bot": False, "first_name": "Айгерим"},
    "text": "/login A7B9 C3D5",
}
GARBLED: dict[str, dict[str, object] | str] = {
    "cut off": json.dumps({"ok": True, "result": [{"update_id": 1, "message": _PRIVATE}]}, ensure_ascii=False)[:-9],
    "a page": "<html>Айгерим /login A7B9 C3D5</html>",
    "a text for a result": {"ok": True, "result": "Айгерим /login A7B9 C3D5"},
    "an object for a result": {"ok": True, "result": {"update_id": 1, "message": _PRIVATE}},
    "rows that are none": {"ok": True, "result": ["Айгерим /login A7B9 C3D5", None, 17, [_PRIVATE]]},
    "no update": {"ok": True, "result": [{"update_id": "Айгерим A7B9 C3D5", "message": _PRIVATE}]},
    "a message of another age": {
        "ok": True,
        "result": [{"update_id": 1, "message": {**_PRIVATE, "chat": "A7B9 C3D5"}}],
    },
}


@pytest.mark.parametrize("body", GARBLED.values(), ids=GARBLED)
async def test_updates_that_cannot_be_read_are_not_logged_and_polling_goes_on(
    world: World, body: dict[str, object] | str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = world.person()
    world.telegram.fail_next("getUpdates", 200, body)
    async with asyncio.timeout(30):
        await person.says("/start")  # ends the poll that is under way, if there is one already
        await person.says("/help")
    assert "telegram does not give updates" in caplog.text or "an update was left out" in caplog.text
    assert [secret for secret in ("A7B9", "C3D5", "Айгерим") if secret in caplog.text] == []


async def test_an_update_that_cannot_be_read_costs_no_other(world: World, caplog: pytest.LogCaptureFixture) -> None:
    person, queue = world.person(), world.telegram.state.updates
    queue.push("message", {**_PRIVATE, "chat": "A7B9 C3D5"})
    assert "Как войти" in (await person.says("/start")).text
    await world.telegram.wait_for(lambda: not world.telegram.pending)
    assert "an update was left out id=" in caplog.text
    assert "C3D5" not in caplog.text


async def test_a_role_that_was_taken_away_ends_the_session_at_the_next_check(world: World, redis: Redis) -> None:
    admin = world.person()
    await admin.signs_in("administrator")
    key = f"tg_session:{admin.id}"
    session = json.loads(await redis.get(key) or "")
    world.tabys.set_role(session["admin_id"], None)  # restore-session is a 500 from now on
    await admin.presses("Новости")
    assert "Записи 1–8" in admin.screen.text, "not yet checked"
    await redis.set(key, json.dumps(session | {"checked_at": "2026-01-01T00:00:00Z"}), keepttl=True)
    world.tabys.calls.clear()
    await admin.presses("Меню")
    assert "больше нет доступа" in admin.screen.text
    assert [call.path.rpartition("/")[2] for call in world.tabys.calls] == ["restore-session", "profile", "logout"]
    assert await redis.exists(key) == 0
    assert world.tabys.accounts.sessions[str(admin.id)]["is_active"] is False
    assert next(name for name, _ in world.telegram.commands[f"chat:{admin.id}", ""]) == "start"
    await admin.forges(OpenList(Section.NEWS))
    assert "Вы вышли" in admin.screen.text


async def test_an_error_of_tabys_at_the_check_ends_no_session(world: World, redis: Redis) -> None:
    admin = world.person()
    await admin.signs_in("administrator")
    key = f"tg_session:{admin.id}"
    session = json.loads(await redis.get(key) or "")
    await redis.set(key, json.dumps(session | {"checked_at": "2026-01-01T00:00:00Z"}), keepttl=True)
    world.tabys.fail_next("restore-session", faults.answer(404, "<html>nginx</html>", "text/html"))
    await admin.presses("Новости")
    assert "Записи 1–8" in admin.screen.text
    world.tabys.fail_next("restore-session", faults.crash)
    world.tabys.fail_next("profile", faults.crash, times=2)
    await admin.presses("Меню")
    assert "📅 Мероприятия" in admin.labels


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
