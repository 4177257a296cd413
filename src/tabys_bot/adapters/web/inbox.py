"""What the bot says of itself, kept until the page fetches it."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tabys_bot.application.ports import Clock
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.outcome import Failure, Outcome, Success

_VISITORS_AT_MOST = 200
_MESSAGES_AT_MOST = 50  # of one visitor
_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """A message that came, or that shows something else since; the latest screen of it."""

    kind: Literal["new", "change"]
    message_id: int
    screen: Screen


@dataclass(slots=True)
class _Message:
    screen: Screen
    told_at: datetime
    changed: int  # the number of the last event


class WebInbox:
    """Fits Messenger, for visitors of the page; pictures of a screen are left out, but for the one that is its preview.

    Of too much the oldest is forgotten.

    Events and messages have their numbers from one sequence, which begins with the time of the start: a page that knew
    an earlier run of the server has seen none of them, and takes no message for one of then.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._last = int(clock.now().timestamp() * 1000)
        self._messages: OrderedDict[int, OrderedDict[int, _Message]] = OrderedDict()

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        messages = self._messages.setdefault(visitor_id, OrderedDict())
        self._messages.move_to_end(visitor_id)
        self._last += 1
        messages[self._last] = _Message(screen, self._clock.now(), self._last)
        if len(messages) > _MESSAGES_AT_MOST:
            messages.popitem(last=False)
        if len(self._messages) > _VISITORS_AT_MOST:
            self._messages.popitem(last=False)
        return Success(self._last)

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        message = self._kept(visitor_id).get(message_id)
        if message is None:
            return Failure(Undelivered.REFUSED)
        if message.screen != screen:
            self._last += 1
            message.screen, message.changed = screen, self._last
        return Success(None)

    def since(self, visitor_id: int, seen: int) -> tuple[tuple[Event, ...], int]:
        """What happened after the event of that number, in the order of the messages, and the number of the last event.

        Who has seen what never was here, for the clock was set back, has seen nothing of it.
        """
        if seen > self._last:
            seen = 0
        events = (
            Event("new" if number > seen else "change", number, message.screen)
            for number, message in self._kept(visitor_id).items()
            if message.changed > seen
        )
        return tuple(events), self._last

    def _kept(self, visitor_id: int) -> OrderedDict[int, _Message]:
        messages = self._messages.get(visitor_id, OrderedDict())
        oldest = self._clock.now() - _KEPT_FOR
        while messages and next(iter(messages.values())).told_at < oldest:
            messages.popitem(last=False)
        return messages
