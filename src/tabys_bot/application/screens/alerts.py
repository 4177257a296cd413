"""The choice of what new work one is told, and when."""

from collections.abc import Iterable, Iterator

from tabys_bot.application.screens.intents import (
    Intent,
    OpenMenu,
    SetAlertMode,
    SetQuietHours,
    ShowAlerts,
    ToggleAlertHour,
    ToggleAlertKind,
)
from tabys_bot.application.screens.layout import in_pairs, in_rows
from tabys_bot.application.screens.listing import section_title
from tabys_bot.application.screens.screen import Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts
from tabys_bot.domain.access import Role
from tabys_bot.domain.alerts import DIGEST_HOURS, QUIET_HOURS, AlertChoice, AlertMode
from tabys_bot.domain.moderation import moderated_by

_HOURS_IN_A_ROW = 4
_CHOSEN = "✓ "


def alerts(choice: AlertChoice, role: Role, texts: Texts, *, notice: str = "") -> Screen:
    """What he will get, in words, over the buttons that change it."""
    is_off = choice.mode is AlertMode.OFF
    return Screen(
        title=texts("alerts.title"),
        body=tuple(Paragraph(words) for words in _in_words(choice, role, texts)),
        rows=(
            tuple(
                _chosen(texts(f"alerts.mode.{mode}"), SetAlertMode(mode), is_chosen=choice.mode is mode)
                for mode in AlertMode
            ),
            *(() if is_off else _details(choice, role, texts)),
            (Press(texts("button.menu"), OpenMenu()),),
        ),
        notice=notice,
    )


def nothing_to_decide(texts: Texts) -> Screen:
    """For roles that decide on nothing."""
    return Screen(
        title=texts("alerts.title"),
        body=(Paragraph(texts("alerts.not_yours")),),
        rows=((Press(texts("button.menu"), OpenMenu()),),),
    )


def offer(texts: Texts) -> tuple[Button, ...]:
    """Under the greeting of whoever has never chosen."""
    return (
        Press(texts("button.alerts_on"), SetAlertMode(AlertMode.AT_ONCE)),
        Press(texts("button.alerts_settings"), ShowAlerts()),
    )


def _in_words(choice: AlertChoice, role: Role, texts: Texts) -> Iterator[str]:
    kinds = [section_title(section, texts) for section in moderated_by(role) if section in choice.kinds]
    if choice.mode is AlertMode.OFF:
        yield texts("alerts.off")
        return
    if not kinds:
        yield texts("alerts.no_kinds")
        return
    if choice.mode is AlertMode.AT_ONCE:
        yield texts("alerts.now", kinds=", ".join(kinds))
    elif choice.heard_hours:
        yield texts("alerts.digest", kinds=", ".join(kinds), hours=_hours(choice.heard_hours))
    else:
        yield texts("alerts.no_hours")
    if choice.quiet:
        start, end = choice.quiet
        yield texts("alerts.quiet", start=_hour(start), end=_hour(end))
    else:
        yield texts("alerts.never_quiet")


def _details(choice: AlertChoice, role: Role, texts: Texts) -> Iterator[tuple[Button, ...]]:
    yield from in_pairs(
        [
            _chosen(section_title(section, texts), ToggleAlertKind(section), is_chosen=section in choice.kinds)
            for section in moderated_by(role)
        ]
    )
    if choice.mode is AlertMode.DIGEST:
        hours = [_chosen(_hour(at), ToggleAlertHour(at), is_chosen=at in choice.hours) for at in DIGEST_HOURS]
        yield from in_rows(hours, _HOURS_IN_A_ROW)
    yield from in_pairs(
        [
            _chosen(
                texts("button.quiet_hours", start=start, end=end),
                SetQuietHours(start, end),
                is_chosen=choice.quiet == (start, end),
            )
            for start, end in QUIET_HOURS
        ]
    )
    yield (_chosen(texts("button.never_quiet"), SetQuietHours(0, 0), is_chosen=choice.quiet is None),)


def _chosen(label: str, intent: Intent, *, is_chosen: bool) -> Press:
    return Press(f"{_CHOSEN if is_chosen else ''}{label}", intent)


def _hours(hours: Iterable[int]) -> str:
    return ", ".join(map(_hour, hours))


def _hour(hour: int) -> str:
    return f"{hour}:00"
