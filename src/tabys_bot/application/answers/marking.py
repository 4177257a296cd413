"""Deciding on several records at once: marking them, and seeing what comes of it."""

import secrets
from dataclasses import replace

from tabys_bot.application.answers.browsing import not_read
from tabys_bot.application.answers.marks import Marks, OfBatch
from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.failures import Forbidden
from tabys_bot.application.ports import Batches
from tabys_bot.application.screens import account, batch, batch_asking
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.reasons import Reasons, not_taken
from tabys_bot.application.screens.screen import Paragraph, Screen
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.services.batching import BatchWorker
from tabys_bot.application.use_cases.moderation.lineup import WaitingLists
from tabys_bot.domain.access import Permission
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.batches import TROUBLE, Batch, Item, digest_of_records
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.desk import Asked, Prompt
from tabys_bot.domain.moderation import decisions_of
from tabys_bot.domain.outcome import Failure
from tabys_bot.domain.records import Entity


class Marking:
    """Answers what is asked about what is marked."""

    def __init__(
        self,
        *,
        lists: WaitingLists,
        batches: Batches,
        worker: BatchWorker,
        reasons: Reasons,
    ) -> None:
        self._marks = Marks(lists=lists)
        self._batches = batches
        self._worker = worker
        self._reasons = reasons

    @property
    def answers(self) -> Answers:
        return {
            **self._marks.answers,
            ask.AskBatch: self.confirm,
            ask.TypeBatchReason: self.type_reason,
            ask.StartBatch: self.start,
            ask.ShowBatch: self.show,
            ask.RetryBatch: self.retry,
        }

    async def confirm(self, turn: Turn, asked: OfBatch, *, remark: str = "") -> Screen:
        """How many of what kind, and why; also instead of beginning what is not what was asked about."""
        act = _decision(turn, asked)
        if isinstance(act, Screen):
            return act
        found = await self._marks.of(turn, asked)
        if isinstance(found, Failure):
            return found.failure()
        marked = found.unwrap()
        if not marked.ids:
            remark = "" if marked.gone else turn.texts("marking.nothing")
            return await self._marks.shown(turn, ask.ListWaiting(asked.section), marked, (), remark=remark)
        if marked.gone:
            await turn.keep(turn.desk.marking(asked.section, marked.ids))
            remark = turn.texts("marking.gone", count=marked.gone)
        return batch_asking.ask(asked.section, act, marked.entities, turn.texts, remark=remark)

    async def type_reason(self, turn: Turn, asked: ask.TypeBatchReason) -> Screen:
        act = _decision(turn, asked)
        if isinstance(act, Screen):
            return act
        if act.why is None:
            return account.outdated(turn.session, turn.texts)
        marked = turn.desk.marked(asked.section)
        if digest_of_records(marked) != asked.digest:
            return await self.confirm(turn, asked, remark=turn.texts("batch.changed"))
        prompt = Prompt(Asked.WHY, turn.now, asked.section, back=asked.digest, act=act.name)
        await turn.keep(turn.desk.asking(prompt))
        return batch_asking.type_reason(asked.section, act, len(marked), turn.texts)

    async def typed(self, turn: Turn, text: str) -> Screen | None:
        """The reason that was asked for all that is marked; None if none was."""
        prompt = turn.desk.prompt
        if prompt is None or prompt.asked is not Asked.WHY or prompt.number or not prompt.stands(turn.now):
            return None
        if prompt.section is None:
            return None
        given = self._reasons.typed(text)
        asked = ask.StartBatch(prompt.section, prompt.act, prompt.back)
        if isinstance(given, Failure):
            again = await self.type_reason(turn, ask.TypeBatchReason(asked.section, asked.act, asked.digest))
            return replace(again, body=(Paragraph(not_taken(given.failure(), turn.texts)), *again.body))
        screen = await self._start(turn, asked, given.unwrap().kept, again=ask.AskBatch(asked.section, asked.act))
        await turn.keep(turn.desk.asking(None))
        return screen

    async def start(self, turn: Turn, asked: ask.StartBatch) -> Screen:
        act = _decision(turn, asked)
        if isinstance(act, Act) and asked.reason and (act.why is None or asked.reason not in act.why.ready):
            return account.outdated(turn.session, turn.texts)
        return await self._start(turn, asked, asked.reason, again=asked)

    async def _start(self, turn: Turn, asked: ask.StartBatch, reason: str, *, again: OfBatch) -> Screen:
        """Begin what was confirmed. One at a time: a second tap shows what the first has begun."""
        act = _decision(turn, asked)
        if isinstance(act, Screen):
            return act
        at_work = await self._at_work(turn)
        if at_work:
            return batch.shown(at_work, turn.texts, notice=turn.texts("batch.one_at_a_time"))
        found = await self._marks.of(turn, again)
        if isinstance(found, Failure):
            return found.failure()
        marked = found.unwrap().entities
        if not marked or digest_of_records(one.id for one in marked) != asked.digest:
            return await self.confirm(turn, asked, remark=turn.texts("batch.changed"))
        if act.why and act.why.required and not reason:
            return await self.confirm(turn, asked)
        begun = _batch(turn, act, marked, reason if act.why else "")
        await self._worker.begin(begun)
        await turn.keep(turn.desk.marking(asked.section, ()).asking(None))
        return batch.begun(begun, turn.texts)

    async def _at_work(self, turn: Turn) -> Batch | None:
        for batch_id in await self._batches.open_batches():
            found = await self._own(turn, batch_id)
            if found and not found.is_done:
                return found
        return None

    async def _own(self, turn: Turn, batch_id: str) -> Batch | None:
        """Of others', nobody sees anything; nor does another admin in the same chat."""
        found = await self._batches.batch(batch_id)
        mine = turn.session.telegram_user_id, turn.session.admin_id
        return found if found and (found.visitor_id, found.admin_id) == mine else None

    async def show(self, turn: Turn, asked: ask.ShowBatch) -> Screen:
        found = await self._own(turn, asked.batch)
        return batch.shown(found, turn.texts, offset=asked.offset) if found else batch.gone(turn.texts)

    async def retry(self, turn: Turn, asked: ask.RetryBatch) -> Screen:
        found = await self._own(turn, asked.batch)
        if found is None:
            return batch.gone(turn.texts)
        act = _decision(turn, ask.AskBatch(found.section, found.act))
        if isinstance(act, Screen):
            return act
        at_work = await self._at_work(turn)
        if at_work:
            return batch.shown(at_work, turn.texts, notice=turn.texts("batch.one_at_a_time"))
        if not found.count(*TROUBLE):
            return batch.shown(found, turn.texts)
        again = await self._worker.retry(found.id)
        if again is None:  # somebody has it in hand: another press, or the service, which notes last that it has told
            return batch.shown(found, turn.texts, notice=turn.texts("batch.one_at_a_time"))
        return batch.begun(again, turn.texts)


def _decision(turn: Turn, asked: OfBatch) -> Act | Screen:
    """What the role may decide, or what is shown instead: an old button, or a forged one."""
    decisions = decisions_of(asked.section, turn.session.role)
    if not decisions:
        return not_read(Forbidden(Permission.UPDATE, CATALOGUE[asked.section].module), asked, turn.texts)
    return next((act for act in decisions if act.name == asked.act), None) or account.outdated(turn.session, turn.texts)


def _batch(turn: Turn, act: Act, marked: tuple[Entity, ...], reason: str) -> Batch:
    items = (Item(one.id, title=title_of(one, CATALOGUE[one.section], turn.texts)) for one in marked)
    return Batch(
        secrets.token_hex(6),
        turn.session.telegram_user_id,
        turn.session.admin_id,
        marked[0].section,
        act.name,
        tuple(items),
        turn.now,
        reason,
    )
