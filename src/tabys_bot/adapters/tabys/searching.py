"""Looking through records for words, and for values of filters that Tabys does not apply."""

from collections.abc import Mapping

from tabys_bot.domain.acts.fitting import told
from tabys_bot.domain.matching import matches
from tabys_bot.domain.records import Entity


def is_wanted(entity: Entity, text: str, sifted: Mapping[str, str]) -> bool:
    """Whether the record has all the words, and the values."""
    if any(told(entity.values.get(name)) != value for name, value in sifted.items()):
        return False
    return not text or matches(entity, text)
