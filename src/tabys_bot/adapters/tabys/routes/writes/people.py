"""Experts, tech tasks, and the admin himself."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes import PROFILE
from tabys_bot.adapters.tabys.routes.writes.shape import PICTURE_BLAMES, Body, Write
from tabys_bot.domain.sections import Section

PEOPLE: Mapping[Section, Mapping[str, Write]] = {
    Section.EXPERTS: {
        "create": Write(
            "POST",
            "/api/v2/experts/",  # public; there is no admin one
            Body.FORM,
            {
                "full_name": "full_name",
                "specialization": "specialization",
                "city": "city",
                "address": "address",
                "phone": "phone",
                "website": "website",
                "photo": "avatar",
            },
            # lists as JSON in a text; Tabys' own schema calls them so, its form takes them by the shorter names
            fixed={"education": "[]", "experience": "[]", "education_str": "[]", "experience_str": "[]"},
            first=PROFILE,
            is_open=True,
            blames=PICTURE_BLAMES,
        ),
    },
    Section.TECH_TASKS: {"delete": Write("DELETE", "/api/v2/tech-tasks/admin/{id}")},
    Section.PROFILE: {
        "edit": Write(
            "PUT",
            PROFILE,  # whose it is tells the token
            Body.JSON,
            {"full_name": "name", "email": "email"},
            emptied={"email": ""},  # a null may be taken for what was not sent, and nothing be cleared
        ),
    },
}
