"""Projects, whom people vote for in them, and what people submit to them."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys import lines
from tabys_bot.adapters.tabys.routes.shape import (
    DECISION,
    Gallery,
    Listing,
    Paging,
    Path,
    Route,
    Sent,
    moderated,
    queued,
)
from tabys_bot.domain.sections import Section

_PROJECTS = "/api/v2/projects"
_WHOLE = 5_000  # more than any record has inside: one call

PROJECTS: Mapping[Section, Route] = {
    Section.PROJECTS: Route(
        lists=(
            Listing(
                (Path(f"{_PROJECTS}/admin/list"),),
                "projects",
                filters={"stage": Sent("status"), "type": Sent("project_type")},
                search="search",
            ),
            moderated(f"{_PROJECTS}/admin", "projects", is_ordered=False),
        ),
        record=(f"{_PROJECTS}/admin/{{id}}",),
        keys={
            "title": ("title", "title_ru"),
            "type": ("project_type",),
            "stage": ("status",),
            "starts_at": ("start_date",),
            "ends_at": ("end_date",),
            "description": ("description", "description_ru"),
            "video": ("video_url",),
            "photo": ("photo_url",),
            **DECISION,
        },
        gallery=Gallery(f"{_PROJECTS}/{{id}}", "gallery", "image_url"),
        stats=f"{_PROJECTS}/admin/moderation/stats",
        waiting=queued("project", f"{_PROJECTS}/admin", "projects"),
    ),
    Section.CANDIDATES: Route(
        # public: the admin's record of a project does not hold them
        lists=(Listing((Path(f"{_PROJECTS}/{{parent}}", Paging.NONE),), "participants", inside=True, chunk=_WHOLE),),
        keys={
            "full_name": ("name",),
            "votes": ("votes_count",),
            "description": ("description", "description_ru"),
            "video": ("video_url",),
            "instagram": ("instagram_url",),
            "facebook": ("facebook_url",),
            "linkedin": ("linkedin_url",),
            "twitter": ("twitter_url",),
            "photo": ("photo_url",),
        },
    ),
    Section.SUBMISSIONS: Route(
        lists=(
            Listing(
                (Path(f"{_PROJECTS}/{{parent}}/submissions"),),
                "submissions",
                filters={"status": Sent("status")},
                search="search",
                counted=True,
            ),
        ),
        record=(f"{_PROJECTS}/{{parent}}/submissions/{{id}}",),
        keys={
            "full_name": ("applicant_name",),
            "phone": ("phone_number",),
            "comment": ("admin_comment",),
            "user": ("user_id",),
            "answers": ("responses",),
        },
        readers={"answers": lines.answers},
        form=f"{_PROJECTS}/{{parent}}/form-template",
    ),
}
