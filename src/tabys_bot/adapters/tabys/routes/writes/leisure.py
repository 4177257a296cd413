"""Places, tickets and promo actions. Tabys checks nothing and takes every key, its own columns included: these alone
may be sent."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes.writes.shape import Body, Names, Write, decisions
from tabys_bot.domain.sections import Section

_LEISURE = "/api/v2/leisure/admin"
_TEXTS: Mapping[str, Names] = {
    "title_kk": "title",
    "title_ru": "title_ru",
    "description_kk": "description",
    "description_ru": "description_ru",
    "status": "status",
}
_TICKET: Mapping[str, Names] = {
    **_TEXTS,
    "address": "address",
    "starts_at": "event_date",
    "fee": "price",  # a text
    "whatsapp": "whatsapp_number",
    "map": "address_link",
    "instagram": "instagram_url",
    "tiktok": "tiktok_url",
    "photo": "main_photo_url",
}
_PROMO: Mapping[str, Names] = {
    **_TEXTS,
    "subject": ("related_type", "related_id"),
    "starts_at": "start_date",
    "ends_at": "end_date",
    "discount": "discount_text",
    "promo_code": "promo_code",
    "photo": "promo_image_url",
}


def _writes(kind: str, keys: Mapping[str, Names]) -> Mapping[str, Write]:
    return {
        **decisions(f"{_LEISURE}/{kind}/moderation"),
        "create": Write("POST", f"{_LEISURE}/{kind}/create", Body.JSON, keys),
        "edit": Write("PUT", f"{_LEISURE}/{kind}/{{id}}", Body.JSON, keys, emptied={"status": "active"}),
        "delete": Write("DELETE", f"{_LEISURE}/{kind}/{{id}}"),
    }


LEISURE: Mapping[Section, Mapping[str, Write]] = {
    Section.PLACES: _writes("places", {**_TICKET, "category": "category_id"}),
    Section.TICKETS: _writes("tickets", _TICKET),
    Section.PROMO: _writes("promo", _PROMO),
}
