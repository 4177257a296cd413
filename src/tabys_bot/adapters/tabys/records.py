"""Reads the records of all sections, by the routes table."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from tabys_bot.adapters.tabys.addresses import picture
from tabys_bot.adapters.tabys.asking import Asked, asked, listing_for
from tabys_bot.adapters.tabys.client import Json, TabysClient, broken, refused
from tabys_bot.adapters.tabys.context import Context, Dictionary
from tabys_bot.adapters.tabys.finding import Finder
from tabys_bot.adapters.tabys.forms import Forms
from tabys_bot.adapters.tabys.gathering import PAGED_FOR, TYPED_FOR, Gathered, Memory, gather, kept_fields
from tabys_bot.adapters.tabys.lists import Lists, Unreadable, Window
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.numbered import in_front, number_looked_for
from tabys_bot.adapters.tabys.reading import whole
from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.adapters.tabys.routes.shape import How
from tabys_bot.adapters.tabys.rows import entity_of
from tabys_bot.adapters.tabys.searching import is_wanted
from tabys_bot.application.failures import Broken, GatewayFailure
from tabys_bot.application.ports import Clock
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Page, Picture, Query, Value, View
from tabys_bot.domain.sections import Field, Section
from tabys_bot.domain.session import Session

_GALLERY_AT_MOST = 50


class HttpEntities:
    """Fits EntityGateway. `media_url`: where pictures without a host lie."""

    def __init__(self, *, client: TabysClient, names: Names, clock: Clock, zone: ZoneInfo, media_url: str) -> None:
        self._client = client
        self._names = names
        self._clock = clock
        self._zone = zone
        self._media = media_url
        self._forms = Forms(client=client, clock=clock)
        self._lists = Lists(client=client, clock=clock)
        self._memory = Memory()
        self._finder = Finder(client=client, lists=self._lists, memory=self._memory, clock=clock)

    async def page(
        self, session: Session, query: Query, *, offset: int, limit: int, fresh: bool = False, hasty: bool = False
    ) -> Outcome[Page, GatewayFailure]:
        outcome = await self._asked(query)
        if isinstance(outcome, Failure):
            return outcome
        wanted = outcome.unwrap()
        number = None if offset else number_looked_for(wanted)
        if number is None:
            return await self._page(session, wanted, offset=offset, limit=limit, fresh=fresh, hasty=hasty)
        page, own = await asyncio.gather(
            self._page(session, wanted, offset=offset, limit=limit, fresh=fresh, hasty=hasty),
            self._own(session, wanted.query, number),
        )
        return page if isinstance(page, Failure) else in_front(page.unwrap(), own)

    async def _page(
        self, session: Session, wanted: Asked, *, offset: int, limit: int, fresh: bool, hasty: bool
    ) -> Outcome[Page, GatewayFailure]:
        if not wanted.is_gathered:
            return await self._stretch(session, wanted, offset, limit)
        # whoever pages must not see records move; whoever begins anew must see them as they are, unless he types on
        at_most = PAGED_FOR if offset else TYPED_FOR if wanted.text else timedelta(0)
        now = self._clock.now()
        known = None if fresh else self._memory.get(session, wanted, now, at_most=at_most, hasty=hasty)
        gathered = Success(known) if known is not None else await self._gather(session, wanted, hasty=hasty)
        return gathered if isinstance(gathered, Failure) else Success(_cut(gathered.unwrap(), wanted, offset, limit))

    async def record(
        self, session: Session, query: Query, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        outcome = await self._asked(query)
        if isinstance(outcome, Failure):
            # the record may be there although what its list was narrowed to is gone
            outcome = await self._asked(replace(query, view=View()))
        if isinstance(outcome, Failure):
            return outcome
        fields = CATALOGUE[query.section].fields
        row, context = await asyncio.gather(
            self._finder.row(session, outcome.unwrap(), entity_id, near), self._context(session, query, fields)
        )
        if isinstance(row, Failure):
            return row
        entity = entity_of(query, row.unwrap(), fields, context)
        if entity is None or entity.id != entity_id:
            return broken("GET", f"a record of {query.section}", "200, not the record that was asked for")
        return Success(entity)

    async def _own(self, session: Session, query: Query, number: int) -> Outcome[Entity | None, GatewayFailure]:
        """The record at its own path, as a list shows it; None where there is none."""
        fields = CATALOGUE[query.section].label_fields
        row, context = await asyncio.gather(
            self._finder.at_its_path(session, query, number), self._context(session, query, fields)
        )
        if row is None or isinstance(row, Failure):
            return row or Success(None)
        entity = entity_of(query, row.unwrap(), fields, context)
        return Success(entity if entity and entity.id == number else None)

    async def gallery(
        self, session: Session, section: Section, entity_id: int
    ) -> Outcome[tuple[Picture, ...], GatewayFailure]:
        gallery = ROUTES[section].gallery
        if gallery is None:
            return Success(())
        outcome = await self._client.get(gallery.path.format(id=entity_id), token=session.access_token)
        if isinstance(outcome, Failure):
            return outcome
        body, context = outcome.unwrap(), Context(self._media)
        items = body.get(gallery.key) if isinstance(body, dict) else None
        rows = items[:_GALLERY_AT_MOST] if isinstance(items, list) else []
        pictures = (picture([row.get(gallery.address)], context) for row in rows if isinstance(row, dict))
        return Success(tuple(one for one in pictures if isinstance(one, Picture)))

    async def counts(self, session: Session, section: Section) -> Outcome[Mapping[str, int], GatewayFailure]:
        path = ROUTES[section].stats
        if not path:
            return Success({})
        outcome = await self._client.get(path, token=session.access_token)
        if isinstance(outcome, Failure):
            return outcome
        body = outcome.unwrap()
        if not isinstance(body, dict):
            return broken("GET", path, "200, no counts in it")
        read = ((state, whole([body.get(state)])) for state in CHOICES["moderation"])
        return Success({state: count for state, count in read if count is not None and count >= 0})

    async def options(
        self,
        session: Session,  # noqa: ARG002  names are public
        section: Section,
        name: str,
    ) -> Outcome[Mapping[int, Value], GatewayFailure]:
        dictionary = self._dictionary(section, name)
        return Success({}) if dictionary is None else await self._names.asked(dictionary)

    @staticmethod
    def _dictionary(section: Section, name: str) -> Dictionary | None:
        route = ROUTES[section]
        return route.options.get(name) or route.names.get(name)

    async def _asked(self, query: Query) -> Outcome[Asked, GatewayFailure]:
        """The list in the words of Tabys."""
        listing = listing_for(query)
        if listing is None:
            return refused("GET", f"a list of {query.section}", "no list has all of these filters")
        names: Mapping[int, Value] = {}
        for name in query.view.filters:
            dictionary = self._dictionary(query.section, name)
            if dictionary is not None and name in listing.filters and listing.filters[name].how is How.NAME:
                outcome = await self._names.asked(dictionary)
                if isinstance(outcome, Failure):
                    return outcome
                names = outcome.unwrap()
        found = asked(query, listing, names, self._clock.now(), self._zone)
        return refused("GET", f"a list of {query.section}", "no such filter") if found is None else Success(found)

    async def _stretch(self, session: Session, wanted: Asked, offset: int, limit: int) -> Outcome[Page, GatewayFailure]:
        """Most lists carry no total, so one record more is asked for, to learn whether there is a next page."""
        # cleaning long texts that a list does not show would be the dearest part
        fields = CATALOGUE[wanted.query.section].label_fields
        outcome, context = await asyncio.gather(
            self._lists.read(session, wanted, Window(offset, limit + 1)), self._context(session, wanted.query, fields)
        )
        if isinstance(outcome, Failure):
            return outcome
        found, total = outcome.unwrap().rows, outcome.unwrap().total
        shown = [row for row in found[:limit] if not isinstance(row, Unreadable)]
        read = [entity_of(wanted.query, row, fields, context) for row in shown]
        items = tuple(entity for entity in read if entity)
        if shown and not items:
            return _nameless(wanted)
        damaged, has_next = len(found[:limit]) - len(shown), len(found) > limit
        return Success(
            Page(
                items,
                offset,
                has_next,
                total=total if total is not None and _is_true(total, offset, found, has_next=has_next) else None,
                damaged=damaged,
                approved_only=wanted.listing.approved_only,
            )
        )

    async def _gather(self, session: Session, wanted: Asked, *, hasty: bool) -> Outcome[Gathered, GatewayFailure]:
        context = await self._context(session, wanted.query, kept_fields(wanted.query.section))
        outcome = await gather(self._lists, session, wanted, context, hasty=hasty)
        if isinstance(outcome, Failure):
            return outcome
        gathered = outcome.unwrap()
        if gathered.looked_at > gathered.damaged and not gathered.entities:
            return _nameless(wanted)
        self._memory.put(session, wanted, gathered, self._clock.now(), hasty=hasty)
        return outcome

    async def _context(self, session: Session, query: Query, fields: Sequence[Field]) -> Context:
        """What the readers of these fields need."""
        route = ROUTES[query.section]
        shown = {field.name for field in fields}
        names = await self._names.of(route.names[name] for name in route.names if name in shown)
        is_asked = route.form and "answers" in shown
        path = route.form.format(parent=query.parent)
        return Context(self._media, names, await self._forms.labels(path, session.access_token) if is_asked else {})


def _nameless(wanted: Asked) -> Failure[Broken]:
    return broken("GET", f"a list of {wanted.query.section}", "200, no record in it has an id")


def _is_true(total: int, offset: int, found: Sequence[Json], *, has_next: bool) -> bool:
    """A total that the rows themselves contradict is none."""
    end = offset + len(found)
    if has_next or not found:
        return total >= end if has_next else total <= offset
    return total == end


def _cut(gathered: Gathered, wanted: Asked, offset: int, limit: int) -> Page:
    """A part of what was gathered; rows that could not be read stand at its end."""
    matches = [entity for entity in gathered.entities if is_wanted(entity, wanted.text, wanted.sifted)]
    everything: list[Entity | None] = [*matches, *[None] * gathered.damaged]
    shown = everything[offset : offset + limit]
    items = tuple(entity for entity in shown if entity is not None)
    return Page(
        items,
        offset,
        has_next=len(everything) > offset + limit,
        total=len(everything) if gathered.is_whole else None,
        damaged=len(shown) - len(items),
        looked_at=None if gathered.is_whole else gathered.looked_at,
        approved_only=wanted.listing.approved_only,
    )
