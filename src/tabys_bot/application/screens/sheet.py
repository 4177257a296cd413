"""All answers of a draft at once: what it will be when it is saved, and what is left to do until then."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tabys_bot.application.screens.card import blocks_of
from tabys_bot.application.screens.intents import (
    AskDiscard,
    AskQuestion,
    LookAgain,
    OpenCard,
    OpenMenu,
    Part,
    SaveDraft,
    ShowSheet,
)
from tabys_bot.application.screens.layout import in_pairs, parts_of
from tabys_bot.application.screens.questions import (
    draft_name,
    form_title,
    label_of_question,
    preview_of,
    problem_in_words,
)
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import LABEL_LIMIT, TITLE_LIMIT, answer_in_words
from tabys_bot.domain.acts.shape import Part as Side
from tabys_bot.domain.acts.shape import Question, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.drafts import Answer, Draft, Stage
from tabys_bot.domain.parsing import problems as problems_of
from tabys_bot.domain.text import ELLIPSIS, clean, cut, is_blank, one_line

_ON_A_LINE = 100
_PROBLEM_LIMIT = 150
_REMARK_LIMIT = 300
_BEFORE_LIMIT = 300
_AFTER_LIMIT = 900
_NOTHING = "—"
_NO_PROBLEMS: Mapping[str, str] = {}
_ANSWERED, _OPEN, _WRONG, _CHANGED = "✓", "•", "❗", "✏️"


def sheet(
    draft: Draft,
    texts: Texts,
    *,
    now: datetime,
    remark: str = "",
    problems: Mapping[str, str] = _NO_PROBLEMS,
    part: int = 0,
) -> Screen:
    """What saving will do, in as many parts as it needs. `problems`: what Tabys says against answers, by question."""
    against = {
        **_outdated(draft, texts, now),
        **{key: one_line(said, _PROBLEM_LIMIT) for key, said in problems.items()},
    }
    is_update = draft.spec.way is Way.EDIT
    told = _changes(draft, texts) if is_update else _card(draft, texts)
    parts = parts_of([*_standing(draft, texts, remark, against), *told])
    at = min(part, len(parts) - 1)
    title = form_title(draft, texts) if is_update else _preview_title(draft, texts)
    return Screen(
        title=title if len(parts) == 1 else f"{title} ({at + 1}/{len(parts)})",
        body=parts[at],
        rows=(
            *_reading(draft, at, len(parts), texts),
            *_fields(draft, texts, against),
            *_saving(draft, texts, against),
            _leaving(draft, texts),
        ),
    )


def _outdated(draft: Draft, texts: Texts, now: datetime) -> Mapping[str, str]:
    """The answers that were right when they were given, and are no longer."""
    found = problems_of(draft, now=now, zone=texts.zone)
    return {key: problem_in_words(draft.spec.question(key), problem, texts) for key, problem in found.items()}


def _preview_title(draft: Draft, texts: Texts) -> str:
    if draft.spec.way is not Way.CREATE:
        return form_title(draft, texts)
    return f"{CATALOGUE[draft.section].icon} {draft_name(draft, texts, TITLE_LIMIT)}"


def _standing(draft: Draft, texts: Texts, remark: str, against: Mapping[str, str]) -> Iterator[Block]:
    """How it stands: sent, not right, not all of it there, or ready."""
    if remark:
        yield Paragraph(one_line(remark, _REMARK_LIMIT))
    if draft.stage is Stage.SENT:
        yield Paragraph(texts("sheet.sent"))
        return
    asked = {question.key: label_of_question(question, texts) for question in draft.questions}
    said = [f"{_WRONG} {asked[key]}: {words}" for key, words in against.items() if key in asked]
    if said:
        yield Paragraph("\n".join(said), texts("sheet.refused"))
    missing = [f"{_WRONG} {asked[key]}" for key in draft.missing]
    if missing:
        yield Paragraph("\n".join(missing), texts("sheet.missing"))
    yield from (Paragraph(words) for words in _advice(draft, texts, is_right=not missing and not said))


def _advice(draft: Draft, texts: Texts, *, is_right: bool) -> Iterator[str]:
    if draft.spec.is_explained:
        yield texts(f"act.{draft.section}.{draft.act}.effect")
    if draft.spec.way is Way.EDIT and not draft.changes:
        yield texts("sheet.no_changes")
    elif is_right:
        yield texts("sheet.ready" if draft.spec.way is Way.CREATE else "sheet.changes")


def _card(draft: Draft, texts: Texts) -> Iterator[Block]:
    """The card as it will look, then what it does not tell: its links, and the other language."""
    spec = CATALOGUE[draft.section]
    told = dict(blocks_of(preview_of(draft), spec, texts)) if draft.spec.way is Way.CREATE else {}
    name = draft_name(draft, texts, TITLE_LIMIT)
    rest = [question for question in draft.questions if _is_untold(draft, question, told, name, texts)]
    blocks = [
        *_balance(draft, texts),
        *told.values(),
        *(block for question in rest for block in _answer(draft, question, texts)),
    ]
    yield from (block for block in blocks if isinstance(block, Fact))
    yield from (block for block in blocks if isinstance(block, Paragraph))


def _balance(draft: Draft, texts: Texts) -> Iterator[Block]:
    if draft.balance:
        was, will_be = map(str, draft.balance)
        yield change(texts(f"field.{draft.spec.balance}"), was, will_be)


def _is_untold(draft: Draft, question: Question, told: Mapping[str, Block], name: str, texts: Texts) -> bool:
    """Whether neither the title nor the card tells the answer to the question."""
    answer = draft.value(question.key)
    words = answer_in_words(question, answer, texts) if answer else ""
    names_it = draft.spec.way is Way.CREATE and question.field in CATALOGUE[draft.section].titles
    if is_blank(words) or (names_it and one_line(words, TITLE_LIMIT) == name):
        return False
    block = told.get(question.field)
    if question.part in (Side.KK, Side.RU) and isinstance(block, Paragraph):
        return block.text.strip() != words.strip()
    if question.part in (Side.KK, Side.RU) and isinstance(block, Fact):
        return block.value != one_line(words, len(block.value))
    return block is None


def _answer(draft: Draft, question: Question, texts: Texts) -> Iterator[Block]:
    answer = draft.value(question.key)
    words = answer_in_words(question, answer, texts) if answer else ""
    label = label_of_question(question, texts)
    if len(words) <= _ON_A_LINE and "\n" not in words:
        yield Fact(label, words)
    else:
        yield Paragraph(words, label)


def _changes(draft: Draft, texts: Texts) -> Iterator[Block]:
    """Each change as before → after, in the order of the form."""
    for question in draft.questions:
        if question.key in draft.changes:
            before = _words(question, draft.before.get(question.key), texts, _BEFORE_LIMIT)
            after = _words(question, draft.value(question.key), texts, _AFTER_LIMIT)
            yield change(label_of_question(question, texts), before, after)


def change(label: str, before: str, after: str) -> Block:
    """What was and what will be: side by side where both are short, else under one another."""
    if len(before) + len(after) <= _ON_A_LINE and "\n" not in before + after:
        return Fact(label, f"{before} → {after}")
    return Paragraph(f"{before}\n↓\n{after}", label)


def _words(question: Question, answer: Answer | None, texts: Texts, limit: int) -> str:
    words = clean(answer_in_words(question, answer, texts)).strip() if answer else ""
    if is_blank(words):
        return _NOTHING
    return words if len(words) <= limit else cut(words, limit)[0].rstrip() + ELLIPSIS


def _reading(draft: Draft, at: int, parts: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if at > 0:
        row.append(Press(texts("button.read_back"), ShowSheet(draft.id, Part(at - 1))))
    if at + 1 < parts:
        row.append(Press(texts("button.read_on"), ShowSheet(draft.id, Part(at + 1))))
    if row:
        yield tuple(row)


def _fields(draft: Draft, texts: Texts, against: Mapping[str, str]) -> Iterator[tuple[Button, ...]]:
    """A button for each question; of an update with what stands there."""
    if draft.stage is Stage.SENT:
        return
    every = draft.spec.questions
    buttons = [
        Press(_label(draft, question, texts, against), AskQuestion(draft.id, every.index(question)))
        for question in draft.questions
    ]
    yield from [(button,) for button in buttons] if draft.spec.way is Way.EDIT else in_pairs(buttons)


def _label(draft: Draft, question: Question, texts: Texts, against: Mapping[str, str]) -> str:
    answer = draft.value(question.key)
    label = f"{_sign(draft, question, against)} {label_of_question(question, texts)}"
    if draft.spec.way is not Way.EDIT:
        return label
    words = answer_in_words(question, answer, texts) if answer else ""
    short = one_line(words, max(10, LABEL_LIMIT - len(label)))
    return f"{label}: {short or _NOTHING}"


def _sign(draft: Draft, question: Question, against: Mapping[str, str]) -> str:
    if question.key in against or question.key in draft.missing:
        return _WRONG
    if draft.spec.way is Way.EDIT:
        return _CHANGED if question.key in draft.changes else _OPEN
    return _ANSWERED if draft.value(question.key) else _OPEN


def _saving(draft: Draft, texts: Texts, against: Mapping[str, str]) -> Iterator[tuple[Button, ...]]:
    if draft.stage is Stage.SENT:
        yield (Press(texts("button.look_again"), LookAgain(draft.id)),)
    elif draft.is_complete and not {question.key for question in draft.questions} & against.keys():
        yield (Press(texts("button.save"), SaveDraft(draft.id, draft.revision), Style.SUCCESS),)


def _leaving(draft: Draft, texts: Texts) -> tuple[Button, ...]:
    card = OpenCard(draft.section, draft.entity_id, draft.near, parent=draft.parent)
    back = (Press(texts("button.to_card"), card),) if draft.entity_id else ()
    return *back, Press(texts("button.discard"), AskDiscard(draft.id)), Press(texts("button.menu"), OpenMenu())
