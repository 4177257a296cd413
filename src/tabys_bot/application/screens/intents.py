"""What a visitor can ask for, whichever way he asks: a button, a command or a text."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from tabys_bot.domain.access import Module
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.session import OTP_LENGTH, OtpCode

COMMANDS_FOR_STRANGERS = ("start", "login", "language", "help")
COMMANDS_FOR_ADMINS = ("menu", "status", "language", "help", "logout")


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """The start of everything."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """A page of records; `fresh` when asked for again on purpose."""

    module: Module
    offset: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A record, seen on the list page at `back`; `part` counts the pages of a long card from 0."""

    module: Module
    entity_id: int
    back: int = 0
    part: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Who am I here."""


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """What can I do here."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Show the languages."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Use that language from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class AskSignOut:
    """The button, which asks once more: a new code costs a walk to the web panel."""


@dataclass(frozen=True, slots=True)
class SignOut:
    """Sign out now."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in with what may be a code. The message that carried it must not stay in the chat."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutdatedButton:
    """A button that this version does not know, or that was forged."""


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that does not exist."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text, photo, sticker or anything else that asks for nothing in particular."""


Intent: TypeAlias = (
    OpenMenu
    | OpenList
    | OpenCard
    | ShowStatus
    | ShowHelp
    | ChooseLanguage
    | SetLanguage
    | AskSignOut
    | SignOut
    | SignIn
    | OutdatedButton
    | UnknownCommand
    | Unclear
)

_PLAIN_COMMANDS: dict[str, Intent] = {
    "login": OpenMenu(),  # without a code: a stranger is told how to get one
    "start": OpenMenu(),
    "menu": OpenMenu(),
    "status": ShowStatus(),
    "help": ShowHelp(),
    "language": ChooseLanguage(),
    "logout": SignOut(),
}
_DEEP_LINK_PREFIX = "login_"
_LONGEST = 256
_BEFORE_A_CODE = re.compile(r"(?:код|code|login)?[\s:=\-–—]*", re.IGNORECASE)


def understand(text: str | None) -> Intent:
    """What a message asks for; None stands for a message without text. Never fails."""
    words = (text or "")[:_LONGEST].split()
    if not words:
        return Unclear()
    if not words[0].startswith("/"):
        code = _code_in(" ".join(words))
        return SignIn(code) if code else Unclear()
    command, rest = words[0][1:].partition("@")[0].lower().rstrip(":"), "".join(words[1:])
    if command == "login" and rest:
        return SignIn(rest)
    if command == "start" and rest:
        return _deep_link(rest)
    return _PLAIN_COMMANDS.get(command, UnknownCommand())


def _code_in(text: str) -> str:
    """What looks like a code, perhaps after a word that says so, perhaps typed in two halves or in Cyrillic letters.

    Eight letters alone are an ordinary word unless they are capitals, as in the web panel; eight digits are a number.
    Empty for anything else.
    """
    rest = text[_BEFORE_A_CODE.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing, if need be
    code = rest.replace(" ", "") if rest.isascii() else rest
    announced = rest != text
    like_a_code = len(code) == OTP_LENGTH and code.isalnum() and not code.isdigit()
    return code if like_a_code and (announced or code.isupper() or any(map(str.isdigit, code))) else ""


def _deep_link(payload: str) -> Intent:
    code = payload.removeprefix(_DEEP_LINK_PREFIX)
    if payload != code or isinstance(OtpCode.parse(code), Success):
        return SignIn(code)
    return OpenMenu()


def is_confidential(intent: Intent) -> bool:
    """Whether the message that carried the intent must be deleted at once."""
    return isinstance(intent, SignIn)
