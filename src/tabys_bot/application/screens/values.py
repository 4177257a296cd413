"""The value of a field in words."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.modules import Bilingual, Entity, Field, Kind, ModuleSpec, Money, Value
from tabys_bot.domain.text import one_line

TITLE_LIMIT = 200
LINE_LIMIT = 200
LABEL_LIMIT = 36  # what a button across a phone shows; Telegram cuts off the rest
_HINT_LIMIT = 14
# by set of choices; a value without a sign is the ordinary one
MARKS: Mapping[str, Mapping[str, str]] = {
    "moderation": {"pending": "⏳", "approved": "✅", "rejected": "❌"},
    "publication": {"draft": "📝", "scheduled": "🕓"},
}


def in_words(field: Field, value: Value, texts: Texts) -> str:
    """One line of plain text; empty when there is nothing to say. Long texts are not cut."""
    if field.kind is Kind.TEXT:
        return as_text(value, texts)
    return one_line(_in_words(field, value, texts), LINE_LIMIT)


def _in_words(field: Field, value: Value, texts: Texts) -> str:
    match field.kind, value:
        case Kind.CHOICE, str():
            return texts.find(f"choice.{field.choices}.{value}") or value
        case Kind.FLAG, bool():
            return texts("value.yes" if value else "value.no")
        case Kind.MINUTES, int():
            return texts.minutes(value)
        case Kind.YEARS, int():
            return texts.years(value)
        case _:
            return as_text(value, texts)


def as_text(value: Value, texts: Texts) -> str:
    """A value by its type alone."""
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


def title_of(entity: Entity, spec: ModuleSpec, texts: Texts, limit: int = TITLE_LIMIT) -> str:
    """The first of the naming fields that has something to say, else the record's number."""
    for name in spec.titles:
        value = entity.values.get(name)
        title = "" if value is None else one_line(as_text(value, texts), limit)
        if title:
            return title
    return texts("record.nameless", id=entity.id)


def label_of(entity: Entity, spec: ModuleSpec, texts: Texts) -> str:
    """The button of a record: its signs, its title, and what tells it from its namesakes; a date stands first."""
    signs = "".join(MARKS[name].get(str(entity.values.get(name)), "") for name in spec.marks)
    hint = entity.values.get(spec.hint)
    if isinstance(hint, datetime):
        day = texts.short_day(hint)
        return f"{signs} {day} · {title_of(entity, spec, texts, LABEL_LIMIT - len(day))}".strip()
    name = "" if hint is None else one_line(as_text(hint, texts), _HINT_LIMIT)
    title = title_of(entity, spec, texts, LABEL_LIMIT - len(name))
    return f"{signs} {title} · {name}".strip() if name and hint != title else f"{signs} {title}".strip()
