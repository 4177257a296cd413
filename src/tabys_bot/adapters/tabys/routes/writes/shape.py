"""What a write is made of: where it goes, how its body is written, and what the answers are called in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

Json: TypeAlias = object
# Two names for another record: those of its sort and of its number.
Names: TypeAlias = str | tuple[str, str]


class Body(Enum):
    """How Tabys takes what is written."""

    NONE = auto()
    JSON = auto()
    FORM = auto()  # fields of a form, with a picture perhaps
    QUERY = auto()  # parameters of the address; a JSON body would be ignored without a word


@dataclass(frozen=True, slots=True)
class Blame:
    """A refusal in words that is about one question: its status, a part of its words in lower case, the question."""

    status: int
    words: str
    question: str


@dataclass(frozen=True, slots=True)
class Write:
    """An act at Tabys.

    `path`: `{id}` stands for the record, `{parent}` for the one that it is inside of. `keys`: by question, what its
    answer is called, and by REASON, what a reason is: nothing else is ever sent but what stands in this table. `fixed`:
    goes along unless an answer says otherwise. `numbered`: where the number of the record goes along as well. `echoed`:
    required by Tabys and asked by nobody: another field, in one short line. `implied`: what else is said where that
    field is true. `emptied`: what is said for an answer that was cleared, where a null is a 500; elsewhere it is null.
    `along`: one of these must be in the body, so the first that is not blank goes along as it is now. `whole`: all of
    `keys` that are not answered go along as they are now; `picture`: the one of them that is a file, lost unless it is
    fetched and sent again. `first`: read beforehand, for what goes along; if there is none, the record is looked for in
    its lists. `is_open`: Tabys lets anybody do this, so `first` must show that the admin may see the record.
    `answer`: where the number of a new record is in the answer. `blames`: refusals that are about one question.
    """

    method: str
    path: str
    body: Body = Body.NONE
    keys: Mapping[str, Names] = field(default_factory=dict)
    fixed: Mapping[str, Json] = field(default_factory=dict)
    numbered: str = ""
    echoed: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    emptied: Mapping[str, Json] = field(default_factory=dict)
    along: tuple[str, ...] = ()
    whole: bool = False
    picture: str = ""
    first: str = ""
    is_open: bool = False
    answer: tuple[str, ...] = ("id",)
    blames: tuple[Blame, ...] = ()

    def names(self, question: str) -> tuple[str, ...]:
        """What the answer to a question is called; nothing for a question that is not sent."""
        found = self.keys.get(question, ())
        return (found,) if isinstance(found, str) else found


# A file of a sort that is not taken is refused in words of its own.
PICTURE_BLAMES = tuple(Blame(400, word, "photo") for word in ("изображ", "формат", "файл", "image", "file"))


def decisions(base: str, refusing: Write | None = None) -> Mapping[str, Write]:
    """Letting in or not, which Tabys does from any state. `refusing`: where that is more than a bare POST."""
    letting_in, keeping_out = (
        Write("POST", f"{base}/{{id}}/approve"),
        refusing or Write("POST", f"{base}/{{id}}/reject"),
    )
    return {"approve": letting_in, "reject": keeping_out, "reapprove": letting_in, "unapprove": keeping_out}
