"""Decisions in the made-up Tabys do what they do in the real one, no less and no more often."""

from collections.abc import Mapping

import pytest

from tabys_bot.application.failures import RequestRefused
from tabys_bot.application.use_cases.moderation.deciding import in_line
from tabys_bot.domain.access import Role
from tabys_bot.domain.acts import ACTS
from tabys_bot.domain.acts.shape import REASON
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.moderation import MODERATED, decisions_of, state_field, waits
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Entity, Query, Ref, Value
from tabys_bot.domain.sections import Section
from tests.unit.writing_scene import Writing, writing

VOLUNTEER = Entity(
    Section.VOLUNTEERS, 4, {"full_name": "Әсел", "coins": 30, "earned": 50, "volunteer_level": "VOLUNTEER"}
)
WHY = {REASON: "Орын қалмады"}
OF_MODERATION = [section for section in MODERATED if state_field(section) == "moderation"]
every_kind = pytest.mark.parametrize("section", MODERATED)


async def desk(section: Section, **values: Value) -> Writing:
    """With one record of the section, number 1, that waits, and one volunteer."""
    state: Mapping[str, Value] = {state_field(section): "pending"}
    return await writing(Role.SUPER_ADMIN, Entity(section, 1, {**state, **values}), VOLUNTEER)


def refused(outcome: object) -> bool:
    return isinstance(outcome, Failure) and isinstance(outcome.failure(), RequestRefused)


@pytest.mark.parametrize("section", OF_MODERATION)
@pytest.mark.parametrize(
    ("name", "state"),
    [("approve", "approved"), ("reject", "rejected"), ("reapprove", "approved"), ("unapprove", "rejected")],
)
async def test_a_decision_tells_when_it_was_taken_and_by_whom(section: Section, name: str, state: str) -> None:
    admin = await desk(section, moderation_comment="Ескі")
    said = await admin.wrote(section, name, 1)
    assert (said["moderation"], said["moderated_at"]) == (state, admin.clock.now())
    assert said["moderated_by"] == str(admin.session.admin_id)
    assert "moderation_comment" not in said
    assert {*said} <= {field.name for field in CATALOGUE[section].fields}


@pytest.mark.parametrize(
    ("stage", "afterwards"), [("draft", "active"), ("active", "active"), ("cancelled", "cancelled")]
)
async def test_letting_in_begins_a_project_and_rejecting_ends_none(stage: str, afterwards: str) -> None:
    admin = await desk(Section.PROJECTS, stage=stage)
    assert (await admin.wrote(Section.PROJECTS, "reject", 1))["stage"] == stage
    assert (await admin.wrote(Section.PROJECTS, "reapprove", 1))["stage"] == afterwards
    assert (await admin.wrote(Section.PROJECTS, "unapprove", 1))["stage"] == afterwards


@pytest.mark.parametrize("publication", ["draft", "scheduled", "published"])
async def test_a_decision_on_news_changes_nothing_of_their_coming_out(publication: str) -> None:
    admin = await desk(Section.NEWS, publication=publication)
    assert (await admin.wrote(Section.NEWS, "approve", 1))["publication"] == publication
    assert (await admin.wrote(Section.NEWS, "unapprove", 1))["publication"] == publication


async def test_a_report_is_paid_for_once() -> None:
    admin = await desk(Section.TASK_REPORTS, volunteer="Әсел", reward=15)
    said = await admin.wrote(Section.TASK_REPORTS, "approve", 1)
    assert (said["status"], said["earned"]) == ("approved", 15)
    assert refused(await admin.write(Section.TASK_REPORTS, "approve", 1))
    assert refused(await admin.write(Section.TASK_REPORTS, "reject", 1, WHY))
    volunteer = admin.said(Section.VOLUNTEERS, 4)
    assert (volunteer["coins"], volunteer["earned"]) == (45, 65)


async def test_a_report_that_is_rejected_tells_why_and_pays_nothing() -> None:
    admin = await desk(Section.TASK_REPORTS, volunteer="Әсел", reward=15)
    said = await admin.wrote(Section.TASK_REPORTS, "reject", 1, WHY)
    assert (said["status"], said["comment"]) == ("rejected", WHY[REASON])
    assert admin.said(Section.VOLUNTEERS, 4) == VOLUNTEER.values


@pytest.mark.parametrize("asked", [{"person": Ref(Section.VOLUNTEERS, 4)}, {"volunteer": "Әсел"}])
async def test_a_promotion_raises_the_volunteer(asked: Mapping[str, Value]) -> None:
    admin = await desk(Section.PROMOTIONS, wanted_level="TEAM_LEADER", volunteer_level="VOLUNTEER", **asked)
    said = await admin.wrote(Section.PROMOTIONS, "approve", 1)
    assert (said["status"], said["volunteer_level"]) == ("approved", "TEAM_LEADER")
    assert said["reviewed_at"] == admin.clock.now()
    assert admin.said(Section.VOLUNTEERS, 4)["volunteer_level"] == "TEAM_LEADER"
    assert await admin.write(Section.PROMOTIONS, "approve", 1) == Success(1), "Tabys does not guard it"


async def test_a_promotion_that_is_rejected_tells_why() -> None:
    admin = await desk(Section.PROMOTIONS, wanted_level="TEAM_LEADER", person=Ref(Section.VOLUNTEERS, 4))
    said = await admin.wrote(Section.PROMOTIONS, "reject", 1, WHY)
    assert (said["status"], said["comment"], said["reviewed_at"]) == ("rejected", WHY[REASON], admin.clock.now())
    assert admin.said(Section.VOLUNTEERS, 4) == VOLUNTEER.values


async def test_a_purchase_is_approved_once_and_handed_over_after_that() -> None:
    admin = await desk(Section.PURCHASES, volunteer="Әсел", cost=20)
    assert refused(await admin.write(Section.PURCHASES, "complete", 1))
    assert (await admin.wrote(Section.PURCHASES, "approve", 1))["status"] == "approved"
    assert refused(await admin.write(Section.PURCHASES, "approve", 1))
    said = await admin.wrote(Section.PURCHASES, "complete", 1)
    assert (said["status"], said["completed_at"]) == ("completed", admin.clock.now())
    assert admin.said(Section.VOLUNTEERS, 4) == VOLUNTEER.values


async def test_each_cancelling_of_a_purchase_gives_the_coins_back() -> None:
    admin = await desk(Section.PURCHASES, volunteer="Әсел", cost=20)
    for balance in (50, 70):
        said = await admin.wrote(Section.PURCHASES, "reject", 1, WHY)
        assert (said["status"], said["reason"]) == ("cancelled", WHY[REASON])
        volunteer = admin.said(Section.VOLUNTEERS, 4)
        assert (volunteer["coins"], volunteer["earned"]) == (balance, 50)


async def test_why_an_application_is_rejected_is_kept_nowhere_and_may_be_left_out() -> None:
    admin = await desk(Section.APPLICATIONS)
    assert await admin.wrote(Section.APPLICATIONS, "reject", 1, WHY) == {"status": "rejected"}
    assert await admin.wrote(Section.APPLICATIONS, "reapprove", 1) == {"status": "approved"}
    assert await admin.wrote(Section.APPLICATIONS, "unapprove", 1) == {"status": "rejected"}


@pytest.mark.parametrize("section", [Section.TASK_REPORTS, Section.PROMOTIONS, Section.PURCHASES])
@pytest.mark.parametrize("said", [{}, {REASON: ""}, {REASON: "  "}, {REASON: None}])
async def test_nothing_is_rejected_there_without_a_reason(section: Section, said: Mapping[str, str | None]) -> None:
    admin = await desk(section)
    assert refused(await admin.write(section, "reject", 1, said))
    assert admin.said(section, 1)["status"] == "pending"


async def test_a_reason_of_what_takes_none_is_a_mistake_of_ours() -> None:
    admin = await desk(Section.EVENTS)
    with pytest.raises(KeyError):
        await admin.write(Section.EVENTS, "approve", 1, WHY)


@pytest.mark.parametrize("role", [Role.NPO, Role.MSB])
async def test_an_owner_decides_on_what_others_made_and_changes_it_in_no_other_way(role: Role) -> None:
    admin = await writing(Role.ADMINISTRATOR)
    owner = await admin.other(role)
    for section in MODERATED:
        if decisions_of(section, role):
            number = await admin.made(section)
            await admin.wrote(section, "unapprove", number)
            assert (await owner.wrote(section, "reapprove", number))["moderation"] == "approved"
            record = await owner.tabys.record(owner.session, in_line(section), number, near=0)
            assert record.unwrap().values["moderated_by"] == str(owner.session.admin_id)
            hidden = await owner.tabys.record(owner.session, Query(section), number, near=0)
            assert isinstance(hidden, Failure)
            delete = "delete" if section is not Section.VACANCIES else "deactivate"
            assert isinstance(await owner.write(section, delete, number), Failure)


@every_kind
async def test_the_demo_has_work_of_every_kind_told_apart_by_its_age(section: Section) -> None:
    admin = await writing()
    line = (await admin.tabys.waiting(admin.session, section)).unwrap()
    assert len(line.items) >= 4
    assert all(waits(item.entity) for item in line.items)
    told = [item.since for item in line.items if item.since]
    assert len(told) == len(set(told)) >= len(line.items) - 1
    assert told == sorted(told)


async def test_the_demo_has_what_must_be_warned_of() -> None:
    admin = await writing()
    waiting = {
        section: (await admin.tabys.waiting(admin.session, section)).unwrap().items
        for section in (Section.NEWS, Section.PROJECTS, Section.VACANCIES)
    }
    for section, items in waiting.items():
        for caution in (one for act in ACTS[section] if act.decides for one in act.cautions):
            name, values = caution.when
            said = [item.entity.values.get(name) for item in items]
            assert any(value in values or (value is True and "yes" in values) for value in said), caution.name
