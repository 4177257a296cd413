"""Projects and what people submit to them."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes.writes.shape import Blame, Body, Names, Write, decisions
from tabys_bot.domain.sections import Section

_PROJECTS = "/api/v2/projects"
_TEXTS = ("title", "title_ru", "description", "description_ru", "author")
_EDITABLE: Mapping[str, Names] = {
    "title_kk": "title",
    "title_ru": "title_ru",
    "description_kk": "description",
    "description_ru": "description_ru",
    "author": "author",
    "starts_at": "start_date",
    "ends_at": "end_date",
    "stage": "status",
    "photo": "photo_url",
    "video": "video_url",
}
_BLAMES = tuple(Blame(422, words, "ends_at") for words in ("end_date", "end date", "оконч"))

PROJECTS: Mapping[Section, Mapping[str, Write]] = {
    Section.PROJECTS: {
        **decisions(f"{_PROJECTS}/admin/moderation"),
        "create": Write(
            "POST", f"{_PROJECTS}/admin/create", Body.JSON, {**_EDITABLE, "type": "project_type"}, blames=_BLAMES
        ),
        "edit": Write(
            "PUT",
            f"{_PROJECTS}/admin/{{id}}",
            Body.JSON,
            _EDITABLE,
            emptied={"status": "draft"},
            along=_TEXTS,  # without any of them it is a 500
            first=f"{_PROJECTS}/admin/{{id}}",
            blames=_BLAMES,
        ),
        # the connection is dropped right after the 204
        "delete": Write("DELETE", f"{_PROJECTS}/admin/{{id}}"),
    },
    Section.SUBMISSIONS: {
        "review": Write(
            "PUT",
            f"{_PROJECTS}/{{parent}}/submissions/{{id}}/status",
            Body.JSON,
            {"status": "status", "comment": "admin_comment"},
        ),
    },
}
