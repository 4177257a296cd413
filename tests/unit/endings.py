"""What a screen says that came of a write, and what it offers then."""

from tabys_bot.application.screens.intents import Intent
from tabys_bot.application.screens.screen import Press, Screen
from tabys_bot.domain.drafts import Draft, Stage
from tests.unit.scene import RU, buttons


def _begins(screen: Screen, *keys: str) -> bool:
    return any(screen.title.startswith(RU(key, name="\0").partition("\0")[0]) for key in keys)


_DECIDED = tuple(f"❌ {RU(f'done.{act}')}" for act in ("reject", "unapprove"))


def is_done(screen: Screen) -> bool:
    """Whether it says that it is saved or done; a decision has its own sign."""
    return screen.title.startswith(("✅", *_DECIDED))


def is_not_saved(screen: Screen) -> bool:
    return _begins(screen, "not_saved.title")


def is_not_done(screen: Screen) -> bool:
    return _begins(screen, "not_done.title")


def is_unsure(screen: Screen) -> bool:
    return _begins(screen, "unsure.title")


def is_conflict(screen: Screen) -> bool:
    return _begins(screen, "conflict.title")


def is_vanished(screen: Screen) -> bool:
    return _begins(screen, "vanished.title")


def is_already(screen: Screen) -> bool:
    return _begins(screen, "already.title", "decision.already")


def is_already_gone(screen: Screen) -> bool:
    return screen.title == RU("already.gone")


def is_busy(screen: Screen) -> bool:
    return screen.title == RU("busy.title")


def intents(screen: Screen) -> list[Intent]:
    return [button.intent for button in buttons(screen) if isinstance(button, Press)]


def asked_by(screen: Screen, kind: type[Intent]) -> Intent:
    """What the only button of that kind asks for."""
    (found,) = (intent for intent in intents(screen) if isinstance(intent, kind))
    return found


def is_sent(draft: Draft) -> bool:
    return draft.stage is Stage.SENT
