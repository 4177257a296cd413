"""The records of all sections as Tabys sends them, read over HTTP with as few calls as can be."""

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import Broken, RecordGone, SessionRejected
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import Bilingual, Page, Picture
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import (
    GATHERED,
    LISTS,
    OFFERED,
    OPEN,
    PARENTS,
    Desk,
    at,
    desk,
    listed,
    numbers,
    route_of,
    rows,
    sections,
    stretched,
    window,
)
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

# the others come as they are stored
NEWEST_FIRST = {
    Section.EVENTS: "event_date",
    Section.VACANCIES: "created_at",
    Section.NEWS: "created_at",
    Section.PROJECTS: "created_at",
    Section.TECH_TASKS: "created_at",
}
LONG = [section for section in CATALOGUE if section not in PARENTS]
FIXED = {Section.VOLUNTEER_EVENTS: {"status": ""}, Section.RESUMES: {"published_only": "false"}}


@pytest.mark.parametrize("section", [section for section in LONG if section in OFFERED and section not in GATHERED])
async def test_a_list_shows_eight_and_asks_for_one_more(desk: Desk, section: Section) -> None:
    await desk.warmed_up(section)
    page = await desk.page(section, 8)
    assert desk.asked() == [(LISTS[section], window(8, 9) | FIXED.get(section, {}))], "one GET for a press"
    assert (len(page.items), page.offset, page.has_next) == (8, 8, True)


@sections
async def test_paging_shows_each_record_once(desk: Desk, section: Section) -> None:
    shown = await desk.all(section)
    assert len(shown) == len(set(shown))
    assert set(shown) == numbers(desk, section)


@pytest.mark.parametrize("section", NEWEST_FIRST)
async def test_a_list_has_the_order_of_tabys(desk: Desk, section: Section) -> None:
    key = NEWEST_FIRST[section]
    stored = sorted(rows(desk, section), key=lambda row: at(row[key]), reverse=True)
    assert await desk.all(section) == [row["id"] for row in stored]


@stretched
async def test_the_page_that_is_just_full_is_the_last(desk: Desk, section: Section) -> None:
    here = numbers(desk, section)
    rows(desk, section)[:] = [row for row in rows(desk, section) if row["id"] in sorted(here)[:8]]
    last = await desk.page(section)
    assert (len(last.items), last.has_next) == (8, False)


@sections
async def test_beyond_the_end_and_in_an_empty_list_there_is_nothing(desk: Desk, section: Section) -> None:
    beyond = await desk.page(section, 40_000)
    assert (beyond.items, beyond.has_next) == ((), False)
    rows(desk, section).clear()
    empty = await desk.page(section)
    assert (empty.items, empty.has_next, empty.total or 0) == ((), False, 0)


@sections
async def test_each_record_of_a_list_opens_with_one_get(desk: Desk, section: Section) -> None:
    await desk.warmed_up(section)
    page = await desk.page(section)
    desk.asked()
    for entity in page.items:
        card = await desk.card(section, entity.id)
        assert [path for path, _ in desk.asked()] == [route_of(section, entity.id)]
        assert {name: card.get(name) for name in entity.values} == dict(entity.values), "the list tells no other story"


@sections
async def test_only_fields_of_the_catalogue_are_read(desk: Desk, section: Section) -> None:
    names = {field.name for field in CATALOGUE[section].fields}
    assert {name for entity in (await desk.page(section)).items for name in entity.values} <= names


@sections
async def test_a_record_that_is_gone_says_so(desk: Desk, section: Section) -> None:
    assert await desk.failure(section, number=999_999) == RecordGone()
    assert await desk.failure(section, number=2**40) == RecordGone()


@sections
async def test_the_token_of_the_session_is_sent(desk: Desk, section: Section) -> None:
    session = desk.session()
    await desk.entities.page(session, listed(section), offset=0, limit=8)
    (call, *_) = [call for call in desk.tabys.calls if call.path == LISTS[section]]
    assert call.headers["authorization"] == f"Bearer {session.access_token}"


@sections
async def test_an_old_token_is_rejected(desk: Desk, section: Section) -> None:
    session = desk.session()
    desk.tabys.expire_tokens()
    outcome = await desk.entities.page(session, listed(section), offset=0, limit=8)
    assert isinstance(outcome, Success) if section in OPEN else outcome == Failure(SessionRejected())


async def test_what_changes_in_tabys_is_seen_at_once(desk: Desk) -> None:
    before = await desk.page(Section.NEWS)
    rows(desk, Section.NEWS)[0]["title_ru"] = "Новое"
    after = await desk.page(Section.NEWS)
    assert (before.items[1].values["title"], after.items[1].values["title"]) == (
        Bilingual("Сарыарқа көктемі", "Весна Сарыарки"),
        Bilingual("Сарыарқа көктемі", "Новое"),
    )


@pytest.mark.parametrize(
    ("section", "total"), [(Section.TECH_TASKS, 40), (Section.SUBMISSIONS, 12), (Section.VOLUNTEER_EVENTS, 25)]
)
async def test_totals_are_told_where_tabys_counts(desk: Desk, section: Section, total: int) -> None:
    assert (await desk.page(section)).total == total
    assert (await desk.page(section, 400)) == Page((), 400, has_next=False, total=total)


@pytest.mark.parametrize("section", [Section.VOLUNTEERS, Section.EVENTS, Section.PURCHASES])
async def test_no_total_is_made_up(desk: Desk, section: Section) -> None:
    assert (await desk.page(section)).total is None


async def test_a_total_that_the_rows_contradict_is_not_believed(desk: Desk) -> None:
    few = rows(desk, Section.TECH_TASKS)[:9]
    desk.tabys.fail_next("/tech-tasks/", faults.wrong_type({"tasks": few, "total": 3}))
    page = await desk.page(Section.TECH_TASKS)
    assert (page.total, page.has_next) == (None, True)


async def test_a_project_has_a_gallery(desk: Desk) -> None:
    address = "https://tabys.example.invalid/uploads/gallery/seed.png"
    pictures = await desk.entities.gallery(desk.session(), Section.PROJECTS, 2)
    assert pictures == Success((Picture(address, is_public=True),))
    assert await desk.entities.gallery(desk.session(), Section.PROJECTS, 3) == Success(())
    desk.asked()
    assert await desk.entities.gallery(desk.session(), Section.EVENTS, 3) == Success(())
    assert desk.asked() == []


@pytest.mark.parametrize("section", [section for section in CATALOGUE if ROUTES[section].stats])
async def test_states_of_moderation_are_counted(desk: Desk, section: Section) -> None:
    stored = [row["moderation_status"] for row in rows(desk, section)]
    counts = (await desk.entities.counts(desk.session(), section)).unwrap()
    assert counts == {state: stored.count(state) for state in ("pending", "approved", "rejected")}
    assert len(desk.asked()) == 1


async def test_what_is_not_moderated_is_not_counted(desk: Desk) -> None:
    assert await desk.entities.counts(desk.session(), Section.USERS) == Success({})
    assert desk.asked() == []
    desk.tabys.fail_next("stats", faults.wrong_type([]))
    outcome = await desk.entities.counts(desk.session(), Section.NEWS)
    assert isinstance(outcome.failure(), Broken)
    desk.tabys.fail_next("stats", faults.wrong_type({"pending": "7", "approved": None, "rejected": -1}))
    assert await desk.entities.counts(desk.session(), Section.NEWS) == Success({"pending": 7})
