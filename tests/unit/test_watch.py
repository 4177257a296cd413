"""Who is told of new work, of what, and how often."""

import asyncio

import pytest

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    GatewayFailure,
    StoreUnavailableError,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.screens.intents import OpenQueue, StartQueue
from tabys_bot.application.screens.screen import Fact
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import AlertMode, Subject
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED, moderated_by
from tabys_bot.domain.sections import Section
from tests.unit.alert_scene import AFTER_A_CRASH, EVENT, INTERVAL, Trip, called, post
from tests.unit.scene import ANNA, BOLAT, CHECK_INTERVAL, REFERENCE, RU, TEXTS, buttons, pressed

NEWS = Subject(Section.NEWS, 1)


async def test_what_waited_before_the_first_look_is_told_to_nobody() -> None:
    that = post()
    await that.subscribed()
    that.tabys.add(Section.EVENTS, 1, 2)
    await that.round()
    await that.round()
    assert that.heard() == []


async def test_what_comes_later_is_told_once() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.tabys.add(Section.NEWS, 1)
    for _ in range(3):
        await that.round()
    assert that.heard() == [EVENT, NEWS]
    assert [owed.subjects for owed in await that.store.owed()] == []


async def test_everybody_who_wants_it_is_told_for_one_reading_of_line_and_record() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN, kinds=[Section.EVENTS])
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.tabys.add(Section.NEWS, 1)
    await that.round()
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([EVENT, NEWS], [EVENT])
    assert sorted(that.tabys.calls) == sorted(
        [*(f"waiting {kind}" for kind in MODERATED), "get events 1 near 0", "get news 1 near 0"]
    )


async def test_lines_that_nobody_wants_are_not_read() -> None:
    that = post()
    await that.subscribed(kinds=[Section.NEWS])
    await that.subscribed(BOLAT, Role.SUPER_ADMIN, AlertMode.OFF)
    await that.round()
    assert that.tabys.calls == ["waiting news"]


@pytest.mark.parametrize("role", Role)
async def test_each_role_is_told_of_what_it_decides_on_and_of_nothing_else(role: Role) -> None:
    that = post()
    if role is not Role.CLIENT:
        await that.subscribed(role=role, kinds=Section)
    await that.round()
    for number, section in enumerate(MODERATED, 1):
        that.tabys.add(section, number)
    await that.round()
    shown = [subject.section for subject in that.heard()]
    if that.told.to(ANNA.id) and not shown:  # so much at one time is told in one message
        facts = [block for block in that.told.to(ANNA.id)[0].body if isinstance(block, Fact)]
        shown = [kind for kind in MODERATED if any(RU(f"section.{kind}") in fact.label for fact in facts)]
    assert shown == list(moderated_by(role))


async def test_looks_are_an_interval_apart() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round(INTERVAL / 2)
    assert that.tabys.calls == []
    await that.round(INTERVAL / 2)
    assert that.heard() == [EVENT]


async def test_of_two_instances_one_looks() -> None:
    that = post()
    other = that.another()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1, 2, 3)
    for _ in range(3):
        that.clock.advance(INTERVAL)
        await asyncio.gather(that.watch.round(), other.watch.round())
    assert that.heard() == [EVENT, Subject(Section.EVENTS, 2), Subject(Section.EVENTS, 3)]


async def test_the_round_of_an_instance_that_died_is_taken_over_later() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    assert await that.store.claim("watch look", AFTER_A_CRASH / 2)
    await that.round()
    assert that.heard() == []
    await that.round(AFTER_A_CRASH)
    assert that.heard() == [EVENT]


async def test_what_came_while_he_was_signed_out_is_not_told_when_he_comes_back_and_what_comes_then_is() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await that.round()
    await that.bot.leave(ANNA)
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([], [EVENT])
    await that.bot.admitted(Role.ADMINISTRATOR, ANNA)
    that.tabys.add(Section.EVENTS, 2)
    await that.round()
    assert that.heard(ANNA) == [Subject(Section.EVENTS, 2)]


async def test_another_admin_in_the_chat_is_not_told_what_the_first_one_chose() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.round()
    await that.bot.leave(ANNA)
    await that.bot.admitted(Role.SUPER_ADMIN, ANNA)
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert that.told.to(ANNA.id) == []


async def test_whoever_lost_his_role_is_told_nothing_more() -> None:
    that = post()
    session = await that.subscribed()
    await that.round()
    that.tabys.role_of[session.admin_id] = Role.GOVERNMENT
    that.tabys.add(Section.EVENTS, 1)
    await that.round(CHECK_INTERVAL)
    assert that.told.to(ANNA.id) == []


async def test_whoever_was_removed_in_the_crm_is_told_nothing_more() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.revoke_session(ANNA.id)
    that.tabys.add(Section.EVENTS, 1)
    await that.round(CHECK_INTERVAL)
    assert that.told.to(ANNA.id) == []
    assert await that.store.standing() == ()


async def test_an_old_token_is_renewed_and_the_line_read_all_the_same() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.expire_tokens()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert that.heard() == [EVENT]


async def test_where_one_admin_is_not_let_in_another_one_reads() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await that.round()
    that.tabys.expire_tokens()
    that.tabys.revoke_session(ANNA.id)
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert (that.heard(ANNA), that.heard(BOLAT)) == ([], [EVENT])


@pytest.mark.parametrize("failure", [AccessRefused(REFERENCE), Broken(REFERENCE)])
async def test_a_line_that_cannot_be_read_changes_nothing(failure: GatewayFailure) -> None:
    that = post()
    await that.subscribed()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    that.tabys.unread = {Section.EVENTS: failure}
    that.tabys.add(Section.EVENTS, 2)
    that.tabys.add(Section.NEWS, 1)
    await that.round()
    assert that.heard() == [NEWS]
    that.tabys.unread = {}
    await that.round()
    assert that.heard() == [NEWS, Subject(Section.EVENTS, 2)]


@pytest.mark.parametrize("failure", [TooSlow(REFERENCE), Unreachable(REFERENCE)])
async def test_a_silent_tabys_is_waited_for_once_in_a_look_and_holds_up_no_line_for_ever(
    failure: GatewayFailure,
) -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.unread = dict.fromkeys((Section.EVENTS, Section.NEWS), failure)
    looked = set[Section]()
    for _ in range(4):
        await that.round()
        asked = [call.removeprefix("waiting ") for call in that.tabys.calls]
        assert len({Section.EVENTS, Section.NEWS}.intersection(asked)) == 1
        assert asked[-1] in that.tabys.unread
        looked |= {Section(kind) for kind in asked}
    assert looked == set(MODERATED)
    that.tabys.unread = {}
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert that.heard() == [EVENT]


@pytest.mark.parametrize("is_cut", [False, True])
async def test_what_a_line_hides_for_a_while_is_not_new_when_it_shows_again(*, is_cut: bool) -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1, 2)
    await that.round()
    that.tabys.unlisted = {EVENT}
    that.tabys.cut = {Section.EVENTS} if is_cut else set()
    await that.round()
    await that.round()
    that.tabys.unlisted, that.tabys.cut = set(), set()
    await that.round()
    assert that.heard() == [EVENT, Subject(Section.EVENTS, 2)]


async def test_of_a_line_too_long_to_be_kept_nothing_old_becomes_new() -> None:
    that = post()
    await that.subscribed()
    that.tabys.add(Section.EVENTS, *range(1, LINE_AT_MOST + 1))
    that.tabys.cut = {Section.EVENTS}
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, LINE_AT_MOST)
    that.tabys.add(Section.EVENTS, LINE_AT_MOST + 1)
    for _ in range(3):
        await that.round()
    assert that.heard() == [Subject(Section.EVENTS, LINE_AT_MOST + 1)]


async def test_what_was_sent_back_and_waits_anew_is_told_anew() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, 1, "rejected")
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, 1, "pending")
    await that.round()
    assert that.heard() == [EVENT]
    assert len(that.told.to(ANNA.id)) == 2


async def test_a_flood_is_told_of_in_one_message() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.NEWS, *range(1, 31))
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    await that.round()
    (screen,) = that.told.to(ANNA.id)
    assert screen.title == RU("alert.new", count=31)
    assert [(block.label, block.value) for block in screen.body if isinstance(block, Fact)] == [
        ("📅 Мероприятия", RU("alert.counts", new=1, waiting=1)),
        ("📰 Новости", RU("alert.counts", new=30, waiting=30)),
    ]
    assert pressed(screen, RU("button.alert_start")) == StartQueue()
    assert pressed(screen, RU("button.queue")) == OpenQueue()


async def test_what_a_summary_told_and_came_back_later_is_told_anew() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.NEWS, *range(1, 11))
    await that.round()
    that.tabys.decide_in_panel(Section.NEWS, 1, "rejected")
    await that.round()
    that.tabys.decide_in_panel(Section.NEWS, 1, "pending")
    await that.round()
    assert that.heard() == [NEWS]


async def test_what_was_decided_between_the_look_and_the_alert_is_not_told() -> None:
    that = post()
    await that.subscribed(quiet=(13, 15))
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    that.tabys.decide_in_panel(Section.EVENTS, 1)
    that.tabys.unread = {Section.EVENTS: Broken(REFERENCE)}
    await that.round(INTERVAL * 60)
    assert that.told.to(ANNA.id) == []
    assert await that.store.owed() == ()


async def test_a_record_that_cannot_be_read_now_is_told_of_later() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1, 2)
    that.tabys.unreadable = {EVENT: Unreachable(REFERENCE)}
    await that.round()
    assert that.heard() == [Subject(Section.EVENTS, 2)]
    that.tabys.unreadable = {}
    await that.round()
    assert that.heard() == [Subject(Section.EVENTS, 2), EVENT]


async def test_of_a_record_that_is_broken_is_told_what_the_line_says() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.tabys.unreadable = {EVENT: Broken(REFERENCE)}
    await that.round()
    assert that.heard() == [EVENT]
    assert called(1) in that.titles()[0]


async def test_a_kind_that_was_switched_off_meanwhile_is_told_of_no_more() -> None:
    that = post()
    await that.subscribed(quiet=(13, 15))
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.tabys.add(Section.NEWS, 1)
    await that.round()
    await that.subscribed(kinds=[Section.NEWS])
    await that.round()
    assert that.heard() == [NEWS]
    assert await that.store.owed() == ()


async def test_whoever_switches_alerts_off_is_owed_nothing_more() -> None:
    that = post()
    await that.subscribed(quiet=(13, 15))
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    await that.subscribed(mode=AlertMode.OFF)
    await that.round()
    assert await that.store.owed() == ()
    assert that.told.to(ANNA.id) == []


async def test_whoever_has_blocked_the_bot_is_not_told_again() -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1, 2)
    that.told.failing[ANNA.id] = Undelivered.GONE
    await that.round()
    assert await that.store.alerted() == {}
    that.told.failing.clear()
    that.tabys.add(Section.EVENTS, 3)
    await that.round()
    assert that.told.to(ANNA.id) == []
    assert await that.store.owed() == ()


@pytest.mark.parametrize("why", [Undelivered.LOST, Undelivered.REFUSED])
async def test_what_may_have_come_through_or_never_will_is_not_said_again(why: Undelivered) -> None:
    that = post()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.told.failing[ANNA.id] = why
    await that.round()
    that.told.failing.clear()
    await that.round()
    assert len(that.told.to(ANNA.id)) == (1 if why is Undelivered.LOST else 0)
    assert await that.store.owed() == ()


async def test_one_who_cannot_be_told_keeps_it_from_nobody_else() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR)
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.told.failing[ANNA.id] = Undelivered.REFUSED
    await that.round()
    assert that.heard(BOLAT) == [EVENT]


@pytest.mark.parametrize("language", Language)
async def test_alerts_are_in_the_language_that_was_chosen(language: Language) -> None:
    that = post()
    await that.subscribed(language=language)
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert TEXTS[language]("one.events") in that.titles()[0]
    await that.store.set_language(ANNA.id, Language.EN)
    that.tabys.add(Section.EVENTS, 2)
    await that.round()
    assert TEXTS[Language.EN]("one.events") in that.titles()[1]


@pytest.mark.parametrize("error", [StoreUnavailableError("lost"), RuntimeError("a bug")])
async def test_a_watch_goes_on_after_a_bug_or_a_lost_store_and_ends_when_told_to(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    that, stop = post(), asyncio.Event()
    running = asyncio.create_task(that.another(Trip(2, error)).watch.run(stop))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not running.done()
    assert len([line for line in caplog.records if line.name.endswith("watching")]) == 1
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_a_watch_that_is_told_to_stop_says_nothing_more_and_what_is_left_is_told_later() -> None:
    that, stop = post(), asyncio.Event()
    await that.subscribed()
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    that.clock.advance(INTERVAL)
    stop.set()
    await that.watch.round(stop)
    assert that.told.to(ANNA.id) == []
    await that.round()
    assert that.heard() == [EVENT]
    assert buttons(that.told.to(ANNA.id)[0])
