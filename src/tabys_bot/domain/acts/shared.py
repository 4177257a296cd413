"""Questions and acts that several sections have."""

from tabys_bot.domain.access import Permission
from tabys_bot.domain.acts.shape import Act, Ask, Caution, Part, Question, Way, Why
from tabys_bot.domain.sections import Section

LARGEST = 2**31 - 1  # a number of more is a 500 at the backend
_LONGEST_TEXT = 20_000  # Tabys knows no bound; a form of several messages needs one
_LONGEST = {Ask.LINE: 255, Ask.TEXT: _LONGEST_TEXT}


def name_line(field: str) -> Question:
    """A line that no record is without."""
    return Question(field, required=True)


def long_text(field: str, *, required: bool = False) -> Question:
    """A text in one language."""
    return Question(field, Ask.TEXT, required=required, longest=_LONGEST_TEXT)


def both(field: str, ask: Ask = Ask.LINE, *, required: bool = False) -> tuple[Question, Question]:
    """A text in Kazakh, then in Russian."""
    kk = Question(field, ask, Part.KK, required=required, longest=_LONGEST[ask])
    return kk, Question(field, ask, Part.RU, required=required, longest=_LONGEST[ask], twin=kk.key)


def span(field: str, ask: Ask, *, unit: str) -> tuple[Question, Question]:
    """An amount from … to …; either end may be open."""
    low = Question(field, ask, Part.LOW, least=0, most=LARGEST, unit=unit)
    return low, Question(field, ask, Part.HIGH, least=0, most=LARGEST, unit=unit, after=low.key)


def photo_link() -> Question:
    """Where Tabys takes no file, only the address of a picture."""
    return Question("photo", Ask.LINK, longest=500, explained=True)


def create(*questions: Question, is_explained: bool = False) -> Act:
    return Act("create", Way.CREATE, Permission.CREATE, "➕", questions, is_explained=is_explained)


def edit(*questions: Question) -> Act:
    return Act("edit", Way.EDIT, Permission.UPDATE, "✏️", questions)


def decisions(
    why: Why,
    *,
    field: str = "moderation",
    approving: tuple[Caution, ...] = (),
    rejecting: tuple[Caution, ...] = (),
) -> tuple[Act, ...]:
    """Letting in what waits for it, or not; and the other way round afterwards, which needs an act of its own: only so
    does a decision that somebody else has taken meanwhile stay as it is."""
    states = {"approve": "approved", "reject": "rejected", "reapprove": "approved", "unapprove": "rejected"}
    begins = {"approve": "pending", "reject": "pending", "reapprove": "rejected", "unapprove": "approved"}
    undone = {"approve": "unapprove", "reject": "reapprove", "reapprove": "unapprove", "unapprove": "reapprove"}
    return tuple(
        Act(
            name,
            Way.CONFIRM,
            Permission.UPDATE,
            _ICONS[state],
            when=(field, (begins[name],)),
            sets={field: state},
            undo=undone[name],
            why=why if state == "rejected" else None,
            cautions=rejecting if state == "rejected" else approving,
            decides=begins[name] == "pending",
        )
        for name, state in states.items()
    )


_ICONS = {"approved": "✅", "rejected": "❌"}
# nothing but the history of the bot keeps it: no route takes a reason for these
OF_CONTENT = Why(("incomplete", "mistakes", "rules", "duplicate", "outdated"))


def delete(*loses: Section) -> Act:
    return Act("delete", Way.DELETE, Permission.DELETE, "🗑", loses=loses)
