"""What is said of new work to somebody who has not just asked: an alert, a summary, and what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tabys_bot.application.screens.card import blocks_of, preview_of
from tabys_bot.application.screens.decisions import by_whom, reason_line, state_in_words
from tabys_bot.application.screens.intents import (
    Line,
    OpenMenu,
    OpenQueue,
    ShowAlerts,
    ShowWaiting,
    StartQueue,
)
from tabys_bot.application.screens.listing import record_number, record_title, section_title
from tabys_bot.application.screens.queue import Before, of_last
from tabys_bot.application.screens.screen import Block, Fact, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import signs_of, title_of
from tabys_bot.application.screens.waiting import card_at, deciding, known_before
from tabys_bot.domain.access import Role, sees_only_own
from tabys_bot.domain.acts import find_act, may_do
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.alerts import Subject
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.history import Entry
from tabys_bot.domain.moderation import MODERATED, decisions_of, is_decision, state_field, state_of
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import ELLIPSIS, cut, one_line

_FACTS_AT_MOST = 6
_LONGEST_TEXT = 300
_TITLE_LIMIT = 120
_UNKNOWN_OUTCOME = "☑️"
# what a decision is not made by
_BESIDE = ("updated_at", "views", "made_by_admin")


def alert(entity: Entity, role: Role, texts: Texts) -> Screen:
    """One record that waits, in short; its buttons work for ever."""
    spec, acts = CATALOGUE[entity.section], decisions_of(entity.section, role)
    known = [words for act in acts for words in known_before(act, entity, texts)]
    spot = _spot(Subject(entity.section, entity.id))
    return Screen(
        title=f"🔔 {record_title(entity.section, texts)}: {title_of(entity, spec, texts, _TITLE_LIMIT)}",
        body=(*_in_short(entity, texts), *map(Paragraph, known)),
        rows=(tuple(deciding(act, spot, texts) for act in acts), (_open(spot, role, texts),)),
        preview=preview_of(entity),
    )


def _spot(subject: Subject) -> ShowWaiting:
    return ShowWaiting(subject.section, subject.entity_id, line=Line.ALERT)


def _in_short(entity: Entity, texts: Texts) -> Iterator[Block]:
    beside = (*_BESIDE, state_field(entity.section))
    blocks = [block for name, block in blocks_of(entity, CATALOGUE[entity.section], texts) if name not in beside]
    yield from [block for block in blocks if isinstance(block, Fact)][:_FACTS_AT_MOST]
    for block in blocks:
        if isinstance(block, Paragraph):
            head, rest = cut(block.text, _LONGEST_TEXT)
            yield Paragraph(head.rstrip() + ELLIPSIS if rest else head, block.heading)
            return


def _open(spot: ShowWaiting, role: Role, texts: Texts) -> Press:
    """The whole record; who has cards of his own records only sees those of others as the queue shows them."""
    return Press(texts("button.whole_card"), spot if sees_only_own(role) else card_at(spot))


def _menu(texts: Texts) -> Press:
    return Press(texts("button.menu"), OpenMenu())


def summary(new: Mapping[Section, int], waiting: Mapping[Section, int], texts: Texts) -> Screen:
    """How much of each kind is new, and how much waits in all, as far as that is known."""
    count = texts.number(sum(new.values()))
    return Screen(
        title=texts("alert.new", count=count),
        body=tuple(
            Fact(section_title(section, texts), _counts(new.get(section, 0), waiting.get(section), texts))
            for section in MODERATED
            if new.get(section) or waiting.get(section)
        ),
        rows=(
            (Press(texts("button.alert_start"), StartQueue()),),
            (Press(texts("button.queue"), OpenQueue()), Press(texts("button.alerts"), ShowAlerts())),
        ),
    )


def _counts(new: int, waiting: int | None, texts: Texts) -> str:
    if waiting is None:
        return texts("alert.only_new", new=texts.number(new))
    if not new:
        return texts("alert.waiting", waiting=texts.number(waiting))
    # what was decided since it was counted leaves fewer in the line than are new
    return texts("alert.counts", new=texts.number(new), waiting=texts.number(max(new, waiting)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a record. `entity`: as it is now, None if it is not to be found; `by`: None for the web panel."""

    subject: Subject
    entity: Entity | None
    by: Entry | None

    @property
    def state(self) -> Entity:
        """The record, or as much as is known of it."""
        if self.entity:
            return self.entity
        field = state_field(self.subject.section)
        values = {field: self.by.changes[field].after} if self.by else {}
        return Entity(self.subject.section, self.subject.entity_id, values)


def outcome(decision: Decision, reader: Session, texts: Texts) -> Screen:
    """In place of an alert: nothing is left to decide, but whoever has decided may undo it."""
    is_lost = decision.entity is None and decision.by is None
    who = texts("alert.elsewhere") if is_lost else by_whom(decision.state, decision.by, reader.admin_id, texts)
    spot = _spot(decision.subject)
    button = _open(spot, reader.role, texts) if decision.entity else _menu(texts)
    return Screen(
        title=_outcome_title(decision, texts),
        body=tuple(map(Paragraph, (who, *reason_line(decision.by, texts)))),
        rows=(*of_last(Before(last=spot, undo=_undo(decision, reader)), texts), (button,)),
    )


def _undo(decision: Decision, reader: Session) -> Act | None:
    """What takes it back, if he has decided himself and may."""
    entity, by, section = decision.entity, decision.by, decision.subject.section
    if entity is None or by is None or by.admin_id != reader.admin_id:
        return None
    done = find_act(section, by.act)
    undo = find_act(section, done.undo) if done and is_decision(section, done) else None
    return undo if undo and may_do(reader.role, section, undo) and fits(undo, entity) else None


def _outcome_title(decision: Decision, texts: Texts) -> str:
    entity, spec = decision.state, CATALOGUE[decision.subject.section]
    title = title_of(entity, spec, texts, _TITLE_LIMIT)
    if decision.entity is None:
        kept = one_line(decision.by.title, _TITLE_LIMIT) if decision.by else ""
        title = kept or record_number(entity.section, entity.id, texts)
    word = state_in_words(entity, texts) or texts("alert.not_waiting")
    sign = signs_of(spec.field(state_field(entity.section))).get(state_of(entity), _UNKNOWN_OUTCOME)
    return f"{sign} {word[:1].upper()}{word[1:]}: {title}"


def closed(texts: Texts) -> Screen:
    """In place of an alert, for somebody who may not see the record any more."""
    return Screen(title=texts("alert.closed"), rows=((_menu(texts),),))
