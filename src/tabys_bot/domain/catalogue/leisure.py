"""Leisure: places, tickets and promo actions."""

from tabys_bot.domain.access import Module
from tabys_bot.domain.catalogue.shared import (
    CREATED,
    DECISION,
    DESCRIPTION,
    ENDS,
    INSTAGRAM,
    PHOTO,
    STARTS,
    UPDATED,
    status,
)
from tabys_bot.domain.sections import Field, Kind, Section, SectionSpec

_ADDRESS = Field("address")
_FEE = Field("fee", Kind.FEE)
_WHATSAPP = Field("whatsapp", Kind.PHONE)
_LINKS = (Field("map", Kind.LINK), INSTAGRAM, Field("tiktok", Kind.LINK))

PLACES = SectionSpec(
    Section.PLACES,
    Module.LEISURE,
    icon="🎡",
    hint="address",
    marks=("moderation",),
    filters=(("status", "category"), ("moderation",)),
    fields=(
        Field("title"),
        Field("category"),
        _ADDRESS,
        STARTS,
        _FEE,
        _WHATSAPP,
        status("place_status"),
        Field("rating", Kind.RATING),
        Field("views", Kind.COUNT),
        *DECISION,
        CREATED,
        UPDATED,
        DESCRIPTION,
        *_LINKS,
        PHOTO,
    ),
)
TICKETS = SectionSpec(
    Section.TICKETS,
    Module.LEISURE,
    icon="🎟",
    hint="starts_at",
    marks=("moderation",),
    filters=(("status",), ("moderation",)),
    fields=(
        Field("title"),
        STARTS,
        _ADDRESS,
        _FEE,
        _WHATSAPP,
        status("ticket_status"),
        *DECISION,
        CREATED,
        UPDATED,
        DESCRIPTION,
        *_LINKS,
        PHOTO,
    ),
)
PROMO = SectionSpec(
    Section.PROMO,
    Module.LEISURE,
    icon="🏷",
    hint="discount",
    marks=("moderation",),
    filters=(("status",), ("moderation",)),
    fields=(
        Field("title"),
        Field("discount"),
        Field("promo_code"),
        STARTS,
        ENDS,
        status("promo_status"),
        *DECISION,
        CREATED,
        UPDATED,
        Field("subject", Kind.RECORD),
        DESCRIPTION,
        PHOTO,
    ),
)
