"""Names by id, from the public lists of Tabys, kept for a while."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from tabys_bot.adapters.tabys.client import Json, TabysClient
from tabys_bot.adapters.tabys.reading import READERS
from tabys_bot.adapters.tabys.routes import Dictionary
from tabys_bot.application.ports import Clock
from tabys_bot.domain.modules import Kind, Value
from tabys_bot.domain.outcome import Success

log = logging.getLogger(__name__)

_KEPT = timedelta(hours=1)
_ASKED_AGAIN = timedelta(minutes=1)
_LARGEST = 5_000
_ANSWERED_WITHIN = 3.0  # a card without a name is better than no card


class Names:
    """The dictionaries. One that cannot be had leaves its fields empty and is asked for again a minute later."""

    def __init__(self, *, client: TabysClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._names: dict[Dictionary, Mapping[int, Value]] = {}
        self._until: dict[Dictionary, datetime] = {}
        self._loading = {dictionary: asyncio.Lock() for dictionary in Dictionary}

    async def of(self, dictionary: Dictionary) -> Mapping[int, Value]:
        """Names by id, from memory if they are there; old ones rather than none."""
        async with self._loading[dictionary]:
            now = self._clock.now()
            if self._until.get(dictionary, now) <= now:
                self._until[dictionary] = now + await self._load(dictionary)
        return self._names.get(dictionary, {})

    async def _load(self, dictionary: Dictionary) -> timedelta:
        outcome = await self._client.get(dictionary.value, within=_ANSWERED_WITHIN)
        body = outcome.unwrap() if isinstance(outcome, Success) else None
        if not isinstance(body, list):
            return _ASKED_AGAIN
        entries = (_entry(item) for item in body[:_LARGEST])
        self._names[dictionary] = {entry[0]: entry[1] for entry in entries if entry}
        return _KEPT


def _entry(item: Json) -> tuple[int, Value] | None:
    if not isinstance(item, dict) or type(item.get("id")) is not int:
        return None
    name = READERS[Kind.LINE]((item.get("name_kz"), item.get("name_ru"), item.get("name")))
    return (item["id"], name) if name is not None else None
