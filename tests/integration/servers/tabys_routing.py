"""The routing table of the fake Tabys, and the ways in which another version of the backend may differ from it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tests.integration.servers.tabys_wire import Answer, Reply, Request, Route, reply


class Table:
    """Exact paths first, then patterns in their order, as the backend's router does."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._known: dict[tuple[str, str], Route] = {}
        self._exact: dict[tuple[str, str], Route] = {}
        self._patterns: dict[tuple[str, str], tuple[re.Pattern[str], Route]] = {}
        for route in routes:
            self._serve(route)

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
        if (route := self._exact.get((method, path))) is not None:
            return route, {}
        for pattern, route in self._patterns.values():
            if route.method == method and (match := pattern.fullmatch(path)):
                return route, match.groupdict()
        return None

    def withdraw(self, method: str, path: str) -> None:
        """A KeyError when there is no such route: a test that withdraws nothing proves nothing."""
        del (self._patterns if "{" in path else self._exact)[method, path]

    def serve_also(self, method: str, path: str, *, like: str) -> None:
        """`like` may have been withdrawn: then the route has moved."""
        self._serve(replace(self._known[method, like], path=path))

    def envelop(self, path: str, key: str | None) -> None:
        route = self._known["GET", path]
        self._serve(replace(route, answer=rewrapped(route.answer, key)))

    def _serve(self, route: Route) -> None:
        place = route.method, route.path
        self._known[place] = route
        if "{" in route.path:
            self._patterns[place] = _pattern(route.path), route
        else:
            self._exact[place] = route


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))


def rewrapped(answer: Answer, key: str | None) -> Answer:
    """The same list as `{key: [...], "total": n}`, n being the real total where paging knows it; bare without a key."""

    async def wrapped(request: Request) -> Reply:
        given = await answer(request)
        value = json.loads(given.body) if given.status == 200 else None
        if value is None:
            return given
        items = value if isinstance(value, list) else next(part for part in value.values() if isinstance(part, list))
        total = len(items) if given.found is None else given.found
        return replace(reply(items if key is None else {key: items, "total": total}), found=total)

    return wrapped
