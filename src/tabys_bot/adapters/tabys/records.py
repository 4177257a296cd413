"""Reads the records of all modules, by the routes table."""

import logging
from collections.abc import Mapping, Sequence

from tabys_bot.adapters.tabys.client import Json, TabysClient, broken, not_served
from tabys_bot.adapters.tabys.names import Names
from tabys_bot.adapters.tabys.reading import READERS
from tabys_bot.adapters.tabys.routes import ROUTES, Dictionary, Route
from tabys_bot.application.failures import GatewayFailure, RecordGone
from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import LARGEST_ID, PAGE_SIZE, Entity, Field, Page, Value
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)

_SEARCH_STEP = 100
_SEARCH_STEPS = 5


class HttpEntities:
    """Fits EntityGateway."""

    def __init__(self, *, client: TabysClient, names: Names) -> None:
        self._client = client
        self._names = names

    async def page(self, session: Session, module: Module, *, offset: int, limit: int) -> Outcome[Page, GatewayFailure]:
        """Lists carry no total, so one record more is asked for, to learn whether there is a next page."""
        rows = await self._rows(session, ROUTES[module], offset, limit + 1)
        if isinstance(rows, Failure):
            return rows
        found = rows.unwrap()
        fields = CATALOGUE[
            module
        ].label_fields  # cleaning long texts that a list does not show would be the dearest part
        names = await self._names_for(ROUTES[module], fields)
        read = [_entity(module, row, fields, names) for row in found[:limit]]
        items = tuple(entity for entity in read if entity)
        if read and not items:
            return broken("GET", ROUTES[module].records, "200, no record in it has an id")
        return Success(Page(items, offset, has_next=len(found) > limit))

    async def record(
        self, session: Session, module: Module, entity_id: int, *, near: int
    ) -> Outcome[Entity, GatewayFailure]:
        route = ROUTES[module]
        if route.record is None:
            row = await self._search(session, route, entity_id, near)
        else:
            row = await self._client.get(route.record.format(id=entity_id), token=session.access_token)
        if isinstance(row, Failure):
            return row
        fields = CATALOGUE[module].fields
        entity = _entity(module, row.unwrap(), fields, await self._names_for(route, fields))
        if entity is None or entity.id != entity_id:
            return broken("GET", route.record or route.records, "200, not the record that was asked for")
        return Success(entity)

    async def _rows(self, session: Session, route: Route, skip: int, limit: int) -> Outcome[list[Json], GatewayFailure]:
        outcome = await self._client.get(
            route.records, token=session.access_token, params={"skip": skip, "limit": limit}
        )
        if failed_by(outcome, RecordGone):
            return not_served("GET", route.records)
        if isinstance(outcome, Failure):
            return outcome
        body = outcome.unwrap()
        rows = body.get(route.envelope) if route.envelope and isinstance(body, dict) else body
        return Success(rows) if isinstance(rows, list) else broken("GET", route.records, "200, no list in it")

    async def _search(self, session: Session, route: Route, entity_id: int, near: int) -> Outcome[Json, GatewayFailure]:
        """A record without a route of its own: on the page where it was seen, else among the first 500."""
        stretches = [
            (min(near, _SEARCH_STEP * _SEARCH_STEPS * 20), PAGE_SIZE),
            *((step * _SEARCH_STEP, _SEARCH_STEP) for step in range(_SEARCH_STEPS)),
        ]
        for skip, limit in stretches:
            rows = await self._rows(session, route, skip, limit)
            if isinstance(rows, Failure):
                return rows
            for row in rows.unwrap():
                if isinstance(row, dict) and row.get("id") == entity_id:
                    return Success(row)
            if limit == _SEARCH_STEP and len(rows.unwrap()) < limit:
                break
        return Failure(RecordGone())

    async def _names_for(self, route: Route, fields: Sequence[Field]) -> Mapping[Dictionary, Mapping[int, Value]]:
        needed = (route.names[field.name] for field in fields if field.name in route.names)
        return {dictionary: await self._names.of(dictionary) for dictionary in needed}


def _entity(
    module: Module, row: Json, fields: Sequence[Field], names: Mapping[Dictionary, Mapping[int, Value]]
) -> Entity | None:
    """The record of a row; None for a row without a usable id, which no button could lead to."""
    identity = row.get("id") if isinstance(row, dict) else None
    if not isinstance(row, dict) or type(identity) is not int or not 1 <= identity <= LARGEST_ID:
        log.warning("tabys %s: a row without an id was left out", module)
        return None
    route = ROUTES[module]
    values = ((field.name, _value(field, row, route, names)) for field in fields)
    return Entity(module, identity, {name: value for name, value in values if value is not None})


def _value(
    field: Field, row: Mapping[str, Json], route: Route, names: Mapping[Dictionary, Mapping[int, Value]]
) -> Value | None:
    raws = [row.get(key) for key in route.keys.get(field.name, (field.name,))]
    dictionary = route.names.get(field.name)
    if dictionary is not None:
        return names[dictionary].get(raws[0]) if type(raws[0]) is int else None
    return route.readers.get(field.name, READERS[field.kind])(raws)
