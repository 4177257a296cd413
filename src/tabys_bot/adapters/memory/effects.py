"""What writing does to a made-up record beside what was answered, each act in its own way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from tabys_bot.application.ports import Order
from tabys_bot.domain.choices import FLAG_VALUES
from tabys_bot.domain.records import Entity, Money, Value
from tabys_bot.domain.sections import Section

Records: TypeAlias = dict[Section, list[Entity]]
Values: TypeAlias = dict[str, Value]

_REWARD = 10  # of an event that does not tell its own


@dataclass(frozen=True, slots=True)
class Happening:
    """A write while it is done. `values` may be changed; `old`: what the record said before, nothing for a new one."""

    order: Order
    records: Records
    entity: Entity
    values: Values
    old: Mapping[str, Value]
    now: datetime


class UnacceptableError(Exception):
    """An answer that Tabys does not take; `key`: of the question."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


Effect: TypeAlias = Callable[[Happening], None]


def _course(that: Happening) -> None:
    """What is free has no price and asks for no invitation."""
    free = that.values.get("free")
    if free is True:
        that.values["price"] = Money(Decimal(0), Decimal(0))
        that.values.pop("invite_code", None)
    if isinstance(free, bool):
        that.values["invite_required"] = not free


def _benefit(that: Happening) -> None:
    """What was sold of the old stock is sold of the new one, too."""
    stock, before, left = that.values.get("stock"), that.old.get("stock"), that.old.get("available")
    if not isinstance(stock, int):
        that.values.pop("available", None)
    elif stock != before:
        sold = before - left if isinstance(before, int) and isinstance(left, int) else 0
        that.values["available"] = max(0, stock - sold)


def _photo_removed(that: Happening) -> None:
    that.values.pop("photo", None)


def _published(that: Happening) -> None:
    that.values["published_at"] = that.now
    that.values.pop("publish_at", None)


def _reviewed(that: Happening) -> None:
    if that.values.get("status") == "pending":
        that.values.pop("reviewed_at", None)
    else:
        that.values["reviewed_at"] = that.now


def _task_added(that: Happening) -> None:
    bonus = that.order.values.get("task_bonus")
    if isinstance(bonus, int) and bonus:
        that.values["tasks_bonus"] = _count(that.values, "tasks_bonus") + bonus


def _coins_moved(that: Happening) -> None:
    """Nobody can owe coins. Raises UnacceptableError."""
    amount = that.order.values["coins_amount"]
    if not isinstance(amount, int) or amount < 1:
        raise UnacceptableError("coins_amount", "Неверная сумма")
    balance = _count(that.values, "coins")
    if that.order.values["coins_act"] == "add":
        that.values.update(coins=balance + amount, earned=_count(that.values, "earned") + amount)
    elif amount > balance:
        raise UnacceptableError("coins_amount", "Недостаточно V-coins")
    else:
        that.values["coins"] = balance - amount


def _came(that: Happening) -> None:
    """The volunteer is paid for the event, once for each time that this is said."""
    that.values["missed"] = False
    _pay(that, _reward_of(that))


def _missed(that: Happening) -> None:
    that.values["missed"] = True


def _reward_of(that: Happening) -> int:
    events = that.records.get(Section.VOLUNTEER_EVENTS, [])
    event = next((event for event in events if event.id == that.entity.parent), None)
    reward = event.values.get("reward") if event else None
    return reward if isinstance(reward, int) else _REWARD


def _pay(that: Happening, coins: int) -> None:
    volunteers = that.records.get(Section.VOLUNTEERS, [])
    for at, volunteer in enumerate(volunteers):
        if _is_of(that.old, volunteer):
            paid = {name: _count(volunteer.values, name) + coins for name in ("coins", "earned")}
            events = {"events": _count(volunteer.values, "events") + 1}
            volunteers[at] = replace(volunteer, values={**volunteer.values, **paid, **events})
            return


def _is_of(application: Mapping[str, Value], volunteer: Entity) -> bool:
    name, phone = application.get("volunteer"), application.get("phone")
    same_phone = phone is None or volunteer.values.get("phone") in (None, phone)
    return name is not None and volunteer.values.get("full_name") == name and same_phone


def _count(values: Mapping[str, Value], name: str) -> int:
    value = values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def settle(that: Happening) -> None:
    """What the act says the record is afterwards, and what else follows. Raises UnacceptableError."""
    for name, value in that.order.act.sets.items():
        that.values[name] = value == "yes" if value in FLAG_VALUES else value
    section, name = that.order.section, that.order.act.name
    for effect in (_OF_ACTS.get((section, name)), _OF_SECTIONS.get(section)):
        if effect:
            effect(that)


_OF_SECTIONS: Mapping[Section, Effect] = {Section.COURSES: _course, Section.BENEFITS: _benefit}
_OF_ACTS: Mapping[tuple[Section, str], Effect] = {
    (Section.EVENTS, "no_photo"): _photo_removed,
    (Section.NEWS, "publish"): _published,
    (Section.SUBMISSIONS, "review"): _reviewed,
    (Section.VOLUNTEER_EVENTS, "add_task"): _task_added,
    (Section.VOLUNTEERS, "coins"): _coins_moved,
    (Section.APPLICATIONS, "came"): _came,
    (Section.APPLICATIONS, "missed"): _missed,
}
