"""`tabys-bot run` as a real process, over the fake Telegram: from its first update to its last."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from redis.asyncio import Redis

from tabys_bot.adapters.redis.connection import connected
from tabys_bot.domain.access import Role
from tests.integration.servers.bot_api import TOKEN, BotApiServer
from tests.integration.servers.bot_api_state import Refusal
from tests.integration.servers.redis import RedisServer, free_port
from tests.integration.servers.tabys import TabysServer
from tests.integration.servers.tabys_faults import Proceed
from tests.integration.servers.tabys_wire import Reply
from tests.integration.test_cli import HEARTBEAT, PATIENCE, Command, command, health

AIDA, BOLAT, DANA = 700_000_001, 700_000_002, 700_000_003


def run(directory: Path, telegram_url: str, **settings: str) -> AbstractAsyncContextManager[Command]:
    chosen = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram_url,
        "TABYS_API_URL": "memory://",
        "REDIS_URL": "memory://",
        "HEARTBEAT_FILE": HEARTBEAT,
        **settings,
    }
    return command(directory, "run", settings=chosen)


async def says(telegram: BotApiServer, user_id: int, text: str) -> str:
    """Write, wait for the next message of the bot, and read it."""
    before = len(of_bot(telegram, user_id))
    await telegram.message(user_id, text)
    await telegram.wait_for(lambda: len(of_bot(telegram, user_id)) > before, PATIENCE)
    return of_bot(telegram, user_id)[-1]


def of_bot(telegram: BotApiServer, user_id: int) -> list[str]:
    return [message.text for message in telegram.chat(user_id) if message.sender_id != user_id]


def refused(telegram: BotApiServer) -> list[Refusal]:
    """What Telegram refused; a poll that was given up for the last one does not count."""
    return [refusal for refusal in telegram.refusals if refusal.method != "getUpdates"]


@asynccontextmanager
async def relay(port: int, url: str) -> AsyncIterator[None]:
    """Lets a server be reached at one more port of this machine."""
    target = urlsplit(url)

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while chunk := await reader.read(65536):
                writer.write(chunk)
                await writer.drain()
        finally:  # also when the other side resets it
            writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(target.hostname, target.port)
        await asyncio.gather(copy(reader, back), copy(there, writer), return_exceptions=True)

    async with await asyncio.start_server(connect, "127.0.0.1", port):
        yield


async def test_a_refused_token_is_told_in_one_sentence(tmp_path: Path) -> None:
    async with BotApiServer("1234567890:AnotherTokenThanTheBotsOne") as telegram, run(tmp_path, telegram.url) as bot:
        ended = await bot.ended()
    assert ended.status == 1
    assert ended.stderr.splitlines()[-1] == ("Telegram refuses TELEGRAM_BOT_TOKEN. Get the right one from @BotFather.")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_code_for_each_role_opens_the_made_up_tabys(
    tmp_path: Path, telegram: BotApiServer, number: signal.Signals
) -> None:
    async with run(tmp_path, telegram.url) as bot:
        codes = dict(line.split(": ") for line in await bot.lines(len(Role)))
        bot.secrets += [line.removeprefix("/login ") for line in codes.values()]
        signed_in = await says(telegram, AIDA, codes["npo"])
        await telegram.press_label(AIDA, "Мероприятия")
        await telegram.wait_for(lambda: "Записи 1–8" in telegram.last(AIDA).text, PATIENCE)
        healthy = await health(tmp_path)
        ended = await bot.stopped(number)
    assert list(codes) == [str(role) for role in Role]
    assert "✅ Вы вошли." in signed_in
    assert (healthy.status, ended.status, refused(telegram)) == (0, 0, [])


async def test_a_stop_in_the_middle_of_a_press_waits_for_its_answer(
    tmp_path: Path, telegram: BotApiServer, tabys: TabysServer
) -> None:
    over = asyncio.Event()

    async def kept_waiting(_request: web.BaseRequest, proceed: Proceed) -> Reply:
        await over.wait()
        return await proceed()

    async with run(tmp_path, telegram.url, TABYS_API_URL=tabys.url) as bot:
        bot.secrets.append(tabys.issue_otp("npo"))
        await says(telegram, AIDA, f"/login {bot.secrets[0]}")
        tabys.fail_next("events", kept_waiting)
        press = await telegram.press_label(AIDA, "Мероприятия")
        await telegram.wait_for(
            lambda: telegram.answers[press], PATIENCE
        )  # the sign of life: the list is not there yet
        before = telegram.last(AIDA).text
        bot.tell(signal.SIGTERM)
        await asyncio.sleep(0.5)  # it has been told by then; if not, on a busy machine, the verdict is the same
        over.set()
        ended = await bot.ended()
    assert "Записи" not in before
    assert "Записи 1–8" in telegram.last(AIDA).text
    assert (ended.status, telegram.pending, refused(telegram)) == (0, 0, [])


async def test_a_stop_waits_for_a_slow_telegram_too(tmp_path: Path, telegram: BotApiServer) -> None:
    async with run(tmp_path, telegram.url) as bot:
        await says(telegram, AIDA, "/start")
        telegram.delay("sendMessage", 1.5)
        answer = asyncio.create_task(says(telegram, AIDA, "/help"))
        await answer  # carried out at once, answered late
        ended = await bot.stopped()
    asked_at = next(call.at for call in reversed(telegram.calls) if call.method == "sendMessage")
    assert (ended.status, telegram.pending, len(of_bot(telegram, AIDA))) == (0, 0, 2)
    assert time.monotonic() - asked_at >= 1.5


async def test_what_was_sent_while_the_bot_was_away_is_answered_once(tmp_path: Path, telegram: BotApiServer) -> None:
    everybody = (AIDA, BOLAT, DANA)
    for user_id in everybody:
        await telegram.message(user_id, "/help")
    async with run(tmp_path, telegram.url) as bot:
        await telegram.wait_for(lambda: all(of_bot(telegram, user_id) for user_id in everybody), PATIENCE)
        first = await bot.stopped()
    async with run(tmp_path, telegram.url) as bot:
        assert "Как войти" in await says(telegram, AIDA, "/help")
        second = await bot.stopped()
    assert (first.status, second.status, telegram.pending) == (0, 0, 0)
    assert [len(of_bot(telegram, user_id)) for user_id in everybody] == [2, 1, 1]


async def test_a_bot_that_was_killed_answers_what_it_did_not_confirm(tmp_path: Path, telegram: BotApiServer) -> None:
    telegram.fail_next("getUpdates", 502, "<html>Bad Gateway</html>")
    async with run(tmp_path, telegram.url) as bot:
        await telegram.wait_for(lambda: telegram.called("getUpdates"), PATIENCE)
        bot.tell(signal.SIGKILL)
    await telegram.message(AIDA, "/help")
    async with run(tmp_path, telegram.url) as bot:
        await telegram.wait_for(lambda: of_bot(telegram, AIDA), PATIENCE)
        ended = await bot.stopped()
    assert (ended.status, len(of_bot(telegram, AIDA)), telegram.pending) == (0, 1, 0)


async def test_telegram_may_come_later_than_the_bot(tmp_path: Path, telegram: BotApiServer) -> None:
    port = free_port()
    await telegram.message(AIDA, "/help")
    async with run(tmp_path, f"http://127.0.0.1:{port}") as bot:
        assert len(await bot.lines(len(Role))) == len(Role)
        await bot.complains("telegram does not give updates")
        async with relay(port, telegram.url):
            await telegram.wait_for(lambda: of_bot(telegram, AIDA), PATIENCE)
            ended = await bot.stopped()
    assert (ended.status, telegram.pending) == (0, 0)
    assert "telegram does not give updates" in ended.stderr


async def test_a_bot_without_telegram_can_be_stopped_at_once(tmp_path: Path) -> None:
    async with run(tmp_path, f"http://127.0.0.1:{free_port()}") as bot:
        await bot.lines(len(Role))
        await bot.complains("telegram does not give updates", 3)
        begun = time.monotonic()
        ended = await bot.stopped()
    assert ended.status == 0
    assert time.monotonic() - begun < 5


async def test_every_trouble_with_updates_passes(tmp_path: Path, telegram: BotApiServer) -> None:
    conflict = {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}
    telegram.flood("getUpdates", 1)
    telegram.fail_next("getUpdates", 502, "<html>Bad Gateway</html>")
    telegram.reset_next("getUpdates")
    telegram.fail_next("getUpdates", 409, conflict)
    await telegram.message(AIDA, "/help")
    async with run(tmp_path, telegram.url) as bot:
        await telegram.wait_for(lambda: of_bot(telegram, AIDA), PATIENCE)
        ended = await bot.stopped()
    waits = [call.at for call in telegram.calls if call.method == "getUpdates"]
    assert waits[1] - waits[0] >= 1
    assert (ended.status, len(of_bot(telegram, AIDA))) == (0, 1)
    assert ended.stderr.count("telegram does not give updates") == 4


async def answered_or_ended(telegram: BotApiServer, user_id: int, bot: Command) -> None:
    """Wait until the visitor has an answer, or for the bot to end without one."""
    answer = asyncio.create_task(telegram.wait_for(lambda: of_bot(telegram, user_id), PATIENCE))
    await asyncio.wait({answer, bot.errors}, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
    answer.cancel()
    await asyncio.wait({answer})


async def test_an_answer_without_updates_in_it_is_survived(tmp_path: Path, telegram: BotApiServer) -> None:
    telegram.fail_next("getUpdates", 200, {"ok": True})
    await telegram.message(AIDA, "/help")
    async with run(tmp_path, telegram.url) as bot:
        await answered_or_ended(telegram, AIDA, bot)
        ended = await bot.stopped()
    assert (ended.status, len(of_bot(telegram, AIDA))) == (0, 1)


async def test_an_update_that_nobody_can_read_keeps_nobody_waiting(tmp_path: Path, telegram: BotApiServer) -> None:
    await telegram.forward(AIDA, "from the future", origin={"type": "a_kind_of_tomorrow"})
    await telegram.message(BOLAT, "/help")
    async with run(tmp_path, telegram.url) as bot:
        await answered_or_ended(telegram, BOLAT, bot)
        ended = await bot.stopped()
    assert (ended.status, len(of_bot(telegram, BOLAT))) == (0, 1)


async def test_a_heartbeat_that_cannot_be_written_is_no_crash(tmp_path: Path, telegram: BotApiServer) -> None:
    await telegram.message(AIDA, "/help")
    async with run(tmp_path, telegram.url, HEARTBEAT_FILE="no/such/place") as bot:
        await answered_or_ended(telegram, AIDA, bot)
        ended = await bot.stopped()
    # either the bot goes on without, or it has refused the setting; a traceback is neither
    assert ended.status in (0, 2)


async def test_redis_may_come_later_than_the_bot(tmp_path: Path, telegram: BotApiServer) -> None:
    server = RedisServer()
    async with run(tmp_path, telegram.url, REDIS_URL=server.url) as bot:
        codes = dict(line.split(": ") for line in await bot.lines(len(Role)))
        bot.secrets.append(codes["npo"].removeprefix("/login "))
        without = await says(telegram, AIDA, codes["npo"])
        with server:
            assert "✅ Вы вошли." in await says(telegram, AIDA, codes["npo"])
            ended = await bot.stopped()
    assert "✅" not in without
    assert ended.status == 0


async def test_debugging_tells_no_secret(tmp_path: Path, telegram: BotApiServer, tabys: TabysServer) -> None:
    password = "correct-horse-battery"
    with RedisServer() as server:
        async with connected(server.url) as operator:
            await operator.config_set("requirepass", password)
        url = server.url.replace("redis://", f"redis://:{password}@")
        settings = {"DEBUG": "true", "LOG_LEVEL": "DEBUG", "REDIS_URL": url, "TABYS_API_URL": tabys.url}
        async with run(tmp_path, telegram.url, **settings) as bot:
            code = tabys.issue_otp("npo")
            await says(telegram, AIDA, f"/login {code[:-1]}0")
            assert "✅ Вы вошли." in await says(telegram, AIDA, f"/start login_{code}")
            await telegram.press_label(AIDA, "Мероприятия")
            await telegram.wait_for(lambda: "Записи 1–8" in telegram.last(AIDA).text, PATIENCE)
            session = await _session(url)
            server.stop()
            await says(telegram, AIDA, f"/login {code}")
            bot.secrets += [code, f"{code[:-1]}0", password, session.partition(".")[0]]
            ended = await bot.stopped()
    assert (ended.status, "DEBUG" in ended.stderr) == (0, True)


async def _session(url: str) -> str:
    """The access token of the one session there is."""
    client: Redis
    async with connected(url) as client:
        return str(await client.get(f"tg_session:{AIDA}")).partition('"access_token": "')[2].partition('"')[0]
