"""Looking through records for words, and for values of filters that Tabys does not apply."""

from collections.abc import Mapping

from tabys_bot.domain.matching import matches
from tabys_bot.domain.records import Entity, Value


def is_wanted(entity: Entity, text: str, sifted: Mapping[str, str]) -> bool:
    """Whether the record has all the words, and the values."""
    if any(_as_chosen(entity.values.get(name)) != value for name, value in sifted.items()):
        return False
    return not text or matches(entity, text)


def _as_chosen(value: Value | None) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
