"""How each act of each section is done at Tabys: every path, body and naming quirk of the writes is here."""

from collections.abc import Mapping

from tabys_bot.adapters.tabys.routes.writes.content import CONTENT
from tabys_bot.adapters.tabys.routes.writes.leisure import LEISURE
from tabys_bot.adapters.tabys.routes.writes.people import PEOPLE
from tabys_bot.adapters.tabys.routes.writes.projects import PROJECTS
from tabys_bot.adapters.tabys.routes.writes.shape import Blame, Body, Write
from tabys_bot.adapters.tabys.routes.writes.volunteers import VOLUNTEERS
from tabys_bot.domain.sections import Section

__all__ = ["WRITES", "Blame", "Body", "Write"]

WRITES: Mapping[Section, Mapping[str, Write]] = {**CONTENT, **PROJECTS, **VOLUNTEERS, **LEISURE, **PEOPLE}
