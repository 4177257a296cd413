"""The queue as a whole: how much waits of each kind, and what is said at its end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tabys_bot.application.failures import BrowseFailure
from tabys_bot.application.screens.intents import (
    AskReason,
    Decide,
    Intent,
    Line,
    OpenMenu,
    OpenQueue,
    ShowWaiting,
    StartKind,
    StartQueue,
)
from tabys_bot.application.screens.layout import in_pairs
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.acts.shape import Act
from tabys_bot.domain.moderation import Lineup
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.sections import Section

Lines: TypeAlias = Mapping[Section, Outcome[Lineup, BrowseFailure]]

_ICON_OF_UNDO = "↩"
_MORE = "+"


@dataclass(frozen=True, slots=True)
class Before:
    """What has just happened, told above whatever comes next: the first of `words` is the title of that.

    `last`: the record that it happened to; `name`: what that is called, in short; `undo`: the act that takes it back,
    if one does; `more`: what is left to do about it.
    """

    words: tuple[str, ...] = ()
    last: ShowWaiting | None = None
    undo: Act | None = None
    notice: str = ""
    name: str = ""
    more: tuple[Press, ...] = ()


NOTHING = Before()


def overview(lines: Lines, texts: Texts, *, before: Before = NOTHING, is_end: bool = False) -> Screen:
    """How many wait of each kind, which the buttons tell. `is_end`: there is nothing behind the last record."""
    title, *words = (*before.words, texts("queue.title"))
    waiting = [(kind, one.unwrap()) for kind, one in lines.items() if isinstance(one, Success) and one.unwrap().items]
    return Screen(
        title=title,
        body=(*map(Paragraph, words), *_standing(lines, texts, is_end=is_end)),
        rows=(
            *ways_back(before, texts),
            *_beginnings(waiting, texts),
            (Press(texts("button.refresh"), OpenQueue(fresh=True)), Press(texts("button.menu"), OpenMenu())),
        ),
        notice=before.notice,
    )


def _standing(lines: Lines, texts: Texts, *, is_end: bool) -> Iterator[Block]:
    failures = [outcome.failure() for outcome in lines.values() if isinstance(outcome, Failure)]
    read = [outcome.unwrap() for outcome in lines.values() if isinstance(outcome, Success)]
    if not failures and not any(lineup.count for lineup in read):
        yield Paragraph(texts("queue.all_done" if is_end else "queue.nothing"))
        return
    if is_end:
        yield Paragraph(texts("queue.end"))
    yield from (
        Fact(section_title(kind, texts), _count(one, texts)) for kind, one in lines.items() if not _is_sound(one)
    )
    if read:
        yield Fact(texts("queue.total"), _total(read, texts))
    if any(lineup.damaged for lineup in read):
        yield Paragraph(texts("queue.damaged"))
    if failures:
        yield Paragraph(texts("queue.unread") if read else in_words(failures[0], texts))


def _is_sound(outcome: Outcome[Lineup, BrowseFailure]) -> bool:
    """Whether the button tells all that is known of that kind."""
    return isinstance(outcome, Success) and outcome.unwrap().is_whole and not outcome.unwrap().damaged


def _count(outcome: Outcome[Lineup, BrowseFailure], texts: Texts) -> str:
    if isinstance(outcome, Failure):
        return texts("queue.unread_kind")
    lineup = outcome.unwrap()
    count = _total([lineup], texts)
    damaged = texts.number(lineup.damaged)
    return texts("queue.count_damaged", count=count, damaged=damaged) if lineup.damaged else count


def _total(lineups: Sequence[Lineup], texts: Texts) -> str:
    total = sum(len(lineup.items) for lineup in lineups)
    return texts.number(total) + ("" if all(lineup.is_whole for lineup in lineups) else _MORE)


def _beginnings(waiting: Sequence[tuple[Section, Lineup]], texts: Texts) -> Iterator[tuple[Button, ...]]:
    if waiting:
        total = _total([lineup for _, lineup in waiting], texts)
        yield (Press(texts("button.queue_all", count=total), StartQueue(), Style.SUCCESS),)
    yield from in_pairs(
        [
            Press(f"{section_title(kind, texts)} ({_total([lineup], texts)})", StartKind(kind))
            for kind, lineup in waiting
        ]
    )


def nobody(texts: Texts) -> Screen:
    """For a role that decides on nothing."""
    return Screen(
        title=texts("queue.title"),
        body=(Paragraph(texts("queue.not_yours")),),
        rows=((Press(texts("button.menu"), OpenMenu()),),),
    )


def stuck(why: str, again: Intent, texts: Texts, *, before: Before = NOTHING) -> Screen:
    """What comes next could not be found out; what has happened before is told all the same."""
    title, *words = before.words or (texts("queue.title"),)
    return Screen(
        title=title,
        body=tuple(map(Paragraph, (*words, why))),
        rows=((Press(texts("button.go_on_queue"), again),), *ways_back(before, texts), leaving(texts)),
        notice=before.notice,
    )


def final(before: Before, card: Intent, texts: Texts) -> Screen:
    """What came of a decision, where nothing comes after it."""
    title, *words = before.words
    return Screen(
        title=title,
        body=tuple(map(Paragraph, words)),
        rows=(*of_last(before, texts), (Press(texts("button.open_card"), card),), leaving(texts)),
        notice=before.notice,
    )


def of_last(before: Before, texts: Texts) -> Iterator[tuple[Button, ...]]:
    """Rows of their own, where no hurried second tap for the next record lands; and nobody takes it for that one's.

    What somebody would be told the reason of is asked for it.
    """
    yield from ((one,) for one in before.more)
    last, undo = before.last, before.undo
    if last and undo:
        act = texts(f"act.{undo.name}")
        label = act if last.line is Line.ALERT else texts("button.of_record", name=before.name, act=act)
        kind = AskReason if undo.why and undo.why.sent else Decide
        press = kind(last.section, undo.name, last.entity_id, last.place, last.line)
        yield (Press(f"{_ICON_OF_UNDO} {label}", press),)


def last_one(before: Before, texts: Texts) -> Iterator[Press]:
    if before.last:
        yield Press(texts("button.last_waiting"), before.last)


def ways_back(before: Before, texts: Texts) -> Iterator[tuple[Button, ...]]:
    """To the record before, to what is left to do about it, and to how it was."""
    yield from (row for row in (tuple(last_one(before, texts)),) if row)
    yield from of_last(before, texts)


def leaving(texts: Texts) -> tuple[Button, ...]:
    return Press(texts("button.queue"), OpenQueue()), Press(texts("button.menu"), OpenMenu())
