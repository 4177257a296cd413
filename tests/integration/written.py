"""Drafts and entries to be remembered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tabys_bot.domain.acts import find_act
from tabys_bot.domain.drafts import Answer, Draft, begin
from tabys_bot.domain.history import Change, Entry
from tabys_bot.domain.sections import Section

ADMIN, COLLEAGUE = 41, 42
BEGUN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANSWERS: Mapping[str, Answer] = {
    "profession": Answer("17", 'Дизайнер "веб" 👩‍👧'),
    "description_kk": Answer("Жұмыс\nүйде: 1:2:3"),
    "salary_low": Answer("250000"),
    "employment": Answer("FULL_TIME"),
    "deadline": Answer("2026-12-01"),
    "skill_names": Answer("3,5", "Figma, CSS"),
    "company": Answer(""),
}


def draft(draft_id: str = "a1B2", now: datetime = BEGUN, **changed: Any) -> Draft:
    """A new vacancy, some of it answered."""
    act = find_act(Section.VACANCIES, "create")
    assert act is not None
    begun = begin(draft_id, ADMIN, Section.VACANCIES, act, now)
    before = {"title_ru": Answer("Дизайнер"), "city": Answer("", "Қарағанды")}
    filled = replace(begun, answers=ANSWERS, before=before, seen=("profession", "city"), near=7)
    return replace(filled, **changed)


def entry(at: datetime = BEGUN, **changed: Any) -> Entry:
    """An update of an event."""
    changes = {"title": Change("Марафон", 'Марафон "Тау" 👩‍👧'), "place": Change("", "Қарағанды")}
    written = Entry(Section.EVENTS, 17, "edit", ADMIN, "Айгүл Ж.", at, "Марафон", changes)
    return replace(written, **changed)
