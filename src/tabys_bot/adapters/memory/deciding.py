"""What a decision does to a made-up record beside its state, and what Tabys looks at before it takes one."""

from collections.abc import Mapping

from tabys_bot.adapters.memory.happening import Effect, Happening, count, paid
from tabys_bot.domain.acts.shape import ANY, REASON, Act
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

# Tabys looks at the state of a record for these alone; anything else is done from any state, and over again
_CHECKED = frozenset(
    {
        (Section.NEWS, "publish"),
        (Section.NEWS, "schedule"),
        (Section.TASK_REPORTS, "approve"),
        (Section.TASK_REPORTS, "reject"),
        (Section.PURCHASES, "approve"),
        (Section.PURCHASES, "complete"),
    }
)


def is_open(act: Act, entity: Entity) -> bool:
    """Whether Tabys would do this to a record in that state."""
    if act.when is None or (entity.section, act.name) not in _CHECKED:
        return True
    name, values = act.when
    value = entity.values.get(name)
    return value is not None and (values == ANY or value in values)


def is_of_moderation(act: Act) -> bool:
    """Whether it is a decision that Tabys takes from anybody who may decide, whoever made the record."""
    return "moderation" in act.sets


def moderated(that: Happening) -> None:
    that.values.update(moderated_at=that.now, moderated_by=str(that.admin_id))
    that.values.pop("moderation_comment", None)


def _begun(that: Happening) -> None:
    """What is let in is no draft any more."""
    if that.values.get("stage") == "draft":
        that.values["stage"] = "active"


def _rewarded(that: Happening) -> None:
    coins = that.values["earned"] = count(that.values, "reward")
    that.to_volunteer(lambda values: paid(values, coins))


def _promoted(that: Happening) -> None:
    that.values["reviewed_at"] = that.now
    level = that.values.get("wanted_level")
    if level is not None:
        that.values["volunteer_level"] = level
        that.to_volunteer(lambda _values: {"volunteer_level": level})


def _commented(that: Happening) -> None:
    _told_why(that, "comment")


def _not_promoted(that: Happening) -> None:
    _told_why(that, "comment")
    that.values["reviewed_at"] = that.now


def _refunded(that: Happening) -> None:
    """Each time that this is said."""
    _told_why(that, "reason")
    cost = count(that.values, "cost")
    that.to_volunteer(lambda values: {"coins": count(values, "coins") + cost})


def _handed_over(that: Happening) -> None:
    that.values["completed_at"] = that.now


def _told_why(that: Happening, field: str) -> None:
    reason = that.order.values.get(REASON)
    if isinstance(reason, str):
        that.values[field] = reason


# why an application is rejected is told to the volunteer, and kept nowhere
OF_DECISIONS: Mapping[tuple[Section, str], Effect] = {
    (Section.PROJECTS, "approve"): _begun,
    (Section.PROJECTS, "reapprove"): _begun,
    (Section.TASK_REPORTS, "approve"): _rewarded,
    (Section.TASK_REPORTS, "reject"): _commented,
    (Section.PROMOTIONS, "approve"): _promoted,
    (Section.PROMOTIONS, "reject"): _not_promoted,
    (Section.PURCHASES, "reject"): _refunded,
    (Section.PURCHASES, "complete"): _handed_over,
}
