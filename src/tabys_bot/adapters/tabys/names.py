"""Names by number, from the public lists of Tabys, kept for a while."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zlib import crc32

from tabys_bot.adapters.tabys import routes
from tabys_bot.adapters.tabys.client import Json, TabysClient, broken
from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.reading import in_languages, line
from tabys_bot.application.failures import GatewayFailure
from tabys_bot.application.ports import Clock
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import LARGEST_ID, Value

_KEPT = timedelta(hours=1)
_ASKED_AGAIN = timedelta(minutes=1)
_LARGEST = 5_000
_ANSWERED_WITHIN = 3.0  # a card without a name is better than no card


class Names:
    """The dictionaries. One that cannot be had leaves its fields empty and is asked for again a minute later."""

    def __init__(self, *, client: TabysClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._names: dict[Dictionary, Outcome[Mapping[int, Value], GatewayFailure]] = {}
        self._until: dict[Dictionary, datetime] = {}
        self._loading = {dictionary: asyncio.Lock() for dictionary in Dictionary}

    async def of(self, dictionaries: Iterable[Dictionary]) -> Mapping[Dictionary, Mapping[int, Value]]:
        """Names by number, empty where they cannot be had."""
        wanted = tuple(dict.fromkeys(dictionaries))
        outcomes = await asyncio.gather(*map(self.asked, wanted))
        return {dictionary: outcome.value_or({}) for dictionary, outcome in zip(wanted, outcomes, strict=True)}

    async def asked(self, dictionary: Dictionary) -> Outcome[Mapping[int, Value], GatewayFailure]:
        """Names by number in the order of Tabys, from memory if they are there; old ones rather than none."""
        async with self._loading[dictionary]:
            now = self._clock.now()
            if self._until.get(dictionary, now) <= now:
                self._until[dictionary] = now + await self._load(dictionary)
            return self._names[dictionary]

    async def _load(self, dictionary: Dictionary) -> timedelta:
        path, params = routes.DICTIONARIES[dictionary]
        outcome = await self._client.get(path, params=params, within=_ANSWERED_WITHIN)
        if isinstance(outcome, Success) and not isinstance(outcome.unwrap(), list):
            outcome = broken("GET", path, "200, no list of names")
        if isinstance(outcome, Failure):
            if not isinstance(self._names.get(dictionary), Success):
                self._names[dictionary] = outcome
            return _ASKED_AGAIN
        body = outcome.unwrap()
        entries = (_entry(item) for item in body[:_LARGEST]) if isinstance(body, list) else ()
        self._names[dictionary] = Success({entry[0]: entry[1] for entry in entries if entry})
        return _KEPT


def _entry(item: Json) -> tuple[int, Value] | None:
    """The categories of news are bare names: their numbers are made from them, the same on every day."""
    if isinstance(item, str):
        name: Value | None = line(item)
        return None if name is None else (crc32(item.encode(errors="replace")) & LARGEST_ID, name)
    if not isinstance(item, dict) or type(item.get("id")) is not int:
        return None
    name = _name(item)
    return (item["id"], name) if name is not None else None


def _name(item: Mapping[str, Json]) -> Value | None:
    """`name_kz`, `name_ru` and perhaps an older `name`; or `name` in Kazakh and `name_ru`; or one name for all."""
    kk, ru, name = (line(item.get(key)) for key in ("name_kz", "name_ru", "name"))
    if "name_kz" in item:
        return in_languages((kk, ru, name))
    return in_languages((name, ru)) if "name_ru" in item else name
