"""Places, tickets and promo actions, stored in no order at all."""

from tests.integration.servers.tabys_seeds import (
    COUNT,
    MSB,
    OTHER_MSB,
    TEXTS,
    WILD_TITLES,
    at,
    decision,
    pick,
    shuffled,
)
from tests.integration.servers.tabys_wire import Row

CATEGORIES = (
    ("Аквапарктер", "Аквапарки и бассейны"),
    ("Кинотеатрлар", "Кинотеатры"),
    ("Мұражайлар", "Музеи"),
    ("", "<b>Прочее & др."),
)
OWNERS = (None, MSB, OTHER_MSB)


def _photo(kind: str, index: int) -> str | None:
    files = (f"/uploads/{kind}/seed.webp", f"uploads/{kind}/seed.jpg", f"/uploads/{kind}/missing.jpg")
    return pick((None, *files, "https://example.invalid/pl.jpg", ""), index)


def _texts(index: int) -> Row:
    (title_kz, title_ru), (text_kz, text_ru) = pick(WILD_TITLES, index), pick(TEXTS, index)
    texts = {"title": title_kz, "title_ru": title_ru, "description": text_kz, "description_ru": text_ru}
    stamps = {"created_at": at(index), "updated_at": at(index // 2)}
    return {"id": index + 1, **texts, **stamps, "admin_id": pick(OWNERS, index), **decision(index)}


def _attraction(kind: str, index: int) -> Row:
    """What places and tickets have in common."""
    return {
        **_texts(index),
        "address": pick(("Қарағанды, Ерубаев к-сі 10 <кіреберіс>", "Темиртау"), index),
        "address_link": pick(("https://2gis.example/x?y=<1>&z", None), index),
        "price": pick((None, "средний чек 10000 тг", "Тегін & бесплатно", "0", ""), index),
        "main_photo_url": _photo(kind, index),
        "whatsapp_number": pick((None, "+77000000000"), index),
        "instagram_url": pick((None, "https://instagram.example/a?b=c&d"), index),
        "tiktok_url": None,
    }


def _place(index: int) -> Row:
    return {
        **_attraction("places", index),
        "event_date": pick((at(-index), None), index),
        "category_id": pick((None, 1, 2, 3, 99), index),
        "rating": round(index % 50 / 10, 2),
        "views_count": 3 * index,
        "status": pick(("active", "inactive", "active", "moved"), index),
    }


def _ticket(index: int) -> Row:
    statuses = ("active", "inactive", "sold_out", "active", "refunded")
    return {**_attraction("tickets", index), "event_date": at(-index), "status": pick(statuses, index)}


def _promo(index: int) -> Row:
    return {
        **_texts(index),
        "related_type": pick(("place", "ticket", "festival"), index),
        "related_id": index + 1,
        "discount_text": pick((None, "скидка 30%", "-50% <b>бүгін"), index),
        "promo_code": pick(("SALE<0>", None, "ҚЫС & 2027"), index),
        "promo_image_url": _photo("promo", index),
        "start_date": at(index),
        "end_date": at(index - COUNT),
        "status": pick(("active", "inactive", "expired", "active", "paused"), index),
    }


def leisure_records() -> dict[str, list[Row]]:
    categories = [
        {"id": number, "name": kz, "name_ru": ru, "icon_url": None} for number, (kz, ru) in enumerate(CATEGORIES, 1)
    ]
    kinds = {"places": _place, "tickets": _ticket, "promo": _promo}
    rows = {name: [make(index) for index in shuffled()] for name, make in kinds.items()}
    return {"leisure_categories": categories, **rows}
