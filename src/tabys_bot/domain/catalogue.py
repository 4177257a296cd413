"""The modules that are open to admins: the only list of them."""

from collections.abc import Mapping

from tabys_bot.domain.access import Module
from tabys_bot.domain.modules import Field, Kind, ModuleSpec

_MODERATION = Field("moderation", Kind.CHOICE, choices="moderation")
_CREATED = Field("created_at", Kind.MOMENT)
_DESCRIPTION = Field("description", Kind.TEXT)

_SPECS = (
    ModuleSpec(
        Module.EVENTS,
        icon="📅",
        hint="starts_at",
        marks=("moderation",),
        fields=(
            Field("title"),
            Field("starts_at", Kind.MOMENT),
            Field("format", Kind.CHOICE, choices="format"),
            Field("place"),
            _MODERATION,
            _CREATED,
            _DESCRIPTION,
        ),
    ),
    ModuleSpec(
        Module.COURSES,
        icon="🎓",
        marks=("moderation",),
        fields=(
            Field("title"),
            Field("language", Kind.CHOICE, choices="course_language"),
            Field("level", Kind.CHOICE, choices="level"),
            Field("duration", Kind.MINUTES),
            Field("price", Kind.MONEY),
            Field("rating", Kind.RATING),
            Field("views", Kind.COUNT),
            _MODERATION,
            _CREATED,
            _DESCRIPTION,
            Field("course_page", Kind.LINK),
        ),
    ),
    ModuleSpec(
        Module.VACANCIES,
        icon="💼",
        titles=("title", "profession", "company"),
        hint="company",
        marks=("moderation",),
        fields=(
            Field("title"),
            Field("profession"),
            Field("company"),
            Field("city"),
            Field("salary", Kind.MONEY),
            Field("employment", Kind.CHOICE, choices="employment"),
            Field("work", Kind.CHOICE, choices="work"),
            Field("experience", Kind.YEARS),
            Field("phone"),
            Field("email"),
            Field("deadline", Kind.DATE),
            Field("active", Kind.FLAG),
            _MODERATION,
            _CREATED,
            _DESCRIPTION,
            Field("requirements", Kind.TEXT),
        ),
    ),
    ModuleSpec(
        Module.NEWS,
        icon="📰",
        marks=("moderation", "publication"),
        fields=(
            Field("title"),
            Field("date", Kind.MOMENT),
            Field("category"),
            Field("source"),
            Field("publication", Kind.CHOICE, choices="publication"),
            Field("publish_at", Kind.MOMENT),
            _MODERATION,
            Field("views", Kind.COUNT),
            Field("lead", Kind.TEXT),
            Field("text", Kind.TEXT),
            Field("source_page", Kind.LINK),
        ),
    ),
    ModuleSpec(
        Module.PROJECTS,
        icon="🚀",
        marks=("moderation",),
        fields=(
            Field("title"),
            Field("author"),
            Field("type", Kind.CHOICE, choices="project_type"),
            Field("stage", Kind.CHOICE, choices="project_stage"),
            Field("starts_at", Kind.MOMENT),
            Field("ends_at", Kind.MOMENT),
            _MODERATION,
            _CREATED,
            _DESCRIPTION,
            Field("video", Kind.LINK),
        ),
    ),
    ModuleSpec(
        Module.VOLUNTEERS,
        icon="🤝",
        titles=("full_name",),
        fields=(
            Field("full_name"),
            Field("phone"),
            Field("volunteer_level", Kind.CHOICE, choices="volunteer_level"),
            Field("coins", Kind.COUNT),
            Field("direction"),
            Field("events", Kind.COUNT),
            Field("joined_at", Kind.MOMENT),
        ),
    ),
)

CATALOGUE: Mapping[Module, ModuleSpec] = {spec.module: spec for spec in _SPECS}
