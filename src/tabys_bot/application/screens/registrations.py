"""Who waits to be let in as an admin."""

from collections.abc import Sequence

from tabys_bot.application.screens.confirm import confirm
from tabys_bot.application.screens.intents import (
    ApproveRegistration,
    AskApproval,
    AskRejection,
    ListRegistrations,
    OpenPanel,
    RejectRegistration,
    ShowRegistration,
)
from tabys_bot.application.screens.panel import leave, moment, name_in_words, pages, role_in_words
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.administration import Registration
from tabys_bot.domain.records import PAGE_SIZE, page_start
from tabys_bot.domain.text import one_line

_LINE_LIMIT = 60


def registrations(waiting: Sequence[Registration], offset: int, texts: Texts, *, notice: str = "") -> Screen:
    """Who waits to be let in, a page at a time."""
    start = min(page_start(offset), page_start(max(0, len(waiting) - 1)))
    rows: list[tuple[Button, ...]] = [
        (Press(_label(one, texts), ShowRegistration(one.admin_id, start)),)
        for one in waiting[start : start + PAGE_SIZE]
    ]
    words = texts("registrations.how_many", count=len(waiting)) if waiting else texts("registrations.none")
    return Screen(
        title=texts("panel.registrations"),
        body=(*((Paragraph(notice),) if notice else ()), Paragraph(words)),
        rows=(
            *rows,
            *pages(start, len(waiting), ListRegistrations, texts),
            (Press(texts("button.refresh"), ListRegistrations(start)), *leave(OpenPanel(), texts)),
        ),
        notice=notice,
    )


def _label(one: Registration, texts: Texts) -> str:
    return f"{name_in_words(one.name, texts)} · {role_in_words(one.role, texts)}"


def registration(one: Registration, back: int, texts: Texts) -> Screen:
    """One who waits, and the decision."""
    return Screen(
        title=name_in_words(one.name, texts),
        body=_about(one, texts),
        rows=(
            (
                Press(texts("button.approve"), AskApproval(one.admin_id, back), Style.SUCCESS),
                Press(texts("button.reject"), AskRejection(one.admin_id, back), Style.DANGER),
            ),
            leave(ListRegistrations(back), texts),
        ),
    )


def _about(one: Registration, texts: Texts) -> tuple[Block, ...]:
    return (
        Fact(texts("registrations.role"), role_in_words(one.role, texts)),
        Fact(texts("registrations.login"), one_line(one.login, _LINE_LIMIT) or "—"),
        *(
            (Fact(texts("field.email"), one_line(one.email, _LINE_LIMIT), href=f"mailto:{one.email}"),)
            if one.email
            else ()
        ),
        *moment("registrations.since", one.created_at, texts),
    )


def ask_approval(one: Registration, back: int, texts: Texts) -> Screen:
    """Once more, with the rights that he gets."""
    return confirm(
        texts("registrations.ask", name=name_in_words(one.name, texts)),
        texts("registrations.ask_hint"),
        Press(texts("button.approve"), ApproveRegistration(one.admin_id, back), Style.SUCCESS),
        ShowRegistration(one.admin_id, back),
        texts,
        lines=_about(one, texts),
    )


def ask_rejection(one: Registration, back: int, texts: Texts) -> Screen:
    """The reason is typed, or left out."""
    return confirm(
        texts("registrations.ask_reject", name=name_in_words(one.name, texts)),
        texts("registrations.reason"),
        Press(texts("button.without_reason"), RejectRegistration(one.admin_id, back), Style.DANGER),
        ShowRegistration(one.admin_id, back),
        texts,
    )
