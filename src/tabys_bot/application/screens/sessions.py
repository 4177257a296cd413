"""Who is signed in: with the bot, and as the same admin elsewhere."""

from collections.abc import Sequence

from tabys_bot.application.screens.confirm import confirm
from tabys_bot.application.screens.intents import (
    AskEndOwnSession,
    AskRevocation,
    EndOwnSession,
    ListOwnSessions,
    ListSignedIn,
    OpenPanel,
    RevokeSignedIn,
    ShowSignedIn,
    ShowStatus,
    TelegramId,
)
from tabys_bot.application.screens.panel import leave, moment, name_in_words, pages, role_in_words
from tabys_bot.application.screens.screen import Block, Button, Fact, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.administration import SignedIn
from tabys_bot.domain.records import PAGE_SIZE, page_start
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import one_line

_NAME_LIMIT = 60


def signed_in(people: Sequence[SignedIn], offset: int, myself: int, texts: Texts, *, notice: str = "") -> Screen:
    """Who is signed in with the bot, a page at a time."""
    start = min(page_start(offset), page_start(max(0, len(people) - 1)))
    shown = people[start : start + PAGE_SIZE]
    rows: list[tuple[Button, ...]] = [
        (
            Press(
                f"{'👤 ' if one.telegram_user_id == myself else ''}{name_in_words(one.admin_name, texts)}"
                f" · {one_line(one.telegram_name, _NAME_LIMIT) or role_in_words(one.role, texts)}",
                ShowSignedIn(TelegramId(one.telegram_user_id), start),
            ),
        )
        for one in shown
    ]
    return Screen(
        title=texts("panel.sessions"),
        body=(*((Paragraph(notice),) if notice else ()), Paragraph(texts("panel.how_many", count=len(people)))),
        rows=(
            *rows,
            *pages(start, len(people), ListSignedIn, texts),
            (Press(texts("button.refresh"), ListSignedIn(start)), *leave(OpenPanel(), texts)),
        ),
        notice=notice,
    )


def one_signed_in(one: SignedIn, back: int, myself: int, texts: Texts) -> Screen:
    """One of them; oneself signs out in another way."""
    end = Press(texts("button.revoke"), AskRevocation(TelegramId(one.telegram_user_id), back), Style.DANGER)
    mine, telegram_name = one.telegram_user_id == myself, one_line(one.telegram_name, _NAME_LIMIT)
    return Screen(
        title=name_in_words(one.admin_name, texts),
        body=(
            Fact(texts("status.role"), role_in_words(one.role, texts)),
            *((Fact("Telegram", telegram_name),) if telegram_name else ()),
            Fact(texts("status.telegram_id"), str(one.telegram_user_id)),
            *moment("status.since", one.since, texts),
            *moment("status.last_activity", one.last_activity, texts),
            Paragraph(texts("panel.this_is_you" if mine else "panel.revoke_hint")),
        ),
        rows=(*(() if mine else ((end,),)), leave(ListSignedIn(back), texts)),
    )


def own_sessions(current: Session, others: Sequence[Session], texts: Texts, *, notice: str = "") -> Screen:
    """Where the same admin is signed in beside here."""
    body: list[Block] = [Paragraph(notice)] if notice else []
    body += [Fact(texts("sessions.here"), _place(current))]
    body += [Fact(_place(one), texts.moment(one.last_activity), at=one.last_activity) for one in others]
    if not others:
        body.append(Paragraph(texts("sessions.nowhere_else")))
    return Screen(
        title=texts("sessions.title"),
        body=tuple(body),
        rows=(
            *(
                (
                    Press(
                        texts("button.end_session", where=_place(one)),
                        AskEndOwnSession(TelegramId(one.telegram_user_id)),
                        Style.DANGER,
                    ),
                )
                for one in others
            ),
            (Press(texts("button.refresh"), ListOwnSessions()), *leave(ShowStatus(), texts)),
        ),
        notice=notice,
    )


def _place(one: Session) -> str:
    return one_line(one.telegram_name, _NAME_LIMIT) or f"Telegram {one.telegram_user_id}"


def ask_revocation(one: SignedIn, back: int, texts: Texts) -> Screen:
    """Once more: he will need a new code."""
    who, name = TelegramId(one.telegram_user_id), name_in_words(one.admin_name, texts)
    question, hint = texts("panel.ask_revoke", name=name), texts("panel.revoke_hint")
    act = Press(texts("button.revoke"), RevokeSignedIn(who, back), Style.DANGER)
    return confirm(question, hint, act, ShowSignedIn(who, back), texts)


def ask_end_own(one: Session, texts: Texts) -> Screen:
    """Once more, of oneself elsewhere."""
    end = Press(texts("button.revoke"), EndOwnSession(TelegramId(one.telegram_user_id)), Style.DANGER)
    question, hint = texts("panel.ask_revoke", name=_place(one)), texts("sessions.end_hint")
    return confirm(question, hint, end, ListOwnSessions(), texts)
