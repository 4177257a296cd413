"""What a batch says may have to wait, for an hour at times: nothing that is decided waits for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tabys_bot.application.failures import RequestRefused
from tabys_bot.domain.batches import UNSHOWN
from tests.unit.batch_scene import Batcher, batcher, eventually
from tests.unit.scene import REFERENCE, RU

IDS = (1, 2, 3)


async def silenced(count: int = 12) -> Batcher:
    """Telegram takes nothing until the gate is opened."""
    anna = await batcher(count)
    anna.stands_still = True
    anna.chat.gate = asyncio.Event()
    return anna


def let(anna: Batcher) -> None:
    assert anna.chat.gate
    anna.chat.gate.set()


@asynccontextmanager
async def running(anna: Batcher) -> AsyncIterator[None]:
    stop = asyncio.Event()
    service = asyncio.create_task(anna.worker.run(stop))
    try:
        yield
    finally:
        stop.set()
        await service


async def done(anna: Batcher, *names: str) -> None:
    async def are_done() -> bool:
        return all([(await anna.kept(name)).is_done for name in names])

    await eventually(are_done)


async def over(anna: Batcher, name: str) -> None:
    async def is_over() -> bool:
        return (await anna.kept(name)).is_over

    await eventually(is_over)


async def test_a_message_that_has_to_wait_keeps_no_decision_waiting() -> None:
    anna = await silenced()
    async with running(anna):
        name = await anna.begun(IDS)
        await done(anna, name)
        assert anna.tabys.written_ids() == list(IDS)
        assert anna.chat.told_count == 0
        let(anna)
        await over(anna, name)
    assert anna.chat.told_count == 1
    assert "Одобрено: 3 из 3" in anna.report()


async def test_reports_that_have_to_wait_keep_no_other_batch_waiting() -> None:
    anna = await silenced()
    async with running(anna):
        names = [await anna.begun((number, number + 5)) for number in range(1, 6)]
        await done(anna, *names)
        let(anna)
        for name in names:
            await over(anna, name)
    assert sorted(anna.tabys.written_ids()) == list(range(1, 11))
    assert anna.chat.told_count == 5


async def test_what_is_tried_again_does_not_wait_for_the_report_of_the_first_time() -> None:
    anna = await silenced()
    anna.tabys.refusing[2] = RequestRefused(REFERENCE)
    async with running(anna):
        name = await anna.begun(IDS)
        await done(anna, name)
        assert await anna.results(name) == ["done", "failed", "done"]
        anna.tabys.refusing.clear()
        assert await anna.worker.retry(name)
        await done(anna, name)
        assert await anna.results(name) == ["done"] * 3
        let(anna)
        await over(anna, name)
    assert "Одобрено: 3 из 3" in anna.report()


async def test_another_instance_that_finds_a_claim_passed_is_not_written_over() -> None:
    anna = await silenced()
    other, name = anna.elsewhere(), await anna.begun(IDS)
    async with running(anna):
        await done(anna, name)
        anna.pass_claims()
        gate, anna.chat.gate = anna.chat.gate, None
        assert await other.work(name)
        over = await anna.kept(name)
        assert gate
        gate.set()
    assert await anna.kept(name) == over
    assert anna.tabys.written_ids() == list(IDS)


async def test_a_stop_does_not_wait_for_a_report_and_the_next_run_tells_it() -> None:
    anna = await silenced()
    async with running(anna):
        name = await anna.begun(IDS)
        await done(anna, name)
    assert await anna.store.open_batches() == (name,)
    assert anna.chat.told_count == 0
    let(anna)
    anna.restart()
    async with running(anna):
        await over(anna, name)
    assert "Одобрено: 3 из 3" in anna.report()


async def test_a_stop_in_the_middle_does_not_wait_for_a_message() -> None:
    anna = await silenced()
    name, stop = await anna.begun(IDS), asyncio.Event()
    anna.tabys.on_done = stop.set
    assert not await anna.work(name, stop)
    assert await anna.results(name) == ["done", "", ""]
    assert anna.chat.told_count == 0


async def test_of_what_could_not_be_shown_in_time_only_the_latest_is_shown() -> None:
    anna = await silenced()
    name = await anna.begun(range(1, 13))
    anna.tabys.on_done = lambda: let(anna) if len(anna.tabys.written) == 9 else None
    assert await anna.work(name)
    assert len(anna.chat.changes) <= 2
    assert "Одобрено: 12 из 12" in anna.report()


async def test_a_bug_in_showing_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    anna = await batcher(3)

    def stumble(what: str) -> None:
        if what == "tell":
            anna.steps.on = None
            raise ZeroDivisionError

    anna.steps.on = stumble
    name = await anna.begun(IDS)
    assert await anna.work(name)
    assert await anna.results(name) == ["done"] * 3
    assert (await anna.kept(name)).message_id != UNSHOWN
    assert RU("batch.done_approve", done=3, total=3) in anna.report()
    assert "ZeroDivisionError" in caplog.text
