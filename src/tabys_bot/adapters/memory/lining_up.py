"""Which of the made-up records wait for a decision."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tabys_bot.domain.moderation import LINE_AT_MOST, Lineup, Waiting, waits
from tabys_bot.domain.records import Entity


def lineup(entities: Iterable[Entity]) -> Lineup:
    """Of one kind, whoever made them. KeyError for a kind of which nothing ever waits."""
    waiting = [replace(entity, parent=0) for entity in entities if waits(entity)]
    items = [Waiting(entity, _since(entity), place) for place, entity in enumerate(waiting[:LINE_AT_MOST])]
    return Lineup(tuple(sorted(items, key=lambda item: item.place)), is_whole=len(waiting) <= LINE_AT_MOST)


def _since(entity: Entity) -> datetime | None:
    made_at = entity.values.get("created_at")
    return made_at if isinstance(made_at, datetime) else None
