"""Reasons for a decision: the ready ones, and those that are typed."""

from collections.abc import Mapping

from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.acts.shape import Act, Given
from tabys_bot.domain.batches import LONGEST_REASON
from tabys_bot.domain.languages import Language
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.text import one_line

# whom a ready reason is for is not known here, so it is said in both languages of the country
_SAID_IN = (Language.KK, Language.RU)
_LONGEST_TYPED = 10_000  # more than one message holds


class Reasons:
    """Turns what was pressed or typed into what is kept and what is sent."""

    def __init__(self, *, texts: Mapping[Language, Texts]) -> None:
        self._texts = texts

    def given(self, act: Act, kept: str) -> Given | None:
        """The reason as the history keeps it: the name of a ready one, or words; None for none, or for an act that has
        no reasons."""
        if act.why is None or not kept:
            return None
        if kept not in act.why.ready:
            return self.typed(kept).value_or(None)
        return Given(kept, " / ".join(self._texts[language](f"reason.{kept}") for language in _SAID_IN))

    @staticmethod
    def typed(text: str) -> Outcome[Given, int]:
        """What people read is not cut: of what is too long, or blank, only the length is told, in characters."""
        words = one_line(text, _LONGEST_TYPED)
        return Success(Given(words, words)) if 0 < len(words) <= LONGEST_REASON else Failure(len(words))


def not_taken(length: int, texts: Texts) -> str:
    """Why words of that length are no reason."""
    if not length:
        return texts("why.blank")
    return texts("why.too_long", count=texts.number(length), longest=texts.number(LONGEST_REASON))


def in_words(kept: str, texts: Texts) -> str:
    """A reason as the history keeps it, for a reader."""
    return texts.find(f"reason.{kept}") or kept
