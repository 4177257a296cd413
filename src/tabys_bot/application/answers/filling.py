"""Filling in a form: what it asks, and what is pressed, typed or sent to that."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from tabys_bot.application.answers.offering import Offering
from tabys_bot.application.answers.turn import Turn
from tabys_bot.application.ports import Drafts
from tabys_bot.application.screens import drafts as drafts_screens
from tabys_bot.application.screens import forms, saving
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.calendar import day_of_view
from tabys_bot.application.screens.forms import Remark, remark_in_words
from tabys_bot.application.screens.intents import NO_PART, How, Part
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.sheet import sheet
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.desk import Asked, Prompt
from tabys_bot.domain.drafts import Answer, Draft, Stage
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.parsing import Invalid, Reason, day_in, parse
from tabys_bot.domain.pictures import LARGEST_PICTURE

_PICKED = (Ask.NAME, Ask.NAMES, Ask.RECORD)


class Filling:
    """Shows the question that a form asks, and takes the answer."""

    def __init__(self, *, drafts: Drafts, offering: Offering, under_way: timedelta) -> None:
        """`under_way`: longer than any write may take."""
        self._under_way = under_way
        self._drafts = drafts
        self._offering = offering

    async def load(self, turn: Turn, draft_id: str) -> Outcome[Draft, Screen]:
        """The draft, if it still can be written in; else what is shown instead."""
        draft = await self._drafts.draft(turn.session.telegram_user_id, turn.session.admin_id, draft_id)
        if draft is None or not draft.is_known:
            return Failure(drafts_screens.gone(turn.texts))
        if draft.is_old(turn.now):
            return Failure(drafts_screens.old(draft, turn.texts))
        if draft.stage is Stage.SENT:
            return Failure(self.sent(turn, draft))
        return Success(draft)

    def sent(self, turn: Turn, draft: Draft) -> Screen:
        """What is said of a draft that was sent: as long as it may be under way, only that."""
        if turn.now - draft.touched < self._under_way:
            return saving.busy(draft, turn.texts)
        return saving.unsure(None, draft, turn.texts)

    async def shown(
        self,
        turn: Turn,
        draft: Draft,
        *,
        view: int = 0,
        problem: Invalid | None = None,
        remark: Remark | None = None,
        text: str = "",
        part: Part = NO_PART,
    ) -> Screen:
        """The question that is asked now, or the sheet."""
        question, said = draft.question, remark_in_words(remark, turn.texts) if remark else ""
        # always the same prompt for one form, so that the desk is written once; but for the day whose times are shown
        day = view if question and question.ask is Ask.MOMENT and day_of_view(view) else 0
        await turn.keep(turn.desk.asking(Prompt(Asked.FORM, draft.begun, draft.section, number=day, draft=draft.id)))
        if question is None:
            return sheet(draft, turn.texts, now=turn.now, remark=said, part=part)
        offer = await self._offering.offer(turn, draft, question, view, text)
        numbered = await self._offering.numbered(turn, draft, question)
        return forms.question(
            replace(draft, answers={**draft.answers, question.key: numbered}) if numbered else draft,
            turn.texts,
            now=turn.now,
            view=view,
            problem=problem or offer.problem,
            remark=said,
            offered=offer.items,
            has_more=offer.has_more,
        )

    async def changed(self, turn: Turn, before: Draft, after: Draft, *, remark: Remark | None = None) -> Screen:
        """Store it, unless it was changed elsewhere: then show how it is now."""
        if after is before:
            return await self.shown(turn, before, problem=Invalid(Reason.EMPTY))
        if await self._drafts.save_draft(turn.session.telegram_user_id, after, was=before.revision):
            return await self.shown(turn, after, remark=remark)
        now = await self.load(turn, before.id)
        if isinstance(now, Failure):
            return now.failure()
        return await self.shown(turn, now.unwrap(), remark=Remark.ELSEWHERE)

    async def asked(self, turn: Turn, asked: ask.AskQuestion) -> Screen:
        """Another question of the form, or other things to choose from."""
        loaded = await self.load(turn, asked.draft)
        if isinstance(loaded, Failure):
            return loaded.failure()
        draft = loaded.unwrap()
        question = _question(draft, asked.at)
        if question is None or question.key == draft.at:
            return await self.shown(turn, draft, view=asked.view)
        return await self.changed(turn, draft, draft.asking(question.key, turn.now))

    async def reply(self, turn: Turn, asked: ask.Reply) -> Screen:
        """A press on what is offered. One on an older message does not answer another question."""
        loaded = await self.load(turn, asked.draft)
        if isinstance(loaded, Failure):
            return loaded.failure()
        draft = loaded.unwrap()
        question = _question(draft, asked.at)
        if question is None or question.key != draft.at:
            return await self.shown(turn, draft, remark=Remark.HERE)
        key, now = question.key, turn.now
        match asked.how:
            case How.KEEP:
                return await self.changed(turn, draft, draft.passed(key, now))
            case How.CLEAR:
                return await self.changed(turn, draft, draft.cleared(key, now))
            case How.REVERT:
                return await self.changed(turn, draft, draft.reverted(key, now))
            case How.BACK:
                return await self.changed(turn, draft, draft.back(now))
            case How.TWIN:
                twin = draft.value(question.twin)
                return await self.changed(turn, draft, draft.answered(key, twin, now) if twin else draft)
            case How.VALUE:
                return await self._pressed(turn, draft, question, asked.value)

    async def _pressed(self, turn: Turn, draft: Draft, question: Question, value: str) -> Screen:
        outcome = await self._offering.picked(turn, draft, question, value)
        if isinstance(outcome, Failure):
            return await self.shown(turn, draft, problem=outcome.failure())
        if question.ask is Ask.NAMES:
            toggled = _toggled(await self._offering.numbered(turn, draft, question), outcome.unwrap())
            stays = replace(draft.answered(question.key, toggled, turn.now), at=question.key)
            return await self.changed(turn, draft, stays)
        return await self.changed(turn, draft, draft.answered(question.key, outcome.unwrap(), turn.now))

    async def typed(
        self, turn: Turn, text: str, *, is_formatted: bool = False, is_edited: bool = False
    ) -> Screen | None:
        """The answer to the question that stands; None if no form asks."""
        found = await self._waiting(turn)
        if found is None or isinstance(found, Failure):
            return found.failure() if found is not None else None
        draft = found.unwrap()
        question = draft.question
        if is_edited:  # it answered an earlier question, or this one already
            return await self.shown(turn, draft, remark=Remark.EDITED)
        if question is None:
            return await self.shown(turn, draft, remark=Remark.BUTTONS)
        if question.ask in _PICKED:
            return await self._sought(turn, draft, question, text)
        before = draft.answers[question.key].text if draft.is_growing and question.key in draft.answers else ""
        follows, words = draft.value(question.after), _words(question, turn.texts)
        whole = f"{before}\n{text}" if before else text
        day = day_of_view(turn.desk.prompt.number) if turn.desk.prompt else None
        outcome = parse(question, whole, now=turn.now, zone=turn.texts.zone, follows=follows, words=words, day=day)
        if isinstance(outcome, Failure):
            return await self._not_taken(turn, draft, question, outcome.failure(), text)
        if question.ask is Ask.TEXT:
            grown = draft.grown(question.key, outcome.unwrap(), turn.now)
            replaced = not before and draft.value(question.key) is not None
            said = Remark.PLAIN_TEXT if is_formatted else Remark.REPLACED if replaced else Remark.ADDED
            return await self.changed(turn, draft, grown, remark=said)
        answered = draft.answered(question.key, outcome.unwrap(), turn.now)
        return await self.changed(turn, draft, answered, remark=Remark.PLAIN_TEXT if is_formatted else None)

    async def code(self, turn: Turn, text: str) -> Screen | None:
        """The code that the question asks for; None if no form asks for one: it is one for signing in."""
        found = await self._waiting(turn) if text else None
        question = found.unwrap().question if isinstance(found, Success) else None
        return await self.typed(turn, text) if question is not None and question.is_code else None

    async def _not_taken(self, turn: Turn, draft: Draft, question: Question, problem: Invalid, text: str) -> Screen:
        """The question once more, with the reason; after a day without a time, with the times of that day."""
        day = day_in(text, turn.now, turn.texts.zone) if question.ask is Ask.MOMENT else None
        if day and problem.reason is Reason.NOT_A_MOMENT:
            return await self.shown(turn, draft, remark=Remark.TIME, view=int(f"{day:%Y%m%d}"))
        return await self.shown(turn, draft, problem=problem)

    async def photo(self, turn: Turn, sent: ask.SentPhoto) -> Screen | None:
        """The picture that the question asks for; None if no form asks."""
        found = await self._waiting(turn)
        if found is None or isinstance(found, Failure):
            return found.failure() if found is not None else None
        draft = found.unwrap()
        if draft.question is None or draft.question.ask is not Ask.PHOTO:
            return await self.shown(turn, draft, remark=Remark.UNCLEAR)
        if sent.size > LARGEST_PICTURE:
            return await self.shown(turn, draft, remark=Remark.TOO_LARGE)
        answer = Answer(sent.handle, sent.name)
        return await self.changed(turn, draft, draft.answered(draft.question.key, answer, turn.now))

    async def unclear(self, turn: Turn) -> Screen | None:
        """The question once more, after what is no answer to any; None if no form asks."""
        found = await self._waiting(turn)
        if found is None or isinstance(found, Failure):
            return found.failure() if found is not None else None
        return await self.shown(turn, found.unwrap(), remark=Remark.UNCLEAR)

    async def _waiting(self, turn: Turn) -> Outcome[Draft, Screen] | None:
        """The form that waits for a message; None if none does."""
        prompt = turn.desk.prompt
        if prompt is None or prompt.asked is not Asked.FORM or not prompt.stands(turn.now):
            return None
        return await self.load(turn, prompt.draft)

    async def _sought(self, turn: Turn, draft: Draft, question: Question, text: str) -> Screen:
        """What is called so: taken at once if it is the only one."""
        offer = await self._offering.offer(turn, draft, question, 0, text)
        if not offer.items:
            remark = None if offer.problem else Remark.NOTHING_FOUND
            return await self.shown(turn, draft, problem=offer.problem, remark=remark)
        if len(offer.items) == 1 and not offer.has_more:
            return await self._pressed(turn, draft, question, offer.items[0][0])
        return await self.shown(turn, draft, text=text)


def _question(draft: Draft, at: int) -> Question | None:
    questions: Sequence[Question] = draft.spec.questions
    return questions[at] if at < len(questions) else None


def _toggled(before: Answer | None, picked: Answer) -> Answer:
    """With that name, or without it if it was there."""
    numbers = before.text.split(",") if before and before.text else []
    words = before.shown.split(", ") if before and before.text else []
    chosen = dict(zip(numbers, words, strict=False))
    if picked.text in chosen:
        del chosen[picked.text]
    else:
        chosen[picked.text] = picked.shown.replace(",", " ")
    return Answer(",".join(chosen), ", ".join(chosen.values()))


def _words(question: Question, texts: Texts) -> Mapping[str, str]:
    """The words of the values, as the buttons say them."""
    values = CHOICES[question.choices] if question.ask is Ask.CHOICE else ()
    return {texts.find(f"choice.{question.choices}.{value}") or value: value for value in values}
