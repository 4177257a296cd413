"""All that can be done to the records of each section, in the order of a card's buttons: the only list of it."""

from collections.abc import Mapping

from tabys_bot.domain.access import Role, may
from tabys_bot.domain.acts import content, leisure, people, volunteers
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.sections import Section

ACTS: Mapping[Section, tuple[Act, ...]] = {
    Section.EVENTS: content.EVENTS,
    Section.COURSES: content.COURSES,
    Section.VACANCIES: content.VACANCIES,
    Section.NEWS: content.NEWS,
    Section.PROJECTS: content.PROJECTS,
    Section.SUBMISSIONS: content.SUBMISSIONS,
    Section.VOLUNTEERS: volunteers.VOLUNTEERS,
    Section.APPLICATIONS: volunteers.APPLICATIONS,
    Section.TASK_REPORTS: volunteers.TASK_REPORTS,
    Section.PROMOTIONS: volunteers.PROMOTIONS,
    Section.PURCHASES: volunteers.PURCHASES,
    Section.BENEFITS: volunteers.BENEFITS,
    Section.VOLUNTEER_EVENTS: volunteers.VOLUNTEER_EVENTS,
    Section.PLACES: leisure.PLACES,
    Section.TICKETS: leisure.TICKETS,
    Section.PROMO: leisure.PROMO,
    Section.EXPERTS: people.EXPERTS,
    Section.TECH_TASKS: people.TECH_TASKS,
    Section.PROFILE: people.PROFILE,
}


def may_do(role: Role, section: Section, act: Act) -> bool:
    """Whether the role may do that there, also where Tabys itself would not object."""
    return may(role, act.permission, CATALOGUE[section].module)


def acts_of(section: Section, role: Role) -> tuple[Act, ...]:
    """What the role may do to the records of a section, new ones included."""
    return tuple(act for act in ACTS.get(section, ()) if may_do(role, section, act))


def find_act(section: Section, name: str) -> Act | None:
    """None for what cannot be done there, whatever a button says."""
    return next((act for act in ACTS.get(section, ()) if act.name == name), None)


def creation(section: Section) -> Act | None:
    """The act that makes a new record of the section."""
    return next((act for act in ACTS.get(section, ()) if act.way is Way.CREATE), None)
