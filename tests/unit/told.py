"""A transport that keeps what the bot says of itself, for tests to look at."""

from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.services.outgoing import Undelivered
from tabys_bot.domain.outcome import Failure, Outcome, Success


class Told:
    """Fits Messenger. `messages`: the screen that each message shows now, by visitor and number; `failing`: what every
    message to a visitor ends in, nothing being said, but for LOST: then it came through all the same."""

    def __init__(self) -> None:
        self.messages: dict[tuple[int, int], Screen] = {}
        self.failing: dict[int, Undelivered] = {}
        self.changes: list[tuple[int, int]] = []
        self._last = 0

    def to(self, visitor_id: int) -> list[Screen]:
        """What stands in his chat, the oldest in front."""
        return [screen for (visitor, _), screen in self.messages.items() if visitor == visitor_id]

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        failure = self.failing.get(visitor_id)
        if failure in (None, Undelivered.LOST):
            self._last += 1
            self.messages[visitor_id, self._last] = screen
        return Success(self._last) if failure is None else Failure(failure)

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        failure = self.failing.get(visitor_id)
        if failure is None and (visitor_id, message_id) not in self.messages:
            failure = Undelivered.REFUSED
        if failure is not None:
            return Failure(failure)
        self.messages[visitor_id, message_id] = screen
        self.changes.append((visitor_id, message_id))
        return Success(None)
