"""Choosing of what new work one is told, and when."""

import logging
from collections.abc import Callable
from dataclasses import replace

from tabys_bot.application.answers.turn import Answers, Turn
from tabys_bot.application.failures import StoreUnavailableError
from tabys_bot.application.ports import Alerts
from tabys_bot.application.screens import alerts
from tabys_bot.application.screens import intents as ask
from tabys_bot.application.screens.screen import Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.alerts import AlertChoice
from tabys_bot.domain.moderation import moderated_by
from tabys_bot.domain.session import Session

log = logging.getLogger(__name__)


class Alerting:
    """Answers what is asked about alerts."""

    def __init__(
        self,
        *,
        alerts: Alerts,
    ) -> None:
        self._alerts = alerts

    @property
    def answers(self) -> Answers:
        return {
            ask.ShowAlerts: self.show,
            ask.SetAlertMode: self.set_mode,
            ask.ToggleAlertKind: self.toggle_kind,
            ask.ToggleAlertHour: self.toggle_hour,
            ask.SetQuietHours: self.set_quiet,
        }

    async def show(self, turn: Turn, _: ask.ShowAlerts) -> Screen:
        return await self._change(turn, lambda choice: choice)

    async def set_mode(self, turn: Turn, asked: ask.SetAlertMode) -> Screen:
        kinds = moderated_by(turn.session.role)
        return await self._change(turn, lambda choice: choice.switched(asked.mode, kinds))

    async def toggle_kind(self, turn: Turn, asked: ask.ToggleAlertKind) -> Screen:
        is_his = asked.section in moderated_by(turn.session.role)
        return await self._change(turn, lambda choice: choice.toggled_kind(asked.section) if is_his else choice)

    async def toggle_hour(self, turn: Turn, asked: ask.ToggleAlertHour) -> Screen:
        return await self._change(turn, lambda choice: choice.toggled_hour(asked.hour))

    async def set_quiet(self, turn: Turn, asked: ask.SetQuietHours) -> Screen:
        return await self._change(turn, lambda choice: choice.undisturbed(asked.start, asked.end))

    async def _change(self, turn: Turn, change: Callable[[AlertChoice], AlertChoice]) -> Screen:
        """What is chosen after that; stored only if it is something else than before."""
        session, texts = turn.session, turn.texts
        if not moderated_by(session.role):
            return alerts.nothing_to_decide(texts)
        before = await self._alerts.alert_choice(session.telegram_user_id, session.admin_id)
        before = before or AlertChoice(session.admin_id)
        after = change(before)
        if after == before:
            return alerts.alerts(after, session.role, texts)
        await self._alerts.save_alert_choice(session.telegram_user_id, replace(after, language=texts.language))
        return alerts.alerts(after, session.role, texts, notice=texts("alerts.saved"))

    async def offer(self, session: Session, texts: Texts) -> bool:
        """Whether to offer alerts to somebody who has just signed in: once, and only to who decides on something.

        He is signed in already, so a lost store only takes the offer away.
        """
        if not moderated_by(session.role):
            return False
        try:
            if await self._alerts.alert_choice(session.telegram_user_id, session.admin_id):
                return False
            offered = AlertChoice(session.admin_id, language=texts.language)
            await self._alerts.save_alert_choice(session.telegram_user_id, offered)
        except StoreUnavailableError as error:
            log.warning("store unavailable, alerts not offered user=%s: %s", session.telegram_user_id, error)
            return False
        return True
