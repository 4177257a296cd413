"""What the questions of a project's form are called, kept for a while."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tabys_bot.adapters.tabys.client import Json, TabysClient
from tabys_bot.adapters.tabys.reading import MOST_LINES, in_languages, line
from tabys_bot.application.ports import Clock
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.records import Line

_KEPT = timedelta(hours=1)
_ASKED_AGAIN = timedelta(minutes=1)
_FORMS_AT_MOST = 100
_ANSWERED_WITHIN = 3.0  # answers under bare numbers are better than none


class Forms:
    """Labels by question, in the order of the form. A form that cannot be had is asked for again a minute later."""

    def __init__(self, *, client: TabysClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._kept: dict[str, tuple[datetime, Mapping[str, Line]]] = {}

    async def labels(self, path: str, token: str) -> Mapping[str, Line]:
        now = self._clock.now()
        until, labels = self._kept.get(path, (now, {}))
        if until > now:
            return labels
        outcome = await self._client.get(path, token=token, within=_ANSWERED_WITHIN)
        lasts = _KEPT if isinstance(outcome, Success) else _ASKED_AGAIN
        labels = _labels(outcome.unwrap()) if isinstance(outcome, Success) else labels
        self._kept.pop(path, None)
        self._kept[path] = now + lasts, labels
        while len(self._kept) > _FORMS_AT_MOST:
            del self._kept[next(iter(self._kept))]
        return labels


def _labels(body: Json) -> Mapping[str, Line]:
    fields = body.get("fields") if isinstance(body, dict) else None
    items = [item for item in fields if isinstance(item, dict)] if isinstance(fields, list) else []
    items.sort(key=lambda item: item["order"] if type(item.get("order")) is int else len(items))
    read = ((item.get("id"), in_languages([line(item.get(f"label_{one}")) for one in ("kz", "ru")])) for item in items)
    return {key: label for key, label in list(read)[:MOST_LINES] if isinstance(key, str) and label is not None}
