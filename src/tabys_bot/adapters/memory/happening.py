"""What is known of a write to a made-up record while it is done, and what it may do to others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from tabys_bot.application.ports import Order
from tabys_bot.domain.records import Entity, Ref, Value
from tabys_bot.domain.sections import Section

Records: TypeAlias = dict[Section, list[Entity]]
Values: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Happening:
    """A write by an admin. `values` may be changed; `old`: what the record said before, nothing for a new one."""

    order: Order
    records: Records
    entity: Entity
    values: Values
    old: Mapping[str, Value]
    now: datetime
    admin_id: int

    def to_volunteer(self, change: Callable[[Mapping[str, Value]], Mapping[str, Value]]) -> None:
        """Change the values of the volunteer whom the record is about, if he is known."""
        volunteers = self.records.get(Section.VOLUNTEERS, [])
        for at, volunteer in enumerate(volunteers):
            if _is_of(self.old, volunteer):
                volunteers[at] = replace(volunteer, values={**volunteer.values, **change(volunteer.values)})
                return


Effect: TypeAlias = Callable[[Happening], None]


def count(values: Mapping[str, Value], name: str) -> int:
    value = values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def paid(values: Mapping[str, Value], coins: int) -> Values:
    """What somebody has who earned so many coins."""
    return {name: count(values, name) + coins for name in ("coins", "earned")}


def _is_of(asked: Mapping[str, Value], volunteer: Entity) -> bool:
    """By his number, else by his name, and his phone if that is told."""
    person = asked.get("person")
    if isinstance(person, Ref):
        return person.id == volunteer.id
    name, phone = asked.get("volunteer"), asked.get("phone")
    same_phone = phone is None or volunteer.values.get("phone") in (None, phone)
    return name is not None and volunteer.values.get("full_name") == name and same_phone
