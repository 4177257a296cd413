"""One question of a form: what is asked, what stands there, what may be answered, and the buttons that answer it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from tabys_bot.application.screens import calendar
from tabys_bot.application.screens.intents import AskDiscard, AskQuestion, How, Reply, ShowSheet
from tabys_bot.application.screens.layout import in_pairs
from tabys_bot.application.screens.questions import allowed, form_title, label_of_question, moment_of, problem_in_words
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen
from tabys_bot.application.screens.sheet import sheet
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import LABEL_LIMIT, answer_in_words
from tabys_bot.domain.acts.shape import Ask, Question, Way
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES
from tabys_bot.domain.drafts import Answer, Draft
from tabys_bot.domain.parsing import Invalid
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.text import ELLIPSIS, cut, is_blank, one_line

OFFERED_AT_MOST = 20  # names or records on one screen; `view` counts in steps of it
_REMARK_LIMIT = 300
_ON_A_LINE = 100
_SHOWN_AT_MOST = 700
_HEAD, _TAIL = 400, 250
_BEFORE_AT_MOST = 300
_BY_NAME = (Ask.NAME, Ask.NAMES, Ask.RECORD)
_CHOSEN = "☑ "
Rows = Iterator[tuple[Button, ...]]


class Remark(StrEnum):
    """What can be said above a question about what was just sent or pressed; a text `remark.<remark>`."""

    ADDED = "added"  # one more message of a long text was put behind it
    REPLACED = "replaced"  # the text takes the place of the one that stood there
    UNCLEAR = "unclear"  # a sticker, a voice: no answer to any question
    BUTTONS = "buttons"  # words where only a button answers
    TOO_LARGE = "too_large"  # a picture of more bytes than can be passed on
    NOTHING_FOUND = "nothing_found"  # no name has these letters
    PLAIN_TEXT = "plain_text"  # the formatting of the text was left behind
    TIME = "time"  # a day was typed: now the time of it
    HERE = "here"  # a button of an earlier question was pressed
    EDITED = "edited"  # a message was corrected, which is no answer
    ELSEWHERE = "elsewhere"  # the draft was changed from another device meanwhile
    AGAIN = "again"  # a draft that was put aside goes on


def remark_in_words(remark: Remark, texts: Texts) -> str:
    return texts(f"remark.{remark}")


def question(
    draft: Draft,
    texts: Texts,
    *,
    now: datetime,
    view: int = 0,
    problem: Invalid | None = None,
    remark: str = "",
    offered: Sequence[tuple[str, str]] = (),
    has_more: bool = False,
) -> Screen:
    """The question that the draft is at; the sheet where it is at none. `offered`: values and words, a screen of them.

    `view` turns the calendar or the names. `has_more`: whether there are names behind the offered ones.
    """
    asked = draft.question
    if asked is None:
        return sheet(draft, texts, now=now, remark=remark)
    at = draft.spec.questions.index(asked)
    return Screen(
        title=_title(draft, texts),
        body=tuple(_body(draft, asked, texts, now=now, problem=problem, remark=remark)),
        rows=(
            *_answers(draft, asked, at, texts, now=now, view=view, offered=offered),
            *(_turning(draft, at, view, texts, has_more=has_more) if asked.ask in _BY_NAME else ()),
            *_twin(draft, asked, at, texts),
            *_steps(draft, asked, at, texts),
            _leaving(draft, texts),
        ),
    )


def _title(draft: Draft, texts: Texts) -> str:
    title = form_title(draft, texts)
    number, total = draft.position
    if draft.spec.way is Way.EDIT or total == 1:
        return title
    return f"{title} · {texts('form.position', number=number, total=total)}"


def _body(
    draft: Draft, asked: Question, texts: Texts, *, now: datetime, problem: Invalid | None, remark: str
) -> Iterator[Block]:
    if remark:
        yield Paragraph(one_line(remark, _REMARK_LIMIT))
    if problem:
        yield Paragraph(f"⚠️ {problem_in_words(asked, problem, texts)}")
    yield Paragraph(allowed(asked, draft.section, now, texts), label_of_question(asked, texts))
    yield from _standing(texts("form.now"), asked, draft.value(asked.key), texts, _SHOWN_AT_MOST)
    if draft.entity_id and asked.key in draft.changes:
        yield from _standing(texts("form.before"), asked, draft.before.get(asked.key), texts, _BEFORE_AT_MOST)


def _standing(heading: str, asked: Question, answer: Answer | None, texts: Texts, limit: int) -> Iterator[Block]:
    """What stands there; of a long text its beginning and its end, where one goes on writing."""
    words = answer_in_words(asked, answer, texts) if answer else ""
    if is_blank(words):
        return
    if len(words) <= _ON_A_LINE and "\n" not in words:
        yield Fact(heading, words)
        return
    length = texts("form.length", count=texts.number(len(words)))
    yield Paragraph(_shortened(words, limit), f"{heading} · {length}")


def _shortened(words: str, limit: int) -> str:
    if len(words) <= limit:
        return words
    head = cut(words, min(_HEAD, limit))[0].rstrip() + ELLIPSIS
    return head if limit < _SHOWN_AT_MOST else f"{head}\n\n{ELLIPSIS}{words[-_TAIL:].lstrip()}"


def _answers(
    draft: Draft,
    asked: Question,
    at: int,
    texts: Texts,
    *,
    now: datetime,
    view: int,
    offered: Sequence[tuple[str, str]],
) -> Rows:
    """The answers that can be pressed."""
    standing = draft.value(asked.key)
    chosen: tuple[str, ...] = (standing.text,) if standing else ()

    def press(value: str, words: str) -> Press:
        value = value.replace("-", "_")  # a hyphen parts the fields of a button
        label = one_line(words, LABEL_LIMIT) or texts("record.nameless", id=value)
        return Press((_CHOSEN if value in chosen else "") + label, Reply(draft.id, at, How.VALUE, value))

    match asked.ask:
        case Ask.CHOICE:
            values = CHOICES[asked.choices]
            yield from in_pairs(
                [press(value, texts.find(f"choice.{asked.choices}.{value}") or value) for value in values]
            )
        case Ask.FLAG:
            yield tuple(press(value, texts(f"value.{value}")) for value in FLAG_VALUES)
        case Ask.DATE | Ask.MOMENT:
            yield from calendar.rows(_calendar(draft, asked, at, texts, now), view, texts)
        case Ask.NAME | Ask.NAMES | Ask.RECORD:
            numbers = [number for answer in chosen for number in answer.split(",")]
            chosen = tuple(number.replace("-", "_") for number in numbers)
            names = [press(value, words) for value, words in offered[:OFFERED_AT_MOST]]
            yield from [(name,) for name in names] if asked.ask is Ask.RECORD else in_pairs(names)


def _calendar(draft: Draft, asked: Question, at: int, texts: Texts, now: datetime) -> calendar.Calendar:
    bounds = [moment_of(draft, asked.after, texts)] if asked.after else []
    bounds += [now.astimezone(texts.zone)] if asked.future else []
    return calendar.Calendar(
        draft.id,
        at,
        now.astimezone(texts.zone),
        timed=asked.ask is Ask.MOMENT,
        chosen=moment_of(draft, asked.key, texts),
        earliest=max((bound for bound in bounds if bound), default=None),
    )


def _turning(draft: Draft, at: int, view: int, texts: Texts, *, has_more: bool) -> Rows:
    row: list[Button] = []
    if view:
        row.append(Press(texts("button.previous"), AskQuestion(draft.id, at, max(0, view - OFFERED_AT_MOST))))
    if has_more and view + OFFERED_AT_MOST <= LARGEST_ID:
        row.append(Press(texts("button.next"), AskQuestion(draft.id, at, view + OFFERED_AT_MOST)))
    if row:
        yield tuple(row)


def _twin(draft: Draft, asked: Question, at: int, texts: Texts) -> Rows:
    if asked.twin and draft.value(asked.twin):
        yield (Press(texts("button.same_as_kazakh"), Reply(draft.id, at, How.TWIN)),)


def _steps(draft: Draft, asked: Question, at: int, texts: Texts) -> Rows:
    """Back, on, and what can be done to the answer that stands there."""
    is_answered = draft.value(asked.key) is not None
    row: list[Button] = [Press(texts("button.step_back"), Reply(draft.id, at, How.BACK))]
    if is_answered or not asked.required:
        row.append(Press(_going_on(draft, asked, texts), Reply(draft.id, at, How.KEEP)))
    yield tuple(row)
    undoing: list[Button] = []
    if is_answered and not asked.required:
        undoing.append(Press(texts("button.empty"), Reply(draft.id, at, How.CLEAR)))
    if draft.spec.way is Way.EDIT and asked.key in draft.changes:
        undoing.append(Press(texts("button.revert"), Reply(draft.id, at, How.REVERT)))
    if undoing:
        yield tuple(undoing)


def _going_on(draft: Draft, asked: Question, texts: Texts) -> str:
    if draft.value(asked.key) is None and draft.spec.way is not Way.EDIT:
        return texts("button.skip")
    # both are put together from several messages or presses, and only the admin knows when that is all
    is_growing = asked.ask in (Ask.TEXT, Ask.NAMES) and asked.key in draft.answers
    return texts("button.ready" if is_growing else "button.keep")


def _leaving(draft: Draft, texts: Texts) -> tuple[Button, ...]:
    # from an update the way back leads to all its answers anyway
    every = (Press(texts("button.all_answers"), ShowSheet(draft.id)),) if draft.spec.way is not Way.EDIT else ()
    return *every, Press(texts("button.cancel"), AskDiscard(draft.id))
