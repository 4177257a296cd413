"""The value of a field in words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.answering import value_of
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Field, Kind, SectionSpec
from tabys_bot.domain.text import clean, one_line

TITLE_LIMIT = 200
LINE_LIMIT = 200
LABEL_LIMIT = 36  # what a button across a phone shows; Telegram cuts off the rest
_HINT_LIMIT = 14
_PHONE_LIMIT = 16
_LONGEST_WORDS = 25
_LONGEST_AMOUNT = 12  # more digits are no fee, and far more no number that can be written
_KEEP_TOGETHER = "\u00a0"
_DECIDED = {"pending": "⏳", "approved": "✅", "rejected": "❌"}
# by set of choices; a value without a sign is the ordinary one
MARKS: Mapping[str, Mapping[str, str]] = {
    "moderation": _DECIDED,
    "review": _DECIDED,
    "publication": {"draft": "📝", "scheduled": "🕓"},
    "application": {**_DECIDED, "cancelled": "🚫"},
    "purchase": {"pending": "⏳", "approved": "✅", "completed": "🏁", "cancelled": "🚫"},
    "solution": {"pending": "⏳", "accepted": "✅", "rejected": "❌"},
}


def in_words(field: Field, value: Value, texts: Texts) -> str:
    """Plain text, one line but for long texts and lists; empty when there is nothing to say. Long texts are not cut."""
    if field.kind in (Kind.TEXT, Kind.LINES):
        return as_text(value, texts)
    return one_line(_in_words(field, value, texts), LINE_LIMIT)


def _in_words(field: Field, value: Value, texts: Texts) -> str:
    match field.kind, value:
        case Kind.CHOICE, str():
            return choice(field, value, texts)
        case Kind.FLAG, bool():
            return texts("value.yes") if value else "" if field.only_yes else texts("value.no")
        case Kind.MINUTES, int():
            return texts.minutes(value)
        case Kind.YEARS, int():
            return texts.years(value)
        case Kind.FEE, str() if value.isdecimal() and value.isascii() and len(value) <= _LONGEST_AMOUNT:
            amount = Decimal(value)
            return texts.money(Money(amount, amount))
        case _:
            return as_text(value, texts)


def choice(field: Field, value: str, texts: Texts) -> str:
    """The word for a value of a choice; the value itself where the backend has invented one."""
    return texts.find(f"choice.{field.choices}.{value}") or value


def as_text(value: Value, texts: Texts) -> str:
    """A value by its type alone; empty for what is shown as a button or a picture."""
    match value:
        case str():
            return value
        case Bilingual():
            return texts.pick(value)
        case Money():
            return texts.money(value)
        case datetime():
            return texts.moment(value)
        case date():
            return texts.day(value)
        case int() | Decimal():
            return texts.number(value)
        case tuple():
            return _as_list([as_text(line, texts) for line in value])
        case Ref() | Picture():
            return ""


def _as_list(lines: Iterable[str]) -> str:
    """Words side by side, sentences under one another."""
    told = [line for line in lines if line]
    are_words = all(len(line) <= _LONGEST_WORDS and "," not in line for line in told)
    return ", ".join(told) if are_words or len(told) == 1 else "\n".join(f"• {line}" for line in told)


def answer_in_words(question: Question, answer: Answer, texts: Texts) -> str:
    """An answer as drafts keep it, in words: clean, not cut, empty if it was cleared. What no parser made, as it is."""
    try:
        return clean(_answer_in_words(question, answer, texts))
    except (ValueError, KeyError, ArithmeticError):
        return clean(answer.shown or answer.text)


def _answer_in_words(question: Question, answer: Answer, texts: Texts) -> str:
    match question.ask:
        case Ask.NAME | Ask.NAMES | Ask.RECORD:
            return answer.shown or (texts("record.nameless", id=answer.text) if answer.text else "")
        case Ask.PHOTO:
            return answer.shown or (texts("value.photo") if answer.text else "")
        case Ask.CHOICE:
            return texts.find(f"choice.{question.choices}.{answer.text}") or answer.text
        case Ask.FLAG:
            return texts(f"value.{answer.text}") if answer.text else ""
    value = value_of(question, answer)
    match question.unit, value:
        case "minutes", int():
            return texts.minutes(value)
        case "years", int():
            return texts.years(value)
        case "tenge", int():
            return texts.number(value) + _KEEP_TOGETHER + "₸"
        case _, None | tuple():
            return answer.shown or answer.text
        case _:
            return as_text(value, texts)


def title_of(entity: Entity, spec: SectionSpec, texts: Texts, limit: int = TITLE_LIMIT) -> str:
    """The first of the naming fields that has something to say, else the record's number."""
    for name in spec.titles:
        value = entity.values.get(name)
        title = "" if value is None else one_line(as_text(value, texts), limit)
        if title:
            return title
    return texts("record.nameless", id=entity.id)


def signs_of(field: Field) -> Mapping[str, str]:
    """The signs of a choice's values, in the order of the legend."""
    return MARKS.get(field.choices, {})


def label_of(entity: Entity, spec: SectionSpec, texts: Texts) -> str:
    """The button of a record: its signs, its title, and what tells it from its namesakes; a date stands first."""
    signs = "".join(
        MARKS.get(spec.field(name).choices, {}).get(str(entity.values.get(name)), "") for name in spec.marks
    )
    hint = entity.values.get(spec.hint)
    if hint is None:
        return f"{signs} {title_of(entity, spec, texts, LABEL_LIMIT)}".strip()
    if isinstance(hint, datetime):
        day = texts.short_day(hint)
        return f"{signs} {day} · {title_of(entity, spec, texts, LABEL_LIMIT - len(day))}".strip()
    # the hint has what the title leaves, and a little in any case; half a phone tells nothing
    field, title = spec.field(spec.hint), title_of(entity, spec, texts, LABEL_LIMIT)
    least = _PHONE_LIMIT if field.kind is Kind.PHONE else _HINT_LIMIT
    name = one_line(in_words(field, hint, texts), max(least, LABEL_LIMIT - len(title)))
    if not name or name == title:
        return f"{signs} {title}".strip()
    return f"{signs} {title_of(entity, spec, texts, LABEL_LIMIT - len(name))} · {name}".strip()
