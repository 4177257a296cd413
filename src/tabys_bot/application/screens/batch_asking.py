"""Before one decision about several records: how many of what kind, and why."""

from collections.abc import Iterator, Sequence

from tabys_bot.application.screens.confirm import confirm
from tabys_bot.application.screens.intents import (
    AskBatch,
    ListWaiting,
    Reason,
    StartBatch,
    TypeBatchReason,
)
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.marking import called_in_full, style_of
from tabys_bot.application.screens.panel import leave
from tabys_bot.application.screens.screen import Block, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.fitting import told
from tabys_bot.domain.acts.shape import ANY, Act
from tabys_bot.domain.batches import LONGEST_REASON, digest_of_records
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

_NAMED = 8  # of those that are asked about
_NAME_LIMIT = 60


def ask(section: Section, act: Act, marked: Sequence[Entity], texts: Texts, *, remark: str = "") -> Screen:
    """Once more, with how many of what kind. Where there are reasons, choosing one is the answer.

    As in `confirm`, nothing that begins the work stands in the first row or in the last but one.
    """
    count, back = len(marked), ListWaiting(section)
    digest = digest_of_records(one.id for one in marked)
    lines = (*((Paragraph(remark),) if remark else ()), *_beforehand(section, act, marked, texts))
    if act.why is None:
        begin = Press(_named(act, texts, count), StartBatch(section, act.name, digest), style_of(act))
        return confirm(
            _title(section, act, count, texts), _taken_back(section, act, texts), begin, back, texts, lines=lines
        )
    without = Press(texts("button.no_reason"), StartBatch(section, act.name, digest), style_of(act))
    last = Press(texts("button.no_back"), back) if act.why.required else without
    about = texts("why.sent" if act.why.sent else "why.kept"), texts("batch.one_reason")
    return Screen(
        title=_title(section, act, count, texts),
        body=(*lines, *map(Paragraph, filter(None, (_taken_back(section, act, texts), *about)))),
        rows=(
            leave(back, texts),
            *((_for(section, act, digest, name, texts),) for name in act.why.ready),
            (Press(texts("button.own_words"), TypeBatchReason(section, act.name, digest)),),
            (last,),
        ),
    )


def _title(section: Section, act: Act, count: int, texts: Texts) -> str:
    return f"{act.icon} {texts(f'batch.ask_{act.name}', kind=section_title(section, texts), count=count)}"


def _for(section: Section, act: Act, digest: int, name: str, texts: Texts) -> Press:
    return Press(texts(f"reason.{name}"), StartBatch(section, act.name, digest, Reason(name)), style_of(act))


def _named(act: Act, texts: Texts, count: int) -> str:
    return f"{act.icon} {texts(f'act.{act.name}')} ({count})"


def _taken_back(section: Section, act: Act, texts: Texts) -> str:
    """Whether it can be changed afterwards; nothing where its effect was explained, or something else can follow."""
    if act.undo:
        return texts("batch.undo")
    follows = any(other.when and other.when[1] != ANY and _leads_on(act, other.when) for other in ACTS[section])
    return "" if act.is_explained or follows else texts("confirm.for_good")


def _leads_on(act: Act, when: tuple[str, tuple[str, ...]]) -> bool:
    field, values = when
    return act.sets.get(field) in values


def _beforehand(section: Section, act: Act, marked: Sequence[Entity], texts: Texts) -> Iterator[Block]:
    names = [f"• {called_in_full(entity, texts, 2 * _NAME_LIMIT, _NAME_LIMIT)}" for entity in marked[:_NAMED]]
    if len(marked) > _NAMED:
        names.append(texts("batch.more", count=len(marked) - _NAMED))
    yield Paragraph("\n".join(names))
    if act.is_explained:
        yield Paragraph(texts(f"act.{section}.{act.name}.effect"))
    cautions = [f"• {texts(f'caution.{one.name}')}" for one in act.cautions if _may_concern(one.when, marked)]
    if cautions:
        yield Paragraph("\n".join(cautions), texts("batch.cautions"))


def _may_concern(when: tuple[str, tuple[str, ...]], marked: Sequence[Entity]) -> bool:
    """A list may not tell the field, which then may have any value."""
    field, values = when
    return any(told(entity.values.get(field)) in ("", *values) for entity in marked)


def type_reason(section: Section, act: Act, count: int, texts: Texts) -> Screen:
    """The next message is the reason for all of them."""
    told_to = texts("why.type_sent" if act.why and act.why.sent else "why.type_kept")
    hint = texts("batch.type_hint", limit=texts.number(LONGEST_REASON))
    return Screen(
        title=_title(section, act, count, texts),
        body=(Paragraph(hint), Paragraph(told_to)),
        rows=(leave(AskBatch(section, act.name), texts),),
    )
