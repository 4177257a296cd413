"""From what is marked to what came of it, through the buttons: asking, reasons, beginning, looking, trying again."""

import asyncio
from datetime import timedelta

import pytest

from tabys_bot.application.failures import RequestRefused, TooSlow
from tabys_bot.application.screens.codec import decode, encode
from tabys_bot.application.screens.intents import (
    AskBatch,
    ClearMarks,
    Intent,
    Line,
    ListWaiting,
    MarkPage,
    MarkWaiting,
    OpenMenu,
    OpenQueue,
    Reason,
    RetryBatch,
    SetLanguage,
    ShowBatch,
    ShowWaiting,
    SignOut,
    StartBatch,
    TypeBatchReason,
)
from tabys_bot.application.screens.screen import Press, Style
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.batches import digest_of_records
from tabys_bot.domain.desk import PROMPT_LASTS
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import MODERATED
from tabys_bot.domain.sections import Section
from tests.unit.batch_scene import Batcher, batcher
from tests.unit.desk_scene import asks
from tests.unit.scene import BOLAT, REFERENCE, RU, TEXTS, words_of

EVENTS = Section.EVENTS
APPROVE, REJECT = AskBatch(EVENTS, "approve"), AskBatch(EVENTS, "reject")


def first(count: int) -> int:
    """The digest of so many records with the numbers from 1 on."""
    return digest_of_records(range(1, count + 1))


async def with_marks(count: int = 8, *, section: Section = EVENTS, role: Role = Role.ADMINISTRATOR) -> Batcher:
    anna = await batcher(count, section=section, role=role)
    await anna.press(MarkPage(section))
    return anna


async def only_batch(anna: Batcher) -> str:
    (name,) = await anna.store.open_batches()
    return name


def starts(anna: Batcher) -> list[StartBatch]:
    return [intent for intent in asks(anna.screen) if isinstance(intent, StartBatch)]


async def test_approving_is_asked_once_more_with_how_many_of_what() -> None:
    anna = await with_marks()
    await anna.press("Одобрить (8)")
    assert anna.screen.title == "✅ Одобрить отмеченные? 📅 Мероприятия: 8"
    assert "• Запись 1\n" in words_of(anna.screen)
    assert all(f"• Запись {number}" in words_of(anna.screen) for number in range(1, 9))
    assert starts(anna) == [StartBatch(EVENTS, "approve", first(8))]


async def test_rejecting_asks_why() -> None:
    anna = await with_marks()
    await anna.press(REJECT)
    act = find_act(EVENTS, "reject")
    assert act is not None
    assert act.why is not None
    given = [StartBatch(EVENTS, "reject", first(8), Reason(name)) for name in act.why.ready]
    assert starts(anna) == [*given, StartBatch(EVENTS, "reject", first(8))]
    assert TypeBatchReason(EVENTS, "reject", first(8)) in asks(anna.screen)
    assert RU("why.kept") in words_of(anna.screen)


async def test_where_a_reason_is_required_there_is_no_way_without() -> None:
    anna = await with_marks(section=Section.PURCHASES)
    await anna.press(AskBatch(Section.PURCHASES, "reject"))
    assert all(start.reason for start in starts(anna))
    assert RU("why.sent") in words_of(anna.screen)
    assert RU("act.purchases.reject.effect") in words_of(anna.screen)
    assert RU("confirm.for_good") not in words_of(anna.screen), "that is said already"
    await anna.press(StartBatch(Section.PURCHASES, "reject", first(8)))
    assert await anna.store.open_batches() == ()
    assert starts(anna)


@pytest.mark.parametrize("section", MODERATED)
@pytest.mark.parametrize("act", ["approve", "reject"])
async def test_a_hurried_second_tap_meets_nothing_that_begins(section: Section, act: str) -> None:
    anna = await with_marks(section=section, role=Role.SUPER_ADMIN)
    await anna.press(AskBatch(section, act))
    assert starts(anna)
    for row in (anna.screen.rows[0], anna.screen.rows[-2]):
        assert not any(isinstance(button, Press) and isinstance(button.intent, StartBatch) for button in row)
    style = Style.SUCCESS if act == "approve" else Style.DANGER
    pressable = [button for row in anna.screen.rows for button in row if isinstance(button, Press)]
    assert {button.style for button in pressable if isinstance(button.intent, StartBatch)} == {style}


async def test_what_may_concern_some_of_it_is_said_before() -> None:
    anna = await with_marks(section=Section.NEWS)
    await anna.press(AskBatch(Section.NEWS, "approve"))
    assert RU("caution.news_appears") in words_of(anna.screen)
    for number in range(1, 9):
        anna.tabys.change(Section.NEWS, number, publication="scheduled")
    await anna.press(ListWaiting(Section.NEWS, fresh=True))
    await anna.press(AskBatch(Section.NEWS, "approve"))
    assert RU("caution.news_appears") not in words_of(anna.screen)


async def test_it_is_begun_with_what_is_marked_in_the_order_of_the_marks() -> None:
    anna = await batcher(20)
    for number in (12, 3, 7):
        await anna.press(MarkWaiting(EVENTS, number))
    await anna.press(APPROVE)
    await anna.press("Одобрить (3)")
    assert anna.screen.title == RU("batch.begun", count=3)
    assert (await anna.desk()).marks is None
    name = await only_batch(anna)
    await anna.work(name)
    assert anna.tabys.written_ids() == [12, 3, 7]
    assert [item.title for item in (await anna.kept(name)).items] == ["Запись 12", "Запись 3", "Запись 7"]


async def test_the_buttons_of_a_batch_fit() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    for intent in (ShowBatch(name := await only_batch(anna), 90), RetryBatch(name)):
        assert decode(encode(intent)) == intent


async def test_a_ready_reason_stands_in_the_history_and_words_do_too() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "reject", first(8), Reason("rules")))
    await anna.work(await only_batch(anna))
    (entry,) = await anna.store.history_of(EVENTS, 1)
    assert entry.changes["reason"].after == "rules"


async def test_a_reason_in_own_words_begins_it() -> None:
    anna = await with_marks()
    await anna.press(REJECT)
    await anna.press(RU("button.own_words"))
    await anna.type("  Нет   адреса ")
    assert anna.screen.title == RU("batch.begun", count=8)
    desk = await anna.desk()
    assert desk.marks is None
    assert desk.prompt is None
    await anna.work(await only_batch(anna))
    (entry,) = await anna.store.history_of(EVENTS, 8)
    assert entry.changes["reason"].after == "Нет адреса"


async def test_a_reason_that_nobody_can_see_is_asked_for_again() -> None:
    anna = await with_marks()
    await anna.press(TypeBatchReason(EVENTS, "reject", first(8)))
    await anna.type("\u200b\u2800")
    assert {RU("why.blank"), RU("why.type_kept")} <= set(words_of(anna.screen).splitlines())
    await anna.type("ж" * 501)
    assert "501" in words_of(anna.screen)
    assert await anna.store.open_batches() == ()
    await anna.type("Дубль")
    assert anna.screen.title == RU("batch.begun", count=8)


async def test_a_reason_that_comes_too_late_or_after_going_elsewhere_is_no_reason() -> None:
    anna = await with_marks()
    await anna.press(TypeBatchReason(EVENTS, "reject", first(8)))
    anna.clock.advance(PROMPT_LASTS)
    await anna.type("Дубль")
    await anna.press(TypeBatchReason(EVENTS, "reject", first(8)))
    await anna.press(OpenMenu())
    await anna.type("Дубль")
    assert await anna.store.open_batches() == ()


async def test_marks_that_have_changed_are_asked_about_again() -> None:
    anna = await with_marks(9)
    await anna.press(APPROVE)
    await anna.elsewhere().press(MarkWaiting(EVENTS, 9, 8))
    await anna.press("Одобрить (8)")
    assert await anna.store.open_batches() == ()
    assert RU("batch.changed") in words_of(anna.screen)
    assert starts(anna) == [StartBatch(EVENTS, "approve", first(9))]


async def test_an_old_message_does_not_decide_on_other_records_than_it_named() -> None:
    anna = await batcher(12)
    for number in (1, 2, 3):
        await anna.press(MarkWaiting(EVENTS, number))
    await anna.press(REJECT)
    old = [intent for intent in asks(anna.screen) if isinstance(intent, StartBatch | TypeBatchReason)]
    await anna.press(ClearMarks(EVENTS))
    for number in (7, 8, 9):
        await anna.press(MarkWaiting(EVENTS, number))
    for intent in old:
        await anna.press(intent)
        await anna.type("Дубль")
        assert await anna.store.open_batches() == ()
        await anna.press(intent)
        assert RU("batch.changed") in words_of(anna.screen)
        assert {start.digest for start in starts(anna)} == {digest_of_records((7, 8, 9))}


async def test_a_reason_typed_for_some_records_is_not_given_to_as_many_others() -> None:
    anna = await batcher(12)
    await anna.press(MarkWaiting(EVENTS, 1))
    await anna.press(TypeBatchReason(EVENTS, "reject", first(1)))
    desk = await anna.desk()
    await anna.store.save_desk(anna.visitor.id, desk.marking(EVENTS, (2,)))
    await anna.type("Дубль")
    assert await anna.store.open_batches() == ()
    assert RU("batch.changed") in words_of(anna.screen)


async def test_the_same_records_marked_in_another_order_are_the_same() -> None:
    anna = await batcher(12)
    for number in (3, 1, 2):
        await anna.press(MarkWaiting(EVENTS, number))
    await anna.press(StartBatch(EVENTS, "approve", first(3)))
    assert anna.screen.title == RU("batch.begun", count=3)


async def test_marks_that_change_while_the_reason_is_typed_are_asked_about_again() -> None:
    anna = await with_marks(9)
    await anna.press(TypeBatchReason(EVENTS, "reject", first(8)))
    anna.tabys.change(EVENTS, 2, moderation="approved")
    anna.clock.advance(timedelta(minutes=1))
    await anna.type("Дубль")
    assert await anna.store.open_batches() == ()
    assert starts(anna)[0].digest == digest_of_records((1, *range(3, 9)))
    assert (await anna.desk()).prompt is None


async def test_what_was_decided_meanwhile_is_not_asked_about() -> None:
    anna = await with_marks()
    anna.tabys.change(EVENTS, 2, moderation="approved")
    anna.clock.advance(timedelta(minutes=1))
    await anna.press(APPROVE)
    assert starts(anna) == [StartBatch(EVENTS, "approve", digest_of_records((1, *range(3, 9))))]
    assert RU("marking.gone", count=1) in words_of(anna.screen)


async def test_nothing_marked_is_nothing_to_ask_about() -> None:
    anna = await batcher(3)
    for intent in (APPROVE, StartBatch(EVENTS, "approve", first(0)), StartBatch(EVENTS, "approve", first(3))):
        await anna.press(intent)
        assert RU("marking.nothing") in words_of(anna.screen)
    assert await anna.store.open_batches() == ()


async def test_a_second_tap_shows_what_the_first_has_begun() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    assert anna.screen.notice == RU("batch.one_at_a_time")
    assert "Одобряю: 0 из 8" in anna.screen.title
    assert len(await anna.store.open_batches()) == 1


async def test_one_batch_at_a_time_and_the_marks_for_the_next_stay() -> None:
    anna = await batcher(10)
    await anna.press(MarkPage(EVENTS))
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    await anna.press(MarkPage(EVENTS, 8))
    await anna.press(StartBatch(EVENTS, "approve", digest_of_records((9, 10))))
    assert (await anna.desk()).marked(EVENTS) == (9, 10)
    await anna.work(await only_batch(anna))
    await anna.press(StartBatch(EVENTS, "approve", digest_of_records((9, 10))))
    assert anna.screen.title == RU("batch.begun", count=2)


async def test_another_admin_is_not_kept_waiting_by_it() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    bolat = anna.elsewhere(BOLAT)
    await bolat.sign_in(Role.SUPER_ADMIN)
    await bolat.press(MarkPage(EVENTS))
    await bolat.press(StartBatch(EVENTS, "reject", first(8)))
    assert len(await anna.store.open_batches()) == 2


async def test_a_lost_store_leaves_the_marks() -> None:
    anna = await with_marks()
    anna.steps.on = lambda what: setattr(anna.store, "failing", 1) if what == "save" else None
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    anna.steps.on = None
    assert await anna.store.open_batches() == ()
    assert len((await anna.desk()).marked(EVENTS)) == 8


FORGED: tuple[Intent, ...] = (
    *(AskBatch(EVENTS, act) for act in ("bless", "delete", "edit", "reapprove", "unapprove", "")),
    *(StartBatch(EVENTS, act, first(8)) for act in ("bless", "delete", "edit", "reapprove", "unapprove", "")),
    *(TypeBatchReason(EVENTS, act, first(8)) for act in ("bless", "delete", "approve")),
    *(AskBatch(section, "approve") for section in Section if section not in MODERATED),
    *(StartBatch(section, "approve", first(8)) for section in Section if section not in MODERATED),
    StartBatch(Section.NEWS, "approve", first(8)),
    StartBatch(EVENTS, "approve", first(8), Reason("rules")),
    StartBatch(EVENTS, "reject", first(8), Reason("no_stock")),
    StartBatch(EVENTS, "reject", first(7)),
    StartBatch(EVENTS, "reject", 2**31 - 1),
    RetryBatch("0" * 12),
)


@pytest.mark.parametrize("intent", FORGED, ids=encode)
async def test_what_is_forged_begins_nothing(intent: Intent) -> None:
    anna = await with_marks()
    await anna.press(intent)
    await anna.type("Причина")
    assert await anna.store.open_batches() == ()
    assert anna.tabys.attempts == []


@pytest.mark.parametrize("act", ["approve", "reject"])
async def test_who_may_not_decide_begins_nothing(act: str) -> None:
    anna = await batcher(3, role=Role.GOVERNMENT)
    for intent in (AskBatch(EVENTS, act), StartBatch(EVENTS, act, first(0)), TypeBatchReason(EVENTS, act, first(0))):
        await anna.press(intent)
        assert not starts(anna)
    assert await anna.store.open_batches() == ()
    assert anna.tabys.calls == []


async def test_nobody_else_sees_or_repeats_it() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    name = await only_batch(anna)
    anna.tabys.refusing[2] = RequestRefused(REFERENCE)
    await anna.work(name)
    bolat = anna.elsewhere(BOLAT)
    await bolat.sign_in(Role.SUPER_ADMIN)
    await anna.press(SignOut())
    await anna.sign_in(Role.SUPER_ADMIN)  # another admin in the same chat
    for other in (anna, bolat):
        for intent in (ShowBatch(name), RetryBatch(name), ShowBatch("0" * 12)):
            await other.press(intent)
            assert other.screen.title == RU("batch.gone")
    assert await anna.store.open_batches() == ()


async def test_what_failed_is_tried_again_in_a_message_of_its_own() -> None:
    anna = await with_marks()
    anna.tabys.refusing = {2: RequestRefused(REFERENCE), 5: TooSlow(REFERENCE)}
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    name = await only_batch(anna)
    await anna.work(name)
    assert await anna.results(name) == ["done", "failed", "done", "done", "unsure", "done", "done", "done"]
    await anna.press(ShowBatch(name))
    anna.tabys.refusing.clear()
    anna.pass_claims()
    await anna.press(RU("batch.retry", count=2))
    assert anna.screen.title == RU("batch.begun", count=2)
    await anna.work(name)
    assert await anna.results(name) == ["done"] * 8
    assert sorted(anna.tabys.written_ids()) == list(range(1, 9))
    assert [words_of(screen).splitlines()[0] for screen in anna.chat.to(anna.visitor.id)] == [
        "✅ Одобрено: 6 из 8",
        "✅ Одобрено: 8 из 8",
    ]


async def test_what_was_done_all_the_same_is_not_done_again() -> None:
    anna = await with_marks(2)
    anna.tabys.losing[1] = TooSlow(REFERENCE)
    anna.tabys.on_done = lambda: setattr(anna.tabys, "record_fails", TooSlow(REFERENCE))
    await anna.press(StartBatch(EVENTS, "approve", first(2)))
    name = await only_batch(anna)
    await anna.work(name)
    assert await anna.results(name) == ["unsure", "failed"]
    anna.tabys.record_fails, anna.tabys.on_done = None, None
    anna.pass_claims()
    await anna.press(RetryBatch(name))
    await anna.work(name)
    assert await anna.results(name) == ["done", "done"]
    assert anna.tabys.written_ids() == [1, 2]


async def test_trying_again_twice_begins_once_and_what_is_going_on_is_not_begun_again() -> None:
    anna = await with_marks(3)
    anna.tabys.refusing[2] = RequestRefused(REFERENCE)
    await anna.press(StartBatch(EVENTS, "approve", first(3)))
    name = await only_batch(anna)
    await anna.press(RetryBatch(name))
    assert anna.screen.notice == RU("batch.one_at_a_time")
    await anna.work(name)
    for _ in range(2):
        await anna.press(RetryBatch(name))
    assert (await anna.kept(name)).message_id == 0
    anna.tabys.refusing.clear()
    await anna.work(name)
    assert sorted(anna.tabys.written_ids()) == [1, 2, 3]
    await anna.press(RetryBatch(name))
    assert await anna.store.open_batches() == ()


async def test_a_report_leads_on() -> None:
    anna = await with_marks(3)
    await anna.press(StartBatch(EVENTS, "approve", first(3)))
    name = await only_batch(anna)
    await anna.work(name)
    await anna.press(ShowBatch(name))
    cards = {ShowWaiting(EVENTS, number, line=Line.KIND) for number in (1, 2, 3)}
    assert asks(anna.screen).keys() == {*cards, ListWaiting(EVENTS), OpenQueue(), OpenMenu()}


@pytest.mark.parametrize("language", Language)
async def test_all_of_it_is_told_in_the_language_that_was_chosen(language: Language) -> None:
    anna = await with_marks()
    await anna.press(SetLanguage(language))
    anna.tabys.refusing[2] = RequestRefused(REFERENCE)
    texts = TEXTS[language]
    await anna.press(ListWaiting(EVENTS))
    await anna.press(texts("button.clear_marks", count=8))
    await anna.press(MarkPage(EVENTS))
    await anna.press(APPROVE)
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    assert anna.screen.title == texts("batch.begun", count=8)
    await anna.work(await only_batch(anna))
    assert texts("batch.done_approve", done=7, total=8) in anna.report()
    assert texts("batch.why_refused") in anna.report()


async def test_a_stop_between_begin_and_work_loses_nothing() -> None:
    anna = await with_marks()
    await anna.press(StartBatch(EVENTS, "approve", first(8)))
    anna.restart()
    stop = asyncio.Event()
    stop.set()
    await anna.worker.run(stop)
    anna.restart()
    await anna.work(await only_batch(anna))
    assert anna.tabys.written_ids() == list(range(1, 9))


async def test_clearing_marks_of_another_kind_leaves_these() -> None:
    anna = await with_marks()
    await anna.press(ClearMarks(Section.COURSES))
    assert len((await anna.desk()).marked(EVENTS)) == 8


@pytest.mark.parametrize("section", [Section.APPLICATIONS, Section.TASK_REPORTS, Section.PROMOTIONS, Section.PURCHASES])
async def test_a_reason_that_tabys_takes_is_sent_with_each(section: Section) -> None:
    anna = await with_marks(2, section=section)
    act = find_act(section, "reject")
    assert act is not None
    assert act.why is not None
    name = act.why.ready[0]
    await anna.press(StartBatch(section, "reject", first(2), Reason(name)))
    await anna.work(await only_batch(anna))
    both = f"{TEXTS[Language.KK](f'reason.{name}')} / {RU(f'reason.{name}')}"
    assert [order.values for order in anna.tabys.orders] == [{"reason": both}] * 2
