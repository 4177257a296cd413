"""Places, tickets and promo actions. None has an admin's record; a public one lacks what is decided by, or counts a
view: all three are read from their lists."""

from collections.abc import Mapping, Sequence

from tabys_bot.adapters.tabys.context import NO_CONTEXT, Context, Dictionary, Raw
from tabys_bot.adapters.tabys.reading import record_of
from tabys_bot.adapters.tabys.routes.shape import DECISION, Listing, Path, Route, Sent, moderated, queued
from tabys_bot.domain.records import Ref
from tabys_bot.domain.sections import Section

_LEISURE = "/api/v2/leisure/admin"
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "title_ru"),
    "description": ("description", "description_ru"),
    **DECISION,
}
_ATTRACTION: Mapping[str, tuple[str, ...]] = {
    "category": ("category_id",),
    "starts_at": ("event_date",),
    "fee": ("price",),
    "whatsapp": ("whatsapp_number",),
    "views": ("views_count",),
    "map": ("address_link",),
    "instagram": ("instagram_url",),
    "tiktok": ("tiktok_url",),
    "photo": ("main_photo_url",),
    **_TEXTS,
}
_RELATED = {"place": Section.PLACES, "ticket": Section.TICKETS}


def _subject(raws: Sequence[Raw], _context: Context = NO_CONTEXT) -> Ref | None:
    """`related_type`, `related_id`."""
    section = _RELATED.get(raws[0]) if isinstance(raws[0], str) else None
    found = record_of(section)(raws[1:], NO_CONTEXT) if section is not None else None
    return found if isinstance(found, Ref) else None


def _lists(kind: str, filters: Mapping[str, Sent], search: str) -> tuple[Listing, ...]:
    return (
        Listing((Path(f"{_LEISURE}/{kind}/list"),), kind, filters=filters, search=search),
        moderated(f"{_LEISURE}/{kind}", kind, is_ordered=False),
    )


LEISURE: Mapping[Section, Route] = {
    Section.PLACES: Route(
        lists=_lists("places", {"status": Sent("status"), "category": Sent("category_id")}, "search"),
        keys=_ATTRACTION,
        names={"category": Dictionary.LEISURE_CATEGORIES},
        stats=f"{_LEISURE}/places/moderation/stats",
        waiting=queued("place", f"{_LEISURE}/places", "places"),
    ),
    Section.TICKETS: Route(
        lists=_lists("tickets", {"status": Sent("status")}, "search"),
        keys={field: keys for field, keys in _ATTRACTION.items() if field not in ("category", "views")},
        stats=f"{_LEISURE}/tickets/moderation/stats",
        waiting=queued("ticket", f"{_LEISURE}/tickets", "tickets"),
    ),
    Section.PROMO: Route(
        lists=_lists("promo", {"status": Sent("status")}, ""),
        keys={
            "discount": ("discount_text",),
            "starts_at": ("start_date",),
            "ends_at": ("end_date",),
            "subject": ("related_type", "related_id"),
            "photo": ("promo_image_url",),
            **_TEXTS,
        },
        readers={"subject": _subject},
        stats=f"{_LEISURE}/promo/moderation/stats",
        waiting=queued("promo", f"{_LEISURE}/promo", "promo"),
    ),
}
