"""What a section of the panel is made of: the sorts of records, their fields, and how they hang together."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from tabys_bot.domain.access import Module, Permission


class Section(StrEnum):
    """A list of records of one sort: the key of the catalogue, of the routes and of buttons.

    The values stand in buttons and links that live for ever: short, of letters and `_`, and never changed.
    """

    EVENTS = "events"
    PARTICIPANTS = "participants"
    COURSES = "courses"
    VACANCIES = "vacancies"
    NEWS = "news"
    PROJECTS = "projects"
    CANDIDATES = "candidates"
    SUBMISSIONS = "submissions"
    VOLUNTEERS = "volunteers"
    APPLICATIONS = "applications"
    TASK_REPORTS = "task_reports"
    PROMOTIONS = "promotions"
    PURCHASES = "purchases"
    BENEFITS = "benefits"
    VOLUNTEER_EVENTS = "vol_events"
    PLACES = "places"
    TICKETS = "tickets"
    PROMO = "promo"
    USERS = "users"
    CERTIFICATES = "certificates"
    EXPERTS = "experts"
    RESUMES = "resumes"
    TECH_TASKS = "tech_tasks"
    SOLUTIONS = "solutions"
    PROFILE = "profile"


class Kind(Enum):
    """How a field is read and shown."""

    LINE = auto()  # one line of text, perhaps in two languages
    TEXT = auto()  # long text, perhaps in two languages
    LINES = auto()  # several lines, each perhaps in two languages
    CHOICE = auto()  # one of a named set of values
    COUNT = auto()
    RATING = auto()
    MINUTES = auto()
    YEARS = auto()
    PRICE = auto()  # what something costs
    FEE = auto()  # the same as a text of whoever wrote it, perhaps an amount
    RANGE = auto()  # an amount of money from … to …
    FLAG = auto()  # yes or no
    DATE = auto()
    MOMENT = auto()  # a point in time
    LINK = auto()
    PHONE = auto()
    EMAIL = auto()
    RECORD = auto()  # another record, by its number
    PICTURE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a card shows. `choices` names the set whose values have words in the language catalogues.

    `only_yes`: a flag that is worth a line only when it is set. `in_card`: False for what only narrows a list.
    """

    name: str
    kind: Kind = Kind.LINE
    choices: str = ""
    only_yes: bool = False
    in_card: bool = True


@dataclass(frozen=True, slots=True)
class Lookup:
    """Another record that is known here only by what it is called: `mine` of this one equals `theirs` of that one."""

    name: str
    section: Section
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Child:
    """A list inside each record; `when`: only in records that have that value in that field."""

    section: Section
    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section as data: its fields in card order, and what can be done with their names.

    `titles`: the first that is not empty is the record's title. `hint` tells records of one title apart. `marks`: the
    choices that a list shows as signs. `filters`: fields that narrow the list, in groups; only those of one group go
    together. `parent`: the section whose records hold such lists; `alone`: whether there also is a list of all. A
    section that is neither has one record, the admin himself (`is_own`). `needs`: what the role must be allowed in the
    module to see it. `has_gallery`: whether a record may have more pictures than its fields tell. `searched`: whether
    words are looked for in it.
    """

    section: Section
    module: Module
    icon: str
    fields: tuple[Field, ...]
    titles: tuple[str, ...] = ("title",)
    hint: str = ""
    marks: tuple[str, ...] = ()
    filters: tuple[tuple[str, ...], ...] = ()
    parent: Section | None = None
    alone: bool = True
    needs: Permission = Permission.READ
    children: tuple[Child, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    has_gallery: bool = False
    searched: bool = True

    @property
    def is_own(self) -> bool:
        """Whether its only record is the account of whoever asks, under his number: nobody else's is ever read."""
        return self.parent is None and not self.alone

    @property
    def label_fields(self) -> tuple[Field, ...]:
        """The fields that a list shows."""
        shown = {*self.titles, self.hint, *self.marks}
        return tuple(field for field in self.fields if field.name in shown)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def filters_beside(self, name: str) -> tuple[str, ...]:
        """The filters that may be set together with that one; empty for what is no filter."""
        return next((group for group in self.filters if name in group), ())
