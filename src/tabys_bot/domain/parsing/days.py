"""A day of the calendar, as it is typed in three languages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from tabys_bot.domain.parsing.texts import each

YEARS = range(1900, 2101)
_STILL_THIS_YEAR = timedelta(days=30)
_YEARS_AHEAD = 9  # between two leap years there may be eight
_WEEK = 7
_MOST_AHEAD = 3_650
_LEAST_OF_A_MONTH = 3

# Words as `matching.folded` leaves them: without case, and with Russian letters for Kazakh ones.
_MONTHS: Sequence[tuple[str, ...]] = (
    ("январь", "января", "кантар", "january"),
    ("февраль", "февраля", "акпан", "february"),
    ("март", "марта", "наурыз", "march"),
    ("апрель", "апреля", "сауир", "april"),
    ("май", "мая", "мамыр", "may"),
    ("июнь", "июня", "маусым", "june"),
    ("июль", "июля", "шилде", "july"),
    ("август", "августа", "тамыз", "august"),
    ("сентябрь", "сентября", "кыркуйек", "september"),
    ("октябрь", "октября", "казан", "october"),
    ("ноябрь", "ноября", "караша", "november"),
    ("декабрь", "декабря", "желтоксан", "december"),
)
_WEEKDAYS: Sequence[str] = (
    "понедельник понедельника пн дуйсенби дс monday mon",
    "вторник вторника вт сейсенби сс tuesday tue tues",
    "среда среду среды ср сарсенби wednesday wed",
    "четверг четверга чт бейсенби бс thursday thu thur thurs",
    "пятница пятницу пятницы пт жума жм friday fri",
    "суббота субботу субботы сб сенби saturday sat",
    "воскресенье воскресенья вс жексенби жс sunday sun",
)
_DAYS_OF_WEEK: Mapping[str, int] = {word: at for at, words in enumerate(_WEEKDAYS) for word in words.split()}
_AWAY: Mapping[str, int] = {
    **dict.fromkeys(("сегодня", "бугин", "today"), 0),
    **dict.fromkeys(("завтра", "ертен", "tomorrow"), 1),
    **dict.fromkeys(("послезавтра", "бурсигуни", "day after tomorrow"), 2),
    **dict.fromkeys(("вчера", "кеше", "yesterday"), -1),
    **dict.fromkeys(("через неделю", "in week", "in a week", "бир аптадан кейин", "аптадан кейин"), _WEEK),
}
_SPANS: Mapping[str, int] = {
    **dict.fromkeys(each("день дня дней day days кун куннен"), 1),
    **dict.fromkeys(each("неделю недели недель week weeks апта аптадан"), _WEEK),
}
_FILLERS = frozenset(each("в во на on the of г год года ж жыл жылы жылгы куни"))
_CASES = ("нин", "дин", "тин", "нын", "дын", "тын", "да", "де", "та", "те", "га", "ге", "ка", "ке")

_NUMERIC = (
    re.compile(r"(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})", re.ASCII),
    re.compile(r"(?P<year>\d{4})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})", re.ASCII),
)
_DAY = re.compile(r"[0-9]{1,2}")
_YEAR = re.compile(r"[0-9]{4}")


def day_of(tokens: Iterable[str], today: date) -> date | None:
    """The day that these folded words say, all of them.

    Without a year it is the next such day, or that of this year if it was in the last thirty days. A weekday is the
    next one, never today. A weekday beside a date must be right.
    """
    said = [token for token in tokens if token not in _FILLERS]
    weekdays = [at for at in map(_weekday, said) if at is not None]
    rest = [token for token in said if _weekday(token) is None]
    if len(weekdays) > 1 or not said:
        return None
    if weekdays and not rest:
        return _moved(today, (weekdays[0] - today.weekday() - 1) % _WEEK + 1)
    day = _relative(" ".join(rest), today) or _numeric(rest, today) or _named(rest, today)
    return None if day is None or (weekdays and day.weekday() != weekdays[0]) else day


def day_of_digits(digits: str) -> date | None:
    """Of `20261125`."""
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _relative(said: str, today: date) -> date | None:
    if said in _AWAY:
        return _moved(today, _AWAY[said])
    match said.split():
        case [("через" | "in"), count, span] | [count, span, "кейин"] if _is_count(count) and span in _SPANS:
            return _moved(today, int(count) * _SPANS[span])
        case _:
            return None


def _is_count(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def _numeric(said: Sequence[str], today: date) -> date | None:
    found = next((match for pattern in _NUMERIC for match in [pattern.fullmatch("".join(said))] if match), None)
    if found is None or len(said) != 1:
        return None
    year = found.groupdict().get("year") or ""
    return _in_year(year, int(found["month"]), int(found["day"]), today)


def _named(said: Sequence[str], today: date) -> date | None:
    """A day and a month in either order, the year before or behind them."""
    years = [word for word in said if _YEAR.fullmatch(word)]
    rest = [word for word in said if not _YEAR.fullmatch(word)]
    match rest:
        case [one, other] if len(years) <= 1:
            number, word = (one, other) if _DAY.fullmatch(one) else (other, one)
            month = _month(word)
            if month is None or not _DAY.fullmatch(number):
                return None
            return _in_year("".join(years), month, int(number), today)
        case _:
            return None


def _in_year(year: str, month: int, day: int, today: date) -> date | None:
    """Of a year in four digits, in two (of this century), or of the nearest one."""
    if year:
        return _day(int(year) + (0 if _YEAR.fullmatch(year) else 2000), month, day)
    ahead = (_day(today.year + years, month, day) for years in range(_YEARS_AHEAD))
    return next((one for one in ahead if one is not None and one >= today - _STILL_THIS_YEAR), None)


def _month(word: str) -> int | None:
    """By the whole word, with a Kazakh case, or by three letters and more of its beginning."""
    stem = _without_case(word)
    for at, names in enumerate(_MONTHS, start=1):
        is_short = len(word) >= _LEAST_OF_A_MONTH and any(name.startswith(word) for name in names)
        if is_short or word in names or stem in names:
            return at
    return None


def _weekday(word: str) -> int | None:
    return _DAYS_OF_WEEK.get(word, _DAYS_OF_WEEK.get(_without_case(word)))


def _without_case(word: str) -> str:
    return next((word.removesuffix(case) for case in _CASES if word.endswith(case)), word)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _moved(today: date, days: int) -> date | None:
    if days > _MOST_AHEAD:
        return None
    day = today + timedelta(days=days)
    return day if day.year in YEARS else None
