"""Service tasks go on until the bot stops, are begun anew when they die, and end what they have in hand."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.entrypoints.services import serving
from tests.unit.leaping import leaping

Run = Callable[[asyncio.Event], Awaitable[None]]


class Task:
    """A service that does what it is given, run after run, and the last again and again."""

    def __init__(self, *runs: Run) -> None:
        self._runs = list(runs)
        self.begun: list[float] = []
        self.ended = False

    async def run(self, stop: asyncio.Event) -> None:
        self.begun.append(asyncio.get_running_loop().time())
        await (self._runs.pop(0) if len(self._runs) > 1 else self._runs[0])(stop)
        self.ended = True


async def until_stop(stop: asyncio.Event) -> None:
    await stop.wait()


async def dies(_: asyncio.Event) -> None:
    raise RuntimeError("a bug")


async def loses_the_store(_: asyncio.Event) -> None:
    raise StoreUnavailableError("no connection")


async def ends_too_early(_: asyncio.Event) -> None:
    return


async def never_ends(_: asyncio.Event) -> None:
    await asyncio.Event().wait()


async def has_something_in_hand(stop: asyncio.Event) -> None:
    await stop.wait()
    await asyncio.sleep(20)


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@leaping
async def test_they_run_side_by_side_until_the_stop() -> None:
    stop, first, second = asyncio.Event(), Task(until_stop), Task(until_stop)
    async with serving(stop, first, second):
        await asyncio.sleep(3600)
        assert (len(first.begun), len(second.begun)) == (1, 1)
        stop.set()
    assert (first.ended, second.ended) == (True, True)


@leaping
async def test_the_end_of_the_block_stops_them_too() -> None:
    service = Task(until_stop)

    async def transport() -> None:
        async with serving(asyncio.Event(), service):
            await asyncio.sleep(1)
            raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        await transport()
    assert service.ended


@pytest.mark.parametrize(
    ("death", "told"),
    [(dies, ["bug service=Task"]), (loses_the_store, []), (ends_too_early, [])],
    ids=["bug", "store", "end"],
)
@leaping
async def test_one_that_dies_is_logged_and_begun_anew(
    caplog: pytest.LogCaptureFixture, death: Run, told: list[str]
) -> None:
    stop, service, other = asyncio.Event(), Task(death, until_stop), Task(until_stop)
    async with serving(stop, service, other):
        await asyncio.sleep(10)
        assert (len(service.begun), len(other.begun)) == (2, 1)
        *before, last = errors(caplog)
        assert before == told
        assert last.startswith("a service died, it begins anew in 1 s service=Task: ")
    assert len(service.begun) == 2


@leaping
async def test_one_that_dies_again_and_again_is_begun_more_and_more_slowly() -> None:
    stop, service = asyncio.Event(), Task(dies)
    async with serving(stop, service):
        await asyncio.sleep(250)
    pauses = [later - earlier for earlier, later in zip(service.begun, service.begun[1:], strict=False)]
    assert [round(pause) for pause in pauses] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@leaping
async def test_a_death_after_a_long_life_counts_as_the_first() -> None:
    async def dies_in_an_hour(_: asyncio.Event) -> None:
        await asyncio.sleep(3600)
        raise RuntimeError("a bug")

    stop, service = asyncio.Event(), Task(dies, dies, dies, dies_in_an_hour, until_stop)
    async with serving(stop, service):
        await asyncio.sleep(4000)
    assert round(service.begun[4] - service.begun[3]) == 3601


@leaping
async def test_a_stop_waits_for_what_is_in_hand() -> None:
    stop, service = asyncio.Event(), Task(has_something_in_hand)
    async with serving(stop, service):
        await asyncio.sleep(1)
        stop.set()
    assert service.ended


@leaping
async def test_a_stop_does_not_wait_for_ever_nor_after_the_transport_has_waited(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop, stop, service = asyncio.get_running_loop(), asyncio.Event(), Task(never_ends)
    async with serving(stop, service):
        await asyncio.sleep(1)
        begun = loop.time()
        stop.set()
        await asyncio.sleep(24)  # the presses in hand
    assert loop.time() - begun < 30
    assert errors(caplog) == ["1 services were not done within 25 s"]


@leaping
async def test_a_service_that_is_about_to_begin_anew_does_not_delay_a_stop() -> None:
    loop, stop, service = asyncio.get_running_loop(), asyncio.Event(), Task(dies)
    async with serving(stop, service):
        await asyncio.sleep(100)
        begun = loop.time()
    assert loop.time() - begun < 1
