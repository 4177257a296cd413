"""Making foreign text safe to show: bounded, without control characters, cut between words."""

import re
from unicodedata import category

# Controls but newline and tab, lone surrogates, zero-width space, bidirectional overrides, the byte order mark.
# The zero-width joiner stays: it holds emoji families together.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_GLUE = re.compile("[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them are a flag
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
ELLIPSIS = "…"
_LONGEST_CLUSTER = 40
_LONGEST_TYPED = 10_000


def clean(text: str) -> str:
    """The text without characters that hide, reorder or break what stands around it."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, limit: int) -> str:
    """A clean single line of at most `limit` characters, the last being an ellipsis if it was cut.

    Empty when nobody could see anything of it.
    """
    flat = _SPACES.sub(" ", clean(text)).strip()
    if is_blank(flat):
        return ""
    return flat if len(flat) <= limit else cut(flat, limit - 1)[0].rstrip() + ELLIPSIS


def bounded_line(text: str, limit: int) -> str:
    """As `one_line`, for what is looked for or stored: nothing stands in for what was cut off."""
    return cut(one_line(text[:_LONGEST_TYPED], _LONGEST_TYPED), limit)[0].rstrip()


def is_blank(text: str) -> bool:
    """Whether nobody could see anything of it."""
    return not any(_is_visible(character) for character in text)


def _is_visible(character: str) -> bool:
    """Letters, digits, signs and pictures; not spaces, joiners, marks, nor the letters that are drawn as nothing."""
    return category(character)[0] not in "ZCM" and character not in _BLANK_LETTERS


def cut(text: str, limit: int) -> tuple[str, str]:
    """Split into at most `limit` characters and the rest: at a space, else between whole symbols.

    Nothing is lost: head + rest has every character of the text but the space at the cut.
    """
    if len(text) <= limit:
        return text, ""
    space = max(text.rfind(" ", limit // 2, limit + 1), text.rfind("\n", limit // 2, limit + 1))
    if space > 0:
        return text[:space], text[space + 1 :]
    at = _between_symbols(text, limit)
    return text[:at], text[at:]


def _between_symbols(text: str, at: int) -> int:
    """The nearest place at or before `at` that does not split an emoji family, a flag or an accented letter."""
    place = at
    while place > max(1, at - _LONGEST_CLUSTER) and (_GLUE.match(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    if place <= max(1, at - _LONGEST_CLUSTER):
        return at
    flag_letters = len(text[:place]) - len(text[:place].rstrip(_FLAG_LETTERS))
    splits_a_flag = text[place] in _FLAG_LETTERS and flag_letters % 2 == 1
    return place - 1 if splits_a_flag and place > 1 else place
