"""What can go wrong, as data: presenters find the words.

    GatewayFailure (an answer of Tabys, or none)
    ├── SessionRejected    401: ask once whether the session still stands
    ├── AccessRefused      403: Tabys does not let this role
    ├── RecordGone         404
    ├── RequestRefused     400, 409, 422: Tabys does not take what was sent
    ├── NotServed          405: this version of Tabys has no such route
    ├── Broken             5xx, redirects, answers that make no sense
    ├── TooSlow            no answer in time
    ├── Unreachable        refused, reset, no such host
    ├── NotOffered         Tabys keeps a whole section from all admins
    └── OutOfReach         too far down a list to be found
    BrowseFailure = GatewayFailure | Forbidden
    WriteFailure = GatewayFailure | Forbidden | Rejected | NotNow | NoReason | PictureFailure
    PictureFailure = PictureGone | NotAPicture | PictureTooLarge | ForeignPicture | PictureUnreachable
    PanelFailure = GatewayFailure | NotPrivileged
    SignInFailure = GatewayFailure | MalformedOtp | WrongOtp | UsedOtp | ExpiredOtp | RevokedOtp
                  | RepeatedOtp | TooManyAttempts | NoAccess | NotRemembered

A `reference` also stands in the log, beside what really happened.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tabys_bot.domain.access import Module, Permission, Privilege
from tabys_bot.domain.session import MalformedOtp


class StoreUnavailableError(Exception):
    """The store of sessions cannot be read or written: raised, not returned, because nothing can go on without it."""


@dataclass(frozen=True, slots=True)
class SessionRejected:
    """401."""


@dataclass(frozen=True, slots=True)
class AccessRefused:
    """403."""

    reference: str


@dataclass(frozen=True, slots=True)
class RecordGone:
    """404, or a record that is on none of the pages where it could be."""


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """400, 409, 422."""

    reference: str


@dataclass(frozen=True, slots=True)
class NotServed:
    """405: Tabys answers so to every unknown path and to a wrong trailing slash; or a 422 about the path itself."""

    reference: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A 5xx, a redirect, or an answer of the wrong shape. `crashed`: a 500, as one bad row gives for a whole list."""

    reference: str
    crashed: bool = False


@dataclass(frozen=True, slots=True)
class TooSlow:
    """No answer in time."""

    reference: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Refused or reset. `refused`: before anything was sent."""

    reference: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """The record has no route of its own, and is not in the part of its list that was looked through."""


@dataclass(frozen=True, slots=True)
class NotOffered:
    """Tabys keeps this section from every admin, whatever his role."""


GatewayFailure: TypeAlias = (
    SessionRejected
    | AccessRefused
    | RecordGone
    | RequestRefused
    | NotServed
    | Broken
    | TooSlow
    | Unreachable
    | NotOffered
    | OutOfReach
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The admin's role does not hold the permission."""

    permission: Permission
    module: Module


BrowseFailure: TypeAlias = GatewayFailure | Forbidden


@dataclass(frozen=True, slots=True)
class PictureGone:
    """There is no such file."""


@dataclass(frozen=True, slots=True)
class NotAPicture:
    """The file is something else, or broken."""


@dataclass(frozen=True, slots=True)
class PictureTooLarge:
    """More than can be sent."""


@dataclass(frozen=True, slots=True)
class ForeignPicture:
    """It lies where the bot does not go."""


@dataclass(frozen=True, slots=True)
class PictureUnreachable:
    """No answer, or none in time."""


PictureFailure: TypeAlias = PictureGone | NotAPicture | PictureTooLarge | ForeignPicture | PictureUnreachable


@dataclass(frozen=True, slots=True)
class Rejected:
    """422: Tabys does not take these answers. By the key of the question: what it says of it, one clean line."""

    problems: Mapping[str, str]
    reference: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """The record is not in a state for this."""


@dataclass(frozen=True, slots=True)
class NoReason:
    """It cannot be done without a reason."""


@dataclass(frozen=True, slots=True)
class NoRoom:
    """There are as many drafts as are kept: none of them is thrown away for another."""


# after these a write may have been done or not
MAY_HAVE_HAPPENED = (TooSlow, Unreachable, Broken)

WriteFailure: TypeAlias = GatewayFailure | Forbidden | Rejected | NotNow | NoReason | PictureFailure


@dataclass(frozen=True, slots=True)
class NotPrivileged:
    """The admin's role does not hold the privilege."""

    privilege: Privilege


PanelFailure: TypeAlias = GatewayFailure | NotPrivileged


@dataclass(frozen=True, slots=True)
class WrongOtp:
    """Tabys knows no such code."""


@dataclass(frozen=True, slots=True)
class UsedOtp:
    """The code has signed somebody in already."""


@dataclass(frozen=True, slots=True)
class ExpiredOtp:
    """The code is too old."""


@dataclass(frozen=True, slots=True)
class RevokedOtp:
    """The code was taken back in the web panel."""


@dataclass(frozen=True, slots=True)
class RepeatedOtp:
    """The same code was sent a moment ago and has been verified then."""


@dataclass(frozen=True, slots=True)
class TooManyAttempts:
    """Sign-in is closed for so many seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class NoAccess:
    """The account is real, its role opens no module."""


@dataclass(frozen=True, slots=True)
class NotRemembered:
    """The code was right, but the session could not be stored: the code is spent."""

    reference: str


SignInFailure: TypeAlias = (
    GatewayFailure
    | MalformedOtp
    | WrongOtp
    | UsedOtp
    | ExpiredOtp
    | RevokedOtp
    | RepeatedOtp
    | TooManyAttempts
    | NoAccess
    | NotRemembered
)


def is_over(failure: Broken | TooSlow | Unreachable) -> bool:
    """Whether Tabys has surely done with what it was sent: it crashed, or got nothing. Else it may be at it still."""
    return (isinstance(failure, Broken) and failure.crashed) or never_sent(failure)


def never_sent(failure: object) -> bool:
    """Whether nothing reached Tabys, so that there is nothing to look for."""
    return isinstance(failure, Unreachable) and failure.refused


def new_reference() -> str:
    """A short mark that an admin can read out and an operator can find in the log."""
    return secrets.token_hex(3).upper()
