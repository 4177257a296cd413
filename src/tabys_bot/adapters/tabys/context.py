"""What the readers of a field may need beside what stands in the field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from tabys_bot.domain.records import Line, Value

Raw: TypeAlias = object


class Dictionary(Enum):
    """The lists of names that Tabys has; where they are is told in the routes."""

    PROFESSIONS = auto()
    CITIES = auto()
    DIRECTIONS = auto()
    SKILLS = auto()
    LEISURE_CATEGORIES = auto()
    COURSE_CATEGORIES = auto()
    NEWS_CATEGORIES = auto()


@dataclass(frozen=True, slots=True)
class Context:
    """`media`: the address that a picture without a host belongs to. `names`: those that the route asked for, by
    number. `labels`: what the questions of a form are called, in their order."""

    media: str = ""
    names: Mapping[Dictionary, Mapping[int, Value]] = field(default_factory=dict)
    labels: Mapping[str, Line] = field(default_factory=dict)

    def name(self, dictionary: Dictionary, number: Raw) -> Value | None:
        """The name of that number; None for a number that is none, or that nobody knows."""
        return self.names.get(dictionary, {}).get(number) if type(number) is int else None


NO_CONTEXT = Context()
# Takes the raw values of a field's keys, in the order of the route; a pure function.
Reader: TypeAlias = Callable[[Sequence[Raw], Context], Value | None]
