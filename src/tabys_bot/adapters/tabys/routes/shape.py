"""What a route is made of: ways to list the records of a section, to read one, and what its fields are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from tabys_bot.adapters.tabys.context import Dictionary, Reader
from tabys_bot.domain.moderation import WAITING


class Paging(Enum):
    """How a part of a list is asked for."""

    SKIP = auto()  # skip and limit
    PAGES = auto()  # page and page_size
    NONE = auto()  # not at all: it comes whole


@dataclass(frozen=True, slots=True)
class Path:
    """Where a list is; `{parent}` stands for the record that it is inside of."""

    template: str
    paging: Paging = Paging.SKIP


class How(Enum):
    """How the value of a filter is written for Tabys."""

    AS_IT_IS = auto()
    UPPER = auto()
    TRUTH = auto()  # true, false
    NAME = auto()  # the name whose number the value is
    SPAN = auto()  # from … to …, naive UTC


@dataclass(frozen=True, slots=True)
class Sent:
    """A filter as Tabys takes it; `until` is the other parameter of a span."""

    parameter: str
    how: How = How.AS_IT_IS
    until: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One way to list a section.

    `paths`: candidates, the one that was observed first. `filters`: those that Tabys applies. `given`: those that the
    list is narrowed to by itself. `sifted`: those that we apply to what we read. `parent`: the parameter that holds
    the record which the list is inside of, if the path does not. `search`: the parameter that holds words to look for;
    such a list with `only_searched` is of no use without any. `fixed`: parameters that always go along. `apiece`: the
    list is the sum of what is answered to each of these. `key`: of the list in its envelope. `inside`: the list is a
    part of its parent's record, which may well be without it. `counted`: whether the total is one of the whole list.
    `chunk`: set for a list without an order or without paging, which is read as a whole, so many rows at a time.
    `approved_only`: whether it lacks what is not approved. `foreign`: whether it has records of others, whose own path
    an owner is refused.
    """

    paths: tuple[Path, ...]
    key: str
    filters: Mapping[str, Sent] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    sifted: tuple[str, ...] = ()
    parent: str = ""
    search: str = ""
    only_searched: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict)
    apiece: tuple[Mapping[str, str], ...] = ({},)
    inside: bool = False
    counted: bool = False
    chunk: int = 0
    approved_only: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Gallery:
    """Where pictures of a record are: the list at `key` of what is at `path`, the address of each under `address`."""

    path: str
    key: str
    address: str


@dataclass(frozen=True, slots=True)
class Route:
    """A section at Tabys.

    `lists`: the first that fits a view is taken. `record`: candidates for the path of one record; none where it must
    be looked for in the lists. `keys`: what a field is called there, if not by its own name: one key, or several for
    its reader; dots lead into what lies within. `names`: fields that hold the number of a name. `options`: what is
    chosen by a name, in a filter or a form, and is not read by a number. `readers`: fields that are not read as their
    kind usually is. `identity`: the key of the number of a record. `form`: where the labels of answers are. `stats`:
    where the states of moderation are counted. `closed`: a 401 means that Tabys keeps all of it from admins, not that
    a session is over. `waiting`: ways to list what waits for a decision, of everybody's; the first that can be read is
    taken. `open_record`: a path that shows the state of a record also to owners of others, if there is one.
    """

    lists: tuple[Listing, ...]
    record: tuple[str, ...] = ()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, Dictionary] = field(default_factory=dict)
    options: Mapping[str, Dictionary] = field(default_factory=dict)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    identity: str = "id"
    gallery: Gallery | None = None
    form: str = ""
    stats: str = ""
    closed: bool = False
    waiting: tuple[Listing, ...] = ()
    open_record: str = ""


DECISION: Mapping[str, tuple[str, ...]] = {
    "moderation": ("moderation_status",),
    "made_by_admin": ("is_admin_created",),
}
MODERATION_CHUNK = 100  # the most that the moderation lists give at once
_QUEUE = "/api/v1/moderation/queue"


def moderated(base: str, key: str, *, is_ordered: bool) -> Listing:
    """The list of every state of moderation, also of records of others than an owner."""
    return Listing(
        (Path(f"{base}/moderation/all-statuses"),),
        key,
        filters={"moderation": Sent("moderation_status")},
        chunk=0 if is_ordered else MODERATION_CHUNK,
        foreign=True,
    )


def pending(*paths: str, key: str) -> tuple[Listing, ...]:
    """The list of what waits for moderation, whose ever it is; the path that lists all states narrows it by itself."""
    fixed = {"moderation_status": WAITING}
    return (Listing(tuple(map(Path, paths)), key, fixed=fixed, chunk=MODERATION_CHUNK, foreign=True),)


def queued(entity_type: str, base: str, key: str) -> tuple[Listing, ...]:
    """The same in short rows of the queue of all kinds, which breaks off as a whole at one row without a title; so the
    kind's own list stands by. Without a kind, and with vacancies, it always breaks off: these are never asked for."""
    queue = Listing((Path(_QUEUE),), "items", fixed={"entity_type": entity_type}, chunk=MODERATION_CHUNK, foreign=True)
    return (queue, *pending(f"{base}/moderation/pending", f"{base}/moderation/all-statuses", key=key))
