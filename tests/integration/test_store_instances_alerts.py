"""Two instances of the bot over one Redis while alerts are sent: each admin is told of each record once."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.domain.alerts import AlertMode, Owed, Subject
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tests.integration.lost_answers import losing_one_answer
from tests.integration.moderated import ADMIN, EVENT, NEWS, batch, choice, over

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AIDA, BOLAT = 7, 8
SUBJECTS = [Subject(Section.EVENTS, number) for number in range(1, 31)]


def store_over(client: Redis) -> RedisStore:
    return RedisStore(redis=client, clock=ManualClock(START), limits=Limits())


@dataclass(frozen=True)
class Instances:
    """Two stores with connections of their own."""

    one: RedisStore
    two: RedisStore

    @property
    def both(self) -> tuple[RedisStore, RedisStore]:
        return self.one, self.two


@pytest.fixture
async def instances(redis: Redis, redis_url: str) -> AsyncIterator[Instances]:
    async with connected(redis_url) as other:
        yield Instances(store_over(redis), store_over(other))


async def test_of_two_instances_that_would_tell_him_one_may(instances: Instances) -> None:
    claims = await asyncio.gather(
        *(store.claim_alerts([subject], AIDA) for subject in SUBJECTS for store in instances.both for _ in range(3))
    )
    assert Counter(claims) == {frozenset(): 5 * len(SUBJECTS)} | {frozenset({subject}): 1 for subject in SUBJECTS}
    assert [set(await store.subjects_told()) for store in instances.both] == [set(SUBJECTS)] * 2


async def test_what_one_instance_tells_the_other_knows(instances: Instances) -> None:
    await instances.one.claim_alerts([EVENT], AIDA)
    await instances.one.note_alert(EVENT, AIDA, 5)
    await instances.two.claim_alerts([EVENT], BOLAT)
    assert await instances.two.alerts_of(EVENT) == {AIDA: 5}
    await instances.two.close_alerts(EVENT)
    assert [await store.subjects_told() for store in instances.both] == [(), ()]


async def test_what_one_notes_while_another_settles_is_not_lost(instances: Instances) -> None:
    old, new = SUBJECTS[:15], SUBJECTS[15:]
    await instances.one.note_waiting(Section.EVENTS, [], {AIDA: old})
    await asyncio.gather(
        *(
            act
            for was, now in zip(old, new, strict=True)
            for act in (
                instances.one.settle_owed(AIDA, [was]),
                instances.two.note_waiting(Section.EVENTS, [], {AIDA: [now]}),
            )
        )
    )
    assert [await store.owed() for store in instances.both] == [(Owed(AIDA, tuple(new)),)] * 2


async def test_who_cannot_be_reached_stays_off_whatever_is_noted_meanwhile(instances: Instances) -> None:
    await instances.one.save_alert_choice(AIDA, choice())
    await asyncio.gather(
        *(
            act
            for subject in SUBJECTS
            for act in (
                instances.one.note_waiting(Section.EVENTS, [], {AIDA: [subject]}),
                instances.two.end_alerts(AIDA),
            )
        )
    )
    assert [await store.alerted() for store in instances.both] == [{}, {}]
    assert await instances.one.alert_choice(AIDA, ADMIN) == choice(mode=AlertMode.OFF)


async def test_a_batch_that_one_instance_began_another_finds_and_ends(instances: Instances) -> None:
    await instances.one.save_batch(batch(), was=None)
    assert await instances.two.open_batches() == ("a1B2",)
    assert await instances.two.save_batch(over(batch()), was=0)
    assert (await instances.one.open_batches(), await instances.one.batch("a1B2")) == ((), over(batch()))


async def test_a_claim_whose_answer_was_lost_is_told_as_won(redis: Redis, redis_url: str) -> None:
    store = store_over(redis)
    await store.claim_alerts([NEWS], AIDA)  # the server learns the script
    async with losing_one_answer(redis_url) as address, connected(address) as client:
        assert await store_over(client).claim_alerts([EVENT], AIDA) == {EVENT}
    assert await store.claim_alerts([EVENT], AIDA) == set()
    assert await store.alerts_of(EVENT) == {}


async def test_what_was_noted_though_its_answer_was_lost_is_noted_once(redis: Redis, redis_url: str) -> None:
    store = store_over(redis)
    await store.note_waiting(Section.NEWS, [], {})  # the server learns the script
    async with losing_one_answer(redis_url) as address, connected(address) as client:
        await store_over(client).note_waiting(Section.EVENTS, [17], {AIDA: [EVENT], BOLAT: [EVENT, NEWS]})
    assert await store.known_waiting(Section.EVENTS) == frozenset({17})
    assert set(await store.owed()) == {Owed(AIDA, (EVENT,)), Owed(BOLAT, (EVENT, NEWS))}
