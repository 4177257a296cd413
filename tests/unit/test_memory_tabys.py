"""The made-up Tabys lists and shows its records as the real one would."""

from collections.abc import Awaitable, Callable, Sequence

import pytest

from tabys_bot.adapters.memory.clock import ManualClock
from tabys_bot.adapters.memory.samples import sample_records
from tabys_bot.adapters.memory.tabys import MemoryTabys
from tabys_bot.application.failures import NotOffered, RecordGone, SessionRejected, TooSlow
from tabys_bot.application.ports import (
    AdministrationGateway,
    AuthGateway,
    EntityGateway,
    Order,
    PictureGateway,
    WritingGateway,
)
from tabys_bot.domain.access import Permission, Role
from tabys_bot.domain.acts.shape import Act, Way
from tabys_bot.domain.administration import Stretch
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.outcome import Failure, Outcome, Success
from tabys_bot.domain.records import Entity, Page, Picture, Query, View
from tabys_bot.domain.sections import Section
from tabys_bot.domain.session import OtpCode, Session, Visitor

COUNTED = {
    Section.COURSES,
    Section.CANDIDATES,
    Section.SUBMISSIONS,
    Section.PROMOTIONS,
    Section.VOLUNTEER_EVENTS,
    Section.USERS,
    Section.EXPERTS,
    Section.TECH_TASKS,
    Section.SOLUTIONS,
}
OFFERED = [section for section in CATALOGUE if section is not Section.CERTIFICATES]
DELETE = Act("delete", Way.DELETE, Permission.DELETE, "🗑")
CALLS: Sequence[tuple[str, Callable[[MemoryTabys, Session], Awaitable[Outcome[object, object]]]]] = (
    ("role", lambda tabys, session: tabys.role(session)),
    ("list news 8", lambda tabys, session: tabys.page(session, Query(Section.NEWS), offset=8, limit=8)),
    ("get news 5 near 8", lambda tabys, session: tabys.record(session, Query(Section.NEWS), 5, near=8)),
    ("gallery projects 5", lambda tabys, session: tabys.gallery(session, Section.PROJECTS, 5)),
    ("counts events", lambda tabys, session: tabys.counts(session, Section.EVENTS)),
    ("options vacancies city", lambda tabys, session: tabys.options(session, Section.VACANCIES, "city")),
    ("write news delete 5", lambda tabys, session: tabys.write(session, Order(Section.NEWS, DELETE, 5))),
    ("sessions", lambda tabys, session: tabys.sessions(session)),
    ("revoke 7", lambda tabys, session: tabys.revoke(session, 7)),
    ("registrations", lambda tabys, session: tabys.registrations(session)),
    ("decide 5 approved", lambda tabys, session: tabys.decide(session, 5, approve=True, reason="")),
    ("decide 5 rejected", lambda tabys, session: tabys.decide(session, 5, approve=False, reason="Нет")),
    ("numbers week", lambda tabys, session: tabys.numbers(session, Stretch.WEEK)),
)
calls = pytest.mark.parametrize(("noted", "call"), CALLS, ids=[noted for noted, _ in CALLS])


def tabys_of(*records: Entity) -> MemoryTabys:
    """With these records, or the samples if there are none."""
    clock = ManualClock()
    held = {section: [one for one in records if one.section is section] for section in Section}
    return MemoryTabys(clock=clock, records=held if records else sample_records(clock.now()))


async def signed_in(tabys: MemoryTabys, visitor: Visitor = Visitor(7, "Анна")) -> Session:  # noqa: B008  it is frozen
    code = OtpCode(tabys.issue_code(Role.SUPER_ADMIN))
    admission = (await tabys.sign_in(code, visitor)).unwrap()
    now = ManualClock().now()
    tabys.calls.clear()
    return Session(
        telegram_user_id=visitor.id,
        admin_id=admission.admin_id,
        role=Role.SUPER_ADMIN,
        access_token=admission.access_token,
        admin_name=admission.admin_name,
        created_at=now,
        last_activity=now,
        checked_at=now,
        expires_at=now,
        sign_in_id="1",
    )


async def listed(tabys: MemoryTabys, query: Query, *, offset: int = 0, limit: int = 8) -> Page:
    return (await tabys.page(await signed_in(tabys), query, offset=offset, limit=limit)).unwrap()


def news(count: int) -> list[Entity]:
    return [Entity(Section.NEWS, number, {"title": f"Жаңалық {number}"}) for number in range(1, count + 1)]


def test_it_fits_the_ports() -> None:
    tabys = tabys_of()
    reading: tuple[AuthGateway, EntityGateway, PictureGateway] = (tabys, tabys, tabys)
    writing: tuple[WritingGateway, AdministrationGateway] = (tabys, tabys)
    assert {*reading, *writing} == {tabys}


@calls
async def test_what_was_asked_is_noted(
    noted: str, call: Callable[[MemoryTabys, Session], Awaitable[Outcome[object, object]]]
) -> None:
    tabys = tabys_of()
    session = await signed_in(tabys)
    await call(tabys, session)
    assert tabys.calls == [noted]


@calls
async def test_nothing_is_told_with_a_token_that_ran_out(
    noted: str, call: Callable[[MemoryTabys, Session], Awaitable[Outcome[object, object]]]
) -> None:
    tabys = tabys_of()
    session = await signed_in(tabys)
    tabys.expire_tokens()
    assert await call(tabys, session) == Failure(SessionRejected())
    assert tabys.calls == [noted]


@calls
async def test_everything_fails_while_it_is_told_to_fail(
    noted: str, call: Callable[[MemoryTabys, Session], Awaitable[Outcome[object, object]]]
) -> None:
    tabys = tabys_of()
    session = await signed_in(tabys)
    tabys.failing = TooSlow("A1B2C3")
    assert await call(tabys, session) == Failure(TooSlow("A1B2C3"))
    assert tabys.calls == [noted]


async def test_a_list_is_given_in_stretches() -> None:
    tabys, records = tabys_of(*news(17)), tuple(news(17))
    assert await listed(tabys, Query(Section.NEWS)) == Page(records[:8], 0, has_next=True)
    assert await listed(tabys, Query(Section.NEWS), offset=8) == Page(records[8:16], 8, has_next=True)
    assert await listed(tabys, Query(Section.NEWS), offset=16) == Page(records[16:], 16, has_next=False)
    assert await listed(tabys, Query(Section.NEWS), offset=24) == Page((), 24, has_next=False)


@pytest.mark.parametrize("section", OFFERED)
async def test_a_total_is_told_where_tabys_tells_it(section: Section) -> None:
    tabys = tabys_of()
    page = await listed(tabys, Query(section))
    assert page.total == (len(tabys.records[section]) if section in COUNTED else None)


@pytest.mark.parametrize("section", OFFERED)
async def test_every_record_of_a_list_can_be_opened(section: Section) -> None:
    tabys = tabys_of()
    session = await signed_in(tabys)
    page = await listed(tabys, Query(section))
    assert page.items
    for entity in page.items:
        assert await tabys.record(session, Query(section), entity.id, near=0) == Success(entity)


async def test_a_search_tells_how_much_it_found() -> None:
    page = await listed(tabys_of(*news(17)), Query(Section.NEWS, view=View(text="жаңалық 1")), limit=2)
    assert (len(page.items), page.has_next, page.total) == (2, True, 9)


async def test_a_list_inside_a_record_has_only_what_is_in_it() -> None:
    tabys = tabys_of(*(Entity(Section.PARTICIPANTS, number, {}, parent=number % 2 + 1) for number in range(1, 6)))
    page = await listed(tabys, Query(Section.PARTICIPANTS, parent=2))
    assert [(entity.id, entity.parent) for entity in page.items] == [(1, 2), (3, 2), (5, 2)]
    session = await signed_in(tabys)
    inside = Query(Section.PARTICIPANTS, parent=2)
    assert await tabys.record(session, inside, 3, near=0) == Success(Entity(Section.PARTICIPANTS, 3, {}, parent=2))
    assert await tabys.record(session, inside, 2, near=0) == Failure(RecordGone())


async def test_the_list_of_all_applications_does_not_tell_what_each_is_inside_of() -> None:
    page = await listed(tabys_of(Entity(Section.APPLICATIONS, 1, {}, parent=9)), Query(Section.APPLICATIONS))
    assert page.items == (Entity(Section.APPLICATIONS, 1, {}),)


async def test_certificates_are_kept_from_admins() -> None:
    tabys = tabys_of()
    session, query = await signed_in(tabys), Query(Section.CERTIFICATES)
    assert await tabys.page(session, query, offset=0, limit=8) == Failure(NotOffered())
    assert await tabys.record(session, query, 900, near=0) == Failure(NotOffered())


async def test_records_are_counted_by_the_state_of_their_moderation() -> None:
    states = ("pending", "approved", "approved")
    tabys = tabys_of(*(Entity(Section.EVENTS, at, {"moderation": state}) for at, state in enumerate(states, start=1)))
    session = await signed_in(tabys)
    assert (await tabys.counts(session, Section.EVENTS)).unwrap() == {"pending": 1, "approved": 2}
    assert (await tabys.counts(session, Section.USERS)).unwrap() == {}


async def test_some_projects_have_a_gallery_and_nothing_else_has() -> None:
    tabys = tabys_of()
    session = await signed_in(tabys)
    galleries = [(await tabys.gallery(session, Section.PROJECTS, number)).unwrap() for number in range(160, 189)]
    assert {len(gallery) for gallery in galleries} == {0, 1, 2, 3}
    assert galleries[1] == (Picture("memory://projects/161/1.png"),)
    assert (await tabys.gallery(session, Section.EVENTS, 161)).unwrap() == ()
