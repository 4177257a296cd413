"""The admin himself over HTTP: a record whose path tells no number, for the token tells whose it is."""

import pytest

from tabys_bot.adapters.tabys.auth import HttpAuth
from tabys_bot.application.failures import Broken, Rejected, SessionRejected
from tabys_bot.application.ports import Order, Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import Desk
from tests.integration.records_desk import desk as reading
from tests.integration.tabys_auth import ID, auth, signed_in
from tests.integration.writing_desk import WritingDesk, act_of, desk

__all__ = ["auth", "desk", "reading"]  # the fixtures

PROFILE, PATH = Section.PROFILE, "/api/v2/admin/profile"
NEW = "Әлия «Жас қанат» <npo> & К°"
roles = pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])


async def change(desk: WritingDesk, role: Role = Role.GOVERNMENT, **values: Written) -> object:
    session = desk.session(role)
    outcome = await desk.writing.write(session, Order(PROFILE, act_of(PROFILE, "edit"), session.admin_id, 0, values))
    return outcome.failure() if isinstance(outcome, Failure) else outcome


@roles
async def test_a_profile_is_read_with_one_get(reading: Desk, role: Role) -> None:
    row = reading.tabys.admin(role)
    values = (await reading.record(PROFILE, row["id"], role=role)).values
    assert {name: values[name] for name in ("full_name", "login", "email", "role")} == {
        "full_name": row["name"].replace("<npo> ", ""),  # no markup, as everywhere
        "login": row["login"],
        "email": row["email"],
        "role": role.value,
    }
    assert values["created_at"]
    assert reading.asked() == [(PATH, {})]


async def test_a_profile_without_an_address_lacks_nothing_else(reading: Desk) -> None:
    row = reading.tabys.admin(Role.NPO)
    row["email"] = None
    values = (await reading.record(PROFILE, row["id"], role=Role.NPO)).values
    assert set(values) == {"full_name", "login", "role", "created_at"}


async def test_the_profile_of_another_is_never_taken_for_the_one_that_was_asked_for(reading: Desk) -> None:
    other = reading.tabys.admin(Role.SUPER_ADMIN)["id"]
    assert isinstance(await reading.failure(PROFILE, number=other, role=Role.NPO), Broken)


@roles
async def test_every_role_changes_itself_and_nobody_else(desk: WritingDesk, role: Role) -> None:
    before = {number: dict(row) for number, row in desk.tabys.accounts.admins.items()}
    number = desk.tabys.admin(role)["id"]
    assert await change(desk, role, full_name=NEW) == Success(number)
    assert (desk.written[0].method, desk.written[0].path, desk.body) == ("PUT", PATH, {"name": NEW})
    before[number]["name"] = NEW
    assert desk.tabys.accounts.admins == before


async def test_an_address_is_given_and_taken_away(desk: WritingDesk) -> None:
    row = desk.tabys.admin(Role.GOVERNMENT)
    await change(desk, email="akimat@example.kz")
    assert row["email"] == "akimat@example.kz"
    await change(desk, email=None)
    assert not row["email"]
    assert [call.body for call in desk.written] == [{"email": "akimat@example.kz"}, {"email": ""}]


async def test_a_name_that_tabys_does_not_take_is_put_at_its_question(desk: WritingDesk) -> None:
    for name in ("", "А" * 101):
        failure = await change(desk, full_name=name)
        assert isinstance(failure, Rejected)
        assert set(failure.problems) == {"full_name"}


async def test_nothing_is_changed_with_an_old_token(desk: WritingDesk) -> None:
    session = desk.session(Role.NPO)
    desk.tabys.expire_tokens()
    order = Order(PROFILE, act_of(PROFILE, "edit"), session.admin_id, 0, {"full_name": NEW})
    assert await desk.writing.write(session, order) == Failure(SessionRejected())
    assert desk.tabys.admin(Role.NPO)["name"] != NEW


async def test_the_new_name_is_told_when_the_session_is_checked(desk: WritingDesk, auth: HttpAuth) -> None:
    await signed_in(desk.tabys, auth, "government")
    await change(desk, full_name=NEW)
    assert (await auth.restore(ID)).unwrap().admin_name == NEW
