"""Who wants to be told of new work, what he was told, and what he still must be, in this process only."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tabys_bot.adapters.memory.base import InMemory
from tabys_bot.adapters.memory.passing import Keeping
from tabys_bot.application.ports import Clock
from tabys_bot.domain.alerts import (
    CHOICE_KEPT_FOR,
    CLOSED_KEPT_FOR,
    OWED_AT_MOST,
    OWED_KEPT_FOR,
    TOLD_KEPT_FOR,
    WAITING_KEPT_FOR,
    AlertChoice,
    AlertMode,
    Owed,
    Subject,
    kept_waiting,
)
from tabys_bot.domain.limits import Limits
from tabys_bot.domain.sections import Section

_NOT_SENT = 0


class MemoryAlerts(InMemory):
    """Fits Alerts."""

    def __init__(self, *, clock: Clock, limits: Limits) -> None:
        super().__init__(clock=clock, limits=limits)
        self._choices = Keeping[int, AlertChoice](clock, CHOICE_KEPT_FOR)
        self._waiting = Keeping[Section, frozenset[int]](clock, WAITING_KEPT_FOR)
        self._owed = Keeping[int, frozenset[Subject]](clock, OWED_KEPT_FOR)
        self._told = Keeping[Subject, dict[int, int]](clock, TOLD_KEPT_FOR)
        self._closed = Keeping[Subject, dict[int, int]](clock, CLOSED_KEPT_FOR)

    async def alert_choice(self, visitor_id: int, admin_id: int) -> AlertChoice | None:
        self._reach()
        choice = self._choices.get(visitor_id)
        return choice if choice is not None and choice.admin_id == admin_id else None

    async def save_alert_choice(self, visitor_id: int, choice: AlertChoice) -> None:
        self._reach()
        self._choices.put(visitor_id, choice)

    async def alerted(self) -> Mapping[int, AlertChoice]:
        self._reach()
        return {visitor_id: choice for visitor_id, choice in self._choices.all().items() if choice.is_on}

    async def end_alerts(self, visitor_id: int) -> None:
        self._reach()
        choice = self._choices.get(visitor_id)
        if choice is not None:
            self._choices.put(visitor_id, replace(choice, mode=AlertMode.OFF))
        self._owed.drop(visitor_id)

    async def known_waiting(self, section: Section) -> frozenset[int] | None:
        self._reach()
        return self._waiting.get(section)

    async def note_waiting(self, section: Section, ids: Iterable[int], news: Mapping[int, Iterable[Subject]]) -> None:
        self._reach()
        self._waiting.put(section, kept_waiting(ids))
        for visitor_id, subjects in news.items():
            self._owe(visitor_id, subjects)

    def _owe(self, visitor_id: int, subjects: Iterable[Subject]) -> None:
        owed = (self._owed.get(visitor_id) or frozenset()).union(subjects)
        if owed:
            self._owed.put(visitor_id, frozenset(sorted(owed)[-OWED_AT_MOST:]))

    async def owed(self) -> tuple[Owed, ...]:
        self._reach()
        return tuple(Owed.of(visitor_id, subjects) for visitor_id, subjects in self._owed.all().items())

    async def settle_owed(self, visitor_id: int, subjects: Iterable[Subject]) -> None:
        self._reach()
        left = (self._owed.get(visitor_id) or frozenset()).difference(subjects)
        if left:
            self._owed.change(visitor_id, left)
        else:
            self._owed.drop(visitor_id)

    async def claim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> frozenset[Subject]:
        self._reach()
        won = frozenset(subject for subject in subjects if visitor_id not in (self._told.get(subject) or {}))
        for subject in won:
            self._told.put(subject, (self._told.get(subject) or {}) | {visitor_id: _NOT_SENT})
        return won

    async def unclaim_alerts(self, subjects: Iterable[Subject], visitor_id: int) -> None:
        self._reach()
        for subject in subjects:
            told = self._told.get(subject) or {}
            if told.get(visitor_id) == _NOT_SENT:
                self._owe(visitor_id, (subject,))
                left = {who: message_id for who, message_id in told.items() if who != visitor_id}
                if left:
                    self._told.change(subject, left)
                else:
                    self._told.drop(subject)

    async def note_alert(self, subject: Subject, visitor_id: int, message_id: int) -> None:
        self._reach()
        self._told.put(subject, (self._told.get(subject) or {}) | {visitor_id: message_id})

    async def alerts_of(self, subject: Subject) -> Mapping[int, int]:
        self._reach()
        return (self._closed.get(subject) or {}) | self._sent(subject)

    async def close_alerts(self, subject: Subject) -> None:
        self._reach()
        messages = (self._closed.get(subject) or {}) | self._sent(subject)
        if messages:
            self._closed.put(subject, messages)
        self._told.drop(subject)
        for visitor_id in self._owed.all():
            await self.settle_owed(visitor_id, (subject,))

    def _sent(self, subject: Subject) -> dict[int, int]:
        told = self._told.get(subject) or {}
        return {visitor_id: message_id for visitor_id, message_id in told.items() if message_id != _NOT_SENT}

    async def subjects_told(self) -> tuple[Subject, ...]:
        self._reach()
        return tuple(self._told.all())
