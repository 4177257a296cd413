"""The command line as a real process: what it prints, how it ends, how fast, and what it never tells."""

import asyncio
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis

from tests.integration.servers.bot_api import TOKEN
from tests.integration.servers.redis import free_port

PATIENCE = 120.0  # seconds; importing aiogram alone takes half a minute when many others want the processor
HELP_WITHIN = 1.0  # seconds of the processor: others on a busy machine do not count
HEARTBEAT = "heartbeat"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Ended:
    """How a command ended, and all it wrote that nobody has read yet."""

    status: int
    stdout: str
    stderr: str


@dataclass
class Command:
    """A running `python -m tabys_bot …`; whatever is in `secrets` must not be in its stderr."""

    process: asyncio.subprocess.Process
    errors: asyncio.Task[bytes]
    told: bytearray  # of the errors, so far
    secrets: list[str] = field(default_factory=list)

    async def line(self) -> str:
        assert self.process.stdout is not None
        return (await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)).decode().rstrip("\n")

    async def lines(self, number: int) -> list[str]:
        return [await self.line() for _ in range(number)]

    async def complains(self, text: str, times: int = 1) -> None:
        """Until that has been written to stderr."""
        async with asyncio.timeout(PATIENCE):
            while self.told.count(text.encode()) < times:  # noqa: ASYNC110 - the pipe tells nobody
                await asyncio.sleep(0.01)

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def stopped(self, number: signal.Signals = signal.SIGTERM) -> Ended:
        if self.process.returncode is None:
            self.tell(number)
        return await self.ended()

    async def ended(self) -> Ended:
        """Wait for the end; no traceback and no secret may have been written."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            stdout, stderr = (await self.process.stdout.read()).decode(), (await self.errors).decode()
            status = await self.process.wait()
        told = [secret for secret in (*self.secrets, TOKEN.partition(":")[2], "eyJ", "Traceback") if secret in stderr]
        assert told == [], stderr
        return Ended(status, stdout, stderr)


@asynccontextmanager
async def command(
    directory: Path, *arguments: str, settings: Mapping[str, str] = NOTHING, python: Sequence[str] = ()
) -> AsyncIterator[Command]:
    """Started in that directory, with nothing in its environment but the settings."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *python, "-m", "tabys_bot", *arguments),
        cwd=directory,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **settings},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    told = bytearray()
    errors = asyncio.create_task(_all_of(process.stderr, told))
    try:
        yield Command(process, errors, told)
    finally:
        if process.returncode is None:
            process.kill()
        await asyncio.gather(process.wait(), process.stdout.read(), errors)


async def _all_of(stream: asyncio.StreamReader, told: bytearray) -> bytes:
    while chunk := await stream.read(65536):
        told += chunk
    return bytes(told)


async def outcome(
    directory: Path, *arguments: str, settings: Mapping[str, str] = NOTHING, python: Sequence[str] = ()
) -> Ended:
    async with command(directory, *arguments, settings=settings, python=python) as running:
        return await running.ended()


async def health(directory: Path, **settings: str) -> Ended:
    changed = {"TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "memory://", "HEARTBEAT_FILE": HEARTBEAT, **settings}
    return await outcome(directory, "health", settings=changed)


def spent_by_children() -> float:
    """Seconds of the processor, of all processes that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


async def test_help_comes_within_a_second(tmp_path: Path) -> None:
    seconds = []
    for _ in range(3):
        before = spent_by_children()
        ended = await outcome(tmp_path, "--help")
        seconds.append(spent_by_children() - before)
        assert (ended.status, ended.stderr) == (0, "")
        assert {"run", "demo", "health"} <= set(ended.stdout.split())
    assert 0 < min(seconds) < HELP_WITHIN


async def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    ended = await outcome(tmp_path, "--help", python=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert "argparse" in loaded
    assert loaded & {"aiogram", "aiohttp", "httpx", "redis", "pydantic", "dependency_injector", "babel"} == set()


@pytest.mark.parametrize("arguments", [(), ("dance",), ("demo", "--port", "many")])
async def test_a_command_that_does_not_exist_is_told_with_the_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = await outcome(tmp_path, *arguments)
    assert (ended.status, ended.stdout, ended.stderr.startswith("usage: tabys-bot")) == (2, "", True)


async def test_run_without_settings_says_what_is_missing(tmp_path: Path) -> None:
    expected = "These settings are wrong (environment, .env or /run/secrets):\n  TELEGRAM_BOT_TOKEN: is not set\n"
    assert await outcome(tmp_path, "run") == Ended(2, "", expected)


async def test_run_with_wrong_settings_lists_them_all(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=LOUD\n")
    wrong = {"TELEGRAM_BOT_TOKEN": "123:hunter2", "TABYS_API_URL": "tabys", "REDIS_SESSION_TTL": "soon"}
    ended = await outcome(tmp_path, "run", settings=wrong)
    assert (ended.status, ended.stdout) == (2, "")
    assert [line.partition(":")[0] for line in ended.stderr.splitlines()] == [
        "These settings are wrong (environment, .env or /run/secrets)",
        "  TELEGRAM_BOT_TOKEN",
        "  TABYS_API_URL",
        "  REDIS_SESSION_TTL",
        "  LOG_LEVEL",
    ]
    assert "hunter2" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Mars/Olympus"),
        ("REDIS_URL", "redis://localhost:port/0"),
        ("REDIS_URL", "memory:///"),
        ("REDIS_URL", "redis://localhost/0?socket_timeout=soon"),
        ("TABYS_API_URL", "http://localhost:port"),
    ],
)
async def test_run_finds_out_before_it_starts_what_cannot_work(tmp_path: Path, name: str, value: str) -> None:
    # nobody answers at that Telegram, so a bot that starts after all keeps waiting
    telegram = f"http://127.0.0.1:{free_port()}"
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram, "HEARTBEAT_FILE": HEARTBEAT, name: value}
    ended = await outcome(tmp_path, "run", settings=settings)
    assert (ended.status, ended.stderr.count("\n")) == (2, 2)
    assert f"\n  {name}: " in ended.stderr


async def test_health_is_good_while_telegram_answers(tmp_path: Path) -> None:
    (tmp_path / HEARTBEAT).touch()
    assert await health(tmp_path) == Ended(0, "", "")


async def test_health_is_bad_before_telegram_has_answered(tmp_path: Path) -> None:
    assert await health(tmp_path) == Ended(1, "", "Telegram has not answered since the start\n")


async def test_health_is_bad_when_telegram_answers_no_longer(tmp_path: Path) -> None:
    (tmp_path / HEARTBEAT).touch()
    os.utime(tmp_path / HEARTBEAT, (time.time() - 91, time.time() - 91))
    ended = await health(tmp_path)
    assert (ended.status, ended.stdout) == (1, "")
    assert ended.stderr in [f"Telegram has not answered for {age} s\n" for age in range(91, 140)]


async def test_health_is_good_with_redis(tmp_path: Path, redis_url: str, redis: Redis) -> None:
    await redis.ping()
    (tmp_path / HEARTBEAT).touch()
    assert await health(tmp_path, REDIS_URL=redis_url) == Ended(0, "", "")


async def test_health_is_bad_when_redis_is_full(tmp_path: Path, redis_url: str, redis: Redis) -> None:
    (tmp_path / HEARTBEAT).touch()
    await redis.config_set("maxmemory", "1")
    try:
        assert await health(tmp_path, REDIS_URL=redis_url) == Ended(
            1, "", "Redis: OutOfMemoryError: cannot be written\n"
        )
    finally:
        await redis.config_set("maxmemory", "0")


async def test_health_is_bad_without_redis_and_tells_everything(tmp_path: Path) -> None:
    ended = await health(tmp_path, REDIS_URL=f"redis://:hunter2@127.0.0.1:{free_port()}/0")
    assert ended == Ended(
        1, "", "Telegram has not answered since the start\nRedis: ConnectionError: cannot be written\n"
    )


async def test_health_is_bad_with_wrong_settings(tmp_path: Path) -> None:
    ended = await health(tmp_path, TELEGRAM_BOT_TOKEN="", REDIS_URL="nowhere")
    assert (ended.status, ended.stdout) == (1, "")
    assert [line.strip().partition(":")[0] for line in ended.stderr.splitlines()] == ["TELEGRAM_BOT_TOKEN", "REDIS_URL"]


async def demo_address(demo: Command) -> str:
    line = await demo.line()
    start, address, end = line.partition("http://")[0], line.split()[4], line.partition("  ")[2]
    assert (start, end) == ("The demo is at ", "(Ctrl+C stops it)")
    return address


async def sign_in(client: httpx.AsyncClient) -> object:
    """The greeting."""
    command = (await client.post("/api/code", json={"role": "npo"})).json()["command"]
    answer = await client.post("/api/say", json={"visitor": 7, "language": "en", "text": command})
    return answer.json()["screen"]["body"][0]["text"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_demo_serves_its_page_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    async with command(tmp_path, "demo", "--port", "0") as demo, httpx.AsyncClient(timeout=PATIENCE) as client:
        client.base_url = httpx.URL(await demo_address(demo))
        page, greeting = await client.get("/"), await sign_in(client)
        ended = await demo.stopped(number)  # while the browser keeps its connection open
    assert (page.status_code, page.headers["Content-Type"].partition(";")[0]) == (200, "text/html")
    assert greeting == "✅ You are signed in."
    assert ended == Ended(0, "", "")


async def test_the_demo_does_not_mind_the_settings_of_the_bot(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=wrong\nTIMEZONE=Mars/Olympus\n")
    async with command(tmp_path, "demo", "--port", "0", settings={"REDIS_URL": "nowhere"}) as demo:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            assert (await client.get(await demo_address(demo))).status_code == 200
        assert await demo.stopped() == Ended(0, "", "")


async def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = await outcome(tmp_path, "demo", "--port", str(taken.getsockname()[1]))
    assert (ended.status, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert ended.stderr.startswith("The demo could not start: ")
    assert ended.stderr.endswith("Try another port: make demo PORT=0\n")


@pytest.mark.parametrize("port", ["65536", "-1"])
async def test_a_port_that_cannot_be_is_told_without_a_traceback(tmp_path: Path, port: str) -> None:
    ended = await outcome(tmp_path, "demo", f"--port={port}")
    assert (ended.status in (1, 2), ended.stdout) == (True, "")
