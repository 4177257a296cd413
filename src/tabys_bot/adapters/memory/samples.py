"""Made-up records for the demo: the same ones for the same moment, with gaps as real ones have."""

from collections.abc import Mapping
from datetime import UTC, datetime

from tabys_bot.adapters.memory import (
    samples_courses,
    samples_events,
    samples_leisure,
    samples_news,
    samples_people,
    samples_projects,
    samples_rewards,
    samples_tasks,
    samples_vacancies,
    samples_volunteers,
)
from tabys_bot.domain.records import Entity
from tabys_bot.domain.sections import Section

_MADE_BY = (
    samples_events,
    samples_courses,
    samples_vacancies,
    samples_news,
    samples_projects,
    samples_volunteers,
    samples_rewards,
    samples_leisure,
    samples_people,
    samples_tasks,
)


def sample_records(now: datetime) -> Mapping[Section, tuple[Entity, ...]]:
    """The records of every section in the backend's order, with some events yet to come after `now`."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    made = {section: tuple(records) for maker in _MADE_BY for section, records in maker.made(today).items()}
    return {section: made[section] for section in Section}
