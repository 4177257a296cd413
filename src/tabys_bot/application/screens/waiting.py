"""One record that waits for a decision: what it says, what must be known, what can be decided."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from tabys_bot.application.screens.card import body_of, pictures_of, preview_of
from tabys_bot.application.screens.decisions import helping, starting, warnings
from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    Line,
    ListWaiting,
    NextWaiting,
    OpenCard,
    Origin,
    ShowWaiting,
)
from tabys_bot.application.screens.layout import parts_of
from tabys_bot.application.screens.listing import LINES
from tabys_bot.application.screens.queue import NOTHING, Before, last_one, leaving, of_last
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import title_of
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import acts_of
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import decisions_of, is_decision, state_field
from tabys_bot.domain.records import Entity

_ORIGINS = {line: origin for origin, line in LINES.items()}
_Rows = Iterator[tuple[Button, ...]]


def card_at(spot: ShowWaiting) -> OpenCard:
    """The card, with its way back to where it stands now."""
    origin = _ORIGINS.get(spot.line, Origin.LIST)
    return OpenCard(spot.section, spot.entity_id, spot.place, origin=origin)


def back_of(spot: ShowWaiting) -> OpenCard | ShowWaiting:
    """To where one decides."""
    return card_at(spot) if spot.line is Line.CARD else spot


def item(
    entity: Entity, spot: ShowWaiting, role: Role, texts: Texts, *, more: int | None = None, before: Before = NOTHING
) -> Screen:
    """A record that waits, and what can be decided. `more`: how many stand behind it, None if that is not known."""
    decisions = decisions_of(entity.section, role)
    known = [words for act in decisions for words in known_before(act, entity, texts)]
    rows = (
        tuple(deciding(act, spot, texts) for act in decisions),
        *_moving(spot, before, texts),
        *of_last(before, texts),
        *((one,) for one in helping(decisions, entity, role, card_at(spot), texts)),
    )
    return _record(entity, spot, texts, before, lines=(_where(spot, more, texts), *known), rows=rows)


def known_before(act: Act, entity: Entity, texts: Texts) -> Iterator[str]:
    """What must be known before that decision; under its own sign, for the other decision stands beside it."""
    if act.is_explained:
        yield f"{act.icon} {texts(f'act.{entity.section}.{act.name}.effect')}"
    yield from warnings(act, entity, texts)


def in_doubt(entity: Entity, spot: ShowWaiting, texts: Texts, *, before: Before) -> Screen:
    """A record that may have been decided on: it can be looked at again, and not decided on blindly."""
    look = (Press(texts("button.look_again"), spot),)
    rows = (look, *_moving(spot, before, texts))
    return _record(entity, spot, texts, before, lines=(_where(spot, None, texts),), rows=rows)


def settled(
    entity: Entity, spot: ShowWaiting, role: Role, texts: Texts, *, told: Sequence[str], is_own: bool
) -> Screen:
    """A record that waits no more. `told`: what was decided, by whom and when; the first of it is the title.

    What somebody else has decided can be turned round as from a card only: the queue takes back what is `is_own`.
    """
    field, on_card = state_field(entity.section), ShowWaiting(spot.section, spot.entity_id, line=Line.CARD)
    acts = [act for act in acts_of(entity.section, role) if act.when and act.when[0] == field and fits(act, entity)]
    turned = tuple(
        deciding(act, spot if is_own and not act.decides else on_card, texts)
        for act in acts
        if is_decision(entity.section, act)
    )
    going_on = tuple(_starting(act, spot, texts) for act in acts if not is_decision(entity.section, act))
    before = Before(tuple(told))
    rows = (going_on, turned, *_moving(spot, before, texts, label="button.go_on_queue"))
    return _record(entity, spot, texts, before, lines=(texts(f"section.{spot.section}"),), rows=rows)


def unreadable(spot: ShowWaiting, texts: Texts, *, before: Before) -> Screen:
    """Instead of a record that could not be read."""
    title, *words = before.words
    return Screen(
        title=title,
        body=tuple(map(Paragraph, words)),
        rows=((Press(texts("button.retry"), spot),), *_moving(spot, before, texts), leaving(texts)),
        notice=before.notice,
    )


def _record(
    entity: Entity,
    spot: ShowWaiting,
    texts: Texts,
    before: Before,
    *,
    lines: Sequence[str],
    rows: Sequence[tuple[Button, ...]],
) -> Screen:
    """The record under what has just happened, if anything has; with as much of its card as one message holds."""
    spec, at = CATALOGUE[entity.section], card_at(spot)
    name = f"{spec.icon} {title_of(entity, spec, texts)}"
    title, *words = before.words or (name,)
    standing, *others = lines
    head = [*map(Paragraph, words), Paragraph(standing, name if before.words else ""), *map(Paragraph, others)]
    parts = parts_of([*head, *body_of(entity, texts, is_named=True)])
    is_long = len(parts) > 1
    card = Press(texts("button.read_on" if is_long else "button.whole_card"), at)
    several = ((Press(texts("button.several"), ListWaiting(spot.section)),),) if _is_queue(spot) else ()
    return Screen(
        title=title,
        body=(*parts[0], *((Paragraph(texts("queue.read_on")),) if is_long else ())),
        rows=(*filter(None, rows), (*pictures_of(entity, at, texts), card), *several, leaving(texts)),
        preview=preview_of(entity),
        notice=before.notice,
    )


def _where(spot: ShowWaiting, more: int | None, texts: Texts) -> str:
    """«Мероприятия · ждёт с 12.05.26 · дальше ещё 17»."""
    words = [texts(f"section.{spot.section}")]
    if spot.place:
        words.append(texts("queue.since", day=texts.short_day(datetime.fromtimestamp(spot.place, UTC))))
    if more is not None:
        words.append(texts("queue.more", count=texts.number(more)) if more else texts("queue.last"))
    return " · ".join(words)


def deciding(act: Act, spot: ShowWaiting, texts: Texts) -> Press:
    """One press; for what can have a reason, the question for it."""
    label, style = f"{act.icon} {texts(f'act.{act.name}')}", Style.DANGER if act.why else Style.SUCCESS
    kind = AskReason if act.why else Decide
    return Press(label, kind(spot.section, act.name, spot.entity_id, spot.place, spot.line), style)


def _starting(act: Act, spot: ShowWaiting, texts: Texts) -> Press:
    return Press(f"{act.icon} {texts(f'act.{act.name}')}", starting(act, card_at(spot)))


def _is_queue(spot: ShowWaiting) -> bool:
    return spot.line in (Line.ALL, Line.KIND)


def _moving(spot: ShowWaiting, before: Before, texts: Texts, *, label: str = "button.skip_waiting") -> _Rows:
    if _is_queue(spot):
        skip = NextWaiting(spot.section, spot.entity_id, spot.place, spot.line)
        yield Press(texts(label), skip), *last_one(before, texts)
