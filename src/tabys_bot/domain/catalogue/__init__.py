"""The sections of the panel, in the order of the menu: the only list of them."""

from collections.abc import Mapping

from tabys_bot.domain.access import Module, Permission, Role, may
from tabys_bot.domain.catalogue import content, leisure, people, volunteers
from tabys_bot.domain.sections import Section, SectionSpec

CATALOGUE: Mapping[Section, SectionSpec] = {
    spec.section: spec
    for spec in (
        content.EVENTS,
        content.PARTICIPANTS,
        content.COURSES,
        content.VACANCIES,
        content.NEWS,
        content.PROJECTS,
        content.CANDIDATES,
        content.SUBMISSIONS,
        volunteers.VOLUNTEERS,
        volunteers.APPLICATIONS,
        volunteers.TASK_REPORTS,
        volunteers.PROMOTIONS,
        volunteers.PURCHASES,
        volunteers.BENEFITS,
        volunteers.VOLUNTEER_EVENTS,
        leisure.PLACES,
        leisure.TICKETS,
        leisure.PROMO,
        people.USERS,
        people.CERTIFICATES,
        people.EXPERTS,
        people.RESUMES,
        people.TECH_TASKS,
        people.SOLUTIONS,
        people.PROFILE,
    )
}


def may_see(role: Role, section: Section) -> bool:
    """Whether the role may look at the section."""
    spec = CATALOGUE[section]
    return may(role, Permission.READ, spec.module) and may(role, spec.needs, spec.module)


def sections_of(module: Module, role: Role) -> tuple[Section, ...]:
    """The lists of a module that stand alone and that the role may see, in menu order."""
    alone = (spec for spec in CATALOGUE.values() if spec.module is module and spec.alone)
    return tuple(spec.section for spec in alone if may_see(role, spec.section))


def searched_sections(role: Role) -> tuple[Section, ...]:
    """Every list that the role may search through as a whole."""
    return tuple(
        section for section, spec in CATALOGUE.items() if spec.alone and spec.searched and may_see(role, section)
    )
