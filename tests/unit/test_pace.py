"""What nobody asked for goes no faster than Telegram bears it, and nobody waits for another's sake."""

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.adapters.telegram.pace import OF_ALL, OF_ONE_CHAT, Pace
from tests.unit.leaping import leaping

SOON = 1e-6  # what floats may be off
CHATS = range(1, 91)


class Line:
    """Sends without sending, and remembers when and to whom."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.begun = asyncio.get_running_loop().time()
        self.went: list[tuple[float, int, int]] = []

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time() - self.begun

    def at(self, chat_id: int) -> list[float]:
        return [at for at, chat, _ in self.went if chat == chat_id]

    async def send(self, chat_id: int, what: int = 0) -> None:
        async with self.pace.within(chat_id) as turn:
            await turn()
            self.went.append((self.now, chat_id, what))


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(times)]


@leaping
async def test_thirty_go_in_a_second_over_all() -> None:
    line = Line()
    await asyncio.gather(*map(line.send, CHATS))
    times = [at for at, _, _ in line.went]
    assert [chat for _, chat, _ in line.went] == list(CHATS)
    assert all(abs(gap - OF_ALL) < SOON for gap in gaps(times))
    assert sum(at < 1 - SOON for at in times) == 30


@leaping
async def test_one_goes_in_a_second_in_a_chat_and_in_their_order() -> None:
    line = Line()
    await asyncio.gather(*(line.send(7, number) for number in range(4)))
    assert [what for _, _, what in line.went] == [0, 1, 2, 3]
    assert all(abs(gap - OF_ONE_CHAT) < SOON for gap in gaps(line.at(7)))


@leaping
async def test_many_for_one_chat_keep_no_other_waiting() -> None:
    line = Line()
    await asyncio.gather(*(line.send(7) for _ in range(50)), line.send(8))
    assert line.at(8)[0] < 2 * OF_ALL + SOON
    assert line.at(7)[-1] > 48


@leaping
async def test_several_in_a_block_go_at_the_same_pace_and_nobody_comes_between() -> None:
    line = Line()

    async def twice() -> None:
        async with line.pace.within(7) as turn:
            for what in (1, 2):
                await turn()
                line.went.append((line.now, 7, what))

    await asyncio.gather(twice(), line.send(7, 3))
    assert [what for _, _, what in line.went] == [1, 2, 3]
    assert all(gap > OF_ONE_CHAT - SOON for gap in gaps(line.at(7)))


@leaping
async def test_a_pause_keeps_back_those_too_who_wait_already() -> None:
    line = Line()
    sending = asyncio.gather(*map(line.send, CHATS))
    await asyncio.sleep(1)
    before = len(line.went)
    line.pace.pause(40)
    line.pace.pause(10)  # the longer counts
    await sending
    after = [at for at, _, _ in line.went][before:]
    assert after[0] > 41 - SOON
    assert all(gap > OF_ALL - SOON for gap in gaps(after))
    assert [chat for _, chat, _ in line.went] == list(CHATS)


@leaping
async def test_quiet_chats_are_forgotten() -> None:
    line = Line()
    for chat_id in range(1, 201):
        await line.send(chat_id)
    assert line.pace.remembered < 40
    await asyncio.sleep(OF_ONE_CHAT)
    await line.send(7)
    assert line.pace.remembered == 1


@leaping
async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    line = Line()
    line.pace.pause(100)
    waiting = [asyncio.create_task(line.send(chat_id)) for chat_id in (7, 7, 8, 9)]
    await asyncio.sleep(1)
    for task in waiting[:3]:
        task.cancel()
    await asyncio.wait(waiting)
    await line.send(7)
    assert [chat for _, chat, _ in line.went] == [9, 7]


@given(
    st.lists(
        st.tuples(st.floats(0, 2), st.integers(1, 3), st.one_of(st.just(0.0), st.floats(0, 20))),
        min_size=1,
        max_size=30,
    )
)
@leaping
async def test_whatever_comes_when_the_pace_is_kept(arriving: list[tuple[float, int, float]]) -> None:
    line, pauses, tasks = Line(), list[tuple[float, float]](), list[asyncio.Task[None]]()
    for number, (delay, chat_id, pause) in enumerate(arriving):
        await asyncio.sleep(delay)
        if pause:
            pauses.append((line.now, line.now + pause))
            line.pace.pause(pause)
        tasks.append(asyncio.create_task(line.send(chat_id, number)))
    await asyncio.gather(*tasks)
    assert len(line.went) == len(arriving)
    times = [at for at, _, _ in line.went]
    assert all(gap > OF_ALL - SOON for gap in gaps(times))
    for chat_id in (1, 2, 3):
        assert all(gap > OF_ONE_CHAT - SOON for gap in gaps(line.at(chat_id)))
        numbers = [what for _, chat, what in line.went if chat == chat_id]
        assert numbers == sorted(numbers)
    assert not [at for at in times for start, end in pauses if start + SOON < at < end - SOON]
