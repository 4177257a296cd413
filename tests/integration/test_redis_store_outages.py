"""When Redis is gone, silent, full or read-only: told within seconds, and over as soon as Redis is back."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.store import MemoryStore
from tabys_bot.adapters.redis.connection import connected
from tabys_bot.adapters.redis.store import RedisStore
from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Meter, Store, Visit
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import Owed
from tabys_bot.domain.desk import Desk
from tabys_bot.domain.languages import Language
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, SignInMark
from tests.integration.moderated import EVENT, NEWS, batch, choice
from tests.integration.servers.redis import RedisServer, free_port
from tests.integration.written import ADMIN, draft, entry

AIDA, BOLAT = 7, 8
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SESSION = Session(AIDA, 41, Role.NPO, "token", "Айда", START, START, START, START + timedelta(days=1), "1st")
VALID = SignInMark(SESSION.expires_at)
MINUTE = timedelta(minutes=1)
CODE = OtpCode("A7B9C3D5")
PATIENCE = 3.0

Act = Callable[[Store], Awaitable[object]]

WRITES: dict[str, Act] = {
    "open": lambda store: store.open(AIDA, Meter.MESSAGES),
    "start": lambda store: store.start(SESSION),
    "renew": lambda store: store.renew(SESSION),
    "revive": lambda store: store.revive(replace(SESSION, telegram_user_id=BOLAT)),
    "settle": lambda store: store.settle(AIDA, VALID),
    "claim_restore": lambda store: store.claim_restore(AIDA),
    "attempt": lambda store: store.attempt(AIDA, CODE),
    "failed": lambda store: store.failed(AIDA),
    "set_language": lambda store: store.set_language(AIDA, Language.KK),
    "save_desk": lambda store: store.save_desk(AIDA, Desk(41, find="слово")),
    "note_sent": lambda store: store.note_sent("https://media.tabys.example/7.jpg", "AgACAgIAAx"),
    "save_draft": lambda store: store.save_draft(AIDA, draft("another"), was=None),
    "claim": lambda store: store.claim("another", MINUTE),
    "note": lambda store: store.note(entry()),
    "save_alert_choice": lambda store: store.save_alert_choice(AIDA, choice()),
    "note_waiting": lambda store: store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT, NEWS]}),
    "claim_alerts": lambda store: store.claim_alerts([EVENT, NEWS], BOLAT),
    "unclaim_alerts": lambda store: store.unclaim_alerts([EVENT], AIDA),
    "note_alert": lambda store: store.note_alert(EVENT, AIDA, 5),
    "save_batch": lambda store: store.save_batch(batch(), was=None),
}
DELETIONS: dict[str, Act] = {
    "end": lambda store: store.end(AIDA),
    "revoke": lambda store: store.revoke(SESSION),
    "expel": lambda store: store.expel(AIDA),
    "release": lambda store: store.release(CODE),
    "succeeded": lambda store: store.succeeded(AIDA),
    "save an empty desk": lambda store: store.save_desk(AIDA, Desk(41)),
    "forget_sent": lambda store: store.forget_sent("https://media.tabys.example/7.jpg"),
    "drop_draft": lambda store: store.drop_draft(AIDA, ADMIN, "a1B2"),
    "unclaim": lambda store: store.unclaim("this"),
    "settle_owed": lambda store: store.settle_owed(AIDA, [EVENT]),
    "end_alerts": lambda store: store.end_alerts(AIDA),
    "close_alerts": lambda store: store.close_alerts(EVENT),
}
CHANGES = WRITES | DELETIONS
READS: dict[str, Act] = {
    "standing": lambda store: store.standing(),
    "handle_of": lambda store: store.handle_of("https://media.tabys.example/7.jpg"),
    "drafts": lambda store: store.drafts(AIDA, ADMIN),
    "draft": lambda store: store.draft(AIDA, ADMIN, "a1B2"),
    "history_of": lambda store: store.history_of(Section.EVENTS, 17),
    "language_of": lambda store: store.language_of(AIDA),
    "alert_choice": lambda store: store.alert_choice(AIDA, ADMIN),
    "alerted": lambda store: store.alerted(),
    "known_waiting": lambda store: store.known_waiting(Section.EVENTS),
    "owed": lambda store: store.owed(),
    "alerts_of": lambda store: store.alerts_of(EVENT),
    "subjects_told": lambda store: store.subjects_told(),
    "batch": lambda store: store.batch("a1B2"),
    "open_batches": lambda store: store.open_batches(),
}
EVERYTHING = CHANGES | READS


@pytest.fixture
async def server() -> AsyncIterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture
async def client(server: RedisServer) -> AsyncIterator[Redis]:
    async with connected(server.url) as client:
        yield client


@pytest.fixture
def store(client: Redis) -> RedisStore:
    return over(client)


def over(client: Redis) -> RedisStore:
    return RedisStore(redis=client, clock=ManualClock(START), limits=Limits())


async def complaints(store: Store, acts: dict[str, Act]) -> tuple[list[str], float]:
    """Which of the acts said that the store is unavailable, and how long the slowest took."""
    seconds, complaining = [0.0], []
    for name, act in acts.items():
        begun = time.monotonic()
        try:
            await act(store)
        except StoreUnavailableError:
            complaining.append(name)
        seconds.append(time.monotonic() - begun)
    return complaining, max(seconds)


async def test_a_killed_server_is_told_at_once_by_everything(store: RedisStore, server: RedisServer) -> None:
    before, _ = await complaints(store, EVERYTHING)
    server.stop()
    down, seconds = await complaints(store, EVERYTHING)
    assert (before, down) == ([], list(EVERYTHING))
    assert seconds < PATIENCE


async def test_a_store_in_memory_that_is_switched_off_fails_as_a_lost_server_does() -> None:
    store = MemoryStore(clock=ManualClock(START), limits=Limits())
    before, _ = await complaints(store, EVERYTHING)
    store.down = True
    down, _ = await complaints(store, EVERYTHING)
    assert (before, down) == ([], list(EVERYTHING))


async def test_a_server_that_is_started_again_is_used_again(store: RedisStore, server: RedisServer) -> None:
    await store.start(SESSION)
    server.stop()
    await complaints(store, EVERYTHING)
    server.start()
    lost = await store.open(AIDA, Meter.BUTTONS)
    after, _ = await complaints(store, EVERYTHING)
    await store.start(SESSION)
    assert (lost, after) == (Visit(), [])
    assert await store.open(AIDA, Meter.BUTTONS) == Visit(SESSION, VALID, Language.KK)


async def test_a_restart_that_nobody_noticed_costs_no_visit(store: RedisStore, server: RedisServer) -> None:
    await asyncio.gather(*(store.open(visitor, Meter.BUTTONS) for visitor in range(1, 31)))
    server.stop()
    server.start()
    visits = await asyncio.gather(*(store.open(visitor, Meter.BUTTONS) for visitor in range(1, 31)))
    assert visits == [Visit()] * 30


async def test_a_server_that_never_was_is_told_at_once() -> None:
    async with connected(f"redis://:{'secret'}@127.0.0.1:{free_port()}/0") as client:
        with pytest.raises(StoreUnavailableError) as raised:
            await over(client).open(AIDA, Meter.BUTTONS)
    assert "secret" not in str(raised.value)


async def test_a_server_that_says_nothing_is_given_up_within_seconds() -> None:
    connections: list[asyncio.StreamWriter] = []

    def keep(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)

    silent = await asyncio.start_server(keep, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    async with silent, connected(f"redis://127.0.0.1:{port}/0") as client:
        async with asyncio.timeout(10):
            outcomes = await asyncio.gather(
                *(over(client).open(visitor, Meter.BUTTONS) for visitor in range(1, 31)), return_exceptions=True
            )
        for writer in connections:
            writer.close()
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailableError}
    assert len(connections) == 30, "a command that may have been executed is not repeated"


async def test_a_server_that_wants_a_password_is_unavailable(server: RedisServer, client: Redis) -> None:
    await client.config_set("requirepass", "secret")
    async with connected(server.url) as stranger:
        with pytest.raises(StoreUnavailableError):
            await over(stranger).open(AIDA, Meter.BUTTONS)


async def test_a_read_only_server_is_unavailable_until_it_can_write(store: RedisStore, client: Redis) -> None:
    await store.start(SESSION)
    await store.save_draft(AIDA, draft(), was=None)
    await store.claim("this", MINUTE)
    await store.claim_alerts([EVENT], AIDA)
    await client.replicaof("127.0.0.1", str(free_port()))
    refused, _ = await complaints(store, EVERYTHING)
    await client.replicaof("NO", "ONE")
    writable, _ = await complaints(store, EVERYTHING)
    assert (refused, writable) == (list(CHANGES), [])


async def test_a_full_server_is_unavailable_until_it_has_room(store: RedisStore, client: Redis) -> None:
    await store.start(SESSION)
    await store.claim_alerts([EVENT], AIDA)
    await client.config_set("maxmemory", 1)
    refused, _ = await complaints(store, WRITES)
    await client.config_set("maxmemory", 0)
    roomy, _ = await complaints(store, WRITES)
    assert (refused, roomy) == (list(WRITES), [])


@pytest.mark.parametrize(
    ("act", "mark"),
    [
        ("end", SignInMark(None)),
        ("revoke", SignInMark(None)),
        ("expel", SignInMark(None, told=True, revoked=True)),
    ],
)
async def test_signing_out_of_a_full_server_is_done_wholly_or_not_at_all(
    store: RedisStore, client: Redis, act: str, mark: SignInMark
) -> None:
    await store.start(SESSION)
    await client.config_set("maxmemory", 1)
    complaining, _ = await complaints(store, {act: DELETIONS[act]})
    await client.config_set("maxmemory", 0)
    untouched, ended = Visit(SESSION, SignInMark(SESSION.expires_at)), Visit(mark=mark)
    assert await store.open(AIDA, Meter.BUTTONS) == (untouched if complaining else ended)


async def test_what_waits_is_noted_on_a_full_server_wholly_or_not_at_all(store: RedisStore, client: Redis) -> None:
    await store.save_alert_choice(AIDA, choice())
    await client.mset({"tg_owed:7": "foreign", "tg_owing": "foreign"})
    await client.config_set("maxmemory", 1)
    refused, _ = await complaints(store, {name: EVERYTHING[name] for name in ("note_waiting", "end_alerts")})
    await client.config_set("maxmemory", 0)
    assert refused == ["note_waiting", "end_alerts"]
    assert (await store.known_waiting(Section.EVENTS), await store.alerted()) == (None, {AIDA: choice()})
    await store.note_waiting(Section.EVENTS, [17], {AIDA: [EVENT]})
    assert await store.known_waiting(Section.EVENTS) == frozenset({17})
    assert await store.owed() == (Owed(AIDA, (EVENT,)),)


async def test_counters_that_somebody_has_spoilt_are_no_crash(store: RedisStore, client: Redis) -> None:
    await client.mset({"tg_limit:messages:7": "many", "tg_limit:failures": "many", "tg_limit:attempts:7": "many"})
    complaining, _ = await complaints(store, EVERYTHING)
    assert set(complaining) <= {"open", "attempt", "failed"}
