"""What can be done to a record: its buttons, the question before, the word afterwards."""

from collections.abc import Iterator, Sequence

from tabys_bot.application.failures import WriteFailure
from tabys_bot.application.screens.decisions import helping, warnings
from tabys_bot.application.screens.intents import (
    AskReason,
    DoAct,
    Intent,
    Line,
    NextWaiting,
    OpenCard,
    OpenList,
    OpenMenu,
    Origin,
    ShowHistory,
    StartAct,
)
from tabys_bot.application.screens.listing import LINES, back_from, near_of, section_title
from tabys_bot.application.screens.questions import NAME_LIMIT
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.trouble import write_in_words
from tabys_bot.application.screens.values import title_of
from tabys_bot.domain.access import Permission, Role, may
from tabys_bot.domain.acts import ACTS, acts_of, find_act
from tabys_bot.domain.acts.fitting import fits
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import MODERATED, is_decision, state_field, waits
from tabys_bot.domain.records import Entity
from tabys_bot.domain.text import one_line

_ICON_OF_UNDO = "↩"


def buttons(entity: Entity, role: Role, asked: OpenCard, texts: Texts) -> Iterator[Press]:
    """What the role may do to that record as it is now; what destroys it stands last."""
    offered = [act for act in acts_of(entity.section, role) if act.way is not Way.CREATE and fits(act, entity)]
    yield from (_button(act, entity, asked, texts) for act in offered if act.way is not Way.DELETE)
    if entity.section in ACTS and may(role, Permission.UPDATE, CATALOGUE[entity.section].module):
        history = ShowHistory(asked.section, asked.entity_id, asked.back, asked.parent, asked.origin)
        yield Press(texts("button.history"), history)
    yield from (_button(act, entity, asked, texts) for act in offered if act.way is Way.DELETE)


def _button(act: Act, entity: Entity, asked: OpenCard, texts: Texts) -> Press:
    style = _style(act) if act.decides or act.way is Way.DELETE else Style.PLAIN
    return Press(f"{act.icon} {texts(f'act.{act.name}')}", _beginning(act, entity, asked), style)


def _beginning(act: Act, entity: Entity, asked: OpenCard) -> Intent:
    """What can have a reason asks for it; whoever came to the card from the queue goes on there."""
    if not act.why:
        return StartAct(asked.section, act.name, asked.entity_id, asked.back, asked.parent, asked.origin)
    if asked.origin in LINES and waits(entity):
        return AskReason(asked.section, act.name, asked.entity_id, asked.back, LINES[asked.origin])
    return AskReason(asked.section, act.name, asked.entity_id, near_of(asked), Line.CARD)


def _style(act: Act) -> Style:
    return Style.DANGER if act.permission is Permission.DELETE or act.why else Style.SUCCESS


def confirm(act: Act, entity: Entity, asked: StartAct, texts: Texts, role: Role) -> Screen:
    """Once more, with the record's name and what goes with it. The way back stands where a hurried second tap lands."""
    name = title_of(entity, CATALOGUE[entity.section], texts, NAME_LIMIT)
    at = OpenCard(asked.section, asked.entity_id, asked.back, parent=asked.parent, origin=asked.origin)
    return Screen(
        title=f"{act.icon} {texts(f'confirm.{act.name}', name=name)}",
        body=tuple(Paragraph(words) for words in _consequences(act, entity, texts)),
        rows=(
            (Press(texts("button.no_back"), at),),
            *((one,) for one in helping((act,), entity, role, at, texts)),
            (Press(f"{act.icon} {texts(f'act.{act.name}')}", _doing(act.name, at), _style(act)),),
        ),
    )


def _doing(act: str, at: OpenCard) -> DoAct:
    return DoAct(at.section, act, at.entity_id, at.back, at.parent, at.origin)


def _consequences(act: Act, entity: Entity, texts: Texts) -> Iterator[str]:
    if act.is_explained:
        yield texts(f"act.{entity.section}.{act.name}.effect")
    yield from warnings(act, entity, texts)
    if act.loses:
        lost = ", ".join(section_title(section, texts) for section in act.loses)
        yield texts("confirm.loses", sections=lost)
    if act.way is Way.DELETE:
        yield texts("confirm.for_good")
    elif act.undo:
        yield texts("confirm.redecide" if is_decision(entity.section, act) else "confirm.undo")


def done(act: Act, at: OpenCard, name: str, texts: Texts, *, remark: str = "", more: Sequence[Press] = ()) -> Screen:
    """It is done. `at`: where the record is, its number 0 if nobody knows; `name`: what it is called; `more`: what is
    left to do about it."""
    title = ": ".join(words for words in (texts(f"done.{act.name}"), one_line(name, NAME_LIMIT)) if words)
    lost = [Paragraph(texts("done.lost", sections=_names(act, texts)))] if act.loses and act.way is Way.DELETE else []
    return Screen(
        title=f"{act.icon if is_decision(at.section, act) else '✅'} {title}",
        body=(*((Paragraph(remark),) if remark else ()), *lost, *_next(act, at, texts)),
        rows=(
            *((one,) for one in more),
            *_undoing(act, at, texts),
            *_another(act, at, texts),
            _leaving(act, at, texts),
        ),
        notice=texts(f"done.{act.name}"),
    )


def _names(act: Act, texts: Texts) -> str:
    return ", ".join(section_title(section, texts) for section in act.loses)


def _next(act: Act, at: OpenCard, texts: Texts) -> Iterator[Block]:
    if act.is_explained and act.way is Way.CREATE:
        yield Paragraph(texts(f"act.{at.section}.{act.name}.effect"))
    if act.way is Way.CREATE and not at.entity_id:
        yield Paragraph(texts("done.in_list"))


def _undoing(act: Act, at: OpenCard, texts: Texts) -> Iterator[tuple[Button, ...]]:
    undo = find_act(at.section, act.undo) if act.undo else None
    if undo:
        asks = undo.why and undo.why.sent  # nobody is told that he is refused without a word why
        reason = AskReason(at.section, undo.name, at.entity_id, near_of(at), Line.CARD)
        yield (Press(f"{_ICON_OF_UNDO} {texts(f'act.{undo.name}')}", reason if asks else _doing(undo.name, at)),)


def _another(act: Act, at: OpenCard, texts: Texts) -> Iterator[tuple[Button, ...]]:
    if act.way is Way.CREATE:
        yield (Press(texts("button.another"), StartAct(at.section, act.name, parent=at.parent)),)


def _leaving(act: Act, at: OpenCard, texts: Texts) -> tuple[Button, ...]:
    has_card = at.entity_id and act.way is not Way.DELETE
    card = (Press(texts("button.open_card"), _fresh(at)),) if has_card else ()
    return *card, _back(act, at, texts), Press(texts("button.menu"), OpenMenu())


def _settles(act: Act, at: OpenCard) -> bool:
    """Whether after it the record surely waits no more."""
    if act.way is Way.DELETE:
        return True
    return at.section in MODERATED and act.when is not None and act.when[0] == state_field(at.section)


def _back(act: Act, at: OpenCard, texts: Texts) -> Press:
    """Where the card was opened; the queue goes on, for what waits no more has nothing to say there."""
    if at.origin in (Origin.QUEUE, Origin.KIND) and _settles(act, at):
        return Press(texts("button.back_to_queue"), NextWaiting(at.section, at.entity_id, at.back, LINES[at.origin]))
    return back_from(at, texts)


def _fresh(at: OpenCard) -> OpenCard:
    return OpenCard(at.section, at.entity_id, at.back, fresh=True, parent=at.parent, origin=at.origin)


def already(act: Act, at: OpenCard, name: str, texts: Texts) -> Screen:
    """The record is so already, and nothing was sent."""
    return Screen(
        title=texts("already.title", name=one_line(name, NAME_LIMIT)),
        body=(Paragraph(texts("already.hint", done=texts(f"done.{act.name}"))),),
        rows=(_leaving(act, at, texts),),
        notice=texts("already.notice"),
    )


def already_decided(act: Act, at: OpenCard, told: Sequence[str], texts: Texts) -> Screen:
    """It was decided on before. `told`: what, by whom and when; the first of it is the title."""
    title, *lines = told
    return Screen(
        title=title,
        body=tuple(map(Paragraph, (*lines, texts("decision.nothing_sent")))),
        rows=(_leaving(act, at, texts),),
        notice=texts("already.notice"),
    )


def already_gone(act: Act, at: OpenCard, texts: Texts) -> Screen:
    """What was to be deleted is not there: the press before did it, or somebody else."""
    return Screen(
        title=texts("already.gone"),
        body=(Paragraph(texts("already.gone_hint")),),
        rows=(_leaving(act, at, texts),),
        notice=texts("already.notice"),
    )


def not_done(failure: WriteFailure, at: OpenCard, name: str, texts: Texts) -> Screen:
    """It is known that nothing has changed."""
    return Screen(
        title=texts("not_done.title", name=one_line(name, NAME_LIMIT)),
        body=(Paragraph(write_in_words(failure, texts)), Paragraph(texts("not_done.hint"))),
        rows=(_looking(at, texts),),
    )


def unsure(failure: WriteFailure, act: Act, at: OpenCard, name: str, texts: Texts) -> Screen:
    """Nobody could find out whether it was done: it is offered again by the card only, which shows how things are."""
    hint = "unsure.look_deleted" if act.way is Way.DELETE else "unsure.look_done"
    return Screen(
        title=texts("unsure.title", name=one_line(name, NAME_LIMIT)),
        body=(
            Paragraph(write_in_words(failure, texts)),
            Paragraph(texts(hint)),
            *((Paragraph(texts("unsure.once")),) if act.once else ()),
        ),
        rows=(_looking(at, texts),),
    )


def _looking(at: OpenCard, texts: Texts) -> tuple[Button, ...]:
    back = back_from(at, texts)
    leave = (back,) if isinstance(back.intent, OpenList) else ()
    return Press(texts("button.open_card"), _fresh(at)), *leave, Press(texts("button.menu"), OpenMenu())


def busy(again: OpenCard | StartAct, texts: Texts) -> Screen:
    """The same is being done at this moment, from another device or by the press before."""
    return Screen(
        title=texts("busy.title"),
        body=(Paragraph(texts("busy.hint")),),
        rows=((Press(texts("button.look_again"), again), Press(texts("button.menu"), OpenMenu())),),
        notice=texts("busy.title"),
    )
