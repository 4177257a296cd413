"""Decisions in words: what was decided, by whom and why, and what must be known before."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tabys_bot.application.screens.intents import OpenCard, StartAct
from tabys_bot.application.screens.questions import NAME_LIMIT
from tabys_bot.application.screens.reasons import in_words
from tabys_bot.application.screens.screen import Fact, Press, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import choice, title_of
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import acts_of, find_act, may_do
from tabys_bot.domain.acts.fitting import cautions_of, fits
from tabys_bot.domain.acts.shape import REASON, Act, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.history import Entry
from tabys_bot.domain.moderation import follows, is_decision, state_field, state_of
from tabys_bot.domain.records import Entity
from tabys_bot.domain.text import one_line

_SHORT = 24  # beside what a button does
_WHO_LIMIT = 60
_STATE_LIMIT = 60
_REASON_LIMIT = 500
# when Tabys itself notes it
_DECIDED_AT = ("moderated_at", "reviewed_at", "completed_at")


def short_name(entity: Entity, texts: Texts) -> str:
    """What the record is called on a button that is not under that record."""
    return title_of(entity, CATALOGUE[entity.section], texts, _SHORT)


def state_in_words(entity: Entity, texts: Texts) -> str:
    """«одобрено», «отменена»; empty where Tabys does not tell."""
    field = CATALOGUE[entity.section].field(state_field(entity.section))
    return one_line(choice(field, state_of(entity), texts), _STATE_LIMIT)


def by_whom(entity: Entity, by: Entry | None, admin_id: int, texts: Texts, *, just_now: bool = False) -> str:
    """Who has decided so, and when. `just_now`: as in Already; `admin_id`: of the reader."""
    if by is not None:
        when = texts.moment(by.at)
        if by.admin_id == admin_id:
            return texts("decision.yours", when=when)
        return texts("decision.by", name=_name(by, texts), when=when)
    if just_now:
        return texts("decision.just_now")
    times = (entity.values.get(name) for name in _DECIDED_AT)
    when = next((texts.moment(at) for at in times if isinstance(at, datetime)), "")
    return texts("decision.elsewhere_at", when=when) if when else texts("decision.elsewhere")


def already_in_words(
    entity: Entity, by: Entry | None, admin_id: int, texts: Texts, *, just_now: bool = False
) -> tuple[str, ...]:
    """What was decided before, by whom and when; the first of it is a title."""
    name = one_line(title_of(entity, CATALOGUE[entity.section], texts), NAME_LIMIT)
    state = state_in_words(entity, texts)
    who = by_whom(entity, by, admin_id, texts, just_now=just_now)
    return (
        texts("decision.already", name=name),
        f"{state[:1].upper()}{state[1:]}. {who}" if state else who,
    )


def _name(by: Entry, texts: Texts) -> str:
    return one_line(by.admin_name, _WHO_LIMIT) or texts("record.nameless", id=by.admin_id)


def reason_line(by: Entry | None, texts: Texts) -> tuple[str, ...]:
    """«Причина: …», if the history has one."""
    reason = _reason(by, texts)
    return (f"{texts('field.reason')}: {reason}",) if reason else ()


def _reason(by: Entry | None, texts: Texts) -> str:
    said = by.changes.get(REASON) if by else None
    return one_line(in_words(said.after, texts), _REASON_LIMIT) if said else ""


def reason_fact(by: Entry | None, texts: Texts) -> Fact | None:
    """Why it was decided so, by whom and when, as a line of a card."""
    reason = _reason(by, texts)
    if by is None or not reason:
        return None
    return Fact(texts("decision.reason"), f"{reason} ({_name(by, texts)}, {texts.moment(by.at)})")


def warnings(act: Act, entity: Entity, texts: Texts) -> Iterator[str]:
    """What the act does not do to that record, or does beside."""
    yield from (f"⚠️ {texts(f'caution.{caution.name}')}" for caution in cautions_of(act, entity))


def helping(acts: Sequence[Act], entity: Entity, role: Role, at: OpenCard, texts: Texts) -> Iterator[Press]:
    """The acts that really do what is wanted, where these would not; `at`: where the record is."""
    names = dict.fromkeys(caution.helps for act in acts for caution in cautions_of(act, entity) if caution.helps)
    for act in filter(None, (find_act(entity.section, name) for name in names)):
        if may_do(role, entity.section, act) and fits(act, entity):
            style = Style.DANGER if act.way is Way.DELETE else Style.PLAIN
            words = texts("button.of_record", name=short_name(entity, texts), act=texts(f"act.{act.name}"))
            yield Press(f"{act.icon} {words}", starting(act, at), style)


def further(act: Act, entity: Entity, role: Role, at: OpenCard, texts: Texts) -> Iterator[Press]:
    """What is left to do about a record that has just been decided on: with its name, for another may be shown."""
    if is_decision(entity.section, act):
        for other in (one for one in acts_of(entity.section, role) if follows(entity.section, act, one)):
            words = texts(f"follow.{other.name}", name=short_name(entity, texts))
            yield Press(f"{other.icon} {words}", starting(other, at))
        yield from helping((act,), entity, role, at, texts)


def still_seen(act: Act, entity: Entity, texts: Texts) -> str:
    """Said of what a rejection has not hidden; empty otherwise."""
    is_seen = any(caution.helps for caution in cautions_of(act, entity))
    return texts("decision.still_seen") if is_seen else ""


def starting(act: Act, at: OpenCard) -> StartAct:
    """The question before an act without a reason; `at`: where the record is."""
    return StartAct(at.section, act.name, at.entity_id, at.back, at.parent, at.origin)
