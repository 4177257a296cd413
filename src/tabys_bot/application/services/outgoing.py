"""Saying something to somebody who has not just asked."""

import asyncio
from collections.abc import Mapping
from enum import Enum, auto
from typing import Protocol

from tabys_bot.application.ports import Preferences
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Outcome


class Undelivered(Enum):
    """Why a message did not come through."""

    GONE = auto()  # he has blocked the bot, or is no more: he cannot be told anything
    LOST = auto()  # it may have come through or not: it is not said again
    REFUSED = auto()  # it did not, and would not if it were said again
    UNSENT = auto()  # it surely did not, through no fault of its own: it may be said again later


class NeverSent(asyncio.CancelledError):
    """A cancellation of what had surely not been said yet."""


class Messenger(Protocol):
    """Sends screens to private chats, at the pace and after the waits that the transport asks for."""

    async def tell(self, visitor_id: int, screen: Screen) -> Outcome[int, Undelivered]:
        """A message of its own; its number. Ends in `NeverSent` if it is cancelled while it waits for its turn."""
        ...

    async def change(self, visitor_id: int, message_id: int, screen: Screen) -> Outcome[None, Undelivered]:
        """The screen in place of what that message shows; never as a new message, and never `UNSENT`: what is `LOST`
        can be shown again."""
        ...


class Words:
    """In whose language somebody is told what he has not asked for."""

    def __init__(self, *, preferences: Preferences, texts: Mapping[Language, Texts], default: Language) -> None:
        self._preferences = preferences
        self._texts = texts
        self._default = default

    async def of(self, visitor_id: int, otherwise: Language | None = None) -> Texts:
        """As he chose, else in that language, else in the one of the bot."""
        return self._texts[await self._preferences.language_of(visitor_id) or otherwise or self._default]
