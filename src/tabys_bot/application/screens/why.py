"""Asking for the reason of a decision."""

from tabys_bot.application.screens.decisions import helping
from tabys_bot.application.screens.intents import (
    NO_REASON,
    AskReason,
    Decide,
    Reason,
    ShowWaiting,
    TypeReason,
)
from tabys_bot.application.screens.panel import leave
from tabys_bot.application.screens.questions import NAME_LIMIT
from tabys_bot.application.screens.screen import Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.values import title_of
from tabys_bot.application.screens.waiting import back_of, card_at, known_before
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts.shape import Act, Why
from tabys_bot.domain.batches import LONGEST_REASON
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.records import Entity


def ask_reason(act: Act, entity: Entity, spot: ShowWaiting, role: Role, texts: Texts) -> Screen:
    """The ready reasons, each of which decides at once; the way back on top, for a hurried second tap."""
    why = act.why or Why(())
    typing = TypeReason(spot.section, act.name, spot.entity_id, spot.place, spot.line)
    without = () if why.required else ((_decide(texts("button.no_reason"), act, spot),),)
    return Screen(
        title=_title(act, entity, texts),
        body=tuple(map(Paragraph, (*known_before(act, entity, texts), texts("why.sent" if why.sent else "why.kept")))),
        rows=(
            leave(back_of(spot), texts),
            *((_decide(texts(f"reason.{name}"), act, spot, Reason(name)),) for name in why.ready),
            (Press(texts("button.own_words"), typing),),
            *without,
            *((one,) for one in helping((act,), entity, role, card_at(spot), texts)),
        ),
    )


def type_reason(act: Act, entity: Entity, spot: ShowWaiting, texts: Texts, *, remark: str = "") -> Screen:
    """The next message is the reason, and decides."""
    why = act.why or Why(())
    asked = texts("why.type", longest=texts.number(LONGEST_REASON))
    told_to = texts("why.type_sent" if why.sent else "why.type_kept")
    back = AskReason(spot.section, act.name, spot.entity_id, spot.place, spot.line)
    return Screen(
        title=_title(act, entity, texts),
        body=tuple(map(Paragraph, filter(None, (remark, asked, told_to)))),
        rows=(leave(back, texts),),
    )


def _title(act: Act, entity: Entity, texts: Texts) -> str:
    name = title_of(entity, CATALOGUE[entity.section], texts, NAME_LIMIT)
    return f"{act.icon} {texts(f'confirm.{act.name}', name=name)}"


def _decide(label: str, act: Act, spot: ShowWaiting, reason: Reason = NO_REASON) -> Press:
    press = Decide(spot.section, act.name, spot.entity_id, spot.place, spot.line, reason)
    return Press(label, press, Style.DANGER)
