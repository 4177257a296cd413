"""Who may do what: the one table of roles, modules and permissions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self


class Role(StrEnum):
    """A role of a Tabys administrator, spelled as the backend spells it."""

    CLIENT = "client"
    VOLUNTEER_ADMIN = "volunteer_admin"
    MSB = "msb"
    NPO = "npo"
    GOVERNMENT = "government"
    ADMINISTRATOR = "administrator"
    SUPER_ADMIN = "super_admin"

    @classmethod
    def parse(cls, name: object) -> Self | None:
        """The role of that name; None for an absent role or one that this bot does not know."""
        return cls(name) if isinstance(name, str) and name in cls._value2member_map_ else None


class Module(StrEnum):
    """A part of the CRM, in the order of the menu, and behind them what stands in no menu."""

    EVENTS = "events"
    COURSES = "courses"
    VACANCIES = "vacancies"
    NEWS = "news"
    PROJECTS = "projects"
    VOLUNTEERS = "volunteers"
    LEISURE = "leisure"
    USERS = "users"
    CERTIFICATES = "certificates"
    EXPERTS = "experts"
    RESUMES = "resumes"
    TECH_TASKS = "tech_tasks"
    PROFILE = "profile"  # of the admin himself, whoever he is


class Permission(StrEnum):
    """What may be done to the records of a module."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


class Privilege(StrEnum):
    """What may be done beside the modules, in the admin panel, in the order of its menu."""

    SESSIONS = "sessions"  # see who is signed in with the bot, and end that
    REGISTRATIONS = "registrations"  # let new admins in
    NUMBERS = "numbers"  # the dashboard


_ALL = frozenset(Permission)
_READ = frozenset({Permission.READ})
_MENU = tuple(module for module in Module if module is not Module.PROFILE)
_HIMSELF = {Module.PROFILE: frozenset({Permission.READ, Permission.UPDATE})}

GRANTS: Mapping[Role, Mapping[Module, frozenset[Permission]]] = {
    Role.CLIENT: {},
    Role.VOLUNTEER_ADMIN: {Module.VOLUNTEERS: _ALL, **_HIMSELF},
    Role.MSB: {Module.VACANCIES: _ALL, Module.LEISURE: _ALL, **_HIMSELF},
    Role.NPO: {Module.PROJECTS: _ALL, Module.EVENTS: _ALL, **_HIMSELF},
    Role.GOVERNMENT: {**dict.fromkeys(_MENU, _READ), **_HIMSELF},
    Role.ADMINISTRATOR: {**dict.fromkeys(_MENU, _ALL), **_HIMSELF},
    Role.SUPER_ADMIN: {**dict.fromkeys(_MENU, _ALL), **_HIMSELF},
}


def may(role: Role, permission: Permission, module: Module) -> bool:
    """Whether the role holds the permission, also where the backend itself would not object."""
    return permission in GRANTS[role].get(module, ())


def readable_modules(role: Role) -> tuple[Module, ...]:
    """The modules that the role may look at, in menu order; empty for a role without access."""
    return tuple(module for module in _MENU if may(role, Permission.READ, module))


# narrower than the backend, which shows the numbers to every admin
PRIVILEGES: Mapping[Role, frozenset[Privilege]] = {
    Role.ADMINISTRATOR: frozenset({Privilege.SESSIONS, Privilege.NUMBERS}),
    Role.SUPER_ADMIN: frozenset(Privilege),
}


def privileges_of(role: Role) -> tuple[Privilege, ...]:
    """What the role may do in the admin panel; empty for a role that has none."""
    return tuple(privilege for privilege in Privilege if privilege in PRIVILEGES.get(role, ()))


def sees_only_own(role: Role) -> bool:
    """Whether Tabys shows the role only its own records (`admin/list` and `admin/{id}` of these two)."""
    return role in (Role.MSB, Role.NPO)
