"""Between what drafts keep and what records hold: answers as values, values as answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from tabys_bot.domain.acts.shape import Act, Ask, Part, Question
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.parsing.numbers import LARGEST, plain
from tabys_bot.domain.records import Bilingual, Entity, Money, Picture, Ref, Value
from tabys_bot.domain.sections import Kind, Section

_FLAGS = {"yes": True, "no": False}
_FREE = Money(Decimal(0), Decimal(0))
# a flag that is set tells another field, which is not asked for then
_TOLD_BY: Mapping[str, tuple[str, Value]] = {"free": ("price", _FREE)}


def value_of(question: Question, answer: Answer) -> Value | tuple[int, ...] | None:
    """The answer as a value of its kind: names as their numbers; None if it was cleared, or only words are known.

    ValueError for what no parser of answers could have made; it does not repeat what was typed.
    """
    if not answer.text:
        return None
    try:
        return _value(question.ask, answer.text)
    except (KeyError, ValueError, InvalidOperation):
        raise ValueError(question.key) from None


def _value(ask: Ask, text: str) -> Value | tuple[int, ...]:
    match ask:
        case Ask.FLAG:
            return _FLAGS[text]
        case Ask.WHOLE | Ask.NAME:
            return int(_bounded(Decimal(int(text))))
        case Ask.AMOUNT:
            return _bounded(Decimal(text))
        case Ask.DATE:
            return date.fromisoformat(text)
        case Ask.MOMENT:
            return _aware(datetime.fromisoformat(text))
        case Ask.NAMES:
            return tuple(int(number) for number in text.split(","))
        case Ask.RECORD:
            section, _, number = text.rpartition("-")
            return Ref(Section(section), int(number))
        case _:
            return text


def _bounded(number: Decimal) -> Decimal:
    if not (number.is_finite() and -LARGEST <= number <= LARGEST):
        raise ValueError
    return number


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError
    return moment


def answer_from(question: Question, entity: Entity) -> Answer | None:
    """What a record says to a question; None for nothing. Of names only the words are known."""
    value = _part(question.part, entity.values.get(question.field))
    answer = None if value is None else _answer(question.ask, value)
    return answer if answer is not None and answer.text + answer.shown else None


def _answer(ask: Ask, value: Value) -> Answer | None:
    match value:
        case bool():
            return Answer("yes" if value else "no")
        case datetime():
            return Answer(value.astimezone(UTC).isoformat())
        case date():
            return Answer(value.isoformat())
        case Money():
            # free is no price that could stand where one is asked for
            return None if value.low is None or value.low == value.high == 0 else _number(ask, value.low)
        case Ref():
            return Answer(f"{value.section}-{value.id}")
        case Picture():
            return Answer(value.address)
        case Bilingual():
            return _words(ask, value.ru or value.kk or "")
        case tuple():
            return _words(ask, ", ".join(str(_part(Part.RU, line) or _part(Part.KK, line)) for line in value))
        case int() | Decimal():
            return _number(ask, Decimal(value))
        case str():
            return _words(ask, value)


def _number(ask: Ask, number: Decimal) -> Answer:
    """A fraction where a whole number is asked for can be shown, and not be an answer."""
    written = plain(number)
    return Answer("", written) if ask is Ask.WHOLE and number != number.to_integral_value() else Answer(written)


def _words(ask: Ask, words: str) -> Answer:
    return Answer("", words) if ask in (Ask.NAME, Ask.NAMES) else Answer(words)


def _part(part: Part, value: Value | None) -> Value | None:
    match part, value:
        case ((Part.KK | Part.RU), Bilingual()):
            return value.kk if part is Part.KK else value.ru
        case ((Part.LOW | Part.HIGH | Part.CURRENCY), Money()):
            return {Part.LOW: value.low, Part.HIGH: value.high, Part.CURRENCY: value.currency}[part]
        case Part.KK, _:
            return value  # a text in one language stands first
        case Part.RU, _:
            return None if value is None or isinstance(value, str) else value
        case _:
            return value


def answers_from(act: Act, entity: Entity) -> Mapping[str, Answer]:
    """What a record says to each question of an act."""
    said = ((question.key, answer_from(question, entity)) for question in act.questions)
    return {key: answer for key, answer in said if answer is not None}


def entity_of(draft: Draft) -> Entity:
    """The record that a draft would make, as a card shows it; without what cannot be read or shown."""
    values: dict[str, Value] = {}
    for question in draft.questions:
        answer = draft.value(question.key)
        value = None if answer is None else _shown(question, answer, draft)
        joined = None if value is None else _joined(question.part, value, values.get(question.field))
        if joined is not None:
            values[question.field] = joined
    told = dict(other for flag, other in _TOLD_BY.items() if values.get(flag) is True)
    return Entity(draft.section, draft.entity_id, {**values, **told}, draft.parent)


def _shown(question: Question, answer: Answer, draft: Draft) -> Value | None:
    is_typed = question.key in draft.answers
    match question.ask:
        case Ask.NAME | Ask.NAMES:
            return answer.shown or None
        case Ask.PHOTO:
            return None if is_typed else Picture(answer.text)  # a handle leads nowhere but to its transport
        case Ask.LINK if _is_picture(draft.section, question.field):
            return Picture(answer.text, is_public=is_typed)
        case _:
            return _in_card(question, answer)


def _in_card(question: Question, answer: Answer) -> Value | None:
    try:
        value = value_of(question, answer)
    except ValueError:
        return None
    if isinstance(value, tuple):
        return None
    return Money(value, value) if question.ask is Ask.AMOUNT and isinstance(value, Decimal) else value


def _is_picture(section: Section, name: str) -> bool:
    return any(field.name == name and field.kind is Kind.PICTURE for field in CATALOGUE[section].fields)


def _joined(part: Part, value: Value, other: Value | None) -> Value | None:
    """With the other part of it that was answered before; None for a currency of nothing."""
    match part, value:
        case Part.KK, str():
            return Bilingual(kk=value, ru=other.ru if isinstance(other, Bilingual) else None)
        case Part.RU, str():
            return Bilingual(kk=other.kk if isinstance(other, Bilingual) else None, ru=value)
        case Part.CURRENCY, str():
            return replace(other, currency=value) if isinstance(other, Money) else None
        case Part.LOW, int() | Decimal():
            return Money(Decimal(value), other.high if isinstance(other, Money) else None)
        case Part.HIGH, int() | Decimal():
            return Money(other.low if isinstance(other, Money) else None, Decimal(value))
        case _:
            return value
