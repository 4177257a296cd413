"""The records that stand in Redis as JSON: sessions, marks and desks, read as if anybody could have written them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from tabys_bot.domain.batches import MARKED_AT_MOST
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.desk import FINDS_KEPT, LONGEST_SEARCH, RECENT_AT_MOST, Desk, InHand, Marks, Prompt
from tabys_bot.domain.records import LARGEST_ID, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import Session, SignInMark
from tabys_bot.domain.text import one_line

_SESSION = TypeAdapter(Session)
_MARK = TypeAdapter(SignInMark)
_DESK = TypeAdapter(Desk)
_LAST_YEAR = 2200
_LONGEST_TITLE = 200
_LONGEST_NAME = 64
_LARGEST_DESK = 64 * 1024


def is_sound(at: datetime) -> bool:
    """A time without a zone would break every comparison later."""
    return at.tzinfo is not None and at.year < _LAST_YEAR


def dump_session(session: Session) -> str:
    """The documented JSON object; `telegram_user_id` is a string in it."""
    record = _SESSION.dump_python(session, mode="json") | {"telegram_user_id": str(session.telegram_user_id)}
    return json.dumps(record, ensure_ascii=False)


def load_session(text: str | None, visitor_id: int | str) -> Session | None:
    """None also for a record of somebody else, or one that this version cannot read: its owner signs in again."""
    try:
        session = _SESSION.validate_json(text) if text else None
    except ValidationError:
        return None
    if session is None or str(session.telegram_user_id) != str(visitor_id):
        return None
    times = (session.created_at, session.last_activity, session.checked_at, session.expires_at)
    return session if all(map(is_sound, times)) else None


def dump_mark(mark: SignInMark) -> str:
    return _MARK.dump_json(mark).decode()


def load_mark(text: str | None) -> SignInMark | None:
    """An unreadable mark counts as signed out: the safe side."""
    if text is None:
        return None
    try:
        mark = _MARK.validate_json(text)
    except ValidationError:
        return SignInMark(None)
    return mark if mark.valid_until is None or mark.valid_until.tzinfo else SignInMark(None)


def dump_desk(desk: Desk) -> str | None:
    """The JSON object, its titles bounded; None for a desk that is too large to be kept."""
    recent = tuple(replace(record, title=one_line(record.title, _LONGEST_TITLE)) for record in desk.recent)
    record = _DESK.dump_python(replace(desk, recent=recent), mode="json")
    text = json.dumps(record, ensure_ascii=False)
    return text if len(text.encode(errors="replace")) <= _LARGEST_DESK else None


def load_desk(text: str | None) -> Desk:
    """An empty one also for what this version cannot read or could not have written."""
    try:
        desk = _DESK.validate_json(text) if text else Desk()
    except ValidationError:
        return Desk()
    parts = (_are_views(desk.views), _is_prompt(desk.prompt), _are_marks(desk.marks), _is_in_hand(desk.in_hand))
    found = (desk.find, *desk.found_before)
    bounded = len(desk.recent) <= RECENT_AT_MOST and len(desk.found_before) <= FINDS_KEPT
    bounded = bounded and all(len(words) <= LONGEST_SEARCH for words in found)
    return desk if bounded and all(parts) else Desk()


def _are_views(views: Mapping[Section, View]) -> bool:
    """Whether there are such filters together: those of another version would break the screens of the section."""
    return all(
        len(view.text) <= LONGEST_SEARCH
        and any(view.filters.keys() <= set(group) for group in ((), *CATALOGUE[section].filters))
        for section, view in views.items()
    )


def _is_prompt(prompt: Prompt | None) -> bool:
    return prompt is None or (is_sound(prompt.at) and max(len(prompt.act), len(prompt.line)) <= _LONGEST_NAME)


def _are_marks(marks: Marks | None) -> bool:
    return marks is None or (len(marks.ids) <= MARKED_AT_MOST and all(0 < id_ <= LARGEST_ID for id_ in marks.ids))


def _is_in_hand(in_hand: InHand | None) -> bool:
    return in_hand is None or (0 < in_hand.id <= LARGEST_ID and is_sound(in_hand.at))
