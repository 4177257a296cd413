"""Writing: beginning a form or an act, saving, undoing, and looking back."""

from contextlib import suppress

from tabys_bot.application.answers.browsing import not_read, record_query, unknown
from tabys_bot.application.answers.filling import Filling
from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.failures import BrowseFailure, NoRoom, NotNow, StoreUnavailableError
from tabys_bot.application.ports import Drafts
from tabys_bot.application.screens import account, acts, ending, history, saving
from tabys_bot.application.screens import drafts as drafts_screens
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.decisions import already_in_words
from tabys_bot.application.screens.forms import Remark
from tabys_bot.application.screens.listing import near_of
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.sheet import sheet
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.use_cases.moderation.deciding import LastDecision
from tabys_bot.application.use_cases.recognition import Stranger
from tabys_bot.application.use_cases.writing.acting import ActOutcome, Already, PerformAct
from tabys_bot.application.use_cases.writing.drafting import BeginDraft, Naming
from tabys_bot.application.use_cases.writing.looking_back import ReadHistory
from tabys_bot.application.use_cases.writing.outcomes import Unready
from tabys_bot.application.use_cases.writing.saving import SaveForm
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import SHEET, Draft, Stage
from tabys_bot.domain.moderation import is_decision
from tabys_bot.domain.outcome import Failure


class Writing:
    """Answers what is asked about changing records."""

    def __init__(
        self,
        *,
        filling: Filling,
        begin: BeginDraft,
        save: SaveForm,
        perform: PerformAct,
        read_history: ReadHistory,
        drafts: Drafts,
        last_decision: LastDecision,
    ) -> None:
        self._filling = filling
        self._begin = begin
        self._save = save
        self._perform = perform
        self._read_history = read_history
        self._drafts = drafts
        self._last_decision = last_decision

    @property
    def answers(self) -> Answers:
        return {
            ask.OpenMenu: self.menu,
            ask.StartAct: self.start,
            ask.DoAct: self.perform,
            ask.ListDrafts: self.list_drafts,
            ask.OpenDraft: self.open_draft,
            ask.ShowSheet: self.sheet,
            ask.AskQuestion: self._filling.asked,
            ask.Reply: self._filling.reply,
            ask.SaveDraft: self.save,
            ask.LookAgain: self.look_again,
            ask.StartAnew: self.start_anew,
            ask.AskDiscard: self.ask_discard,
            ask.DiscardDraft: self.discard,
            ask.ShowHistory: self.history,
        }

    async def menu(self, turn: Turn, _: ask.OpenMenu) -> Screen:
        """The menu, with the way back to what was begun: one read more."""
        begun = [draft for draft in await self._unfinished(turn) if not draft.is_untouched]
        return account.menu(turn.session, turn.texts, unfinished=begun)

    async def _unfinished(self, turn: Turn) -> tuple[Draft, ...]:
        return await self._drafts.drafts(turn.session.telegram_user_id, turn.session.admin_id)

    async def start(self, turn: Turn, asked: ask.StartAct) -> Screen:
        act, query = find_act(asked.section, asked.act), record_query(turn, asked)
        if act is None:
            return unknown(turn, asked)
        if not act.is_form:
            return await self._confirm(turn, act, asked)
        outcome = await turn.read(
            lambda who: self._begin(who, query, act, asked.entity_id, near=near_of(asked), called=_naming(turn)),
        )
        if isinstance(outcome, Failure):
            return await self._refused(turn, outcome.failure(), asked)
        begun = outcome.unwrap()
        if begun.draft.stage is Stage.SENT:
            return self._filling.sent(turn, begun.draft)
        return await self._filling.shown(turn, begun.draft, remark=None if begun.is_new else Remark.AGAIN)

    async def _confirm(self, turn: Turn, act: Act, asked: ask.StartAct) -> Screen:
        query = record_query(turn, asked)
        outcome = await turn.read(
            lambda who: self._perform.ready(who, query, act, asked.entity_id, near=near_of(asked))
        )
        if isinstance(outcome, Failure):
            return await self._refused(turn, outcome.failure(), asked)
        return acts.confirm(act, outcome.unwrap(), asked, turn.texts, turn.session.role)

    async def perform(self, turn: Turn, asked: ask.DoAct) -> Screen:
        act, query = find_act(asked.section, asked.act), record_query(turn, asked)
        if act is None or act.is_form:
            return unknown(turn, asked)
        outcome = await turn.read(
            lambda who: self._perform(who, query, act, asked.entity_id, near=near_of(asked), called=_naming(turn)),
        )
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        ended = outcome.unwrap()
        told = await self._decided_before(turn, ended, act)
        return ending.performed(ended, act, asked, turn.session.role, turn.texts, told=told)

    async def _decided_before(self, turn: Turn, ended: ActOutcome, act: Act) -> tuple[str, ...]:
        """By whom and when, of what somebody else has decided on; empty for anything else."""
        if not isinstance(ended, Already) or not is_decision(ended.entity.section, act):
            return ()
        by = await self._last_decision.behind(ended.entity)
        return already_in_words(ended.entity, by, turn.session.admin_id, turn.texts, just_now=ended.just_now)

    async def list_drafts(self, turn: Turn, _: ask.ListDrafts) -> Screen:
        return drafts_screens.drafts(await self._unfinished(turn), turn.texts, turn.now)

    async def open_draft(self, turn: Turn, asked: ask.OpenDraft) -> Screen:
        """Where it was left; of what was sent, what became of it."""
        draft = await self._draft(turn, asked.draft)
        if draft is not None and draft.is_known and draft.stage is Stage.SENT:
            return await self._ended(turn, draft, ask.LookAgain(draft.id))
        loaded = await self._filling.load(turn, asked.draft)
        return loaded.failure() if isinstance(loaded, Failure) else await self._filling.shown(turn, loaded.unwrap())

    async def sheet(self, turn: Turn, asked: ask.ShowSheet) -> Screen:
        draft = await self._draft(turn, asked.draft)
        if draft is None or not draft.is_known:
            return drafts_screens.gone(turn.texts)
        if draft.is_old(turn.now):
            return drafts_screens.old(draft, turn.texts, part=asked.part)
        if draft.stage is Stage.SENT:
            return sheet(draft, turn.texts, now=turn.now, part=asked.part)
        if draft.at == SHEET:
            return await self._filling.shown(turn, draft, part=asked.part)
        return await self._filling.changed(turn, draft, draft.asking(SHEET, turn.now))

    async def save(self, turn: Turn, asked: ask.SaveDraft) -> Screen:
        loaded = await self._filling.load(turn, asked.draft)
        if isinstance(loaded, Failure):
            saved = await self._draft(turn, asked.draft) is None and await self._save.was_saved(asked.draft)
            return saving.already_saved(turn.texts) if saved else loaded.failure()
        draft = loaded.unwrap()
        if draft.revision != asked.revision:
            return saving.changed_elsewhere(draft, turn.texts)
        return await self._ended(turn, draft, asked)

    async def look_again(self, turn: Turn, asked: ask.LookAgain) -> Screen:
        draft = await self._draft(turn, asked.draft)
        if draft is None or not draft.is_known:
            return drafts_screens.gone(turn.texts)
        if draft.stage is Stage.WRITING:
            return await self._filling.shown(turn, draft)
        return await self._ended(turn, draft, asked)

    async def _ended(self, turn: Turn, draft: Draft, asked: ask.SaveDraft | ask.LookAgain) -> Screen:
        outcome = await turn.read(lambda who: self._save(who, draft))
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        if not isinstance(outcome.unwrap(), Unready):  # then the sheet stays, and with it its question
            with suppress(StoreUnavailableError):  # what is done is done
                await turn.keep(turn.desk.asking(None))
        return ending.ended(outcome.unwrap(), turn.texts, now=turn.now)

    async def start_anew(self, turn: Turn, asked: ask.StartAnew) -> Screen:
        draft = await self._draft(turn, asked.draft)
        if draft is None or not draft.is_known:
            return drafts_screens.gone(turn.texts)
        if self._save.is_under_way(draft):
            return saving.busy(draft, turn.texts)
        outcome = await turn.read(lambda who: self._begin.anew(who, draft, called=_naming(turn)))
        if isinstance(outcome, Failure):
            return await self._refused(turn, outcome.failure(), asked)
        return await self._filling.shown(turn, outcome.unwrap())

    async def _refused(
        self, turn: Turn, failure: BrowseFailure | NotNow | NoRoom | Stranger, asked: ask.StartAct | ask.StartAnew
    ) -> Screen:
        """Why it was not begun."""
        if isinstance(failure, NoRoom):
            return drafts_screens.drafts(await self._unfinished(turn), turn.texts, turn.now, is_full=True)
        if isinstance(failure, NotNow):
            return ending.not_now(asked, turn.texts)
        return not_read(failure, asked, turn.texts)

    async def ask_discard(self, turn: Turn, asked: ask.AskDiscard) -> Screen:
        draft = await self._draft(turn, asked.draft)
        return drafts_screens.gone(turn.texts) if draft is None else drafts_screens.ask_discard(draft, turn.texts)

    async def discard(self, turn: Turn, asked: ask.DiscardDraft) -> Screen:
        draft = await self._draft(turn, asked.draft)
        if draft is None:
            return drafts_screens.gone(turn.texts)
        await self._save.give_up(turn.session, draft)
        return drafts_screens.discarded(draft, turn.texts)

    async def _draft(self, turn: Turn, draft_id: str) -> Draft | None:
        return await self._drafts.draft(turn.session.telegram_user_id, turn.session.admin_id, draft_id)

    async def history(self, turn: Turn, asked: ask.ShowHistory) -> Screen:
        query = record_query(turn, asked)
        outcome = await turn.read(lambda who: self._read_history(who, query, asked.entity_id, near=near_of(asked)))
        if isinstance(outcome, Failure):
            return not_read(outcome.failure(), asked, turn.texts)
        past = outcome.unwrap()
        return history.history(_naming(turn)(past.entity), past.entries, asked, turn.texts)


def _naming(turn: Turn) -> Naming:
    return lambda entity: title_of(entity, CATALOGUE[entity.section], turn.texts)
