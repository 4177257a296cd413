"""The records of all modules as Tabys sends them, read over HTTP with as few calls as can be."""

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import AccessRefused, Broken, RecordGone, SessionRejected
from tabys_bot.domain.access import Module, Role
from tabys_bot.domain.catalogue import CATALOGUE
from tabys_bot.domain.modules import PAGE_SIZE, Bilingual, Page
from tabys_bot.domain.outcome import Failure, Success
from tests.integration.records_desk import LISTS, VOLUNTEERS, Desk, at, desk, modules, route_of, rows, window
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

# the others come as they are stored
NEWEST_FIRST = {
    Module.EVENTS: "event_date",
    Module.VACANCIES: "created_at",
    Module.NEWS: "created_at",
    Module.PROJECTS: "created_at",
}


@modules
async def test_a_list_shows_eight_and_asks_for_one_more(desk: Desk, module: Module) -> None:
    await desk.warmed_up(module)
    page = await desk.page(module, 8)
    assert desk.asked() == [(LISTS[module], window(8, 9))], "one GET for a press"
    assert (len(page.items), page.offset, page.has_next) == (8, 8, True)


@modules
async def test_paging_shows_each_record_once_in_the_order_of_tabys(desk: Desk, module: Module) -> None:
    stored = rows(desk, module)
    pages = [await desk.page(module, offset) for offset in range(0, len(stored), PAGE_SIZE)]
    shown = [entity.id for page in pages for entity in page.items]
    assert [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False]
    if module in NEWEST_FIRST:
        stored = sorted(stored, key=lambda row: at(row[NEWEST_FIRST[module]]), reverse=True)
    assert shown == [row["id"] for row in stored]


@modules
async def test_the_page_that_is_just_full_is_the_last(desk: Desk, module: Module) -> None:
    del rows(desk, module)[16:]
    last = await desk.page(module, 8)
    assert (len(last.items), last.has_next) == (8, False)


@modules
async def test_beyond_the_end_and_in_an_empty_list_there_is_nothing(desk: Desk, module: Module) -> None:
    assert await desk.page(module, 400) == Page((), 400, has_next=False)
    rows(desk, module).clear()
    assert await desk.page(module) == Page((), 0, has_next=False)


@modules
async def test_each_record_of_a_list_opens_with_one_get(desk: Desk, module: Module) -> None:
    await desk.warmed_up(module)
    page = await desk.page(module)
    desk.asked()
    for entity in page.items:
        card = await desk.card(module, entity.id)
        query = {} if ROUTES[module].record else window(0, 8)
        assert desk.asked() == [(route_of(module, entity.id), query)]
        assert {name: card.get(name) for name in entity.values} == dict(entity.values), "the list tells no other story"


@modules
async def test_only_fields_of_the_catalogue_are_read(desk: Desk, module: Module) -> None:
    names = {field.name for field in CATALOGUE[module].fields}
    assert {name for entity in (await desk.page(module)).items for name in entity.values} <= names


@modules
async def test_a_record_that_is_gone_says_so(desk: Desk, module: Module) -> None:
    assert await desk.failure(module, number=999_999) == RecordGone()
    assert await desk.failure(module, number=2**40) == RecordGone()


@modules
async def test_the_token_of_the_session_is_sent(desk: Desk, module: Module) -> None:
    await desk.page(module)
    (call, *_) = desk.tabys.calls
    assert call.headers["authorization"] == f"Bearer {desk.session().access_token}"


@modules
async def test_an_old_token_is_rejected(desk: Desk, module: Module) -> None:
    session = desk.session()
    desk.tabys.expire_tokens()
    assert await desk.entities.page(session, module, offset=0, limit=8) == Failure(SessionRejected())


async def test_a_role_without_access_is_refused_by_tabys(desk: Desk) -> None:
    outcome = await desk.entities.page(desk.session(Role.MSB), Module.EVENTS, offset=0, limit=8)
    assert isinstance(outcome.failure(), AccessRefused)


async def test_an_owner_sees_his_own_records_and_no_others(desk: Desk) -> None:
    own = {row["id"] for row in rows(desk, Module.EVENTS) if row["admin_id"] == desk.tabys.admin("npo")["id"]}
    page = await desk.page(Module.EVENTS, role=Role.NPO)
    assert {entity.id for entity in page.items} < own
    foreign = next(row["id"] for row in rows(desk, Module.EVENTS) if row["id"] not in own)
    session = desk.session(Role.NPO)
    mine = await desk.entities.record(session, Module.EVENTS, min(own), near=0)
    assert mine.unwrap().id == min(own)
    assert await desk.entities.record(session, Module.EVENTS, foreign, near=0) == Failure(RecordGone())


async def test_a_volunteer_is_looked_for_on_the_page_where_he_was_seen(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    assert (await desk.card(Module.VOLUNTEERS, 19, near=16))["coins"] == 72
    assert desk.asked() == [(VOLUNTEERS, window(16, 8))]


async def test_a_volunteer_who_moved_is_found_elsewhere(desk: Desk) -> None:
    await desk.warmed_up(Module.VOLUNTEERS)
    assert (await desk.card(Module.VOLUNTEERS, 1, near=16))["coins"] == 0
    assert desk.asked() == [(VOLUNTEERS, window(16, 8)), (VOLUNTEERS, window(0, 100))]


async def test_a_volunteer_is_looked_for_to_the_end_of_a_short_list(desk: Desk) -> None:
    assert await desk.failure(Module.VOLUNTEERS, number=999) == RecordGone()
    assert desk.asked() == [(VOLUNTEERS, window(0, 8)), (VOLUNTEERS, window(0, 100))]


async def test_a_volunteer_is_looked_for_among_the_first_five_hundred_of_a_long_list(desk: Desk) -> None:
    stored = rows(desk, Module.VOLUNTEERS)
    stored[:] = [{**stored[number % 40], "id": number + 1} for number in range(1000)]
    assert (await desk.card(Module.VOLUNTEERS, 500))["coins"] == 76
    assert [query["skip"] for path, query in desk.asked() if path == VOLUNTEERS] == [
        "0",
        "0",
        "100",
        "200",
        "300",
        "400",
    ]
    assert await desk.failure(Module.VOLUNTEERS, number=501) == RecordGone()
    assert len(desk.asked()) == 6
    assert (await desk.entities.record(desk.session(), Module.VOLUNTEERS, 801, near=800)).unwrap().id == 801
    assert desk.asked() == [(VOLUNTEERS, window(800, 8))]


async def test_a_search_that_tabys_breaks_off_is_broken_and_not_a_gone_record(desk: Desk) -> None:
    desk.tabys.fail_next(VOLUNTEERS, faults.crash)
    assert isinstance(await desk.failure(Module.VOLUNTEERS, number=1), Broken)
    outcome = await desk.entities.record(desk.session(), Module.VOLUNTEERS, 1, near=16)
    assert isinstance(outcome, Success)


async def test_what_changes_in_tabys_is_seen_at_once(desk: Desk) -> None:
    before = await desk.page(Module.NEWS)
    rows(desk, Module.NEWS)[0]["title_ru"] = "Новое"
    after = await desk.page(Module.NEWS)
    assert (before.items[1].values["title"], after.items[1].values["title"]) == (
        Bilingual("Сарыарқа көктемі", "Весна Сарыарки"),
        Bilingual("Сарыарқа көктемі", "Новое"),
    )
