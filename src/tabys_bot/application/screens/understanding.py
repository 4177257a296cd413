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
    OpenQueue,
    OpenRecent,
    ShowAlerts,
    ShowHelp,
    ShowStatus,
    SignIn,
    SignOut,
    Typed,
    Unclear,
    UnknownCommand,
)
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.session import NEVER_IN_OTPS, OTP_LENGTH, OtpCode

_PLAIN_COMMANDS: dict[str, Intent] = {
    "login": OpenMenu(),  # without a code: a stranger is told how to get one
    "start": OpenMenu(),
    "menu": OpenMenu(),
    "queue": OpenQueue(),
    "alerts": ShowAlerts(),
    "find": AskFind(),
    "recent": OpenRecent(),
    "status": ShowStatus(),
    "help": ShowHelp(),
    "language": ChooseLanguage(),
    "logout": SignOut(),
}
_DEEP_LINK_PREFIX = "login_"
_LONGEST = 4096  # what one message holds
_NAMES_OF_CODES = {"код", "коды", "кодыңыз", "code", "login"}
_NEVER_IN_CODES = re.compile(f"[{NEVER_IN_OTPS}ОІ]", re.IGNORECASE)  # the last two are Cyrillic
# a few words, then eight letters or digits, or four and four; signs may stand around each
_LIKE_A_CODE = re.compile(
    rf"(?P<before>[\W_]*(?:[^\W_]+[\W_]+){{0,8}}?)"
    rf"(?P<code>[^\W_]{{{OTP_LENGTH}}}|[A-Za-z0-9]{{{OTP_LENGTH // 2}}}[\s\-–—][A-Za-z0-9]{{{OTP_LENGTH // 2}}})[\W_]*"
)


def understand(text: str | None) -> Intent:
    """What a message asks for; None stands for a message without text. Never fails."""
    said = (text or "")[:_LONGEST].strip()
    words = said.split()
    if not words:
        return Unclear()
    if not words[0].startswith("/"):
        return _code_in(" ".join(words)) or Typed(said)  # the answer to a question may be of several lines
    command, rest = words[0][1:].partition("@")[0].lower().rstrip(":"), "".join(words[1:])
    if command == "login" and rest:
        return _after_login(" ".join(words[1:]))
    if command == "start" and rest:
        return _deep_link(rest)
    if command == "find" and rest:
        return FindText(" ".join(words[1:]))
    return _PLAIN_COMMANDS.get(command, UnknownCommand())


def _code_in(text: str) -> SignIn | None:
    """The code in a text that is no command, if it looks like one.

    * Eight letters or digits alone: capitals, as in the web panel, or Latin with a digit. Cyrillic capitals count, for
      they may look Latin; without a digit all capitals may be words too.
    * After a few words, or in two halves: only Latin capitals with a digit.
    * Announced, by "code" right before it or by "code …:", it may be in halves and in lower case; an ordinary word
      after "code" needs the colon too, for "code together" and "Код неверный" are words.

    Eight digits are a number, and what holds a character that Tabys never puts into a code is a word ("ROBOTICS",
    "camp2024"), unless it is announced with a colon: then it is a code with a slip.
    """
    found = _LIKE_A_CODE.fullmatch(text)
    if found is None:
        return None
    code, before = _without_signs(found["code"]), re.findall(r"[^\W_]+", found["before"].lower())
    alone = not before and code == found["code"]
    has_digit = any(map(str.isdigit, code))
    has_colon = re.search(r"[:=][\W_]*$", found["before"]) is not None
    named = not _NAMES_OF_CODES.isdisjoint(before if has_colon else before[-1:])
    announced = named and (code.isupper() or has_digit or (has_colon and len(before) == 1))
    if not (announced and has_colon) and (code.isdigit() or _NEVER_IN_CODES.search(code)):
        return None
    signs = (code.isupper(), code.isascii() and has_digit)
    if not (announced or (any(signs) if alone else all(signs))):
        return None
    may_be_words = not has_digit and not (announced and code.isascii())
    return SignIn(code, text if may_be_words else "", typed=text)


def lone_code(text: str) -> str:
    """The code, if the text is nothing but eight letters or digits of those that Tabys uses, in whatever case.

    In lower case or of digits alone, most such texts are words or numbers: it depends on who says them.
    """
    parsed = OtpCode.parse(text)
    return text.strip() if isinstance(parsed, Success) and not _NEVER_IN_CODES.search(text) else ""


def _after_login(text: str) -> SignIn:
    """Whatever follows the command is meant to be a code, be it wrong; signs around and inside it are forgiven."""
    found = _LIKE_A_CODE.fullmatch(text)
    return SignIn(_without_signs(found["code"]) if found else text.replace(" ", ""))


def _without_signs(code: str) -> str:
    return "".join(filter(str.isalnum, code))


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
