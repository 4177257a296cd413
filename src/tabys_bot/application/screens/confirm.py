"""Asking once more before something is done that cannot be taken back."""

from tabys_bot.application.screens.intents import Intent, OpenMenu
from tabys_bot.application.screens.panel import leave
from tabys_bot.application.screens.screen import Block, Button, Paragraph, Press, Screen
from tabys_bot.application.screens.texts import Texts


def confirm(
    title: str,
    asked: str,
    act: Press,
    back: Intent,
    texts: Texts,
    *,
    lines: tuple[Block, ...] = (),
    from_the_end: bool = False,
) -> Screen:
    """`asked` says what follows from the act, if that needs saying; `lines` tell what it is done to.

    A hurried second tap must meet the way back, whether the chat holds the upper or the lower end of a message still:
    so the act is neither in the first row, nor in the last but one, where the button stood that led here. One that
    stood in the last row is `from_the_end`.
    """
    rows: tuple[tuple[Button, ...], ...] = (leave(back, texts), (act,))
    if from_the_end:
        rows = ((Press(texts("button.back"), back),), (act,), (Press(texts("button.menu"), OpenMenu()),))
    return Screen(title=title, body=(*lines, *((Paragraph(asked),) if asked else ())), rows=rows)
