"""Where Tabys keeps the records of each section, and what it calls their fields: every URL and naming quirk is here.

Paths match exactly: a missing or an extra trailing slash is a 405.
"""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.context import Dictionary
from tabys_bot.adapters.tabys.routes.content import CONTENT
from tabys_bot.adapters.tabys.routes.leisure import LEISURE
from tabys_bot.adapters.tabys.routes.people import PEOPLE, PROFILE
from tabys_bot.adapters.tabys.routes.projects import PROJECTS
from tabys_bot.adapters.tabys.routes.shape import Listing, Path, Route
from tabys_bot.adapters.tabys.routes.volunteers import VOLUNTEERS
from tabys_bot.domain.sections import Section

__all__ = ["DICTIONARIES", "PROFILE", "ROUTES", "Listing", "Path", "Route"]

TELEGRAM_AUTH = "/api/v1/telegram-auth"
VERIFY_OTP = f"{TELEGRAM_AUTH}/verify-otp"
RESTORE_SESSION = f"{TELEGRAM_AUTH}/restore-session"
LOGOUT = f"{TELEGRAM_AUTH}/logout"
SESSIONS = f"{TELEGRAM_AUTH}/sessions"
SESSION = f"{TELEGRAM_AUTH}/sessions/{{id}}"
REGISTRATIONS = "/api/v2/admin/pending"
REGISTRATION = "/api/v2/admin/{id}/approve"
DASHBOARD = "/api/v2/admin/analytics/dashboard"

# Public; cities and skills come a hundred at a time unless more is asked for.
DICTIONARIES: Mapping[Dictionary, tuple[str, Mapping[str, int]]] = {
    Dictionary.PROFESSIONS: ("/api/v2/resumes/professions", {}),
    Dictionary.CITIES: ("/api/v2/resumes/cities", {"limit": 1000}),
    Dictionary.DIRECTIONS: ("/api/v2/volunteer/directions", {}),
    Dictionary.SKILLS: ("/api/v2/resumes/skills", {"limit": 1000}),
    Dictionary.LEISURE_CATEGORIES: ("/api/v2/leisure/categories", {}),
    Dictionary.COURSE_CATEGORIES: ("/api/v2/courses/categories", {}),
    Dictionary.NEWS_CATEGORIES: ("/api/v2/news/categories", {}),
}

ROUTES: Mapping[Section, Route] = {**CONTENT, **PROJECTS, **VOLUNTEERS, **LEISURE, **PEOPLE}
