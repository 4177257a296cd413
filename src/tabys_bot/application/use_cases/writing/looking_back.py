"""Reading what was written to a record."""

from dataclasses import dataclass

from tabys_bot.application.failures import BrowseFailure, Forbidden
from tabys_bot.application.ports import History
from tabys_bot.application.use_cases.browsing import ShowEntity, forbidden
from tabys_bot.domain.access import Permission
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.history import Entry
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Query
from tabys_bot.domain.session import Session


@dataclass(frozen=True, slots=True)
class Past:
    """A record and what was written to it, the latest in front."""

    entity: Entity
    entries: tuple[Entry, ...]


class ReadHistory:
    """Whoever may change the record may see who wrote what to it."""

    def __init__(self, *, history: History, show: ShowEntity) -> None:
        self._history = history
        self._show = show

    async def __call__(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Past, BrowseFailure]:
        if not may_see(session.role, query.section):
            return Failure(forbidden(session, query.section))
        module = CATALOGUE[query.section].module
        if not session.may(Permission.UPDATE, module):
            return Failure(Forbidden(Permission.UPDATE, module))
        outcome = await self._show(session, query, entity_id, near=near)
        if isinstance(outcome, Failure):
            return outcome
        return Success(Past(outcome.unwrap(), await self._history.history_of(query.section, entity_id)))
