"""What writing does to a made-up record beside what was answered, each act in its own way."""

from collections.abc import Mapping
from decimal import Decimal

from tabys_bot.adapters.memory.deciding import OF_DECISIONS, is_of_moderation, moderated
from tabys_bot.adapters.memory.happening import Effect, Happening, count, paid
from tabys_bot.domain.choices import FLAG_VALUES
from tabys_bot.domain.records import Money, Value
from tabys_bot.domain.sections import Section

_REWARD = 10  # of an event that does not tell its own


class UnacceptableError(Exception):
    """An answer that Tabys does not take; `key`: of the question."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


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
        that.values["tasks_bonus"] = count(that.values, "tasks_bonus") + bonus


def _coins_moved(that: Happening) -> None:
    """Nobody can owe coins. Raises UnacceptableError."""
    amount = that.order.values["coins_amount"]
    if not isinstance(amount, int) or amount < 1:
        raise UnacceptableError("coins_amount", "Неверная сумма")
    balance = count(that.values, "coins")
    if that.order.values["coins_act"] == "add":
        that.values.update(coins=balance + amount, earned=count(that.values, "earned") + amount)
    elif amount > balance:
        raise UnacceptableError("coins_amount", "Недостаточно V-coins")
    else:
        that.values["coins"] = balance - amount


def _came(that: Happening) -> None:
    """The volunteer is paid for the event, once for each time that this is said."""
    that.values["missed"] = False
    coins = _reward_of(that)
    that.to_volunteer(lambda values: _attended(values, coins))


def _missed(that: Happening) -> None:
    that.values["missed"] = True


def _reward_of(that: Happening) -> int:
    events = that.records.get(Section.VOLUNTEER_EVENTS, [])
    event = next((event for event in events if event.id == that.entity.parent), None)
    reward = event.values.get("reward") if event else None
    return reward if isinstance(reward, int) else _REWARD


def _attended(values: Mapping[str, Value], coins: int) -> Mapping[str, Value]:
    return {**paid(values, coins), "events": count(values, "events") + 1}


def settle(that: Happening) -> None:
    """What the act says the record is afterwards, and what else follows. Raises UnacceptableError."""
    for name, value in that.order.act.sets.items():
        that.values[name] = value == "yes" if value in FLAG_VALUES else value
    section, act = that.order.section, that.order.act
    decided = moderated if is_of_moderation(act) else None
    for effect in (decided, _OF_ACTS.get((section, act.name)), _OF_SECTIONS.get(section)):
        if effect:
            effect(that)


_OF_SECTIONS: Mapping[Section, Effect] = {Section.COURSES: _course, Section.BENEFITS: _benefit}
_OF_ACTS: Mapping[tuple[Section, str], Effect] = {
    **OF_DECISIONS,
    (Section.EVENTS, "no_photo"): _photo_removed,
    (Section.NEWS, "publish"): _published,
    (Section.SUBMISSIONS, "review"): _reviewed,
    (Section.VOLUNTEER_EVENTS, "add_task"): _task_added,
    (Section.VOLUNTEERS, "coins"): _coins_moved,
    (Section.APPLICATIONS, "came"): _came,
    (Section.APPLICATIONS, "missed"): _missed,
}
