"""A loop on whose clock nothing is waited for: hours of pauses are shown at once, and alike on a slow machine."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

_P = ParamSpec("_P")


def leaping(test: Callable[_P, Coroutine[Any, Any, None]]) -> Callable[_P, None]:
    """Run the test on such a loop. What it talks to must be on the same loop: other processes are too slow for it."""

    @wraps(test)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with asyncio.Runner(loop_factory=_LeapingLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run


class _Selector(selectors.DefaultSelector):
    """Never waits for the time: where nothing is to be read, it says how long it should have waited."""

    skip: Callable[[float], None]

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if ready:
            return ready
        if timeout is None:
            return list(super().select(None))
        self.skip(max(timeout, 0))
        return ready


class _LeapingLoop(asyncio.SelectorEventLoop):
    """Its clock goes on only while there is nothing to do, and then at once to what comes next."""

    def __init__(self) -> None:
        selector = _Selector()
        selector.skip = self._skip
        self._passed = 1_000.0
        super().__init__(selector)

    def time(self) -> float:
        return self._passed

    def _skip(self, seconds: float) -> None:
        self._passed += seconds
