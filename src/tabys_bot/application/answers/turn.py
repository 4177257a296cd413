"""One turn of an admin: who asks, in which words he is answered, and what lies on his desk."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from tabys_bot.application.failures import GatewayFailure, SessionRejected
from tabys_bot.application.ports import Desks
from tabys_bot.application.screens.intents import Intent
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.use_cases.recognition import RecogniseVisitor, Stranger
from tabys_bot.domain.desk import Asked, Desk, Prompt
from tabys_bot.domain.outcome import Failure, Outcome, failed_by
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session

V = TypeVar("V")
F = TypeVar("F")


@dataclass(slots=True)
class Turn:
    """What every answer needs. The desk is written back at once, and only when something on it has changed."""

    session: Session
    desk: Desk
    texts: Texts
    now: datetime
    desks: Desks
    recognise: RecogniseVisitor

    async def read(
        self, read: Callable[[Session], Awaitable[Outcome[V, F]]]
    ) -> Outcome[V, F | Stranger | GatewayFailure]:
        """Read; when Tabys rejects the session in mid-flow, have it checked and read on with a fresh one."""
        outcome = await read(self.session)
        if not failed_by(outcome, SessionRejected):
            return outcome
        checked = await self.recognise.check(self.session)
        if isinstance(checked, Failure):
            return checked
        self.session = checked.unwrap()
        return await read(self.session)

    async def keep(self, desk: Desk) -> None:
        if desk != self.desk:
            self.desk = desk
            await self.desks.save_desk(self.session.telegram_user_id, desk)

    async def ask(
        self, asked: Asked, section: Section | None = None, parent: int = 0, number: int = 0, back: int = 0
    ) -> None:
        """Take the next message as the answer to this."""
        await self.keep(self.desk.asking(Prompt(asked, self.now, section, parent, number, back)))


# The argument is of the type that stands beside the answer in its table, which no type of Python can say.
Answer: TypeAlias = Callable[[Turn, Any], Awaitable[Screen]]
Answers: TypeAlias = Mapping[type[Intent], Answer]
