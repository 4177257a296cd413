"""What came of saving a draft, where it was not simply saved: every screen keeps what was typed within reach."""

from collections.abc import Iterator, Mapping

from tabys_bot.application.failures import WriteFailure
from tabys_bot.application.screens.drafts import text_of
from tabys_bot.application.screens.intents import (
    AskDiscard,
    DiscardDraft,
    LookAgain,
    OpenCard,
    OpenList,
    OpenMenu,
    SaveDraft,
    ShowSheet,
    StartAnew,
)
from tabys_bot.application.screens.layout import parts_of
from tabys_bot.application.screens.questions import draft_name, label_of_question
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.trouble import write_in_words
from tabys_bot.application.screens.values import answer_in_words
from tabys_bot.domain.acts import creation
from tabys_bot.domain.acts.shape import Question, Way
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.text import ELLIPSIS, cut, is_blank

_SIDE_LIMIT = 200
_NOTHING = "—"


def record_of(draft: Draft) -> OpenCard:
    """Where the record of the draft is; its number is 0 if it is not made yet."""
    return OpenCard(draft.section, draft.entity_id, draft.near, parent=draft.parent)


def not_saved(failure: WriteFailure | None, draft: Draft, texts: Texts) -> Screen:
    """It is known that nothing was written."""
    return Screen(
        title=texts("not_saved.title", name=draft_name(draft, texts)),
        body=(*_why(failure, texts), Paragraph(texts("not_saved.hint"))),
        rows=(
            (Press(texts("button.save_again"), SaveDraft(draft.id, draft.revision), Style.SUCCESS),),
            (Press(texts("button.my_text"), ShowSheet(draft.id)), Press(texts("button.menu"), OpenMenu())),
        ),
    )


def unsure(failure: WriteFailure | None, draft: Draft, texts: Texts) -> Screen:
    """Nobody could find out whether it was written: how the admin can, and what to press when he knows."""
    return Screen(
        title=texts("unsure.title", name=draft_name(draft, texts)),
        body=(
            *_why(failure, texts),
            Paragraph(texts("unsure.look_saved" if draft.entity_id else "unsure.look_created")),
            *((Paragraph(texts("unsure.once")),) if draft.spec.once else ()),
        ),
        rows=(
            (Press(texts("button.look_again"), LookAgain(draft.id)), _looking(draft, texts)),
            (Press(texts("button.was_saved"), DiscardDraft(draft.id)),),
            (Press(texts("button.was_not_saved"), StartAnew(draft.id)),),
            (Press(texts("button.my_text"), ShowSheet(draft.id)), Press(texts("button.menu"), OpenMenu())),
        ),
    )


def _why(failure: WriteFailure | None, texts: Texts) -> tuple[Block, ...]:
    return () if failure is None else (Paragraph(write_in_words(failure, texts)),)


def _looking(draft: Draft, texts: Texts) -> Press:
    if draft.entity_id:
        fresh = OpenCard(draft.section, draft.entity_id, draft.near, fresh=True, parent=draft.parent)
        return Press(texts("button.open_card"), fresh)
    return Press(texts("button.open_list"), OpenList(draft.section, fresh=True, parent=draft.parent))


def already_saved(texts: Texts) -> Screen:
    """Save was pressed once more: the press before has saved it."""
    return Screen(
        title=texts("already.saved"),
        body=(Paragraph(texts("already.saved_hint")),),
        rows=((Press(texts("button.menu"), OpenMenu()),),),
        notice=texts("already.saved"),
    )


def busy(draft: Draft, texts: Texts) -> Screen:
    """It is being saved at this moment, by the press before or from another device."""
    return Screen(
        title=texts("busy.title"),
        body=(Paragraph(texts("busy.hint")),),
        rows=((Press(texts("button.look_again"), LookAgain(draft.id)), Press(texts("button.menu"), OpenMenu())),),
        notice=texts("busy.title"),
    )


def changed_elsewhere(draft: Draft, texts: Texts) -> Screen:
    """Save was pressed on a screen that is older than the draft: it was changed from another device meanwhile."""
    return Screen(
        title=draft_name(draft, texts),
        body=(Paragraph(texts("remark.elsewhere")),),
        rows=((Press(texts("button.my_text"), ShowSheet(draft.id)), Press(texts("button.menu"), OpenMenu())),),
        notice=texts("remark.elsewhere"),
    )


def conflict(draft: Draft, was: Mapping[str, Answer], texts: Texts) -> Screen:
    """Somebody has changed the record since it was opened. `was`: what it said then; the draft starts from now."""
    every = draft.spec.questions
    theirs = [question for question in every if draft.before.get(question.key) != was.get(question.key)]
    both = [question for question in theirs if question.key in draft.changes]
    told = [block for question in theirs for block in _sides(question, draft, was, texts)]
    parts = parts_of([Paragraph(texts("conflict.both" if both else "conflict.apart")), *told])
    more = (Paragraph(texts("conflict.more")),) if len(parts) > 1 else ()
    return Screen(
        title=texts("conflict.title", name=draft_name(draft, texts)),
        body=(*parts[0], *more),
        rows=(
            (Press(texts("button.rebase"), ShowSheet(draft.id)),),
            (Press(texts("button.save_over"), SaveDraft(draft.id, draft.revision), Style.DANGER),),
            (Press(texts("button.to_card"), record_of(draft)), Press(texts("button.discard"), AskDiscard(draft.id))),
            (Press(texts("button.menu"), OpenMenu()),),
        ),
    )


def _sides(question: Question, draft: Draft, was: Mapping[str, Answer], texts: Texts) -> Iterator[Block]:
    """What it was, what they made of it, and what the admin wants, where he wants something else."""
    key = question.key
    lines = [
        texts("conflict.was", words=_words(question, was.get(key), texts)),
        texts("conflict.is", words=_words(question, draft.before.get(key), texts)),
    ]
    if key in draft.changes:
        lines.append(texts("conflict.yours", words=_words(question, draft.value(key), texts)))
    yield Paragraph("\n".join(lines), label_of_question(question, texts))


def _words(question: Question, answer: Answer | None, texts: Texts) -> str:
    words = answer_in_words(question, answer, texts).strip() if answer else ""
    if is_blank(words):
        return _NOTHING
    return words if len(words) <= _SIDE_LIMIT else cut(words, _SIDE_LIMIT)[0].rstrip() + ELLIPSIS


def vanished(draft: Draft, texts: Texts) -> Screen:
    """The record is gone: what was written for it can become a new one, where new ones can be made."""
    anew = draft.spec.way is Way.EDIT and creation(draft.section) is not None
    text = parts_of(text_of(draft, texts))
    new: tuple[Button, ...] = (Press(texts("button.create_from_it"), StartAnew(draft.id), Style.SUCCESS),)
    return Screen(
        title=texts("vanished.title", name=draft_name(draft, texts)),
        body=(Paragraph(texts("vanished.create" if anew else "vanished.copy")), *text[0]),
        rows=(
            *((new,) if anew else ()),
            (Press(texts("button.my_text"), ShowSheet(draft.id)),),
            (Press(texts("button.discard"), AskDiscard(draft.id)), Press(texts("button.menu"), OpenMenu())),
        ),
    )
