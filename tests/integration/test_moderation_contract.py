"""One promise, two keepers: what waits for a decision, in memory and over HTTP, and what a decision makes of it."""

from datetime import timedelta

import pytest

from tabys_bot.application.failures import RecordGone, RequestRefused, SessionRejected, Unreachable
from tabys_bot.application.use_cases.moderation.deciding import in_line
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import MODERATED, Lineup, decisions_of, state_field, waits
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.sections import Section
from tests.integration.moderation_worlds import FIRST, Moderation, moderation

__all__ = ["moderation"]  # the fixture: memory, then HTTP

every_kind = pytest.mark.parametrize("section", MODERATED)
OWNED = [(section, role) for role in (Role.MSB, Role.NPO) for section in MODERATED if decisions_of(section, role)]
DECISIONS = [(section, act.name) for section in MODERATED for act in ACTS[section] if act.decides]
TURNED_ROUND = [
    (section, act.name) for section, acts in ACTS.items() for act in acts if act.name in ("reapprove", "unapprove")
]


@every_kind
async def test_the_oldest_stands_in_front_and_what_was_decided_on_does_not_stand_there(
    moderation: Moderation, section: Section
) -> None:
    moderation.wait(section, 7, 3, 12)
    line = await moderation.line(section)
    assert [item.entity.id for item in line.items] == [7, 3, 12]
    assert [item.since for item in line.items] == [FIRST + timedelta(hours=hours) for hours in range(3)]
    assert (line.damaged, line.is_whole, line.count) == (0, True, 3)
    for item in line.items:
        assert (item.entity.section, item.entity.parent, waits(item.entity)) == (section, 0, True)


@every_kind
async def test_of_those_that_were_made_at_once_the_lowest_number_comes_first(
    moderation: Moderation, section: Section
) -> None:
    moderation.wait(section)
    for number in (5, 2, 9):
        moderation.desk.put(section, number, FIRST)
    assert await moderation.numbers(section) == [2, 5, 9]


@every_kind
async def test_where_nothing_waits_the_line_is_empty_and_whole(moderation: Moderation, section: Section) -> None:
    moderation.wait(section)
    assert await moderation.line(section) == Lineup()


@every_kind
async def test_each_is_found_from_the_place_that_the_line_tells(moderation: Moderation, section: Section) -> None:
    moderation.wait(section, *range(1, 31))
    for item in (await moderation.line(section)).items:
        entity = (await moderation.look(section, item.entity.id, item.near)).unwrap()
        assert (entity.id, waits(entity)) == (item.entity.id, True)


@pytest.mark.parametrize(("section", "name"), DECISIONS)
async def test_a_decision_takes_it_out_of_the_line_and_it_is_found_in_its_new_state(
    moderation: Moderation, section: Section, name: str
) -> None:
    moderation.wait(section, 7, 3, 12)
    near = {item.entity.id: item.near for item in (await moderation.line(section)).items}
    await moderation.decide(section, name, 3)  # the rejection of a vacancy is answered with a 500
    assert await moderation.numbers(section) == [7, 12]
    sets = next(act.sets for act in ACTS[section] if act.name == name)
    assert await moderation.state(section, 3, near[3]) == sets[state_field(section)]
    assert await moderation.state(section, 3) == sets[state_field(section)]
    assert await moderation.state(section, 12, near[12]) == "pending"


@pytest.mark.parametrize(("section", "name"), TURNED_ROUND)
async def test_a_decision_is_turned_round(moderation: Moderation, section: Section, name: str) -> None:
    moderation.wait(section, 7)
    await moderation.decide(section, name, 900)
    assert await moderation.state(section, 900) == {"reapprove": "approved", "unapprove": "rejected"}[name]
    assert await moderation.numbers(section) == [7]


@pytest.mark.parametrize(("section", "role"), OWNED)
async def test_an_owner_decides_on_what_others_made(moderation: Moderation, section: Section, role: Role) -> None:
    moderation.wait(section, *range(1, 21))
    line = await moderation.line(section, role)
    assert [item.entity.id for item in line.items] == [*range(1, 21)]
    item = line.items[3]
    assert await moderation.state(section, item.entity.id, item.near, role) == "pending"
    for name, state in (("approve", "approved"), ("unapprove", "rejected"), ("reapprove", "approved")):
        await moderation.decide(section, name, item.entity.id, role)
        assert await moderation.state(section, item.entity.id, item.near, role) == state
    assert await moderation.state(section, 901, 0, role) == "rejected"


@every_kind
async def test_what_was_deleted_is_gone_and_stands_in_no_line(moderation: Moderation, section: Section) -> None:
    moderation.wait(section, 7, 3)
    moderation.desk.drop(section, 3)
    assert await moderation.look(section, 3, 1) == Failure(RecordGone())
    assert await moderation.decide(section, "approve", 3) == Failure(RecordGone())
    assert await moderation.numbers(section) == [7]


@every_kind
async def test_nothing_is_told_once_the_session_is_over(moderation: Moderation, section: Section) -> None:
    moderation.wait(section, 7)
    session = await moderation.desk.session(Role.SUPER_ADMIN)
    moderation.desk.end_sessions()
    assert await moderation.gateway.waiting(session, section) == Failure(SessionRejected())
    if section is not Section.NEWS:  # Tabys shows anybody any news
        assert await moderation.entities.record(session, in_line(section), 7, near=0) == Failure(SessionRejected())


@every_kind
async def test_a_tabys_that_is_down_is_unreachable(moderation: Moderation, section: Section) -> None:
    session = await moderation.desk.session(Role.SUPER_ADMIN)
    await moderation.desk.shut_down()
    outcome = await moderation.gateway.waiting(session, section)
    assert isinstance(outcome.failure(), Unreachable)


async def test_where_nothing_is_ever_decided_on_there_is_no_line(moderation: Moderation) -> None:
    session = await moderation.desk.session(Role.SUPER_ADMIN)
    for section in set(CATALOGUE) - set(MODERATED):
        outcome = await moderation.gateway.waiting(session, section)
        assert isinstance(outcome.failure(), RequestRefused)


async def test_a_report_is_paid_for_once_and_a_purchase_that_is_approved_is_not_approved_again(
    moderation: Moderation,
) -> None:
    for section in (Section.TASK_REPORTS, Section.PURCHASES):
        moderation.wait(section, 7)
        assert await moderation.decide(section, "approve", 7) == Success(7)
        assert isinstance((await moderation.decide(section, "approve", 7)).failure(), RequestRefused)
