"""Dividing a long body into parts that fit one message and read well on a phone."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tabys_bot.application.screens.screen import Block, Fact, Paragraph
from tabys_bot.domain.text import ELLIPSIS, cut

# With a title of 200 characters, all of them emoji, a part still is below 4096 UTF-16 units.
PART_SIZE = 1700
_WORTH_SPLITTING = PART_SIZE // 4
_SEAM = 4  # line breaks and punctuation around a block
T = TypeVar("T")


def parts_of(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """The blocks in parts of at most PART_SIZE characters; facts whole, paragraphs cut between words."""
    queue, parts, part, room = deque(blocks), [], list[Block](), PART_SIZE
    while queue:
        block = queue.popleft()
        size = _size(block)
        if size <= room:
            part.append(block)
            room -= size
            continue
        if isinstance(block, Paragraph) and room >= _WORTH_SPLITTING:
            head, rest = cut(block.text, room - len(block.heading) - _SEAM)
            part.append(Paragraph(head.rstrip() + ELLIPSIS, block.heading))
            block = Paragraph(rest.lstrip())
        queue.appendleft(block)
        parts.append(tuple(part))
        part, room = [], PART_SIZE
    return (*parts, tuple(part))


def _size(block: Block) -> int:
    match block:
        case Fact(label=label, value=value):
            return len(label) + len(value) + _SEAM
        case Paragraph(text=text, heading=heading):
            return len(text) + len(heading) + _SEAM


def in_rows(items: Sequence[T], width: int) -> tuple[tuple[T, ...], ...]:
    """The items in order, so many beside one another."""
    return tuple(tuple(items[at : at + width]) for at in range(0, len(items), width))


def in_pairs(items: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    return in_rows(items, 2)
