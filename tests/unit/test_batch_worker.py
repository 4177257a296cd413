"""Several decisions, one after another: what is done, what is told, and what goes wrong on the way."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    RequestRefused,
    SessionRejected,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens.intents import ShowBatch, ShowWaiting, SignOut
from tabys_bot.application.services.batching import LOOKED_AT_EVERY, WAITS_FOR_TABYS
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.batches import MARKED_AT_MOST, UNSHOWN, Result
from tabys_bot.domain.sections import Section
from tests.unit.batch_scene import Batcher, batcher, eventually
from tests.unit.desk_scene import asks
from tests.unit.scene import BOLAT, REFERENCE, RU, words_of

ALL = range(1, 13)


async def test_all_that_is_asked_for_is_decided_on_in_order_and_told_in_one_message() -> None:
    anna = await batcher()
    name = await anna.begun(ALL)
    assert await anna.work(name)
    assert anna.tabys.written_ids() == list(ALL)
    assert await anna.results(name) == ["done"] * 12
    assert "Одобрено: 12 из 12" in anna.report()
    assert anna.chat.told_count == 1
    assert await anna.store.open_batches() == ()


async def test_progress_is_shown_at_most_every_three_seconds_and_at_the_end() -> None:
    anna = await batcher()
    shown = []

    def pass_a_second(what: str) -> None:
        if what == "read":
            anna.clock.advance(timedelta(seconds=1))
        if what in ("told", "changed"):
            shown.append(anna.clock.now())

    anna.steps.on = pass_a_second
    await anna.work(await anna.begun(ALL))
    gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(shown[:-1])]
    assert gaps == [3, 3, 3, 3]
    assert "Одобрено: 12 из 12" in anna.report()


async def test_what_it_says_while_it_goes_on_leads_nowhere_else() -> None:
    """The message is written over: whoever goes on from it would lose what he looks at."""
    anna = await batcher()

    def halt(what: str) -> None:
        if what == "wrote" and len(anna.tabys.orders) == 7:
            anna.tabys.gate = asyncio.Event()
        anna.clock.advance(timedelta(seconds=1))

    anna.steps.on = halt
    name, stop = await anna.begun(ALL), asyncio.Event()
    working = asyncio.create_task(anna.work(name, stop))
    await anna.tabys.at_the_gate.wait()
    (screen,) = anna.chat.to(anna.visitor.id)
    stop.set()
    assert anna.tabys.gate
    anna.tabys.gate.set()
    assert not await working
    assert "Одобряю: 7 из 12" in screen.title
    assert set(asks(screen)) == {ShowBatch(name)}
    assert "▓▓▓▓▓▓▓░░░░░" in words_of(screen)


@pytest.mark.parametrize(
    ("failure", "result"),
    [(RequestRefused(REFERENCE), "failed"), (Broken(REFERENCE, crashed=True), "failed"), (Broken(REFERENCE), "unsure")],
)
async def test_what_fails_is_noted_and_the_others_go_on(failure: GatewayFailure, result: str) -> None:
    anna = await batcher(3)
    anna.tabys.refusing[2] = failure
    name = await anna.begun((1, 2, 3))
    assert await anna.work(name)
    assert await anna.results(name) == ["done", result, "done"]
    assert (await anna.kept(name)).items[1].why == type(failure).__name__
    assert "Запись 2: " in anna.report()
    assert "Запись 1" not in anna.report()


async def test_an_answer_that_was_lost_is_looked_for() -> None:
    anna = await batcher(3)
    anna.tabys.losing[2] = TooSlow(REFERENCE)
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["done"] * 3


async def test_what_others_have_decided_or_deleted_meanwhile_is_left_as_it_is() -> None:
    anna = await batcher(4)
    anna.tabys.change(Section.EVENTS, 2, moderation="rejected")
    anna.tabys.change(Section.EVENTS, 3, moderation="approved")
    anna.tabys.remove(Section.EVENTS, 4)
    name = await anna.begun((1, 2, 3, 4))
    await anna.work(name)
    assert await anna.results(name) == ["done", "already", "already", "already"]
    assert anna.tabys.written_ids() == [1]
    assert f"{RU('batch.result_already')}: 3" in anna.report()


async def test_what_nobody_could_find_out_leads_to_its_card() -> None:
    anna = await batcher(3)
    anna.tabys.refusing[2] = TooSlow(REFERENCE)
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["done", "unsure", "done"]
    (screen,) = anna.chat.to(anna.visitor.id)
    assert [one.entity_id for one in asks(screen) if isinstance(one, ShowWaiting)] == [2]


async def test_a_tabys_that_is_down_is_waited_for() -> None:
    anna = await batcher()
    anna.tabys.failing = Unreachable(REFERENCE, refused=True)

    def come_back(_: float) -> None:
        if len(anna.pauses) == 3:
            anna.tabys.failing = None

    anna.on_pause = come_back
    name = await anna.begun(ALL)
    await anna.work(name)
    assert anna.pauses == list(WAITS_FOR_TABYS[:3])
    assert await anna.results(name) == ["failed", "failed", *["done"] * 10]


async def test_it_says_that_it_waits() -> None:
    anna = await batcher()
    anna.tabys.failing = Unreachable(REFERENCE, refused=True)
    said = []

    def look(_: float) -> None:
        said.append(RU("batch.waiting") in anna.report())
        if len(said) == 3:
            anna.tabys.failing = None

    anna.on_pause = look
    await anna.work(await anna.begun(ALL))
    assert said[1:] == [True, True]
    assert RU("batch.waiting") not in anna.report()


async def test_a_tabys_that_stays_down_ends_it_with_all_the_rest_failed() -> None:
    anna = await batcher()
    anna.tabys.failing = Unreachable(REFERENCE, refused=True)
    name = await anna.begun(ALL)
    assert await anna.work(name)
    assert anna.pauses == list(WAITS_FOR_TABYS)
    assert await anna.results(name) == ["failed"] * 12
    assert RU("batch.why_silent") in anna.report()
    assert anna.tabys.orders == []


async def test_a_rejected_session_is_checked_once_and_goes_on() -> None:
    anna = await batcher(3)
    anna.tabys.expire_tokens()
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["done"] * 3


async def test_a_session_that_tabys_never_takes_ends_it() -> None:
    anna = await batcher(3)
    anna.tabys.record_fails = SessionRejected()
    name = await anna.begun((1, 2, 3))
    assert await anna.work(name)
    assert await anna.results(name) == ["failed"] * 3
    assert {item.why for item in (await anna.kept(name)).items} == {"SignedOut"}
    assert f"{RU('batch.result_failed')}: 3" in anna.report()


async def test_signing_out_in_the_middle_ends_it() -> None:
    anna = await batcher(6)
    leaving = anna.elsewhere()

    async def leave() -> None:
        await leaving.press(SignOut())

    name = await anna.begun(range(1, 7))
    gate = anna.tabys.gate = asyncio.Event()
    working = asyncio.create_task(anna.work(name))
    await anna.tabys.at_the_gate.wait()
    await leave()
    gate.set()
    assert await working
    assert await anna.results(name) == ["done", *["failed"] * 5]
    assert (await anna.kept(name)).items[-1].why == "SignedOut"


async def test_somebody_else_in_the_same_chat_does_not_go_on_with_it() -> None:
    anna = await batcher(3)
    name = await anna.begun((1, 2, 3))
    await anna.press(SignOut())
    await anna.sign_in(Role.SUPER_ADMIN)
    await anna.work(name)
    assert await anna.results(name) == ["failed"] * 3
    assert anna.tabys.orders == []


async def test_who_signs_in_after_him_in_the_same_chat_sees_neither_titles_nor_reason() -> None:
    section = Section.PURCHASES
    anna = await batcher(3, section=section)
    anna.tabys.refusing[1] = RequestRefused(REFERENCE)
    name = await anna.begun((1, 2, 3), section=section, act="reject", reason="Склад пуст")
    gate = anna.tabys.gate = asyncio.Event()
    working = asyncio.create_task(anna.work(name))
    await anna.tabys.at_the_gate.wait()
    assert "Склад пуст" in anna.report()
    await anna.press(SignOut())
    await anna.sign_in(Role.NPO)
    gate.set()
    assert await working
    assert await anna.results(name) == ["failed", "done", "failed"]
    assert (await anna.kept(name)).items[0].title == "Запись 1"
    assert "Запись" not in anna.report()
    assert "Склад" not in anna.report()
    assert f"{RU('batch.result_failed')}: 2" in anna.report()
    (anna.screen,) = anna.chat.to(anna.visitor.id)
    await anna.press(RU("batch.show"))
    assert anna.screen.title == RU("batch.gone")


async def test_a_role_that_was_lost_ends_it() -> None:
    anna = await batcher(3)
    anna.tabys.role_of[(await anna.session()).admin_id] = Role.GOVERNMENT
    anna.clock.advance(timedelta(minutes=6))
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["failed"] * 3
    assert anna.tabys.attempts == []
    assert RU("batch.why_access") in anna.report()


async def test_a_role_that_tabys_does_not_let_ends_it() -> None:
    anna = await batcher(3)
    anna.tabys.refusing[1] = AccessRefused(REFERENCE)
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["failed"] * 3
    assert anna.tabys.orders == []


async def test_an_act_of_another_version_is_not_done() -> None:
    anna = await batcher(2)
    for act in ("bless", "delete", "create", "reapprove"):
        name = await anna.begun((1, 2), act=act)
        await anna.work(name)
        assert await anna.results(name) == ["failed", "failed"]
    assert anna.tabys.attempts == []


async def test_a_lost_store_is_waited_for_and_nothing_is_forgotten_or_done_twice() -> None:
    for last in range(3, 60):  # the first two belong to who looks for work
        anna = await batcher(3)
        name, count = await anna.begun((1, 2, 3)), itertools.count(1)

        def lose(_: str, last: int = last, anna: Batcher = anna, count: "itertools.count[int]" = count) -> None:
            if next(count) == last:
                anna.store.failing = 2

        anna.steps.on = lose
        await anna.work(name)
        anna.pass_claims()
        while not (await anna.kept(name)).is_over:
            await anna.work(name)
        assert anna.tabys.written_ids() == [1, 2, 3], last
        assert await anna.results(name) == ["done"] * 3, last


async def test_stop_lets_the_record_in_hand_be_finished_and_the_rest_goes_on_later() -> None:
    anna = await batcher()
    name, stop = await anna.begun(ALL), asyncio.Event()
    anna.tabys.on_done = lambda: stop.set() if len(anna.tabys.written) == 4 else None
    assert not await anna.work(name, stop)
    assert await anna.results(name) == ["done"] * 4 + [""] * 8
    anna.restart()
    assert await anna.work(name)
    assert anna.tabys.written_ids() == list(ALL)
    assert anna.chat.told_count == 1


@pytest.mark.parametrize("failure", [Undelivered.GONE, Undelivered.LOST, Undelivered.REFUSED])
async def test_who_cannot_be_told_has_it_done_all_the_same(failure: Undelivered) -> None:
    anna = await batcher(3)
    anna.chat.failing[anna.visitor.id] = failure
    name = await anna.begun((1, 2, 3))
    assert await anna.work(name)
    assert await anna.results(name) == ["done"] * 3
    assert (await anna.kept(name)).message_id == UNSHOWN
    assert anna.chat.told_count == 2


async def test_a_report_that_may_be_lost_is_told_again() -> None:
    anna = await batcher(3)
    name = await anna.begun((1, 2, 3))
    anna.tabys.on_done = lambda: anna.chat.failing.update({anna.visitor.id: Undelivered.LOST})
    assert not await anna.work(name)
    assert await anna.store.open_batches() == (name,)
    anna.chat.failing.clear()
    assert await anna.work(name)
    assert "Одобрено: 3 из 3" in anna.report()


async def test_a_message_that_was_deleted_does_not_come_back_before_the_end() -> None:
    anna = await batcher()
    name = await anna.begun(ALL)

    def delete(what: str) -> None:
        anna.clock.advance(timedelta(seconds=1))
        if what == "wrote" and len(anna.tabys.orders) == 2:
            anna.chat.messages.clear()

    anna.steps.on = delete
    await anna.work(name)
    assert anna.chat.told_count == 2
    assert "Одобрено: 12 из 12" in anna.report()


async def test_no_more_than_can_be_marked_is_begun() -> None:
    anna = await batcher(1)
    for count in (0, MARKED_AT_MOST + 1):
        with pytest.raises(ValueError, match=str(count)):
            await anna.begun(range(1, count + 1))


async def test_the_worker_takes_what_is_begun_and_ends_when_it_is_to_stop() -> None:
    anna = await batcher(3)
    anna.stands_still = True
    stop = asyncio.Event()
    running = asyncio.create_task(anna.worker.run(stop))
    name = await anna.begun((1, 2, 3))

    async def is_over() -> bool:
        return (await anna.kept(name)).is_over

    await eventually(is_over)
    stop.set()
    await running
    assert anna.tabys.written_ids() == [1, 2, 3]


async def test_three_go_on_side_by_side_and_the_fourth_follows() -> None:
    anna = await batcher(8)
    anna.stands_still = True
    names = [await anna.begun((number, number + 4)) for number in (1, 2, 3, 4)]
    gate = anna.tabys.gate = asyncio.Event()
    stop = asyncio.Event()
    running = asyncio.create_task(anna.worker.run(stop))

    async def three_wait() -> bool:
        return len([name for name in names if (await anna.kept(name)).count(Result.BEGUN)]) == 3

    async def all_over() -> bool:
        return await anna.store.open_batches() == ()

    await eventually(three_wait)
    for _ in range(100):
        await asyncio.sleep(0)
    assert await three_wait()
    gate.set()
    await eventually(all_over)
    stop.set()
    await running
    assert sorted(anna.tabys.written_ids()) == list(range(1, 9))


async def test_a_bug_about_one_record_leaves_it_unsure_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    anna = await batcher(3)

    def stumble(what: str) -> None:
        if what == "write" and anna.tabys.written_ids() == [1]:
            anna.steps.on = None
            raise ZeroDivisionError

    anna.steps.on = stumble
    name = await anna.begun((1, 2, 3))
    await anna.work(name)
    assert await anna.results(name) == ["done", "unsure", "done"]
    assert "ZeroDivisionError" in caplog.text


async def test_two_admins_may_decide_on_the_same_records_and_the_second_finds_them_decided() -> None:
    anna = await batcher(4)
    bolat = anna.elsewhere(BOLAT)
    await bolat.sign_in(Role.SUPER_ADMIN)
    first = await bolat.begun((1, 2))
    second = await anna.begun((2, 3), act="reject")
    await anna.work(first)
    await anna.work(second)
    assert await anna.results(second) == ["already", "done"]
    entries = [await anna.store.history_of(Section.EVENTS, number) for number in (1, 2, 3)]
    hers, his = (await anna.session()).admin_id, (await bolat.session()).admin_id
    assert [[(entry.admin_id, entry.act) for entry in those] for those in entries] == [
        [(his, "approve")],
        [(his, "approve")],
        [(hers, "reject")],
    ]


async def test_what_cannot_be_read_is_not_looked_at_without_a_pause() -> None:
    anna = await batcher(1)
    name, stop = await anna.begun((1,)), asyncio.Event()
    anna.store.unreadable = name

    def after_some(_: float) -> None:
        if len(anna.pauses) == 5:
            stop.set()

    anna.on_pause = after_some
    began = anna.clock.now()
    await anna.worker.run(stop)
    assert anna.clock.now() - began >= timedelta(seconds=4 * LOOKED_AT_EVERY)
