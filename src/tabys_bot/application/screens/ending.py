"""The word after a write: what came of saving a form, and of an act without one."""

from collections.abc import Sequence
from datetime import datetime

from tabys_bot.application.failures import NotNow, RecordGone, Rejected
from tabys_bot.application.screens import acts, saving
from tabys_bot.application.screens.decisions import further, still_seen
from tabys_bot.application.screens.intents import DoAct, OpenCard, OpenMenu, StartAct, StartAnew
from tabys_bot.application.screens.questions import draft_name
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.application.screens.sheet import sheet
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.trouble import write_in_words
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.use_cases.writing.acting import ActOutcome, Already, Done, Doubtful, NotDone
from tabys_bot.application.use_cases.writing.outcomes import (
    Busy,
    Conflict,
    NotSaved,
    Saved,
    SaveOutcome,
    Unready,
    Unsure,
    Vanished,
)
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Entity


def ended(outcome: SaveOutcome, texts: Texts, *, now: datetime) -> Screen:
    """What came of saving a form. What Tabys says against answers stands at these, on the sheet."""
    match outcome:
        case Saved(draft, entity_id):
            at = OpenCard(draft.section, entity_id, draft.near, parent=draft.parent)
            return acts.done(draft.spec, at, draft_name(draft, texts), texts)
        case NotSaved(draft, Rejected()) if not draft.is_complete:
            return sheet(draft, texts, now=now)
        case NotSaved(draft, Rejected(problems) as failure) if problems:
            return sheet(draft, texts, now=now, remark=write_in_words(failure, texts), problems=problems)
        case NotSaved(draft, why):
            return saving.not_saved(why, draft, texts)
        case Unsure(draft, why):
            return saving.unsure(why, draft, texts)
        case Conflict(draft, was):
            return saving.conflict(draft, was, texts)
        case Unready(draft):
            return sheet(draft, texts, now=now)
        case Vanished(draft):
            return saving.vanished(draft, texts)
        case Busy(draft):
            return saving.busy(draft, texts)


def performed(
    outcome: ActOutcome, act: Act, asked: DoAct, role: Role, texts: Texts, *, told: Sequence[str] = ()
) -> Screen:
    """What came of an act without a form. `told`: of what was decided on before, what, by whom and when."""
    at = OpenCard(asked.section, asked.entity_id, asked.back, parent=asked.parent, origin=asked.origin)
    match outcome:
        case Done(entity):
            more = tuple(further(act, entity, role, at, texts))
            remark = still_seen(act, entity, texts)
            return acts.done(act, at, _name(entity, texts), texts, remark=remark, more=more)
        case Already() if told:
            return acts.already_decided(act, at, told, texts)
        case Already(entity):
            return acts.already(act, at, _name(entity, texts), texts)
        case NotDone(RecordGone(), None) if act.way is Way.DELETE:
            return acts.already_gone(act, at, texts)
        case NotDone(failure, entity):
            name = texts(f"one.{asked.section}") if entity is None else _name(entity, texts)
            return acts.not_done(failure, at, name, texts)
        case Doubtful(entity, failure):
            return acts.unsure(failure, act, at, _name(entity, texts), texts)
        case _:
            return acts.busy(at, texts)


def _name(entity: Entity, texts: Texts) -> str:
    return title_of(entity, CATALOGUE[entity.section], texts)


def not_now(asked: StartAct | StartAnew, texts: Texts) -> Screen:
    """The record is not in a state for this: it was changed meanwhile, or the button is an old one."""
    row: tuple[Button, ...] = (Press(texts("button.menu"), OpenMenu()),)
    if isinstance(asked, StartAct):
        at = OpenCard(asked.section, asked.entity_id, asked.back, fresh=True, parent=asked.parent, origin=asked.origin)
        row = (Press(texts("button.open_card"), at), *row)
    return Screen(title=texts("not_now.title"), body=(Paragraph(write_in_words(NotNow(), texts)),), rows=(row,))
