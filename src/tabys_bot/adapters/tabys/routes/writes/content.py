"""Events, courses, vacancies and news."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes.writes.shape import PICTURE_BLAMES, Blame, Body, Names, Write, decisions
from tabys_bot.domain.sections import Section

_EVENTS = "/api/v2/events"
_COURSES = "/api/v2/courses"
_VACANCIES = "/api/v2/vacancies/admin"
_NEWS = "/api/v2/admin/news"

_EVENT: Mapping[str, Names] = {
    "title": "title",
    "starts_at": "event_date",
    "place": "location",
    "format": "format",
    "description": "description",
}
_EVENT_WRITES: Mapping[str, Write] = {
    **decisions(f"{_EVENTS}/admin/moderation"),
    "create": Write("POST", f"{_EVENTS}/admin/create", Body.JSON, _EVENT),
    "edit": Write("PUT", f"{_EVENTS}/admin/{{id}}", Body.JSON, _EVENT),
    # both photo routes are public: there are no admin ones
    "photo": Write(
        "POST",
        f"{_EVENTS}/{{id}}/upload-photo",
        Body.FORM,
        {"photo": "file"},
        first=f"{_EVENTS}/admin/{{id}}",
        is_open=True,
        blames=(Blame(400, "", "photo"),),
    ),
    "no_photo": Write("DELETE", f"{_EVENTS}/{{id}}/photo", first=f"{_EVENTS}/admin/{{id}}", is_open=True),
    "delete": Write("DELETE", f"{_EVENTS}/admin/{{id}}"),
}

_COURSE: Mapping[str, Names] = {
    "title": "title",
    "description": "description",
    "course_page": "course_url",
    "language": "language",
    "level": "level",
    "duration": "duration",
    "skills": "skills",
    "free": "is_free",
    "price": "price",
    "price_currency": "currency",
    "invite_code": "invite_code",
    "category": "categories",
    "video": "video_preview",
    "photo": "cover_image",
}
_FREE = {"is_free": {"price": 0, "invite_code": None}}
_COURSE_BLAMES = (Blame(400, "инвайт", "invite_code"), *PICTURE_BLAMES)
_COURSE_WRITES: Mapping[str, Write] = {
    **decisions(f"{_COURSES}/admin/moderation"),
    "create": Write(
        "POST",
        f"{_COURSES}/admin/create",
        Body.FORM,
        _COURSE,
        fixed={"currency": "KZT"},  # required of a free one too
        implied=_FREE,
        blames=_COURSE_BLAMES,
    ),
    "edit": Write(
        "PUT",
        f"{_COURSES}/admin/{{id}}",
        Body.FORM,
        _COURSE,
        fixed={"currency": "KZT"},
        implied=_FREE,
        # a form cannot say "none of them", but numbers that nobody knows are dropped
        emptied={"categories": [0]},
        whole=True,
        picture="cover_image",
        first=f"{_COURSES}/admin/{{id}}",
        blames=_COURSE_BLAMES,
    ),
    # public; admin/{id} is a 405
    "delete": Write("DELETE", f"{_COURSES}/{{id}}", first=f"{_COURSES}/admin/{{id}}", is_open=True),
}

_VACANCY: Mapping[str, Names] = {
    "profession": "profession_id",
    "city": "city_id",
    "company": "company_name",
    "description_kk": "description_kz",
    "description_ru": "description_ru",
    "requirements_kk": "requirements_kz",
    "requirements_ru": "requirements_ru",
    "employment": "employment_type",
    "work": "work_type",
    "salary_low": "salary_min",
    "salary_high": "salary_max",
    "experience": "experience_years",
    "email": "contact_email",
    "phone": "contact_phone",
    "deadline": "deadline",
    "skill_names": "required_skills",
}
_VACANCY_BLAMES = (Blame(404, "профессия", "profession"), Blame(404, "город", "city"))
_VACANCY_WRITES: Mapping[str, Write] = {
    # rejecting is answered with a 500, and done
    **decisions(f"{_VACANCIES}/moderation"),
    "create": Write(
        "POST",
        f"{_VACANCIES}/create",
        Body.JSON,
        _VACANCY,
        # titles are required, and dropped
        echoed={"title_kz": "description_kz", "title_ru": "description_ru"},
        blames=_VACANCY_BLAMES,
    ),
    "edit": Write(
        "PUT",
        f"{_VACANCIES}/{{id}}",
        Body.JSON,
        _VACANCY,
        emptied={"required_skills": []},
        blames=_VACANCY_BLAMES,
    ),
    "deactivate": Write("DELETE", f"{_VACANCIES}/{{id}}"),  # nothing is deleted, and it may be repeated
    "activate": Write("PUT", f"{_VACANCIES}/{{id}}", Body.JSON, fixed={"is_active": True}),
}

_ARTICLE: Mapping[str, Names] = {
    "title_kk": "title_kz",
    "title_ru": "title_ru",
    "lead_kk": "description_kz",
    "lead_ru": "description_ru",
    "text_kk": "content_text_kz",
    "text_ru": "content_text_ru",
    "category": "category",
    "photo": "photo_url",
}
_NEWS_WRITES: Mapping[str, Write] = {
    **decisions(_NEWS),
    "create": Write(
        "POST",
        f"{_NEWS}/",
        Body.JSON,
        {**_ARTICLE, "source": "source_name", "source_page": "source_url", "language": "language"},
        fixed={"status": "draft"},
    ),
    "edit": Write("PUT", f"{_NEWS}/{{id}}", Body.JSON, _ARTICLE),
    "publish": Write("POST", f"{_NEWS}/{{id}}/publish-now"),
    "schedule": Write(
        "POST",
        f"{_NEWS}/{{id}}/schedule",
        Body.JSON,
        {"publish_at": "publish_at"},
        numbered="news_id",
        blames=(Blame(422, "", "publish_at"),),
    ),
    "delete": Write("DELETE", f"{_NEWS}/{{id}}"),
}

CONTENT: Mapping[Section, Mapping[str, Write]] = {
    Section.EVENTS: _EVENT_WRITES,
    Section.COURSES: _COURSE_WRITES,
    Section.VACANCIES: _VACANCY_WRITES,
    Section.NEWS: _NEWS_WRITES,
}
