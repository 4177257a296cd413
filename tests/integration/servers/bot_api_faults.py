"""The ways a real Telegram misbehaves: floods, broken answers, cut connections, slowness."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.integration.servers.bot_api_html import Json

Body: TypeAlias = Mapping[str, Any] | str


@dataclass(frozen=True, slots=True)
class Fault:
    """What to answer instead of the truth; without a status the connection is reset.

    After its effect, the request is carried out and only its answer is lost. It strikes calls with such parameters.
    """

    status: int | None
    body: Body = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    after_effect: bool = False
    strikes: Callable[[Json], bool] = lambda _params: True

    @property
    def content_type(self) -> str:
        return "text/html" if isinstance(self.body, str) else "application/json"

    def payload(self) -> bytes:
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


class Faults:
    """Faults that wait for their method, oldest first; method names are as careless of case as Telegram."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._delays: dict[str, float] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str, params: Json) -> Fault | None:
        waiting = self._waiting.get(method, deque())
        fault = next((fault for fault in waiting if fault.strikes(params)), None)
        if fault is not None:
            waiting.remove(fault)
        return fault

    def slow(self, method: str, seconds: float) -> None:
        self._delays[method.lower()] = seconds

    def delay(self, method: str) -> float:
        return self._delays.get(method, 0.0)
