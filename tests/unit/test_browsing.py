"""Looking at records: the permission is asked for on every press, and pages stay on their grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabys_bot.application.failures import GatewayFailure, RecordGone
from tabys_bot.application.use_cases.browsing import ListEntities, ShowEntity
from tabys_bot.domain.access import Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Success
from tabys_bot.domain.records import PAGE_SIZE, Entity, Page, Query
from tabys_bot.domain.sections import Section
from tests.unit.scene import (
    GATEWAY_FAILURES,
    LISTED,
    PARENT,
    Scene,
    entities,
    inside_of,
    is_open,
    query,
    refusal,
    scene,
)

NEWS = Section.NEWS
ALL = Query(NEWS)
# Tabys tells the length of these lists, and keeps this one from every admin
COUNTED = (
    "courses",
    "candidates",
    "submissions",
    "promotions",
    "vol_events",
    "users",
    "experts",
    "tech_tasks",
    "solutions",
)
KEPT_BACK = Section.CERTIFICATES
# the lists that hang on a record, and who may look at them beside the administrators
INSIDE = {
    Section.PARTICIPANTS: (Role.NPO, Role.GOVERNMENT),
    Section.CANDIDATES: (Role.NPO, Role.GOVERNMENT),
    Section.SUBMISSIONS: (Role.NPO,),
    Section.APPLICATIONS: (Role.VOLUNTEER_ADMIN, Role.GOVERNMENT),
    Section.SOLUTIONS: (Role.GOVERNMENT,),
}
roles = pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLIENT])
sections = pytest.mark.parametrize("section", [section for section in LISTED if section is not KEPT_BACK])


def listing(bot: Scene) -> ListEntities:
    return bot.application.list_entities()


def showing(bot: Scene) -> ShowEntity:
    return bot.application.show_entity()


def is_kept_to_his_own(role: Role, section: Section) -> list[str]:
    """What is asked first, so that nobody sees what is inside of somebody else's record."""
    return [f"get {CATALOGUE[section].parent} {PARENT} near 0"] if role is Role.NPO and inside_of(section) else []


def found(section: Section) -> list[Entity]:
    return entities(section, 20, parent=inside_of(section))


@roles
@sections
async def test_a_list_and_its_records_are_read_exactly_by_those_who_may(role: Role, section: Section) -> None:
    bot = scene()
    session = await bot.admitted(role)
    asked = query(section)
    answers = (await listing(bot)(session, asked, 0), await showing(bot)(session, asked, 3, near=0))
    if is_open(role, section):
        total = 20 if section in COUNTED else None
        assert answers == (
            Success(Page(tuple(found(section)[:8]), 0, has_next=True, total=total)),
            Success(found(section)[2]),
        )
        is_his = is_kept_to_his_own(role, section)
        assert bot.tabys.calls == [*is_his, f"list {section} 0", *is_his, f"get {section} 3 near 0"]
    else:
        assert answers == (Failure(refusal(role, section)),) * 2
        assert bot.tabys.calls == []


@roles
@pytest.mark.parametrize("section", INSIDE)
async def test_a_list_inside_a_record_is_read_as_such(role: Role, section: Section) -> None:
    bot = scene()
    session = await bot.admitted(role)
    outcome = await listing(bot)(session, Query(section, PARENT), 0)
    if role in INSIDE[section] or role in (Role.ADMINISTRATOR, Role.SUPER_ADMIN):
        assert outcome.unwrap().items == tuple(entities(section, 8, parent=PARENT))
        assert (await listing(bot)(session, Query(section, PARENT + 1), 0)).unwrap().items == ()
    else:
        assert outcome == Failure(refusal(role, section))
        assert bot.tabys.calls == []


@pytest.mark.parametrize("section", [section for section in INSIDE if not CATALOGUE[section].alone])
async def test_a_list_that_is_only_inside_of_records_is_not_read_without_one(section: Section) -> None:
    bot = scene()
    session = await bot.admitted()
    assert await listing(bot)(session, Query(section), 0) == Failure(RecordGone())
    assert await showing(bot)(session, Query(section), 3, near=0) == Failure(RecordGone())
    assert bot.tabys.calls == []


async def test_what_is_inside_of_nothing_is_read_as_a_list_of_all() -> None:
    bot = scene()
    session = await bot.admitted()
    assert (await listing(bot)(session, Query(NEWS, parent=5), 0)).unwrap().items == tuple(entities(NEWS, 8))


@pytest.mark.parametrize("section", [Section.PARTICIPANTS, Section.CANDIDATES, Section.SUBMISSIONS])
async def test_who_sees_only_his_own_records_sees_only_what_is_inside_of_those(section: Section) -> None:
    """Several of these lists are public at Tabys."""
    bot, outer = scene(), CATALOGUE[section].parent
    assert outer is not None
    session = await bot.admitted(Role.NPO)
    bot.tabys.records[outer] = bot.tabys.records[outer][PARENT:]
    assert await listing(bot)(session, Query(section, PARENT), 0) == Failure(RecordGone())
    assert await showing(bot)(session, Query(section, PARENT), 3, near=0) == Failure(RecordGone())
    assert bot.tabys.calls == [f"get {outer} {PARENT} near 0"] * 2


@pytest.mark.parametrize("failure", GATEWAY_FAILURES)
async def test_a_failing_tabys_is_passed_on_as_it_is_after_one_call(failure: GatewayFailure) -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.failing = failure
    assert await listing(bot)(session, ALL, 16) == Failure(failure)
    assert await showing(bot)(session, ALL, 3, near=16) == Failure(failure)
    assert bot.tabys.calls == ["list news 16", "get news 3 near 16"]


@given(st.sampled_from([NEWS, Section.COURSES]), st.integers(0, 40), st.integers(0, 2**31 - 1))
async def test_whatever_the_offset_the_page_is_one_of_the_list(section: Section, size: int, offset: int) -> None:
    bot = scene(records={section: entities(section, size)})
    page = (await listing(bot)(await bot.admitted(), Query(section), offset)).unwrap()
    assert page.offset % PAGE_SIZE == 0
    assert bool(page.items) == bool(size)
    assert page == Page(
        tuple(entities(section, size)[page.offset : page.offset + PAGE_SIZE]),
        page.offset,
        has_next=size > page.offset + PAGE_SIZE,
        total=size if section in COUNTED else None,
    )


@pytest.mark.parametrize(
    ("size", "asked", "calls"),
    [
        (20, 16, ["list news 16"]),
        (20, 11, ["list news 8"]),
        (16, 16, ["list news 16", "list news 8"]),  # the last record of the last page was deleted
        (5, 40, ["list news 40", "list news 32", "list news 16", "list news 8", "list news 0"]),
        (30, 80, ["list news 80", "list news 72", "list news 32", "list news 16", "list news 24"]),
        (0, 0, ["list news 0"]),
        (0, 8, ["list news 8", "list news 0"]),
    ],
)
async def test_past_the_end_the_last_page_is_looked_for_by_halving(size: int, asked: int, calls: list[str]) -> None:
    bot = scene(records={NEWS: entities(NEWS, size)})
    page = (await listing(bot)(await bot.admitted(), ALL, asked)).unwrap()
    assert bot.tabys.calls == calls
    assert calls[-1] == f"list news {page.offset}"


@pytest.mark.parametrize(
    ("size", "asked", "calls"),
    [
        (20, 40, ["list courses 40", "list courses 16"]),
        (16, 2**31 - 1, ["list courses 100000", "list courses 8"]),
    ],
)
async def test_past_the_end_of_a_list_of_known_length_its_last_page_is_shown(
    size: int, asked: int, calls: list[str]
) -> None:
    courses = Section.COURSES
    bot = scene(records={courses: entities(courses, size)})
    page = (await listing(bot)(await bot.admitted(), Query(courses), asked)).unwrap()
    assert bot.tabys.calls == calls
    assert calls[-1] == f"list courses {page.offset}"


async def test_a_record_that_was_deleted_meanwhile_is_gone() -> None:
    bot = scene()
    session = await bot.admitted()
    bot.tabys.records[NEWS].clear()
    assert await showing(bot)(session, ALL, 3, near=0) == Failure(RecordGone())


async def test_a_record_is_looked_for_near_the_page_where_it_was_seen() -> None:
    bot = scene()
    await showing(bot)(await bot.admitted(), ALL, 12, near=13)
    assert bot.tabys.calls == ["get news 12 near 8"]
