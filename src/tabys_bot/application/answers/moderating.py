"""The queue of what waits for a decision, and deciding on one record."""

from datetime import timedelta
from typing import TypeAlias

from tabys_bot.application.answers.browsing import not_read, unknown
from tabys_bot.application.answers.deciding import Deciding
from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.answers.walking import Walking, kind_of
from tabys_bot.application.failures import BrowseFailure, Forbidden, RecordGone
from tabys_bot.application.ports import Clock
from tabys_bot.application.screens import ending, listing, queue, waiting, why
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.intents import Line, ShowWaiting
from tabys_bot.application.screens.queue import Before
from tabys_bot.application.screens.reasons import Reasons, not_taken
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.use_cases.moderation.deciding import Decide, LastDecision
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.domain.access import Permission
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.desk import Asked, Prompt
from tabys_bot.domain.moderation import MODERATED, Place, decisions_of, is_decision, moderated_by, waits
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity

_HASTE = timedelta(milliseconds=800)  # nobody has looked at a record in less
_Asked: TypeAlias = ask.Decide | ask.AskReason | ask.TypeReason
_OfRecord: TypeAlias = _Asked | ask.NextWaiting | ask.ShowWaiting


class Moderating:
    """Answers what is asked about the queue, one record at a time."""

    def __init__(
        self,
        *,
        lists: WaitingLists,
        decide: Decide,
        last_decision: LastDecision,
        reasons: Reasons,
        clock: Clock,
    ) -> None:
        self._reasons = reasons
        self._last_decision = last_decision
        self._walk = Walking(lists=lists, decide=decide, last_decision=last_decision, clock=clock)
        self._deciding = Deciding(decide=decide, walk=self._walk)

    @property
    def answers(self) -> Answers:
        return {
            ask.OpenQueue: self.overview,
            ask.StartQueue: self.start,
            ask.StartKind: self.start_kind,
            ask.NextWaiting: self.next,
            ask.ShowWaiting: self.show,
            ask.Decide: self.decide,
            ask.AskReason: self.ask_reason,
            ask.TypeReason: self.type_reason,
        }

    async def overview(self, turn: Turn, asked: ask.OpenQueue) -> Screen:
        if not moderated_by(turn.session.role):
            return queue.nobody(turn.texts)
        lines = await self._walk.lines(turn, fresh=asked.fresh)
        if isinstance(lines, Failure):
            return not_read(lines.failure(), asked, turn.texts)
        notice = turn.texts("notice.fresh") if asked.fresh else ""
        return queue.overview(lines.unwrap(), turn.texts, before=Before(notice=notice))

    async def start(self, turn: Turn, asked: ask.StartQueue) -> Screen:
        if not moderated_by(turn.session.role):
            return queue.nobody(turn.texts)
        return await self._walk.go_on(turn, None, None, asked)

    async def start_kind(self, turn: Turn, asked: ask.StartKind) -> Screen:
        refusal = _refusal(turn, asked)
        return refusal or await self._walk.go_on(turn, asked.section, None, asked)

    async def next(self, turn: Turn, asked: ask.NextWaiting) -> Screen:
        refusal = _refusal(turn, asked)
        if refusal:
            return refusal
        place = Place.of(asked.section, asked.entity_id, asked.place)
        before = Before(last=ShowWaiting(asked.section, asked.entity_id, asked.place, asked.line))
        return await self._walk.go_on(turn, kind_of(asked), place, asked, before=before)

    async def show(self, turn: Turn, asked: ask.ShowWaiting) -> Screen:
        refusal = _refusal(turn, asked)
        return refusal or await self._walk.show(turn, asked)

    async def decide(self, turn: Turn, asked: ask.Decide) -> Screen:
        known = _decision(turn, asked)
        if isinstance(known, Failure):
            return known.failure()
        if _is_hasty(turn, asked):
            words = turn.texts("queue.too_fast")
            return Screen(title=words, rows=(queue.leaving(turn.texts),), notice=words, passing=True)
        act = known.unwrap()
        # what is no reason of that act is none: a button may be forged
        kept = asked.reason if act.why and asked.reason in act.why.ready else ""
        return await self._deciding(turn, _spot(asked), act, self._reasons.given(act, kept))

    async def ask_reason(self, turn: Turn, asked: ask.AskReason) -> Screen:
        found = await self._undecided(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        act, entity = found.unwrap()
        await self._walk.hold(turn, entity, _spot(asked))
        return why.ask_reason(act, entity, _spot(asked), turn.session.role, turn.texts)

    async def type_reason(self, turn: Turn, asked: ask.TypeReason, *, remark: str = "") -> Screen:
        found = await self._undecided(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        act, entity = found.unwrap()
        prompt = Prompt(
            Asked.WHY,
            turn.now,
            asked.section,
            number=asked.entity_id,
            back=asked.place,
            act=asked.act,
            line=asked.line,
        )
        await turn.keep(turn.desk.asking(prompt))
        return why.type_reason(act, entity, _spot(asked), turn.texts, remark=remark)

    async def _undecided(
        self, turn: Turn, asked: ask.AskReason | ask.TypeReason
    ) -> Outcome[tuple[Act, Entity], Screen]:
        """The act and the record that it can be done to; else what is shown instead of asking why."""
        known = _decision(turn, asked)
        if isinstance(known, Failure):
            return known
        act, spot = known.unwrap(), _spot(asked)
        if act.why is None:
            return Failure(unknown(turn, asked))
        outcome = await self._walk.look(turn, asked.section, asked.entity_id)
        if isinstance(outcome, Failure):
            return Failure(await self._unread(turn, spot, outcome.failure()))
        entity, is_on_card = outcome.unwrap(), spot.line is Line.CARD
        if act.decides and not (waits(entity) or (is_on_card and fits(act, entity))):
            by = await self._last_decision.behind(entity)
            return Failure(await self._deciding.already(turn, spot, act, entity, by))
        if not fits(act, entity):
            start = ask.StartAct(spot.section, act.name, spot.entity_id, spot.place)
            shown = ending.not_now(start, turn.texts) if is_on_card else await self._walk.show(turn, spot)
            return Failure(shown)
        return Success((act, entity))

    async def _unread(self, turn: Turn, spot: ShowWaiting, failure: BrowseFailure | Stranger) -> Screen:
        if spot.line is not Line.CARD:
            return await self._walk.show(turn, spot)
        at = waiting.card_at(spot)
        is_gone = isinstance(failure, RecordGone)
        return listing.gone(at, turn.texts) if is_gone else not_read(failure, at, turn.texts)

    async def typed(self, turn: Turn, text: str) -> Screen | None:
        """The reason that was asked for; None if none was."""
        prompt = turn.desk.prompt
        if prompt is None or prompt.asked is not Asked.WHY or not prompt.stands(turn.now):
            return None
        if not prompt.number or prompt.section is None or prompt.line not in set(Line):
            return None  # it is about all that is marked, or of another version
        asked = ask.TypeReason(prompt.section, prompt.act, prompt.number, prompt.back, Line(prompt.line))
        reason, known = self._reasons.typed(text), _decision(turn, asked)
        if isinstance(reason, Failure):
            return await self.type_reason(turn, asked, remark=not_taken(reason.failure(), turn.texts))
        await turn.keep(turn.desk.asking(None))
        if isinstance(known, Failure):
            return known.failure()
        return await self._deciding(turn, _spot(asked), known.unwrap(), reason.unwrap())


def _refusal(turn: Turn, asked: _OfRecord | ask.StartKind) -> Screen | None:
    """Whatever a button says, there is a queue of that kind only for whoever may decide in it."""
    if asked.section not in MODERATED or not may_see(turn.session.role, asked.section):
        return unknown(turn, asked)
    if decisions_of(asked.section, turn.session.role):
        return None
    return not_read(Forbidden(Permission.UPDATE, CATALOGUE[asked.section].module), asked, turn.texts)


def _decision(turn: Turn, asked: _Asked) -> Outcome[Act, Screen]:
    """What is to be decided; else what is shown instead."""
    refusal = _refusal(turn, asked)
    if refusal:
        return Failure(refusal)
    act = find_act(asked.section, asked.act)
    if act is None or not is_decision(asked.section, act) or not asked.entity_id:
        return Failure(unknown(turn, asked))
    return Success(act)


def _spot(asked: _Asked) -> ShowWaiting:
    return ShowWaiting(asked.section, asked.entity_id, asked.place, asked.line)


def _is_hasty(turn: Turn, asked: ask.Decide) -> bool:
    """Whether the press came so soon that it was meant for the record before."""
    held = turn.desk.in_hand
    if held is None or asked.line not in (Line.ALL, Line.KIND):
        return False
    return (held.section, held.id) == (asked.section, asked.entity_id) and abs(turn.now - held.at) < _HASTE
