"""When admins are told: at once, at the hours of a digest, and never in quiet hours."""

from datetime import timedelta

import pytest

from tabys_bot.application.screens.screen import Fact
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import DIGEST_HOURS, QUIET_HOURS, AlertChoice, AlertMode, Subject
from tabys_bot.domain.sections import Section
from tests.unit.alert_scene import EVENT, INTERVAL, Post, post
from tests.unit.scene import ANNA, BOLAT, RU, ZONE

HOUR = timedelta(hours=1)


async def until(that: Post, hour: int) -> None:
    """Rounds, each half an hour, up to the first at that local hour."""
    while True:
        await that.round(HOUR / 2)
        if that.clock.now().astimezone(ZONE).hour == hour:
            return


async def test_in_quiet_hours_over_midnight_nothing_is_said_and_afterwards_all_of_it() -> None:
    that = post()
    await that.subscribed(quiet=(22, 8))
    await until(that, 21)
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    assert that.heard() == [EVENT]
    await until(that, 22)
    that.tabys.add(Section.EVENTS, 2)
    await until(that, 1)
    that.tabys.add(Section.NEWS, 1)
    await until(that, 7)
    assert that.heard() == [EVENT]
    await until(that, 8)
    assert that.heard() == [EVENT, Subject(Section.EVENTS, 2), Subject(Section.NEWS, 1)]


async def test_much_of_a_night_is_told_of_in_one_message() -> None:
    that = post()
    await that.subscribed(quiet=(22, 8))
    await until(that, 23)
    that.tabys.add(Section.EVENTS, *range(1, 8))
    await until(that, 9)
    assert that.titles() == [RU("alert.new", count=7)]


async def test_what_is_owed_of_the_night_is_not_lost_by_signing_out_and_in_again() -> None:
    that = post()
    await that.subscribed(quiet=(22, 8))
    await until(that, 23)
    that.tabys.add(Section.EVENTS, 1)
    await until(that, 1)
    await that.bot.leave(ANNA)
    await until(that, 2)
    await that.bot.admitted(Role.ADMINISTRATOR, ANNA)
    await until(that, 8)
    assert that.heard() == [EVENT]


async def test_what_was_decided_in_the_night_is_not_told() -> None:
    that = post()
    await that.subscribed(quiet=(22, 8))
    await until(that, 23)
    that.tabys.add(Section.EVENTS, *range(1, 8))
    await until(that, 2)
    for number in range(1, 7):
        that.tabys.decide_in_panel(Section.EVENTS, number)
    await until(that, 9)
    assert that.heard() == [Subject(Section.EVENTS, 7)]
    assert await that.store.owed() == ()


async def test_a_digest_comes_at_its_hours_once_and_only_if_there_is_something_new() -> None:
    that = post()
    await that.subscribed(mode=AlertMode.DIGEST, hours=[9, 11, 18])
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    that.tabys.add(Section.EVENTS, 2)
    that.tabys.add(Section.NEWS, 1)
    await until(that, 17)
    assert that.titles() == []
    await until(that, 18)
    await until(that, 8)
    assert that.titles() == [RU("alert.new", count=2)]
    (screen,) = that.told.to(ANNA.id)
    assert [block.value for block in screen.body if isinstance(block, Fact)] == [
        RU("alert.counts", new=1, waiting=2),
        RU("alert.counts", new=1, waiting=1),
    ]
    await until(that, 10)
    assert len(that.titles()) == 1
    that.tabys.add(Section.NEWS, 2)
    await until(that, 12)
    assert that.titles() == [RU("alert.new", count=2), RU("alert.new", count=1)]


async def test_what_comes_within_the_hour_of_a_digest_waits_for_the_next() -> None:
    that = post()
    await that.subscribed(mode=AlertMode.DIGEST, hours=[15, 17])
    await until(that, 15)
    that.tabys.add(Section.EVENTS, 1)
    await that.round(HOUR / 4)
    assert that.titles() == []
    await until(that, 17)
    assert that.titles() == [RU("alert.new", count=1)]


async def test_a_digest_of_quiet_hours_waits_for_one_that_is_not() -> None:
    that = post()
    await that.subscribed(mode=AlertMode.DIGEST, hours=[7, 9], quiet=(22, 8))
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await until(that, 8)
    assert that.titles() == []
    await until(that, 9)
    assert that.titles() == [RU("alert.new", count=1)]


async def test_one_may_have_a_digest_where_another_is_told_at_once() -> None:
    that = post()
    await that.subscribed(ANNA, Role.ADMINISTRATOR, AlertMode.DIGEST, hours=[18])
    await that.subscribed(BOLAT, Role.SUPER_ADMIN)
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await until(that, 18)
    assert that.titles(ANNA) == [RU("alert.new", count=1)]
    assert that.heard(BOLAT) == [EVENT]


async def test_whoever_changes_from_a_digest_to_at_once_is_told_what_he_is_owed() -> None:
    that = post()
    await that.subscribed(mode=AlertMode.DIGEST, hours=[9])
    await that.round()
    that.tabys.add(Section.EVENTS, 1)
    await that.round()
    await that.subscribed()
    await that.round(INTERVAL)
    assert that.heard() == [EVENT]


@pytest.mark.parametrize("quiet", [None, *QUIET_HOURS])
def test_quiet_hours_are_quiet_and_no_others(quiet: tuple[int, int] | None) -> None:
    choice = AlertChoice(1, AlertMode.DIGEST, hours=frozenset(DIGEST_HOURS), quiet=quiet)
    start, end = quiet or (0, 0)
    silent = {hour % 24 for hour in range(start, end + 24)} if quiet else set()
    now = post().clock.now().astimezone(ZONE)
    assert {hour for hour in range(24) if choice.is_quiet(now.replace(hour=hour))} == silent
    assert choice.heard_hours == tuple(hour for hour in DIGEST_HOURS if hour not in silent)
