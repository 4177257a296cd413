"""Which way a view of a section is listed, and what of the view is left to ourselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tabys_bot.adapters.tabys.routes import ROUTES, Listing
from tabys_bot.adapters.tabys.routes.shape import How, Sent
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES, Period, span
from tabys_bot.domain.moderation import MODERATED, state_field, view_of
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


def elsewhere(narrowed: Asked) -> tuple[Asked, ...]:
    """The lists that a record may be in which has left this one; none if it is narrowed to nothing.

    One that was in a state of being decided on is now in another: most likely in the shorter lists, which come first.
    """
    if not narrowed.query.view:
        return ()
    whole, section = replace(narrowed.query, view=View()), narrowed.query.section
    states = CHOICES[CATALOGUE[section].field(state_field(section)).choices] if _is_of_a_state(narrowed) else ()
    others = (state for state in reversed(states) if view_of(section, state) != narrowed.query.view)
    # what others have made is in no other list
    listing = narrowed.listing if narrowed.listing.foreign else listing_for(whole) or narrowed.listing
    return (
        *(_in_state(narrowed, state) for state in others),
        Asked(whole, listing, {**listing.fixed, **_parent(listing, whole)}),
    )


def _is_of_a_state(asked: Asked) -> bool:
    section, view = asked.query.section, asked.query.view
    return section in MODERATED and not view.text and set(view.filters) == {state_field(section)}


def _in_state(asked: Asked, state: str) -> Asked:
    field = state_field(asked.query.section)
    params = {**asked.params, asked.listing.filters[field].parameter: state}
    return replace(asked, query=replace(asked.query, view=View({field: state})), params=params)


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
