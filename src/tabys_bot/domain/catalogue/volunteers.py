"""Volunteers and all that they ask an administrator for."""

from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue.shared import (
    ACTIVE,
    COMMENT,
    CREATED,
    DESCRIPTION,
    FULL_NAME,
    PHONE,
    PHOTO,
    STARTS,
    USER,
    status,
)
from tabys_bot.domain.sections import Child, Field, Kind, Lookup, Section, SectionSpec

# rows about a volunteer name him and hold his phone, but not his number
_THE_VOLUNTEER = Lookup("volunteer", Section.VOLUNTEERS, mine="phone", theirs="phone")
_THE_EVENT = Lookup("event", Section.VOLUNTEER_EVENTS, mine="event", theirs="title")
_VOLUNTEER = Field("volunteer")
_EVENT = Field("event")
_LEVEL = Field("volunteer_level", Kind.CHOICE, choices="volunteer_level")
_COST = Field("cost", Kind.COUNT)

VOLUNTEERS = SectionSpec(
    Section.VOLUNTEERS,
    Module.VOLUNTEERS,
    icon="🤝",
    titles=("full_name",),
    hint="volunteer_level",
    filters=(("volunteer_level", "direction"),),
    fields=(
        FULL_NAME,
        PHONE,
        _LEVEL,
        Field("coins", Kind.COUNT),
        Field("earned", Kind.COUNT),
        Field("direction"),
        Field("events", Kind.COUNT),
        Field("achievements", Kind.COUNT),
        Field("joined_at", Kind.MOMENT),
        USER,
    ),
)
APPLICATIONS = SectionSpec(
    Section.APPLICATIONS,
    Module.VOLUNTEERS,
    icon="✋",
    titles=("volunteer",),
    hint="event",
    marks=("status",),
    filters=(("status",),),
    parent=Section.VOLUNTEER_EVENTS,
    lookups=(_THE_VOLUNTEER, _THE_EVENT),
    fields=(
        _VOLUNTEER,
        PHONE,
        _EVENT,
        Field("event_role", Kind.CHOICE, choices="volunteer_level"),
        status("application"),
        Field("attended", Kind.FLAG),
        Field("missed", Kind.FLAG, only_yes=True),
        CREATED,
        Field("reason"),
    ),
)
TASK_REPORTS = SectionSpec(
    Section.TASK_REPORTS,
    Module.VOLUNTEERS,
    icon="🧾",
    titles=("task", "volunteer"),
    hint="volunteer",
    marks=("status",),
    filters=(("status",),),
    lookups=(_THE_VOLUNTEER, _THE_EVENT),
    fields=(
        Field("task"),
        _VOLUNTEER,
        PHONE,
        _EVENT,
        status("review"),
        Field("reward", Kind.COUNT),
        Field("earned", Kind.COUNT),
        COMMENT,
        CREATED,
        Field("report", Kind.TEXT),
        PHOTO,
    ),
)
PROMOTIONS = SectionSpec(
    Section.PROMOTIONS,
    Module.VOLUNTEERS,
    icon="⬆️",
    titles=("volunteer",),
    hint="wanted_level",
    marks=("status",),
    filters=(("status",),),
    fields=(
        _VOLUNTEER,
        _LEVEL,
        Field("wanted_level", Kind.CHOICE, choices="volunteer_level"),
        Field("coins_then", Kind.COUNT),
        Field("coins", Kind.COUNT),
        status("review"),
        COMMENT,
        CREATED,
        Field("reviewed_at", Kind.MOMENT),
        Field("person", Kind.RECORD),
    ),
)
PURCHASES = SectionSpec(
    Section.PURCHASES,
    Module.VOLUNTEERS,
    icon="🛍",
    titles=("benefit", "volunteer"),
    hint="volunteer",
    marks=("status",),
    filters=(("status",),),
    lookups=(_THE_VOLUNTEER, Lookup("benefit", Section.BENEFITS, mine="benefit", theirs="title")),
    fields=(
        Field("benefit"),
        _VOLUNTEER,
        PHONE,
        _COST,
        status("purchase"),
        Field("notes"),
        Field("reason"),
        CREATED,
        Field("completed_at", Kind.MOMENT),
    ),
)
BENEFITS = SectionSpec(
    Section.BENEFITS,
    Module.VOLUNTEERS,
    icon="🎁",
    fields=(
        Field("title"),
        _COST,
        Field("needed_level", Kind.CHOICE, choices="volunteer_level"),
        Field("category"),
        Field("stock", Kind.COUNT),
        Field("available", Kind.COUNT),
        ACTIVE,
        CREATED,
        DESCRIPTION,
        PHOTO,
    ),
)
VOLUNTEER_EVENTS = SectionSpec(
    Section.VOLUNTEER_EVENTS,
    Module.VOLUNTEERS,
    icon="📆",
    hint="starts_at",
    filters=(("status", "direction", "starts_at"),),
    children=(Child(Section.APPLICATIONS),),
    fields=(
        Field("title"),
        STARTS,
        Field("place"),
        Field("direction"),
        status("event_stage"),
        Field("reward", Kind.COUNT),
        Field("photo_bonus", Kind.COUNT),
        Field("tasks_bonus", Kind.COUNT),
        Field("volunteers_needed", Kind.COUNT),
        Field("leaders_needed", Kind.COUNT),
        Field("supervisors_needed", Kind.COUNT),
        Field("applied", Kind.COUNT),
        DESCRIPTION,
    ),
)
