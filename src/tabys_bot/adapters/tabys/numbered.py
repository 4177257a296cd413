"""A record that is looked for by its number, where Tabys looks for words and knows of no numbers."""

import re
from dataclasses import replace

from tabys_bot.adapters.tabys.asking import Asked
from tabys_bot.application.failures import (
    AccessRefused,
    GatewayFailure,
    NotServed,
    RecordGone,
    RequestRefused,
    SessionRejected,
)
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Page

_NUMBER = re.compile(r"[№#]? ?([0-9]{1,9})")
_NOTHING = (RecordGone, AccessRefused, NotServed, RequestRefused)


def number_looked_for(asked: Asked) -> int | None:
    """The number; None where we look ourselves, for we find numbers too, and in a list that is narrowed by filters:
    whether the record belongs there is for Tabys to say."""
    view = asked.query.view
    found = _NUMBER.fullmatch(view.text.strip()) if asked.listing.search and not view.filters else None
    return int(found[1]) if found else None


def in_front(page: Page, own: Outcome[Entity | None, GatewayFailure]) -> Outcome[Page, GatewayFailure]:
    """The page with the record of that number before all others, once."""
    if isinstance(own, Failure):
        failure = own.failure()
        if isinstance(failure, SessionRejected):
            return Failure(failure)
        return Success(page if isinstance(failure, _NOTHING) else replace(page, damaged=page.damaged + 1))
    entity = own.unwrap()
    if entity is None:
        return Success(page)
    others = tuple(other for other in page.items if other.id != entity.id)
    more = 1 + len(others) - len(page.items)
    total = None if page.total is None else page.total + more
    return Success(replace(page, items=(entity, *others), total=total))
