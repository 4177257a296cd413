"""The value of a field in words."""

from datetime import date, datetime
from decimal import Decimal

from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.modules import Bilingual, Entity, Field, Kind, ModuleSpec, Money, Value
from tabys_bot.domain.text import one_line

TITLE_LIMIT = 200
LINE_LIMIT = 200
LABEL_LIMIT = 44  # what a button across a phone shows
MODERATION_MARKS = {"pending": "⏳", "approved": "✅", "rejected": "❌"}


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
    """The button of a record: its moderation mark, its title and what tells it from its namesakes."""
    mark = MODERATION_MARKS.get(str(entity.values.get(spec.moderation)), "") if spec.moderation else ""
    hint = _hint_of(entity, spec, texts)
    title = title_of(entity, spec, texts, LABEL_LIMIT - len(hint))
    if hint and hint != title:
        title = f"{title} · {hint}"
    return f"{mark} {title}".strip()


def _hint_of(entity: Entity, spec: ModuleSpec, texts: Texts) -> str:
    value = entity.values.get(spec.hint) if spec.hint else None
    if value is None:
        return ""
    return texts.short_day(value) if isinstance(value, datetime) else one_line(as_text(value, texts), LABEL_LIMIT // 2)
