"""The admin panel: its entries, the numbers of the platform, and what its other screens share."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from tabys_bot.application.failures import NotPrivileged, PanelFailure
from tabys_bot.application.screens.intents import (
    Intent,
    ListRegistrations,
    ListSignedIn,
    OpenMenu,
    OpenPanel,
    ShowNumbers,
)
from tabys_bot.application.screens.screen import Block, Button, Fact, Inert, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.screens.trouble import in_words
from tabys_bot.domain.access import Privilege, Role
from tabys_bot.domain.administration import Numbers, Stretch
from tabys_bot.domain.records import PAGE_SIZE
from tabys_bot.domain.text import one_line

_NAME_LIMIT = 60
_OF_TODAY = ("people", "roles")
# what each privilege opens; another one is another row
_ENTRIES: Mapping[Privilege, Intent] = {
    Privilege.SESSIONS: ListSignedIn(),
    Privilege.REGISTRATIONS: ListRegistrations(),
    Privilege.NUMBERS: ShowNumbers(),
}


def panel(privileges: Sequence[Privilege], texts: Texts) -> Screen:
    """What the role may do here."""
    return Screen(
        title=texts("panel.title"),
        body=(Paragraph(texts("panel.hint")),),
        rows=(
            *((Press(texts(f"panel.{privilege}"), _ENTRIES[privilege]),) for privilege in privileges),
            (Press(texts("button.menu"), OpenMenu()),),
        ),
    )


def numbers(told: Numbers, stretch: Stretch, texts: Texts) -> Screen:
    """The dashboard in words."""
    sections = (
        ("people", told.people),
        ("roles", told.roles),
        ("logins", told.logins),
        ("actions", told.actions),
        ("touched", told.touched),
        ("events", told.events),
    )
    body = tuple(
        Paragraph("\n".join(_counts(kind, counts, texts)), _heading(kind, stretch, texts))
        for kind, counts in sections
        if counts
    )
    choice = tuple(
        Press(f"{'• ' if one is stretch else ''}{texts(f'stretch.{one}')}", ShowNumbers(one)) for one in Stretch
    )
    return Screen(
        title=texts("panel.numbers"),
        body=body or (Paragraph(texts("numbers.none")),),
        rows=(choice, (Press(texts("button.refresh"), ShowNumbers(stretch)), *leave(OpenPanel(), texts))),
    )


def _heading(kind: str, stretch: Stretch, texts: Texts) -> str:
    """What is of today says nothing of a stretch."""
    heading = texts(f"numbers.{kind}")
    return heading if kind in _OF_TODAY else f"{heading} · {texts(f'stretch.{stretch}')}"


def _counts(kind: str, counts: Mapping[str, int], texts: Texts) -> Iterator[str]:
    for name, count in counts.items():
        words = texts.find(f"number.{kind}.{name}") or one_line(name, _NAME_LIMIT)
        yield f"{words}: {texts.number(count)}"


def failed(failure: PanelFailure, again: Intent, texts: Texts) -> Screen:
    """Something of the panel could not be done."""
    retry = () if isinstance(failure, NotPrivileged) else (Press(texts("button.retry"), again),)
    return Screen(
        title=texts("trouble.title"),
        body=(Paragraph(in_words(failure, texts)),),
        rows=((*retry, Press(texts("button.menu"), OpenMenu())),),
    )


def role_in_words(role: Role | None, texts: Texts) -> str:
    return texts("role.unknown") if role is None else texts(f"choice.role.{role}")


def name_in_words(name: str, texts: Texts) -> str:
    return one_line(name, _NAME_LIMIT) or texts("status.nameless")


def moment(label: str, at: datetime | None, texts: Texts) -> tuple[Block, ...]:
    return (Fact(texts(label), texts.moment(at), at=at),) if at else ()


def leave(back: Intent, texts: Texts) -> tuple[Button, ...]:
    return Press(texts("button.back"), back), Press(texts("button.menu"), OpenMenu())


def pages(
    start: int, total: int, to: type[ListSignedIn | ListRegistrations], texts: Texts
) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    if start:
        row.append(Press(texts("button.previous"), to(start - PAGE_SIZE)))
    row.append(Inert(f"{start // PAGE_SIZE + 1}/{-(-total // PAGE_SIZE)}"))
    if start + PAGE_SIZE < total:
        row.append(Press(texts("button.next"), to(start + PAGE_SIZE)))
    if len(row) > 1:
        yield tuple(row)
