"""Going along the line of what waits: the next record, that very record, and what there is at the end."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from tabys_bot.application.answers.turn import Turn
from tabys_bot.application.failures import (
    BrowseFailure,
    GatewayFailure,
    RecordGone,
    SessionRejected,
    StoreUnavailableError,
)
from tabys_bot.application.ports import Clock
from tabys_bot.application.screens import account, queue, trouble, waiting
from tabys_bot.application.screens.decisions import already_in_words, reason_line
from tabys_bot.application.screens.intents import Intent, Line, NextWaiting, ShowWaiting
from tabys_bot.application.screens.queue import NOTHING, Before, Lines
from tabys_bot.application.screens.screen import Paragraph, Screen
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.use_cases.moderation.deciding import Decide, LastDecision
from tabys_bot.application.use_cases.moderation.lineup import KEPT_FOR, WaitingLists
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.desk import InHand, Recent
from tabys_bot.domain.moderation import Place, Waiting, next_after, waits
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import one_line

_HOPS = 5  # records at a press that somebody else has decided on meanwhile
_RECENT_TITLE = 60
_NO_LINES: Lines = {}


class Walking:
    """Shows one record after another. Where somebody is stands in his buttons; on his desk is only noted what he has
    seen, and since when the last of it is shown."""

    def __init__(self, *, lists: WaitingLists, decide: Decide, last_decision: LastDecision, clock: Clock) -> None:
        self._lists = lists
        self._decide = decide
        self._last_decision = last_decision
        self._clock = clock

    async def lines(
        self, turn: Turn, kinds: Iterable[Section] | None = None, *, fresh: bool = False
    ) -> Outcome[Lines, Stranger | GatewayFailure]:
        """How much waits of each kind: one that cannot be read does not hide the others, a rejected session does."""

        async def read(who: Session) -> Outcome[Lines, SessionRejected]:
            found = await self._lists.all(who, kinds, fresh=fresh)
            is_rejected = any(failed_by(outcome, SessionRejected) for outcome in found.values())
            return Failure(SessionRejected()) if is_rejected else Success(found)

        return await turn.read(read)

    async def look(self, turn: Turn, section: Section, entity_id: int) -> Outcome[Entity, BrowseFailure | Stranger]:
        """The record as it is now."""
        return await turn.read(lambda who: self._decide.look(who, section, entity_id))

    async def go_on(
        self, turn: Turn, kind: Section | None, after: Place | None, again: Intent, *, before: Before = NOTHING
    ) -> Screen:
        """The first that stands behind that place, of all kinds or of one. `again`: what asks for it."""
        hops, lines, kinds = 0, _NO_LINES, None if kind is None else (kind,)
        for fresh in (False, True):  # only lines that are read now tell of what is new, and that they are at their end
            read = await self.lines(turn, kinds, fresh=fresh)
            if isinstance(read, Failure):
                return _stuck(turn, read.failure(), again, before)
            lines = read.unwrap()
            while (found := next_after(_items(lines), after)) and (fresh or not _is_new(found, turn)):
                if hops == _HOPS:
                    return queue.stuck(turn.texts("queue.many_decided"), again, turn.texts, before=before)
                spot = _spot(found, kind)
                outcome = await self.look(turn, spot.section, spot.entity_id)
                if isinstance(outcome, Success) and waits(outcome.unwrap()):
                    return await self.shown(turn, outcome.unwrap(), spot, lines=lines, before=before)
                if isinstance(outcome, Failure) and not isinstance(outcome.failure(), RecordGone):
                    return _unread(turn, outcome.failure(), spot, before)
                after, again, hops = found.place, next_of(spot), hops + 1
        return await self._end(turn, kind, lines, again, before)

    async def _end(self, turn: Turn, kind: Section | None, lines: Lines, again: Intent, before: Before) -> Screen:
        failures = [outcome.failure() for outcome in lines.values() if isinstance(outcome, Failure)]
        if len(failures) == len(lines):
            return _stuck(turn, failures[0], again, before)
        every = (await self.lines(turn)).value_or(lines) if kind else lines
        return queue.overview(every, turn.texts, before=before, is_end=not failures)

    async def show(self, turn: Turn, spot: ShowWaiting, *, before: Before = NOTHING, in_doubt: bool = False) -> Screen:
        """That very record. `in_doubt`: somebody may be deciding on it, so it is only shown."""
        outcome = await self.look(turn, spot.section, spot.entity_id)
        if failed_by(outcome, RecordGone):
            return await self.after(turn, spot, Before((*before.words, turn.texts("queue.gone"))))
        if isinstance(outcome, Failure):
            return _unread(turn, outcome.failure(), spot, before)
        entity = outcome.unwrap()
        if not waits(entity):
            return await self._settled(turn, entity, spot, before)
        if in_doubt:
            return waiting.in_doubt(entity, spot, turn.texts, before=before)
        return await self.shown(turn, entity, spot, before=before)

    async def _settled(self, turn: Turn, entity: Entity, spot: ShowWaiting, before: Before) -> Screen:
        by = await self._last_decision.behind(entity)
        words = already_in_words(entity, by, turn.session.admin_id, turn.texts)
        reason = reason_line(by, turn.texts)
        told, is_own = (*before.words, *words, *reason), by is not None and by.admin_id == turn.session.admin_id
        return waiting.settled(entity, spot, turn.session.role, turn.texts, told=told, is_own=is_own)

    async def after(self, turn: Turn, spot: ShowWaiting, before: Before) -> Screen:
        """What comes after a record that waits no more."""
        if spot.line is Line.ALERT:
            return queue.final(before, waiting.card_at(spot), turn.texts)
        place = Place.of(spot.section, spot.entity_id, spot.place)
        return await self.go_on(turn, kind_of(spot), place, next_of(spot), before=before)

    async def shown(
        self,
        turn: Turn,
        entity: Entity,
        spot: ShowWaiting,
        *,
        lines: Lines | None = None,
        before: Before = NOTHING,
    ) -> Screen:
        """The record, to be decided on."""
        place = Place.of(spot.section, spot.entity_id, spot.place)
        more = None if lines is None else sum(one.place > place for one in _items(lines))
        await self.hold(turn, entity, spot)
        return waiting.item(entity, spot, turn.session.role, turn.texts, more=more, before=before)

    async def hold(self, turn: Turn, entity: Entity, spot: ShowWaiting) -> None:
        """Note what is shown, and since when: by the clock of the end of this turn, for Tabys may be slow."""
        title = one_line(title_of(entity, CATALOGUE[entity.section], turn.texts), _RECENT_TITLE)
        desk = turn.desk.having_seen(Recent(entity.section, entity.id, title, entity.parent))
        if spot.line in (Line.ALL, Line.KIND):
            desk = replace(desk, in_hand=InHand(entity.section, entity.id, self._clock.now()))
        with suppress(StoreUnavailableError):  # a convenience: what was decided is decided, what was read is read
            await turn.keep(desk)


def next_of(spot: ShowWaiting) -> NextWaiting:
    return NextWaiting(spot.section, spot.entity_id, spot.place, spot.line)


def kind_of(spot: ShowWaiting | NextWaiting) -> Section | None:
    """Of which kind the line is; None for that of all."""
    return spot.section if spot.line is Line.KIND else None


def _spot(found: Waiting, kind: Section | None) -> ShowWaiting:
    line = Line.KIND if kind else Line.ALL
    return ShowWaiting(found.entity.section, found.entity.id, found.place.since, line)


def _is_new(found: Waiting, turn: Turn) -> bool:
    """Whether it came after some of the lines may have been read: then others may have come before it."""
    return turn.now - KEPT_FOR < (found.since or turn.now - KEPT_FOR)


def _items(lines: Lines) -> list[Waiting]:
    return [item for outcome in lines.values() if isinstance(outcome, Success) for item in outcome.unwrap().items]


def _stuck(turn: Turn, failure: BrowseFailure | Stranger, again: Intent, before: Before) -> Screen:
    if isinstance(failure, Stranger):
        return _outside(turn, failure, before)
    return queue.stuck(trouble.in_words(failure, turn.texts), again, turn.texts, before=before)


def _unread(turn: Turn, failure: BrowseFailure | Stranger, spot: ShowWaiting, before: Before) -> Screen:
    """That record could not be read; the way on is open."""
    if isinstance(failure, Stranger):
        return _outside(turn, failure, before)
    words = before.words or (turn.texts("trouble.title"),)
    told = replace(before, words=(*words, trouble.in_words(failure, turn.texts)))
    return waiting.unreadable(spot, turn.texts, before=told)


def _outside(turn: Turn, stranger: Stranger, before: Before) -> Screen:
    return account.welcome(stranger.absence, turn.texts, *map(Paragraph, before.words))
