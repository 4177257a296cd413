"""What can be written about volunteers, their work and their rewards."""

from tabys_bot.domain.access import Permission
from tabys_bot.domain.acts.shape import Act, Ask, Question, Way, Why
from tabys_bot.domain.acts.shared import LARGEST, both, create, decisions, delete, edit, name_line, photo_link
from tabys_bot.domain.sections import Section

_MOST_COINS = 1_000_000


def _coins(field: str, *, given: str = "", required: bool = False) -> Question:
    return Question(field, Ask.WHOLE, least=0, most=_MOST_COINS, unit="coins", given=given, required=required)


def _people(field: str) -> Question:
    return Question(field, Ask.WHOLE, least=0, most=100_000, unit="people")


VOLUNTEERS = (
    edit(
        name_line("full_name"),
        Question("volunteer_level", Ask.CHOICE, choices="volunteer_level", required=True),
    ),
    Act(
        "coins",
        Way.FORM,
        Permission.UPDATE,
        "🪙",
        (
            Question("coins_act", Ask.CHOICE, choices="coins_act", required=True),
            Question("coins_amount", Ask.WHOLE, required=True, least=1, most=_MOST_COINS, unit="coins"),
            Question("coins_reason", required=True),
        ),
        once=True,
        balance="coins",
    ),
)
APPLICATIONS = (
    *decisions(Why(("no_places", "unfit", "no_contact", "too_late"), sent=True), field="status"),
    # each press credits or warns anew, so neither takes the other back
    *(
        Act(
            name,
            Way.CONFIRM,
            Permission.UPDATE,
            icon,
            when=("status", ("approved",)),
            sets={"attended": attended},
            once=True,
            is_explained=True,
        )
        for name, icon, attended in (("came", "🙋", "yes"), ("missed", "🚷", "no"))
    ),
)


def _final(
    name: str,
    icon: str,
    status: str,
    *,
    from_states: tuple[str, ...] = ("pending",),
    why: Why | None = None,
    once: bool = False,
    is_explained: bool = False,
) -> Act:
    """A decision that nothing takes back."""
    return Act(
        name,
        Way.CONFIRM,
        Permission.UPDATE,
        icon,
        when=("status", from_states),
        sets={"status": status},
        once=once,
        is_explained=is_explained,
        why=why,
        decides="pending" in from_states,
    )


TASK_REPORTS = (
    _final("approve", "✅", "approved", is_explained=True),
    _final("reject", "❌", "rejected", why=Why(("no_proof", "not_done", "incomplete"), sent=True, required=True)),
)
# Tabys itself does not look whether it was approved before
PROMOTIONS = (
    _final("approve", "✅", "approved", once=True, is_explained=True),
    _final("reject", "❌", "rejected", why=Why(("too_early", "few_coins", "unfit"), sent=True, required=True)),
)
# Tabys refunds with each cancelling
PURCHASES = (
    _final("approve", "✅", "approved", is_explained=True),
    _final(
        "reject",
        "❌",
        "cancelled",
        from_states=("pending", "approved"),
        why=Why(("no_stock", "as_asked", "unfit"), sent=True, required=True),
        once=True,
        is_explained=True,
    ),
    _final("complete", "🎁", "completed", from_states=("approved",), is_explained=True),
)
_BENEFIT = (
    *both("title", required=True),
    *both("description", Ask.TEXT, required=True),
    _coins("cost", required=True),
    Question("needed_level", Ask.CHOICE, choices="volunteer_level"),
    Question("category", longest=100),
    Question("stock", Ask.WHOLE, least=0, most=LARGEST),
    photo_link(),
)
BENEFITS = (create(*_BENEFIT), edit(*_BENEFIT), delete())
_VOLUNTEER_EVENT = (
    *both("title", required=True),
    Question("starts_at", Ask.MOMENT, required=True),
    Question("place"),
    *both("description", Ask.TEXT),
    Question("direction", Ask.NAME),
    _coins("reward", given="10"),
    _coins("photo_bonus", given="5"),
    _people("volunteers_needed"),
    _people("leaders_needed"),
    _people("supervisors_needed"),
    Question("group_link", Ask.LINK, longest=500),
)
VOLUNTEER_EVENTS = (
    create(*_VOLUNTEER_EVENT),
    edit(*_VOLUNTEER_EVENT),
    Act(
        "add_task",
        Way.FORM,
        Permission.UPDATE,
        "📌",
        (
            name_line("task"),
            Question("task_details", Ask.TEXT, longest=5_000),
            Question("task_role", Ask.CHOICE, choices="task_role", required=True, given="ALL"),
            Question("task_required", Ask.FLAG, required=True, given="no"),
            _coins("task_bonus", given="0"),
        ),
    ),
    delete(Section.APPLICATIONS),
)
