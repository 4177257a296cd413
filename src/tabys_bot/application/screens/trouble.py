"""Screens for what went wrong: what happened, and what to do."""

from dataclasses import asdict

from tabys_bot.application.failures import (
    AccessRefused,
    Broken,
    BrowseFailure,
    Forbidden,
    NoReason,
    NotNow,
    NotOffered,
    NotServed,
    PanelFailure,
    PictureFailure,
    Rejected,
    RequestRefused,
    SignInFailure,
    TooManyAttempts,
    TooSlow,
    Unreachable,
    WriteFailure,
)
from tabys_bot.application.screens.intents import ChooseLanguage, ClearFilters, Intent, OpenMenu, ShowHelp
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts

# of these what is said about reading would be wrong about writing: the write may have been done, or it was no reading
OTHERWISE_IN_WRITING = (AccessRefused, RequestRefused, NotServed, Broken, TooSlow, Unreachable)


def in_words(
    failure: BrowseFailure | SignInFailure | PanelFailure | PictureFailure | NotNow | NoReason, texts: Texts
) -> str:
    """One failure as one or two plain sentences."""
    match failure:
        case Forbidden(permission, module):
            return texts(f"forbidden.{permission}", module=texts(f"module.{module}"))
        case TooManyAttempts(seconds):
            return texts("failure.TooManyAttempts", wait=texts.wait(seconds))
        case _:
            return texts(f"failure.{type(failure).__name__}", **asdict(failure))


def write_in_words(failure: WriteFailure, texts: Texts) -> str:
    """One failure of a write as one or two plain sentences, which never say that nothing was written."""
    match failure:
        case Rejected(_, reference):
            return texts("write.Rejected", reference=reference)
        case _ if isinstance(failure, OTHERWISE_IN_WRITING):
            return texts(f"write.{type(failure).__name__}", reference=failure.reference)
        case _:
            return in_words(failure, texts)


def browse_failed(
    failure: BrowseFailure, again: Intent, texts: Texts, *, clear: ClearFilters | None = None, title: str = ""
) -> Screen:
    """Something could not be read: offer to try again, unless that would change nothing."""
    for_good = isinstance(failure, Forbidden | NotOffered)
    retry: tuple[Button, ...] = () if for_good else (Press(texts("button.retry"), again),)
    return Screen(
        title=title if title and isinstance(failure, NotOffered) else texts("trouble.title"),
        body=(Paragraph(in_words(failure, texts)),),
        rows=(
            *(((Press(texts("button.clear"), clear),),) if clear and not for_good else ()),
            (*retry, Press(texts("button.menu"), OpenMenu())),
        ),
    )


def sign_in_failed(failure: SignInFailure, texts: Texts) -> Screen:
    """The code did not sign anybody in."""
    unsure = isinstance(failure, Broken | TooSlow | Unreachable)
    return Screen(
        title=texts("sign_in.failed"),
        body=(
            Paragraph(in_words(failure, texts)),
            *((Paragraph(texts("sign_in.maybe_spent")),) if unsure else ()),
        ),
        rows=((Press(texts("button.help"), ShowHelp()), Press(texts("button.language"), ChooseLanguage())),),
    )


def over_limit(seconds: int, texts: Texts) -> Screen:
    """The one notice of a minute; on a press it passes by and leaves the screen as it was."""
    sentence = texts("limit.reached", wait=texts.wait(seconds))
    return Screen(title=sentence, notice=sentence, passing=True)


def store_down(reference: str, again: Intent, texts: Texts) -> Screen:
    """Nobody can be recognised."""
    return Screen(
        title=texts("trouble.title"),
        body=(Paragraph(texts("trouble.store_down", reference=reference)),),
        rows=((Press(texts("button.retry"), again),),),
    )


def bug(reference: str, texts: Texts) -> Screen:
    """Our own mistake."""
    return Screen(
        title=texts("trouble.title"),
        body=(Paragraph(texts("trouble.bug", reference=reference)),),
        rows=((Press(texts("button.menu"), OpenMenu()),),),
    )
