"""Where Tabys keeps the records of each module, and what it calls their fields: every URL and naming quirk is here.

Paths match exactly: a missing or an extra trailing slash is a 405.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tabys_bot.adapters.tabys.reading import Reader, price
from tabys_bot.domain.access import Module

TELEGRAM_AUTH = "/api/v1/telegram-auth"
VERIFY_OTP = f"{TELEGRAM_AUTH}/verify-otp"
RESTORE_SESSION = f"{TELEGRAM_AUTH}/restore-session"
LOGOUT = f"{TELEGRAM_AUTH}/logout"
PROFILE = "/api/v2/admin/profile"


class Dictionary(Enum):
    """A public list of names by id; the value is its path."""

    PROFESSIONS = "/api/v2/resumes/professions"
    CITIES = "/api/v2/resumes/cities"
    DIRECTIONS = "/api/v2/volunteer/directions"


@dataclass(frozen=True, slots=True)
class Route:
    """A module at Tabys.

    `records`: the list, by `skip` and `limit`. `record`: one record, None where Tabys has no such route.
    `envelope`: the key of the list in the answer, empty where the answer is the list. `keys`: what a field is called
    there, if not by its own name: one key, or Kazakh, Russian and an older one. `names`: fields that hold an id.
    `readers`: fields that are not read as their kind usually is.
    """

    records: str
    record: str | None
    envelope: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, Dictionary] = field(default_factory=dict)
    readers: Mapping[str, Reader] = field(default_factory=dict)


_MODERATION = {"moderation": ("moderation_status",)}

ROUTES: Mapping[Module, Route] = {
    Module.EVENTS: Route(
        records="/api/v2/events/admin/list",
        record="/api/v2/events/admin/{id}",
        keys={"starts_at": ("event_date",), "place": ("location",), **_MODERATION},
    ),
    Module.COURSES: Route(
        # /admin/list is shadowed by /admin/{id} and always answers 422
        records="/api/v2/courses/admin/moderation/all-statuses",
        record="/api/v2/courses/admin/{id}",
        keys={
            "price": ("price", "currency", "is_free"),
            "views": ("views_count",),
            "course_page": ("course_url",),
            **_MODERATION,
        },
        readers={"price": price},
    ),
    Module.VACANCIES: Route(
        records="/api/v2/vacancies/admin/list",
        record="/api/v2/vacancies/admin/{id}",
        keys={
            "title": ("title_kz", "title_ru"),
            "profession": ("profession_id",),
            "company": ("company_name",),
            "city": ("city_id",),
            "salary": ("salary_min", "salary_max"),
            "employment": ("employment_type",),
            "work": ("work_type",),
            "experience": ("experience_years",),
            "phone": ("contact_phone",),
            "email": ("contact_email",),
            "active": ("is_active",),
            "description": ("description_kz", "description_ru"),
            "requirements": ("requirements_kz", "requirements_ru"),
            **_MODERATION,
        },
        names={"profession": Dictionary.PROFESSIONS, "city": Dictionary.CITIES},
    ),
    Module.NEWS: Route(
        records="/api/v2/admin/news/all-statuses",
        record="/api/v2/news/{id}",  # public, any status; there is no admin one
        keys={
            "title": ("title_kz", "title_ru", "title"),
            "source": ("source_name",),
            "publication": ("status",),
            "views": ("view_count",),
            "lead": ("description_kz", "description_ru", "description"),
            "text": ("content_text_kz", "content_text_ru", "content_text"),
            "source_page": ("source_url",),
            **_MODERATION,
        },
    ),
    Module.PROJECTS: Route(
        records="/api/v2/projects/admin/list",
        record="/api/v2/projects/admin/{id}",
        keys={
            "title": ("title", "title_ru"),
            "type": ("project_type",),
            "stage": ("status",),
            "starts_at": ("start_date",),
            "ends_at": ("end_date",),
            "description": ("description", "description_ru"),
            "video": ("video_url",),
            **_MODERATION,
        },
    ),
    Module.VOLUNTEERS: Route(
        records="/api/v2/admin/volunteer/volunteers",
        record=None,
        envelope="volunteers",
        keys={
            "phone": ("phone_number",),
            "volunteer_level": ("volunteer_status",),
            "coins": ("v_coins_balance",),
            "direction": ("direction_id",),
            "events": ("events_participated",),
            "joined_at": ("created_at",),
        },
        names={"direction": Dictionary.DIRECTIONS},
    ),
}
