"""Choices, subjects and batches to be remembered."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tabys_bot.domain.alerts import AlertChoice, AlertMode, Subject
from tabys_bot.domain.batches import Batch, Item, Result
from tabys_bot.domain.languages import Language
from tabys_bot.domain.sections import Section

ADMIN, COLLEAGUE = 41, 42
BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
EVENT, OTHER_EVENT, NEWS = Subject(Section.EVENTS, 17), Subject(Section.EVENTS, 18), Subject(Section.NEWS, 17)


def choice(**changed: Any) -> AlertChoice:
    """One that is on."""
    kinds = frozenset({Section.EVENTS, Section.NEWS})
    chosen = AlertChoice(ADMIN, AlertMode.DIGEST, kinds, frozenset({9, 18}), (23, 7), Language.KK)
    return replace(chosen, **changed)


def batch(batch_id: str = "a1B2", **changed: Any) -> Batch:
    """One of four records, half way through."""
    items = (
        Item(17, Result.DONE, 'Марафон "Тау" 👩‍👧'),
        Item(18, Result.FAILED, "Парк", "unavailable"),
        Item(19, Result.BEGUN),
        Item(20),
    )
    begun = Batch(batch_id, 7, ADMIN, Section.EVENTS, "reject", items, BEGUN, "Суреті жоқ / нет фото", 5)
    return replace(begun, **changed)


def over(batch: Batch) -> Batch:
    items = tuple(replace(item, result=Result.DONE) for item in batch.items)
    return replace(batch, items=items, told=True)
