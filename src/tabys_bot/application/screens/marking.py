"""What waits of one kind, as a list to mark some of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tabys_bot.application.screens.intents import (
    AskBatch,
    ClearMarks,
    ListWaiting,
    MarkPage,
    MarkWaiting,
    OpenMenu,
    OpenQueue,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Block, Button, Inert, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import LABEL_LIMIT, in_words, title_of
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import Lineup, Waiting
from tabys_bot.domain.records import PAGE_SIZE, Entity, page_start
from tabys_bot.domain.sections import Section
from tabys_bot.domain.text import one_line

_HINT_LIMIT = 12
_MARKED, _UNMARKED = "☑", "☐"


def page_of(line: Lineup, offset: int) -> tuple[int, tuple[Waiting, ...]]:
    """Where the page begins that shows that place, and what stands on it; past the end, the last one."""
    start = min(page_start(offset), page_start(max(0, len(line.items) - 1)))
    return start, line.items[start : start + PAGE_SIZE]


def waiting(
    asked: ListWaiting,
    line: Lineup,
    marked: Sequence[int],
    decisions: Sequence[Act],
    texts: Texts,
    *,
    remarks: Sequence[str] = (),
    notice: str = "",
) -> Screen:
    """A page of the line, one button a record: a press marks it. `remarks` stand above."""
    section, (start, shown) = asked.section, page_of(line, asked.offset)
    kind, count = section_title(section, texts), texts.number(line.count)
    again = ListWaiting(section, start, fresh=True)
    return Screen(
        title=texts("marking.title", kind=kind, waiting=count, marked=len(marked)),
        body=tuple(_body(line, remarks, texts)),
        rows=(
            *((_toggle(item, start, texts, is_marked=item.entity.id in marked),) for item in shown),
            *_turning(section, start, len(line.items), texts),
            *_many(section, start, shown, marked, texts),
            *_deciding(section, decisions, len(marked), texts),
            (
                Press(texts("button.back_to_queue"), OpenQueue()),
                Press(texts("button.refresh"), again),
                Press(texts("button.menu"), OpenMenu()),
            ),
        ),
        notice=notice or (texts("notice.fresh") if asked.fresh else ""),
    )


def _body(line: Lineup, remarks: Sequence[str], texts: Texts) -> Iterator[Block]:
    yield from (Paragraph(remark) for remark in remarks)
    if line.items:
        yield Paragraph(texts("marking.hint"))
    elif not line.damaged:
        yield Paragraph(texts("marking.empty"))
    if line.damaged:
        yield Paragraph(texts("list.damaged", count=line.damaged))
    if not line.is_whole:
        yield Paragraph(texts("marking.not_whole", count=texts.number(len(line.items))))


def _toggle(item: Waiting, start: int, texts: Texts, *, is_marked: bool) -> Press:
    label = f"{_MARKED if is_marked else _UNMARKED} {label_of(item, texts)}"
    return Press(label, MarkWaiting(item.entity.section, item.entity.id, start))


def label_of(item: Waiting, texts: Texts) -> str:
    """Since when it waits, its title, and what tells it from its namesakes."""
    day = texts.short_day(item.since) if item.since else ""
    called = called_in_full(item.entity, texts, LABEL_LIMIT - len(day), _HINT_LIMIT)
    return " · ".join(part for part in (day, called) if part)


def called_in_full(entity: Entity, texts: Texts, limit: int, hint_limit: int) -> str:
    """Its title and what tells it from its namesakes: whose purchase it is, or for which event."""
    spec = CATALOGUE[entity.section]
    hint = entity.values.get(spec.hint)
    words = "" if hint is None or isinstance(hint, datetime) else in_words(spec.field(spec.hint), hint, texts)
    if not words or words == title_of(entity, spec, texts):
        return title_of(entity, spec, texts, limit)
    beside = one_line(words, hint_limit)
    return f"{title_of(entity, spec, texts, limit - len(beside))} · {beside}"


def _turning(section: Section, start: int, total: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    """⏮ ◀ 3/12 ▶ ⏭, as far as there is something to turn to."""
    last, row = page_start(max(0, total - 1)), list[Button]()
    if start > PAGE_SIZE:
        row.append(Press(texts("button.first"), ListWaiting(section)))
    if start:
        row.append(Press(texts("button.previous"), ListWaiting(section, start - PAGE_SIZE)))
    row.append(Inert(f"{start // PAGE_SIZE + 1}/{last // PAGE_SIZE + 1}"))
    if start < last:
        row.append(Press(texts("button.next"), ListWaiting(section, start + PAGE_SIZE)))
    if start + PAGE_SIZE < last:
        row.append(Press(texts("button.last"), ListWaiting(section, last)))
    if len(row) > 1:
        yield tuple(row)


def _many(
    section: Section, start: int, shown: Sequence[Waiting], marked: Sequence[int], texts: Texts
) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if shown:
        are_marked = all(item.entity.id in marked for item in shown)
        words = "button.unmark_page" if are_marked else "button.mark_page"
        row.append(Press(texts(words), MarkPage(section, start)))
    if marked:
        row.append(Press(texts("button.clear_marks", count=len(marked)), ClearMarks(section, start)))
    if row:
        yield tuple(row)


def _deciding(section: Section, decisions: Sequence[Act], count: int, texts: Texts) -> Iterator[tuple[Button, ...]]:
    if count:
        yield tuple(
            Press(f"{act.icon} {texts(f'act.{act.name}')} ({count})", AskBatch(section, act.name), style_of(act))
            for act in decisions
        )


def style_of(act: Act) -> Style:
    """What has a reason turns somebody away."""
    return Style.DANGER if act.why else Style.SUCCESS
