"""Roles may do exactly what the table of the product says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.domain.access import Module, Permission, Role, may, privileges_of, readable_modules, sees_only_own

ALL = "create read update delete"
EVERYTHING = [
    *("events", "courses", "vacancies", "news", "projects", "volunteers"),
    *("leisure", "users", "certificates", "experts", "resumes", "tech_tasks"),
]
HIMSELF = {"profile": "read update"}
# as the product's owner wrote it, in words, so that a changed table cannot change its own test
TABLE: dict[str, dict[str, str]] = {
    "client": {},
    "volunteer_admin": {"volunteers": ALL, **HIMSELF},
    "msb": {"vacancies": ALL, "leisure": ALL, **HIMSELF},
    "npo": {"events": ALL, "projects": ALL, **HIMSELF},
    "government": dict.fromkeys(EVERYTHING, "read") | HIMSELF,
    "administrator": dict.fromkeys(EVERYTHING, ALL) | HIMSELF,
    "super_admin": dict.fromkeys(EVERYTHING, ALL) | HIMSELF,
}
# beside the modules; the roles that are not named may do nothing of it
PANEL: dict[str, list[str]] = {
    "administrator": ["sessions", "numbers"],
    "super_admin": ["sessions", "registrations", "numbers"],
}


@pytest.mark.parametrize("role", Role)
def test_a_role_holds_the_permissions_of_the_table_and_no_other(role: Role) -> None:
    granted = {
        (module.value, permission.value)
        for module in Module
        for permission in Permission
        if may(role, permission, module)
    }
    assert granted == {
        (module, permission) for module, permissions in TABLE[role].items() for permission in permissions.split()
    }


def test_the_table_knows_every_role_and_every_module() -> None:
    assert [role.value for role in Role] == list(TABLE)
    assert [module.value for module in Module] == [*EVERYTHING, *HIMSELF]


@pytest.mark.parametrize("role", Role)
def test_a_role_sees_its_modules_in_the_order_of_the_menu(role: Role) -> None:
    assert [module.value for module in readable_modules(role)] == [name for name in EVERYTHING if name in TABLE[role]]


@pytest.mark.parametrize("role", Role)
def test_a_role_does_in_the_panel_what_the_table_says_in_the_order_of_its_menu(role: Role) -> None:
    assert [privilege.value for privilege in privileges_of(role)] == PANEL.get(role.value, [])


def test_tabys_keeps_two_roles_to_their_own_records() -> None:
    assert [role.value for role in Role if sees_only_own(role)] == ["msb", "npo"]


@pytest.mark.parametrize("role", Role)
def test_a_role_is_known_by_the_name_that_tabys_gives_it(role: Role) -> None:
    assert Role.parse(role.value) is role


@pytest.mark.parametrize(
    "name", [None, "", "admin", "Administrator", "ADMINISTRATOR", "administrator ", "super-admin", 0, True, ["npo"], {}]
)
def test_an_absent_or_unknown_role_is_no_role(name: object) -> None:
    assert Role.parse(name) is None


@given(st.text() | st.none() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()))
def test_no_name_of_a_role_makes_the_bot_stumble(name: object) -> None:
    role = Role.parse(name)
    assert role is None or role.value == name
