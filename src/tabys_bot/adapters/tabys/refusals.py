"""What Tabys does not take, put at the questions that it is about. What was sent comes back in it: it is never used."""

from collections.abc import Iterator, Mapping

import httpx

from tabys_bot.adapters.tabys.client import Answer, Json, judge, refusal_noted
from tabys_bot.adapters.tabys.routes.writes import Write
from tabys_bot.application.failures import GatewayFailure, Rejected
from tabys_bot.application.ports import Order
from tabys_bot.domain.outcome import Failure, Outcome
from tabys_bot.domain.text import one_line

_LONGEST = 200
_PROBLEMS_AT_MOST = 50
_RECOGNISABLE = 12
_SHORTEST = 4
_PREFIX = "Value error, "


def understood(
    write: Write, order: Order, path: str, body: Mapping[str, Json], answer: Answer
) -> Outcome[Json, GatewayFailure | Rejected]:
    """What a 2xx answered, else what is wrong."""
    safe = Answer(answer.status, _without_echoes(answer.body, body))
    problems = _problems(write, order, safe)
    if problems:
        return Failure(Rejected(problems, refusal_noted(write.method, path, safe)))
    return judge(write.method, path, safe)


def _without_echoes(answered: Json, body: Mapping[str, Json]) -> Json:
    """The answer without a detail in which something that was typed is repeated."""
    detail = answered.get("detail") if isinstance(answered, dict) else None
    if not isinstance(detail, str):
        return answered
    typed = [text[:_RECOGNISABLE].casefold() for text in body.values() if isinstance(text, str)]
    is_echo = any(text in detail.casefold() for text in typed if len(text) >= _SHORTEST)
    return {"detail": ""} if is_echo else answered


def _problems(write: Write, order: Order, answer: Answer) -> Mapping[str, str]:
    """By the key of a question, what is said of it."""
    detail = answer.body.get("detail") if isinstance(answer.body, dict) else None
    found: dict[str, str] = {}
    for place, message in _complaints(detail) if httpx.codes.is_client_error(answer.status) else ():
        key = _asked_by(write, order, place) or _blamed(write, answer.status, message)
        if key:
            found.setdefault(key, message)
    return found


def _complaints(detail: Json) -> Iterator[tuple[str, str]]:
    """The name that each complaint is about, empty where it is about none, and its message."""
    if isinstance(detail, str):
        yield "", one_line(detail, _LONGEST)
    for item in detail[:_PROBLEMS_AT_MOST] if isinstance(detail, list) else ():
        message, place = (item.get("msg"), item.get("loc")) if isinstance(item, dict) else (None, None)
        if isinstance(message, str) and isinstance(place, list) and place[:1] in (["body"], ["query"]):
            name = place[1] if len(place) > 1 else ""
            yield name if isinstance(name, str) else "", one_line(message.removeprefix(_PREFIX), _LONGEST)


def _asked_by(write: Write, order: Order, name: str) -> str:
    """The question whose answer stands under that name, or is echoed there."""
    source = write.echoed.get(name, name)
    return next((question.key for question in order.act.questions if source in write.names(question.key)), "")


def _blamed(write: Write, status: int, message: str) -> str:
    said = message.casefold()
    return next((one.question for one in write.blames if one.status == status and one.words in said), "")
