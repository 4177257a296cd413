"""Numbers as people write them: with spaces, commas, thousands in a word, and the name of what is counted."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.matching import folded
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing.reasons import Parsed, Reason, refused
from tabys_bot.domain.parsing.texts import each, flat

_LONGEST = 100
LARGEST = 10**15  # of what has no bound of its own
_FINEST = -2  # of money: hundredths
_MINUTES_IN_AN_HOUR = 60

# digits in groups of three between signs of one sort, or all together; then perhaps a fraction behind another sign
_NUMBER = (
    r"(?:(?P<grouped>[1-9][0-9]{0,2}(?P<sign>[ .,'’])[0-9]{3}(?:(?P=sign)[0-9]{3})*)|(?P<whole>[0-9]+))"
    r"(?:(?P<point>[.,])(?P<fraction>[0-9]+))?"
)
_WRITTEN = re.compile(_NUMBER)
_TYPED = re.compile(rf"(?P<minus>[-+−–]?) ?(?P<sign_before>[₸]?) ?(?P<number>{_NUMBER}) ?(?P<rest>[^0-9]*)")

_SCALES: Mapping[str, int] = {
    **dict.fromkeys(each("тыс тысяч тысяча тысячи к k мын thousand"), 3),
    **dict.fromkeys(each("млн миллион миллиона миллионов м m mln million"), 6),
    **dict.fromkeys(each("млрд миллиард миллиарда миллиардов bn billion"), 9),
}
_TENGE = frozenset(each("₸ тг тнг тенге kzt tenge"))
_HOURS = frozenset(each("ч час часа часов саг сагат h hr hrs hour hours"))
_MINUTES = frozenset(each("м мин минут минута минуты минуту m min mins minute minutes"))
_UNITS: Mapping[str, frozenset[str]] = {
    "": _TENGE,
    "tenge": _TENGE,
    "years": frozenset(each("г год года лет жыл y yr yrs year years")),
    "coins": frozenset(each("коин коина коинов монета монеты монет coin coins vcoin vcoins v-coin v-coins")),
    "people": frozenset(each("ч чел человек человека адам person persons people")),
    "minutes": _MINUTES,
}
_SPANS: Mapping[str, int] = {
    **dict.fromkeys(("час", "сагат", "бир сагат", "hour", "an hour"), 60),
    **dict.fromkeys(("полчаса", "жарты сагат", "half an hour"), 30),
    **dict.fromkeys(("полтора часа", "бир жарым сагат"), 90),
}
_HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>[0-9]{1,6}(?:[.,][0-9]{1,2})?) ?(?P<hour>[^\W\d]+)\.?"
    r"(?: ?(?:и |and |мен )?(?P<minutes>[0-9]{1,6}) ?(?P<minute>[^\W\d]*)\.?)?"
)
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])")


def parse_number(question: Question, text: str, follows: Answer | None = None) -> Parsed:
    """A number within the bounds of the question and not less than the one that it follows."""
    said = "" if len(text) > _LONGEST else flat(text)
    if not said:
        return refused(Reason.NOT_A_NUMBER if text.strip() else Reason.EMPTY)
    number = number_in(said, question.unit)
    if number is None:
        return refused(Reason.NOT_A_NUMBER)
    return _bounded(question, number, follows)


def number_in(said: str, unit: str = "") -> Decimal | None:
    """The number that a line says, counted in that unit; minutes also in hours. None for anything else."""
    line = folded(said)
    spent = _span(line) if unit == "minutes" else None
    return spent if spent is not None else _counted(line, _UNITS.get(unit, frozenset()))


def plain(number: Decimal) -> str:
    """As drafts keep it: no exponent, no zeros that say nothing, so that equal numbers are equal texts."""
    written = format(number, "f")
    return (written.rstrip("0").rstrip(".") if "." in written else written) if number else "0"


def number_of(answer: Answer | None) -> Decimal | None:
    """The number that a draft keeps; None where it keeps none."""
    try:
        number = Decimal(answer.text) if answer is not None and answer.text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and -LARGEST <= number <= LARGEST else None


def _bounded(question: Question, number: Decimal, follows: Answer | None) -> Parsed:
    most = LARGEST if question.most is None else question.most
    least = -LARGEST if question.least is None else question.least
    floor = number_of(follows) if question.after else None
    if number > most:
        return refused(Reason.TOO_LARGE, most)
    if number < least:
        return refused(Reason.TOO_SMALL, least)
    if question.ask is Ask.WHOLE and number != number.to_integral_value():
        return refused(Reason.NOT_WHOLE)
    if number != round(number, -_FINEST):
        return refused(Reason.NOT_A_NUMBER)
    if floor is not None and number < floor:
        return refused(Reason.TOO_SMALL, plain(floor))
    return Success(Answer(plain(number)))


def _counted(line: str, units: frozenset[str]) -> Decimal | None:
    """A number, how many thousands it is of, and of what: both may be missing."""
    found = _TYPED.fullmatch(line)
    if found is None or (found["sign_before"] and "₸" not in units):
        return None
    words = [word.rstrip(".") for word in found["rest"].replace("₸", " ₸ ").split() if word != "."]
    scale = _SCALES.get(words[0], 0) if words and not (len(words) == 1 and words[0] in units) else 0
    unit = words[1:] if scale else words
    if len(unit) > 1 or (unit and unit[0] not in units):
        return None
    number = _written(found["number"], is_scaled=scale > 0)
    if number is None:
        return None
    return (-number if found["minus"] not in ("", "+") else number).scaleb(scale)


def _written(number: str, *, is_scaled: bool) -> Decimal | None:
    """1.500 is fifteen hundred; before a word for thousands it is one and a half."""
    found = _WRITTEN.fullmatch(number)
    if found is None or (found["point"] and found["point"] == found["sign"]):
        return None
    grouped, sign = found["grouped"], found["sign"]
    if grouped and is_scaled and sign in (".", ",") and grouped.count(sign) == 1 and not found["point"]:
        return Decimal(grouped.replace(",", "."))
    whole = grouped.replace(sign, "") if grouped else found["whole"]
    return Decimal(f"{whole}.{found['fraction'] or 0}")


def _span(line: str) -> Decimal | None:
    """Hours and minutes, in minutes; None for what says no hours."""
    if line in _SPANS:
        return Decimal(_SPANS[line])
    clock = _CLOCK.fullmatch(line)
    if clock is not None:
        return Decimal(int(clock[1]) * _MINUTES_IN_AN_HOUR + int(clock[2]))
    found = _HOURS_AND_MINUTES.fullmatch(line)
    if found is None or found["hour"] not in _HOURS or (found["minute"] or "мин") not in _MINUTES:
        return None
    hours = Decimal(found["hours"].replace(",", "."))
    return hours * _MINUTES_IN_AN_HOUR + int(found["minutes"] or 0)
