"""Users, certificates, experts, resumes, tech tasks and their solutions, and the admin himself."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys import lines
from tabys_bot.adapters.tabys.addresses import picture_in
from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.routes.shape import How, Listing, Paging, Path, Route, Sent
from tabys_bot.domain.sections import Section

_CERTIFICATES = "/api/v2/certificates"
_EXPERTS = "/api/v2/experts"
_RESUMES = "/api/v2/resumes"
_TECH_TASKS = "/api/v2/tech-tasks/admin"
PROFILE = "/api/v2/admin/profile"
_PEOPLE_CHUNK = 1_000
_RESUME_FILTERS: Mapping[str, Sent] = {
    "profession": Sent("profession_id"),
    "city": Sent("city_id"),
    "gender": Sent("gender"),
}

PEOPLE: Mapping[Section, Route] = {
    Section.USERS: Route(
        lists=(
            Listing(
                (Path("/api/v2/auth/users"),),
                "users",
                # what is shown in lower case is a 500 unless it is asked for in upper case
                filters={"status": Sent("status_filter", How.UPPER)},
                sifted=("user_type",),
                chunk=_PEOPLE_CHUNK,
            ),
        ),
        keys={"phone": ("phone_number",)},
    ),
    Section.CERTIFICATES: Route(
        lists=(Listing((Path(f"{_CERTIFICATES}/"), Path(f"{_CERTIFICATES}/my")), "certificates"),),
        record=(f"{_CERTIFICATES}/{{id}}",),
        keys={"issued_at": ("issue_date",), "user": ("user_id",), "photo": ("image_url",)},
        readers={"photo": picture_in("uploads/")},
        closed=True,
    ),
    Section.EXPERTS: Route(
        # public; there is no admin one, and no list of them has an order
        lists=(
            Listing((Path(f"{_EXPERTS}/"),), "experts", chunk=_PEOPLE_CHUNK),
            Listing((Path(f"{_EXPERTS}/search"),), "experts", search="search", only_searched=True, chunk=_PEOPLE_CHUNK),
        ),
        record=(f"{_EXPERTS}/{{id}}",),
        keys={"jobs": ("experience",)},
        readers={"education": lines.schools, "jobs": lines.jobs},
    ),
    Section.RESUMES: Route(
        # public; there is no admin one
        lists=(
            Listing(
                (Path(f"{_RESUMES}/"),),
                "resumes",
                filters=_RESUME_FILTERS,
                given={"published": "yes"},
                fixed={"published_only": "true"},
            ),
            Listing(
                (Path(f"{_RESUMES}/"),),
                "resumes",
                filters=_RESUME_FILTERS,
                fixed={"published_only": "false"},
            ),
            # those alone that are not published cannot be asked for
            Listing(
                (Path(f"{_RESUMES}/"),),
                "resumes",
                filters=_RESUME_FILTERS,
                sifted=("published",),
                fixed={"published_only": "false"},
            ),
        ),
        record=(f"{_RESUMES}/{{id}}",),
        keys={
            "profession": ("profession_id",),
            "city": ("city_id",),
            "phone": ("phone_number",),
            "wanted_salary": ("salary_expectation",),
            "wanted_employment": ("employment_type",),
            "published": ("is_published",),
            "active": ("is_active",),
            "user": ("user_id",),
            "skill_names": ("skills",),
            "about": ("about_me",),
            "jobs": ("work_experience",),
        },
        names={
            "profession": Dictionary.PROFESSIONS,
            "city": Dictionary.CITIES,
            "skill_names": Dictionary.SKILLS,
        },
        readers={"skill_names": lines.skills, "education": lines.schools, "jobs": lines.jobs},
    ),
    Section.TECH_TASKS: Route(
        lists=(Listing((Path(f"{_TECH_TASKS}/list"),), "tasks", filters={"status": Sent("status")}, counted=True),),
        record=(f"{_TECH_TASKS}/{{id}}",),
        keys={
            "title": ("title_kz", "title_ru"),
            "area": ("field_of_application",),
            "budget": ("budget_from", "budget_to"),
            "technologies": ("preferred_technologies",),
            "phone": ("contact_phone",),
            "email": ("contact_email",),
            "active": ("is_active",),
            "user": ("user_id",),
            "description": ("description_kz", "description_ru"),
        },
    ),
    Section.SOLUTIONS: Route(
        lists=(Listing((Path(f"{_TECH_TASKS}/{{parent}}", Paging.NONE),), "solutions", inside=True, chunk=5_000),),
        keys={
            "budget": ("proposed_budget",),
            "timeline": ("proposed_timeline",),
            "user": ("user_id",),
            "description": ("description_kz", "description_ru"),
        },
        readers={"files": lines.files},
    ),
    Section.PROFILE: Route(
        lists=(Listing((Path(PROFILE, Paging.NONE),), ""),),  # there is none; nobody asks for one
        record=(PROFILE,),  # whose it is tells the token
        keys={"full_name": ("name",)},
    ),
}
