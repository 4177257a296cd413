"""What a made-up record says after answers were written into it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from tabys_bot.application.ports import File, Order, Written
from tabys_bot.domain.acts.shape import Ask, Part, Question
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Bilingual, Money, Picture, Value
from tabys_bot.domain.sections import Field, Kind

NameOf: TypeAlias = Callable[[str, int], Value | None]  # a question's field and a number → the name
Upload: TypeAlias = Callable[[File], Picture]
_SHOWN_TO_ALL = ("https://", "http://")


class UnknownNameError(Exception):
    """There is no name of that number."""


def composed(order: Order, old: Mapping[str, Value], *, name_of: NameOf, upload: Upload) -> dict[str, Value]:
    """The values of the record: the old ones, with what was written to fields that a card shows.

    Raises UnknownNameError.
    """
    fields = {field.name: field for field in CATALOGUE[order.section].fields}
    values = dict(old)
    for question in order.act.questions:
        if question.key in order.values and question.field in fields:
            plain = _plain(question, fields[question.field], order.values[question.key], name_of, upload)
            _put(values, question, plain)
    return values


def _plain(question: Question, field: Field, written: Written, name_of: NameOf, upload: Upload) -> Value | None:
    """What was written as a value of its field; a part of one is still alone."""
    if isinstance(written, File):
        return upload(written)
    if question.ask is Ask.NAME and isinstance(written, int):
        return _named(name_of, question, written)
    if isinstance(written, tuple):
        return _all_named(name_of, question, written)
    if field.kind is Kind.PICTURE and isinstance(written, str):
        return Picture(written, is_public=written.startswith(_SHOWN_TO_ALL))
    if question.ask is Ask.AMOUNT and isinstance(written, Decimal):
        return Money(written, written)
    return written


def _named(name_of: NameOf, question: Question, number: int) -> Value:
    name = name_of(question.field, number)
    if name is None:
        raise UnknownNameError(question.key)
    return name


def _all_named(name_of: NameOf, question: Question, written: tuple[object, ...]) -> Value | None:
    names = [_named(name_of, question, number) for number in written if isinstance(number, int)]
    return tuple(name for name in names if isinstance(name, str | Bilingual)) or None


def _put(values: dict[str, Value], question: Question, value: Value | None) -> None:
    whole = _joined(question.part, value, values.get(question.field))
    if whole is None:
        values.pop(question.field, None)
    else:
        values[question.field] = whole


def _joined(part: Part, value: Value | None, other: Value | None) -> Value | None:
    """The whole value with that part of it; None where nothing is left."""
    match part:
        case Part.KK | Part.RU:
            text = value if isinstance(value, str) else None
            both = other if isinstance(other, Bilingual) else Bilingual(kk=other if isinstance(other, str) else None)
            both = replace(both, kk=text) if part is Part.KK else replace(both, ru=text)
            return both if both.kk or both.ru else None
        case Part.LOW | Part.HIGH:
            amount = Decimal(value) if isinstance(value, int | Decimal) else None
            money = other if isinstance(other, Money) else Money(None, None)
            money = replace(money, low=amount) if part is Part.LOW else replace(money, high=amount)
            return None if money.low is None and money.high is None else money
        case Part.CURRENCY:
            return replace(other, currency=value) if isinstance(other, Money) and isinstance(value, str) else other
        case Part.WHOLE:
            if isinstance(value, Money) and isinstance(other, Money):
                return replace(value, currency=other.currency)
            return value
