"""Writes records at Tabys, by the table of writes. Whatever changes something is sent once."""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from tabys_bot.adapters.tabys.addresses import picture
from tabys_bot.adapters.tabys.asking import asked, listing_for
from tabys_bot.adapters.tabys.bodies import answered, completed, gaps, is_silent, named, needs_row, number_in, packed
from tabys_bot.adapters.tabys.client import Json, TabysClient, broken, noted, refused
from tabys_bot.adapters.tabys.context import Context
from tabys_bot.adapters.tabys.finding import Finder
from tabys_bot.adapters.tabys.gathering import Memory
from tabys_bot.adapters.tabys.lists import Lists
from tabys_bot.adapters.tabys.refusals import understood
from tabys_bot.adapters.tabys.routes.writes import WRITES, Write
from tabys_bot.adapters.tabys.rows import number_of
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import Clock, File, Order, PictureGateway
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Picture, Query
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

Row = Mapping[str, Json]
_UNFETCHED = "The present picture cannot be fetched, and Tabys would drop it: send a picture, or clear it."
_COVERS = ("jpg", "jpeg", "png", "gif")  # what Tabys takes, by the name alone
_EMPTY = "This is empty, and nothing else can be saved before it is filled in."
_NO_PICTURE = "This is not a picture."


class HttpWriting:
    """Fits WritingGateway. Only what must be read beforehand is ever read twice.

    Some routes ask for no rights at all: there the record is read first with the token of the admin, so that a session
    that is over, and a record that is not his, stop the write. `media_url`: where pictures without a host lie.
    """

    def __init__(
        self, *, client: TabysClient, pictures: PictureGateway, clock: Clock, zone: ZoneInfo, media_url: str
    ) -> None:
        self._client = client
        self._pictures = pictures
        self._clock = clock
        self._zone = zone
        self._media = media_url
        self._finder = Finder(client=client, lists=Lists(client=client, clock=clock), memory=Memory(), clock=clock)

    def takes(self, section: Section, act: Act) -> bool:
        return act.name in WRITES.get(section, {})

    async def write(self, session: Session, order: Order) -> Outcome[int, GatewayFailure | Rejected]:
        if not self.takes(order.section, order.act):
            return refused("WRITE", order.section, f"there is no way to {order.act.name}")
        write = WRITES[order.section][order.act.name]
        path = write.path.format(id=order.entity_id, parent=order.parent)
        try:
            said = answered(write, order)
        except ValueError as error:
            return refused(write.method, path, str(error))
        if is_silent(write, order, said):
            return refused(write.method, path, "nothing to say")  # news without a change are a 500
        row = await self._row(session, order, write, said)
        if isinstance(row, Failure):
            return row
        whole = completed(write, order, said, row.unwrap())
        empty = gaps(write, order, whole)
        if empty:
            return _rejected(write, path, dict.fromkeys(empty, _EMPTY))
        body = await self._with_pictures(order, write, path, whole, row.unwrap())
        if isinstance(body, Failure):
            return body
        return await self._sent(session, order, write, path, body.unwrap())

    async def _sent(
        self, session: Session, order: Order, write: Write, path: str, body: Row
    ) -> Outcome[int, GatewayFailure | Rejected]:
        answer = await self._client.deliver(write.method, path, packed(write, body), token=session.access_token)
        if isinstance(answer, Failure):
            return answer
        outcome = understood(write, order, path, body, answer.unwrap())
        if isinstance(outcome, Failure):
            return outcome
        return Success(number_in(write, outcome.unwrap()) if order.act.way is Way.CREATE else order.entity_id)

    async def _row(self, session: Session, order: Order, write: Write, said: Row) -> Outcome[Row, GatewayFailure]:
        """The record as Tabys keeps it now; empty where nothing of it is needed."""
        if not needs_row(write, said):
            return Success({})
        query = Query(order.section, order.parent)
        outcome = await (
            self._client.get(write.first.format(id=order.entity_id), token=session.access_token)
            if write.first
            else self._listed(session, query, order.entity_id)
        )
        if isinstance(outcome, Failure):
            return outcome
        row = outcome.unwrap()
        if not isinstance(row, dict) or (order.act.way is not Way.CREATE and number_of(query, row) != order.entity_id):
            return broken(
                "GET", write.first or f"a record of {order.section}", "200, not the record that was asked for"
            )
        return Success(row)

    async def _listed(self, session: Session, query: Query, entity_id: int) -> Outcome[Json, GatewayFailure]:
        """The row of a record that has no path of its own."""
        listing = listing_for(query)
        wanted = None if listing is None else asked(query, listing, {}, self._clock.now(), self._zone)
        if wanted is None:
            return refused("GET", f"a list of {query.section}", "there is none")
        return await self._finder.row(session, wanted, entity_id, 0)

    async def _with_pictures(
        self, order: Order, write: Write, path: str, body: Row, row: Row
    ) -> Outcome[Row, GatewayFailure | Rejected]:
        """With files under names of our own, and with the picture that would be lost if it were not sent again."""
        named_ones: dict[str, Json] = {}
        for name, value in body.items():
            if isinstance(value, File):
                file = named(value.content)
                if file is None:
                    return _rejected(write, path, {_key(write, order, name): _NO_PICTURE})
                named_ones[name] = file
        raw = row.get(write.picture) if write.picture and write.picture not in body else None
        if raw:
            fetched = await self._fetched(raw)
            if fetched is None:
                return _rejected(write, path, {_key(write, order, write.picture): _UNFETCHED})
            named_ones[write.picture] = fetched
        return Success({**body, **named_ones})

    async def _fetched(self, raw: Json) -> File | None:
        """A picture of a row, fetched from where Tabys keeps files; None if it cannot be had."""
        found = picture([raw], Context(self._media))
        if not isinstance(found, Picture):
            return None
        outcome = await self._pictures.fetch(found)
        file = named(outcome.unwrap()) if isinstance(outcome, Success) else None
        # a cover was taken under its name, whatever is in it
        extension = found.address.rpartition(".")[2].lower()
        return replace(file, name=f"picture.{extension}") if file and extension in _COVERS else file


def _key(write: Write, order: Order, name: str) -> str:
    return next((one.key for one in order.act.questions if name in write.names(one.key)), name)


def _rejected(write: Write, path: str, problems: Mapping[str, str]) -> Failure[Rejected]:
    """What is not even sent."""
    said = "; ".join(f"{key}: {message}" for key, message in problems.items())
    return Failure(Rejected(problems, noted(write.method, path, f"not sent: {said}")))
