"""Two instances of the bot over one Redis while something is written, and connections that break on the way back."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tests.integration.lost_answers import losing_one_answer
from tests.integration.written import ADMIN, draft, entry

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AIDA = 7
HOUR = timedelta(hours=1)


def over(client: Redis) -> RedisStore:
    return RedisStore(redis=client, clock=ManualClock(START), limits=Limits())


@dataclass(frozen=True)
class Instances:
    """Two stores with connections of their own."""

    one: RedisStore
    two: RedisStore


@pytest.fixture
async def instances(redis: Redis, redis_url: str) -> AsyncIterator[Instances]:
    async with connected(redis_url) as other:
        yield Instances(over(redis), over(other))


async def test_of_two_devices_on_one_draft_one_changes_it(instances: Instances) -> None:
    begun = draft()
    await instances.one.save_draft(AIDA, begun, was=None)
    changes = [
        (store, begun.answered("company", Answer(f"{number}"), START))
        for number in range(20)
        for store in (instances.one, instances.two)
    ]
    outcomes = await asyncio.gather(*(store.save_draft(AIDA, changed, was=0) for store, changed in changes))
    (winner,) = (changed for (_, changed), won in zip(changes, outcomes, strict=True) if won)
    assert await instances.two.drafts(AIDA, ADMIN) == (winner,)


async def test_a_draft_that_one_instance_dropped_is_not_brought_back_by_another(instances: Instances) -> None:
    for number in range(20):
        begun = draft(f"draft{number}")
        await instances.one.save_draft(AIDA, begun, was=None)
        await asyncio.gather(
            instances.one.drop_draft(AIDA, ADMIN, begun.id),
            instances.two.save_draft(AIDA, begun.sent(START), was=0),
        )
        await instances.one.drop_draft(AIDA, ADMIN, begun.id)
        assert await instances.two.save_draft(AIDA, begun.sent(START), was=0) is False
    assert await instances.one.drafts(AIDA, ADMIN) == ()


async def test_a_claim_holds_for_every_instance_until_its_holder_gives_it_back(instances: Instances) -> None:
    claims = await asyncio.gather(
        *(store.claim("coins 17", HOUR) for _ in range(20) for store in (instances.one, instances.two))
    )
    assert Counter(claims) == {True: 1, False: 39}
    await instances.one.unclaim("coins 17")
    await instances.two.unclaim("coins 17")
    assert await instances.two.claim("coins 17", HOUR) is True


async def test_a_late_holder_does_not_give_back_what_another_instance_claims_by_now(
    instances: Instances, redis: Redis
) -> None:
    await instances.one.claim("coins 17", HOUR)
    (key,) = await redis.keys()
    await redis.delete(key)  # its time is over
    assert await instances.two.claim("coins 17", HOUR) is True
    await instances.one.unclaim("coins 17")
    assert await instances.one.claim("coins 17", HOUR) is False
    await instances.two.unclaim("coins 17")
    assert await instances.one.claim("coins 17", HOUR) is True


async def test_what_one_instance_remembers_another_finds_after_it_is_gone(redis: Redis, redis_url: str) -> None:
    async with connected(redis_url) as first:
        await over(first).save_draft(AIDA, draft(), was=None)
        await over(first).note(entry())
    await redis.connection_pool.disconnect()
    store = over(redis)
    assert await store.drafts(AIDA, ADMIN) == (draft(),)
    assert await store.history_of(Section.EVENTS, 17) == (entry(),)


@pytest.mark.parametrize("act", ["save_draft", "claim", "note"])
async def test_what_was_done_though_its_answer_was_lost_is_told_as_done_and_not_done_twice(
    redis: Redis, redis_url: str, act: str
) -> None:
    store = over(redis)
    await store.save_draft(AIDA, draft("known"), was=None)  # the server learns the scripts
    await store.claim("known", HOUR)
    await store.note(entry(entity_id=1))
    async with losing_one_answer(redis_url) as address, connected(address) as client:
        if act == "save_draft":
            assert await over(client).save_draft(AIDA, draft(), was=None) is True
        elif act == "claim":
            assert await over(client).claim("coins 17", HOUR) is True
        else:
            await over(client).note(entry())
            assert await store.history_of(Section.EVENTS, 17) == (entry(),)
