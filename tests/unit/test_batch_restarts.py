"""A batch outlives the process that works on it: nothing is decided twice, and the rest goes on."""

import asyncio
from datetime import datetime, timedelta

import pytest

from tabys_bot.application.failures import RequestRefused
from tabys_bot.application.screens.intents import RetryBatch, ShowBatch
from tabys_bot.application.services.batching import LOOKED_AT_EVERY
from tabys_bot.domain.sections import Section
from tests.unit.batch_scene import UNDER_WAY, Batcher, Crashed, batcher, eventually
from tests.unit.scene import REFERENCE, RU, words_of

IDS = (1, 2, 3)
# a record costs some twenty steps
STEPS = 120


async def ended_at(step: int, section: Section, act: str) -> tuple[Batcher, str, str]:
    """The process ended at that step, and another went on; the batch, and what it was about to do; empty for no end.
    Of a message whose number was not stored yet nobody knows: it is counted no more."""
    anna = await batcher(3, section=section)
    name = await anna.begun(IDS, section=section, act=act)
    taken: list[str] = []
    anna.steps.on = taken.append
    anna.steps.last = anna.steps.count + step
    try:
        await anna.work(name)
    except Crashed:
        pass
    else:
        return anna, name, ""
    if not (await anna.kept(name)).message_id:
        anna.chat.told_count = 0
    anna.restart()
    for _ in range(3):
        anna.pass_claims()
        await anna.work(name)
    return anna, name, taken[step - 1]


@pytest.mark.parametrize(("section", "act"), [(Section.EVENTS, "approve"), (Section.EVENTS, "reject")])
async def test_whatever_step_was_the_last_all_is_decided_once_and_told(section: Section, act: str) -> None:
    last = ""
    for step in range(1, STEPS):
        anna, name, last = await ended_at(step, section, act)
        assert anna.tabys.written_ids() == list(IDS), (step, last)
        assert await anna.results(name) == ["done"] * 3, (step, last)
        assert (await anna.kept(name)).is_over, (step, last)
        assert anna.chat.told_count <= 1, (step, last)
        assert ": 3 из 3" in words_of(anna.chat.to(anna.visitor.id)[-1]), (step, last)
        if not last:
            break
    assert not last


async def test_what_would_count_again_is_never_repeated_but_told_of() -> None:
    """Tabys would promote once more with each approval."""
    unsure, last = 0, ""
    for step in range(1, STEPS):
        anna, name, last = await ended_at(step, Section.PROMOTIONS, "approve")
        results = await anna.results(name)
        assert len(anna.tabys.attempts) == len(set(anna.tabys.attempts)), (step, last)
        assert set(results) <= {"done", "unsure"}, (step, last)
        assert results.count("unsure") <= 1, (step, last)
        assert set(anna.tabys.written_ids()) >= {i for i, one in zip(IDS, results, strict=True) if one == "done"}
        unsure += "unsure" in results
        if not last:
            break
    assert unsure
    assert not last


async def test_two_instances_over_one_store_do_each_record_once() -> None:
    anna = await batcher(12)
    other = anna.elsewhere()
    name = await anna.begun(range(1, 13))
    stop = asyncio.Event()

    async def keep_at_it(one: Batcher) -> None:
        while not (await one.kept(name)).is_over:
            await one.work(name, stop)
            await asyncio.sleep(0)

    await asyncio.gather(keep_at_it(anna), keep_at_it(other))
    assert sorted(anna.tabys.written_ids()) == list(range(1, 13))
    assert await anna.results(name) == ["done"] * 12
    assert anna.chat.told_count == 1


async def test_an_instance_leaves_alone_what_another_is_at() -> None:
    anna = await batcher(3)
    other = anna.elsewhere()
    name = await anna.begun(IDS)
    gate = anna.tabys.gate = asyncio.Event()
    working = asyncio.create_task(anna.work(name))
    await anna.tabys.at_the_gate.wait()
    assert not await other.work(name)
    assert not await other.worker.retry(name)
    gate.set()
    assert await working
    assert anna.tabys.written_ids() == list(IDS)


async def test_what_is_tried_again_is_not_lost_to_an_instance_that_hung() -> None:
    anna = await batcher(3)
    anna.tabys.refusing[2] = RequestRefused(REFERENCE)
    name = await anna.begun(IDS)
    gate = asyncio.Event()
    anna.tabys.on_done = lambda: setattr(anna.chat, "gate", gate)
    ended = asyncio.create_task(anna.work(name))

    async def is_done() -> bool:
        return (await anna.kept(name)).is_done

    await eventually(is_done)
    anna.pass_claims()
    anna.tabys.refusing.clear()
    assert await anna.worker.retry(name)
    gate.set()
    assert not await ended
    assert await anna.results(name) == ["done", "", "done"]
    assert await anna.store.open_batches() == (name,)
    anna.pass_claims()
    assert await anna.work(name)
    assert await anna.results(name) == ["done"] * 3


async def test_who_wakes_after_another_has_gone_on_writes_nothing_over_it() -> None:
    anna = await batcher(3)
    other, name = anna.elsewhere(), await anna.begun(IDS)
    gate = anna.tabys.gate = asyncio.Event()
    asleep = asyncio.create_task(anna.work(name))
    await anna.tabys.at_the_gate.wait()
    anna.tabys.gate = None
    anna.pass_claims()
    assert await other.work(name)
    over = await anna.kept(name)
    gate.set()
    assert not await asleep
    assert await anna.kept(name) == over


async def test_after_a_restart_its_progress_can_be_looked_at() -> None:
    anna = await batcher(3)
    name, stop = await anna.begun(IDS), asyncio.Event()
    anna.tabys.on_done = stop.set
    await anna.work(name, stop)
    anna.restart()
    assert "Одобряю: 1 из 3" in words_of(await anna.press(ShowBatch(name)))
    await anna.work(name)
    assert "Одобрено: 3 из 3" in words_of(await anna.press(ShowBatch(name)))
    await anna.press(RetryBatch(name))
    assert anna.tabys.written_ids() == list(IDS)


async def test_what_a_process_that_died_has_left_is_taken_up_when_its_claim_has_passed() -> None:
    anna = await batcher(3)
    name = await anna.begun(IDS)

    def die(what: str) -> None:
        if what == "write" and anna.tabys.orders:
            anna.steps.last = anna.steps.count

    anna.steps.on = die
    with pytest.raises(Crashed):
        await anna.work(name)
    anna.steps.on = None
    anna.restart()
    stop, began, decided = asyncio.Event(), anna.clock.now(), list[datetime]()
    anna.tabys.on_done = lambda: decided.append(anna.clock.now())

    def until_it_is_over(_: float) -> None:
        if RU("batch.done_approve", done=3, total=3) in anna.report():
            stop.set()

    anna.on_pause = until_it_is_over
    await anna.worker.run(stop)
    assert anna.tabys.written_ids() == list(IDS)
    assert UNDER_WAY <= decided[0] - began <= UNDER_WAY + timedelta(minutes=2)
    assert set(anna.pauses) == {LOOKED_AT_EVERY}
