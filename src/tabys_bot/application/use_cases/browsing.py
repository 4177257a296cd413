"""Looking at the records of a section: its lists, its cards, and what hangs on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tabys_bot.application.failures import BrowseFailure, Forbidden, RecordGone
from tabys_bot.application.ports import EntityGateway
from tabys_bot.domain.access import Permission, sees_only_own
from tabys_bot.domain.catalogue import CATALOGUE, may_see
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import PAGE_SIZE, Bilingual, Entity, Page, Picture, Query, Ref, Value, View, page_start
from tabys_bot.domain.sections import Kind, Section
from tabys_bot.domain.session import Session

_FURTHEST = 100_000  # records; what is beyond is looked for by halving, and takes a GET each time


def forbidden(session: Session, section: Section) -> Forbidden:
    """Which permission the role lacks to see the section."""
    spec = CATALOGUE[section]
    reads = session.may(Permission.READ, spec.module)
    return Forbidden(spec.needs if reads else Permission.READ, spec.module)


class Reader:
    """What every reading use case checks first: the role, and that a list inside a record is inside one of his."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities

    async def allowed(
        self, session: Session, query: Query, entity_id: int | None = None
    ) -> Outcome[Query, BrowseFailure]:
        """The query as it may be asked, for a list or that record of it."""
        spec = CATALOGUE[query.section]
        if not may_see(session.role, query.section):
            return Failure(forbidden(session, query.section))
        if spec.parent is None or not query.parent:
            himself = spec.is_own and entity_id == session.admin_id
            return Success(replace(query, parent=0)) if spec.alone or himself else Failure(RecordGone())
        if sees_only_own(session.role):
            # several lists inside records come from public routes, which ask nobody whose the record is
            outer = await self._entities.record(session, Query(spec.parent), query.parent, near=0)
            if isinstance(outer, Failure):
                return outer
        return Success(query)


class ListEntities(Reader):
    """One page of a list, on a page boundary; past the end, the last page there is."""

    async def __call__(
        self, session: Session, query: Query, offset: int, *, fresh: bool = False
    ) -> Outcome[Page, BrowseFailure]:
        asked = await self.allowed(session, query)
        if isinstance(asked, Failure):
            return asked
        query, start = asked.unwrap(), page_start(min(offset, _FURTHEST))
        outcome = await self._page(session, query, start, fresh=fresh)
        return await self._last(session, query, outcome.unwrap()) if _is_beyond_the_end(outcome) else outcome

    async def _last(self, session: Session, query: Query, beyond: Page) -> Outcome[Page, BrowseFailure]:
        """The last page, for records were deleted meanwhile, or a page was jumped to; looked for where nobody tells."""
        if beyond.total is not None:
            return await self._page(session, query, page_start(max(0, beyond.total - 1)))
        low, high = 0, beyond.offset
        middle = high - PAGE_SIZE  # most likely only the last record of a page is gone
        best = await self._page(session, query, 0) if middle <= 0 else None
        while best is None or high - low > PAGE_SIZE:
            outcome = await self._page(session, query, middle)
            if isinstance(outcome, Failure):
                return outcome
            if _is_beyond_the_end(outcome):
                high = middle
            else:
                low, best = middle, outcome
            middle = page_start((low + high) // 2)
            if middle == low:
                break
        return best or await self._page(session, query, 0)

    async def _page(
        self, session: Session, query: Query, offset: int, *, fresh: bool = False
    ) -> Outcome[Page, BrowseFailure]:
        return await self._entities.page(session, query, offset=offset, limit=PAGE_SIZE, fresh=fresh)


def _is_beyond_the_end(outcome: Outcome[Page, BrowseFailure]) -> bool:
    """Whether there is nothing on a page that is not the first."""
    page = outcome.value_or(None)
    return page is not None and page.offset > 0 and not page.items and not page.damaged


class ShowEntity(Reader):
    """One record as it is now."""

    async def __call__(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, BrowseFailure]:
        asked = await self.allowed(session, query, entity_id)
        if isinstance(asked, Failure):
            return asked
        return await self._entities.record(session, asked.unwrap(), entity_id, near=page_start(near))


@dataclass(frozen=True, slots=True)
class Pictures:
    """A record and all its pictures, each once."""

    entity: Entity
    pictures: tuple[Picture, ...]


class ShowPicturesOf:
    """All pictures of a record: those in its fields and those in its gallery."""

    def __init__(self, *, entities: EntityGateway, show: ShowEntity) -> None:
        self._entities = entities
        self._show = show

    async def __call__(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Pictures, BrowseFailure]:
        outcome = await self._show(session, query, entity_id, near=near)
        if isinstance(outcome, Failure):
            return outcome
        entity = outcome.unwrap()
        own = tuple(value for value in entity.values.values() if isinstance(value, Picture))
        if not CATALOGUE[query.section].has_gallery:
            return Success(Pictures(entity, own))
        more = await self._entities.gallery(session, query.section, entity_id)
        if isinstance(more, Failure) and not own:
            return more
        found = {picture.address: picture for picture in (*own, *more.value_or(()))}
        return Success(Pictures(entity, tuple(found.values())))


class FindNamedRecord:
    """The record that another one names, by what it is called.

    A list where there are several of that name, or more records with these words than were looked at: among them may
    be the one that is meant, or another of the same name. The record that names it where there is none.
    """

    def __init__(self, *, show: ShowEntity, find: ListEntities) -> None:
        self._show = show
        self._find = find

    async def __call__(
        self, session: Session, query: Query, entity_id: int, which: int, *, near: int
    ) -> Outcome[Ref | Query | Entity, BrowseFailure]:
        lookups = CATALOGUE[query.section].lookups
        if which >= len(lookups):
            return Failure(RecordGone())
        outcome = await self._show(session, query, entity_id, near=near)
        if isinstance(outcome, Failure):
            return outcome
        entity, lookup = outcome.unwrap(), lookups[which]
        names, unsure = _names(entity.values.get(lookup.mine)), None
        # others may be called the same, but hardly have the same phone
        is_certain = CATALOGUE[lookup.section].field(lookup.theirs).kind is Kind.PHONE
        for words in names:
            query = Query(lookup.section, view=View(text=words))
            found = await self._find(session, query, 0)
            if isinstance(found, Failure):
                return found
            page = found.unwrap()
            namesakes = [one for one in page.items if _is_called(one, lookup.theirs, names)]
            if len(namesakes) > 1 or (namesakes and page.has_next and not is_certain):
                return Success(query)
            if namesakes:
                return Success(Ref(lookup.section, namesakes[0].id))
            # its name in the other language may be rarer
            unsure = unsure or (query if page.has_next else None)
        return Success(unsure or entity)


def _names(value: Value | None) -> tuple[str, ...]:
    """A name in each language that it has, each once."""
    called = (value.ru, value.kk) if isinstance(value, Bilingual) else (value,)
    return tuple(dict.fromkeys(one for one in called if isinstance(one, str) and one))


def _is_called(entity: Entity, field: str, names: Sequence[str]) -> bool:
    return any(one in names for one in _names(entity.values.get(field)))


class ListOptions:
    """What a filter can be set to, where that are names that Tabys keeps."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities

    async def __call__(
        self, session: Session, section: Section, name: str
    ) -> Outcome[Mapping[int, Value], BrowseFailure]:
        if not may_see(session.role, section):
            return Failure(forbidden(session, section))
        return await self._entities.options(session, section, name)


class CountRecords:
    """How many records there are in each state of moderation."""

    def __init__(self, *, entities: EntityGateway) -> None:
        self._entities = entities

    async def __call__(self, session: Session, section: Section) -> Outcome[Mapping[str, int], BrowseFailure]:
        if not may_see(session.role, section):
            return Failure(forbidden(session, section))
        return await self._entities.counts(session, section)
