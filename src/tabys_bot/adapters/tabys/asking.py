"""Which way a view of a section is listed, and what of the view is left to ourselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tabys_bot.adapters.tabys.routes import ROUTES, Listing
from tabys_bot.adapters.tabys.routes.shape import How, Sent
from tabys_bot.domain.choices import FLAG_VALUES, Period, span
from tabys_bot.domain.records import Query, Value, View

_WORDS_FOR_TRUTH = {"yes": "true", "no": "false"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it is asked for: all but which part of it. `sifted`: filters that are left to us, `text`: the same."""

    query: Query
    listing: Listing
    params: Mapping[str, str | int] = field(default_factory=dict)
    sifted: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def is_gathered(self) -> bool:
        """Whether it must be read as a whole, or as far as it goes, before a part of it can be shown."""
        return bool(self.listing.chunk or self.sifted or self.text)


def listing_for(query: Query) -> Listing | None:
    """The first way that fits the view, one that looks for the words itself before one that does not."""
    view = query.view
    fit = [listing for listing in ROUTES[query.section].lists if _fits(listing, view)]
    searching = [listing for listing in fit if view.text and listing.search]
    return next(iter((*searching, *fit)), None)


def _fits(listing: Listing, view: View) -> bool:
    if listing.only_searched and not view.text:
        return False
    if any(view.filters.get(name) != value for name, value in listing.given.items()):
        return False
    return all(name in listing.filters or name in listing.given or name in listing.sifted for name in view.filters)


def asked(query: Query, listing: Listing, names: Mapping[int, Value], now: datetime, zone: ZoneInfo) -> Asked | None:
    """The list in the words of Tabys; None for a value of a filter that has none. `names`: of a filter by name."""
    params: dict[str, str | int] = dict(listing.fixed)
    for name, value in query.view.filters.items():
        if name in listing.filters:
            written = _written(listing.filters[name], value, names, now, zone)
            if not written:
                return None
            params |= written
    params |= _parent(listing, query)
    if listing.search and query.view.text:
        params[listing.search] = query.view.text
    sifted = {name: value for name, value in query.view.filters.items() if name in listing.sifted}
    return Asked(query, listing, params, sifted, "" if listing.search else query.view.text)


def of_all(narrowed: Asked) -> Asked:
    """The same list, not narrowed to anything."""
    query = replace(narrowed.query, view=View())
    listing = listing_for(query) or narrowed.listing
    return Asked(query, listing, {**listing.fixed, **_parent(listing, query)})


def _parent(listing: Listing, query: Query) -> Mapping[str, int]:
    return {listing.parent: query.parent} if listing.parent and query.parent else {}


def _written(sent: Sent, value: str, names: Mapping[int, Value], now: datetime, zone: ZoneInfo) -> Mapping[str, str]:
    match sent.how:
        case How.AS_IT_IS:
            return {sent.parameter: value}
        case How.UPPER:
            return {sent.parameter: value.upper()}
        case How.TRUTH:
            return {sent.parameter: _WORDS_FOR_TRUTH[value]} if value in FLAG_VALUES else {}
        case How.NAME:
            name = next((name for number, name in names.items() if str(number) == value), None)
            return {sent.parameter: name} if isinstance(name, str) else {}
        case How.SPAN:
            return _between(sent, value, now, zone)


def _between(sent: Sent, value: str, now: datetime, zone: ZoneInfo) -> Mapping[str, str]:
    if value not in {*Period}:
        return {}
    ends = zip((sent.parameter, sent.until), span(Period(value), now, zone), strict=True)
    return {name: _naive(at) for name, at in ends if at is not None}


def _naive(at: datetime) -> str:
    """An aware moment is a 500 here and there."""
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
