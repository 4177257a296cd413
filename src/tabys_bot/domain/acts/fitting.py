"""Whether an act fits a record as it is now, or has made of it already what it would; and what it does not do."""

from tabys_bot.domain.acts.shape import ANY, Act, Caution
from tabys_bot.domain.records import Entity, Value


def fits(act: Act, entity: Entity) -> bool:
    """Whether the act can be done to that record."""
    if act.when is None:
        return True
    field, wanted = act.when
    value = entity.values.get(field)
    return value is not None and (wanted == ANY or told(value) in wanted)


def is_done(act: Act, entity: Entity) -> bool:
    """Whether the record already is what the act would make of it."""
    return bool(act.sets) and all(told(entity.values.get(field)) == value for field, value in act.sets.items())


def cautions_of(act: Act, entity: Entity) -> tuple[Caution, ...]:
    """What must be known before the act is done to that record."""
    return tuple(one for one in act.cautions if told(entity.values.get(one.when[0])) in one.when[1])


def told(value: Value | None) -> str:
    """A value as acts and drafts name it: flags are `yes` and `no`, nothing is empty."""
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
