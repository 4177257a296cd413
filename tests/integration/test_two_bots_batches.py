"""A batch that one instance began and another goes on with: nothing twice, the rest done or told of, in one message."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from dependency_injector.providers import Singleton

from tabys_bot.application.screens.intents import RetryBatch, SignOut
from tabys_bot.application.services.batching import Pause, until
from tabys_bot.domain.batches import Batch
from tabys_bot.domain.sections import Section
from tabys_bot.entrypoints.container import Application
from tests.integration.moderators import (
    AIDA,
    ALL_CLAIMS,
    BOLAT,
    PATIENCE,
    Bots,
    at_work,
    begin,
    bots,
    decide,
    once_each,
    press,
)
from tests.unit.scene import words_of

__all__ = ["bots"]  # the fixture

EVENTS, PROMOTIONS = Section.EVENTS, Section.PROMOTIONS
IDS = tuple(range(1, 7))
ENDED = "Одобрено: {done} из 6"


async def no_pause(seconds: float, *events: asyncio.Event) -> None:
    """They look for work again and again."""
    await until(seconds * 0, *events)


def look_again_by(bot: Application, pause: Pause) -> None:
    assert isinstance(bot.batch_worker, Singleton)
    bot.batch_worker.add_kwargs(pause=pause)


def work(bot: Application) -> Callable[[asyncio.Event], Awaitable[None]]:
    return bot.batch_worker().run


async def kept(bots: Bots, name: str) -> Batch:
    batch = await bots.two.storage.store().batch(name)
    assert isinstance(batch, Batch)
    return batch


async def results(bots: Bots, name: str) -> list[str]:
    return [str(item.result) for item in (await kept(bots, name)).items]


async def telling(bots: Bots, name: str) -> None:
    """Somebody is at telling what came of it."""
    claim = "tg_once:" + sha256(f"report {name}".encode()).hexdigest()[:32]
    async with asyncio.timeout(PATIENCE):
        while not await bots.redis.exists(claim):  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.01)


def promotions(bots: Bots) -> list[int]:
    """How often each was made."""
    return [bots.desk.row(PROMOTIONS, number).get("_promotions", 0) for number in IDS]


def progress(bots: Bots) -> str:
    """The one message about it."""
    (screen,) = bots.chat.to(AIDA.id)
    return words_of(screen)


async def ended(bots: Bots, done: int = 6) -> None:
    await bots.chat.until(lambda: any(ENDED.format(done=done) in words_of(one) for one in bots.chat.to(AIDA.id)))


async def die(bots: Bots, part: str, *, carried_out: bool) -> None:
    """The first instance does, in that write."""
    async with bots.gate(part, carried_out=carried_out) as reached:
        working = asyncio.create_task(bots.one.batch_worker().run(asyncio.Event()))
        await reached.wait()
        working.cancel()
        await asyncio.wait([working])


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("at", [1, 3, 6])
async def test_what_one_left_in_the_middle_of_a_write_the_other_ends(bots: Bots, at: int, *, carried_out: bool) -> None:
    """Of a message whose number was not stored yet nobody knows: then it is told of in one more."""
    bots.wait(EVENTS, *IDS)
    name = await begin(bots, EVENTS, "approve", *IDS)
    await die(bots, f"moderation/{at}/approve", carried_out=carried_out)
    is_known = (await kept(bots, name)).message_id > 0
    assert is_known or at == 1
    await bots.pass_time(ALL_CLAIMS)
    async with at_work(work(bots.two)):
        await ended(bots)
    again = [] if carried_out else [at]
    assert sorted(bots.writes) == sorted(f"moderation/{number}/approve" for number in (*IDS, *again))
    assert await results(bots, name) == ["done"] * 6
    *unknown, last = bots.chat.to(AIDA.id)
    assert "Одобрено: 6 из 6" in words_of(last)
    assert len(unknown) <= (not is_known)


async def test_what_one_is_at_the_other_leaves_alone(bots: Bots) -> None:
    passes, enough = iter(range(1_000)), asyncio.Event()

    async def again(seconds: float, *events: asyncio.Event) -> None:
        if next(passes) == 50:
            enough.set()
        await no_pause(seconds, *events)

    look_again_by(bots.two, again)
    bots.wait(EVENTS, *IDS)
    name = await begin(bots, EVENTS, "approve", *IDS)
    async with at_work(work(bots.one)):
        async with bots.gate("moderation/3/approve") as reached:
            await reached.wait()
            async with at_work(work(bots.two)):
                await enough.wait()
            assert "2 из 6" in words_of(await press(bots.two, AIDA, RetryBatch(name)))
            assert len(bots.writes) == 3
        await ended(bots)
    assert once_each(bots.writes)


@pytest.mark.parametrize("carried_out", [True, False])
async def test_a_promotion_in_the_hands_of_who_died_is_made_once_at_most_and_told_of(
    bots: Bots, *, carried_out: bool
) -> None:
    """The other comes when the batch is free, but the decision may still be under way."""
    bots.wait(PROMOTIONS, *IDS)
    name = await begin(bots, PROMOTIONS, "approve", *IDS)
    await die(bots, "promotion-requests/2/approve", carried_out=carried_out)
    await bots.pass_time(bots.one.under_way() + timedelta(minutes=1))
    async with at_work(work(bots.two)):
        await ended(bots, 6 if carried_out else 5)
    assert promotions(bots) == [1, int(carried_out), 1, 1, 1, 1]
    assert await results(bots, name) == ["done", "done" if carried_out else "unsure", *["done"] * 4]
    assert ("❔" in progress(bots)) is not carried_out


async def test_what_nobody_knew_of_is_promoted_by_a_retry_once(bots: Bots) -> None:
    bots.wait(PROMOTIONS, *IDS)
    name = await begin(bots, PROMOTIONS, "approve", *IDS)
    await die(bots, "promotion-requests/2/approve", carried_out=False)
    await bots.pass_time(bots.one.under_way() + timedelta(minutes=1))
    async with at_work(work(bots.two)):
        await ended(bots, 5)
    await bots.pass_time(ALL_CLAIMS)
    await asyncio.gather(*(press(bot, AIDA, RetryBatch(name)) for bot in bots.both for _ in range(2)))
    async with at_work(*map(work, bots.both)):
        await ended(bots)
    assert promotions(bots) == [1] * 6
    assert len(bots.chat.to(AIDA.id)) == 2, "what is tried again is told of in a message of its own"


async def test_two_at_it_at_once_do_each_once_and_tell_of_it_in_one_message(bots: Bots) -> None:
    for bot in bots.both:
        look_again_by(bot, no_pause)
    bots.wait(EVENTS, *IDS)
    name = await begin(bots, EVENTS, "approve", *IDS)
    async with at_work(*map(work, bots.both)):
        await ended(bots)
    assert sorted(bots.writes) == [f"moderation/{number}/approve" for number in IDS]
    assert await results(bots, name) == ["done"] * 6
    assert "6 из 6" in progress(bots)


async def test_what_another_decided_meanwhile_at_the_other_stays_and_is_told_of(bots: Bots) -> None:
    bots.wait(EVENTS, *IDS)
    name = await begin(bots, EVENTS, "approve", *IDS)
    async with at_work(work(bots.one)):
        async with bots.gate("moderation/2/approve") as reached:
            await reached.wait()
            await press(bots.two, BOLAT, decide(EVENTS, "reject", 4))
        await ended(bots, 5)
    assert await results(bots, name) == ["done", "done", "done", "already", "done", "done"]
    assert bots.state(EVENTS, 4) == "rejected"
    assert "Решены ещё до этого" in progress(bots)
    assert once_each(bots.writes)


async def test_a_sign_out_at_the_other_ends_a_batch_that_goes_on(bots: Bots) -> None:
    bots.wait(EVENTS, *IDS)
    name = await begin(bots, EVENTS, "approve", *IDS)
    async with at_work(work(bots.one)):
        async with bots.gate("moderation/2/approve") as reached:
            await reached.wait()
            await press(bots.two, AIDA, SignOut())
        await ended(bots, 2)
    assert await results(bots, name) == ["done"] * 2 + ["failed"] * 4
    assert len(bots.writes) == 2


@pytest.mark.parametrize("section", [EVENTS, PROMOTIONS])
async def test_one_that_was_held_up_longer_than_its_claim_repeats_nothing(bots: Bots, section: Section) -> None:
    """Nor does it write anything over what the other did."""
    bots.wait(section, *IDS)
    name = await begin(bots, section, "approve", *IDS)
    async with at_work(work(bots.one)), bots.gate("/2/approve") as reached:
        await reached.wait()
        await bots.pass_time(ALL_CLAIMS)
        async with at_work(work(bots.two)):
            await ended(bots)
        over = await kept(bots, name)
    assert over.is_over
    assert await kept(bots, name) == over
    assert await results(bots, name) == ["done"] * 6
    assert len(bots.writes) == 6
    assert once_each(bots.writes)
    assert "Одобрено: 6 из 6" in progress(bots)


@pytest.mark.parametrize("section", [EVENTS, PROMOTIONS])
async def test_one_whose_message_waits_decides_on_all_and_the_other_tells_of_it(bots: Bots, section: Section) -> None:
    """Telegram may make it wait for an hour, longer than it may keep the report to itself."""
    bots.wait(section, *IDS)
    name = await begin(bots, section, "approve", *IDS)
    bots.chat.stick_after(0, sent=False)
    async with at_work(work(bots.one)):
        await bots.chat.reached.wait()
        await telling(bots, name)
        assert await results(bots, name) == ["done"] * 6
        assert not bots.chat.to(AIDA.id)
        await bots.pass_time(ALL_CLAIMS)
        async with at_work(work(bots.two)):
            await ended(bots)
        over = await kept(bots, name)
        bots.chat.release.set()
        await bots.chat.until(
            lambda: [ENDED.format(done=6) in words_of(one) for one in bots.chat.to(AIDA.id)] == [True] * 2
        )
    assert over.is_over
    assert await kept(bots, name) == over
    assert len(bots.writes) == 6
    assert once_each(bots.writes)
    assert await bots.one.storage.store().open_batches() == ()
