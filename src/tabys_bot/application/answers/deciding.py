"""Deciding on one record, and saying what came of it above whatever comes next."""

from tabys_bot.application.answers.browsing import not_read
from tabys_bot.application.answers.turn import Turn
from tabys_bot.application.answers.walking import Walking
from tabys_bot.application.failures import Forbidden, RecordGone, WriteFailure
from tabys_bot.application.screens import ending, waiting
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.decisions import already_in_words, further, short_name, still_seen
from tabys_bot.application.screens.intents import Line, ShowWaiting
from tabys_bot.application.screens.questions import NAME_LIMIT
from tabys_bot.application.screens.queue import Before
from tabys_bot.application.screens.reasons import in_words
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.trouble import write_in_words
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.use_cases.moderation.deciding import Decide, Decided
from tabys_bot.application.use_cases.writing.acting import Already, Done, Doubtful, NotDone
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act, Given
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.history import Entry
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.records import Entity


class Deciding:
    """Decides once, and never leaves in doubt what is known of it."""

    def __init__(self, *, decide: Decide, walk: Walking) -> None:
        self._decide = decide
        self._walk = walk

    async def __call__(self, turn: Turn, spot: ShowWaiting, act: Act, reason: Given | None) -> Screen:
        outcome = await turn.read(
            lambda who: self._decide(
                who,
                spot.section,
                act,
                spot.entity_id,
                called=lambda entity: _name(turn, entity),
                reason=reason,
                only_waiting=spot.line is not Line.CARD,
            )
        )
        if isinstance(outcome, Failure):  # nothing was sent; before another try one looks
            return not_read(outcome.failure(), waiting.back_of(spot), turn.texts)
        if spot.line is Line.CARD:
            return _on_card(turn, spot, act, outcome.unwrap())
        return await self._in_line(turn, spot, act, outcome.unwrap(), reason)

    async def _in_line(self, turn: Turn, spot: ShowWaiting, act: Act, decided: Decided, reason: Given | None) -> Screen:
        match decided.outcome:
            case Done(entity):
                return await self._walk.after(turn, spot, _done(turn, spot, act, entity, reason))
            case Already(entity, just_now):
                return await self.already(turn, spot, act, entity, decided.by, just_now=just_now)
            case NotDone(RecordGone()):
                gone = Before((turn.texts("queue.gone"), turn.texts("decision.nothing_sent")))
                return await self._walk.after(turn, spot, gone)
            case NotDone(Forbidden() as failure):
                return not_read(failure, spot, turn.texts)
            case NotDone(failure, entity):
                return await self._not_done(turn, spot, failure, entity)
            case Doubtful(entity, failure):
                doubt = _doubt(turn, act, failure, entity)
                return waiting.in_doubt(entity, spot, turn.texts, before=doubt)
            case _:
                busy = Before((turn.texts("busy.title"), turn.texts("busy.hint")), notice=turn.texts("busy.title"))
                return await self._walk.show(turn, spot, before=busy, in_doubt=True)

    async def already(
        self, turn: Turn, spot: ShowWaiting, act: Act, entity: Entity, by: Entry | None, *, just_now: bool = False
    ) -> Screen:
        """It was decided on before. His own decision can be taken back: he may have pressed twice."""
        if spot.line is Line.CARD:
            return _on_card(turn, spot, act, Decided(Already(entity, just_now), by))
        told = already_in_words(entity, by, turn.session.admin_id, turn.texts, just_now=just_now)
        is_own = by is not None and (by.admin_id, by.act) == (turn.session.admin_id, act.name)
        undo = find_act(spot.section, act.undo) if is_own else None
        words = (*told, turn.texts("decision.nothing_sent"))
        before = Before(words, spot, undo, turn.texts("already.notice"), short_name(entity, turn.texts))
        return await self._walk.after(turn, spot, before)

    async def _not_done(self, turn: Turn, spot: ShowWaiting, failure: WriteFailure, entity: Entity | None) -> Screen:
        """Nothing has changed: the same record stays."""
        name = turn.texts(f"one.{spot.section}") if entity is None else _name(turn, entity)
        before = Before((turn.texts("not_done.title", name=name), write_in_words(failure, turn.texts)))
        if entity is None:
            return await self._walk.show(turn, spot, before=before)
        return await self._walk.shown(turn, entity, spot, before=before)


def _done(turn: Turn, spot: ShowWaiting, act: Act, entity: Entity, reason: Given | None) -> Before:
    done = turn.texts(f"done.{act.name}")
    words = [f"{act.icon} {done}: {_name(turn, entity)}"]
    if reason and act.why:
        words.append(f"{turn.texts('field.reason')}: {in_words(reason.kept, turn.texts)}")
    if seen := still_seen(act, entity, turn.texts):
        words.append(seen)
    if spot.line is Line.ALERT:
        words.append(turn.texts("decision.yours", when=turn.texts.moment(turn.now)))
    more = tuple(further(act, entity, turn.session.role, waiting.card_at(spot), turn.texts))
    return Before(tuple(words), spot, find_act(spot.section, act.undo), done, short_name(entity, turn.texts), more)


def _doubt(turn: Turn, act: Act, failure: WriteFailure, entity: Entity) -> Before:
    """What is known, which is not whether it was done."""
    title = turn.texts("unsure.title", name=_name(turn, entity))
    once = (turn.texts("unsure.once"),) if act.once else ()
    return Before((title, write_in_words(failure, turn.texts), turn.texts("queue.look_again"), *once))


def _on_card(turn: Turn, spot: ShowWaiting, act: Act, decided: Decided) -> Screen:
    ended, admin_id = decided.outcome, turn.session.admin_id
    told: tuple[str, ...] = ()
    if isinstance(ended, Already):
        told = already_in_words(ended.entity, decided.by, admin_id, turn.texts, just_now=ended.just_now)
    at = ask.DoAct(spot.section, act.name, spot.entity_id, spot.place)
    return ending.performed(ended, act, at, turn.session.role, turn.texts, told=told)


def _name(turn: Turn, entity: Entity) -> str:
    return title_of(entity, CATALOGUE[entity.section], turn.texts, NAME_LIMIT)
