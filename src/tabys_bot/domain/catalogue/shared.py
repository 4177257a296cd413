"""Fields that several sections have, under one name and label."""

from tabys_bot.domain.sections import Field, Kind

CREATED = Field("created_at", Kind.MOMENT)
UPDATED = Field("updated_at", Kind.MOMENT)
DESCRIPTION = Field("description", Kind.TEXT)
PHOTO = Field("photo", Kind.PICTURE)
STARTS = Field("starts_at", Kind.MOMENT)
ENDS = Field("ends_at", Kind.MOMENT)
PHONE = Field("phone", Kind.PHONE)
EMAIL = Field("email", Kind.EMAIL)
ACTIVE = Field("active", Kind.FLAG)
COMMENT = Field("comment")
FULL_NAME = Field("full_name")
USER = Field("user", Kind.RECORD)
INSTAGRAM = Field("instagram", Kind.LINK)
MODERATION = Field("moderation", Kind.CHOICE, choices="moderation")
# what the moderation routes note of a decision
DECISION = (
    MODERATION,
    Field("moderated_at", Kind.MOMENT),
    Field("moderated_by"),
    Field("moderation_comment"),
    Field("made_by_admin", Kind.FLAG, only_yes=True),
)


def status(choices: str) -> Field:
    """The state of a record, each section with its own set of states."""
    return Field("status", Kind.CHOICE, choices=choices)
