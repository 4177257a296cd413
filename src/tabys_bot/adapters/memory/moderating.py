"""Whose the made-up records are, and which of them somebody has to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tabys_bot.adapters.memory.happening import Values
from tabys_bot.application.ports import Order
from tabys_bot.domain.access import Role, sees_only_own
from tabys_bot.domain.acts.shape import REASON
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section

# who is no administrator has what was approved looked at again after he changed one of these
_LOOKED_AT_AGAIN: Mapping[Section, frozenset[str]] = {
    Section.EVENTS: frozenset({"title", "description", "place", "starts_at"}),
    Section.VACANCIES: frozenset({"description", "requirements", "company", "profession"}),
    Section.PROJECTS: frozenset({"title", "description", "author"}),
    Section.PLACES: frozenset({"title", "description", "fee", "photo"}),
    Section.TICKETS: frozenset({"title", "description", "starts_at", "fee"}),
    Section.PROMO: frozenset({"title", "description", "discount", "promo_code"}),
}
_DECIDED = ("moderated_at", "moderated_by", "moderation_comment")
_TRUSTED = (Role.ADMINISTRATOR, Role.SUPER_ADMIN)


@dataclass(frozen=True, slots=True)
class Author:
    """The admin who writes."""

    admin_id: int
    role: Role

    def owns(self, owner: int | None) -> bool:
        """Records that nobody of the bot made are everybody's."""
        return not sees_only_own(self.role) or owner in (None, self.admin_id)


def signed(section: Section, author: Author, now: datetime) -> Values:
    """When a new record was made, and whether somebody still has to look at it."""
    trusted = author.role in _TRUSTED
    said: Values = {
        "created_at": now,
        "date": now,
        "moderation": "approved" if trusted else "pending",
        "made_by_admin": trusted,
    }
    return {name: value for name, value in said.items() if has_field(section, name)}


def moderated_again(order: Order, author: Author, values: Values) -> Values:
    """The values as they are kept: what was approved may have to be looked at once more."""
    fields = {order.act.question(key).field for key in order.values if key != REASON}
    is_due = author.role not in _TRUSTED and fields & _LOOKED_AT_AGAIN.get(order.section, frozenset())
    if not is_due or values.get("moderation") != "approved":
        return values
    kept = {name: value for name, value in values.items() if name not in _DECIDED}
    return {**kept, "moderation": "pending"}


def has_field(section: Section, name: str) -> bool:
    return any(field.name == name for field in CATALOGUE[section].fields)
