"""Screens about the visitor himself: signing in and out, the menu, status, help, languages."""

from collections.abc import Sequence
from dataclasses import replace

from tabys_bot.application.screens import alerts
from tabys_bot.application.screens.confirm import confirm
from tabys_bot.application.screens.drafts import unfinished_rows
from tabys_bot.application.screens.intents import (
    COMMANDS_FOR_ADMINS,
    COMMANDS_FOR_STRANGERS,
    AskFind,
    AskSignOut,
    ChooseLanguage,
    ListOwnSessions,
    OpenCard,
    OpenMenu,
    OpenPanel,
    OpenQueue,
    OpenRecent,
    SetLanguage,
    ShowAlerts,
    ShowHelp,
    ShowStatus,
    SignOut,
)
from tabys_bot.application.screens.layout import in_pairs
from tabys_bot.application.screens.listing import module_title, open_module, record_title
from tabys_bot.application.screens.screen import Block, Button, Command, Fact, Link, Paragraph, Press, Screen, Style
from tabys_bot.application.screens.texts import Texts
from tabys_bot.application.use_cases.recognition import Absence
from tabys_bot.domain.access import GRANTS, Permission, privileges_of, readable_modules
from tabys_bot.domain.drafts import Draft
from tabys_bot.domain.languages import Language
from tabys_bot.domain.moderation import moderated_by
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session
from tabys_bot.domain.text import one_line

_NAME_LIMIT = 100
_NEVER_IN = (Absence.NEVER, Absence.UNCHECKED)


def commands_for(texts: Texts, *, signed_in: bool) -> tuple[Command, ...]:
    """The command menu of an admin or of a stranger."""
    names = COMMANDS_FOR_ADMINS if signed_in else COMMANDS_FOR_STRANGERS
    return tuple(Command(name, texts(f"command.{name}")) for name in names)


def welcome(absence: Absence, texts: Texts, *remarks: Block) -> Screen:
    """For somebody who is not signed in: why, and how to."""
    return Screen(
        title=texts("welcome.title"),
        body=(*remarks, Paragraph(texts(f"absence.{absence.value}")), Paragraph(texts("welcome.how"))),
        rows=_help_and_language(texts),
        # who was never in has the menu that everybody has
        commands=None if absence in _NEVER_IN else commands_for(texts, signed_in=False),
    )


def _help_and_language(texts: Texts) -> tuple[tuple[Button, ...], ...]:
    return ((Press(texts("button.help"), ShowHelp()), Press(texts("button.language"), ChooseLanguage())),)


def signed_in(session: Session, texts: Texts, *, offer: bool = False) -> Screen:
    """Right after signing in: a greeting over the menu. `offer`: to be told of new work."""
    remarks = [Paragraph(texts("sign_in.done")), *([Paragraph(texts("alerts.offer"))] if offer else [])]
    screen = menu(session, texts, *remarks, commands=commands_for(texts, signed_in=True))
    return replace(screen, rows=(alerts.offer(texts), *screen.rows)) if offer else screen


def already_signed_in(session: Session, texts: Texts) -> Screen:
    """The code was not needed, and was not spent."""
    return Screen(
        title=texts("sign_in.already", name=_name(session, texts)),
        body=(_role(session, texts), Paragraph(texts("sign_in.already_hint"))),
        rows=((Press(texts("button.menu"), OpenMenu()), _sign_out_button(texts)),),
    )


def menu(
    session: Session,
    texts: Texts,
    *remarks: Block,
    commands: tuple[Command, ...] | None = None,
    notice: str = "",
    unfinished: Sequence[Draft] = (),
) -> Screen:
    """The modules that the role may look at, and what goes across them. `unfinished`: what was begun and not saved."""
    modules = tuple(
        Press(module_title(module, texts), open_module(module, session.role))
        for module in readable_modules(session.role)
    )
    panel = (Press(texts("button.panel"), OpenPanel()),) if privileges_of(session.role) else ()
    return Screen(
        title=texts("menu.title"),
        body=(
            *remarks,
            Fact(texts("status.name"), _name(session, texts)),
            _role(session, texts),
        ),
        rows=(
            *unfinished_rows(unfinished, texts),
            *((_moderation(texts),) if moderated_by(session.role) else ()),
            *in_pairs(modules),
            (Press(texts("button.find"), AskFind()), Press(texts("button.recent"), OpenRecent())),
            (Press(texts("button.status"), ShowStatus()), *_help_and_language(texts)[0]),
            (*panel, _sign_out_button(texts)),
        ),
        notice=notice,
        commands=commands,
    )


def _moderation(texts: Texts) -> tuple[Button, ...]:
    return Press(texts("button.queue"), OpenQueue()), Press(texts("button.alerts"), ShowAlerts())


def outdated(session: Session, texts: Texts) -> Screen:
    """For a button that this version does not know, or that was forged."""
    return menu(session, texts, Paragraph(texts("menu.outdated")))


def _sign_out_button(texts: Texts) -> Press:
    return Press(texts("button.sign_out"), AskSignOut())


def _name(session: Session, texts: Texts) -> str:
    return one_line(session.admin_name, _NAME_LIMIT) or texts("status.nameless")


def _role(session: Session, texts: Texts) -> Fact:
    return Fact(texts("status.role"), texts(f"choice.role.{session.role}"))


def status(session: Session, texts: Texts) -> Screen:
    """Who is signed in, until when, and what he may do."""
    return Screen(
        title=texts("status.title"),
        body=(
            Fact(texts("status.name"), _name(session, texts)),
            _role(session, texts),
            Fact(texts("status.admin_id"), str(session.admin_id)),
            Fact(texts("status.telegram_id"), str(session.telegram_user_id)),
            Fact(texts("status.since"), texts.moment(session.created_at), at=session.created_at),
            Fact(texts("status.until"), texts.moment(session.expires_at), at=session.expires_at),
            Fact(texts("status.last_activity"), texts.moment(session.last_activity), at=session.last_activity),
            Paragraph("\n".join(_rights(session, texts)), texts("status.rights")),
        ),
        rows=(
            (
                Press(record_title(Section.PROFILE, texts), OpenCard(Section.PROFILE, session.admin_id)),
                Press(texts("button.own_sessions"), ListOwnSessions()),
            ),
            (Press(texts("button.menu"), OpenMenu()), _sign_out_button(texts)),
        ),
    )


def _rights(session: Session, texts: Texts) -> list[str]:
    """A line for each set of permissions, with the modules that share it."""
    shared: dict[frozenset[Permission], list[str]] = {}
    for module, permissions in GRANTS[session.role].items():
        shared.setdefault(permissions, []).append(texts(f"module.{module}"))
    return [
        f"{', '.join(texts(f'permission.{p}') for p in Permission if p in permissions)}: {', '.join(modules)}"
        for permissions, modules in shared.items()
    ]


def help_screen(texts: Texts, *, is_admin: bool, remark: str = "") -> Screen:
    """What the bot can do, in the order in which it is needed."""
    lines = "\n".join(f"/{command.name} — {command.description}" for command in commands_for(texts, signed_in=is_admin))
    how = Paragraph(texts("help.admin" if is_admin else "welcome.how"))
    first: Button = Press(texts("button.menu"), OpenMenu()) if is_admin else Press(texts("button.start"), OpenMenu())
    return Screen(
        title=texts("help.title"),
        body=(*((Paragraph(remark),) if remark else ()), how, Paragraph(lines, texts("help.commands"))),
        rows=((first, Press(texts("button.language"), ChooseLanguage())),),
    )


def languages(texts: Texts) -> Screen:
    """The choice of a language, each in its own words."""
    return Screen(
        title=texts("language.title"),
        rows=(
            *((Press(texts(f"language.{language}"), SetLanguage(language)),) for language in Language),
            (Press(texts("button.back"), OpenMenu()),),
        ),
    )


def ask_sign_out(texts: Texts) -> Screen:
    act = Press(texts("button.sign_out"), SignOut(), Style.DANGER)
    return confirm(texts("sign_out.ask"), texts("sign_out.ask_hint"), act, OpenMenu(), texts, from_the_end=True)


def signed_out(texts: Texts, *, was_in: bool) -> Screen:
    return Screen(
        title=texts("sign_out.done" if was_in else "sign_out.not_in"),
        body=(Paragraph(texts("welcome.how")),),
        rows=_help_and_language(texts),
        commands=commands_for(texts, signed_in=False),
    )


def go_private(private_chat: str, texts: Texts) -> Screen:
    """For groups and channels."""
    return Screen(title=texts("public.go_private"), rows=((Link(texts("button.private_chat"), private_chat),),))
