"""The calendar of a form has every day once, under its weekday, in any language."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.screens import calendar
from tabys_bot.application.screens.calendar import Calendar
from tabys_bot.application.screens.intents import AskQuestion, How, Reply
from tabys_bot.application.screens.screen import Button, Inert, Press, Screen
from tabys_bot.domain.languages import Language
from tests.unit.drawn import check
from tests.unit.scene import RU, TEXTS, ZONE

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC).astimezone(ZONE)
DATES = Calendar("d7", 3, NOW, timed=False)
MOMENTS = Calendar("d7", 3, NOW, timed=True)
years = st.integers(2000, 2100)
months = st.integers(1, 12)


def rows(one: Calendar, view: int = 0, language: Language = Language.RU) -> list[tuple[Button, ...]]:
    return list(calendar.rows(one, view, TEXTS[language]))


def values(buttons: tuple[Button, ...]) -> list[str]:
    return [one.intent.value for one in buttons if isinstance(one, Press) and isinstance(one.intent, Reply)]


def head(one: Calendar, view: int = 0) -> str:
    return next(button.label for button in rows(one, view)[0] if button.label not in ("‹", "›"))


@given(years, months, st.sampled_from(Language))
def test_a_month_has_every_day_once_under_its_weekday(year: int, month: int, language: Language) -> None:
    turning, heads, *rest = rows(DATES, year * 100 + month, language)
    weeks = [row for row in rest if len(row) == 7]
    assert [button.label for button in heads] == list(TEXTS[language].weekdays())
    days = {
        date.fromisoformat(value): column
        for week in weeks
        for column, button in enumerate(week)
        for value in values((button,))
    }
    assert list(days) == [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    assert all(day.weekday() == column for day, column in days.items())
    assert len(turning) == 3 - ((year, month) in {(2000, 1), (2100, 12)})


@given(st.integers(0, 2**31 - 1), st.booleans(), st.sampled_from(Language))
def test_any_view_is_a_calendar_that_telegram_takes(view: int, timed: bool, language: Language) -> None:  # noqa: FBT001
    one = MOMENTS if timed else DATES
    assert check(Screen("Начало", rows=tuple(rows(one, view, language))))


@pytest.mark.parametrize("language", Language)
def test_weeks_begin_on_monday_in_every_language(language: Language) -> None:
    first = {Language.KK: "дс", Language.RU: "пн", Language.EN: "Mo"}
    assert rows(DATES, language=language)[1][0] == Inert(first[language])


def test_months_turn_across_the_year() -> None:
    assert rows(DATES, 202612)[0] == (
        Press("‹", AskQuestion("d7", 3, 202611)),
        Press("Декабрь 2026", AskQuestion("d7", 3)),
        Press("›", AskQuestion("d7", 3, 202701)),
    )
    assert rows(DATES, 202701)[0][0] == Press("‹", AskQuestion("d7", 3, 202612))


def test_a_calendar_begins_where_the_answer_is_then_where_it_must_follow_then_today() -> None:
    later, last = NOW + timedelta(days=60), NOW + timedelta(days=90)
    assert head(DATES) == "Ноябрь 2026"
    assert head(Calendar("d7", 3, NOW, timed=False, earliest=later)) == "Январь 2027"
    assert head(Calendar("d7", 3, NOW, timed=False, earliest=later, chosen=last)) == "Февраль 2027"


def test_today_and_tomorrow_are_named() -> None:
    assert rows(DATES)[-1] == (
        Press("Сегодня", Reply("d7", 3, How.VALUE, "20261122")),
        Press("Завтра", Reply("d7", 3, How.VALUE, "20261123")),
    )
    assert rows(MOMENTS)[-1][0] == Press("Сегодня", AskQuestion("d7", 3, 20261122))


def test_the_chosen_day_is_marked_and_days_that_will_not_do_are_not_offered() -> None:
    chosen = NOW.replace(day=25, hour=18, minute=30)
    bounded = Calendar("d7", 3, NOW, timed=False, chosen=chosen, earliest=NOW)
    told = [button.label for row in rows(bounded)[2:] for button in row]
    assert "☑25" in told
    assert "22" in told
    assert "21" not in told


def test_a_day_of_a_moment_leads_to_its_half_hours() -> None:
    day = [button for row in rows(MOMENTS)[2:] for button in row if button.label == "25"]
    assert day == [Press("25", AskQuestion("d7", 3, 20261125))]
    back, *times = rows(MOMENTS, 20261125)
    assert back == (Press("‹ 25 ноября 2026\u202fг.", AskQuestion("d7", 3, 202611)),)
    assert {len(row) for row in times[:-1]} == {4}
    said = [value for row in times for value in values(row)]
    assert (said[0], said[1], said[-1], len(said)) == ("202611250800", "202611250830", "202611252200", 29)


def test_times_that_have_passed_or_do_not_follow_are_not_offered() -> None:
    noon = datetime.combine(date(2026, 11, 25), time(12), ZONE)
    bounded = Calendar("d7", 3, NOW, timed=True, earliest=noon)
    said = [value for row in rows(bounded, 20261125) for value in values(row)]
    assert said[0] == "202611251230"
    assert RU.day(noon.date()) in rows(bounded, 20261125)[0][0].label


def test_a_day_where_only_a_day_is_asked_for_shows_its_month() -> None:
    assert head(DATES, 20270315) == "Март 2027"
