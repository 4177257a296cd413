"""Another version of Tabys keeps its lists elsewhere and wraps them otherwise: what works is found and remembered."""

import pytest

from tabys_bot.adapters.tabys.routes import ROUTES
from tabys_bot.application.failures import NotServed
from tabys_bot.domain.sections import Section
from tests.integration.records_desk import LISTS, STRETCHED, Desk, desk, listed, numbers, rows, sections, window
from tests.integration.servers import tabys_faults as faults

__all__ = ["desk"]  # the fixture

ELSEWHERE = {
    Section.EVENTS: "/api/v1/events/",
    Section.NEWS: "/api/v1/news/",
    Section.VOLUNTEERS: "/api/v1/admin/volunteers/",
}
elsewhere = pytest.mark.parametrize("section", ELSEWHERE)
ENVELOPES = ["items", "data"]


def paged(desk: Desk, section: Section) -> faults.Fault:
    """What a backend with pages would answer at the other address."""

    async def answered(request: object, _proceed: faults.Proceed) -> object:
        query = request.query  # type: ignore[attr-defined]
        size, page = int(query["page_size"]), int(query["page"])
        found = [row for row in rows(desk, section) if row["id"] in numbers(desk, section)]
        part = found[(page - 1) * size : page * size]
        return await faults.wrong_type({"items": part, "total": len(found)})(request, _proceed)  # type: ignore[arg-type]

    return answered  # type: ignore[return-value]


@elsewhere
async def test_a_list_that_is_not_served_is_looked_for_at_the_next_address(desk: Desk, section: Section) -> None:
    desk.tabys.withdraw("GET", LISTS[section])
    desk.tabys.fail_next(ELSEWHERE[section], paged(desk, section), times=100)
    shown = await desk.all(section)
    assert shown == [row["id"] for row in rows(desk, section)]
    paths = [path for path, _ in desk.asked() if path in (LISTS[section], ELSEWHERE[section])]
    assert paths == [LISTS[section], *[ELSEWHERE[section]] * ((len(shown) + 7) // 8)], "what worked is remembered"
    page = await desk.page(section, 8)
    assert (page.total, len(page.items)) == (len(shown), 8)


@elsewhere
async def test_a_404_for_a_list_means_that_it_is_not_served_too(desk: Desk, section: Section) -> None:
    desk.tabys.fail_next(LISTS[section], faults.answer(404, '{"detail": "Not Found"}'))
    desk.tabys.fail_next(ELSEWHERE[section], paged(desk, section))
    assert len((await desk.page(section)).items) == 8


@elsewhere
async def test_the_first_address_is_tried_again_when_the_other_is_gone(desk: Desk, section: Section) -> None:
    desk.tabys.fail_next(LISTS[section], faults.answer(405))
    desk.tabys.fail_next(ELSEWHERE[section], paged(desk, section))
    await desk.page(section)
    desk.asked()
    assert len((await desk.page(section)).items) == 8
    paths = [path for path, _ in desk.asked() if path in (LISTS[section], ELSEWHERE[section])]
    assert paths == [ELSEWHERE[section], LISTS[section]]
    await desk.page(section)
    assert desk.asked() == [(LISTS[section], window(0, 9))]


@sections
async def test_a_list_that_is_served_nowhere_says_so(desk: Desk, section: Section) -> None:
    desk.tabys.fail_next("/api", faults.answer(405), times=100)
    assert isinstance(await desk.failure(section), NotServed)


@elsewhere
async def test_other_failures_are_no_reason_to_look_elsewhere(desk: Desk, section: Section) -> None:
    desk.tabys.fail_next(LISTS[section], faults.answer(403, "{}"))
    await desk.failure(section)
    assert ELSEWHERE[section] not in [path for path, _ in desk.asked()]


@pytest.mark.parametrize("section", [Section.EVENTS, Section.NEWS])
async def test_a_record_is_looked_for_at_the_next_address_too(desk: Desk, section: Section) -> None:
    first, second = (path.format(id=3) for path in ROUTES[section].record)
    row = dict(next(row for row in rows(desk, section) if row["id"] == 3))
    desk.tabys.fail_next(first, faults.answer(405))
    desk.tabys.fail_next(second, faults.wrong_type(row))
    assert (await desk.record(section, 3)).id == 3
    assert [path for path, _ in desk.asked()] == [first, second]


@pytest.mark.parametrize("section", [Section.EVENTS, Section.COURSES, Section.TECH_TASKS, Section.EXPERTS])
async def test_a_record_without_an_address_is_found_in_its_list(desk: Desk, section: Section) -> None:
    for path in ROUTES[section].record:
        desk.tabys.fail_next(path.format(id=3), faults.answer(405))
    assert (await desk.record(section, 3)).id == 3


@pytest.mark.parametrize("key", ENVELOPES)
@pytest.mark.parametrize(
    "section", [section for section in STRETCHED if section not in (Section.PARTICIPANTS, Section.SUBMISSIONS)]
)
async def test_a_list_is_understood_in_any_envelope(desk: Desk, section: Section, key: str) -> None:
    shown = await desk.all(section)
    desk.tabys.envelope(LISTS[section], key)
    assert await desk.all(section) == shown
    assert (await desk.page(section)).total == len(shown), "such envelopes tell the total of the whole list"


@pytest.mark.parametrize("section", STRETCHED)
@pytest.mark.parametrize("total", [None, "many", -1, 3.5, True])
async def test_a_list_is_understood_bare_and_with_an_odd_total(desk: Desk, section: Section, total: object) -> None:
    few = [dict(row) for row in rows(desk, section) if row["id"] in numbers(desk, section)][:5]
    key = ROUTES[section].lists[0].key
    wrappings: list[object] = [few, {key: few}, {key: few, "total": total}, {"items": few, "total": total}]
    wrappings += [{"data": {"items": few, "total": total}}, {"data": few}]
    for body in wrappings:
        desk.tabys.fail_next(LISTS[section], faults.wrong_type(body))
        page = await desk.page(section)
        assert [entity.id for entity in page.items] == [row["id"] for row in few]
        assert (page.has_next, page.total) == (False, None)


async def test_the_page_of_volunteers_is_not_taken_for_all_of_them(desk: Desk) -> None:
    few = [dict(row) for row in rows(desk, Section.VOLUNTEERS)[:9]]
    desk.tabys.fail_next(LISTS[Section.VOLUNTEERS], faults.wrong_type({"volunteers": few, "total": 9}))
    page = await desk.page(listed(Section.VOLUNTEERS))
    assert (page.has_next, page.total) == (True, None)
