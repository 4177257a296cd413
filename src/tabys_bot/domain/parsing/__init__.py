"""What was typed, as the answer to a question: checked where it is typed, with the reason if it will not do."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.parsing import contacts, moments, numbers, texts
from tabys_bot.domain.parsing.moments import day_in, from_digits
from tabys_bot.domain.parsing.reasons import Invalid, Reason, refused

__all__ = ["Invalid", "Reason", "day_in", "from_digits", "parse", "problems"]

_NO_WORDS: Mapping[str, str] = {}


def parse(
    question: Question,
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    follows: Answer | None = None,
    words: Mapping[str, str] = _NO_WORDS,
    day: date | None = None,
) -> Outcome[Answer, Invalid]:
    """The answer that was typed; no text makes it raise.

    `follows`: what was answered to `question.after`. `words`: the values of a choice by their words in the reader's
    language. `day`: whose times are offered now: a time alone is of that day.
    """
    match question.ask:
        case Ask.LINE | Ask.TEXT:
            return texts.parse_text(question, text)
        case Ask.CHOICE | Ask.FLAG:
            return texts.parse_choice(question, text, words)
        case Ask.WHOLE | Ask.AMOUNT:
            return numbers.parse_number(question, text, follows)
        case Ask.DATE:
            return moments.parse_date(question, text, now=now, zone=zone, follows=follows)
        case Ask.MOMENT:
            return moments.parse_moment(question, text, now=now, zone=zone, follows=follows, day=day)
        case Ask.LINK | Ask.PHONE | Ask.EMAIL:
            return contacts.parse_contact(question, text)
        case Ask.NAME | Ask.NAMES | Ask.RECORD:
            return refused(Reason.NOT_A_CHOICE)
        case Ask.PHOTO:
            return refused(Reason.NOT_A_PHOTO)


def problems(draft: Draft, *, now: datetime, zone: ZoneInfo) -> Mapping[str, Invalid]:
    """By key: answers that were right when they were given, and are no longer: time has gone on, or what they must
    follow was moved behind them."""
    checked = (
        (question.key, _still(question, draft, now=now, zone=zone)) for question in draft.questions if _ages(question)
    )
    return {key: outcome.failure() for key, outcome in checked if isinstance(outcome, Failure)}


def _ages(question: Question) -> bool:
    return bool(question.future or question.after)


def _still(question: Question, draft: Draft, *, now: datetime, zone: ZoneInfo) -> Outcome[Answer, Invalid] | None:
    """None where there is nothing to check: no answer, or one that neither was given now nor stands beside one."""
    said, follows = draft.value(question.key), draft.value(question.after)
    if said is None or not said.text or not ({question.key, question.after} & set(draft.changes)):
        return None
    return parse(question, said.text, now=now, zone=zone, follows=follows)
