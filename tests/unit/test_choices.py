"""From when to when a list is narrowed to a span of time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.choices import Period, span

ALMATY = ZoneInfo("Asia/Almaty")
# five hours ahead of UTC: the 22nd begins when UTC still has the 21st, at 19:00
MIDNIGHT = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOMENTS = {
    "midnight itself": MIDNIGHT,
    "a second after midnight": MIDNIGHT + SECOND,
    "noon": MIDNIGHT + timedelta(hours=12),
    "the next day of UTC": MIDNIGHT + timedelta(hours=5),
    "a second before the next midnight": MIDNIGHT + timedelta(days=1) - SECOND,
}


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_all_day_long_today_is_the_same_day_of_the_zone(now: datetime) -> None:
    assert span(Period.TODAY, now, ALMATY) == (MIDNIGHT, MIDNIGHT + timedelta(hours=24) - SECOND)


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_weeks_and_months_begin_with_today(now: datetime) -> None:
    assert span(Period.WEEK, now, ALMATY) == (MIDNIGHT, MIDNIGHT + timedelta(days=7) - SECOND)
    assert span(Period.MONTH, now, ALMATY) == (MIDNIGHT, MIDNIGHT + timedelta(days=30) - SECOND)


def test_a_second_before_midnight_it_still_is_the_day_before() -> None:
    yesterday = MIDNIGHT - timedelta(days=1)
    assert span(Period.TODAY, MIDNIGHT - SECOND, ALMATY) == (yesterday, MIDNIGHT - SECOND)


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_what_is_to_come_and_what_is_past_part_at_this_moment(now: datetime) -> None:
    assert span(Period.UPCOMING, now, ALMATY) == (now, None)
    assert span(Period.PAST, now, ALMATY) == (None, now)


def test_days_begin_elsewhere_in_another_zone() -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert span(Period.TODAY, noon, ZoneInfo("UTC")) == (
        datetime(2026, 11, 22, tzinfo=UTC),
        datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC),
    )


@given(st.datetimes(datetime(2024, 4, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the bounds must be naive
def test_the_present_is_within_every_span_that_has_it(now: datetime) -> None:
    whole = now.replace(microsecond=0)
    for period in (Period.TODAY, Period.WEEK, Period.MONTH):
        begins, ends = span(period, now, ALMATY)
        assert begins is not None
        assert ends is not None
        assert begins <= whole <= ends
        assert begins.astimezone(ALMATY).timetz().replace(tzinfo=None).isoformat() == "00:00:00"
