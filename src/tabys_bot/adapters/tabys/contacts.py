"""Phones and e-mail addresses in one form, whatever form people typed them in."""

import re
from collections.abc import Sequence

from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Raw
from tabys_bot.domain.matching import full_number, looks_like_a_phone

_PLAUSIBLE = range(7, 16)
_KAZAKH_LENGTH = 11
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")
_LONGEST_EMAIL = 254


def phone(line: str) -> str:
    """`+7 700 000 00 00`, or `+` and the digits of another country, or the line as it is if it is no number."""
    if not looks_like_a_phone(line):
        return line
    digits = full_number(line)
    if len(digits) == _KAZAKH_LENGTH and digits[0] == "7":
        return f"+7 {digits[1:4]} {digits[4:7]} {digits[7:9]} {digits[9:]}"
    return f"+{digits}" if len(digits) in _PLAUSIBLE else line


def email(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> str | None:
    """What a mail program can write to; nothing else may become a link."""
    text = raws[0].strip() if isinstance(raws[0], str) else ""
    return text if len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text) else None
