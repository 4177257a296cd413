"""Why an answer will not do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.outcome import Failure, Outcome


class Reason(StrEnum):
    """Why an answer will not do; a text `invalid.<reason>` says it in words."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_DATE = "not_a_date"
    NOT_A_MOMENT = "not_a_moment"
    PASSED = "passed"
    TOO_EARLY = "too_early"  # not after what it must follow
    NOT_A_LINK = "not_a_link"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_PHOTO = "not_a_photo"
    NO_ANSWER = "no_answer"  # what can be chosen could not be read


@dataclass(frozen=True, slots=True)
class Invalid:
    """An answer that will not do. `bound`: what it may be at most, at least, or must follow, as drafts keep it."""

    reason: Reason
    bound: str = ""


Parsed: TypeAlias = Outcome[Answer, Invalid]


def refused(reason: Reason, bound: object = "") -> Failure[Invalid]:
    return Failure(Invalid(reason, str(bound)))
