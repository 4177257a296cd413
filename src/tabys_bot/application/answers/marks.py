"""Marking what waits of one kind, to decide on it at once."""

from dataclasses import dataclass
from typing import TypeAlias

from tabys_bot.application.answers.browsing import not_read
from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens import marking
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.domain.batches import MARKED_AT_MOST
from tabys_bot.domain.moderation import Lineup, decisions_of
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

_OfMarks: TypeAlias = ask.ListWaiting | ask.MarkWaiting | ask.MarkPage | ask.ClearMarks
OfBatch: TypeAlias = ask.AskBatch | ask.TypeBatchReason | ask.StartBatch


@dataclass(frozen=True, slots=True)
class Marked:
    """What is marked of a line. `gone`: how many of the marks stood at what waits no more."""

    section: Section
    line: Lineup
    ids: tuple[int, ...]
    gone: int

    @property
    def entities(self) -> tuple[Entity, ...]:
        """In the order of the marks; of what a line that was not read to its end does not show, the number only."""
        known = {item.entity.id: item.entity for item in self.line.items}
        return tuple(known.get(one) or Entity(self.section, one, {}) for one in self.ids)


class Marks:
    """Answers what is asked about marks: they stay on the desk, over pages and other screens."""

    def __init__(self, *, lists: WaitingLists) -> None:
        self._lists = lists

    @property
    def answers(self) -> Answers:
        return {
            ask.ListWaiting: self.list_waiting,
            ask.MarkWaiting: self.mark,
            ask.MarkPage: self.mark_page,
            ask.ClearMarks: self.clear,
        }

    async def list_waiting(self, turn: Turn, asked: ask.ListWaiting) -> Screen:
        found = await self.of(turn, asked, fresh=asked.fresh)
        if isinstance(found, Failure):
            return found.failure()
        return await self.shown(turn, asked, found.unwrap(), found.unwrap().ids)

    async def mark(self, turn: Turn, asked: ask.MarkWaiting) -> Screen:
        """One press: the kept line, one write of the desk, the same page."""
        found = await self.of(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        marked, one = found.unwrap(), asked.entity_id
        at, texts = ask.ListWaiting(asked.section, asked.offset), turn.texts
        if one in marked.ids:
            return await self.shown(turn, at, marked, tuple(other for other in marked.ids if other != one))
        if all(item.entity.id != one for item in marked.line.items):
            return await self.shown(turn, at, marked, marked.ids, notice=texts("marking.not_waiting"))
        return await self.shown(turn, at, marked, (*marked.ids, one))

    async def mark_page(self, turn: Turn, asked: ask.MarkPage) -> Screen:
        found = await self.of(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        marked = found.unwrap()
        at = ask.ListWaiting(asked.section, asked.offset)
        page = tuple(item.entity.id for item in marking.page_of(marked.line, asked.offset)[1])
        others = tuple(one for one in marked.ids if one not in page)
        more = tuple(one for one in page if one not in marked.ids)
        return await self.shown(turn, at, marked, (*marked.ids, *more) if more else others)

    async def clear(self, turn: Turn, asked: ask.ClearMarks) -> Screen:
        found = await self.of(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        return await self.shown(turn, ask.ListWaiting(asked.section, asked.offset), found.unwrap(), ())

    async def of(self, turn: Turn, asked: _OfMarks | OfBatch, *, fresh: bool = False) -> Outcome[Marked, Screen]:
        """The line and what is marked of it, or what is shown instead; marks of what waits no more do not count."""
        outcome = await turn.read(lambda who: self._lists.of(who, asked.section, fresh=fresh))
        if isinstance(outcome, Failure):
            return Failure(not_read(outcome.failure(), asked, turn.texts))
        line, ids = outcome.unwrap(), turn.desk.marked(asked.section)
        waiting = {item.entity.id for item in line.items}
        kept = tuple(one for one in ids if one in waiting or not line.is_whole)
        return Success(Marked(asked.section, line, kept, len(ids) - len(kept)))

    async def shown(
        self,
        turn: Turn,
        asked: ask.ListWaiting,
        marked: Marked,
        ids: tuple[int, ...],
        *,
        remark: str = "",
        notice: str = "",
    ) -> Screen:
        """The page with these marks, which are noted before."""
        texts, before = turn.texts, turn.desk.marks
        remarks = [remark] if remark else []
        if marked.gone:
            remarks.append(texts("marking.gone", count=marked.gone))
        if ids and before and before.section is not asked.section:
            remarks.append(texts("marking.switched", kind=section_title(before.section, texts)))
        if len(ids) > MARKED_AT_MOST:
            remarks.append(texts("marking.full", count=MARKED_AT_MOST))
        if ids or marked.gone or turn.desk.marked(asked.section):
            await turn.keep(turn.desk.marking(asked.section, ids))
        decisions = decisions_of(asked.section, turn.session.role)
        kept = turn.desk.marked(asked.section)
        return marking.waiting(asked, marked.line, kept, decisions, texts, remarks=remarks, notice=notice)
