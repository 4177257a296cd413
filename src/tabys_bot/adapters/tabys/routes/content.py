"""Events, courses, vacancies and news."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys import lines
from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.reading import joined
from tabys_bot.adapters.tabys.routes.shape import (
    DECISION,
    MODERATION_CHUNK,
    How,
    Listing,
    Paging,
    Path,
    Route,
    Sent,
    moderated,
    pending,
    queued,
)
from tabys_bot.domain.sections import Section

_EVENTS = "/api/v2/events"
_COURSES = "/api/v2/courses"
_VACANCIES = "/api/v2/vacancies"
_NEWS = "/api/v2/admin/news"

_EVENT_ROUTE = Route(
    # admin/list tells no states of moderation; the list that does is not kept to an owner's own
    lists=(
        Listing(
            (Path(f"{_EVENTS}/admin/list"), Path("/api/v1/events/", Paging.PAGES)),
            "events",
            filters={"starts_at": Sent("from_date", How.SPAN, until="to_date"), "format": Sent("format")},
            search="search",
        ),
        moderated(f"{_EVENTS}/admin", "events", is_ordered=True),
    ),
    record=(f"{_EVENTS}/admin/{{id}}", "/api/v1/events/{id}"),
    keys={
        "starts_at": ("event_date",),
        "place": ("location",),
        "program": ("programs",),
        "photo": ("event_photo",),
        **DECISION,
    },
    readers={"program": lines.program, "speakers": lines.speakers},
    stats=f"{_EVENTS}/admin/moderation/stats",
    waiting=queued("event", f"{_EVENTS}/admin", "events"),
    open_record=f"{_EVENTS}/{{id}}",
)
_PARTICIPANT_ROUTE = Route(
    lists=(Listing((Path(f"{_EVENTS}/{{parent}}/participants"),), "participants"),),  # public; there is no admin one
    keys={
        "full_name": ("first_name", "last_name"),
        "company": ("company_name",),
        "registered_at": ("created_at",),
    },
    readers={"full_name": joined},
)
_COURSE_ROUTE = Route(
    # admin/list is shadowed by admin/{id} and always answers 422
    lists=(
        moderated(f"{_COURSES}/admin", "courses", is_ordered=False),
        Listing(
            (Path(f"{_COURSES}/search"),),
            "courses",
            filters={
                "category": Sent("category_id"),
                "language": Sent("language"),
                "level": Sent("level"),
                "free": Sent("is_free", How.TRUTH),
            },
            search="search",
            chunk=MODERATION_CHUNK,
            approved_only=True,
        ),
    ),
    record=(f"{_COURSES}/admin/{{id}}",),
    keys={
        "category": ("categories",),
        "price": ("price", "currency", "is_free"),
        "free": ("is_free",),
        "invite_required": ("requires_invite_code",),
        "views": ("views_count",),
        "popular": ("is_popular",),
        "recommended": ("is_recommended",),
        "course_page": ("course_url",),
        "video": ("video_preview",),
        "photo": ("cover_image",),
        **DECISION,
    },
    options={"category": Dictionary.COURSE_CATEGORIES},
    readers={"category": lines.names, "chapters": lines.titles},
    stats=f"{_COURSES}/admin/moderation/stats",
    waiting=queued("course", f"{_COURSES}/admin", "courses"),
)
_VACANCY_FILTERS: Mapping[str, Sent] = {
    "active": Sent("is_active", How.TRUTH),
    "profession": Sent("profession_id"),
    "city": Sent("city_id"),
}
_VACANCY_ROUTE = Route(
    lists=(
        Listing((Path(f"{_VACANCIES}/admin/list"),), "vacancies", filters=_VACANCY_FILTERS),
        Listing(
            (Path(f"{_VACANCIES}/admin/list"),),
            "vacancies",
            filters=_VACANCY_FILTERS,
            search="keyword",
            only_searched=True,
            # words are looked for in the texts of one language only, and a word may be in either
            apiece=({"lang": "ru"}, {"lang": "kz"}),
            chunk=100,
        ),
        moderated(f"{_VACANCIES}/admin", "vacancies", is_ordered=True),
    ),
    record=(f"{_VACANCIES}/admin/{{id}}",),
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
        "channel": ("source_channel",),
        "description": ("description_kz", "description_ru"),
        "requirements": ("requirements_kz", "requirements_ru"),
        **DECISION,
    },
    names={"profession": Dictionary.PROFESSIONS, "city": Dictionary.CITIES},
    options={"skill_names": Dictionary.SKILLS},  # which no record of a vacancy tells
    stats=f"{_VACANCIES}/admin/moderation/stats",
    waiting=pending(
        f"{_VACANCIES}/admin/moderation/pending", f"{_VACANCIES}/admin/moderation/all-statuses", key="vacancies"
    ),
    open_record=f"{_VACANCIES}/{{id}}",
)
_ALL_NEWS = Path(f"{_NEWS}/all-statuses")
_NEWS_ROUTE = Route(
    lists=(
        Listing(
            (_ALL_NEWS, Path("/api/v1/news/", Paging.PAGES)),
            "news",
            filters={"moderation": Sent("moderation_status"), "category": Sent("category", How.NAME)},
        ),
        Listing((Path(f"{_NEWS}/drafts"),), "news", given={"publication": "draft"}),
        Listing((Path(f"{_NEWS}/scheduled"),), "news", given={"publication": "scheduled"}),
        # what is published has no list of its own that an admin can page through
        Listing((_ALL_NEWS,), "news", sifted=("publication",)),
    ),
    record=("/api/v2/news/{id}", "/api/v1/news/{id}"),  # public, any status; there is no admin one
    keys={
        "title": ("title_kz", "title_ru", "title"),
        "source": ("source_name",),
        "publication": ("status",),
        "views": ("view_count",),
        "keywords": ("keywords_matched",),
        "lead": ("description_kz", "description_ru", "description"),
        "text": ("content_text_kz", "content_text_ru", "content_text"),
        "source_page": ("source_url",),
        "photo": ("photo_url",),
        **DECISION,
    },
    options={"category": Dictionary.NEWS_CATEGORIES},
    stats=f"{_NEWS}/stats",
    waiting=pending(f"{_NEWS}/pending", f"{_NEWS}/all-statuses", key="news"),
)

CONTENT: Mapping[Section, Route] = {
    Section.EVENTS: _EVENT_ROUTE,
    Section.PARTICIPANTS: _PARTICIPANT_ROUTE,
    Section.COURSES: _COURSE_ROUTE,
    Section.VACANCIES: _VACANCY_ROUTE,
    Section.NEWS: _NEWS_ROUTE,
}
