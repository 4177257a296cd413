"""What a write is made of: what it asks for, who may do it, to which records, and what it cannot take back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from tabys_bot.domain.access import Permission
from tabys_bot.domain.sections import Section

ANY = ("*",)
REASON = "reason"  # the key of a reason, in orders and in the history


class Ask(Enum):
    """How an answer is given, and what it may be."""

    LINE = auto()  # one line of text
    TEXT = auto()  # text of any length
    CHOICE = auto()  # one of a named set of values
    FLAG = auto()  # yes or no
    WHOLE = auto()  # a whole number
    AMOUNT = auto()  # money, perhaps with a fraction
    DATE = auto()
    MOMENT = auto()  # a day and a time
    LINK = auto()
    PHONE = auto()
    EMAIL = auto()
    NAME = auto()  # one of the names that Tabys keeps, found by typing
    NAMES = auto()  # several of them
    RECORD = auto()  # a record of another section, found by typing
    PHOTO = auto()  # a picture that is sent


class Part(StrEnum):
    """Which part of a card's field an answer fills; the values stand in drafts that live for weeks."""

    WHOLE = ""
    KK = "kk"
    RU = "ru"
    LOW = "low"
    HIGH = "high"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a form asks for.

    `field`: what the card calls it; the label is that field's. `choices`: the set of a CHOICE. `sections`: whose
    records a RECORD is one of. `longest`: of a text, in characters. `least`, `most`: of a number. `unit`: of a number,
    for the reader (`minutes`, `years`, `tenge`, `coins`, `people`). `given`: the answer that a new form begins with, as
    drafts keep it. `only_when`: asked only where that question has one of those answers. `twin`: the question whose
    answer may be taken over by a button. `after`: the question whose moment or number this one must not be before.
    `future`: a moment that must not have passed. `is_code`: the answer may look like a code for signing in.
    `explained`: whether there is more to say than what the kind allows: a text `ask.<section>.<key>`.
    """

    field: str
    ask: Ask = Ask.LINE
    part: Part = Part.WHOLE
    choices: str = ""
    sections: tuple[Section, ...] = ()
    required: bool = False
    longest: int = 255
    least: int | None = None
    most: int | None = None
    unit: str = ""
    given: str = ""
    only_when: tuple[str, tuple[str, ...]] | None = None
    twin: str = ""
    after: str = ""
    future: bool = False
    is_code: bool = False
    explained: bool = False

    @property
    def key(self) -> str:
        """Its name in drafts and in the routes."""
        return f"{self.field}_{self.part}" if self.part else self.field


class Way(Enum):
    """How an act begins and what it needs to be done."""

    CREATE = auto()  # a form, step by step, that ends in a new record
    EDIT = auto()  # fields of a record, any of them, in one update
    FORM = auto()  # a form about a record
    CONFIRM = auto()  # one more press
    DELETE = auto()  # one more press, and the record is gone


@dataclass(frozen=True, slots=True)
class Why:
    """That an act can have a reason. `sent`: whether Tabys takes it and shows it to whom it concerns; else only the
    history of the bot keeps it. `required`: whether there is no doing it without one. `ready`: the reasons that can be
    chosen by a press, each a text `reason.<name>`; the names stand in buttons: at most 10 letters and `_`."""

    ready: tuple[str, ...]
    sent: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A reason that was given. `kept`: the name of a ready one, or words, for the history; `sent`: words for Tabys."""

    kept: str = field(repr=False)
    sent: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Caution:
    """What must be known before an act is done to a record that has one of those values in that field.

    `name`: a text `caution.<name>`. `helps`: the act of the same section that really does what is wanted.
    """

    name: str
    when: tuple[str, tuple[str, ...]]
    helps: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to the records of a section.

    `name` stands in buttons that live for ever: at most 12 letters and `_`. `when`: only for records with one of those
    values in that field, or with any for `ANY`. `sets`: what the fields of the record are afterwards. `undo`: the act
    that takes it back. `once`: a repeat would have its effect again. `is_explained`: whether its effect needs words
    before the press: a text `act.<section>.<name>.effect`. `loses`: sections whose records go with this one.
    `balance`: the number of the record that it moves, by which can be told whether it was done. `why`: whether it has
    a reason. `cautions`: what it does not do, or does beside, to records in some states. `decides`: whether it takes a
    record out of the queue of what waits for a decision.
    """

    name: str
    way: Way
    permission: Permission
    icon: str
    questions: tuple[Question, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    undo: str = ""
    once: bool = False
    is_explained: bool = False
    loses: tuple[Section, ...] = ()
    balance: str = ""
    why: Why | None = None
    cautions: tuple[Caution, ...] = ()
    decides: bool = False

    @property
    def is_form(self) -> bool:
        return self.way in (Way.CREATE, Way.EDIT, Way.FORM)

    def question(self, key: str) -> Question:
        """The question of that key; KeyError where there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)
