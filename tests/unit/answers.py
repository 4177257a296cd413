"""What the tests of parsing have in common: a day, a zone, and answers taken out of their wrapping."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing import Invalid, parse
from tabys_bot.domain.sections import Section

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # a Friday, eleven o'clock in the zone
TODAY = date(2026, 11, 20)


def said(question: Question, text: str, **more: Any) -> str | Invalid:
    """What a draft would keep of it, or why it will not do."""
    outcome = parse(question, text, now=NOW, zone=ZONE, **more)
    return outcome.unwrap().text if isinstance(outcome, Success) else outcome.failure()


_DAYS = st.dates(date(1900, 1, 2), date(2100, 12, 30))
_MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  has one
_WORDS = st.text("абвәіқABC019 <&", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
_NUMBERS = st.integers(1, 2**31 - 1)


def _number(question: Question) -> st.SearchStrategy[str]:
    least, most = question.least or 0, 10**9 if question.most is None else question.most
    return st.integers(least, most).map(str)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Answers that parsing and picking can give, of the kind of the question."""
    match question.ask:
        case Ask.CHOICE:
            texts = st.sampled_from(CHOICES[question.choices])
        case Ask.FLAG:
            texts = st.sampled_from(FLAG_VALUES)
        case Ask.WHOLE | Ask.AMOUNT:
            texts = _number(question)
        case Ask.DATE:
            texts = _DAYS.map(date.isoformat)
        case Ask.MOMENT:
            texts = _MOMENTS.map(datetime.isoformat)
        case Ask.NAME:
            return st.builds(Answer, _NUMBERS.map(str), _WORDS)
        case Ask.NAMES:
            numbers = st.lists(_NUMBERS, min_size=1, max_size=4).map(lambda ids: ",".join(map(str, ids)))
            return st.builds(Answer, numbers, _WORDS)
        case Ask.RECORD:
            return st.builds(lambda section, at, words: Answer(f"{section}-{at}", words), *_record(question))
        case Ask.PHONE:
            texts = st.integers(7_000_000_000, 7_999_999_999).map("+7{}".format)
        case Ask.EMAIL:
            texts = _NUMBERS.map("n{}@tabys.kz".format)
        case Ask.LINK:
            texts = _WORDS.map(lambda words: f"https://tabys.kz/{len(words)}.png")
        case _:
            texts = _WORDS
    return texts.map(Answer)


def _record(question: Question) -> tuple[st.SearchStrategy[Section], st.SearchStrategy[int], st.SearchStrategy[str]]:
    return st.sampled_from(question.sections), _NUMBERS, _WORDS
