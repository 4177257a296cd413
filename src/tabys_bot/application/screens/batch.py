"""One decision about several records: its progress, and what came of it."""

from collections.abc import Iterator, Mapping

from tabys_bot.application.screens.intents import (
    Line,
    ListWaiting,
    OpenMenu,
    OpenQueue,
    RetryBatch,
    ShowBatch,
    ShowWaiting,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.reasons import in_words
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import LABEL_LIMIT, LINE_LIMIT
from tabys_bot.domain.batches import TROUBLE, Batch, Item, Result
from tabys_bot.domain.text import one_line

_TOLD = 10  # of those that went wrong, on a page
_NAME_LIMIT = 60
_BAR = 12
# failures whose difference tells an admin nothing have the same words
_WHY: Mapping[str, str] = {
    "TooSlow": "batch.why_silent",
    "Unreachable": "batch.why_silent",
    "Forbidden": "batch.why_access",
    "AccessRefused": "batch.why_access",
    "SignedOut": "batch.why_signed_out",
    "SessionRejected": "batch.why_signed_out",
    "Rejected": "batch.why_refused",
    "RequestRefused": "batch.why_refused",
    "OutOfReach": "batch.why_out_of_reach",
    "Underway": "batch.why_underway",
}


def begun(batch: Batch, texts: Texts) -> Screen:
    """It goes on by itself, in a message below."""
    return Screen(
        title=texts("batch.begun", count=batch.count(Result.WAITS, Result.BEGUN)),
        body=(Paragraph(texts("batch.begun_hint")),),
        rows=((Press(texts("batch.show"), ShowBatch(batch.id)),), *_leaving(batch, texts)),
        notice=texts("batch.begun_notice"),
    )


def gone(texts: Texts) -> Screen:
    """It is kept no more, or is not his."""
    return Screen(
        title=texts("batch.gone"),
        body=(Paragraph(texts("batch.gone_hint")),),
        rows=((Press(texts("button.back_to_queue"), OpenQueue()), Press(texts("button.menu"), OpenMenu())),),
    )


def shown(batch: Batch, texts: Texts, *, offset: int = 0, notice: str = "", is_waiting: bool = False) -> Screen:
    """How far it has come, or what came of it; `offset`: of what went wrong. `is_waiting`: for Tabys to answer."""
    ended = _ended(batch)
    bar = () if batch.is_done else (Paragraph(_bar(ended, len(batch.items))),)
    reason = (Fact(texts("field.reason"), one_line(in_words(batch.reason, texts), LINE_LIMIT)),) if batch.reason else ()
    return Screen(
        title=_title(batch, ended, texts),
        body=(
            Paragraph(section_title(batch.section, texts)),
            *bar,
            *_counts(batch, texts),
            *reason,
            *((Paragraph(texts("batch.waiting")),) if is_waiting else ()),
            *(_trouble(batch, offset, texts) if batch.is_done else ()),
            *(_done(batch, texts) if batch.is_done else ()),
        ),
        # what is shown here is written over while it goes on: it leads nowhere else
        rows=_after(batch, offset, texts) if batch.is_done else ((_again(batch, texts),),),
        notice=notice,
    )


def counted(batch: Batch, texts: Texts) -> Screen:
    """The same where he who began it is not signed in: whoever is may not know the records, nor the reason."""
    return Screen(
        title=_title(batch, _ended(batch), texts),
        body=(Paragraph(section_title(batch.section, texts)), *_counts(batch, texts)),
        rows=((Press(texts("batch.show"), ShowBatch(batch.id)),), (Press(texts("button.menu"), OpenMenu()),)),
    )


def _ended(batch: Batch) -> int:
    return batch.count(Result.DONE) if batch.is_done else len(batch.items) - batch.count(Result.WAITS, Result.BEGUN)


def _again(batch: Batch, texts: Texts) -> Press:
    return Press(texts("button.refresh"), ShowBatch(batch.id))


def _title(batch: Batch, ended: int, texts: Texts) -> str:
    act, total = batch.spec, len(batch.items)
    if act is None or not act.decides:  # of another version
        return f"{section_title(batch.section, texts)}: {ended}/{total}"
    key = f"batch.done_{act.name}" if batch.is_done else f"batch.doing_{act.name}"
    return f"{act.icon} {texts(key, done=ended, total=total)}"


def _bar(ended: int, total: int) -> str:
    full = _BAR * ended // max(1, total)
    return "▓" * full + "░" * (_BAR - full)


def _counts(batch: Batch, texts: Texts) -> Iterator[Block]:
    done = () if batch.is_done else (Result.DONE,)  # that stands in the title then
    for result in (*done, Result.ALREADY, *TROUBLE):
        count = batch.count(result)
        if count:
            yield Fact(texts(f"batch.result_{result}"), texts.number(count))


def _page(batch: Batch, offset: int) -> tuple[int, tuple[Item, ...]]:
    """Where the page begins, and what of what went wrong stands on it."""
    wrong = batch.of(*TROUBLE)
    start = min(offset, max(0, len(wrong) - 1)) // _TOLD * _TOLD
    return start, wrong[start : start + _TOLD]


def _trouble(batch: Batch, offset: int, texts: Texts) -> Iterator[Block]:
    _, wrong = _page(batch, offset)
    for result in TROUBLE:
        lines = [f"• {_name(item, texts)}: {_why(item, texts)}" for item in wrong if item.result is result]
        if lines:
            yield Paragraph("\n".join(lines), texts(f"batch.result_{result}"))
            yield Paragraph(texts(f"batch.hint_{result}"))


def _done(batch: Batch, texts: Texts) -> Iterator[Block]:
    """What was done, by name, in case something was marked by mistake; what went wrong comes first."""
    done = () if batch.count(*TROUBLE) else batch.of(Result.DONE)
    names = [f"• {_name(item, texts)}" for item in done[:_TOLD]]
    if len(done) > _TOLD:
        names.append(texts("batch.more", count=len(done) - _TOLD))
    if names:
        yield Paragraph("\n".join(names))


def _name(item: Item, texts: Texts) -> str:
    return one_line(item.title, _NAME_LIMIT) or texts("record.nameless", id=item.entity_id)


def _why(item: Item, texts: Texts) -> str:
    return texts(_WHY.get(item.why, "batch.why_other"))


def _after(batch: Batch, offset: int, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    start, wrong = _page(batch, offset)
    total = batch.count(*TROUBLE)
    cards = tuple(
        (Press(one_line(f"🔎 {_name(item, texts)}", LABEL_LIMIT), _card(batch, item)),)
        for item in wrong
        if item.result is Result.UNSURE
    )
    # there a mistake is put right
    mended = () if wrong else batch.of(Result.DONE)[:_TOLD]
    cards += tuple((Press(one_line(f"📄 {_name(item, texts)}", LABEL_LIMIT), _card(batch, item)),) for item in mended)
    turning: list[Button] = []
    if start:
        turning.append(Press(texts("button.previous"), ShowBatch(batch.id, start - _TOLD)))
    if start + _TOLD < total:
        turning.append(Press(texts("button.next"), ShowBatch(batch.id, start + _TOLD)))
    retry = ((Press(texts("batch.retry", count=total), RetryBatch(batch.id)),),) if total else ()
    return (*cards, *((tuple(turning),) if turning else ()), *retry, *_leaving(batch, texts))


def _card(batch: Batch, item: Item) -> ShowWaiting:
    """Whoever owns the record, it is shown as the queue shows it."""
    return ShowWaiting(batch.section, item.entity_id, line=Line.KIND)


def _leaving(batch: Batch, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    back = Press(texts("button.back_to_list"), ListWaiting(batch.section))
    return (
        (back, Press(texts("button.back_to_queue"), OpenQueue())),
        (Press(texts("button.menu"), OpenMenu()),),
    )
