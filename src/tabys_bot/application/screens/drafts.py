"""What was begun and not saved: the list of it, what became too old, and throwing it away."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tabys_bot.application.screens.intents import (
    AskDiscard,
    DiscardDraft,
    ListDrafts,
    OpenCard,
    OpenDraft,
    OpenList,
    OpenMenu,
    Part,
    ShowSheet,
    StartAnew,
)
from tabys_bot.application.screens.layout import parts_of
from tabys_bot.application.screens.questions import draft_name, label_of_key, question_of
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import LABEL_LIMIT, answer_in_words
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import CONTINUED_FOR, KEPT_FOR, Draft, Stage
from tabys_bot.domain.text import clean, is_blank

_OLD, _SENT = "🗄", "❔"


def unfinished_rows(unfinished: Sequence[Draft], texts: Texts) -> Iterator[tuple[Button, ...]]:
    """The way back to the only draft, or to the list of several."""
    if len(unfinished) == 1:
        name = draft_name(unfinished[0], texts, LABEL_LIMIT)
        yield (Press(texts("button.go_on", name=name), OpenDraft(unfinished[0].id)),)
    elif unfinished:
        yield (Press(texts("button.drafts", count=texts.number(len(unfinished))), ListDrafts()),)


def drafts(unfinished: Sequence[Draft], texts: Texts, now: datetime, *, is_full: bool = False) -> Screen:
    """What can be gone on with, and what is only kept; the one touched last in front. `is_full`: there is no room."""
    rows = tuple((Press(_label(draft, texts, now), OpenDraft(draft.id)),) for draft in unfinished)
    hint = texts("drafts.hint", days=texts.days(CONTINUED_FOR.days), kept=texts.days(KEPT_FOR.days))
    return Screen(
        title=texts("drafts.title"),
        body=(
            *((Paragraph(texts("drafts.full")),) if is_full else ()),
            Paragraph(hint if rows else texts("drafts.none")),
        ),
        rows=(*rows, (Press(texts("button.refresh"), ListDrafts()), Press(texts("button.menu"), OpenMenu()))),
    )


def _label(draft: Draft, texts: Texts, now: datetime) -> str:
    act = find_act(draft.section, draft.act)
    sign = _OLD if draft.is_old(now) or act is None else _SENT if draft.stage is Stage.SENT else act.icon
    kind = texts(f"one.{draft.section}")
    name = draft_name(draft, texts, LABEL_LIMIT - 12)
    day = texts.short_day(draft.touched)
    return f"{sign} {day} · {name if name.startswith(kind) else f'{CATALOGUE[draft.section].icon} {name}'}"


def gone(texts: Texts) -> Screen:
    """A button of a draft that was saved or thrown away."""
    return Screen(
        title=texts("drafts.gone"),
        body=(Paragraph(texts("drafts.gone_hint")),),
        rows=((Press(texts("button.drafts_list"), ListDrafts()), Press(texts("button.menu"), OpenMenu())),),
    )


def old(draft: Draft, texts: Texts, *, part: int = 0) -> Screen:
    """A draft that is no longer gone on with, or whose form there is no more: its whole text, to copy or begin anew."""
    parts = parts_of(text_of(draft, texts))
    at = min(part, len(parts) - 1)
    anew = (Press(texts("button.anew"), StartAnew(draft.id)),) if draft.is_known else ()
    name = draft_name(draft, texts)
    return Screen(
        title=f"{_OLD} {name}" if len(parts) == 1 else f"{_OLD} {name} ({at + 1}/{len(parts)})",
        body=(Paragraph(texts("drafts.old" if draft.is_known else "drafts.unknown")), *parts[at]),
        rows=(
            *_reading(draft, at, len(parts), texts),
            (*anew, Press(texts("button.discard"), AskDiscard(draft.id))),
            (Press(texts("button.menu"), OpenMenu()),),
        ),
    )


def _reading(draft: Draft, at: int, parts: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if at > 0:
        row.append(Press(texts("button.read_back"), ShowSheet(draft.id, Part(at - 1))))
    if at + 1 < parts:
        row.append(Press(texts("button.read_on"), ShowSheet(draft.id, Part(at + 1))))
    if row:
        yield tuple(row)


def text_of(draft: Draft, texts: Texts) -> Iterator[Block]:
    """Everything that was answered, uncut, each under its question."""
    for key, answer in draft.answers.items():
        question = question_of(draft.section, draft.act, key)
        words = answer_in_words(question, answer, texts) if question else clean(answer.shown or answer.text)
        if not is_blank(words):
            yield Paragraph(words, label_of_key(draft.section, draft.act, key, texts))


def ask_discard(draft: Draft, texts: Texts) -> Screen:
    """Whether to throw it away. The way back stands where a hurried second tap lands."""
    return Screen(
        title=texts("discard.ask", name=draft_name(draft, texts)),
        body=(Paragraph(texts("discard.hint")),),
        rows=(
            (Press(texts("button.go_on_writing"), OpenDraft(draft.id)),),
            (Press(texts("button.later"), OpenMenu()),),
            (Press(texts("button.discard"), DiscardDraft(draft.id), Style.DANGER),),
        ),
    )


def discarded(draft: Draft, texts: Texts) -> Screen:
    """It is gone; what it said stands here once more, as far as one message goes, for whoever pressed by mistake."""
    text = parts_of(text_of(draft, texts))
    card = OpenCard(draft.section, draft.entity_id, draft.near, parent=draft.parent)
    listed = OpenList(draft.section, draft.near, parent=draft.parent)
    back = Press(texts("button.to_card"), card) if draft.entity_id else Press(texts("button.back_to_list"), listed)
    return Screen(
        title=texts("discard.done", name=draft_name(draft, texts)),
        body=(*((Paragraph(texts("discard.last_look")),) if text[0] else ()), *text[0]),
        rows=((back, Press(texts("button.menu"), OpenMenu())),),
        notice=texts("discard.notice"),
    )
