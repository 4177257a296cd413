"""A time of day, as it is typed in three languages."""

import re
from collections.abc import Mapping, Sequence
from datetime import time

from tabys_bot.domain.parsing.texts import each

_BEFORE = frozenset(each("в во к с на at by from @ саг сагат"))
_BEHIND = frozenset(each("ч час часа часов саг сагат h hours hour o'clock oclock"))
_MINUTES = frozenset(each("м мин минут минута минуты m min minutes"))
_NAMED: Mapping[str, time] = {
    **dict.fromkeys(("полдень", "в полдень", "noon", "at noon", "талтус", "тал тус"), time(12)),
    **dict.fromkeys(("полночь", "в полночь", "midnight", "at midnight", "тун ортасы"), time(0)),
}
# which hour is meant where a part of the day is named; an hour that is not in its table is not of that part
_FORENOON: Mapping[int, int] = {12: 0} | {hour: hour for hour in range(12)}
_AFTERNOON: Mapping[int, int] = {hour: hour + 12 for hour in range(1, 12)} | {hour: hour for hour in range(12, 24)}
_MORNING: Mapping[int, int] = {hour: hour for hour in range(3, 12)}
_DAY: Mapping[int, int] = {hour: hour + 12 for hour in range(1, 7)} | {hour: hour for hour in range(11, 19)}
_EVENING: Mapping[int, int] = {hour: hour + 12 for hour in range(4, 12)} | {hour: hour for hour in range(16, 24)}
_NIGHT: Mapping[int, int] = (
    {12: 0} | {hour: hour for hour in range(6)} | {hour: hour + 12 for hour in range(9, 12)} | {22: 22, 23: 23}
)
_PARTS: Mapping[str, Mapping[int, int]] = {
    **dict.fromkeys(each("am a.m. a.m"), _FORENOON),
    **dict.fromkeys(each("pm p.m. p.m"), _AFTERNOON),
    **dict.fromkeys(each("утра тангы танертенгы танертен"), _MORNING),
    **dict.fromkeys(each("дня кундизги тустен"), _DAY),
    **dict.fromkeys(each("вечера кешки кешке"), _EVENING),
    **dict.fromkeys(each("ночи тунги"), _NIGHT),
}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.-]([0-5][0-9])(?::([0-5][0-9]))?")
_HOUR = re.compile(r"[01]?[0-9]|2[0-3]")
_MINUTE = re.compile(r"[0-5]?[0-9]")


def time_in(tokens: Sequence[str]) -> time | None:
    """The time that these words say, all of them; a bare number is none. Folded words, digits apart from letters."""
    if " ".join(tokens) in _NAMED:
        return _NAMED[" ".join(tokens)]
    parts = [_PARTS[token] for token in tokens if token in _PARTS]
    said = [token for token in tokens if token not in _PARTS]
    is_marked = bool(parts) or bool(said and said[0] in _BEFORE)
    at = _told(said[1:] if said and said[0] in _BEFORE else said, is_marked=is_marked)
    if at is None or not parts:
        return at
    hour = parts[0].get(at.hour)
    return at.replace(hour=hour) if len(parts) == 1 and hour is not None else None


def _told(said: Sequence[str], *, is_marked: bool) -> time | None:
    match said:
        case [clock]:
            found = _CLOCK.fullmatch(clock)
            if found is not None:
                return time(int(found[1]), int(found[2]), int(found[3] or 0))
            return time(int(clock)) if is_marked and _HOUR.fullmatch(clock) else None
        case [hour, word] if word in _BEHIND and _HOUR.fullmatch(hour):
            return time(int(hour))
        case [clock, word] if word in _BEHIND:
            return _told([clock], is_marked=False)
        case [hour, word, minute, *rest] if word in _BEHIND and _HOUR.fullmatch(hour) and _MINUTE.fullmatch(minute):
            return time(int(hour), int(minute)) if not rest or (len(rest) == 1 and rest[0] in _MINUTES) else None
        case _:
            return None
