"""Texts as they are kept, and words that mean one of several values."""

from collections.abc import Mapping

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.choices import CHOICES, FLAG_VALUES
from tabys_bot.domain.drafts import Answer
from tabys_bot.domain.outcome import Success
from tabys_bot.domain.parsing.reasons import Parsed, Reason, refused
from tabys_bot.domain.text import clean, is_blank

_LONGEST_WORD = 200
_YES = ("yes", "y", "да", "д", "иә", "иа", "ия", "+", "✅", "true")
_NO = ("no", "n", "нет", "н", "жоқ", "жок", "-", "−", "–", "❌", "false")
_FLAGS: Mapping[str, str] = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}


def each(words: str) -> tuple[str, ...]:
    """The words of a table, which stand in one line there."""
    return tuple(words.split())


def flat(text: str) -> str:
    """One clean line, whole; empty when nobody could see anything of it."""
    line = " ".join(clean(text).split())
    return "" if is_blank(line) else line


def parse_text(question: Question, text: str) -> Parsed:
    """A text keeps its lines; a line is what they make when joined. Both are counted in characters, as Tabys does."""
    said = clean(text).strip() if question.ask is Ask.TEXT else flat(text)
    if is_blank(said):
        return refused(Reason.EMPTY)
    if len(said) > question.longest:
        return refused(Reason.TOO_LONG, question.longest)
    return Success(Answer(said))


def parse_choice(question: Question, text: str, words: Mapping[str, str]) -> Parsed:
    """A value, or a word for one, in whatever case; a word of the caller's that means no value is not believed."""
    if len(text) > _LONGEST_WORD:
        return refused(Reason.NOT_A_CHOICE)
    said = flat(text).casefold()
    if not said:
        return refused(Reason.EMPTY)
    is_flag = question.ask is Ask.FLAG
    values = FLAG_VALUES if is_flag else CHOICES.get(question.choices, ())
    meant = {
        **(_FLAGS if is_flag else {}),
        **{flat(word).casefold(): value for word, value in words.items() if value in values},
        **{value.casefold(): value for value in values},
    }
    return Success(Answer(meant[said])) if said in meant else refused(Reason.NOT_A_CHOICE)
