"""What can be written about places, tickets and promo actions: Tabys checks none of it."""

from tabys_bot.domain.acts.shape import Ask, Question
from tabys_bot.domain.acts.shared import OF_CONTENT, both, create, decisions, delete, edit, name_line, photo_link
from tabys_bot.domain.sections import Section

_NAMED = (*both("title", required=True), *both("description", Ask.TEXT, required=True))
_CONTACTS = (
    Question("fee", longest=100),
    Question("whatsapp", Ask.PHONE),
    Question("map", Ask.LINK, longest=500),
    Question("instagram", Ask.LINK, longest=500),
    Question("tiktok", Ask.LINK, longest=500),
    photo_link(),
)
_PLACE = (
    *_NAMED,
    name_line("address"),
    Question("category", Ask.NAME),
    Question("starts_at", Ask.MOMENT),
    *_CONTACTS,
    Question("status", Ask.CHOICE, choices="place_status", given="active"),
)
_TICKET = (
    *_NAMED,
    name_line("address"),
    Question("starts_at", Ask.MOMENT, required=True),
    *_CONTACTS,
    Question("status", Ask.CHOICE, choices="ticket_status", given="active"),
)
_PROMO = (
    Question("subject", Ask.RECORD, sections=(Section.PLACES, Section.TICKETS), required=True),
    *_NAMED,
    Question("starts_at", Ask.MOMENT, required=True),
    Question("ends_at", Ask.MOMENT, required=True, after="starts_at"),
    Question("discount"),
    Question("promo_code", longest=100, is_code=True),
    photo_link(),
    Question("status", Ask.CHOICE, choices="promo_status", given="active"),
)
PLACES = (*decisions(OF_CONTENT), create(*_PLACE), edit(*_PLACE), delete())
TICKETS = (*decisions(OF_CONTENT), create(*_TICKET), edit(*_TICKET), delete())
PROMO = (*decisions(OF_CONTENT), create(*_PROMO), edit(*_PROMO), delete())
