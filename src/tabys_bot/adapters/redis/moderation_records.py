"""The records of moderation, in Redis: choices, batches, numbers, read as if anybody could have written them."""

import json
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tabys_bot.adapters.redis.records import is_sound
from tabys_bot.domain.alerts import DIGEST_HOURS, AlertChoice, Subject
from tabys_bot.domain.batches import LONGEST_REASON, MARKED_AT_MOST, UNSHOWN, Batch
from tabys_bot.domain.moderation import LINE_AT_MOST, MODERATED
from tabys_bot.domain.records import LARGEST_ID
from tabys_bot.domain.sections import Section

_OBJECT = TypeAdapter(dict[str, Any])
_CHOICE = TypeAdapter(AlertChoice)
_BATCH = TypeAdapter(Batch)
_NUMBERS = TypeAdapter(frozenset[int])
_KINDS = {str(section): section for section in MODERATED}
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")
_BATCH_ID = re.compile(r"[A-Za-z0-9_]{1,18}")  # it stands in buttons
_LARGEST_NUMBER = 2**53  # ids of chats and messages
_HOURS_OF_DAY = range(24)
# in bytes
LARGEST_CHOICE = 4 * 1024
LARGEST_WAITING = 16 * LINE_AT_MOST
LARGEST_BATCH = 2048 * MARKED_AT_MOST


def dump_choice(choice: AlertChoice) -> str:
    return json.dumps(_CHOICE.dump_python(choice, mode="json"))


def load_choice(text: str | None) -> AlertChoice | None:
    """Without the kinds that this version does not know; None for what it could not have written otherwise."""
    try:
        record = _OBJECT.validate_json(text or "")
        kinds = [kind for kind in record.get("kinds", ()) if isinstance(kind, str) and kind in _KINDS]
        choice = _CHOICE.validate_python(record | {"kinds": kinds})
    except (ValidationError, TypeError):
        return None
    return choice if choice.hours and choice.hours <= set(DIGEST_HOURS) and _is_night(choice.quiet) else None


def _is_night(quiet: tuple[int, int] | None) -> bool:
    """Whether it has a beginning and an end: from an hour to the same would be always."""
    return quiet is None or (quiet[0] != quiet[1] and all(hour in _HOURS_OF_DAY for hour in quiet))


def dump_batch(batch: Batch) -> str:
    return json.dumps(_BATCH.dump_python(batch.bounded(), mode="json"), ensure_ascii=False)


def load_batch(text: str | None, batch_id: str) -> Batch | None:
    """None also for another batch, or one that this version could not have written."""
    try:
        batch = _BATCH.validate_json(text or "")
    except ValidationError:
        return None
    return batch.bounded() if batch.id == batch_id and _is_possible(batch) else None


def _is_possible(batch: Batch) -> bool:
    return (
        is_batch_id(batch.id)
        and 0 < batch.visitor_id < _LARGEST_NUMBER
        and UNSHOWN <= batch.message_id < _LARGEST_NUMBER
        and 0 <= batch.revision < _LARGEST_NUMBER
        and is_sound(batch.begun_at)
        and len(batch.reason) <= LONGEST_REASON
        and 0 < len(batch.items) <= MARKED_AT_MOST
        and all(0 < item.entity_id <= LARGEST_ID for item in batch.items)
    )


def is_batch_id(text: str) -> bool:
    return _BATCH_ID.fullmatch(text) is not None


def dump_numbers(ids: frozenset[int]) -> str:
    """One value, so that none is not the same as never looked at."""
    return json.dumps(sorted(ids))


def load_numbers(text: str | None) -> frozenset[int] | None:
    try:
        ids = _NUMBERS.validate_json(text or "")
    except ValidationError:
        return None
    return ids if len(ids) <= LINE_AT_MOST and all(0 < id_ <= LARGEST_ID for id_ in ids) else None


def name_of(subject: Subject) -> str:
    return f"{subject.section}:{subject.entity_id}"


def subject_of(name: str) -> Subject | None:
    """None for a kind that this version does not know, and whatever else it would not have written."""
    kind, _, digits = name.partition(":")
    section: Section | None = _KINDS.get(kind)
    number = number_of(digits)
    return Subject(section, number) if section and number and number <= LARGEST_ID else None


def number_of(text: str) -> int | None:
    """The id of a chat or a message, written as a number is; None for anything else."""
    number = int(text) if _NUMBER.fullmatch(text) else 0
    return number if 0 < number < _LARGEST_NUMBER else None
