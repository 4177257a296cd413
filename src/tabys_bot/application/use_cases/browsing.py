"""Looking at the records of a module."""

from tabys_bot.application.failures import BrowseFailure, Forbidden
from tabys_bot.application.ports import EntityGateway
from tabys_bot.domain.access import Module, Permission
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import PAGE_SIZE, Entity, Page, page_start
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.session import Session


def _readable(session: Session, module: Module) -> bool:
    return module in CATALOGUE and session.may(Permission.READ, module)


class ListEntities:
    """One page of a module's records, on a page boundary; past the end, the page before, else the first."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities

    async def __call__(self, session: Session, module: Module, offset: int) -> Outcome[Page, BrowseFailure]:
        if not _readable(session, module):
            return Failure(Forbidden(Permission.READ, module))
        start = page_start(offset)
        outcome = await self._page(session, module, start)
        for earlier in dict.fromkeys((start - PAGE_SIZE, 0)):  # records were deleted meanwhile
            if isinstance(outcome, Failure) or outcome.unwrap().items or earlier < 0 or earlier >= start:
                break
            outcome = await self._page(session, module, earlier)
        return outcome

    async def _page(self, session: Session, module: Module, offset: int) -> Outcome[Page, BrowseFailure]:
        return await self._entities.page(session, module, offset=offset, limit=PAGE_SIZE)


class ShowEntity:
    """One record as it is now."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities

    async def __call__(
        self, session: Session, module: Module, entity_id: int, *, near: int
    ) -> Outcome[Entity, BrowseFailure]:
        if not _readable(session, module):
            return Failure(Forbidden(Permission.READ, module))
        return await self._entities.record(session, module, entity_id, near=page_start(near))
