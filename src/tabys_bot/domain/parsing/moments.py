"""Days and moments, in the admin's zone: of what was typed, and of the digits that a pressed calendar says."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.matching import folded
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing.days import YEARS, day_of, day_of_digits
from tabys_bot.domain.parsing.reasons import Parsed, Reason, refused
from tabys_bot.domain.parsing.texts import flat
from tabys_bot.domain.parsing.times import time_in

_LONGEST = 100
_MOST_TOKENS = 12
_ISO = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_T_OF_ISO = re.compile(r"(?<=[0-9])t(?=[0-9]{1,2}:)")
# an ending that is written to a number: 18:30-да, 25-го, 25th
_ENDINGS = "да|де|та|те|дан|ден|га|ге|ка|ке|нын|нин|дин|ши|шы|си|и|ы|го|ого|е|ое|st|nd|rd|th"
_ENDING = re.compile(rf"(?<=[0-9])-?(?:{_ENDINGS})\b")
_GLUED = re.compile(r"(?<=[0-9])-?(?=[^\W\d_])")
_SIGNS = re.compile(r"[,;()]+|\.(?=\s|$)")
_DIGITS = re.compile(r"[0-9]{8}|[0-9]{12}")
_DATE_DIGITS = 8


def parse_date(
    question: Question, text: str, *, now: datetime, zone: ZoneInfo, follows: Answer | None = None
) -> Parsed:
    """An ISO date; a time beside it is not refused, because it says nothing against the day."""
    if not text.strip():
        return refused(Reason.EMPTY)
    return _dated(question, day_in(text, now, zone), now=now, zone=zone, follows=follows)


def parse_moment(
    question: Question,
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    follows: Answer | None = None,
    day: date | None = None,
) -> Parsed:
    """An ISO moment in UTC; without a time it is none, unless `day` is given and only the time is typed."""
    if not text.strip():
        return refused(Reason.EMPTY)
    alone = time_in(_tokens(_line(text))) if day is not None else None
    said = _read(text, now, zone) if alone is None else (day, alone)
    return _timed(question, *said, now=now, zone=zone, follows=follows)


def from_digits(
    question: Question, digits: str, *, now: datetime, zone: ZoneInfo, follows: Answer | None = None
) -> Parsed:
    """The answer of a press: `20261125` for a date, `202611251830` in the zone for a moment."""
    known = digits if _DIGITS.fullmatch(digits) else ""
    day = day_of_digits(known) if known else None
    match question.ask:
        case Ask.DATE:
            is_day = len(known) == _DATE_DIGITS
            return _dated(question, day if is_day else None, now=now, zone=zone, follows=follows)
        case Ask.MOMENT:
            at = _time_of_digits(known[_DATE_DIGITS:])
            return _timed(question, day, at, now=now, zone=zone, follows=follows)
        case _:
            return refused(Reason.NOT_A_CHOICE)


def day_in(text: str, now: datetime, zone: ZoneInfo) -> date | None:
    """The day that a text names, with or without a time; None where it names none."""
    return _read(text, now, zone)[0]


def _dated(question: Question, day: date | None, *, now: datetime, zone: ZoneInfo, follows: Answer | None) -> Parsed:
    if day is None:
        return refused(Reason.NOT_A_DATE)
    earlier = _date_of(follows) if question.after else None
    if question.future and day < now.astimezone(zone).date():
        return refused(Reason.PASSED)
    if earlier is not None and day < earlier:
        return refused(Reason.TOO_EARLY, earlier.isoformat())
    return Success(Answer(day.isoformat()))


def _timed(
    question: Question,
    day: date | None,
    at: time | None,
    *,
    now: datetime,
    zone: ZoneInfo,
    follows: Answer | None,
) -> Parsed:
    if day is None or at is None:
        return refused(Reason.NOT_A_MOMENT)
    moment = datetime.combine(day, at, at.tzinfo or zone).astimezone(UTC)
    earlier = _moment_of(follows) if question.after else None
    if question.future and moment <= now:
        return refused(Reason.PASSED)
    if earlier is not None and moment <= earlier:
        return refused(Reason.TOO_EARLY, earlier.isoformat())
    return Success(Answer(moment.isoformat()))


def _date_of(answer: Answer | None) -> date | None:
    """The day that a draft keeps; None where it keeps none."""
    try:
        return date.fromisoformat(answer.text) if answer is not None else None
    except ValueError:
        return None


def _moment_of(answer: Answer | None) -> datetime | None:
    """The moment that a draft keeps; None where it keeps none."""
    try:
        moment = datetime.fromisoformat(answer.text) if answer is not None else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _time_of_digits(digits: str) -> time | None:
    try:
        return time(int(digits[:2]), int(digits[2:])) if digits else None
    except ValueError:
        return None


def _read(text: str, now: datetime, zone: ZoneInfo) -> tuple[date | None, time | None]:
    """The day and the time that a text says; nothing of what is said beside them is overlooked."""
    said = _line(text)
    if _ISO.fullmatch(said):
        return _iso(said, zone)
    tokens = _tokens(said)
    today = now.astimezone(zone).date()
    for days, times in _splits(tokens) if len(tokens) <= _MOST_TOKENS else ():
        day, at = day_of(days, today), time_in(times)
        if (day is not None or not days) and (at is not None or not times):
            return day, at
    return None, None


def _line(text: str) -> str:
    return "" if len(text) > _LONGEST else flat(text)


def _iso(said: str, zone: ZoneInfo) -> tuple[date | None, time | None]:
    """With its own offset: what drafts keep can be read again."""
    try:
        local = datetime.fromisoformat(said.upper()).astimezone(zone)
    except (ValueError, OverflowError):
        return None, None
    return (local.date(), local.timetz()) if local.year in YEARS else (None, None)


def _tokens(said: str) -> list[str]:
    line = _T_OF_ISO.sub(" ", folded(said))
    return _GLUED.sub(" ", _ENDING.sub("", _SIGNS.sub(" ", line))).split()


def _splits(tokens: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """All ways to take them for a day and a time behind or before it; the longest day first."""
    for at in range(len(tokens), -1, -1):
        yield tokens[:at], tokens[at:]
        yield tokens[len(tokens) - at :], tokens[: len(tokens) - at]
