"""Runs a bare aiogram bot and this one, at 20 and at 100 users at once, and prints how they compare."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.crowd import CrowdedTelegram, walk
from tests.integration.servers.redis import RedisServer

_SECONDS = 6.0
_WARM_UP = 1.5
_ROUNDS = 3
_LEAST = 0.6


@dataclass(frozen=True)
class Result:
    """Of one bot at one number of users; times in ms."""

    rate: float
    p50: float
    p95: float
    cpu: float


@asynccontextmanager
async def _process(*arguments: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        env=os.environ | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _ask(process: asyncio.subprocess.Process, line: str = "") -> str:
    assert process.stdin
    assert process.stdout
    if line:
        process.stdin.write(line.encode())
    return (await process.stdout.readline()).decode().strip()


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _measure(telegram: CrowdedTelegram, pid: int, users: int) -> Result:
    await walk(telegram, users, _WARM_UP)
    before = _cpu_seconds(pid)
    rate, took = await walk(telegram, users, _SECONDS)
    cpu = (_cpu_seconds(pid) - before) / len(took)
    return Result(rate, took[len(took) // 2] * 1000, took[len(took) * 95 // 100] * 1000, cpu * 1000)


async def _bare(users: int) -> Result:
    async with CrowdedTelegram() as telegram:
        address = {"TELEGRAM_API_URL": telegram.url, "TELEGRAM_BOT_TOKEN": telegram.token}
        async with _process("tests.bench.bare", **address) as bot:
            for user_id in range(1, users + 1):
                await telegram.writes(user_id, "/start")
            return await _measure(telegram, bot.pid, users)


async def _ours(users: int) -> Result:
    with RedisServer() as redis:
        async with CrowdedTelegram() as telegram, _process("tests.bench.backend") as backend:
            settings = {
                "TELEGRAM_API_URL": telegram.url,
                "TELEGRAM_BOT_TOKEN": telegram.token,
                "TABYS_API_URL": await _ask(backend),
                "REDIS_URL": redis.url,
                "BUTTON_RATE_LIMIT": "10000",
                "LOG_LEVEL": "WARNING",
            }
            async with _process("tabys_bot", "run", **settings) as bot:
                for user_id in range(1, users + 1):
                    code = await _ask(backend, "code\n")
                    await telegram.writes(user_id, f"/login {code}")
                return await _measure(telegram, bot.pid, users)


async def main() -> int:
    """0 if this bot reaches its share of the bare one's rate, 1 if not."""
    good = True
    print(f"{'':10} {'users':>5} {'presses/s':>10} {'p50 ms':>8} {'p95 ms':>8} {'cpu ms/press':>13}")
    for users in (20, 100):
        rounds = [(await _bare(users), await _ours(users)) for _ in range(_ROUNDS)]
        rounds.sort(key=lambda pair: pair[1].rate / pair[0].rate)
        bare, ours = rounds[_ROUNDS // 2]
        for name, result in (("bare", bare), ("tabys_bot", ours)):
            print(f"{name:10} {users:5} {result.rate:10.0f} {result.p50:8.1f} {result.p95:8.1f} {result.cpu:13.2f}")
        shares = ", ".join(f"{b.rate / a.rate:.2f}" for a, b in rounds)
        print(f"share of the bare bot at {users} users: {ours.rate / bare.rate:.2f} (all rounds: {shares})")
        good = good and ours.rate / bare.rate >= _LEAST
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
