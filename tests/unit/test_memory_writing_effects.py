"""Some writes to the made-up Tabys do more than set a field, and any may fail before or after it was done."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tabys_bot.application.failures import Rejected, SessionRejected, TooSlow, Unreachable
from tabys_bot.application.ports import Written
from tabys_bot.domain.access import Role
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Entity, Money
from tabys_bot.domain.sections import Section
from tests.unit.writing_scene import problems, writing

VOLUNTEER = Entity(Section.VOLUNTEERS, 4, {"full_name": "Әсел", "phone": "+7 700", "coins": 30, "earned": 50})


def coins(act: str, amount: int) -> Mapping[str, Written]:
    return {"coins_act": act, "coins_amount": amount, "coins_reason": "Форум"}


async def test_coins_are_added_and_taken_but_nobody_can_owe_any() -> None:
    desk = await writing(Role.SUPER_ADMIN, VOLUNTEER)
    added = await desk.wrote(Section.VOLUNTEERS, "coins", 4, coins("add", 20))
    assert (added["coins"], added["earned"]) == (50, 70)
    taken = await desk.wrote(Section.VOLUNTEERS, "coins", 4, coins("deduct", 50))
    assert (taken["coins"], taken["earned"]) == (0, 70)
    assert problems(await desk.write(Section.VOLUNTEERS, "coins", 4, coins("deduct", 1))) == ["coins_amount"]
    assert desk.said(Section.VOLUNTEERS, 4) == taken
    assert len(desk.tabys.written) == 2


async def test_each_word_that_somebody_came_pays_him_again() -> None:
    event = Entity(Section.VOLUNTEER_EVENTS, 8, {"title": "Уборка", "reward": 15})
    application = Entity(
        Section.APPLICATIONS, 2, {"volunteer": "Әсел", "phone": "+7 700", "status": "approved"}, parent=8
    )
    desk = await writing(Role.SUPER_ADMIN, VOLUNTEER, event, application)
    for balance in (45, 60):
        said = await desk.wrote(Section.APPLICATIONS, "came", 2)
        assert (said["attended"], said["missed"]) == (True, False)
        assert desk.said(Section.VOLUNTEERS, 4)["coins"] == balance
    said = await desk.wrote(Section.APPLICATIONS, "missed", 2)
    assert (said["attended"], said["missed"]) == (False, True)
    assert desk.said(Section.VOLUNTEERS, 4)["coins"] == 60


async def test_a_vacancy_is_taken_off_and_put_back() -> None:
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.VACANCIES, 1, {"active": True}))
    assert (await desk.wrote(Section.VACANCIES, "deactivate", 1))["active"] is False
    assert (await desk.wrote(Section.VACANCIES, "activate", 1))["active"] is True


async def test_a_task_adds_its_bonus_to_the_event() -> None:
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.VOLUNTEER_EVENTS, 1, {"title": "Уборка", "tasks_bonus": 5}))
    values: Mapping[str, Written] = {"task": "Фото", "task_role": "ALL", "task_required": False, "task_bonus": 10}
    assert (await desk.wrote(Section.VOLUNTEER_EVENTS, "add_task", 1, values))["tasks_bonus"] == 15


async def test_a_review_is_dated_until_it_is_taken_back() -> None:
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.SUBMISSIONS, 1, {"status": "pending"}, parent=3))
    said = await desk.wrote(Section.SUBMISSIONS, "review", 1, {"status": "approved", "comment": "Рахмет"})
    assert said == {"status": "approved", "comment": "Рахмет", "reviewed_at": desk.clock.now()}
    assert await desk.wrote(Section.SUBMISSIONS, "review", 1, {"status": "pending", "comment": None}) == {
        "status": "pending"
    }


async def test_a_free_course_has_no_price_and_a_paid_one_wants_an_invitation() -> None:
    desk = await writing(Role.SUPER_ADMIN, Entity(Section.COURSES, 1, {"title": "Python", "free": True}))
    paid: Mapping[str, Written] = {
        "free": False,
        "price": Decimal(9900),
        "price_currency": "USD",
        "invite_code": "JAS",
    }
    said = await desk.wrote(Section.COURSES, "edit", 1, paid)
    assert said["price"] == Money(Decimal(9900), Decimal(9900), "USD")
    assert (said["invite_required"], said["invite_code"]) == (True, "JAS")
    dearer = await desk.wrote(Section.COURSES, "edit", 1, {"price": Decimal(10_000)})
    assert dearer["price"] == Money(Decimal(10_000), Decimal(10_000), "USD")
    free = await desk.wrote(Section.COURSES, "edit", 1, {"free": True})
    assert (free["price"], free["invite_required"]) == (Money(Decimal(0), Decimal(0)), False)
    assert "invite_code" not in free


async def test_a_new_stock_remembers_what_was_sold() -> None:
    desk = await writing(
        Role.SUPER_ADMIN, Entity(Section.BENEFITS, 1, {"title": "Кружка", "stock": 10, "available": 4})
    )
    assert (await desk.wrote(Section.BENEFITS, "edit", 1, {"stock": 12}))["available"] == 6
    assert (await desk.wrote(Section.BENEFITS, "edit", 1, {"cost": 5}))["available"] == 6
    assert "available" not in await desk.wrote(Section.BENEFITS, "edit", 1, {"stock": None})


@pytest.mark.parametrize("failure", [TooSlow("A1B2C3"), Unreachable("A1B2C3"), Rejected({"task": "x"}, "A1B2C3")])
async def test_a_write_may_fail_with_nothing_done(failure: TooSlow | Unreachable | Rejected) -> None:
    desk = await writing(Role.SUPER_ADMIN, VOLUNTEER)
    desk.tabys.write_fails = failure
    assert await desk.write(Section.VOLUNTEERS, "coins", 4, coins("add", 20)) == Failure(failure)
    assert (desk.said(Section.VOLUNTEERS, 4), desk.tabys.written) == (VOLUNTEER.values, [])
    assert desk.tabys.calls[-1] == "write volunteers coins 4"


async def test_a_write_may_be_done_without_an_answer() -> None:
    desk = await writing(Role.SUPER_ADMIN, VOLUNTEER)
    desk.tabys.write_unanswered = TooSlow("A1B2C3")
    assert await desk.write(Section.VOLUNTEERS, "coins", 4, coins("add", 20)) == Failure(TooSlow("A1B2C3"))
    assert (desk.said(Section.VOLUNTEERS, 4)["coins"], len(desk.tabys.written)) == (50, 1)
    desk.tabys.write_unanswered = None
    assert await desk.write(Section.VOLUNTEERS, "coins", 4, coins("add", 20)) == Success(4)


async def test_nothing_is_written_with_a_token_that_ran_out() -> None:
    desk = await writing(Role.SUPER_ADMIN, VOLUNTEER)
    desk.tabys.expire_tokens()
    assert await desk.write(Section.VOLUNTEERS, "coins", 4, coins("add", 20)) == Failure(SessionRejected())
    assert desk.tabys.written == []
