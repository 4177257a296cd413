"""A month to choose a day from, and a day to choose a time from: rows of buttons that work in any language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tabys_bot.application.screens.intents import AskQuestion, How, Intent, Reply
from tabys_bot.application.screens.layout import in_rows
from tabys_bot.application.screens.screen import Button, Inert, Press
from tabys_bot.application.screens.texts import Texts

_YEARS = range(2000, 2101)
_NOTHING = "·"  # Telegram takes no blank button
_CHOSEN = "☑"
_FIRST, _LAST = time(8), time(22)
_STEP = timedelta(minutes=30)
_TIMES_IN_A_ROW = 4
_MONTHS = 12
Rows = Iterator[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date or moment is asked for. All times are in the zone of the texts.

    `chosen`: what stands there now. `earliest`: what it must not be before. `timed`: whether a time is asked for too.
    """

    draft: str
    at: int
    now: datetime
    timed: bool
    chosen: datetime | None = None
    earliest: datetime | None = None


def rows(calendar: Calendar, view: int, texts: Texts) -> Rows:
    """The times of the day if `view` is one and times are asked for, else its month; by itself where it is neither."""
    day = day_of_view(view)
    if day and calendar.timed:
        yield from _times(calendar, day, texts)
        return
    start = (day or _month_of(view) or _beginning(calendar)).replace(day=1)
    yield from _month(calendar, start, texts)


def day_of_view(view: int) -> date | None:
    """The day that a view of eight digits is; None for any other number."""
    try:
        day = date(view // 10_000, view // 100 % 100, view % 100)
    except (ValueError, OverflowError):
        return None
    return day if day.year in _YEARS else None


def _month_of(view: int) -> date | None:
    return day_of_view(view * 100 + 1)


def _beginning(calendar: Calendar) -> date:
    day = (calendar.chosen or max(calendar.now, calendar.earliest or calendar.now)).date()
    return day if day.year in _YEARS else calendar.now.date()


def _month(calendar: Calendar, start: date, texts: Texts) -> Rows:
    def turn(to: date, sign: str) -> tuple[Button, ...]:
        inside = to.year in _YEARS
        return (Press(sign, AskQuestion(calendar.draft, calendar.at, _view_of_month(to))),) if inside else ()

    previous, following = start - timedelta(days=1), _following(start)
    here = Press(texts.month(start), AskQuestion(calendar.draft, calendar.at))
    yield (*turn(previous, "‹"), here, *turn(following, "›"))
    yield tuple(Inert(head) for head in texts.weekdays())
    # a press, not an inert button: where Telegram drops those, the days would move under other heads
    nothing = Press(_NOTHING, AskQuestion(calendar.draft, calendar.at, _view_of_month(start)))
    days = [start + timedelta(days=passed) for passed in range((following - start).days)]
    cells: list[Button] = [nothing] * start.weekday()
    cells += [_day(calendar, day) or nothing for day in days]
    cells += [nothing] * (-len(cells) % 7)
    yield from in_rows(cells, 7)
    yield from _soon(calendar, texts)


def _following(start: date) -> date:
    return date(start.year + start.month // _MONTHS, start.month % _MONTHS + 1, 1)


def _view_of_month(day: date) -> int:
    return day.year * 100 + day.month


def _day(calendar: Calendar, day: date) -> Press | None:
    """None for a day that will not do."""
    if calendar.earliest and day < calendar.earliest.date():
        return None
    is_chosen = calendar.chosen is not None and day == calendar.chosen.date()
    return Press(f"{_CHOSEN}{day.day}" if is_chosen else str(day.day), _choosing(calendar, day))


def _choosing(calendar: Calendar, day: date) -> Intent:
    digits = f"{day:%Y%m%d}"
    if calendar.timed:
        return AskQuestion(calendar.draft, calendar.at, int(digits))
    return Reply(calendar.draft, calendar.at, How.VALUE, digits)


def _soon(calendar: Calendar, texts: Texts) -> Rows:
    today = calendar.now.date()
    named: tuple[tuple[str, date], ...] = (
        (texts("calendar.today"), today),
        (texts("calendar.tomorrow"), today + timedelta(days=1)),
    )
    row = tuple(Press(words, _choosing(calendar, day)) for words, day in named if _day(calendar, day))
    if row:
        yield row


def _times(calendar: Calendar, day: date, texts: Texts) -> Rows:
    month = AskQuestion(calendar.draft, calendar.at, _view_of_month(day))
    yield (Press(f"‹ {texts.day(day)}", month),)
    yield from in_rows([_time(calendar, at) for at in _half_hours(day, calendar)], _TIMES_IN_A_ROW)


def _half_hours(day: date, calendar: Calendar) -> Iterator[datetime]:
    at, last = (datetime.combine(day, end, calendar.now.tzinfo) for end in (_FIRST, _LAST))
    while at <= last:
        if calendar.earliest is None or at > calendar.earliest:
            yield at
        at += _STEP


def _time(calendar: Calendar, at: datetime) -> Press:
    sign = _CHOSEN if at == calendar.chosen else ""
    return Press(f"{sign}{at:%H:%M}", Reply(calendar.draft, calendar.at, How.VALUE, f"{at:%Y%m%d%H%M}"))
