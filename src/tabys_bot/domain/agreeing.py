"""Whether a record says what was answered: as its card tells it, which is not always how it was written."""

import re
from datetime import UTC, datetime
from html import unescape

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.answering import answer_from
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.matching import digits_of
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Value
from tabys_bot.domain.sections import Kind, Section

NOTHING = Answer("")
_NAMED = (Ask.NAME, Ask.NAMES)
_TAGS = re.compile(r"</?[a-zA-Z!][^<>]*(?:>|$)")
_SIGNS = re.compile(r"[\W_]+")


def is_told(section: Section, question: Question) -> bool:
    """Whether a card of the section tells the answer at all."""
    return any(field.name == question.field for field in CATALOGUE[section].fields)


def is_picture(section: Section, question: Question) -> bool:
    """Whether a picture is answered, sent or by its address: it gets another address on its way."""
    shown = any(field.name == question.field and field.kind is Kind.PICTURE for field in CATALOGUE[section].fields)
    return shown or question.ask is Ask.PHOTO


def says(question: Question, record: Entity, answer: Answer) -> bool:
    """Whether the record says that to the question; a cleared answer is that it says nothing."""
    value, said = record.values.get(question.field), answer_from(question, record) or NOTHING
    if question.ask in _NAMED:
        return (not answer.text or bool(answer.shown)) and _words(answer.shown) in _wordings(value)
    if answer.shown and not answer.text:
        return said.shown == answer.shown
    if isinstance(value, Money) and value.low == value.high == 0 and answer.text and not said.text:
        said = Answer("0")  # which a card calls free, and is no price to begin with
    return same(question, said.text, answer.text)


def same(question: Question, said: str, answered: str) -> bool:
    """Whether two answers cannot be told apart by a card, which leaves out markup and groups digits."""
    match question.ask:
        case Ask.PHONE:
            return digits_of(said) == digits_of(answered)
        case Ask.EMAIL:
            return said.casefold() == answered.casefold()
        case Ask.MOMENT:
            return _minute(said) == _minute(answered)
        case Ask.LINE | Ask.TEXT:
            return same_text(said, answered)
        case _:
            return said.split() == answered.split()


def same_text(said: str, written: str) -> bool:
    """Spaces and line ends may be trimmed on the way; of what looks like markup only letters and digits are left."""
    if said.split() == written.split():
        return True
    return any(sign in written for sign in "<&") and _letters(said) == _letters(written)


def _letters(text: str) -> str:
    return _SIGNS.sub("", unescape(_TAGS.sub("", text)))


def _minute(text: str) -> str:
    """The minute of a moment: of seconds no form asks."""
    try:
        return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M}"
    except ValueError:
        return text


def _wordings(value: Value | None) -> tuple[list[str], ...]:
    """The words of names in either language, whatever their order."""
    names = value if isinstance(value, tuple) else () if value is None or isinstance(value, Picture) else (value,)
    in_kazakh = (name.kk or name.ru if isinstance(name, Bilingual) else str(name) for name in names)
    in_russian = (name.ru or name.kk if isinstance(name, Bilingual) else str(name) for name in names)
    return tuple(_words(", ".join(name or "" for name in said)) for said in (in_kazakh, in_russian))


def _words(names: str) -> list[str]:
    return sorted(names.replace(",", " ").split())
