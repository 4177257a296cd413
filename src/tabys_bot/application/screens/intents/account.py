"""What can be asked about oneself, and what asks for nothing in particular."""

from dataclasses import dataclass, field

from tabys_bot.domain.languages import Language


@dataclass(frozen=True, slots=True)
class OpenMenu:
    """The start of everything."""


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
    """Sign in with what may be a code. The message that carried it must not stay in the chat.

    `words`: the whole text, if it may just as well be words to look for; else empty. `typed`: the whole text, unless it
    came with a command; it may be the code that a form asks for, and says nothing more about what is meant.
    """

    code: str = field(repr=False)
    words: str = field(default="", repr=False)
    typed: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that is neither a command nor a code: the answer to a question, or words to look for.

    `is_formatted`: whether it came in bold, with links behind words and the like, which are lost. `is_edited`: whether
    it is a correction of a message that was sent before.
    """

    text: str = field(repr=False)
    is_formatted: bool = field(default=False, repr=False)
    is_edited: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True)
class OutdatedButton:
    """A button that this version does not know, or that was forged."""


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that does not exist."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A photo, sticker or anything else that asks for nothing in particular."""
