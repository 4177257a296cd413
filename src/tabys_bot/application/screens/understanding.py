"""Finding in a message what it asks for."""

import re

from tabys_bot.application.screens.codec import decode
from tabys_bot.application.screens.intents import (
    AskFind,
    ChooseLanguage,
    FindText,
    FollowLink,
    Intent,
    OpenCard,
    OpenMenu,
    OpenRecent,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.session import OTP_LENGTH, OtpCode

_PLAIN_COMMANDS: dict[str, Intent] = {
    "login": OpenMenu(),  # without a code: a stranger is told how to get one
    "start": OpenMenu(),
    "menu": OpenMenu(),
    "find": AskFind(),
    "recent": OpenRecent(),
    "status": ShowStatus(),
    "help": ShowHelp(),
    "language": ChooseLanguage(),
    "logout": SignOut(),
}
_DEEP_LINK_PREFIX = "login_"
_LONGEST = 4096  # what one message holds
_BEFORE_A_CODE = re.compile(r"(?:код|code|login)?[\s:=\-–—]*", re.IGNORECASE)


def understand(text: str | None) -> Intent:
    """What a message asks for; None stands for a message without text. Never fails."""
    words = (text or "")[:_LONGEST].split()
    if not words:
        return Unclear()
    if not words[0].startswith("/"):
        code = _code_in(" ".join(words))
        return SignIn(code) if code else Typed(" ".join(words))
    command, rest = words[0][1:].partition("@")[0].lower().rstrip(":"), "".join(words[1:])
    if command == "login" and rest:
        return SignIn(rest)
    if command == "start" and rest:
        return _deep_link(rest)
    if command == "find" and rest:
        return FindText(" ".join(words[1:]))
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
    """A link may carry a code or lead to a card, and nothing else: whoever made it is not who follows it."""
    shared = decode(payload)
    if isinstance(shared, OpenCard):
        return FollowLink(shared)
    code = payload.removeprefix(_DEEP_LINK_PREFIX)
    if payload != code or isinstance(OtpCode.parse(code), Success):
        return SignIn(code)
    return OpenMenu()


def is_confidential(intent: Intent) -> bool:
    """Whether the message that carried the intent must be deleted at once."""
    return isinstance(intent, SignIn)
