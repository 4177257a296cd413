"""Reading for everybody, with the session of one admin who may see it."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from tabys_bot.application.failures import (
    AccessRefused,
    BrowseFailure,
    Forbidden,
    SessionRejected,
    TooSlow,
    Unreachable,
)
from tabys_bot.application.use_cases.recognition import RecogniseVisitor
from tabys_bot.domain.outcome import Failure, Outcome, Success, failed_by
from tabys_bot.domain.session import Session

V = TypeVar("V")

PASSING = (SessionRejected, TooSlow, Unreachable)  # after these a later try may know more
# of the admin who asked: another one may be answered
_HIS_OWN = (SessionRejected, AccessRefused, Forbidden)


async def read_by_any(
    sessions: Iterable[Session],
    recognise: RecogniseVisitor,
    read: Callable[[Session], Awaitable[Outcome[V, BrowseFailure]]],
) -> Outcome[V, BrowseFailure]:
    """What the first of them is answered who is let in; the refusal of the last, `SessionRejected` of nobody."""
    outcome: Outcome[V, BrowseFailure] = Failure(SessionRejected())
    for session in sessions:
        outcome = await read(session)
        if failed_by(outcome, SessionRejected):
            checked = await recognise.check(session)
            outcome = await read(checked.unwrap()) if isinstance(checked, Success) else outcome
        if isinstance(outcome, Success) or not isinstance(outcome.failure(), _HIS_OWN):
            break
    return outcome
