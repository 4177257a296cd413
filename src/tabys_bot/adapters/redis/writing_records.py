"""The records of what is written, in Redis as JSON: drafts and history, read as if anybody could have written them."""

import json
import re
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from tabys_bot.adapters.redis.base import epoch_ms
from tabys_bot.adapters.redis.records import is_sound
from tabys_bot.domain.acts import find_act
from tabys_bot.domain.acts.shape import Question
from tabys_bot.domain.answering import value_of
from tabys_bot.domain.drafts import LARGEST, Answer, Draft
from tabys_bot.domain.history import Entry
from tabys_bot.domain.records import LARGEST_ID, Ref
from tabys_bot.domain.sections import Section

_DRAFT = TypeAdapter(Draft)
_ENTRY = TypeAdapter(Entry)
_DRAFT_ID = re.compile(r"[A-Za-z0-9]{1,18}")
_LONGEST_NUMBER = 40
_LARGEST_ENTRY = 256 * 1024
LARGEST_STORED = 2 * LARGEST  # bytes: JSON writes some symbols as two


def dump_draft(draft: Draft) -> str | None:
    """`revision:touched ms:token:JSON`; None for a draft that is too large to be kept.

    The scripts read what stands in front, and never the JSON. The token makes each attempt to store one different.
    """
    record = json.dumps(_DRAFT.dump_python(draft, mode="json"), ensure_ascii=False)
    text = f"{draft.revision}:{epoch_ms(draft.touched)}:{uuid4().hex[:8]}:{record}"
    return text if not draft.is_too_large and len(text.encode(errors="replace")) <= LARGEST_STORED else None


def load_draft(text: str | None, draft_id: str, admin_id: int, now: datetime) -> Draft | None:
    """None also for a draft of somebody else, one that is not kept any more, or one that this version cannot read."""
    revision, _, rest = (text or "").partition(":")
    record = rest.split(":", 2)[-1]
    try:
        draft = _DRAFT.validate_json(record)
    except ValidationError:
        return None
    is_the_one = (draft.id, draft.admin_id, str(draft.revision)) == (draft_id, admin_id, revision)
    return draft if is_the_one and _is_possible(draft) and draft.is_kept(now) else None


def _is_possible(draft: Draft) -> bool:
    """Whether this version could have written it, and can go on with it."""
    numbers = (draft.entity_id, draft.parent, draft.near)
    return (
        _DRAFT_ID.fullmatch(draft.id) is not None
        and draft.revision >= 0
        and all(0 <= number <= LARGEST_ID for number in numbers)
        and is_sound(draft.begun)
        and is_sound(draft.touched)
        and draft.is_known
        and all(_can_be_read(question, draft.answers.get(question.key)) for question in draft.spec.questions)
    )


def _can_be_read(question: Question, answer: Answer | None) -> bool:
    """Whether the answer has a value that a card can show and Tabys can take."""
    try:
        value = None if answer is None else value_of(question, answer)
    except (ValueError, KeyError, ArithmeticError):
        return False
    match value:
        case datetime():
            return is_sound(value)
        case Decimal():
            # written out, 1E-999999 would be a million digits
            is_short = len(str(value)) <= _LONGEST_NUMBER and abs(value.adjusted()) <= _LONGEST_NUMBER
            return value.is_finite() and is_short and abs(value) <= LARGEST_ID
        case int():
            return abs(value) <= LARGEST_ID
        case Ref():
            return 0 < value.id <= LARGEST_ID
        case tuple():
            return all(isinstance(number, int) and 0 <= number <= LARGEST_ID for number in value)
    return True


def dump_entry(entry: Entry) -> str:
    return json.dumps(_ENTRY.dump_python(entry.bounded(), mode="json"), ensure_ascii=False)


def load_entry(text: str, section: Section, entity_id: int, now: datetime) -> Entry | None:
    """None also for an entry about another record, of an unknown act, or one that is not kept any more."""
    try:
        entry = _ENTRY.validate_json(text[:_LARGEST_ENTRY])
    except ValidationError:
        return None
    is_the_one = (entry.section, entry.entity_id) == (section, entity_id) and find_act(section, entry.act) is not None
    return entry.bounded() if is_the_one and is_sound(entry.at) and entry.is_kept(now) else None
