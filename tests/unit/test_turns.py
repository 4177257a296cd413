"""Presses of one visitor are served one after another, in their order; others do not wait for him."""

import asyncio
from contextlib import suppress

from tabys_bot.application.turns import Turns

ANNA, BOLAT = 7, 8


class Queue:
    """Presses that are served until they are told to end."""

    def __init__(self) -> None:
        self.turns = Turns()
        self.served: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[bool]] = {}

    async def press(self, name: str, visitor: int = ANNA) -> None:
        self._ends[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._serve(name, visitor))
        await settled()

    async def _serve(self, name: str, visitor: int) -> bool:
        async with self.turns.of(visitor) as admitted:
            if admitted:
                self.served.append(name)
                await self._ends[name].wait()
            return admitted

    async def end(self, *names: str) -> list[bool]:
        """Whether each of them was let in."""
        for name in names:
            self._ends[name].set()
        return [await self._tasks[name] for name in names]

    async def give_up(self, name: str) -> None:
        self._tasks[name].cancel()
        with suppress(asyncio.CancelledError):
            await self._tasks[name]


async def settled() -> None:
    """Let every task go on as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_presses_are_served_one_at_a_time_in_their_order() -> None:
    queue = Queue()
    for name in "abc":
        await queue.press(name)
    assert queue.served == ["a"]
    await queue.end("a")
    await settled()
    assert queue.served == ["a", "b"]
    assert await queue.end("b", "c") == [True, True]
    assert queue.served == ["a", "b", "c"]


async def test_visitors_do_not_wait_for_one_another() -> None:
    queue = Queue()
    await queue.press("a", ANNA)
    await queue.press("b", BOLAT)
    assert queue.served == ["a", "b"]
    await queue.end("a", "b")


async def test_who_crowds_his_own_queue_is_turned_away_at_once_and_nobody_else() -> None:
    queue = Queue()
    presses = [str(number) for number in range(12)]
    for name in presses:
        await queue.press(name)
    await queue.press("other", BOLAT)
    assert queue.served == ["0", "other"]
    assert await queue.end(*presses, "other") == [True] * 10 + [False] * 2 + [True]
    await queue.press("later")
    assert await queue.end("later") == [True]


async def test_an_empty_queue_is_forgotten() -> None:
    queue = Queue()
    for name in "abc":
        await queue.press(name)
    assert list(queue.turns._queues) == [ANNA]
    await queue.end("a", "b", "c")
    assert queue.turns._queues == {}


async def test_a_press_that_fails_or_gives_up_lets_the_next_one_in() -> None:
    queue = Queue()
    for name in "abc":
        await queue.press(name)
    await queue.give_up("b")  # while waiting
    await queue.give_up("a")  # while being served
    await settled()
    assert queue.served == ["a", "c"]
    await queue.end("c")
    assert queue.turns._queues == {}
