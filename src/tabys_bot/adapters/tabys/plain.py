"""Tabys texts as plain text: they may hold any HTML, well formed or not (no route cleans it)."""

import re
from html import unescape

from tabys_bot.domain.text import ELLIPSIS, clean

LONGEST_TEXT = 20_000
# Every pattern reads on without looking back, so that no text takes more than linear time.
_DROPPED = re.compile(r"<(script|style)\b[^<>]*>(?:.*?</\1\s*>|.*)|<!--(?:.*?-->|.*)", re.IGNORECASE | re.DOTALL)
_BREAKS = re.compile(
    r"(?:</p>)?<p\b[^<>]*>|<(?:br|hr|/p|/div|/h[1-6]|/td|/th|/tr|/ul|/ol|/blockquote)\b[^<>]*>", re.IGNORECASE
)
_ITEMS = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z!][^<>]*(?:>|$)")
_TRAILING = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]+\n")
_ENDLESS_ENTITIES = re.compile(
    r"&#[xX]?[0-9a-fA-F]{12,};?"
)  # no character has such a number, and Python refuses to read it
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain(text: str) -> str:
    """The text without markup and control characters, its paragraphs and list items on lines of their own."""
    bounded = text[:LONGEST_TEXT]
    if "<" in bounded:
        bounded = _DROPPED.sub("", bounded)
        bounded = _ITEMS.sub("\n• ", _BREAKS.sub("\n", bounded))
        bounded = _TAGS.sub("", bounded)
    readable = clean(unescape(_ENDLESS_ENTITIES.sub("", bounded)) if "&" in bounded else bounded)
    readable = _EMPTY_LINES.sub("\n\n", _TRAILING.sub("\n", readable)).strip()
    return readable + ELLIPSIS if len(text) > LONGEST_TEXT else readable
