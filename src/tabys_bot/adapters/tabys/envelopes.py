"""Lists as Tabys wraps them: bare, under `items` or `data`, or under a name of their own, with or without a total."""

from collections.abc import Sequence
from dataclasses import dataclass

from tabys_bot.adapters.tabys.client import Json

_USUAL = ("items", "data")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The rows, and the total if it is one of the whole list."""

    rows: Sequence[Json]
    total: int | None = None


def unwrapped(body: Json, key: str, *, is_counted: bool) -> Unwrapped | None:
    """None where no list is to be found. The volunteers' `total` is the length of the page: it is not believed."""
    if isinstance(body, list):
        return Unwrapped(body)
    if not isinstance(body, dict):
        return None
    for name in (key, *_USUAL):
        inner = body.get(name)
        if isinstance(inner, list):
            return Unwrapped(inner, _total(body.get("total")) if is_counted or name in _USUAL else None)
    wrapped_twice = body.get("data")
    return unwrapped(wrapped_twice, key, is_counted=is_counted) if isinstance(wrapped_twice, dict) else None


def _total(raw: Json) -> int | None:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else None
