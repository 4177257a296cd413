"""What can be asked in the admin panel."""

from dataclasses import dataclass
from typing import NewType

from tabys_bot.domain.administration import Stretch

# 52 bits at Telegram, wider than the ids of Tabys
TelegramId = NewType("TelegramId", int)


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """What administrators do beside the modules."""


@dataclass(frozen=True, slots=True)
class ListSignedIn:
    """Who is signed in with the bot."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class ShowSignedIn:
    """One of those who are signed in; `back` as in OpenCard."""

    who: TelegramId
    back: int = 0


@dataclass(frozen=True, slots=True)
class AskRevocation:
    """Before the session of somebody else is ended."""

    who: TelegramId
    back: int = 0


@dataclass(frozen=True, slots=True)
class RevokeSignedIn:
    """End the session of somebody else."""

    who: TelegramId
    back: int = 0


@dataclass(frozen=True, slots=True)
class ListOwnSessions:
    """The other Telegram accounts in which the same admin is signed in."""


@dataclass(frozen=True, slots=True)
class AskEndOwnSession:
    """Before one of them is ended."""

    who: TelegramId


@dataclass(frozen=True, slots=True)
class EndOwnSession:
    """End one of them."""

    who: TelegramId


@dataclass(frozen=True, slots=True)
class ListRegistrations:
    """Who waits to be let in."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class ShowRegistration:
    """One who waits."""

    admin_id: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class AskApproval:
    """Before somebody is let in: it gives him the rights of his role."""

    admin_id: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class ApproveRegistration:
    """Let somebody in."""

    admin_id: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class AskRejection:
    """Ask why somebody is not let in."""

    admin_id: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class RejectRegistration:
    """Do not let somebody in, without a reason."""

    admin_id: int
    back: int = 0


@dataclass(frozen=True, slots=True)
class ShowNumbers:
    """The dashboard."""

    stretch: Stretch = Stretch.WEEK
