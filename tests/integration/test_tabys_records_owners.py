"""Whose records a role sees, and what is inside of which."""

import pytest

from tabys_bot.application.failures import AccessRefused, NotOffered, RecordGone
from tabys_bot.domain.access import Role
from tabys_bot.domain.records import Picture
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import (
    Desk,
    desk,
    listed,
    rows,
)
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture


async def test_a_role_without_access_is_refused_by_tabys(desk: Desk) -> None:
    assert isinstance(await desk.failure(Section.EVENTS, role=Role.MSB), AccessRefused)


async def test_certificates_are_kept_from_every_admin_after_every_way_was_tried(desk: Desk) -> None:
    for role in (Role.SUPER_ADMIN, Role.GOVERNMENT):
        assert await desk.failure(Section.CERTIFICATES, role=role) == NotOffered()
        assert [path for path, _ in desk.asked()] == ["/api/v2/certificates/", "/api/v2/certificates/my"]
        assert await desk.failure(Section.CERTIFICATES, number=1, role=role) == NotOffered()
        assert [path for path, _ in desk.asked()] == ["/api/v2/certificates/1"]


async def test_certificates_are_read_where_tabys_gives_them(desk: Desk) -> None:
    row = {"id": 1, "title": "Python", "status": "active", "issue_date": "2026-11-01T00:00:00", "user_id": 5}
    desk.tabys.fail_next("/api/v2/certificates/my", faults.wrong_type([row | {"image_url": "certificates/1/x.png"}]))
    assert [entity.id for entity in (await desk.page(Section.CERTIFICATES)).items] == [1]
    desk.tabys.fail_next("/api/v2/certificates/1", faults.wrong_type(row | {"image_url": "certificates/1/x.png"}))
    card = await desk.card(Section.CERTIFICATES, 1)
    assert card["photo"] == Picture("https://media.tabys.kz/uploads/certificates/1/x.png", is_public=True)


async def test_an_owner_sees_his_own_records_and_no_others(desk: Desk) -> None:
    own = {row["id"] for row in rows(desk, Section.EVENTS) if row["admin_id"] == desk.tabys.admin("npo")["id"]}
    assert set(await desk.all(Section.EVENTS, role=Role.NPO)) == own
    foreign = next(row["id"] for row in rows(desk, Section.EVENTS) if row["id"] not in own)
    assert (await desk.record(Section.EVENTS, min(own), role=Role.NPO)).id == min(own)
    assert await desk.failure(Section.EVENTS, number=foreign, role=Role.NPO) == RecordGone()


@pytest.mark.parametrize(("section", "role"), [(Section.EVENTS, Role.NPO), (Section.PROJECTS, Role.NPO)])
async def test_an_owner_opens_records_of_others_that_wait_for_a_decision(
    desk: Desk, section: Section, role: Role
) -> None:
    query = listed(section, moderation="pending")
    page = await desk.page(query, 8, role=role)
    me = desk.tabys.admin(role)["id"]
    foreign = next(
        entity.id
        for entity in page.items
        if next(row for row in rows(desk, section) if row["id"] == entity.id)["admin_id"] != me
    )
    desk.asked()
    card = (await desk.record(query, foreign, near=8, role=role)).values
    assert card["moderation"] == "pending"
    assert "description" in card or "created_at" in card
    assert len(desk.asked()) == 2, "its own path refuses, the list has all of it"


async def test_a_list_inside_a_record_holds_nothing_of_another(desk: Desk) -> None:
    query = listed(Section.APPLICATIONS)
    of_event = type(query)(Section.APPLICATIONS, 3)
    wanted = {row["id"] for row in rows(desk, Section.APPLICATIONS) if row["_event_id"] == 3}
    page = await desk.page(of_event)
    assert {entity.id for entity in page.items} == wanted
    assert {entity.parent for entity in page.items} == {3}
    assert (await desk.record(of_event, min(wanted))).parent == 3


async def test_a_project_without_candidates_has_none(desk: Desk) -> None:
    query = type(listed(Section.CANDIDATES))(Section.CANDIDATES, 1)
    assert (await desk.page(query)).items == ()


@pytest.mark.parametrize("section", [Section.CANDIDATES, Section.SOLUTIONS])
async def test_a_list_inside_a_gone_record_is_gone(desk: Desk, section: Section) -> None:
    assert await desk.failure(type(listed(section))(section, 999)) == RecordGone()
